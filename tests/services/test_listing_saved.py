"""Saved so far: what a paper proves, and the sum of Today."""

from __future__ import annotations

import datetime
from typing import Any

from medbills.services.list_saved import list_saved
from medbills.services.load_matters import load_matters
from medbills.services.overview import overview
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


def test_the_sum_is_today_s_and_each_case_names_its_proof(family_vault: Vault) -> None:
    listed = list_saved(family_vault, today=TODAY)
    assert listed.saved == overview(load_matters(family_vault, today=TODAY), today=TODAY).saved
    assert [(case.title, str(case.amount)) for case in listed.closed] == [
        ("Visit at Eastside Urgent Care", "$184.00"), ("Tests at Riverbend Clinic", "$750.00"),
    ]  # fmt: skip
    assert all(case.proof for case in listed.closed)


def test_what_a_later_bill_proves_counts_only_once_the_case_is_closed(desk: Any) -> None:
    desk.bill()
    matter = desk.matter(desk.bill(statement_date="2026-11-12", amount_due="300.00"))
    listed = list_saved(desk.vault, today=TODAY)
    assert (listed.closed, [str(case.amount) for case in listed.open]) == ((), ["$1,700.00"])
    desk.close(matter.id)
    listed = list_saved(desk.vault, today=TODAY)
    assert (str(listed.saved), listed.open) == ("$1,700.00", ())


def test_one_bill_alone_proves_nothing(desk: Any) -> None:
    desk.bill()
    assert list_saved(desk.vault, today=TODAY).open == ()
