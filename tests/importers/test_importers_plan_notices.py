"""Plans' own ways: headings broken over narrow columns, tables of limits, a list of all claims before their panels."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.money import Money
from medbills.domain.reading import ReadDocument, ReadValue
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages

FIELDS = (
    "service_date", "description", "billed", "adjustment", "allowed", "not_covered", "deductible", "copay", "coinsurance", "plan_paid",
    "patient_owes", "remark_codes",
)  # fmt: skip
EDGES = (32, 84, 150, 190, 230, 272, 314, 356, 398, 442, 488, 532)
ROWS = (
    ("03/04/26", "Preventive visit", "$219.00", "$87.54", "$131.46", "$0.00", "$0.00", "$20.00", "$0.00", "$111.46", "$20.00", "BR1"),
    ("03/04/26", "Office visit", "$165.00", "$88.09", "$76.91", "$0.00", "$76.91", "$0.00", "$0.00", "$0.00", "$76.91", "BR1 DED"),
    ("03/05/26", "Injection", "$38.00", "$0.00", "$0.00", "$38.00", "$0.00", "$0.00", "$0.00", "$0.00", "$38.00", "X42"),
)
HEADINGS = (
    ("Service Date", "Type of Service", "Provider's/Charge", "Member/Savings", "Allowed/Amount", "Not/Covered", "Deductible/Amount",
     "Copay/Amount", "Co-/insurance/Amount", "Amount Paid/by Plan", "Amount You/May Owe", "Remark/Code"),
    ("Date(s) of/Service", "Service/Description", "Amount/Billed", "Plan/Discount", "Discounted/Rate", "Excluded", "Deduct-/ible",
     "Co-/pay", "Co-insur./Amount", "Benefits/Paid", "Patient/Share", "Remarks"),
    ("Date of/Service", "Description of/Service", "Charges/Billed", "Provider/Discount", "Allowed/Charges", "Amount Not/Covered",
     "Your/Deduct-/ible", "Your/Copay", "Your/Coinsur-/ance", "Your Plan/Paid", "Amount You/Owe", "See/Notes"),
    ("Service/Date", "Service", "Submitted/Charges", "Network/Savings", "Negotiated/Amount", "Not/Payable", "Deductible", "Copay",
     "Coinsur./Amount", "Plan/Paid", "You May/Owe", "Remark/Code"),
)  # fmt: skip


def printed(value: ReadValue) -> str:
    return value.value.plain() if isinstance(value.value, Money) else str(value.value)


def read(pen: ReportlabPen) -> tuple[ReadDocument, ...]:
    return read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))


def plan_paper() -> ReportlabPen:
    pen = ReportlabPen()
    pen.text(32, 60, "Blue Harbor Health Plan", 13, True)
    pen.text(400, 40, "EXPLANATION OF BENEFITS", 12, True)
    pen.text(400, 54, "This is not a bill.", 8)
    known = (("Patient:", "Carla M. Dettweiler"), ("Member ID:", "YRB882W30114"), ("Claim number:", "262940071155"))
    for n, (label, words) in enumerate(known):
        pen.text(32, 110 + 12 * n, label, 8)
        pen.text(140, 110 + 12 * n, words, 8)
    return pen


def narrow(headings: Sequence[str], stand: str) -> ReadDocument:
    """A plan's table of twelve narrow columns, the headings' rows set to the top, the middle or the foot of their cells."""
    pen = plan_paper()
    for index, (x, heading) in enumerate(zip(EDGES, headings, strict=True)):
        parts = heading.split("/")
        free = 3 - len(parts)
        over = {"top": 0, "middle": free / 2, "foot": free}[stand]
        for n, part in enumerate(parts):
            pen.text(x, 180 + 8 * (n + over), part, 6, True)
        for n, row in enumerate(ROWS):
            money = row[index].startswith("$")
            pen.text(x + 37 if money else x, 214 + 14 * n, row[index], 6, right=money)
    totals = ("", "", "$422.00", "$175.63", "$208.37", "$38.00", "$76.91", "$20.00", "$0.00", "$111.46", "$134.91", "")
    pen.text(32, 258, "Claim Totals", 6, True)
    for x, words in zip(EDGES, totals, strict=True):
        if words:
            pen.text(x + 37, 258, words, 6, True, True)
    (document,) = read(pen)
    return document


@pytest.mark.parametrize("stand", ["top", "middle", "foot"])
@pytest.mark.parametrize("headings", HEADINGS)
def test_headings_broken_over_narrow_columns(headings: Sequence[str], stand: str) -> None:
    document = narrow(headings, stand)
    lines = [
        [" ".join(line[name].value) if name == "remark_codes" else printed(line[name]) for name in FIELDS[1:]] for line in document.lines
    ]
    assert lines == [[words.strip("$") for words in row[1:]] for row in ROWS]
    assert printed(document.fields["total_allowed"]) == "208.37"
    assert printed(document.fields["coinsurance"]) == "0.00"


LIMITS = {"deductible_met": "482.10", "deductible_limit": "1000.00", "out_of_pocket_met": "612.10", "out_of_pocket_limit": "3500.00"}


def limits(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    pen = plan_paper()
    pen.text(32, 180, "Your plan limits", 11, True)
    for x, words in zip((40, 330, 420, 510), heads, strict=True):
        pen.text(x, 200, words, 8, True, x > 40)
    for n, row in enumerate(rows):
        for x, words in zip((40, 330, 420, 510), row, strict=False):
            pen.text(x, 214 + 14 * n, words, 8, False, x > 40)
    (document,) = read(pen)
    return {name: printed(document.fields[name]) for name in LIMITS if name in document.fields}


OWN = (
    ("Individual Deductible", "$1,000.00", "$482.10", "$517.90"),
    ("Individual Out-of-Pocket Maximum", "$3,500.00", "$612.10", "$2,887.90"),
)


@pytest.mark.parametrize(
    "heads",
    [
        ("", "Your Limit", "Applied to Date", "Remaining"),
        ("2026 in-network totals", "Plan Amount", "Used to Date", "Remaining"),
        ("Benefit year 2026", "Annual limit", "Met so far", "Left to meet"),
        ("Accumulators", "Maximum", "Accumulated", "Amount remaining"),
        ("", "Total", "You have met", "To go"),
        ("Your plan year", "Limit", "Satisfied", "Balance"),
        ("", "Required", "Year to date", "Remaining"),
    ],
)
def test_a_row_for_each_limit(heads: Sequence[str]) -> None:
    if heads[1] == "Total":
        heads = (heads[0], "Total amount", *heads[2:])
    assert limits(heads, OWN) == LIMITS


def test_the_persons_own_limits_stand_before_the_familys_and_those_out_of_network() -> None:
    rows = (
        ("Family Deductible", "$2,000.00", "$900.00", "$1,100.00"),
        ("Out-of-network Individual Deductible", "$4,000.00", "$0.00", "$4,000.00"),
        *OWN,
        ("Family Out-of-Pocket Maximum", "$7,000.00", "$1,300.00", "$5,700.00"),
    )
    assert limits(("", "Limit", "Used", "Remaining"), rows) == LIMITS


def test_limits_under_a_name_of_their_own() -> None:
    rows = (
        ("Medical deductible",), ("Individual", "$1,000.00", "$482.10", "$517.90"), ("Family", "$2,000.00", "$482.10", "$1,517.90"),
        ("Out-of-pocket maximum",), ("Individual", "$3,500.00", "$612.10", "$2,887.90"), ("Family", "$7,000.00", "$612.10", "$6,387.90"),
    )  # fmt: skip
    assert limits(("", "Limit", "Met", "Remaining"), rows) == LIMITS


def test_the_table_turned() -> None:
    rows = (("Limit", "$1,000.00", "$3,500.00"), ("Met to date", "$482.10", "$612.10"), ("Remaining", "$517.90", "$2,887.90"))
    assert limits(("", "Deductible", "Out-of-pocket max", ""), rows) == LIMITS


def panels(title: str, listed: bool) -> tuple[ReadDocument, ...]:
    """A mailing with the date alone at its head, a list of all claims (or none), and a panel for each."""
    pen = ReportlabPen()
    pen.text(40, 60, "Great Basin Health Insurance", 14, True)
    pen.text(560, 45, "Explanation of Benefits", 10, True, True)
    pen.text(560, 57, "May 8, 2026", 9, False, True)
    pen.text(40, 130, "This is not a bill.", 10)
    for n, (label, words) in enumerate((("Subscriber", "Terrence J. Lindqvist"), ("ID number", "GP00712845501"))):
        pen.text(40, 160 + 13 * n, label, 8)
        pen.text(120, 160 + 13 * n, words, 8, True)
    claims = (
        ("Terrence J. Lindqvist", "Siouxland Clinic", "04/02/2026 - 04/07/2026", "6C118840217", "$952.50", "$223.18"),
        ("Maren Lindqvist", "Prairie Pediatrics LLP", "04/05/2026", "6C119001533", "$803.10", "$91.63"),
    )
    if listed:
        heads = ("Patient", "Provider", "Service dates", "Claim", "Billed", "You owe")
        for x, words in zip((40, 140, 250, 360, 470, 550), heads, strict=True):
            pen.text(x, 230, words, 8, True, x > 400)
        for n, row in enumerate(claims):
            for x, words in zip((40, 140, 250, 360, 470, 550), row, strict=True):
                pen.text(x, 246 + 14 * n, words, 8, False, x > 400)
    heads = ("", "Deductible used", "Deductible limit", "Out-of-pocket used", "Out-of-pocket limit")
    sums = (("Terrence J.", "$518.27", "$2,500.00", "$1,041.45", "$7,000.00"), ("Maren", "$545.26", "$2,500.00", "$1,478.12", "$7,000.00"))
    for n, row in enumerate((heads, *sums)):
        for x, words in zip((40, 180, 270, 370, 470), row, strict=True):
            pen.text(x, 330 + 14 * n, words, 8, not n, x > 40)
    pen.page()
    for n, (patient, provider, _, claim, billed, owed) in enumerate(claims):
        top = 60 + 160 * n
        pen.text(40, top, title.format(n=n + 1, name=patient), 12, True)
        for x, label, words in ((44, "Claim no.", claim), (160, "Provider name", provider), (480, "Processed", f"04/{17 + n}/2026")):
            pen.text(x, top + 20, label, 7)
            pen.text(x, top + 30, words, 8, True)
        row = ((42, "Type of service", "Office visit"), (200, "Proc.", "99214"), (330, "Amount billed", billed), (470, "You owe", owed))
        for x, label, words in row:
            pen.text(x, top + 55, label, 8, True, x > 300)
            pen.text(x, top + 70, words, 8, False, x > 300)
    return read(pen)


@pytest.mark.parametrize(
    ("title", "listed"),
    [
        ("Claim {n} of 2 - {name}", True),
        ("Claim {n} of 2 - {name}", False),
        ("Claim detail for {name}", False),
        ("Services for {name}", False),
        ("{name}'s claim", False),
        ("Claim detail", True),
    ],
)
def test_each_panel_has_its_own_patient(title: str, listed: bool) -> None:
    first, second = panels(title, listed)
    assert [d.fields["patient_name"].value for d in (first, second)] == ["Terrence J. Lindqvist", "Maren Lindqvist"]
    assert printed(second.fields["deductible_met"]) == "545.26"
    assert printed(second.fields["statement_date"]) == "2026-05-08"
    if listed:
        assert printed(first.fields["service_to"]) == "2026-04-07"
        assert printed(second.fields["service_from"]) == "2026-04-05"


def test_a_key_to_the_remarks_is_no_denial() -> None:
    pen = plan_paper()
    pen.text(32, 200, "Remark Codes", 11, True)
    pen.text(32, 214, "BR1 - The provider has agreed to accept the allowed amount as payment in full.", 7)
    (document,) = read(pen)
    assert "denial_codes" not in document.fields
