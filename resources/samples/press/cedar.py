"""The laboratory's debt: its first bill, the cashed check, and the collector's letter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from press import family as f
from press.sheet import GREY, SANS, SANS_BOLD, TIMES, TIMES_BOLD, TYPED, TYPED_BOLD, Column, Sheet

PINE, FAINT = "#2f5d3a", "#eef4ee"


def first_bill(path: Path) -> None:
    """Asks for the full charges, before the insurer has answered."""
    sheet = Sheet(path, "Laboratory invoice", f.LAB)
    sheet.text(306, 54, f.LAB, 20, TIMES_BOLD, "c", PINE)
    sheet.text(306, 69, f"{', '.join(f.LAB_ADDRESS)}   |   Billing {f.LAB_PHONE}", 9.5, TIMES, "c")
    sheet.rule(48, 80, 564, 2, PINE)
    sheet.rule(48, 83, 564, 0.5, PINE)
    sheet.text(306, 108, "INVOICE FOR LABORATORY SERVICES", 12, TIMES_BOLD, "c")
    sheet.lines(48, 140, ("Bill to:", f.WALTER, *f.WALTER_ADDRESS), 11, TIMES)
    facts = (("Account No.", f.ACCOUNT_LAB), ("Invoice date", "03/20/2026"), ("Collected on", "02/12/2026"), ("Ordered by", f.OSEI),
             ("Payment due", "04/19/2026"))  # fmt: skip
    sheet.pairs(350, 564, 140, facts, 11, TIMES, step=16)
    columns = (Column("Date", 56, 116, "l"), Column("Test code", 126, 190), Column("Test", 200, 440), Column("Charge", 470, 556, "r"))
    sheet.box(48, 232, 564, 254, fill=FAINT, edge=PINE)
    sheet.head_row(247, columns, 10.5, TIMES_BOLD)
    y: float = 274
    rows = (("80053", "Blood chemistry panel", "118.00"), ("80061", "Cholesterol panel", "132.00"),
            ("83036", "Blood sugar, three months (A1c)", "96.00"),
            ("82306", "Vitamin D test", "148.00"), ("85025", "Blood count", "92.00"), ("36415", "Blood draw", "54.00"))  # fmt: skip
    for cells in rows:
        sheet.row(y, columns, ("02/12/2026", *cells), 11, TIMES)
        y += 21
    sheet.box(48, 254, 564, y, edge=PINE)
    totals = (("Total charges", "640.00"), ("Insurance payments", "0.00"), ("Adjustments", "0.00"), ("Amount due", "$640.00"))
    sheet.pairs(380, 556, y + 24, totals, 11, TIMES, TIMES_BOLD, 18, last_bold=True)
    y = sheet.paragraph(48, y + 122, 516,
        "We have sent a claim to Lakeshore Health and have not yet heard from it. You will get a new invoice if the amount changes.",
                        10.5, TIMES)  # fmt: skip
    sheet.paragraph(48, y + 6, 516, f"Please write your account number on your check. Tax ID {f.LAB_TAX_ID}. NPI {f.LAB_NPI}.", 10.5, TIMES)
    sheet.save()


def cashed_check(path: Path) -> None:
    """The bank's print of a paid check."""
    sheet = Sheet(path, "Image of a paid item", "First Easton Savings Bank")
    sheet.text(48, 54, "First Easton Savings Bank", 14, SANS_BOLD)
    sheet.text(48, 68, "Online banking: image of a paid item", 9, color=GREY)
    facts = (("Account holder", f.WALTER), ("Item", "Check 1182"), ("Posted", "April 15, 2026"), ("Amount", "$185.00"), ("Status", "Paid"))
    sheet.pairs(48, 170, 100, facts, 10, step=17, align="l")
    sheet.box(48, 204, 564, 420, fill="#f3f6f2", edge="#8aa08a", width=1)
    sheet.lines(62, 228, (f.WALTER, "27 Birch Lane", "Easton, PA 18042"), 9, TIMES_BOLD)
    sheet.text(550, 230, "1182", 13, TIMES_BOLD, "r")
    sheet.text(400, 262, "Date", 8.5, TIMES)
    sheet.text(428, 260, "April 15, 2026", 12, "Times-Italic", color="#1b2a6b")
    sheet.rule(424, 264, 550, 0.5)
    sheet.lines(62, 290, ("Pay to the", "order of"), 8.5, TIMES)
    sheet.text(112, 298, f.LAB, 14, "Times-Italic", color="#1b2a6b")
    sheet.rule(108, 302, 440, 0.5)
    sheet.box(450, 282, 550, 304, fill="#ffffff", edge="#8aa08a")
    sheet.text(456, 298, "$", 12, TIMES_BOLD)
    sheet.text(542, 298, "185.00", 13, "Times-Italic", "r", "#1b2a6b")
    sheet.text(66, 328, "One hundred eighty-five and 00/100", 13, "Times-Italic", color="#1b2a6b")
    sheet.rule(62, 332, 490, 0.5)
    sheet.text(550, 330, "DOLLARS", 8.5, TIMES, "r")
    sheet.text(62, 352, "First Easton Savings Bank", 9, TIMES_BOLD)
    sheet.text(62, 386, "Memo", 8.5, TIMES)
    sheet.text(96, 384, f"Account {f.ACCOUNT_LAB}", 12, "Times-Italic", color="#1b2a6b")
    sheet.rule(92, 388, 280, 0.5)
    sheet.text(370, 383, "Walter Calloway", 15, "Times-Italic", color="#1b2a6b")
    sheet.rule(340, 388, 550, 0.5)
    sheet.text(62, 410, "|: 990044710 |:   4410228816 ||'   1182", 12, TYPED)
    sheet.text(48, 446, "Back of the check", 9, SANS_BOLD)
    sheet.box(48, 454, 564, 560, fill="#f3f6f2", edge="#8aa08a", width=1)
    sheet.lines(62, 478, ("PAY TO THE ORDER OF MILLBROOK TRUST", "FOR DEPOSIT ONLY", "CEDAR LAB ASSOCIATES", "POSTED 04/15/2026"), 9,
                TYPED_BOLD, color="#5b3a6b")
    sheet.text(48, 590, "This image is a legal copy of the check. You can use it the same way you would use the original check.", 8.5,
               color=GREY)
    sheet.save()


def _tick_lines(sheet: Sheet, x: float, y: float, choices: Sequence[tuple[float, str]], size: float = 9) -> float:
    for indent, words in choices:
        sheet.box(x + indent, y - 7.5, x + indent + 8, y + 0.5, width=0.7)
        y = sheet.paragraph(x + indent + 14, y, 260 - indent, words, size) + 3
    return y


def collection_letter(path: Path) -> None:
    """A validation notice in the form of the federal model (12 CFR 1006.34, Model Form B-1)."""
    sheet = Sheet(path, "Validation notice", "Harrow & Pike Recovery")
    sheet.lines(40, 48, ("Harrow & Pike Recovery", ), 12, SANS_BOLD)
    sheet.lines(40, 62, ("P.O. Box 418", "Millbrook, PA 18099", "555-0186, 8 am to 8 pm, Monday to Friday", "November 6, 2026"), 9.5)
    sheet.text(330, 48, "To:", 9.5, SANS_BOLD)
    sheet.lines(352, 48, (f.WALTER, *f.WALTER_ADDRESS), 9.5)
    sheet.text(330, 100, "Reference: HP-66031", 9.5, SANS_BOLD)
    sheet.rule(40, 114, 572, 1)
    y = sheet.paragraph(40, 134, 532,
        "Harrow & Pike Recovery is a debt collector. We are trying to collect a debt that you owe to Cedar Lab Associates. We will "
        "use any information you give us to help collect the debt.", 10.5, SANS_BOLD)  # fmt: skip
    top = y + 8
    sheet.text(40, top, "Our information shows:", 11, SANS_BOLD)
    y = sheet.paragraph(40, top + 17, 250, f"You had laboratory tests from Cedar Lab Associates with account number {f.ACCOUNT_LAB}.",
                        9.5) + 4
    for words, amount, heavy in (
        ("As of July 30, 2026, you owed:", "$220.00", False), ("Between July 30, 2026 and today:", "", False),
        ("You were charged this amount in interest:", "+ $0.00", False), ("You were charged this amount in fees:", "+ $32.40", False),
        ("You paid or were credited this amount toward the debt:", "- $0.00", False), ("Total amount of the debt now:", "$252.40", True),
    ):  # fmt: skip
        if heavy:
            sheet.box(36, y - 12, 296, y + 7, fill="#e9e9e9", edge=None)
        sheet.text(290, y, amount, 9.5, SANS_BOLD, "r")
        y = sheet.paragraph(40, y, 190, words, 9.5, SANS_BOLD if heavy else SANS) + 6
    sheet.text(40, y + 6, "Account placed with us: July 30, 2026", 8.5, color=GREY)

    x, width = 318, 254
    sheet.text(x, top, "How can you dispute the debt?", 11, SANS_BOLD)
    y = top + 17
    for words in (
        "Call or write to us by December 10, 2026, to dispute all or part of the debt. If you do not, we will assume that our "
        "information is correct.",
        "If you write to us by December 10, 2026, we must stop collection on any amount you dispute until we send you information "
        "that shows you owe the debt. You may use the form below or write to us without the form. You may also include supporting "
        "documents.",
    ):
        sheet.disc(x + 3, y - 3, 1.6, "#1a1a1a")
        y = sheet.paragraph(x + 11, y, width - 11, words, 9) + 4
    sheet.text(x, y + 6, "What else can you do?", 11, SANS_BOLD)
    y += 23
    for words in (
        "Write to ask for the name and address of the original creditor, if different from the current creditor. If you write by "
        "December 10, 2026, we must stop collection until we send you that information.",
        "Go to www.cfpb.gov/debt-collection to learn more about your rights under federal law. For instance, you have the right to "
        "stop or limit how we contact you.",
        "Contact us about your payment options.",
        "P\u00f3ngase en contacto con nosotros para solicitar una copia de este formulario en espa\u00f1ol.",
    ):
        sheet.disc(x + 3, y - 3, 1.6, "#1a1a1a")
        y = sheet.paragraph(x + 11, y, width - 11, words, 9) + 4

    sheet.rule(36, 560, 576, 0.8, GREY, (4, 3))
    sheet.text(40, 580, "Mail this form to:", 9.5, SANS_BOLD)
    sheet.lines(40, 596, ("Harrow & Pike Recovery", "P.O. Box 418", "Millbrook, PA 18099"), 9.5)
    sheet.lines(40, 650, (f.WALTER, *f.WALTER_ADDRESS, "Reference: HP-66031"), 9.5)
    sheet.text(290, 580, "How do you want to respond?  Check all that apply:", 9.5, SANS_BOLD)
    _tick_lines(sheet, 290, 598, (
        (0, "I want to dispute the debt because I think:"), (18, "This is not my debt."), (18, "The amount is wrong."),
        (18, "Other (please describe on reverse or attach additional information)."),
        (0, "I want you to send me the name and address of the original creditor."), (0, "I enclosed this amount: $ ______________"),
        (0, "Quiero este formulario en espa\u00f1ol."),
    ))  # fmt: skip
    sheet.text(306, 770, "Notice: Please see the other side for rights you may have under state law.", 8, align="c", color=GREY)
    sheet.save()
