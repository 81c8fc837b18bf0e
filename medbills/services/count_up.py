"""Counts what stands beside the pages: papers that wait, cases with something in question, and who the people are."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.case import CaseKind
from medbills.domain.finding import FindingState
from medbills.domain.person import Person
from medbills.store import Vault

# A refusal or a collector's letter is in question by itself.
_BY_ITSELF = frozenset({CaseKind.DENIAL, CaseKind.COLLECTION})


@dataclass(frozen=True, slots=True)
class Counts:
    """`people` in their natural order."""

    papers_waiting: int
    cases_in_question: int
    people: tuple[Person, ...]


def count_up(vault: Vault) -> Counts:
    """As the vault stands now."""
    asked = {kept.case_id for kept in vault.findings.all() if kept.counted and kept.state is not FindingState.FINE}
    live = [case for case in vault.cases.all() if not case.closed_on]
    return Counts(
        papers_waiting=len(vault.papers.unconfirmed()),
        cases_in_question=sum(1 for case in live if case.id in asked or case.kind in _BY_ITSELF),
        people=vault.people.all(),
    )
