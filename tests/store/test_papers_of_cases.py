"""The papers of some cases, read alone or from all that are in memory: the same ones, also after one was written."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medbills.domain.case import Case, CaseKind
from medbills.domain.money import Money
from medbills.store import Vault


def _fill(vault: Vault, fill: Any, kept_bill: Any) -> None:
    """Five bills in two cases and in none."""
    fill(vault)
    with vault.change("More") as change:
        first = vault.cases.all()[0]
        change.cases.add(Case(id="second", title="Tests", kind=CaseKind.BILL, person_id="walter", opened_on=first.opened_on))
        for number, case_id in enumerate(("er", "second", "second", None), start=2):
            kept = kept_bill(number)
            change.papers.add(dataclasses.replace(kept, document_id="doc1", case_id=case_id))


def test_they_are_the_same_however_they_are_read(made: Any, fill: Any, kept_bill: Any) -> None:
    with made.open() as vault:
        _fill(vault, fill, kept_bill)
    cases = st.sets(st.sampled_from(["er", "second", "nobody"]))

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(wanted=cases, sum_due=st.integers(0, 10_000), all_first=st.booleans())
    def check(wanted: set[str], sum_due: int, all_first: bool) -> None:
        with made.open() as vault:
            if all_first:
                vault.papers.all()
            vault.papers.of_cases(wanted)
            kept = vault.papers.of_case("second")[0]
            with vault.change("Edited") as change:
                change.papers.update(dataclasses.replace(kept, paper=dataclasses.replace(kept.paper, amount_due=Money(sum_due))))
            found = vault.papers.of_cases(wanted)
            assert found == tuple(kept for kept in vault.papers.all() if kept.case_id in wanted) == vault.papers.of_cases(wanted)
            assert ("second" not in wanted) or Money(sum_due) in {kept.paper.amount_due for kept in found}

    check()
