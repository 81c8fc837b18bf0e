"""An account at a collector: its clocks with exact days, whether a credit report may list it, the guard, and the two keys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.case import Case, CaseKind, KeptPaper
from medbills.domain.debt import FIRST_LATE, LAST_PAID, NOT_AUTOMATIC, SETTLED, SIGNED, Act, Listing, Mark, Told
from medbills.domain.matter import Matter, Owed
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Paper
from medbills.domain.payment import Payment
from medbills.domain.person import Person
from medbills.errors import UnusableInput
from medbills.rules import load_pack
from medbills.services.guard_act import act_of_letter, guard_act, guard_case
from medbills.services.load_matters import load_matters
from medbills.services.pay_for_delete import load_debt, pay_as_agreed
from medbills.services.tell_of_debt import tell_of_debt, told_of_debt
from medbills.services.trace_debt import limit_of, trace_debt
from medbills.services.weigh_exposure import weigh_exposure
from medbills.store import Vault

TODAY = date(2026, 11, 17)


def matter(
    *, state: str | None = "PA", asks: int | None = 64000, before: int | None = None, care: date | None = date(2025, 3, 3),
    first: date | None = date(2025, 4, 1), creditor: str = "Cedar Lab Associates", paid: date | None = None, disputed: int = 0,
) -> Matter:  # fmt: skip
    """A case with a bill and a collector's letter, its figures chosen."""
    notice = Paper(
        id="notice", kind=Kind.COLLECTION_NOTICE, issuer_name="Harrow & Pike Recovery", original_creditor=creditor,
        letter_date=date(2026, 11, 6), amount_due=Money(asks) if asks is not None else None,
        previous_balance=Money(before) if before is not None else None,
    )  # fmt: skip
    bill = Paper(id="bill", kind=Kind.BILL, issuer_name=creditor, statement_date=first, amount_due=Money(64000), service_from=care)
    papers = tuple(KeptPaper(paper=paper, document_id="d", pages=(1, 1), confirmed=True) for paper in (bill, notice))
    payments = (Payment(id="p", date=paid, amount=Money(18500), what=creditor),) if paid else ()
    person = Person(id="w", name="Walter Calloway", state=state)
    return Matter(
        case=Case(id="c", title="Debt", kind=CaseKind.COLLECTION, opened_on=TODAY), person=person, provider=None, plan=None, papers=papers,
        findings=(), deadlines=(), calls=(), letters=(), packets=(), payments=payments, owed=Owed(disputed=Money(disputed)),
    )  # fmt: skip


def marks(found: Matter, told: Told | None = None, today: date = TODAY) -> dict[str, Mark]:
    return {mark.key: mark for mark in trace_debt(found, told or Told(), today)}


# the clocks


def test_the_sample_debt_in_time(family_vault: Vault) -> None:
    found = next(one for one in load_matters(family_vault, today=TODAY) if one.case.kind is CaseKind.COLLECTION)
    debt = load_debt(family_vault, found.id, today=TODAY)
    days = {mark.title: (mark.start, mark.day) for mark in debt.marks}
    assert days["Care"][1] == date(2026, 2, 12) and days["First bill"][1] == date(2026, 3, 20)
    assert days["Paid $185.00"][1] == date(2026, 4, 15) and days["Collector’s letter"][1] == date(2026, 11, 6)
    assert days["Often sent to collectors"] == (date(2026, 6, 18), date(2026, 7, 18))
    assert days["Your time to dispute"] == (date(2026, 11, 6), date(2026, 12, 10))
    assert days["Their pause"] == (None, None), "no letter went out, and the law sets no day"
    assert days["Time to sue"] == (date(2026, 4, 15), date(2030, 4, 15))
    assert debt.exposure.listing is Listing.KEPT_OFF and not debt.keys.needed


def test_a_nonprofit_hospital_waits_120_days_and_helps_for_240() -> None:
    found = marks(matter(creditor="Riverbend General Hospital", first=date(2026, 8, 1)))
    assert found["hospital_waits"].day == date(2026, 11, 29) and found["aid"].day == date(2027, 3, 29)
    assert found["hospital_waits"].says.endswith("Only if the hospital is nonprofit.")
    assert {"hospital_waits", "aid"}.isdisjoint(marks(matter())), "a lab is no hospital"


def test_the_year_and_the_seven_years_from_the_first_missed_payment() -> None:
    found = marks(matter(), Told(first_late=date(2019, 3, 1)))
    assert found["seven_years"].day == date(2026, 8, 28), "180 days, then seven years"
    assert found["one_year"].day == date(2020, 2, 29)


def test_no_day_is_invented() -> None:
    found = marks(matter())
    assert found["seven_years"].day is None and "not known" in found["seven_years"].says
    assert found["one_year"].day is None and found["one_year"].not_before == date(2026, 3, 3), "a year after the care is certain"
    unknown = marks(matter(care=None, first=None, state=None))
    assert [unknown[key].day for key in ("one_year", "limitation", "first_statement")] == [None, None, None]
    assert unknown["one_year"].not_before is None and "practice" not in unknown
    assert "The state is not known. Set it under People & plans." in unknown["limitation"].says


def test_the_time_to_sue_counts_from_the_latest_day_known() -> None:
    assert limit_of(matter(state="TX", care=date(2022, 1, 15)), Told()).ends == date(2026, 1, 15)
    assert limit_of(matter(state="TX", care=date(2022, 1, 15)), Told()).may_be_over(TODAY)
    assert limit_of(matter(state="TX", care=date(2022, 1, 15), paid=date(2023, 5, 2)), Told()).ends == date(2027, 5, 2)
    assert limit_of(matter(state="TX", care=date(2022, 1, 15)), Told(last_paid=date(2024, 2, 29))).ends == date(2028, 2, 29)
    assert limit_of(matter(state="MD", care=date(2024, 2, 29)), Told()).ends == date(2027, 3, 1), "the later day is the safe one"
    assert limit_of(matter(state="PR"), Told()).ends is None, "no such table row"
    assert "Sources disagree about this state." in marks(matter(state="MT"))["limitation"].says


@given(st.sampled_from(sorted({row["state"] for row in load_pack().tables["state_statutes_of_limitations"]})),
       st.none() | st.dates(date(2010, 1, 1), TODAY), st.none() | st.dates(date(2010, 1, 1), TODAY))  # fmt: skip
def test_a_later_payment_never_shortens_the_time_to_sue(state: str, told: date | None, later: date | None) -> None:
    found = matter(state=state)
    before = limit_of(found, Told(last_paid=told))
    after = limit_of(found, Told(last_paid=max((day for day in (told, later) if day), default=None)))
    assert before.ends is not None and after.ends is not None and before.ends <= after.ends
    assert before.source is not None and before.source.citation


def test_every_clock_names_its_source() -> None:
    found = marks(matter(creditor="Riverbend General Hospital"), Told(first_late=date(2026, 1, 2)))
    for key in ("practice", "hospital_waits", "aid", "dispute", "pause", "one_year", "seven_years", "limitation"):
        source = found[key].source
        assert source is not None and source.citation and source.checked_on == date(2026, 11, 21)
    assert found["practice"].source.confidence == "uncertain"  # type: ignore[union-attr]


# credit reports


@pytest.mark.parametrize(("asks", "before", "holds"), [
    (49999, None, True), (50000, None, False), (41200, 50000, False), (41200, 41200, True), (None, None, None), (None, 30000, True),
])
def test_exactly_500_dollars_is_not_under(asks: int | None, before: int | None, holds: bool | None) -> None:
    grounds = {ground.key: ground for ground in weigh_exposure(matter(asks=asks, before=before), Told(), TODAY).grounds}
    assert grounds["small"].holds is holds


@pytest.mark.parametrize(("late", "holds"), [(date(2026, 5, 1), True), (date(2025, 11, 18), True), (date(2025, 11, 17), False),
                                             (None, None)])
def test_one_year_is_365_days(late: date | None, holds: bool | None) -> None:
    grounds = {ground.key: ground for ground in weigh_exposure(matter(), Told(first_late=late), TODAY).grounds}
    assert grounds["young"].holds is holds


def test_care_of_this_year_cannot_be_an_old_debt() -> None:
    found = weigh_exposure(matter(care=date(2026, 2, 12)), Told(), TODAY)
    assert found.listing is Listing.KEPT_OFF and found.grounds[1].says.endswith("278 days ago. The debt cannot be older.")


def test_the_four_answers() -> None:
    old = Told(first_late=date(2025, 1, 1))
    assert weigh_exposure(matter(asks=41200), old, TODAY).says == "The three credit bureaus say they do not list it now: under $500.00."
    assert weigh_exposure(matter(), old, TODAY).listing is Listing.CAN_BE_LISTED
    assert weigh_exposure(matter(), Told(), TODAY).listing is Listing.NOT_KNOWN
    assert weigh_exposure(matter(), Told(first_late=old.first_late, settled=TODAY), TODAY).listing is Listing.KEPT_OFF
    assert weigh_exposure(matter(state="IL"), old, TODAY).listing is Listing.STATE_MAY_KEEP_OFF


def test_state_laws_carry_their_doubt() -> None:
    def state(code: str | None, today: date = TODAY) -> Any:
        return next(ground for ground in weigh_exposure(matter(state=code), Told(), today).grounds if ground.key == "state")

    assert state("CO").holds and "disputed" in state("CO").says
    assert state("VA").holds is None and "not sure" in state("VA").says
    assert state(None).holds is None and state("PA").holds is False
    assert state("OR", date(2025, 12, 31)).holds is False and state("OR", date(2026, 1, 1)).holds


# the guard


def test_the_guard_stands_only_before_collectors(desk: Any, vault: Vault) -> None:
    bill = desk.bill(account_number="other", issuer_name="Osprey Physical Therapy", provider_name="Osprey Physical Therapy")
    assert guard_case(vault, desk.matter(bill).id, Act.CALL, today=TODAY) is None
    notice = desk.notice()
    found = guard_case(vault, desk.matter(notice).id, Act.CALL, today=TODAY)
    assert found and found.title == "Before you call Harrow & Pike"
    assert any("The state is not known" in risk for risk in found.risks), "no state, no number of years"


def test_the_guard_says_what_it_risks_in_this_state_at_this_age() -> None:
    over = guard_act(matter(state="TX", care=date(2022, 1, 15)), Act.PAY, Told(), TODAY)
    assert over and over.risks[1] == "By the papers the time to sue in TX may have ended on January 15, 2026."
    assert over.risks[2] == "A payment or a written promise may start it anew, for up to 4 years. Get advice first."
    young = guard_act(matter(disputed=25240), Act.PROMISE, Told(last_paid=date(2026, 4, 15)), TODAY)
    assert young and "runs until April 15, 2030" in young.risks[1] and "move that day" not in young.risks[1]
    assert young.risks[-1] == "$252.40 of it is in question. Ask for proof before you pay."
    assert young.source.citation == "12 CFR 1006.26(b)"


@given(st.sampled_from(list(Act)), st.sampled_from(["TX", "PA", None]), st.none() | st.dates(date(2015, 1, 1), TODAY))
def test_no_safe_word_agrees_to_the_debt(act: Act, state: str | None, late: date | None) -> None:
    found = guard_act(matter(state=state), act, Told(first_late=late), TODAY)
    assert found and found.risks and found.safe_words
    assert not any(word in text for text in found.safe_words for word in ("I owe", "my balance", "I will pay"))


def test_which_letters_are_about_the_debt() -> None:
    assert act_of_letter("debt_validation_request") is Act.LETTER and act_of_letter("payment_plan_interest_free") is Act.PROMISE
    assert act_of_letter("billing_dispute") is None


# what is told, and the two keys


@pytest.fixture
def account(desk: Any, vault: Vault) -> str:
    """A collector's case that the bureaus' rules do not keep off."""
    desk.me(id="walter", name="Walter Calloway", called="Dad", is_me=False, state="PA")
    found: str = desk.matter(desk.notice()).id
    tell_of_debt(vault, found, FIRST_LATE, date(2025, 6, 1), today=TODAY)
    return found


def payment(amount: int = 80000) -> Payment:
    return Payment(id="", date=TODAY, amount=Money(amount), what="Harrow & Pike Recovery")


def test_what_is_told_is_kept_changed_and_taken_back(vault: Vault, account: str) -> None:
    tell_of_debt(vault, account, LAST_PAID, date(2025, 2, 1), today=TODAY)
    tell_of_debt(vault, account, FIRST_LATE, date(2025, 6, 2), today=TODAY)
    assert told_of_debt(vault, account) == Told(first_late=date(2025, 6, 2), last_paid=date(2025, 2, 1))
    tell_of_debt(vault, account, LAST_PAID, None, today=TODAY)
    assert told_of_debt(vault, account).last_paid is None
    with pytest.raises(UnusableInput, match="still to come"):
        tell_of_debt(vault, account, SETTLED, date(2026, 11, 18), today=TODAY)


def test_no_payment_is_noted_as_agreed_before_both_keys(vault: Vault, desk: Any, account: str) -> None:
    assert load_debt(vault, account, today=TODAY).exposure.listing is Listing.CAN_BE_LISTED
    with pytest.raises(UnusableInput, match="First find out, and note it here"):
        pay_as_agreed(vault, account, payment(), today=TODAY)
    tell_of_debt(vault, account, NOT_AUTOMATIC, TODAY, today=TODAY)
    with pytest.raises(UnusableInput, match="signed promise is on file"):
        pay_as_agreed(vault, account, payment(), today=TODAY)
    with pytest.raises(UnusableInput, match="has to be on file first"):
        tell_of_debt(vault, account, SIGNED, TODAY, today=TODAY, document="nowhere")
    assert vault.payments.of_case(account) == ()
    signed = file_agreement(desk, vault, account)
    tell_of_debt(vault, account, SIGNED, date(2026, 11, 16), today=TODAY, document=signed)
    assert load_debt(vault, account, today=TODAY).keys.open
    pay_as_agreed(vault, account, payment(), today=TODAY)
    (kept,) = vault.payments.of_case(account)
    assert (kept.amount, kept.proof) == (Money(80000), "as agreed, for deletion, by the paper signed on November 16, 2026")


def test_a_promise_whose_paper_was_removed_turns_the_key_back(vault: Vault, desk: Any, account: str) -> None:
    tell_of_debt(vault, account, NOT_AUTOMATIC, TODAY, today=TODAY)
    signed = file_agreement(desk, vault, account)
    tell_of_debt(vault, account, SIGNED, TODAY, today=TODAY, document=signed)
    with vault.change("Removed") as change:
        change.papers.remove(signed)
    keys = load_debt(vault, account, today=TODAY).keys
    assert not keys.agreement.turned and not keys.open


def test_where_deletion_is_automatic_there_is_nothing_to_buy(vault: Vault, desk: Any) -> None:
    small = desk.matter(desk.notice(amount_due="252.40", previous_balance="220.00", fees="32.40")).id
    tell_of_debt(vault, small, NOT_AUTOMATIC, TODAY, today=TODAY)
    keys = load_debt(vault, small, today=TODAY).keys
    assert not keys.needed and not keys.open and keys.automatic.says.endswith("There is nothing to buy.")
    with pytest.raises(UnusableInput, match="kept off credit reports anyway"):
        pay_as_agreed(vault, small, payment(), today=TODAY)


@given(st.booleans(), st.booleans(), st.sampled_from([25240, 64000]), st.none() | st.dates(date(2020, 1, 1), TODAY))
def test_both_keys_or_none(asked: bool, signed: bool, asks: int, late: date | None) -> None:
    from medbills.services.pay_for_delete import two_keys

    found = matter(asks=asks)
    told = Told(first_late=late, not_automatic=TODAY if asked else None, signed=TODAY if signed else None,
                signed_document="bill" if signed else None)  # fmt: skip
    exposure = weigh_exposure(found, told, TODAY)
    keys = two_keys(found, told, exposure)
    assert keys.open == (asked and signed and exposure.listing is not Listing.KEPT_OFF)


def file_agreement(desk: Any, vault: Vault, case_id: str) -> str:
    """The collector's signed paper, filed in the case."""
    from medbills.services.confirm_paper import confirm_paper

    told = {"issuer_name": "Harrow & Pike Recovery", "patient_name": "Walter Calloway", "letter_date": "2026-11-16"}
    paper: str = desk.keep("other", **told).papers[0].id
    confirm_paper(vault, paper, today=TODAY, case_id=case_id)
    return paper


