"""How papers are akin: one paper twice through a scanner's faults, later statements, corrected claims, one claim as data."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.kinship import corrected_claim, is_data, kinship, later_statement, marks, same_claim, same_paper
from medbills.domain.link import Relation
from medbills.domain.money import Money
from medbills.domain.paper import EOBS, Kind, Line, Paper, Spot

SEPT, OCT = datetime.date(2026, 9, 9), datetime.date(2026, 10, 30)
BILL = Paper(
    id="a", kind=Kind.ITEMIZED_BILL, issuer_name="Riverbend General Hospital", patient_name="Walter Calloway", account_number="7741-22-O8",
    statement_date=OCT, due_date=datetime.date(2026, 11, 30), total_billed=Money(200000), amount_due=Money(200000),
    lines=(
        Line(service_date=SEPT, code="99284", billed=Money(118000)),
        Line(service_date=SEPT, code="71045", billed=Money(41000)),
        Line(service_date=SEPT, code="71046", billed=Money(41000)),
    ),
)  # fmt: skip
EOB = Paper(
    id="e", kind=Kind.EOB, payer_name="Lakeshore Health", issuer_name="Lakeshore Health", provider_name="Riverbend General Hospital",
    patient_name="Walter Calloway", claim_number="26-2840-11937", processed_date=datetime.date(2026, 10, 15), total_billed=Money(200000),
    plan_paid=Money(48000), patient_responsibility=Money(12000), service_from=SEPT,
)  # fmt: skip


def other(paper: Paper, **parts: object) -> Paper:
    return dataclasses.replace(paper, **{"id": "other", **parts})  # type: ignore[arg-type]


def as_data(paper: Paper, **parts: object) -> Paper:
    return other(paper, spots={"total_billed": Spot(path="ExplanationOfBenefit[0].total[0]")}, **parts)


# one paper twice


def test_the_same_bill_scanned_again() -> None:
    found = same_paper(other(BILL), BILL)
    assert found is not None and found.score == 1.0
    assert found.reason == "Same account, date, amount due and 3 lines."


@pytest.mark.parametrize(
    "noise",
    [
        {"account_number": "774122O8"},  # marks lost
        {"account_number": "7741-22-08"},  # O read as 0
        {"account_number": "7741-22-03"},  # one sign misread
        {"patient_name": "Walter Callovvay"},
        {"issuer_name": "Riverbend Genera1 Hospital"},
        {"due_date": None},
        {"due_date": datetime.date(2026, 11, 20)},  # one figure misread
        {"total_billed": Money(280000)},
        {"lines": BILL.lines[:2]},  # one line missed
        {"kind": Kind.BILL},
    ],
)
def test_one_fault_of_the_scanner_does_not_hide_it(noise: dict[str, object]) -> None:
    found = same_paper(other(BILL, **noise), BILL)
    assert found is not None and found.score >= 0.75


@pytest.mark.parametrize(
    "change",
    [
        {"account_number": "9913-40-11"},
        {"patient_name": "Rosa Delgado"},
        {"statement_date": datetime.date(2026, 11, 28), "due_date": datetime.date(2026, 12, 28)},
        {"statement_date": datetime.date(2026, 11, 28)},
        {"amount_due": Money(5000), "total_billed": Money(7000)},
        {"kind": Kind.COLLECTION_NOTICE},
        {"lines": (Line(service_date=SEPT, code="11111", billed=Money(1)), Line(billed=Money(2)), Line(billed=Money(3)))},
    ],
)
def test_another_paper_is_not_the_same(change: dict[str, object]) -> None:
    assert same_paper(other(BILL, **change), BILL) is None


def test_a_doubt_keeps_it_from_counting_by_itself() -> None:
    found = same_paper(other(BILL, amount_due=Money(209000)), BILL)
    assert found is not None and found.score < 0.95
    assert found.reason.endswith("One value reads differently.")


def test_too_little_to_go_by() -> None:
    letter = Paper(id="l", kind=Kind.OTHER, issuer_name="Riverbend General Hospital", letter_date=OCT)
    assert same_paper(other(letter), letter) is None


def test_two_claims_as_data_with_numbers_side_by_side_are_two() -> None:
    first, second = as_data(EOB, id="x"), as_data(EOB, id="y", claim_number="26-2840-11938")
    assert same_paper(first, second) is None
    assert same_paper(first, as_data(EOB, id="z")) is not None


def test_a_summary_is_not_the_itemized_bill_of_the_account() -> None:
    assert same_paper(other(BILL, kind=Kind.BILL, lines=()), BILL) is None


# later statements


def test_a_later_statement_of_the_account() -> None:
    found = kinship(other(BILL, statement_date=datetime.date(2026, 11, 28), due_date=None), BILL)
    assert found is not None and found[0].relation is Relation.LATER_STATEMENT and not found[1]
    assert found[0].reason == "Same account number, dated November 28, 2026, after October 30, 2026."


def test_the_later_one_is_told_whichever_is_named_first() -> None:
    later = other(BILL, statement_date=datetime.date(2026, 11, 28), due_date=None)
    found = kinship(BILL, later)
    assert found is not None and found[1]


# corrected claims


def test_a_claim_that_says_what_it_replaces() -> None:
    new = other(EOB, claim_number="26-3001-00002", replaces_claim_number="2628-4011937", processed_date=datetime.date(2026, 11, 20))
    found = corrected_claim(new, EOB)
    assert found is not None and found.reason == "It says that it replaces claim 26-2840-11937."


@pytest.mark.parametrize("version", ["replacement", "reversal"])
def test_a_claim_marked_as_corrected(version: str) -> None:
    assert corrected_claim(other(EOB, claim_version=version), EOB) is not None
    assert corrected_claim(EOB, other(EOB, claim_version=version)) is None


def test_a_later_one_with_other_sums() -> None:
    later = other(EOB, processed_date=datetime.date(2026, 12, 1), plan_paid=Money(60000), patient_responsibility=Money(0))
    found = kinship(later, EOB)
    assert found is not None and found[0].relation is Relation.CORRECTED_CLAIM and found[0].score >= 0.95
    assert corrected_claim(other(EOB, processed_date=datetime.date(2026, 12, 1)), EOB) is None, "a copy printed later corrects nothing"


# one claim on paper and as data


def test_a_claim_as_data_is_the_claim_on_paper() -> None:
    data = as_data(EOB, claim_number="26284011937", payer_name="LAKESHORE HEALTH")
    assert is_data(data) and not is_data(EOB)
    found = kinship(data, EOB)
    assert found is not None and found[0].relation is Relation.SAME_CLAIM and found[0].score == 1.0


def test_a_claim_as_data_without_a_number() -> None:
    found = same_claim(as_data(EOB, claim_number=None), EOB)
    assert found is not None and found.score < 0.95
    assert same_claim(as_data(EOB, claim_number=None, service_from=OCT), EOB) is None


# properties

numbers = st.text("0123456789ABCKMNPRTUWXY", min_size=3, max_size=12)
days = st.dates(datetime.date(2020, 1, 1), datetime.date(2027, 12, 31))
cents = st.integers(1, 5_000_000).map(Money)
lines = st.builds(Line, service_date=st.none() | days, code=st.none() | numbers, billed=st.none() | cents, plan_paid=st.none() | cents)
papers = st.builds(
    Paper, id=st.just("p"), kind=st.sampled_from([Kind.BILL, Kind.ITEMIZED_BILL, Kind.EOB, Kind.MEDICARE_SUMMARY_NOTICE]),
    issuer_name=st.sampled_from(["Riverbend General", "Lakeshore Health", "Osprey Physicians"]),
    patient_name=st.none() | st.just("Walter Calloway"), account_number=numbers, claim_number=st.none() | numbers, statement_date=days,
    due_date=st.none() | days, amount_due=cents, total_billed=st.none() | cents, patient_responsibility=st.none() | cents,
    claim_version=st.sampled_from([None, "original", "replacement"]),
    lines=st.lists(lines, max_size=4).map(tuple),
)  # fmt: skip


@given(papers)
def test_a_paper_is_the_same_as_itself_and_nothing_else(paper: Paper) -> None:
    found = kinship(paper, dataclasses.replace(paper, id="q"))
    assert found is not None and found[0].relation is Relation.SAME_PAPER and found[0].score >= 0.95
    assert later_statement(paper, paper) is None
    assert corrected_claim(paper, paper) is None
    assert same_claim(paper, paper) is None


@given(papers, papers, st.booleans())
def test_sameness_has_no_direction_and_lateness_has_one(first: Paper, second: Paper, one_account: bool) -> None:
    if one_account:
        second = dataclasses.replace(
            second, kind=first.kind, account_number=first.account_number, claim_number=first.claim_number, issuer_name=first.issuer_name
        )
    for symmetric in (same_paper, same_claim):
        one, two = symmetric(first, second), symmetric(second, first)
        assert (one is None) == (two is None)
        assert one is None or two is None or (one.score == two.score and one.reason == two.reason)
    for directed in (later_statement, corrected_claim):
        assert directed(first, second) is None or directed(second, first) is None


@given(papers, papers)
def test_papers_akin_share_a_mark(first: Paper, second: Paper) -> None:
    second = dataclasses.replace(second, kind=first.kind, account_number=first.account_number, issuer_name=first.issuer_name)
    if kinship(first, second):
        assert marks(first) & marks(second)


@given(papers, st.data())
def test_any_score_is_a_share_and_any_reason_a_sentence(paper: Paper, data: st.DataObject) -> None:
    changed = dataclasses.replace(paper, statement_date=data.draw(days), amount_due=data.draw(cents))
    if found := kinship(changed, paper):
        assert 0 < found[0].score <= 1
        assert found[0].reason.endswith(".") and (found[0].relation is not Relation.CORRECTED_CLAIM or paper.kind in EOBS)
