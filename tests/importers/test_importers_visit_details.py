"""Bills that list each visit's charges by department under a heading, without a table's header, proven by the visit's total."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import datetime

import pytest

from medbills.domain.importing import Source
from medbills.domain.page import Page, Sheets, Word
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents

Row = list[tuple[float, str]]  # what stands at which place; an amount ends there

HEAD: list[Row] = [
    [(40, "Summit Lakes Health"), (400, "Billing Statement")],
    [(40, "Guarantor account # 100482217"), (400, "Statement date: 3/12/2026")],
    [(40, "Guarantor: Theodore Blankenship"), (400, "Due date: 4/2/2026")],
    [],
]
OVERVIEW: list[Row] = [
    [(40, "Date of service"), (150, "Description"), (340, "Charges"), (430, "Insurance"), (520, "You owe")],
    [(40, "1/15/2026"), (150, "Outpatient Visit"), (340, "$1,285.50"), (430, "-$1,200.78"), (520, "$84.72")],
    [(150, "Account #4400918227")],
    [(40, "Please detach and return this portion with your payment.")],
    [(400, "Guarantor"), (520, "100482217")],
    [],
]
CHARGES = [("Laboratory", "$412.50"), ("Radiology - Diagnostic", "$628.00"), ("Clinic", "$245.00")]
CREDITS = [("2/8/2026 HealthPartners North payment", "-$534.78"), ("2/8/2026 HealthPartners North adjustment", "-$666.00")]


def _word_row(cells: Row, top: float) -> list[Word]:
    made: list[Word] = []
    for x, text in cells:
        ends = x > 320
        x -= 4.6 * len(text) if ends else 0
        for part in text.split():
            made.append(Word(part, x, top, x + 4.6 * len(part), top + 9, 9))
            x += 4.6 * (len(part) + 1) if ends else 4.6 * len(part) + 3
    return made


def _read(*pages: list[Row]) -> ReadDocument:
    laid = [Page(n, 612, 792, tuple(w for i, row in enumerate(rows) for w in _word_row(row, 40 + 15 * i))) for n, rows in enumerate(pages, 1)]
    (document,) = read_documents(Source("a.pdf", "application/pdf", sheets=Sheets("a.pdf", "application/pdf", tuple(laid))))
    return document


def _listed(rows: list[tuple[str, str]]) -> list[Row]:
    return [[(52, words), (450, amount)] for words, amount in rows]


def _amounts(document: ReadDocument, name: str) -> list[int]:
    return [line[name].value.cents for line in document.lines if name in line]


def _bill(heading: str, total: str, balance: str, charges: list[tuple[str, str]] = CHARGES, credits: list[tuple[str, str]] = CREDITS, overview: bool = True, left: str = "$84.72") -> ReadDocument:
    detail = [[(40, "Summit Lakes Health"), (300, "Guarantor account # 100482217")], [(40, "Details of your charges")], [(40, heading)], [(40, "Patient: Theodore Blankenship")], *_listed([*charges, (total, "$1,285.50"), *credits, (balance, left)])]
    ask: list[Row] = [[(400, "Amount due"), (520, "$84.72")]]
    return _read([*HEAD, *OVERVIEW, *ask], detail) if overview else _read([*HEAD, *detail[1:], [], *ask])


@pytest.mark.parametrize("overview", [True, False])
@pytest.mark.parametrize(
    ("total", "balance"),
    [
        ("Total charges", "Your balance for this visit"),
        ("TOTAL CHARGES", "BALANCE DUE"),
        ("Total charges:", "You owe for this account"),
        ("Total for this visit", "Balance due"),
        ("Total hospital charges", "Amount you owe"),
        ("Subtotal of charges", "Remaining balance"),
        ("Visit total", "Patient balance"),
    ],
)
def test_departments_are_the_lines_and_their_overview_is_not(total: str, balance: str, overview: bool) -> None:
    document = _bill("Outpatient Visit 1/15/2026 Account #4400918227", total, balance, overview=overview)
    assert document.kind in {Kind.BILL, Kind.ITEMIZED_BILL}
    assert _amounts(document, "billed") == [41250, 62800, 24500]
    assert _amounts(document, "plan_paid") == [53478]
    assert _amounts(document, "adjustment") == [66600]
    assert not _amounts(document, "patient_owes")
    assert "patient_paid" not in document.fields
    assert document.fields["amount_due"].value.cents == 8472
    assert [line["description"].value for line in document.lines][:3] == [words for words, _ in CHARGES]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Outpatient Visit 1/15/2026", {"service_date": datetime.date(2026, 1, 15)}),
        ("1/15/2026 Outpatient Visit", {"service_date": datetime.date(2026, 1, 15)}),
        ("Date of service: January 15, 2026", {"service_date": datetime.date(2026, 1, 15)}),
        ("Inpatient Stay Jan 6, 2026 - Jan 9, 2026", {"service_from": datetime.date(2026, 1, 6), "service_to": datetime.date(2026, 1, 9)}),
        ("Outpatient Visit", {}),
        ("Charges posted on 1/20/2026", {}),
    ],
)
def test_the_heading_says_the_day_of_its_charges_and_is_less_sure(heading: str, said: dict[str, datetime.date]) -> None:
    document = _bill(heading, "Total charges", "Your balance for this visit")
    for line in document.lines[:3]:
        assert {name: line[name].value for name in ("service_date", "service_from", "service_to") if name in line} == said
        assert all(line[name].spot.confidence < 0.95 for name in said)


@pytest.mark.parametrize(
    "credits",
    [
        [("HealthPartners North payment", "-$534.78"), ("HealthPartners North discount", "-$666.00")],
        [("Feb 8, 2026 Insurance payment", "($534.78)"), ("Feb 8, 2026 Contractual adjustment", "($666.00)")],
        [("02/08/26 Insurance payment", "$534.78"), ("02/08/26 Insurance write-off", "$666.00")],
        [("02/08/26 Plan paid", "534.78-"), ("02/08/26 Contractual allowance", "666.00-"), ("Total payments and adjustments", "1,200.78-")],
    ],
)
def test_what_was_paid_and_taken_off_a_visit(credits: list[tuple[str, str]]) -> None:
    document = _bill("Outpatient Visit 1/15/2026", "Total charges", "Your balance for this visit", credits=credits)
    assert _amounts(document, "billed") == [41250, 62800, 24500]
    assert _amounts(document, "plan_paid") == [53478]
    assert _amounts(document, "adjustment") == [66600]


def test_credits_may_stand_under_a_heading_and_charges_may_bear_their_own_day() -> None:
    charges = [("1/15/2026 Laboratory", "$412.50"), ("1/16/2026 Radiology", "$628.00"), ("1/16/2026 Clinic", "$245.00")]
    detail = [[(40, "Outpatient Visit")], *_listed([*charges, ("Total charges", "$1,285.50")]), [(40, "Payments and adjustments")], *_listed([*CREDITS, ("Balance due", "$84.72")])]
    document = _read([*HEAD, [(400, "Amount due"), (520, "$84.72")]], detail)
    assert [line["service_date"].value.day for line in document.lines if "billed" in line] == [15, 16, 16]
    assert _amounts(document, "plan_paid") == [53478]


def test_two_visits_have_their_own_totals_and_the_bill_has_the_sum() -> None:
    overview: list[Row] = [
        [(40, "Service date"), (150, "Description"), (340, "Charges"), (430, "Insurance"), (520, "You owe")],
        [(40, "1/15/2026"), (150, "Clinic visit"), (340, "$300.00"), (430, "-$250.00"), (520, "$50.00")],
        [(40, "2/02/2026"), (150, "Laboratory"), (340, "$120.00"), (430, "-$90.00"), (520, "$30.00")],
        [(40, "Total charges"), (340, "$420.00")],
    ]
    first = [[(40, "Clinic visit 1/15/2026")], *_listed([("Clinic", "$200.00"), ("Supplies", "$100.00"), ("Total charges", "$300.00"), ("2/8/2026 Aetna payment", "-$250.00"), ("You owe for this account", "$50.00")])]
    second = [[(40, "Lab visit 2/2/2026")], *_listed([("Laboratory", "$120.00"), ("Total charges", "$120.00"), ("2/20/2026 Aetna payment", "-$90.00"), ("You owe for this account", "$30.00")])]
    document = _read([*HEAD, *overview, [], [(400, "Amount due"), (520, "$80.00")]], [*first, [], *second])
    assert _amounts(document, "billed") == [20000, 10000, 12000]
    assert _amounts(document, "plan_paid") == [25000, 9000]
    assert document.fields["amount_due"].value.cents == 8000
    assert document.fields["total_billed"].value.cents == 42000


def test_what_does_not_add_up_is_no_list_of_charges() -> None:
    wrong = [("Laboratory", "$412.50"), ("Radiology - Diagnostic", "$628.00"), ("Clinic", "$240.00")]
    document = _bill("Outpatient Visit 1/15/2026", "Total charges", "Your balance for this visit", charges=wrong)
    assert 62800 not in _amounts(document, "billed")


def test_an_account_summary_is_no_list_of_charges() -> None:
    summary = _listed([("Previous balance", "$100.00"), ("New charges", "$50.00"), ("Total", "$150.00")])
    document = _read([*HEAD, *summary, [(400, "Amount due"), (520, "$150.00")]])
    assert not document.lines


def test_the_slip_that_goes_back_is_no_part_of_the_table_and_its_number_no_amount() -> None:
    document = _read([*HEAD, *OVERVIEW, [(400, "Amount due"), (520, "$84.72")]])
    assert _amounts(document, "billed") == [128550]
    assert _amounts(document, "patient_owes") == [8472]


@pytest.mark.parametrize("said", ["Or pay $42.00 a month - interest-free payment plan", "You may pay $42.00 per month until it is paid", "Or pay only $42.00/month"])
def test_a_plan_of_instalments_in_a_sentence(said: str) -> None:
    document = _read([*HEAD, *OVERVIEW, [(40, said)], [(400, "Amount due"), (520, "$84.72")]])
    assert document.fields["instalment_due"].value.cents == 4200
    assert document.fields["instalment_due"].spot.confidence < 0.95


@pytest.mark.parametrize("said", ["Payment plans start at $25.00 a month for those who qualify", "Plans as low as $25 per month"])
def test_the_least_of_any_plan_is_no_instalment(said: str) -> None:
    assert "instalment_due" not in _read([*HEAD, *OVERVIEW, [(40, said)], [(400, "Amount due"), (520, "$84.72")]]).fields


@pytest.mark.parametrize(("cover", "payer"), [("HealthPartners North", "HealthPartners North"), ("Self-pay", None), ("None on file", None)])
def test_the_coverage_of_a_visit_names_the_insurer(cover: str, payer: str | None) -> None:
    document = _read([*HEAD, [(40, f"Coverage: {cover}")], [], *OVERVIEW, [(400, "Amount due"), (520, "$84.72")]])
    assert "plan_name" not in document.fields
    assert (document.fields["payer_name"].value if "payer_name" in document.fields else None) == payer
