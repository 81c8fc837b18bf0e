"""Which insurer's papers are in force: the newest version of each claim, and whose they are."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.alike_pairs import grouped
from medbills.domain.facts import Facts
from medbills.domain.names import same_organization
from medbills.domain.paper import Paper
from medbills.domain.remembered import remembered


@remembered
def live_eobs(facts: Facts) -> tuple[Paper, ...]:
    """The newest version of each claim; replaced, reversed and superseded ones are left out."""
    claims: dict[object, list[Paper]] = {}
    for eob in facts.eobs:
        if eob.claim_version == "reversal":
            key: object = (eob.replaces_claim_number or eob.claim_number, payer_key(eob))
        else:
            key = (eob.claim_number, payer_key(eob)) if eob.claim_number else id(eob)
        claims.setdefault(key, []).append(eob)
    alive = {id(version) for versions in claims.values() for version in _live_versions(facts, versions)}
    return tuple(eob for eob in facts.eobs if id(eob) in alive and eob.id not in facts.superseded and not _is_replaced(facts, eob))


@remembered
def _eobs_by_claim(facts: Facts) -> dict[str | None, list[Paper]]:
    return grouped(facts.eobs, lambda eob: eob.claim_number)


def eobs_of_claim(facts: Facts, number: str) -> Sequence[Paper]:
    """Every version of a claim, replaced ones too."""
    return _eobs_by_claim(facts).get(number, ())


def _is_replaced(facts: Facts, eob: Paper) -> bool:
    return bool(eob.claim_number) and any(
        other.id != eob.id and not facts.are_apart(other.id, eob.id) for other in _replacing(facts).get(eob.claim_number, ())
    )


@remembered
def _replacing(facts: Facts) -> dict[str | None, list[Paper]]:
    """The papers that replace a claim, by its number."""
    return grouped((eob for eob in facts.eobs if eob.claim_version != "reversal"), lambda eob: eob.replaces_claim_number)


def _live_versions(facts: Facts, versions: Sequence[Paper]) -> list[Paper]:
    """The newest version of a claim, and those that the user says are no version of it."""
    newest = _newest_live(versions)
    if newest is None:
        return []
    return [newest, *(one for one in versions if one.claim_version != "reversal" and facts.are_apart(one.id, newest.id))]


def _newest_live(versions: Sequence[Paper]) -> Paper | None:
    reversals = [eob for eob in versions if eob.claim_version == "reversal"]
    live = [eob for eob in versions if eob.claim_version != "reversal"]
    if reversals:
        reversed_on = max((eob.processed_date for eob in reversals if eob.processed_date), default=None)
        live = [
            eob
            for eob in live
            if eob.claim_version == "replacement" or (reversed_on and eob.processed_date and eob.processed_date > reversed_on)
        ]
    if not live:
        return None
    return max(enumerate(live), key=lambda item: (item[1].processed_date or datetime.date.min, item[0]))[1]


def payer_key(eob: Paper) -> str:
    name = eob.payer_name or eob.issuer_name or ""
    return " ".join(name.casefold().split())


def same_payer(eob: Paper, payer_name: str | None) -> bool | None:
    """Whether the EOB is that insurer's; None when one of the names is not known."""
    return same_organization(eob.payer_name or eob.issuer_name, payer_name)
