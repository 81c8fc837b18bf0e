"""How sure a reading is: amounts that sums prove are claimed as sure, amounts that only a guessed heading speaks for are not."""

from __future__ import annotations

import pytest

from medbills.domain.importing import Source
from medbills.domain.money import Money
from medbills.domain.page import Page, Sheets, Word
from medbills.domain.reading import ReadDocument, ReadLine
from medbills.importers import read_documents

SURE = 0.95
WIDE, HIGH = 5.0, 11.0  # of a letter and of a row, in points
HEAD = """\
PRAIRIE PLAN ADMINISTRATORS, INC.                                          EXPLANATION OF BENEFITS
PO BOX 3018   LINCOLN, NE 68501-3018                                       *** THIS IS NOT A BILL ***

                                                 Patient:            Maeve Ashby
                                                 Member ID:          HS0041877
                                                 Claim number:       26041008770
                                                 Provider:           Platte Valley Clinic
                                                 Processed on:       02/20/2026

"""


def printed(text: str) -> Sheets:
    words = []
    for row, line in enumerate(text.splitlines()):
        top, place = 30.0 + HIGH * row, 0
        for part in line.split(" "):
            if part:
                words.append(Word(part, 40 + WIDE * place, top, 40 + WIDE * (place + len(part)), top + 8.4, size=8.4))
            place += len(part) + 1
    return Sheets("a.pdf", "application/pdf", (Page(1, 792.0, 612.0, tuple(words)),))


def read(text: str) -> ReadDocument:
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", printed(text)))
    return document


def sure(line: ReadLine) -> set[str]:
    return {name for name, cell in line.items() if isinstance(cell.value, Money) and cell.spot.confidence >= SURE}


def money(line: ReadLine) -> set[str]:
    return {name for name, cell in line.items() if isinstance(cell.value, Money)}


PROVEN = """\
Date         Code     Service                 Charge     Discount      Allowed    Deductible    Plan paid      You owe

01/22/2026   99395    Preventive visit        265.00        59.06       205.94         20.00       185.94        20.00
01/22/2026   87624    HPV high risk           142.00        47.00        95.00         95.00         0.00        95.00
"""


def test_amounts_that_prove_one_another_are_sure() -> None:
    for line in read(HEAD + PROVEN).lines:
        assert sure(line) == money(line) >= {"billed", "adjustment", "allowed", "deductible", "plan_paid", "patient_owes"}


HEADS = (
    "Date         Code     Service                 Charge      Allowed     Discount    Deductible    Plan paid      You owe",
    "Date         Code     Service                 Charge     Discount    Plan paid    Deductible      Allowed      You owe",
)


@pytest.mark.parametrize("head", HEADS)
def test_amounts_under_headings_that_do_not_fit_them_are_not_sure(head: str) -> None:
    """As if a heading had been taken for its neighbor's: what the plan allows, less the patient's share, is not what it paid."""
    lines = read(HEAD + "\n".join([head, *PROVEN.splitlines()[1:]])).lines
    assert lines
    for line in lines:
        assert not sure(line) & {"allowed", "plan_paid", "adjustment"}


NO_CHARGE = """\
Date         Code     Service                 Xyzzy         Allowed    Plan paid      You owe

01/22/2026   99395    Preventive visit        265.00         205.94       185.94        20.00
01/22/2026   87624    HPV high risk           142.00          95.00         0.00        95.00
"""
STRANGE = """\
Date         Code     Service                 Charge       Qux         Frem    Plan paid

01/22/2026   99395    Preventive visit        265.00      44.10       61.00       185.94
01/22/2026   87624    HPV high risk           142.00      12.00       47.00        31.00
"""
UNDATED = """\
Date         Code     Service                 Charge     Discount      Allowed    Plan paid      You owe

01/22/2026   99395    Preventive visit        265.00        59.06       205.94       185.94        20.00
             87624    HPV high risk           142.00        47.00        95.00         0.00        95.00
"""
OTHER_TOTAL = """\
Date         Code     Service                 Charge     Discount      Allowed    Plan paid      You owe

01/22/2026   99395    Preventive visit        265.00        59.06       205.94       185.94        20.00
01/22/2026   87624    HPV high risk           142.00        47.00        95.00         0.00        95.00

Claim totals                                  985.00       106.06       300.94       185.94       115.00
"""


def test_amounts_of_a_service_without_its_charge_are_not_sure() -> None:
    for line in read(HEAD + NO_CHARGE).lines:
        assert not sure(line)


def test_an_amount_beside_columns_that_nobody_understands_is_not_sure() -> None:
    for line in read(HEAD + STRANGE).lines:
        assert "plan_paid" not in sure(line)


def test_lines_that_do_not_add_up_to_the_total_are_not_sure_and_neither_is_the_total() -> None:
    document = read(HEAD + OTHER_TOTAL)
    assert document.warnings
    assert document.fields["total_billed"].spot.confidence < SURE
    assert all(not sure(line) for line in document.lines)


def test_a_service_without_a_day_among_others_with_one_is_not_sure() -> None:
    dated, *undated = read(HEAD + UNDATED).lines
    assert sure(dated) >= {"billed", "allowed"}
    for line in undated:
        assert "service_date" in line or not sure(line)


def test_a_charge_whose_sum_is_printed_is_sure_without_any_other_amount() -> None:
    bill = """\
PLATTE VALLEY CLINIC                                                       PATIENT STATEMENT
118 Civic Plaza, Lincoln, NE 68501

Account number: 88231        Statement date: 02/20/2026     Patient: Maeve Ashby

Date         Code     Description of service                 Charge

01/22/2026   99395    Preventive visit                       265.00
01/22/2026   87624    HPV high risk                          142.00
             Total charges                                   407.00

Amount due                                                   407.00
"""
    assert all(sure(line) == {"billed"} for line in read(bill).lines)
