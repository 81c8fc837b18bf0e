"""Which papers are about the same care: by numbers, or by provider and day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.belonging import belong_together, sender, service_days
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper

DAY, OTHER_DAY = datetime.date(2026, 9, 9), datetime.date(2026, 4, 1)


def paper(kind: Kind = Kind.BILL, day: datetime.date | None = None, **fields: Any) -> Paper:
    lines = (Line(service_date=day),) if day else ()
    return Paper(id=str(len(fields)), kind=kind, lines=lines, **fields)


RIVERBEND = {"provider_name": "Riverbend General Hospital"}


@pytest.mark.parametrize(("first", "second", "together"), [
    (paper(claim_number="1"), paper(Kind.EOB, claim_number="1"), True),
    (paper(Kind.DENIAL_LETTER, authorization_number="PA"), paper(Kind.EOB, authorization_number="PA"), True),
    (paper(account_number="7", **RIVERBEND), paper(Kind.EOB, account_number="7", **RIVERBEND), True),
    (paper(account_number="7", **RIVERBEND), paper(Kind.EOB, account_number="7"), True),
    (paper(account_number="7", **RIVERBEND), paper(account_number="7", provider_name="Cedar Lab"), False),
    (paper(day=DAY, **RIVERBEND), paper(Kind.EOB, day=DAY, provider_name="Riverbend General"), True),
    (paper(day=DAY, **RIVERBEND), paper(Kind.EOB, day=OTHER_DAY, **RIVERBEND), False),
    (paper(day=DAY, **RIVERBEND), paper(Kind.EOB, day=DAY, provider_name="Cedar Lab"), False),
    (paper(**RIVERBEND), paper(Kind.EOB, **RIVERBEND), False),
    (paper(), paper(Kind.EOB), False),
    (paper(day=DAY, **RIVERBEND), paper(Kind.COLLECTION_NOTICE, original_creditor="Riverbend General"), True),
    (paper(day=DAY, **RIVERBEND), paper(Kind.COLLECTION_NOTICE, day=OTHER_DAY, original_creditor="Riverbend General"), False),
    (paper(amount_due=Money(100), **RIVERBEND), paper(Kind.RECEIPT, patient_paid=Money(100), **RIVERBEND), True),
    (paper(amount_due=Money(100), **RIVERBEND), paper(Kind.RECEIPT, patient_paid=Money(90), **RIVERBEND), False),
    (paper(amount_due=Money(0), **RIVERBEND), paper(Kind.RECEIPT, patient_paid=Money(0), **RIVERBEND), False),
    (paper(account_number="7", amount_due=Money(9), **RIVERBEND),
     paper(Kind.RECEIPT, account_number="8", patient_paid=Money(9), **RIVERBEND), False),
])  # fmt: skip
def test_pairs(first: Paper, second: Paper, together: bool) -> None:
    assert belong_together(first, second) is together
    assert belong_together(second, first) is together


names = st.sampled_from([None, "Riverbend General Hospital", "Cedar Lab"])
numbers = st.sampled_from([None, "1", "2"])
papers = st.builds(
    paper, kind=st.sampled_from(list(Kind)), day=st.sampled_from([None, DAY, OTHER_DAY]), claim_number=numbers, account_number=numbers,
    provider_name=names, original_creditor=names, amount_due=st.sampled_from([None, Money(0), Money(500)]),
    patient_paid=st.sampled_from([None, Money(0), Money(500)]),
)  # fmt: skip


@given(papers, papers)
def test_belonging_goes_both_ways(first: Paper, second: Paper) -> None:
    assert belong_together(first, second) is belong_together(second, first)


def test_who_sent_it() -> None:
    assert sender(paper(Kind.COLLECTION_NOTICE, issuer_name="Harrow & Pike", original_creditor="Cedar Lab")) == "Cedar Lab"
    assert sender(paper(Kind.EOB, issuer_name="Lakeshore Health")) is None, "an insurer gave no care"
    assert sender(paper(issuer_name="Cedar Lab")) == "Cedar Lab"


def test_every_day_of_care() -> None:
    stay = Paper(id="1", kind=Kind.BILL, service_from=DAY, service_to=OTHER_DAY, lines=(Line(service_from=DAY),))
    assert service_days(stay) == {DAY, OTHER_DAY}
