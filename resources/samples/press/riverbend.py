"""The hospital system's papers: summary statement, itemized bill, the clinic's two statements, the privacy form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from press import family as f
from press.sheet import GREY, INK, PALE, SANS, SANS_BOLD, WHITE, Column, Sheet

BLUE, MIST = "#14446b", "#e6eef4"
HEIGHT_OF_COUPON = 560

ER_LINES = (  # revenue code, code, service, units, charge: as the hospital printed them, the X-ray twice
    ("0450", "99284", "Emergency visit, level 4", "1", "1,480.00"),
    ("0351", "70450", "CT scan of the head", "1", "1,650.00"),
    ("0324", "71045", "Chest X-ray, one view", "1", "410.00"),
    ("0324", "71045", "Chest X-ray, one view", "1", "410.00"),
    ("0730", "93005", "Heart tracing (EKG)", "1", "285.00"),
    ("0301", "80053", "Blood chemistry panel", "1", "240.00"),
    ("0305", "85025", "Blood count", "1", "145.00"),
    ("0260", "96374", "IV medicine, first dose", "1", "320.00"),
    ("0636", "J2405", "Nausea medicine, 4 mg", "4", "60.00"),
)


def _letterhead(sheet: Sheet, name: str, address: Sequence[str], title: str) -> None:
    sheet.box(0, 0, sheet.width, 8, fill=BLUE, edge=None)
    sheet.disc(58, 49, 15, BLUE)
    sheet.stroke([(46, 49, 52, 42, 58, 56, 70, 47), (46, 55, 52, 48, 58, 62, 70, 53)], 1.6, WHITE)
    sheet.text(82, 46, name, 15, SANS_BOLD, color=BLUE)
    sheet.text(82, 60, ", ".join(address), 8.5, color=GREY)
    sheet.text(572, 46, title, 13, SANS_BOLD, "r")


def _coupon(sheet: Sheet, name: str, account: str, statement_date: str, due: str, amount: str) -> None:
    """The part to tear off and mail back."""
    top = HEIGHT_OF_COUPON
    sheet.rule(36, top, 576, 0.7, GREY, (4, 3))
    sheet.text(306, top + 11, "Please detach and return this part with your payment", 7.5, color=GREY, align="c")
    sheet.text(40, top + 34, name, 11, SANS_BOLD, color=BLUE)
    sheet.lines(40, top + 60, ("Bill to", f.WALTER, *f.WALTER_ADDRESS), 9.5)
    sheet.box(330, top + 22, 572, top + 108, edge=BLUE)
    rows = (("Account", account), ("Statement date", statement_date), ("Pay by", due), ("Amount due", f"${amount}"))
    sheet.pairs(340, 562, top + 40, rows, 9.5, step=17, last_bold=True)
    sheet.text(340, top + 127, "Amount enclosed  $ ____________________", 9.5)
    sheet.lines(330, top + 152, ("Make your check payable and mail to", name, *f.HOSPITAL_REMIT), 9.5)
    sheet.lines(40, top + 140, ("[  ] My address or insurance has changed.", "      Please write the changes on the back."), 8.5,
                color=GREY)


def summary_statement(path: Path) -> None:
    """The first bill of the ER visit: one line."""
    sheet = Sheet(path, "Patient statement", f.HOSPITAL)
    _letterhead(sheet, f.HOSPITAL, f.HOSPITAL_ADDRESS, "PATIENT STATEMENT")
    sheet.lines(40, 98, (f.WALTER, *f.WALTER_ADDRESS), 10)
    sheet.box(330, 84, 572, 182, fill=MIST, edge=None)
    facts = (("Statement date", "October 2, 2026"), ("Account number", f.ACCOUNT_ER), ("Patient", f.WALTER),
             ("Date of service", "September 9, 2026"), ("Amount due", "$5,000.00"))  # fmt: skip
    sheet.pairs(340, 562, 102, facts, 9.5, step=18, last_bold=True)
    sheet.lines(40, 160, ("Questions about this statement?", f"Patient Billing {f.HOSPITAL_PHONE}, Monday to Friday 8 to 5"), 9, color=GREY)

    columns = (Column("Date", 46, 120), Column("Description", 130, 430), Column("Amount", 480, 562, "r"))
    sheet.box(40, 214, 572, 234, fill=BLUE, edge=None)
    sheet.head_row(228, columns, 9, color=WHITE)
    sheet.row(254, columns, ("09/09/2026", "Emergency services", "5,000.00"), 10)
    sheet.rule(40, 266, 572, 0.4, GREY)
    totals = (("Total charges", "5,000.00"), ("Insurance payments", "0.00"), ("Adjustments", "0.00"), ("Patient payments", "0.00"),
              ("Amount due", "$5,000.00"))  # fmt: skip
    sheet.pairs(350, 562, 290, totals, 10, step=18, last_bold=True)
    y = sheet.paragraph(40, 400, 532,
        "A claim was sent to the insurance we have on file (Lakeshore Health). Our record shows no payment from it at this time. "
        "Please pay on receipt, or call us to set up a payment plan.", 9.5)  # fmt: skip
    y = sheet.paragraph(40, y + 8, 532, "You have the right to an itemized bill. Ask Patient Billing in person, by phone or in writing.",
                        9.5)
    sheet.paragraph(40, y + 8, 532,
        "Riverbend General is a nonprofit hospital. Help with bills is available under our Financial Assistance Policy. For a free "
        f"copy and an application, call {f.HOSPITAL_PHONE} or ask at any registration desk.",
                    9.5)  # fmt: skip
    sheet.text(40, 532, f"Tax ID {f.HOSPITAL_TAX_ID}     NPI {f.HOSPITAL_NPI}", 7.5, color=GREY)
    _coupon(sheet, f.HOSPITAL, f.ACCOUNT_ER, "October 2, 2026", "on receipt", "5,000.00")
    sheet.save()


def _grid(sheet: Sheet, top: float, step: float, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> float:
    """A dense ruled grid. Returns the y of its lower edge."""
    head = 26
    bottom = top + head + step * len(rows)
    sheet.box(36, top, 576, top + head, fill=PALE, edge=None)
    sheet.head_row(top + 11, columns, 7.5)
    for number, cells in enumerate(rows):
        sheet.rule(36, top + head + step * number, 576, 0.4)
        sheet.row(top + head + step * number + 12, columns, cells, 8.5)
    sheet.box(36, top, 576, bottom, width=0.8)
    for column in columns[1:]:
        sheet.post(column.left - 5, top, bottom)
    return bottom


def itemized_bill(path: Path) -> None:
    """Nine lines with revenue codes, codes and units on page 1; the account and how to pay on page 2."""
    sheet = Sheet(path, "Itemized bill", f.HOSPITAL)
    name = f.HOSPITAL.upper()
    sheet.text(36, 48, name, 13, SANS_BOLD)
    sheet.text(36, 61, "  ".join(("100 RIVER ROAD", "EASTON, PA 18042", f"BILLING {f.HOSPITAL_PHONE}")), 8)
    sheet.text(576, 48, "ITEMIZED BILL", 13, SANS_BOLD, "r")
    sheet.text(576, 61, "Page 1 of 2", 8, align="r")
    sheet.box(36, 74, 576, 170, width=0.8)
    left = (("Patient", f.WALTER), ("Birth date", f.WALTER_BORN), ("Account number", f.ACCOUNT_ER), ("Admitted", "09/09/2026"),
            ("Discharged", "09/09/2026"), ("Type of bill", "0131"))  # fmt: skip
    right = (("Statement date", "10/30/2026"), ("Due date", "11/30/2026"), ("Insurance", "Lakeshore Health"), ("Member ID", f.MEMBER),
             ("Diagnosis codes", "S09.90XA  R11.0"), ("Tax ID / NPI", f"{f.HOSPITAL_TAX_ID} / {f.HOSPITAL_NPI}"))  # fmt: skip
    sheet.pairs(44, 130, 89, left, 8.5, step=15, align="l")
    sheet.pairs(312, 406, 89, right, 8.5, step=15, align="l")
    sheet.lines(44, 194, ("Bill to", f.WALTER, *f.WALTER_ADDRESS), 9)
    sheet.lines(312, 194, ("You asked for this itemized bill on October 9, 2026.", "It lists each service of your visit."), 8.5, color=GREY)

    columns = (Column("Line", 41, 58, "r"), Column("Service\ndate", 68, 114), Column("Rev.\ncode", 124, 150),
               Column("CPT/\nHCPCS", 160, 198),
               Column("Description of service", 208, 420), Column("Units", 430, 460, "r"), Column("Charge", 470, 570, "r"))  # fmt: skip
    rows = [(str(number), "09/09/2026", *cells) for number, cells in enumerate(ER_LINES, 1)]
    bottom = _grid(sheet, 252, 19, columns, rows)
    totals = (("Total charges", "5,000.00"), ("Insurance payments", "0.00"), ("Adjustments", "0.00"), ("Patient payments", "0.00"),
              ("Amount due", "5,000.00"))  # fmt: skip
    sheet.pairs(380, 570, bottom + 22, totals, 9.5, step=16, last_bold=True)
    sheet.box(370, bottom + 74, 576, bottom + 92, edge=INK, width=0.8)
    sheet.text(36, bottom + 130, "Account summary and payment coupon on page 2.", 8.5, color=GREY)
    sheet.text(36, 756, f"Account {f.ACCOUNT_ER}   {f.WALTER}", 8, color=GREY)
    sheet.page()

    sheet.text(36, 48, name, 13, SANS_BOLD)
    sheet.text(576, 48, "ITEMIZED BILL", 13, SANS_BOLD, "r")
    sheet.text(576, 61, "Page 2 of 2", 8, align="r")
    sheet.text(36, 96, "Charges by department", 10.5, SANS_BOLD)
    departments = (("Emergency room (0450)", "1,480.00"), ("CT scan (0351)", "1,650.00"), ("X-ray (0324)", "820.00"),
                   ("EKG (0730)", "285.00"), ("Laboratory (0301, 0305)", "385.00"), ("IV therapy (0260)", "320.00"),
                   ("Drugs needing detailed coding (0636)", "60.00"), ("All departments", "5,000.00"))  # fmt: skip
    sheet.pairs(36, 330, 116, departments, 9, step=15, last_bold=True)
    sheet.text(372, 96, "Ways to pay", 10.5, SANS_BOLD)
    sheet.lines(372, 116, ("By mail: use the coupon below.", f"By phone: {f.HOSPITAL_PHONE}", "In person: Cashier, main lobby,",
                           "weekdays 8 to 4.",
                           "A payment plan without interest", "is available for 12 months."), 9, leading=1.55)  # fmt: skip
    sheet.text(36, 272, "If you cannot pay", 10.5, SANS_BOLD)
    y = sheet.paragraph(36, 290, 540,
        "Riverbend General is a nonprofit hospital and has a Financial Assistance Policy. You may apply for free or discounted care. "
        "The policy, the application and a plain language summary are free at any registration desk, by mail, and by phone at "
        f"{f.HOSPITAL_PHONE}. Help with the form is available in English and Spanish.",
                        9)  # fmt: skip
    sheet.text(36, y + 16, "If you disagree with a charge", 10.5, SANS_BOLD)
    y = sheet.paragraph(36, y + 34, 540,
        "Call or write to Patient Billing within 60 days of this bill. Tell us the line number and the reason. We will hold the "
        "account while we review it and send you a written answer.", 9)  # fmt: skip
    sheet.paragraph(36, y + 8, 540, "Doctors who cared for you may bill separately.", 9)
    _coupon(sheet, f.HOSPITAL, f.ACCOUNT_ER, "10/30/2026", "11/30/2026", "5,000.00")
    sheet.save()


def _clinic_statement(path: Path, title: str, facts: Sequence[tuple[str, str]], totals: Sequence[tuple[str, str]], note: str) -> None:
    sheet = Sheet(path, title, f.CLINIC)
    sheet.disc(51, 50, 11, BLUE)
    sheet.stroke([(42, 51, 47, 45, 52, 56, 60, 49)], 1.4, WHITE)
    sheet.text(70, 48, f.CLINIC, 16, SANS_BOLD, color=BLUE)
    sheet.text(70, 61, "A part of Riverbend Health  |  104 River Road, Easton, PA 18042", 8.5, color=GREY)
    sheet.rule(40, 76, 572, 1.6, BLUE)
    sheet.text(40, 102, title, 13, SANS_BOLD)
    sheet.lines(40, 134, (f.WALTER, *f.WALTER_ADDRESS), 10)
    sheet.pairs(330, 572, 102, facts, 9.5, step=16, last_bold=True)
    columns = (Column("Date", 40, 96), Column("Code", 108, 146), Column("Service", 158, 400), Column("Units", 410, 450, "r"),
               Column("Charge", 470, 572, "r"))
    sheet.head_row(226, columns, 9, color=BLUE)
    sheet.rule(40, 232, 572, 0.8, BLUE)
    y: float = 252
    for cells in (("04/14/2026", "93306", "Heart ultrasound", "1", "1,780.00"), ("04/14/2026", "93015", "Stress test", "1", "815.00"),
                  ("04/14/2026", "94060", "Breathing test", "1", "280.00")):  # fmt: skip
        sheet.row(y, columns, cells, 9.5)
        sheet.rule(40, y + 7, 572, 0.3, GREY)
        y += 22
    sheet.pairs(340, 572, y + 12, totals, 10, step=18, last_bold=True)
    y = sheet.paragraph(40, 440, 532, note, 9.5)
    sheet.paragraph(40, y + 8, 532,
        f"Billing questions: {f.CLINIC_PHONE}, weekdays 8 to 4:30.   Tax ID {f.CLINIC_TAX_ID}   NPI {f.CLINIC_NPI}", 8.5, color=GREY)
    sheet.rule(40, 524, 572, 0.6, GREY, (3, 3))
    sheet.lines(40, 548, ("Mail your check with the account number on it to", f.CLINIC, *f.HOSPITAL_REMIT), 9)
    sheet.save()


def clinic_first_statement(path: Path) -> None:
    """Asks 1,175.00: the plan's discount is not taken off."""
    facts = (("Statement date", "05/08/2026"), ("Account", "RC-20418"), ("Patient", f.WALTER), ("Pay by", "05/29/2026"),
             ("Amount due", "$1,175.00"))
    totals = (("Total charges", "2,875.00"), ("Insurance payments", "1,700.00"), ("Adjustments", "0.00"), ("Patient payments", "0.00"),
              ("Amount due", "$1,175.00"))  # fmt: skip
    _clinic_statement(path, "Statement of account", facts, totals, "Your insurance has paid its part. The amount due is now yours to pay.")


def clinic_corrected_statement(path: Path) -> None:
    """Asks 425.00, after the plan's discount of 750.00."""
    facts = (("Statement date", "06/01/2026"), ("Account", "RC-20418"), ("Patient", f.WALTER), ("Pay by", "06/22/2026"),
             ("Amount due", "$425.00"))
    totals = (("Total charges", "2,875.00"), ("Insurance payments", "1,700.00"), ("Adjustments", "750.00"), ("Patient payments", "0.00"),
              ("Amount due", "$425.00"))  # fmt: skip
    note = (
        "This corrected statement replaces our statement of 05/08/2026. The discount of your plan (Lakeshore Health) has been taken off."
    )
    _clinic_statement(path, "Corrected statement of account", facts, totals, note)


def privacy_form(path: Path) -> None:
    """Walter lets the hospital speak with Ruth about his bills, for one year."""
    sheet = Sheet(path, "Authorization to release health information", f.HOSPITAL)
    sheet.text(306, 52, f.HOSPITAL, 13, SANS_BOLD, "c", BLUE)
    office = ("Health Information Management", ", ".join(f.HOSPITAL_ADDRESS), f.HOSPITAL_PHONE)
    sheet.text(306, 66, "  |  ".join(office), 8, align="c", color=GREY)
    sheet.text(306, 94, "AUTHORIZATION TO USE AND DISCLOSE HEALTH INFORMATION", 11.5, SANS_BOLD, "c")
    sheet.text(306, 108, "HIPAA Privacy Rule, 45 CFR 164.508", 8.5, align="c")
    y = _form_fields(sheet, 122, "1. Patient", (("Name", f.WALTER), ("Birth date", f.WALTER_BORN),
                                                ("Address", ", ".join(f.WALTER_ADDRESS))))
    y = _form_fields(sheet, y, "2. Who may receive the information",
                     (("Name", f.RUTH), ("Relation", "Daughter"), ("Address", ", ".join(f.RUTH_ADDRESS))))
    sheet.text(40, y + 18, "3. What may be disclosed", 9.5, SANS_BOLD)
    choices = ((True, "Billing records, account balances, itemized bills and insurance claims"), (True,
        "Records of the emergency visit of September 9, 2026"),
               (False, "Complete medical record"), (False, "Other: ______________________________"))  # fmt: skip
    y = _ticks(sheet, y + 36, choices)
    sheet.text(40, y + 8, "4. How it may be shared", 9.5, SANS_BOLD)
    y = _ticks(sheet, y + 26, ((True, "By phone and in person"), (True, "Copies by mail")))
    sheet.text(40, y + 8, "5. Purpose and end", 9.5, SANS_BOLD)
    y = sheet.paragraph(40, y + 24, 532,
        "At the request of the patient, to help with bills and insurance. This authorization ends on September 20, 2027.", 9.5)
    sheet.text(40, y + 12, "6. Your rights", 9.5, SANS_BOLD)
    y = sheet.paragraph(40, y + 28, 532,
        "You may take this authorization back at any time in writing. That does not change what was shared before. Care, payment and "
        "enrollment do not depend on signing. Information that was shared may be shared again by the person who receives it and may "
        "then no longer be protected. You may have a copy of this form.", 9)  # fmt: skip
    y += 44
    _signature(sheet, 64, y - 4)
    sheet.rule(40, y, 330, 0.6)
    sheet.rule(380, y, 572, 0.6)
    sheet.text(384, y - 5, "September 20, 2026", 10.5)
    sheet.text(40, y + 11, "Signature of patient", 8, color=GREY)
    sheet.text(380, y + 11, "Date signed", 8, color=GREY)
    sheet.text(40, y + 28, f"Printed name: {f.WALTER}", 9)
    sheet.text(40, 764, "Form HIM-114 (rev. 01/26)      Copy to patient", 7.5, color=GREY)
    sheet.save()


def _form_fields(sheet: Sheet, top: float, title: str, fields: Sequence[tuple[str, str]]) -> float:
    sheet.box(36, top, 576, top + 74, width=0.7)
    sheet.text(42, top + 14, title, 9.5, SANS_BOLD)
    sheet.pairs(48, 120, top + 32, fields, 9.5, SANS, step=16, align="l")
    return top + 84


def _ticks(sheet: Sheet, y: float, choices: Sequence[tuple[bool, str]]) -> float:
    for chosen, words in choices:
        sheet.box(52, y - 8, 61, y + 1, width=0.8)
        if chosen:
            sheet.stroke([(53.5, y - 4, 55, y - 2, 56, y, 56, y - 1), (56, y - 1, 58, y - 5, 60, y - 8, 63, y - 11)], 1.3, BLUE)
        sheet.text(70, y, words, 9.5)
        y += 16
    return y


def _signature(sheet: Sheet, x: float, y: float) -> None:
    """A hand that reads as W. Calloway: loops, not letters."""
    strokes = [(0, -20, 4, 2, 6, 4, 10, -12), (10, -12, 12, 4, 16, 4, 22, -22), (28, -2, 29, -1, 30, -1, 30, -2),
               (54, -20, 30, -24, 34, 6, 56, -4), (56, -4, 60, -14, 68, -10, 62, -3), (62, -3, 66, 0, 70, -8, 72, -26),
               (72, -26, 66, -8, 74, 4, 80, -26), (80, -26, 74, -6, 82, 2, 88, -6), (88, -6, 92, -12, 98, -6, 92, -2),
               (92, -2, 98, 2, 102, -8, 106, -8), (106, -8, 104, 2, 112, 0, 114, -8), (114, -8, 118, -2, 122, -8, 126, -7),
               (126, -7, 124, 2, 134, 0, 136, -8), (136, -8, 136, 4, 128, 16, 122, 10), (122, 10, 130, 2, 150, -6, 172, -10)]  # fmt: skip
    sheet.stroke([tuple(v + (x if i % 2 == 0 else y) for i, v in enumerate(s)) for s in strokes], 1.1, "#1b2a6b")  # type: ignore[misc]
