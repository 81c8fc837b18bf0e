"""A debt that goes from the provider to a collector and on to the next one is one debt, asked for once."""

from __future__ import annotations

import datetime
from typing import Any

from medbills.audits import run_checks
from medbills.domain.custody import Role, custodies, handed_on
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Severity
from medbills.domain.money import ZERO, Money
from medbills.domain.owing import count_once, you_owe
from medbills.services.case_file import facts_from_json

TODAY = datetime.date(2026, 11, 17)


def bill(**fields: Any) -> dict[str, Any]:
    told = {"provider_name": "Oak Clinic", "account_number": "A-1", "statement_date": "2026-03-01", "amount_due": "300.00"}
    return {"id": "bill", "kind": "bill", "fields": told | fields, "lines": []}


def letter(name: str, day: str, asks: str, account: str | None = "A-1") -> dict[str, Any]:
    told = {"issuer_name": name, "original_creditor": "Oak Clinic", "letter_date": day, "amount_due": asks}
    return {"id": name, "kind": "collection_notice", "fields": told | ({"account_number": account} if account else {}), "lines": []}


def facts_of(*papers: dict[str, Any]) -> Facts:
    loaded = facts_from_json({"documents": list(papers), "patient": {"insured": False}}, today=TODAY)
    assert loaded.warnings == ()
    return loaded.facts


AGENCY, BUYER = letter("Harrow Recovery", "2026-06-01", "310.00"), letter("Elm Funding LLC", "2026-09-01", "342.00")


def test_provider_agency_and_debt_buyer_stand_in_the_order_of_their_letters() -> None:
    (custody,) = custodies(facts_of(bill(), BUYER, AGENCY))
    assert [(holder.role, holder.name, str(holder.asks)) for holder in custody.holders] == [
        (Role.PROVIDER, "Oak Clinic", "$300.00"), (Role.AGENCY, "Harrow Recovery", "$310.00"), (Role.BUYER, "Elm Funding LLC", "$342.00"),
    ]  # fmt: skip
    assert custody.now.name == "Elm Funding LLC"


def test_the_same_dollars_are_asked_for_once() -> None:
    facts = facts_of(bill(), BUYER, AGENCY)
    assert handed_on(facts) == {"Harrow Recovery"}
    owed = you_owe(facts, run_checks(facts).findings)
    assert set(owed.per_paper) == {"Elm Funding LLC"}
    assert owed.asked == Money(342_00)


def test_without_a_bill_the_account_number_ties_the_letters() -> None:
    (custody,) = custodies(facts_of(AGENCY, BUYER))
    assert [holder.name for holder in custody.holders] == ["Oak Clinic", "Harrow Recovery", "Elm Funding LLC"]
    assert custody.holders[0].paper is None and custody.holders[0].asks is None


def test_two_accounts_of_one_provider_stay_two_debts() -> None:
    facts = facts_of(bill(), AGENCY, letter("Elm Funding LLC", "2026-09-01", "342.00", account="B-2"))
    assert len(custodies(facts)) == 2 and not handed_on(facts)
    assert you_owe(facts, ()).asked == Money(652_00)


def test_letters_without_account_and_bill_are_never_put_together() -> None:
    facts = facts_of(letter("Harrow Recovery", "2026-06-01", "310.00", None), letter("Elm Funding LLC", "2026-09-01", "342.00", None))
    assert len(custodies(facts)) == 2


def test_dollars_in_question_on_the_earlier_letter_count_no_more() -> None:
    facts = facts_of(bill(), AGENCY, BUYER)
    found = [
        Finding(
            check="collection_exceeds_original", severity=Severity.HIGH, title="t", explanation="e", amount_at_stake=Money(10_00),
            documents=(document,), certainty=Certainty.LIKELY, question="q", remedy="r", letter="l", authority="a", checked_on=TODAY,
        )
        for document in ("Harrow Recovery", "Elm Funding LLC")
    ]  # fmt: skip
    counted = count_once(found, facts)
    assert [counted[finding.key] for finding in found] == [ZERO, Money(10_00)]


def test_a_refund_told_by_the_user_never_raises_what_is_owed() -> None:
    facts = facts_from_json(
        {"documents": [bill()], "context": {"payments": [{"date": "2026-05-01", "amount": "-50.00", "to": "Oak Clinic"}]}}, today=TODAY
    ).facts
    assert you_owe(facts, ()).asked == Money(300_00)
