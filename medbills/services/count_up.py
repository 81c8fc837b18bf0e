"""Counts what stands beside the pages: papers that wait, cases that are open, and who the people are."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.person import Person
from medbills.store import Vault


@dataclass(frozen=True, slots=True)
class Counts:
    """`people` in their natural order."""

    papers_waiting: int
    cases_open: int
    people: tuple[Person, ...]


def count_up(vault: Vault) -> Counts:
    """As the vault stands now."""
    return Counts(len(vault.papers.unconfirmed()), sum(1 for case in vault.cases.all() if not case.closed_on), vault.people.all())
