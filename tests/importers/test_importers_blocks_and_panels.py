"""Bills in blocks: ledgers of payments, visits over two pages, a panel beside the charges, grids whose values wrap, anesthesia and teeth."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import datetime

import pytest

from medbills.domain.importing import Source
from medbills.domain.page import Page, Sheets, Word
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents

Row = list[tuple[float, str]]  # what stands at which place; a place beyond 330 is where it ends
HEAD: list[Row] = [[(40, "Cedar Hollow Hospital"), (560, "Itemized Statement")], [(40, "4800 Birchwood Ave, Kansas City, MO 64108")], []]
CHARGES: list[Row] = [
    [(40, "Date"), (110, "Description"), (300, "CPT"), (420, "Qty"), (560, "Amount")],
    [(40, "02/14/2026"), (110, "ED VISIT LEVEL 4"), (300, "99284"), (420, "1"), (560, "1,482.00")],
    [(40, "02/14/2026"), (110, "XR FOREARM 2 VIEWS"), (300, "73090"), (420, "1"), (560, "364.00")],
    [(300, "Total charges"), (560, "$1,846.00")],
]


def _words(cells: Row, top: float) -> list[Word]:
    made: list[Word] = []
    for x, text in cells:
        wide = sum(4.4 * len(part) for part in text.split()) + 2.6 * text.count(" ")
        x -= wide if x > 330 else 0
        for part in text.split():
            made.append(Word(part, x, top, x + 4.4 * len(part), top + 9, 9))
            x += 4.4 * len(part) + 2.6
    return made


def _page(number: int, rows: list[Row], more: list[tuple[float, Row]] | None = None) -> Page:
    placed = [(36 + 15 * i, row) for i, row in enumerate(rows)] + (more or [])
    return Page(number, 612, 792, tuple(word for top, row in placed for word in _words(row, top)))


def _read(*pages: Page) -> ReadDocument:
    (document,) = read_documents(Source("a.pdf", "application/pdf", sheets=Sheets("a.pdf", "application/pdf", pages)))
    return document


def _cents(document: ReadDocument, name: str) -> list[int]:
    return [line[name].value.cents for line in document.lines if name in line]


@pytest.mark.parametrize("head", ["Payments and adjustments", "Payments & adjustments", "Credits", "Payments and credits"])
@pytest.mark.parametrize("form", ["({})", "-{}", "{}-", "{}"])
def test_a_ledgers_words_stand_under_the_name_of_its_payments(head: str, form: str) -> None:
    document = _read(_page(1, [
        *HEAD, *CHARGES, [], [(40, "Date"), (110, head), (560, "Amount")],
        [(40, "02/14/2026"), (110, "Payment - guarantor, credit card"), (560, form.format("100.00"))],
        [(40, "03/08/2026"), (110, "Heartland PPO payment"), (560, form.format("795.37"))],
        [(40, "03/08/2026"), (110, "Heartland PPO contractual adjustment"), (560, form.format("521.18"))],
        [], [(400, "Account balance"), (560, "$429.45")],
    ]))
    assert _cents(document, "billed") == [148200, 36400]
    assert (_cents(document, "patient_paid"), _cents(document, "plan_paid"), _cents(document, "adjustment")) == ([10000], [79537], [52118])


@pytest.mark.parametrize("words", ["Balance due for this visit", "Your balance for this visit", "Left to pay"])
def test_visits_go_on_over_the_page_after_the_balance_of_one(words: str) -> None:
    def visit(day: str, code: str, charge: str, left: str) -> list[Row]:
        return [
            [(40, day), (110, code), (160, "Office visit"), (385, "1"), (440, charge)],
            [(40, day), (160, "Copay - card"), (520, "-$10.00")], [(480, words), (585, left)],
        ]

    head: list[Row] = [[(40, "Date"), (110, "Code"), (160, "Service or activity"), (385, "Qty"), (440, "Charge"), (520, "Payments & adj."), (585, "You owe")]]
    one = [*HEAD, *head, *visit("01/08/2026", "99396", "$262.00", "$252.00"), *visit("01/27/2026", "99203", "$215.00", "$205.00")]
    two = [*visit("02/12/2026", "99392", "$203.00", "$193.00"), *visit("03/13/2026", "99214", "$244.00", "$234.00")]
    document = _read(_page(1, one), _page(2, two))
    assert _cents(document, "billed") == [26200, 21500, 20300, 24400]
    assert _cents(document, "patient_paid") == [1000] * 4


@pytest.mark.parametrize("panel", [
    ["Pay over time - 0% interest", "3 months $441.88 / month", "6 months $220.94 / month", "12 months $110.47 / month"],
    ["Need help?", "You may qualify for financial", "assistance. Call (800)", "555-0174 or ask us."],
    ["Ways to pay", "Online at pay.example", "By phone at any hour", "By mail with the coupon"],
])
def test_a_panel_beside_the_charges_is_none_of_them(panel: list[str]) -> None:
    rows: list[Row] = [*HEAD, [(40, "Bill date"), (200, "02/27/2026")], [(40, "Patient"), (200, "Imogen Castillo")], []]
    top = 36 + 15 * len(rows)
    named = [("Operating Room Services", "$11,842.00"), ("Anesthesia", "$2,265.00"), ("Pharmacy", "$884.15"), ("Recovery Room", "$1,520.00"), ("Total charges", "$16,511.15")]
    table = [(top, [(40.0, "Service"), (360.0, "Amount")]), *[(top + 18 * (n + 1), [(40.0, name), (360.0, cost)]) for n, (name, cost) in enumerate(named)]]
    beside: list[tuple[float, Row]] = []
    for n, text in enumerate(panel):
        made, wide = _words([(0, text)], 0), 400.0
        beside.append((top + (0 if n == 9 else 9 + 18 * n if n != 2 else 18 * n), [(x, w) for x, w in _ends(made, wide)]))
    document = _read(_page(1, rows, [*table, *beside]))
    assert [line["description"].value for line in document.lines] == [name for name, _ in named[:-1]]
    assert _cents(document, "billed") == [1184200, 226500, 88415, 152000]
    assert "interest" not in document.fields


def _ends(words: list[Word], left: float) -> list[tuple[float, str]]:
    """Words of a phrase that begins at `left`, each with the place where it ends."""
    return [(word.x1 + left, word.text) for word in words]


def test_values_of_a_grid_wrap_at_heights_of_their_own() -> None:
    grid: list[tuple[float, Row]] = [
        (90, [(284, "Patient"), (374.4, "Mateo"), (455.3, "Date of"), (534, "Mar 2, 2026")]),
        (100, [(400.4, "Quintanilla"), (456.8, "service")]), (114, [(465.6, "Statement"), (534, "Apr 9, 2026")]),
        (118, [(284, "Guarantor"), (383.2, "Rosario")]), (124, [(443.6, "date")]), (128, [(400.4, "Quintanilla")]),
        (138, [(465.6, "Insurance"), (534.4, "Front Range")]), (142, [(284, "Hospital"), (396, "8830017426")]),
        (148, [(552, "Health Partners")]), (152, [(284, "account")]),
    ]
    rows: list[Row] = [*HEAD, *[[]] * 9, *CHARGES]
    fields = _read(_page(1, rows, grid)).fields
    assert fields["patient_name"].value == "Mateo Quintanilla"
    assert fields["guarantor_name"].value == "Rosario Quintanilla"
    assert fields["payer_name"].value == "Front Range Health Partners"
    assert fields["account_number"].value == "8830017426"
    assert fields["statement_date"].value == datetime.date(2026, 4, 9)
    assert fields["service_from"].value == datetime.date(2026, 3, 2)


@pytest.mark.parametrize("label", ["Coverage on file", "Insurance billed", "Insurance on file"])
def test_a_sentence_behind_the_plans_name_is_none_of_it(label: str) -> None:
    said: Row = [(40, f"{label}: Great Lakes Select. Balances shown are now yours to pay.")]
    assert _read(_page(1, [*HEAD, said, [], *CHARGES])).fields["payer_name"].value == "Great Lakes Select"


@pytest.mark.parametrize("place", ["Facility", "Hospital", "Location", "Place of service"])
@pytest.mark.parametrize("under", ["Start 7:42 AM Stop 8:57 AM 75 minutes", "Time: 7:42 AM - 8:57 AM", "75 minutes of care", "Base units 7 + time units 5"])
def test_an_anesthesia_group_bills_for_itself_and_times_are_no_words_of_the_service(place: str, under: str) -> None:
    document = _read(_page(1, [
        [(40, "Bluegrass Anesthesia Associates, PSC"), (560, "Patient Statement")], [(40, "PO Box 950112"), (470, "Statement date"), (560, "03/19/2026")], [(40, "Louisville, KY 40295")], [],
        [(40, f"{place}: Norton Ridge Surgery Center")], [],
        [(40, "Date"), (100, "Code"), (140, "Mods"), (180, "Anesthesia service"), (380, "Units"), (440, "Charge"), (490, "Adjusted"), (540, "Ins paid"), (590, "You owe")],
        [(40, "02/11/2026"), (100, "00790"), (140, "AA P2"), (180, "ANES CHOLECYSTECTOMY"), (380, "12"), (440, "1,104.00"), (490, "567.07"), (540, "429.54"), (590, "107.39")],
        [(180, under)],
        [(40, "02/11/2026"), (100, "64486"), (140, "59"), (180, "TAP BLOCK"), (380, "1"), (440, "425.00"), (490, "204.73"), (540, "176.21"), (590, "44.06")],
    ]))
    assert document.fields["provider_name"].value == "Bluegrass Anesthesia Associates, PSC"
    assert [line["description"].value for line in document.lines] == ["ANES CHOLECYSTECTOMY", "TAP BLOCK"]
    assert _cents(document, "adjustment") == [56707, 20473]


@pytest.mark.parametrize("head", ["Tth/Surf", "Tooth", "Th/Surf", "Tooth/Surface"])
@pytest.mark.parametrize("estimate", ["Less: estimated insurance", "Insurance estimate still pending", "Estimated insurance portion"])
def test_teeth_with_their_surfaces_and_an_estimate_that_is_no_payment(head: str, estimate: str) -> None:
    document = _read(_page(1, [
        [(40, "Juniper Street Dental"), (560, "Patient Statement")], [(40, "318 Juniper Street, Bozeman, MT 59715"), (470, "Statement date"), (560, "03/19/2026")], [],
        [(40, "Date"), (110, "Code"), (160, head), (230, "Description"), (480, "Charges"), (580, "Balance")],
        [(40, "02/03/2026"), (110, "D0120"), (230, "Periodic oral evaluation"), (480, "62.00"), (580, "62.00")],
        [(40, "02/03/2026"), (110, "D2392"), (160, "30 MO"), (230, "Resin composite"), (480, "286.00"), (580, "348.00")],
        [(40, "02/03/2026"), (110, "D2391"), (160, "K O"), (230, "Resin composite"), (480, "214.00"), (580, "562.00")],
        [], [(450, "Account balance"), (580, "$562.00")], [(450, estimate), (580, "-$372.80")], [(450, "Your portion due now"), (580, "$189.20")],
    ]))
    assert [(line["tooth"].value, line["surface"].value) for line in document.lines if "tooth" in line] == [("30", "MO"), ("K", "O")]
    assert "plan_paid" not in document.fields
    assert document.fields["amount_due"].value.cents == 18920
