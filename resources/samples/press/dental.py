"""The filling: the dental plan's statement and the dentist's bill."""

from __future__ import annotations

from pathlib import Path

from press import family as f
from press.sheet import GREY, INK, SANS, SANS_BOLD, SERIF, SERIF_BOLD, SERIF_ITALIC, WHITE, Column, Sheet

PURPLE, LILAC, TAN = "#4a3a6b", "#f0edf5", "#7a5c3e"


def plan_statement(path: Path) -> None:
    """Pays the white filling as a silver one: an alternate benefit."""
    sheet = Sheet(path, "Dental explanation of benefits", "Harbor Dental Plan")
    sheet.text(40, 52, "Harbor Dental Plan", 18, SANS_BOLD, color=PURPLE)
    sheet.text(40, 66, "P.O. Box 3080, Easton, PA 18042   Member services 555-0127", 8.5, color=GREY)
    sheet.text(572, 46, "DENTAL EXPLANATION OF BENEFITS", 10.5, SANS_BOLD, "r")
    sheet.text(572, 60, "This is not a bill. Keep it for your records.", 9, align="r")
    sheet.rule(40, 76, 572, 3, PURPLE)
    sheet.lines(40, 106, (f.RUTH, *f.RUTH_ADDRESS), 10)
    sheet.pairs(320, 420, 100, (("Statement date", "11/03/2026"), ("Claim number", "HD-26-90417"), ("Processed", "11/02/2026"),
                                ("Patient", f.RUTH),
                                ("Member ID", "HD 220 8816"), ("Group number", "EPL-7")), 9.5, step=15, align="l")  # fmt: skip
    sheet.box(40, 200, 572, 240, fill=LILAC, edge=None)
    sheet.pairs(50, 110, 217, (("Dentist", f.DENTIST), ("Network", "In network")), 9.5, step=15, align="l")
    sheet.pairs(320, 420, 217, (("Dentist NPI", f.DENTIST_NPI), ("Patient account", "MSD-1183")), 9.5, step=15, align="l")
    upper = (
        Column("Date of\nservice", 44, 92), Column("Submitted\ncode", 96, 140), Column("Paid as\ncode", 144, 182),
             Column("Tooth", 186, 212, "c"),
        Column("Surface", 216, 250, "c"), Column("Submitted\nfee", 254, 302, "r"), Column("Network\ndiscount", 306, 346, "r"),
        Column("Allowed\n(alternate)", 350, 398, "r"), Column("Not\ncovered", 402, 440, "r"), Column("Plan\npaid", 444, 482, "r"),
        Column("You\nowe", 486, 520, "r"), Column("Notes", 534, 568),
    )
    sheet.box(40, 256, 572, 286, fill=PURPLE, edge=None)
    sheet.head_row(268, upper, 7.8, color=WHITE)
    cells = ("10/20/2026", "D2392", "D2150", "30", "MO", "275.00", "75.00", "120.00", "80.00", "120.00", "80.00", "CO-45")
    sheet.row(304, upper, cells, 8.8)
    sheet.text(534, 315, "PR-169", 8.8)
    sheet.text(96, 316, "White filling, two surfaces", 8.8, color=GREY)
    sheet.rule(40, 324, 572, 0.5, PURPLE)
    sheet.row(340, upper, ("Total", "", "", "", "", "275.00", "75.00", "120.00", "80.00", "120.00", "80.00", ""), 8.8, SANS_BOLD)
    sheet.rule(40, 348, 572, 1, PURPLE)
    left = (("Deductible applied", "0.00"), ("Coinsurance (plan pays 100%)", "0.00"), ("Annual maximum", "1,500.00"),
            ("Annual maximum used", "286.00"))
    sheet.pairs(46, 250, 374, left, 9.5, step=16)
    sheet.box(318, 358, 572, 428, edge=PURPLE, fill=LILAC)
    sheet.pairs(328, 562, 376, (("Submitted fee", "$275.00"), ("Plan paid", "$120.00"), ("You may owe the dentist, at most", "$80.00")),
                10, step=20, last_bold=True)
    sheet.text(40, 458, "Notes", 10.5, SANS_BOLD, color=PURPLE)
    y: float = 476
    for code, words in (
        ("CO-45",
            "The submitted fee is above our network fee for D2392, which is 200.00. The dentist is in our network and takes 75.00 "
            "off. You do not owe it."),
        ("PR-169",
            "An alternate benefit was paid. Your plan pays for a silver filling (D2150) on back teeth. The allowance for D2150 is "
            "120.00, paid at 100%. If you choose a white filling, the difference up to the network fee, 80.00, is yours."),
    ):  # fmt: skip
        sheet.text(40, y, code, 9.5, SANS_BOLD)
        y = sheet.paragraph(88, y, 484, words, 9.5) + 5
    sheet.text(40, y + 14, "Review of this claim", 10.5, SANS_BOLD, color=PURPLE)
    sheet.paragraph(40, y + 30, 532,
        "You or your dentist may ask for a review in writing within 180 days of the day you get this statement: Harbor Dental Plan, "
        "Reviews, P.O. Box 3080, Easton, PA 18042. Send X-rays or notes that show why this filling was needed.", 9.5,
                    SANS)  # fmt: skip
    sheet.save()


def dentist_statement(path: Path) -> None:
    """Asks the usual fee less the plan's payment: 155.00."""
    sheet = Sheet(path, "Statement", f.DENTIST)
    sheet.stroke([(60, 40, 44, 28, 40, 60, 52, 66), (52, 66, 55, 50, 63, 50, 66, 66), (60, 40, 76, 28, 80, 60, 66, 66)], 1.6, TAN)
    sheet.text(92, 52, f.DENTIST, 19, SERIF_BOLD, color=TAN)
    sheet.text(92, 67, f"{', '.join(f.DENTIST_ADDRESS)}   {f.DENTIST_PHONE}", 9.5, SERIF_ITALIC, color=GREY)
    sheet.text(564, 52, "Statement", 15, SERIF, "r")
    sheet.lines(48, 118, (f.RUTH, *f.RUTH_ADDRESS), 10.5, SERIF)
    facts = (("Account", "MSD-1183"), ("Patient", f.RUTH), ("Statement date", "11/09/2026"), ("Due date", "12/01/2026"),
             ("Amount due", "$155.00"))
    sheet.pairs(370, 564, 110, facts, 10.5, SERIF, SERIF_BOLD, 17, last_bold=True)
    columns = (Column("Date", 54, 108), Column("Code", 116, 152), Column("Tooth", 158, 186, "c"), Column("Surface", 192, 228, "c"),
               Column("Description", 236, 400), Column("Charge", 406, 452, "r"), Column("Credit", 458, 504, "r"),
               Column("Balance", 510, 558, "r"))  # fmt: skip
    sheet.box(48, 224, 564, 244, fill="#efe7dd", edge=None)
    sheet.head_row(238, columns, 9.5, SERIF_BOLD)
    sheet.row(264, columns, ("10/20/2026", "D2392", "30", "MO", "White filling, two surfaces", "275.00", "", "275.00"), 10, SERIF)
    sheet.rule(48, 273, 564, 0.4, TAN)
    sheet.row(288, columns, ("11/02/2026", "", "", "", "Payment, Harbor Dental Plan", "", "120.00", "155.00"), 10, SERIF)
    sheet.rule(48, 297, 564, 0.8, TAN)
    totals = (("Total charges", "275.00"), ("Insurance payments", "120.00"), ("Patient payments", "0.00"), ("Amount due", "$155.00"))
    sheet.pairs(400, 558, 322, totals, 10.5, SERIF, SERIF_BOLD, 17, last_bold=True)
    y = sheet.paragraph(48, 420, 516,
        "Your plan paid part of the fee. The rest is due by the date above. We take checks and cards, and HSA and FSA cards.", 10.5, SERIF)
    sheet.paragraph(48, y + 6, 516, f"Dr. Lena Fordham, DDS.   NPI {f.DENTIST_NPI}   Tax ID {f.DENTIST_TAX_ID}", 9.5, SERIF, color=GREY)
    sheet.rule(48, 500, 564, 0.6, GREY, (2, 3))
    sheet.text(306, 524, "Thank you for keeping our practice small and friendly.", 10.5, SERIF_ITALIC, "c", INK)
    sheet.save()
