"""Payment plans: their days stand in the calendar until a payment covers them, and the statement is held against them."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from medbills.domain.agreement import Agreement
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.errors import UnusableInput
from medbills.services.calendar_days import calendar_entries
from medbills.services.keep_agreement import keep_agreement, list_agreements, remove_agreement
from medbills.services.keep_payment import keep_payment
from medbills.services.load_matters import load_matters
from medbills.services.overview import overview
from medbills.services.remove_paper import take_back
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


@pytest.fixture
def agreed(desk: Any) -> Agreement:
    matter = desk.matter(desk.bill())
    plan = Agreement(
        id="", with_whom="Riverbend General Hospital", amount=Money(320_00), count=7, agreed_on=datetime.date(2026, 9, 20),
        first_on=datetime.date(2026, 9, 30), person_id=matter.case.person_id, case_id=matter.id,
    )  # fmt: skip
    keep_agreement(desk.vault, plan, today=TODAY)
    kept: Agreement = desk.vault.agreements.all()[0]
    return kept


def days(vault: Vault) -> list[tuple[str, str]]:
    found = [deadline for matter in load_matters(vault, today=TODAY) for deadline in matter.open_deadlines]
    return [(str(kept.deadline.date), kept.deadline.title) for kept in found if kept.deadline.rule == "payment_plan"]


def pay(vault: Vault, plan: Agreement, day: datetime.date, amount: str) -> None:
    keep_payment(
        vault, Payment(id="", date=day, amount=Money.of(amount), what="Riverbend", person_id=plan.person_id, case_id=plan.case_id),
        today=TODAY,
    )  # fmt: skip


def test_missed_instalments_and_the_next_ones_are_days_of_the_case(desk: Any, agreed: Agreement) -> None:
    assert days(desk.vault) == [
        ("2026-09-30", "Pay $45.71 to Riverbend"), ("2026-10-30", "Pay $45.71 to Riverbend"), ("2026-11-30", "Pay $45.71 to Riverbend"),
        ("2026-12-30", "Pay $45.71 to Riverbend"),
    ]  # fmt: skip
    matters = load_matters(desk.vault, today=TODAY)
    assert "Pay $45.71 to Riverbend" in {item.title for item in overview(matters, today=TODAY).upcoming}
    assert "Pay $45.71 to Riverbend" in {entry.title for entry in calendar_entries(matters, today=TODAY)}


def test_a_payment_takes_its_day_away_and_undo_brings_it_back(desk: Any, agreed: Agreement) -> None:
    pay(desk.vault, agreed, datetime.date(2026, 9, 29), "45.71")
    pay(desk.vault, agreed, datetime.date(2026, 11, 1), "40.00")
    assert days(desk.vault)[0] == ("2026-10-30", "Pay $5.71 to Riverbend")
    take_back(desk.vault, desk.vault.last_change())
    assert days(desk.vault)[0] == ("2026-10-30", "Pay $45.71 to Riverbend")


def test_the_plan_tells_how_it_stands(desk: Any, agreed: Agreement) -> None:
    pay(desk.vault, agreed, datetime.date(2026, 9, 29), "45.71")
    (view,) = list_agreements(desk.vault, today=TODAY)
    assert view.says == "$45.71 is paid, $274.29 is left. Next: $45.71 by November 30, 2026."
    assert view.missed.startswith("$45.71 was due on October 30, 2026, 18 days ago. No payment for it is here.")
    assert view.bill and view.who
    pay(desk.vault, agreed, TODAY, "274.29")
    (view,) = list_agreements(desk.vault, today=TODAY)
    assert (view.says, view.missed) == ("All $320.00 is paid.", "")
    assert days(desk.vault) == []


def test_a_removed_plan_takes_its_days_with_it_but_not_the_payments(desk: Any, agreed: Agreement) -> None:
    pay(desk.vault, agreed, TODAY, "45.71")
    changes = remove_agreement(desk.vault, agreed.id, today=TODAY)
    assert days(desk.vault) == [] and desk.vault.payments.count() == 1
    take_back(desk.vault, changes.what)
    assert days(desk.vault)


def test_a_statement_above_what_the_plan_leaves_is_asked_about(desk: Any, agreed: Agreement) -> None:
    pay(desk.vault, agreed, datetime.date(2026, 9, 29), "45.71")
    desk.bill(statement_date="2026-11-10", amount_due="320.00")
    checks = {kept.finding.check for kept in desk.vault.findings.all()}
    assert "payment_plan_drift" in checks


@pytest.mark.parametrize("wrong", [{"amount": Money(0)}, {"count": 0}, {"count": 121}, {"with_whom": " "}])
def test_what_is_no_plan_is_told(desk: Any, agreed: Agreement, wrong: dict[str, Any]) -> None:
    with pytest.raises(UnusableInput):
        keep_agreement(desk.vault, dataclasses.replace(agreed, id="", **wrong), today=TODAY)
    assert desk.vault.agreements.count() == 1
