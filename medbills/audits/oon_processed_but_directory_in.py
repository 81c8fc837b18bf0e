"""A claim processed out of network although the plan's directory listed the provider in network."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs
from medbills.domain.matching import matches_with_eob
from medbills.domain.money import ONE_CENT, ZERO, Money, total_if_known
from medbills.domain.names import same_organization
from medbills.domain.paper import Paper
from medbills.domain.remittance import patient_share
from medbills.domain.shares import statement_words
from medbills.domain.statements import care_days
from medbills.domain.wording import long_day

SLUG = "oon_processed_but_directory_in"
_AUTHORITY = "PHSA 2799A-5(b), 42 U.S.C. 300gg-115(b)"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """Each live EOB that is out of network."""
    findings: list[Finding] = []
    needs: list[str] = []
    eobs = live_eobs(facts)
    for eob in eobs:
        if eob.network_status is None:
            needs.append("the network on the insurer's statement (EOB)")
        if eob.network_status != "out":
            continue
        proof = _proof(facts, eob)
        if proof is None:
            needs.append("the day the plan's directory listed the provider in network")
        else:
            findings += _compare(facts, eob, proof)
    if not eobs:
        needs.append("an insurer's statement (EOB)")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _proof(facts: Facts, eob: Paper) -> tuple[str, Certainty, tuple[str, ...]] | None:
    """In words; how sure; the papers that show it. The directory must have said so by the day of the care."""
    listed, days = facts.context.directory_listed_on, care_days(eob)
    for told in facts.context.told_networks:
        if told.in_network and same_organization(told.provider, eob.provider_name) is True:
            before = days is not None and told.told_on <= days[0]
            who = f" ({told.said_by})" if told.said_by else ""
            return f"On {long_day(told.told_on)} you were told the provider is in network{who}.", _certainty(before), ()
    if listed is not None:
        before = days is not None and listed <= days[0]
        return f"The plan's directory listed the provider in network on {long_day(listed)}.", _certainty(before), ()
    for found in matches_with_eob(facts, eob):
        bill = next((paper for paper in found.account.papers if paper.network_status == "in"), None)
        if bill is not None:
            return "The provider's bill says it is in network.", Certainty.ASK, (bill.id,)
    return None


def _certainty(before: bool) -> Certainty:
    return Certainty.LIKELY if before else Certainty.ASK


def _compare(facts: Facts, eob: Paper, proof: tuple[str, Certainty, tuple[str, ...]]) -> list[Finding]:
    words, certainty, papers = proof
    share, expected = _share(eob), facts.context.in_network_share
    at_stake = share - expected if share is not None and expected is not None else None
    if at_stake is not None and at_stake <= ONE_CENT:
        return []
    finding = Finding(
        check=SLUG, severity=Severity.HIGH, title="Processed out of network",
        explanation=f"{words} The insurer's statement uses out-of-network cost sharing. {_figures(share, expected)}".strip(),
        amount_at_stake=at_stake or ZERO, documents=(eob.id, *papers), lines=tuple(LineRef(eob.id, at) for at in range(len(eob.lines))),
        certainty=certainty if at_stake is not None else Certainty.ASK,
        question="Was the provider listed in network on the day of the care?",
        remedy="Please process the claim again with in-network cost sharing.", letter="directory_error_claim", authority=_AUTHORITY,
        checked_on=_CHECKED, reason=f"{words} {statement_words([eob])} uses out-of-network cost sharing.",
    )  # fmt: skip
    return [finding]


def _figures(share: Money | None, expected: Money | None) -> str:
    if share is None:
        return ""
    if expected is None:
        return f"It leaves {share} to you."
    return f"It leaves {share} to you. In network it may be {expected}. The difference is {share - expected}."


def _share(eob: Paper) -> Money | None:
    if eob.patient_responsibility is not None:
        return eob.patient_responsibility
    shares = [patient_share(line) for line in eob.lines]
    return total_if_known(shares) if shares else None


CHECK = Check(
    slug=SLUG, number="D10", title="Network and directory",
    sentence="Looks for claims out of network where the directory said in network.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
