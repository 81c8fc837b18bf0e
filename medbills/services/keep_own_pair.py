"""Keeps the user's own pairs of dental treatments over those that ship: which cheaper one is paid for which, and who says so."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medbills.domain.changes import Changes
from medbills.domain.code_formats import is_cdt
from medbills.domain.own_pair import OwnPair, pairs_with
from medbills.domain.practice import VaultKind
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.layout.dental_pairs import dental_pairs
from medbills.services.audit_cases import audit_cases
from medbills.store import Change, Vault

SHIPPED = "Comes with Medbills, from booklets of dental plans"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """A row of the table: the code done, the cheaper ones, and the source. `own` is the user's word, `shipped` what comes with us."""

    code: str
    paid_as: tuple[str, ...]
    source: str
    own: OwnPair | None
    shipped: tuple[str, ...]


def pairs_in_use(vault: Vault) -> Mapping[str, Sequence[str]]:
    """Treatment done -> the cheaper ones: the shipped pairs with the user's own in their place."""
    return pairs_with(dental_pairs(), vault.own_pairs.all())


def list_pairs(vault: Vault) -> tuple[PairRow, ...]:
    """The whole table, by code; a shipped pair that the user struck out stays in it, without a cheaper code."""
    shipped = {code: tuple(paid) for code, paid in dental_pairs().items()}
    own = {pair.code: pair for pair in vault.own_pairs.all()}
    return tuple(
        PairRow(
            code=code, paid_as=own[code].paid_as if code in own else shipped[code], own=own.get(code), shipped=shipped.get(code, ()),
            source=own[code].source if code in own else SHIPPED,
        )
        for code in sorted({*shipped, *own})
    )  # fmt: skip


def keep_own_pair(vault: Vault, pair: OwnPair, *, today: datetime.date) -> Changes:
    """Puts the user's word in the place of what ships, and checks the papers anew. Raises UnusableInput for what is no dental code,
    for a code paid as itself, and without a source."""
    code = pair.id.strip().upper()
    paid_as = tuple(dict.fromkeys(other.strip().upper() for other in pair.paid_as if other.strip()))
    for one in (code, *paid_as):
        if not is_cdt(one):
            raise UnusableInput(f"“{one}” is no dental code. Type one like D2392.")
    if code in paid_as:
        raise UnusableInput(f"{code} cannot be paid as itself. Type the cheaper code.")
    if not pair.source.strip():
        raise UnusableInput("Say where you have it from, like Dental booklet p. 18.")
    with vault.change(f"Saved how {code} is paid") as change:
        change.own_pairs.put(OwnPair(id=code, paid_as=paid_as, source=pair.source.strip(), told_on=pair.told_on))
        _check_anew(vault, change, today)
    return change.changes


def remove_own_pair(vault: Vault, code: str, *, today: datetime.date) -> Changes:
    """Takes the user's word away; what ships counts again. Raises UnusableInput when it is gone already."""
    if vault.own_pairs.get(code) is None:
        raise UnusableInput(f"This row was taken away already. {IN_HISTORY}")
    with vault.change(f"Took away your row for {code}") as change:
        change.own_pairs.remove(code)
        _check_anew(vault, change, today)
    return change.changes


def _check_anew(vault: Vault, change: Change, today: datetime.date) -> None:
    if vault.kind is VaultKind.FAMILY:
        for person_id in (*(person.id for person in vault.people.all()), None):
            audit_cases(vault, change, today=today, person_id=person_id)
