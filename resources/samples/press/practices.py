"""Small practices: the physical therapist's ledger, a doctor's typed bill, the urgent care's receipt and refund letter."""

from __future__ import annotations

from pathlib import Path

from press import family as f
from press.sheet import GREY, SERIF, SERIF_BOLD, TIMES, TIMES_BOLD, TYPED, TYPED_BOLD, Column, Sheet

SLIP = (250.0, 420.0)


def therapist_statement(path: Path) -> None:
    """Six therapy lines, insurance pending."""
    sheet = Sheet(path, "Statement", "Osprey Physical Therapy")
    sheet.text(48, 66, "Osprey Physical Therapy", 19, SERIF_BOLD)
    sheet.text(564, 64, "STATEMENT", 14, SERIF_BOLD, "r")
    sheet.lines(48, 100, ("410 Mill Road, Suite 3, Easton", "Billing questions: 555-0148"), 12, SERIF, 1.9)
    sheet.lines(48, 172, (f.WALTER, "27 Birch Lane", "Easton"), 12, SERIF, 1.9)
    sheet.pairs(317, 564, 172, (("Account", "OPT-30918"), ("Statement date", "11/12/26"), ("Please pay by", "12/12/26")), 12, SERIF,
                step=33)
    columns = (Column("Date", 53, 110), Column("Code", 153, 205), Column("Service", 220, 420), Column("Units", 430, 481, "r"),
               Column("Charge", 500, 559, "r"))
    sheet.head_row(291, columns, 11.5, SERIF)
    sheet.rule(48, 304, 564, 0.9)
    y: float = 325
    for day in ("09/29/26", "10/06/26", "10/13/26"):
        for cells in ((day, "97110", "Therapeutic exercise", "2", "80.00"), (day, "97140", "Manual therapy", "1", "50.00")):
            sheet.row(y, columns, cells, 11.5, SERIF)
            sheet.rule(48, y + 13, 564, 0.4, "#b0b0b0")
            y += 33
    sheet.pairs(287, 564, 545, (("Total charges", "390.00"), ("Insurance payments", "0.00"), ("Amount due", "$390.00")), 12, SERIF,
                SERIF_BOLD, 33, last_bold=True)
    sheet.rule(48, 658, 564, 0.6, GREY, (3, 3))
    sheet.text(48, 686, "Billed to Lakeshore Health. Claim pending. Thank you for choosing Osprey.", 11.5, SERIF)
    sheet.save()


def doctor_bill(path: Path) -> None:
    """A typed bill for one office visit; the copay is left."""
    sheet = Sheet(path, "Statement of account", f.OSEI)
    sheet.lines(54, 56, ("GRACE A. OSEI, MD", ), 13, TYPED_BOLD)
    sheet.lines(54, 72, ("INTERNAL MEDICINE", "62 COLLEGE AVENUE, SUITE 210", "EASTON, PA 18042", f"PHONE {f.OSEI_PHONE}"), 10, TYPED)
    sheet.text(558, 56, "STATEMENT", 13, TYPED_BOLD, "r")
    sheet.pairs(360, 558, 84, (("STATEMENT DATE", "11/13/2026"), ("ACCOUNT", "OS-2231"), ("PAY BY", "12/14/2026"), ("PAGE", "1")), 10,
                TYPED, step=14)
    sheet.lines(54, 158, ("WALTER CALLOWAY", "27 BIRCH LANE", "EASTON, PA 18042"), 10, TYPED)
    sheet.text(360, 158, "PATIENT: WALTER CALLOWAY", 10, TYPED)
    sheet.text(360, 172, "INSURANCE: LAKESHORE HEALTH", 10, TYPED)
    columns = (Column("DATE", 54, 120), Column("CODE", 130, 170), Column("DESCRIPTION", 182, 380), Column("CHARGE", 390, 460, "r"),
               Column("CREDIT", 480, 558, "r"))
    sheet.rule(54, 222, 558, 0.8, dash=(3, 2))
    sheet.head_row(236, columns, 10, TYPED_BOLD)
    sheet.rule(54, 243, 558, 0.8, dash=(3, 2))
    rows = (("10/27/2026", "99213", "OFFICE VISIT", "185.00", ""), ("11/04/2026", "", "LAKESHORE HEALTH PAYMENT", "", "88.00"),
            ("11/04/2026", "", "NETWORK DISCOUNT", "", "57.00"))  # fmt: skip
    y: float = 262
    for cells in rows:
        sheet.row(y, columns, cells, 10, TYPED)
        y += 17
    sheet.rule(54, y, 558, 0.8, dash=(3, 2))
    totals = (("TOTAL CHARGES", "185.00"), ("INSURANCE PAYMENTS", "88.00"), ("ADJUSTMENTS", "57.00"), ("PATIENT PAYMENTS", "0.00"),
              ("AMOUNT DUE", "$40.00"))
    sheet.pairs(330, 558, y + 22, totals, 10, TYPED, TYPED_BOLD, 16, last_bold=True)
    sheet.lines(54, y + 130, ("YOUR COPAY FOR THIS VISIT IS DUE. PLEASE MAKE CHECKS PAYABLE TO",
        "GRACE A. OSEI, MD AND WRITE THE ACCOUNT NUMBER ON THEM.", "",
                              f"NPI {f.OSEI_NPI}   TAX ID {f.OSEI_TAX_ID}"), 9.5, TYPED)  # fmt: skip
    sheet.save()


def urgent_care_receipt(path: Path) -> None:
    """The slip of the card payment: an estimate of the share, taken at the desk."""
    sheet = Sheet(path, "Receipt", f.URGENT, SLIP)
    sheet.text(125, 34, "EASTSIDE URGENT CARE", 12, TYPED_BOLD, "c")
    sheet.lines(125, 48, ("940 FREEMONT AVENUE", "EASTON, PA 18042", f.URGENT_PHONE), 9, TYPED, align="c")
    sheet.rule(20, 90, 230, 0.7, dash=(2, 2))
    sheet.text(125, 108, "RECEIPT", 12, TYPED_BOLD, "c")
    facts = (("DATE", "07/02/2026"), ("TIME", "6:42 PM"), ("RECEIPT NO.", "118204"), ("ACCOUNT", "EUC-40772"),
             ("PATIENT", "WALTER CALLOWAY"), ("VISIT", "07/02/2026"))
    sheet.pairs(20, 230, 130, facts, 9.5, TYPED, step=15)
    sheet.rule(20, 216, 230, 0.7, dash=(2, 2))
    sheet.lines(20, 234, ("PAYMENT TOWARD YOUR SHARE", "(ESTIMATE, BEFORE INSURANCE)"), 9.5, TYPED)
    sheet.pairs(20, 230, 272, (("DEBIT CARD", "XXXX 0417"), ("AMOUNT PAID", "$368.00")), 11, TYPED, TYPED_BOLD, 18, last_bold=True)
    sheet.rule(20, 304, 230, 0.7, dash=(2, 2))
    sheet.text(20, 322, "APPROVED  AUTH 55831C", 9.5, TYPED)
    sheet.lines(20, 346, ("WE WILL BILL LAKESHORE HEALTH.", "IF YOUR SHARE IS LESS, WE REFUND", "THE DIFFERENCE."), 9.5, TYPED)
    sheet.text(125, 402, "THANK YOU", 9.5, TYPED, "c")
    sheet.save()


def refund_letter(path: Path) -> None:
    """Sends back what was paid above the share the insurer set."""
    sheet = Sheet(path, "Refund", f.URGENT)
    sheet.text(72, 72, f.URGENT, 20, TIMES_BOLD, color="#8a2f1f")
    sheet.text(72, 87, f"{', '.join(f.URGENT_ADDRESS)}   |   {f.URGENT_PHONE}", 9.5, TIMES, color=GREY)
    sheet.rule(72, 96, 540, 1.2, "#8a2f1f")
    sheet.text(72, 134, "August 11, 2026", 11, TIMES)
    sheet.lines(72, 164, (f.WALTER, *f.WALTER_ADDRESS), 11, TIMES)
    sheet.text(72, 228, "Refund for account EUC-40772", 12, TIMES_BOLD)
    sheet.text(72, 254, "Dear Mr. Calloway:", 11, TIMES)
    y = sheet.paragraph(72, 276, 468,
        "Lakeshore Health has finished the claim for your visit of July 2, 2026. Your share is less than what you paid at our desk. "
        "We are sending the difference back to you.", 11, TIMES)  # fmt: skip
    rows = (("You paid on July 2, 2026", "$368.00"), ("Your share, by your insurer's statement", "$184.00"), ("Refund", "$184.00"))
    sheet.box(90, y + 8, 522, y + 74, edge="#8a2f1f")
    sheet.pairs(102, 510, y + 26, rows, 11, TIMES, TIMES_BOLD, 19, last_bold=True)
    y = sheet.paragraph(72, y + 100, 468,
        "The refund goes to the debit card ending in 0417. Your bank shows it in 3 to 5 business days. Your balance with us is now "
        "zero. We are sorry for the trouble.", 11, TIMES)  # fmt: skip
    sheet.text(72, y + 16, "Sincerely,", 11, TIMES)
    sheet.stroke([(76, y + 46, 84, y + 20, 92, y + 58, 100, y + 36), (100, y + 36, 112, y + 30, 108, y + 54, 124, y + 40),
                  (124, y + 40, 140, y + 30, 150, y + 50, 176, y + 38)],
                 1.1, "#1b2a6b")  # fmt: skip
    sheet.lines(72, y + 70, ("Dolores Finch", "Patient Accounts"), 11, TIMES)
    sheet.save()
