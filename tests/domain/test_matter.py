"""A case with all that belongs to it: what is open, what counts, which paper speaks."""

from __future__ import annotations

import datetime
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.call import Call
from medbills.domain.case import Case, CaseKind, KeptPaper
from medbills.domain.deadline import Deadline, KeptDeadline
from medbills.domain.finding import Certainty, Finding, FindingState, KeptFinding, Severity
from medbills.domain.matter import Matter, Owed
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Kind, Paper

TODAY = date(2026, 11, 17)


def matter(*, closed: bool = False, **parts: Any) -> Matter:
    case = Case(id="c", title="ER visit", kind=CaseKind.BILL, opened_on=TODAY, closed_on=TODAY if closed else None)
    empty: dict[str, Any] = dict.fromkeys(("papers", "findings", "deadlines", "calls", "letters", "packets", "payments"), ())
    return Matter(**{"case": case, "person": None, "provider": None, "plan": None, "owed": Owed(), **empty, **parts})


def finding(number: int, stake: int, counted: int, state: FindingState = FindingState.OPEN) -> KeptFinding:
    found = Finding(check="x", severity=Severity.LOW, title=str(number), explanation="", amount_at_stake=Money(stake),
                    documents=(str(number),),
                    certainty=Certainty.SURE, question="", remedy="", letter="", authority="", checked_on=TODAY)  # fmt: skip
    return KeptFinding(id=str(number), case_id="c", finding=found, counted=Money(counted), state=state)


def deadline(number: int, day: date | None, event: str = "e", whose: str = "patient", done: date | None = None) -> KeptDeadline:
    ruled = Deadline(rule=f"r{number}", event=event, kind="deadline", whose=whose, title="", date=day, computed="", citation="",
                     checked_on=TODAY, confidence="verified")  # fmt: skip
    return KeptDeadline(id=str(number), case_id="c", deadline=ruled, done_on=done)


def kept(kind: Kind, number: int, **fields: Any) -> KeptPaper:
    return KeptPaper(paper=Paper(id=str(number), kind=kind, **fields), document_id="d", pages=(1, 1), confirmed=True)


def test_what_is_in_question_is_what_counts_and_was_not_laid_aside() -> None:
    found = matter(findings=(finding(1, 100, 100), finding(2, 300, 300), finding(3, 300, 0), finding(4, 50, 50, FindingState.FINE),
                             finding(5, 0, 0), finding(6, 20, 20, FindingState.ASKED)))  # fmt: skip
    assert [one.id for one in found.in_question] == ["2", "1", "6", "5"]
    assert found.at_stake == Money(420)


def test_a_refusal_puts_the_price_of_the_care_at_stake() -> None:
    assert matter(papers=(kept(Kind.DENIAL_LETTER, 1, total_billed=Money(115000)),)).at_stake == Money(115000)
    assert matter(papers=(kept(Kind.DENIAL_LETTER, 1),)).at_stake == ZERO


def test_open_days_the_nearest_first_and_none_once_closed() -> None:
    days = (deadline(1, None), deadline(2, date(2026, 12, 1)), deadline(3, date(2026, 11, 20)), deadline(4, TODAY, done=TODAY))
    assert [one.id for one in matter(deadlines=days).open_deadlines] == ["3", "2", "1"]
    assert matter(deadlines=days, closed=True).open_deadlines == ()


def test_the_last_day_to_appeal() -> None:
    theirs = deadline(1, date(2026, 12, 1), "denial_notice_received:p", "insurer")
    yours = deadline(2, date(2027, 4, 26), "denial_notice_received:p")
    assert matter(deadlines=(theirs, yours)).appeal_by == date(2027, 4, 26)
    assert matter(deadlines=(deadline(3, TODAY, "appeal_by_date:p"),)).appeal_by == TODAY
    assert matter(deadlines=(theirs,)).appeal_by is None


def test_the_bill_that_counts_is_the_last() -> None:
    found = matter(papers=(kept(Kind.BILL, 1), kept(Kind.EOB, 2), kept(Kind.ITEMIZED_BILL, 3), kept(Kind.MEDICARE_SUMMARY_NOTICE, 4)))
    assert (found.bill.id, found.eob.id) == ("3", "4")  # type: ignore[union-attr]
    assert matter().bill is None and matter().latest(Kind.RECEIPT) is None


def test_the_latest_promise_with_a_day() -> None:
    def call(number: int, ended: bool, by: date | None) -> Call:
        return Call(id=str(number), case_id="c", at=datetime.datetime(2026, 11, number), ended=ended, they_will="x", they_will_by=by)

    found = matter(calls=(call(3, True, TODAY), call(5, True, TODAY), call(7, False, TODAY), call(9, True, None)))
    assert found.their_promise is not None and found.their_promise.id == "5"


amounts = st.integers(0, 10**9).map(Money)
owed = st.builds(Owed, amounts, amounts, amounts)


@given(owed, owed, owed)
def test_owed_adds_up(first: Owed, second: Owed, third: Owed) -> None:
    assert (first + second) + third == first + (second + third) == sum((first, second, third), Owed())
    assert (first + second).asked == first.asked + second.asked
