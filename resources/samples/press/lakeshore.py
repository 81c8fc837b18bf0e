"""The insurer's explanations of benefits: landscape, one claim each, with its numbers on the sheet that shows the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from press import family as f
from press.sheet import GREY, LANDSCAPE, SANS, SANS_BOLD, WHITE, Column, Sheet

GREEN, SOFT, LINE = "#0b5d57", "#e8f2f0", "#9db8b4"

DETAIL = (
    Column("Date of\nservice", 40, 86), Column("Code", 92, 120), Column("Service", 126, 246), Column("Amount\nbilled", 250, 294, "r"),
    Column("Plan\ndiscount", 298, 344, "r"), Column("Not\ncovered", 348, 390, "r"), Column("Plan\nallows", 394, 438, "r"),
    Column("Deductible", 442, 488, "r"), Column("Copay", 492, 530, "r"), Column("Coinsurance", 534, 584, "r"),
    Column("Plan\npaid", 588, 634, "r"), Column("You\nowe", 638, 676, "r"), Column("Notes", 686, 754),
)  # fmt: skip

NOTES = {
    "CO-45": "The charge is above the rate agreed with this provider. The provider takes this part off. You do not owe it.",
    "CO-18": "Exact copy of a service already on this claim: 410.00 duplicate of X-RAY CHEST 1 VIEW. Not payable. You do not owe it.",
    "PR-1": "Deductible. This part is yours.",
    "PR-2": "Coinsurance: your 20% of what the plan allows, after the deductible.",
    "PR-3": "Copay for an office visit.",
}


@dataclass(frozen=True)
class Claim:
    """What one EOB says. Every row has the cells of DETAIL in order; `totals` those from "billed" to "you owe"."""

    statement_date: str
    processed_date: str
    number: str
    provider: str
    account: str
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    payment: str


def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a table written as text: one row a line, cells divided by bars."""
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines())


ER = Claim(
    statement_date="October 15, 2026", processed_date="October 14, 2026", number="26-2840-11937", provider=f.HOSPITAL, account=f.ACCOUNT_ER,
    rows=_rows("""
    09/09/2026 | 99284 | EMERGENCY VISIT LEVEL 4 | 1,480.00 | 860.00 | 0.00 | 620.00 | 0.00 | 0.00 | 124.00 | 496.00 | 124.00 | CO-45 PR-2
    09/09/2026 | 70450 | CT SCAN HEAD | 1,650.00 | 1,110.00 | 0.00 | 540.00 | 0.00 | 0.00 | 108.00 | 432.00 | 108.00 | CO-45 PR-2
    09/09/2026 | 71045 | X-RAY CHEST 1 VIEW | 410.00 | 280.00 | 0.00 | 130.00 | 0.00 | 0.00 | 26.00 | 104.00 | 26.00 | CO-45 PR-2
    09/09/2026 | 71045 | X-RAY CHEST 1 VIEW | 410.00 | 0.00 | 410.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | CO-18
    09/09/2026 | 93005 | HEART TRACING | 285.00 | 195.00 | 0.00 | 90.00 | 0.00 | 0.00 | 18.00 | 72.00 | 18.00 | CO-45 PR-2
    09/09/2026 | 80053 | BLOOD CHEMISTRY PANEL | 240.00 | 180.00 | 0.00 | 60.00 | 0.00 | 0.00 | 12.00 | 48.00 | 12.00 | CO-45 PR-2
    09/09/2026 | 85025 | BLOOD COUNT | 145.00 | 110.00 | 0.00 | 35.00 | 0.00 | 0.00 | 7.00 | 28.00 | 7.00 | CO-45 PR-2
    09/09/2026 | 96374 | IV MEDICINE FIRST DOSE | 320.00 | 215.00 | 0.00 | 105.00 | 0.00 | 0.00 | 21.00 | 84.00 | 21.00 | CO-45 PR-2
    09/09/2026 | J2405 | NAUSEA MEDICINE INJ | 60.00 | 40.00 | 0.00 | 20.00 | 0.00 | 0.00 | 4.00 | 16.00 | 4.00 | CO-45 PR-2
    """),
    totals=("5,000.00", "2,990.00", "410.00", "1,600.00", "0.00", "0.00", "320.00", "1,280.00", "320.00"),
    notes=("CO-45", "CO-18", "PR-2"), payment="Paid to the provider on October 14, 2026.",
)  # fmt: skip

LAB = Claim(
    statement_date="April 2, 2026", processed_date="April 2, 2026", number="26-0790-04415", provider=f.LAB, account=f.ACCOUNT_LAB,
    rows=_rows("""
    02/12/2026 | 80053 | BLOOD CHEMISTRY PANEL | 118.00 | 40.00 | 0.00 | 78.00 | 78.00 | 0.00 | 0.00 | 0.00 | 78.00 | CO-45 PR-1
    02/12/2026 | 80061 | CHOLESTEROL PANEL | 132.00 | 46.00 | 0.00 | 86.00 | 48.25 | 0.00 | 7.55 | 30.20 | 55.80 | CO-45 PR-1 PR-2
    02/12/2026 | 83036 | BLOOD SUGAR (A1C) | 96.00 | 34.00 | 0.00 | 62.00 | 0.00 | 0.00 | 12.40 | 49.60 | 12.40 | CO-45 PR-2
    02/12/2026 | 82306 | VITAMIN D TEST | 148.00 | 50.00 | 0.00 | 98.00 | 0.00 | 0.00 | 19.60 | 78.40 | 19.60 | CO-45 PR-2
    02/12/2026 | 85025 | BLOOD COUNT | 92.00 | 32.00 | 0.00 | 60.00 | 0.00 | 0.00 | 12.00 | 48.00 | 12.00 | CO-45 PR-2
    02/12/2026 | 36415 | BLOOD DRAW | 54.00 | 18.00 | 0.00 | 36.00 | 0.00 | 0.00 | 7.20 | 28.80 | 7.20 | CO-45 PR-2
    """),
    totals=("640.00", "220.00", "0.00", "420.00", "126.25", "0.00", "58.75", "235.00", "185.00"),
    notes=("CO-45", "PR-1", "PR-2"), payment="Paid to the provider on April 2, 2026.",
)  # fmt: skip

VISIT = Claim(
    statement_date="November 5, 2026", processed_date="November 4, 2026", number="26-3050-22086", provider=f.OSEI, account="OS-2231",
    rows=_rows("""
    10/27/2026 | 99213 | OFFICE VISIT | 185.00 | 57.00 | 0.00 | 128.00 | 0.00 | 40.00 | 0.00 | 88.00 | 40.00 | CO-45 PR-3
    """),
    totals=("185.00", "57.00", "0.00", "128.00", "0.00", "40.00", "0.00", "88.00", "40.00"),
    notes=("CO-45", "PR-3"), payment="Paid to the provider on November 4, 2026.",
)  # fmt: skip


def _band(sheet: Sheet, claim: Claim, page: int, pages: int) -> None:
    sheet.box(0, 0, 792, 52, fill=GREEN, edge=None)
    sheet.stroke([(36, 30, 44, 20, 50, 38, 60, 26), (36, 37, 44, 27, 50, 45, 60, 33)], 2.2, WHITE)
    sheet.text(70, 33, "Lakeshore Health", 17, SANS_BOLD, color=WHITE)
    sheet.text(756, 24, "Explanation of Benefits", 12, SANS_BOLD, "r", WHITE)
    sheet.text(756, 40, "THIS IS NOT A BILL", 10, SANS_BOLD, "r", WHITE)
    sheet.text(756, 66, f"Page {page} of {pages}", 8, align="r", color=GREY)
    sheet.text(36, 594, f"Lakeshore Health, {', '.join(f.LAKESHORE_ADDRESS)}   Member services {f.LAKESHORE_PHONE}", 7.5, color=GREY)
    sheet.text(756, 594, f"Claim {claim.number}", 7.5, align="r", color=GREY)


def _who(sheet: Sheet, claim: Claim, y: float) -> None:
    facts = (("Statement date", claim.statement_date), ("Patient", f.WALTER), ("Member ID", f.MEMBER), ("Group number", f.GROUP),
             ("Plan", f.PLAN), ("Employer", f.EMPLOYER))  # fmt: skip
    sheet.pairs(430, 540, y, facts, 9.5, step=16, align="l")


def _summary(sheet: Sheet, claim: Claim, top: float, right: float = 756) -> float:
    """The box that says it in one look. Returns the y of its lower edge."""
    billed, discount, refused, allowed, _deductible, _copay, _coinsurance, paid, owed = claim.totals
    sheet.box(36, top, right, top + 22, fill=GREEN, edge=None)
    sheet.text(46, top + 15, "Summary of this claim", 10.5, SANS_BOLD, color=WHITE)
    rows = [("Amount billed", billed), ("Plan discount", discount)]
    rows += [("Not covered", refused)] if refused != "0.00" else []
    rows += [("Plan allows", allowed), ("Plan paid", paid), ("You may owe the provider", owed)]
    bottom = top + 32 + 18 * len(rows)
    sheet.box(36, top + 22, right, bottom, fill=SOFT, edge=LINE)
    sheet.pairs(46, right - 12, top + 39, [(label, f"${value}") for label, value in rows], 10, step=18, last_bold=True)
    return bottom


def _detail(sheet: Sheet, claim: Claim, top: float) -> float:
    """The table of the claim's lines with its totals. Returns the y of its lower edge."""
    sheet.text(36, top, f"Claim number {claim.number}", 10, SANS_BOLD)
    sheet.text(230, top, f"Provider: {claim.provider}", 9.5)
    sheet.text(454, top, "Network: In network", 9.5)
    sheet.text(566, top, f"Patient account: {claim.account}", 9.5)
    sheet.text(36, top + 16, f"Processed: {claim.processed_date}.   {claim.payment}", 9.5)
    y = top + 28
    sheet.box(36, y, 756, y + 28, fill=SOFT, edge=LINE)
    sheet.head_row(y + 12, DETAIL, 7.8, color=GREEN)
    y += 44
    for cells in claim.rows:
        sheet.row(y, DETAIL, cells, 8)
        sheet.rule(36, y + 12.5, 756, 0.4, LINE)
        y += 24
    sheet.row(y, DETAIL, ("Total", "", "", *claim.totals, ""), 8.2, SANS_BOLD)
    sheet.rule(36, y + 7, 756, 1, GREEN)
    return y + 8


def _notes(sheet: Sheet, claim: Claim, y: float) -> float:
    sheet.text(36, y, "Notes to the codes", 10, SANS_BOLD, color=GREEN)
    y += 16
    for code in claim.notes:
        sheet.text(36, y, code, 9, SANS_BOLD)
        y = sheet.paragraph(80, y, 676, NOTES[code], 9) + 3
    return y


def _accumulators(sheet: Sheet, top: float, spent: str) -> None:
    """How far the year's limits are used up."""
    sheet.box(430, top, 756, top + 22, fill=GREEN, edge=None)
    sheet.text(440, top + 15, "Your plan year 2026, in network", 10.5, SANS_BOLD, color=WHITE)
    sheet.box(430, top + 22, 756, top + 86, fill=SOFT, edge=LINE)
    sheet.text(440, top + 42, "Deductible", 9.5)
    sheet.text(744, top + 42, "$500.00 of $500.00 met", 9.5, SANS_BOLD, "r")
    sheet.text(440, top + 68, "Out of pocket", 9.5)
    sheet.text(744, top + 68, f"${spent} of $4,000.00", 9.5, SANS_BOLD, "r")


def _first_page(sheet: Sheet, claim: Claim, pages: int, spent: str) -> None:
    _band(sheet, claim, 1, pages)
    sheet.lines(60, 108, (f.WALTER, *f.WALTER_ADDRESS), 10.5)
    _who(sheet, claim, 96)
    sheet.text(36, 216, "This statement shows how we handled a claim for your care.", 10)
    sheet.text(36, 231, f"Care by {claim.provider} on {_day(claim.rows[0][0])}.", 10)
    bottom = _summary(sheet, claim, 252, 400)
    _accumulators(sheet, 252, spent)
    y = sheet.paragraph(36, bottom + 34, 720,
        "Wait for the bill of your provider and compare it with this statement. A provider in our network should not ask you for more "
        "than the amount shown as yours. If the bill is higher, call the provider first, then call us.", 9.5)  # fmt: skip
    sheet.paragraph(36, y + 8, 720,
        f"Claims are paid from the funds of {f.EMPLOYER}, which pays for the plan itself. Lakeshore Health handles them.", 9.5)


def _day(printed: str) -> str:
    """A printed day in words: 09/09/2026 is September 9, 2026."""
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
    month, day, year = printed.split("/")
    return f"{months[int(month) - 1]} {int(day)}, {year}"


def _rights(sheet: Sheet, y: float) -> None:
    blocks: Sequence[tuple[str, str]] = (
        ("If you do not agree",
            "You or a person you name may appeal in writing within 180 days of the day you get this statement. Write to Lakeshore "
            "Health Appeals, P.O. Box 7145, Millbrook, PA 18099. Say why you do not agree and add any papers that help. We answer "
            "within 60 days when the care was already given."),
        ("What you may ask for",
            "Free of charge, copies of everything we used for this decision: the claim file, the rule of the plan, and the diagnosis "
            "and treatment codes with their meaning."),
        ("After the appeal",
            "If we say no again, you may have the right to a review by an outside expert, and to bring a civil action under section "
            "502(a) of ERISA. Help: Employee Benefits Security Administration, 1-866-444-3272."),
        ("Spot something that did not happen?",
            f"If you did not get a service that is listed here, call member services at {f.LAKESHORE_PHONE}."),
        ("Language help", f"Para obtener asistencia en espa\u00f1ol, llame al {f.LAKESHORE_PHONE}."),
    )  # fmt: skip
    for title, words in blocks:
        sheet.text(36, y, title, 10, SANS_BOLD, color=GREEN)
        y = sheet.paragraph(36, y + 15, 720, words, 9.5, SANS) + 12


def er_statement(path: Path) -> None:
    """Three pages: summary, claim detail with notes, rights."""
    sheet = Sheet(path, "Explanation of Benefits", "Lakeshore Health", LANDSCAPE)
    _first_page(sheet, ER, 3, "1,607.75")
    sheet.page()
    _band(sheet, ER, 2, 3)
    bottom = _detail(sheet, ER, 92)
    _notes(sheet, ER, bottom + 28)
    sheet.page()
    _band(sheet, ER, 3, 3)
    _rights(sheet, 100)
    sheet.save()


def lab_statement(path: Path) -> None:
    """Two pages; with this claim the year's deductible is met."""
    sheet = Sheet(path, "Explanation of Benefits", "Lakeshore Health", LANDSCAPE)
    _first_page(sheet, LAB, 2, "598.75")
    sheet.page()
    _band(sheet, LAB, 2, 2)
    bottom = _detail(sheet, LAB, 92)
    y = _notes(sheet, LAB, bottom + 28)
    sheet.text(36, y + 14, "If you do not agree", 10, SANS_BOLD, color=GREEN)
    sheet.paragraph(36, y + 29, 720,
        "You may appeal in writing within 180 days of the day you get this statement: Lakeshore Health Appeals, P.O. Box 7145, "
        "Millbrook, PA 18099. You may ask for free copies of everything we used for this decision.", 9.5)  # fmt: skip
    sheet.save()


def visit_statement(path: Path) -> None:
    """One page for one office visit."""
    sheet = Sheet(path, "Explanation of Benefits", "Lakeshore Health", LANDSCAPE)
    _band(sheet, VISIT, 1, 1)
    sheet.lines(60, 108, (f.WALTER, *f.WALTER_ADDRESS), 10.5)
    _who(sheet, VISIT, 96)
    bottom = _detail(sheet, VISIT, 220)
    y = _notes(sheet, VISIT, bottom + 26)
    _summary(sheet, VISIT, y + 8, 400)
    sheet.text(430, y + 24, "If you do not agree", 10, SANS_BOLD, color=GREEN)
    sheet.paragraph(430, y + 39, 326,
        "You may appeal in writing within 180 days of the day you get this statement: Lakeshore Health Appeals, P.O. Box 7145, "
        "Millbrook, PA 18099. You may ask for free copies of everything we used for this decision.", 9)  # fmt: skip
    sheet.save()
