"""Explanations of benefits whose services stand as cards side by side, with the plan year's balances beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages


@dataclass(frozen=True)
class Card:
    """A service as it is printed in a card: its head row by row, its amounts with their labels, its notes."""

    title: tuple[str, ...]
    code: str
    day: str
    amounts: tuple[tuple[str, str], ...]
    notes: str = ""


BIOPSY = Card(
    ("Biopsy of skin, single", "lesion"), "11102", "02/03/2026",
    (("Amount billed", "$246.30"), ("Member savings", "$58.99"), ("Covered amount", "$187.31"), ("Plan paid", "$167.31"),
     ("Copay", "$20.00"), ("You owe", "$20.00")), "M14",
)  # fmt: skip
TRACING = Card(
    ("Electrocardiogram",), "93000", "02/04/2026",
    (("Amount billed", "$118.50"), ("Plan paid", "$0.00"), ("Not covered", "$118.50"), ("You owe", "$118.50")), "K31, M14",
)  # fmt: skip
EXERCISE = Card(
    ("Therapeutic exercise",), "97110", "02/05/2026",
    (("Amount billed", "$96.00"), ("Member savings", "$53.42"), ("Covered amount", "$42.58"), ("Plan paid", "$0.00"),
     ("Deductible", "$42.58"), ("You owe", "$42.58")),
)  # fmt: skip
CARDS = (BIOPSY, TRACING, EXERCISE, replace(TRACING, day="02/06/2026"), replace(BIOPSY, day="02/07/2026"))


def titled(pen: ReportlabPen, x: float, y: float, card: Card) -> float:
    """The code at the right of the title."""
    for n, words in enumerate(card.title):
        pen.text(x, y + 10 * n, words, 8.5, True)
    pen.text(x + 118, y, f"Code {card.code}", 8)
    pen.text(x, y + 32, f"Date of service: {card.day}", 8)
    return y + 44


def coded_below(pen: ReportlabPen, x: float, y: float, card: Card) -> float:
    """The code in a row of its own, with its day."""
    for n, words in enumerate(card.title):
        pen.text(x, y + 10 * n, words, 8.5, True)
    pen.text(x, y + 21, f"CPT {card.code}", 8)
    pen.text(x, y + 31, card.day, 8)
    return y + 43


def captioned(pen: ReportlabPen, x: float, y: float, card: Card) -> float:
    """Everything with a caption, in plain type."""
    pen.text(x, y, f"Service: {' '.join(card.title)}", 8)
    pen.text(x, y + 10, f"Procedure code: {card.code}", 8)
    pen.text(x, y + 20, f"Service date: {card.day}", 8)
    return y + 32


def bracketed(pen: ReportlabPen, x: float, y: float, card: Card) -> float:
    """The code in brackets after the title, the day before it."""
    pen.text(x, y, card.day, 8)
    pen.text(x, y + 11, f"{' '.join(card.title)} ({card.code})", 8, True)
    return y + 23


def code_first(pen: ReportlabPen, x: float, y: float, card: Card) -> float:
    pen.text(x, y, f"{card.code} - {' '.join(card.title)}", 8, True)
    pen.text(x, y + 11, f"Service date {card.day}", 8)
    return y + 23


Head = Callable[[ReportlabPen, float, float, Card], float]


def explanation(cards: Sequence[Card], head: Head, across: int, notes: str = "Notes: {}", framed: bool = True) -> ReportlabPen:
    pen = ReportlabPen()
    pen.text(40, 45, "Larkspur Mutual Health Plans", 15, True)
    pen.text(40, 60, "P.O. Box 1120, Tulsa, OK 74101", 9)
    pen.text(400, 45, "Explanation of Benefits", 12, True)
    pen.text(400, 60, "This is not a bill", 9)
    for n, (label, words) in enumerate((("Patient", "Priya Ragunath"), ("Member ID", "LMH 40077"), ("Claim number", "2604427188"))):
        pen.text(40, 90 + 14 * n, label, 9)
        pen.text(120, 90 + 14 * n, words, 9, True)
    for n, (label, words) in enumerate((("Total billed", "$825.60"), ("Plan paid", "$334.62"), ("You may owe", "$319.58"))):
        pen.text(40 + 130 * n, 150, label, 8)
        pen.text(40 + 130 * n, 164, words, 12, True)
    pen.text(40, 195, "Details for each service", 12, True)
    for n, card in enumerate(cards):
        x, y = 45 + 185 * (n % across), 215 + 150 * (n // across)
        if framed:
            for x0, y0, x1, y1 in ((-5, -12, 170, -12), (-5, 130, 170, 130), (-5, -12, -5, 130), (170, -12, 170, 130)):
                pen.line(x + x0, y + y0, x + x1, y + y1)
        top = head(pen, x, y, card)
        for label, amount in card.amounts:
            pen.text(x, top, label, 8)
            pen.text(x + 165, top, amount, 8, right=True)
            top += 11
        if card.notes:
            pen.text(x, top, notes.format(card.notes), 7)
    return pen


def read(pen: ReportlabPen) -> ReadDocument:
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


def lines(document: ReadDocument) -> list[tuple[str, ...]]:
    names = ("code", "description", "service_date", "billed", "plan_paid", "patient_owes")
    return [tuple(str(line[name].value) if name in line else "" for name in names) for line in document.lines]


def printed(cards: Sequence[Card]) -> list[tuple[str, ...]]:
    made = []
    for card in cards:
        day = f"2026-{card.day[:2]}-{card.day[3:5]}"
        amounts = dict(card.amounts)
        made.append((card.code, " ".join(card.title), day, amounts["Amount billed"], amounts["Plan paid"], amounts["You owe"]))
    return made


@pytest.mark.parametrize("across", [2, 3])
@pytest.mark.parametrize("head", [titled, coded_below, captioned, bracketed, code_first])
def test_cards_side_by_side_are_read_one_by_one(head: Head, across: int) -> None:
    document = read(explanation(CARDS, head, across))
    assert lines(document) == printed(CARDS)
    assert str(document.fields["total_billed"].value) == "$825.60"
    assert not document.fields.keys() & {"deductible", "copay", "not_covered", "total_allowed", "denial_codes", "service_from"}


def test_a_last_card_alone_on_the_next_page() -> None:
    pen = explanation(CARDS[:4], titled, 2)
    pen.page()
    top = titled(pen, 45, 60, CARDS[4])
    for n, (label, amount) in enumerate(CARDS[4].amounts):
        pen.text(45, top + 11 * n, label, 8)
        pen.text(210, top + 11 * n, amount, 8, right=True)
    assert lines(read(pen)) == printed(CARDS)


def test_cards_in_one_lane_with_other_matter_beside_them() -> None:
    pen = explanation(CARDS[:3], titled, 1)
    beside = ("Your plan balances", "Deductible", "$464.10 of $3,200.00", "Questions? Call 1-800-555-0100", "Code of conduct: on request")
    for n, words in enumerate(beside):
        pen.text(330, 219 + 13.3 * n, words, 8)
    document = read(pen)
    assert lines(document) == printed(CARDS[:3])
    assert str(document.fields["deductible_met"].value) == "$464.10"


def test_boxes_of_sums_side_by_side_are_no_cards() -> None:
    pen = ReportlabPen()
    pen.text(40, 45, "Larkspur Family Clinic", 15, True)
    pen.text(40, 62, "Patient statement", 10)
    pen.text(40, 76, "Account number: 55120", 10)
    account = (("Statement date", "03/02/2026"), ("Total charges", "$500.00"), ("Adjustments", "$100.00"), ("You paid", "$50.00"))
    insurance = (("Last claim date", "02/20/2026"), ("Charges billed", "$500.00"), ("Plan paid", "$250.00"), ("Discount", "$100.00"))
    for x, head, rows in ((40, "Account summary", account), (300, "Insurance summary", insurance)):
        pen.text(x, 120, head, 9, True)
        for n, (label, words) in enumerate(rows):
            pen.text(x, 133 + 12 * n, label, 9)
            pen.text(x + 200, 133 + 12 * n, words, 9, right=True)
    pen.text(40, 220, "Amount due: $100.00", 11, True)
    document = read(pen)
    assert document.lines == ()
    assert str(document.fields["amount_due"].value) == "$100.00"


def test_cards_without_frames() -> None:
    assert lines(read(explanation(CARDS, titled, 2, framed=False))) == printed(CARDS)


@pytest.mark.parametrize("notes", ["Notes: {}", "See notes {}", "Remark codes: {}", "See note: {}", "Notes {}"])
def test_notes_at_the_foot_of_a_card(notes: str) -> None:
    document = read(explanation(CARDS, titled, 2, notes))
    assert [line["remark_codes"].value if "remark_codes" in line else None for line in document.lines] == [
        ("M14",), ("K31", "M14"), None, ("K31", "M14"), ("M14",),
    ]  # fmt: skip


def test_the_plan_pays_under_its_own_name() -> None:
    cards = [replace(card, amounts=tuple((label.replace("Plan", "Larkspur"), amount) for label, amount in card.amounts)) for card in CARDS]
    assert [line[4] for line in lines(read(explanation(cards, titled, 2)))] == [line[4] for line in printed(CARDS)]


def test_balances_beside_the_cards() -> None:
    pen = explanation(CARDS, titled, 2)
    y = 215.0
    for label, amounts in (
        ("Individual deductible", "$464.10 of $3,200.00"),
        ("Family deductible", "$974.10 of $6,400.00"),
        ("Individual out-of-pocket maximum", "$1,954.76 of $8,000.00"),
        ("Family out-of-pocket maximum", "$2,684.76 of $16,000.00"),
    ):
        pen.text(425, y, label, 8, True)
        pen.text(425, y + 17, amounts, 8)
        y += 37
    document = read(pen)
    assert lines(document) == printed(CARDS)
    found = {name: str(value.value) for name, value in document.fields.items() if "deductible" in name or "pocket" in name}
    assert found == {
        "deductible_met": "$464.10", "deductible_limit": "$3,200.00", "out_of_pocket_met": "$1,954.76", "out_of_pocket_limit": "$8,000.00",
    }  # fmt: skip


def test_a_summary_in_two_columns_is_no_card() -> None:
    pen = explanation((), titled, 2)
    rows = (("Amount billed", "$825.60", "Deductible", "$42.58"), ("Member savings", "$171.40", "Copay", "$40.00"),
            ("Plan paid", "$334.62", "Not covered", "$237.00"), ("Covered amount", "$417.20", "You owe", "$319.58"))  # fmt: skip
    for n, (left, one, right, other) in enumerate(rows):
        pen.text(45, 220 + 13 * n, left, 9)
        pen.text(200, 220 + 13 * n, one, 9, right=True)
        pen.text(240, 220 + 13 * n, right, 9)
        pen.text(400, 220 + 13 * n, other, 9, right=True)
    document = read(pen)
    assert document.lines == ()
    assert str(document.fields["deductible"].value) == "$42.58"
