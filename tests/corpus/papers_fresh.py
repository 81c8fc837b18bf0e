"""A second set kept aside: bills, ledgers and letters in other words, by Chromium, LibreOffice, groff and fpdf2; an extra run."""
# ruff: noqa: E501  (a row of a layout is a line of code; the programs are the machine's own)

from __future__ import annotations

import datetime
import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from cases import Case, dmy, long, make_case, mdy, mdyy, mon, plain, usd
from engines import FpdfPen
from papers import Paper, document, system
from papers_installed import _run, chromium, groff

PEOPLE = ("Agnes Thornbury", "Delmar Okafor", "Rosalind Pike", "Miguel A. Santos", "Imogen Vance-Hall", "Chester Dubois")
HOUSES = ("Larkspur Valley Medical Center", "Our Lady of Mercy Hospital", "Tidewater Health", "Kettle Creek Community Hospital")
OFFICES = ("Sandhill Cardiology Consultants", "Fern Hollow Internal Medicine, PLLC", "Dr. Amos Whitfield, MD", "Willow Bend Eye Care")
PLANS = ("Beacon Ridge Health Insurance", "Cobalt Mutual", "Trillium Care Plans", "Evergreen Benefit Trust")
STREETS = ("77 Quarry Lane", "905 Ferris Boulevard, Suite 12", "P.O. Box 58110")


def amount(cents: int) -> str:
    return usd(cents, "")


def short(day: datetime.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def dashed(day: datetime.date) -> str:
    return day.strftime("%m-%d-%Y")


def spaced(day: datetime.date) -> str:
    return f"{day.day:02d} {day:%b} {day.year}"


def strangers(seed: int, lines: int, kind: str = "hospital") -> tuple[Case, random.Random]:
    """A case whose parties no other layout prints, and the dice for its wording."""
    case, dice = make_case(seed + 7000, lines=lines, kind=kind), random.Random(seed * 17)
    case.patient, case.payer = dice.choice(PEOPLE), dice.choice(PLANS)
    if kind != "dental":
        case.provider = dice.choice(HOUSES if kind == "hospital" else OFFICES)
    case.services.sort(key=lambda s: s.day)
    return case, dice


def coupon(seed: int) -> Paper | None:
    """Chromium: a hospital's summary of one visit, what happened as a list of steps, and a coupon to tear off."""
    case, dice = strangers(seed, 4)
    billed, paid, off = case.total("billed"), case.total("paid"), case.total("discount")
    mine = min(2500, billed - paid - off)
    due = billed - paid - off - mine
    show = dice.choice((short, long, mon))
    words = dice.choice((("Hospital charges", "Paid by your insurance", "Insurance discounts", "Paid by you", "You owe now"), ("Charges for this visit", "Plan payments", "Contractual discounts", "Your payments so far", "Current amount due")))
    steps = "".join(f"<div class=r><span>{w}</span><span>{usd(v)}</span></div>" for w, v in zip(words, (billed, -paid, -off, -mine, due), strict=True))
    street = dice.choice(STREETS)
    html = f"""<style>body{{font:13px 'DejaVu Sans'}}.r{{display:flex;justify-content:space-between;width:330px;padding:3px 0}}.b{{border:2px solid #246;padding:8px;width:220px}}.c{{margin-top:130px;border-top:1px dashed #000;display:grid;grid-template-columns:1fr 1fr;padding-top:14px}}small{{color:#555}}</style>
    <div style='display:flex;justify-content:space-between'><div><b style='font-size:22px'>{case.provider}</b><br>{street}<br>Marlow, OH 43011</div><div class=b><small>Amount you owe</small><br><b style='font-size:24px'>{usd(due)}</b><br><small>Please pay on or before</small> {show(case.later(52))}</div></div>
    <h2>Your hospital bill</h2><p>Prepared for <b>{case.patient}</b> on {show(case.later(28))}</p>
    <div class=r><span>Guarantor account</span><span>{case.account}</span></div><div class=r><span>Date of visit</span><span>{show(case.day)}</span></div><div class=r><span>Insurance on file</span><span>{case.payer}</span></div>
    <h3>How we arrived at this amount</h3>{steps}
    <p>Trouble paying? Ask about financial assistance: 1-800-555-0142, weekdays 8 to 6.</p>
    <div class=c><div>Guarantor account: {case.account}<br>Patient: {case.patient}<br>Due: {show(case.later(52))}</div><div>Amount due: <b>{usd(due)}</b><br>Amount enclosed: $________<br><br>Send to:<br>{case.provider}<br>PO Box 1180, Marlow, OH 43011</div></div>"""
    fields = {
        "issuer_name": case.provider, "account_number": case.account, "statement_date": case.later(28).isoformat(), "due_date": case.later(52).isoformat(),
        "service_from": case.day.isoformat(), "patient_name": case.patient, "payer_name": case.payer, "total_billed": plain(billed), "plan_paid": plain(paid),
        "total_adjustments": plain(off), "patient_paid": plain(mine), "amount_due": plain(due),
    }  # fmt: skip
    also = {"service_to": [case.day.isoformat()], "patient_responsibility": [plain(due)], "provider_phone": ["800-555-0142"], "provider_address": [f"{street}, Marlow, OH 43011", "PO Box 1180, Marlow, OH 43011"], "guarantor_name": [case.patient]}
    data = chromium(html)
    return data and (data, [document("bill", fields, also_fields=also)])


def soffice(source: bytes, name: str) -> bytes | None:
    """Any source file printed by LibreOffice."""
    if shutil.which("soffice") is None:
        return None
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        (folder / name).write_bytes(source)
        _run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", name], folder)
        return (folder / name).with_suffix(".pdf").read_bytes()


def department_docx(seed: int) -> Paper | None:
    """LibreOffice from .docx, landscape: a bill by department with subtotals, revenue codes, charges without a sign."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    case, dice = strangers(seed, 8)
    show = dice.choice((dashed, mdyy, dmy))
    heads = dice.choice((("Serv date", "Rev", "Procedure", "Service rendered", "Quantity", "Unit price", "Amount"), ("Date of svc", "Rev. code", "HCPCS", "Item / service", "Units", "Price each", "Total charge")))
    paper = docx.Document()
    page = paper.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
    paper.add_heading(case.provider, 1)
    paper.add_paragraph("Detail of charges")
    paper.add_paragraph(f"Patient: {case.patient}\t\tMedical account: {case.account}\nAdmitted: {show(case.day)}\tDischarged: {show(case.later(3))}\tPrinted: {show(case.later(15))}")
    table = paper.add_table(1, 7)
    table.style = dice.choice(("Table Grid", "Normal Table"))
    for cell, word in zip(table.rows[0].cells, heads, strict=True):
        cell.text = word
    lines = []

    def row(*cells: str) -> None:
        for cell, word in zip(table.add_row().cells, cells, strict=True):
            cell.text = word
            if word[-3:-2] == ".":
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    for name, part in (("Emergency services", case.services[:3]), ("Pharmacy", case.services[3:5]), ("Diagnostic imaging", case.services[5:])):
        row(name, *[""] * 6)
        for s in part:
            each = s.billed // s.units
            s.billed = each * s.units
            row(show(s.day), s.revenue, s.code, s.text, str(s.units), amount(each), amount(s.billed))
            lines.append({"service_date": s.day.isoformat(), "revenue_code": s.revenue, "code": s.code, "code_system": system(s.code), "description": s.text, "units": s.units, "unit_price": plain(each), "billed": plain(s.billed)})
        row("", "", "", f"{name} subtotal", "", "", amount(sum(s.billed for s in part)))
    row("", "", "", "Grand total of charges", "", "", amount(case.total("billed")))
    out = io.BytesIO()
    paper.save(out)
    data = soffice(out.getvalue(), "a.docx")
    fields = {"issuer_name": case.provider, "patient_name": case.patient, "account_number": case.account, "admission_date": case.day.isoformat(), "discharge_date": case.later(3).isoformat(), "statement_date": case.later(15).isoformat(), "total_billed": plain(case.total("billed"))}
    return data and (data, [document("itemized_bill", fields, lines)])


def office_ledger(seed: int) -> Paper | None:
    """groff in Courier: a physician's ledger, payments as rows with a minus or CR behind, a running balance, aging below."""
    case, dice = strangers(seed, 4, "doctor")
    credit = dice.choice((lambda c: amount(c) + "-", lambda c: amount(c) + "CR", lambda c: amount(c) + " CR"))
    show = dice.choice((mdyy, mdy))
    out = [f"{case.provider:^86}", f"{dice.choice(STREETS):^86}", f"{'Marlow OH 43011    Tel 555-010-6632':^86}", "", f"STATEMENT OF ACCOUNT{'':30}Acct no:      {case.account}", f"{'':50}Closing date: {show(case.later(33))}", f"Responsible party: {case.patient}", ""]
    out.append(f"{'DATE':<11}{'CODE':<8}{'DESCRIPTION OF SERVICE OR PAYMENT':<40}{'AMOUNT':>12}{'BALANCE':>13}")
    balance, lines, optional = 4250, [], []
    out.append(f"{'':19}{'Balance forward':<40}{'':12}{amount(balance):>13}")
    for s in case.services:
        balance += s.billed
        out.append(f"{show(s.day):<11}{s.code:<8}{s.text[:38]:<40}{amount(s.billed):>12}{amount(balance):>13}")
        lines.append({"service_date": s.day.isoformat(), "code": s.code, "code_system": system(s.code), "description": s.text[:38].strip(), "billed": plain(s.billed)})
        for what, cents, name, days in ((f"{case.payer[:20]} payment", s.paid, "plan_paid", 20), ("Insurance write-off", s.discount, "adjustment", 20), ("Patient payment - thank you", 1200 if s is case.services[0] else 0, "patient_paid", 1)):
            if cents:
                balance -= cents
                out.append(f"{show(s.day + datetime.timedelta(days)):<11}{'':8}{what:<40}{credit(cents):>12}{amount(balance):>13}")
                optional.append({"service_date": (s.day + datetime.timedelta(days)).isoformat(), name: plain(cents)})
    old = 4250
    out += ["", f"{'CURRENT':>14}{'31-60':>14}{'61-90':>14}{'OVER 90':>14}{'PAY THIS AMOUNT':>20}", f"{amount(balance - old):>14}{amount(0):>14}{amount(old):>14}{amount(0):>14}{amount(balance):>20}", "", f"Payment is due by {show(case.later(54))}. Thank you."]
    fields = {"issuer_name": case.provider, "account_number": case.account, "statement_date": case.later(33).isoformat(), "guarantor_name": case.patient, "previous_balance": plain(old), "amount_due": plain(balance), "due_date": case.later(54).isoformat(), "aging": {"current": plain(balance - old), "30": "0.00", "60": plain(old), "90": "0.00"}}
    fields.pop("aging")
    also = {"provider_phone": ["555-010-6632"], "patient_name": [case.patient], "patient_responsibility": [plain(balance)], "aging": [{"current": plain(balance - old), "30": "0.00", "60": plain(old), "90": "0.00"}], "provider_address": [f"{s}, Marlow OH 43011" for s in STREETS], "total_billed": [plain(case.total("billed"))]}
    data = groff("\n".join(out))
    return data and (data, [document("itemized_bill", fields, lines, also_kinds=["bill"], optional_lines=optional, also_fields=also)])


def lab_invoice(seed: int) -> Paper | None:
    """fpdf2: a laboratory's invoice, test code and test in the first columns, price last, diagnosis codes on top."""
    case, dice = strangers(seed, 5, "doctor")
    case.provider = dice.choice(("Pinnacle Reference Laboratories", "Quillen Clinical Lab, Inc.", "Meadowlark Pathology Associates"))
    show = dice.choice((mon, dmy, short))
    pen = FpdfPen(dice.choice(("helvetica", "times")))
    pen.text(36, 48, case.provider, 16, True)
    pen.text(36, 62, "Billing office 800-555-0177", 9)
    pen.text(576, 48, "LABORATORY INVOICE", 12, True, True)
    top = (("Invoice number", case.statement), ("Invoice date", show(case.later(19))), ("Patient", case.patient), ("Ordered by", "Dr. Pauline Mercer"), ("Specimen collected", show(case.day)), ("Diagnosis codes", "E11.9, I10"))
    for n, (label, value) in enumerate(top):
        pen.text(36 + 290 * (n % 2), 92 + 15 * (n // 2), label, 9, True)
        pen.text(150 + 290 * (n % 2), 92 + 15 * (n // 2), value, 9)
    heads = dice.choice((("Test code", "Test", "Qty", "List price", "Ins. allowance", "Ins. paid", "You pay"), ("CPT code", "Test name", "No.", "Fee", "Plan discount", "Plan payment", "Your share")))
    for x, word, right in zip((36, 100, 330, 390, 460, 520, 576), heads, (0, 0, 1, 1, 1, 1, 1), strict=True):
        pen.text(x, 160, word, 8, True, bool(right))
    pen.line(36, 164, 576, 164)
    lines = []
    for n, s in enumerate(case.services):
        y = 178 + 15 * n
        s.text = s.text[:38].strip()
        shown = s.discount if heads[4] == "Plan discount" else s.allowed
        pen.text(36, y, s.code, 9)
        pen.text(100, y, s.text, 9)
        for x, word in ((330, str(s.units)), (390, amount(s.billed)), (460, amount(shown)), (520, amount(s.paid)), (576, amount(s.owes))):
            pen.text(x, y, word, 9, False, True)
        lines.append({"code": s.code, "code_system": system(s.code), "description": s.text, "units": s.units, "billed": plain(s.billed), "adjustment" if heads[4] == "Plan discount" else "allowed": plain(shown), "plan_paid": plain(s.paid), "patient_owes": plain(s.owes)})
    y = 190 + 15 * len(lines)
    for label, cents in (("Total of tests", case.total("billed")), ("Amount payable by patient", case.total("owes"))):
        pen.text(330, y, label, 9, True)
        pen.text(576, y, usd(cents), 9, True, True)
        y += 15
    pen.text(36, y + 30, f"Please remit by {show(case.later(49))}. Questions about your plan: see the back.", 9)
    fields = {"issuer_name": case.provider, "statement_number": case.statement, "statement_date": case.later(19).isoformat(), "patient_name": case.patient, "service_from": case.day.isoformat(), "diagnosis_codes": ["E11.9", "I10"], "total_billed": plain(case.total("billed")), "amount_due": plain(case.total("owes")), "due_date": case.later(49).isoformat(), "provider_phone": "800-555-0177"}
    also = {"service_to": [case.day.isoformat()], "patient_responsibility": [plain(case.total("owes"))], "plan_paid": [plain(case.total("paid"))], "account_number": [case.statement]}
    cells = {str(n): {"service_date": [case.day.isoformat()]} for n in range(len(lines))}
    return pen.pdf(), [document("itemized_bill", fields, lines, also_fields=also, also_line_cells=cells)]


def imaging_invoice(seed: int) -> Paper | None:
    """groff through PostScript: a radiology group's short bill, Exam and CPT columns, amounts with a spaced sign."""
    case, dice = strangers(seed, 2, "doctor")
    case.provider = dice.choice(("Lowland Imaging Partners", "Advanced Radiology of Marlow", "Northshore MRI & CT"))
    if shutil.which("groff") is None or shutil.which("ps2pdf") is None:
        return None
    show = dice.choice((spaced, mdy, long))
    rows, lines = [], []
    for s in case.services:
        rows.append(f"{show(s.day)}\t{s.text}\t{s.code}{'-' + s.modifiers[0] if s.modifiers else ''}\t$ {amount(s.billed)}\t$ {amount(s.discount)}\t$ {amount(s.paid)}\t$ {amount(s.billed - s.discount - s.paid)}")
        made = {"service_date": s.day.isoformat(), "description": s.text, "code": s.code, "code_system": system(s.code), "billed": plain(s.billed), "adjustment": plain(s.discount), "plan_paid": plain(s.paid), "patient_owes": plain(s.billed - s.discount - s.paid)}
        if s.modifiers:
            made["modifiers"] = list(s.modifiers[:1])
        lines.append(made)
    due = sum(s.billed - s.discount - s.paid for s in case.services)
    rows = [row.split("\t") for row in rows]
    table = "\n".join("\t".join([r[0], f"T{{\n{r[1]}\nT}}", *r[2:]]) for r in rows)
    source = f""".pl 11i
.po 0.4i
.ll 7.7i
.fam {dice.choice("TH")}
.ps 7.5
.vs 12
.nf
\\s+5\\fB{case.provider}\\fP\\s-5
905 Ferris Boulevard, Marlow, OH 43011

\\fBPatient invoice\\fP
Bill no. {case.statement}     Bill date {show(case.later(24))}
Patient name {case.patient}
Patient ID {case.account}
Health plan {case.payer}

.TS
{dice.choice(("allbox;", "expand;"))}
lb lb lb rb rb rb rb
l lw(1.7i) l r r r r.
Exam date\tExam\tCPT\tCharge\tContractual adj.\tPlan paid\tPatient balance
{table}
.TE

\\fBBalance due from you: ${amount(due)}\\fP
Kindly pay within 30 days, by {show(case.later(54))}.
"""
    done = subprocess.run(["groff", "-t", "-Tps", "-P-pletter"], input=source.encode("latin-1"), capture_output=True, timeout=60, check=True)
    data = subprocess.run(["ps2pdf", "-", "-"], input=done.stdout, capture_output=True, timeout=60, check=True).stdout
    fields = {"issuer_name": case.provider, "statement_number": case.statement, "statement_date": case.later(24).isoformat(), "patient_name": case.patient, "payer_name": case.payer, "amount_due": plain(due), "due_date": case.later(54).isoformat()}
    also = {"account_number": [case.account, case.statement], "patient_responsibility": [plain(due)], "provider_address": ["905 Ferris Boulevard, Marlow, OH 43011"]}
    return data, [document("itemized_bill", fields, lines, also_fields=also)]


def refusal_docx(seed: int) -> Paper | None:
    """LibreOffice from .docx: a plan's letter of refusal, all in sentences with a reference block at the right."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    case, dice = strangers(seed, 1, "doctor")
    s = case.services[0]
    show = dice.choice((long, spaced, mdy))
    paper = docx.Document()
    paper.styles["Normal"].font.name = dice.choice(("Liberation Serif", "DejaVu Sans", "Liberation Sans"))
    paper.add_paragraph(f"{case.payer}\nMember Appeals and Grievances\n{dice.choice(STREETS)}\nMarlow, OH 43011")
    block = paper.add_paragraph(f"{show(case.later(16))}\nMember ID: {case.member}\nClaim no.: {case.claim}\nReference no.: {case.reference}")
    block.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paper.add_paragraph(f"{case.patient}\n14 Mill Street\nMarlow, OH 43011")
    paper.add_paragraph(f"Dear {case.patient}:")
    reason = dice.choice(("the service is not medically necessary under your plan's medical policy", "the service was not approved in advance as your plan requires", "the service is considered experimental or investigational"))
    paper.add_paragraph(f"We are writing to tell you that we will not pay for {s.text} (procedure code {s.code}), provided by {case.provider} on {show(s.day)}. The charge was {usd(s.billed)}.")
    paper.add_paragraph(f"Why we made this decision: {reason}.")
    paper.add_paragraph(f"You may appeal this decision. We must receive your appeal by {show(case.later(196))}. Call us at 1-888-555-0119 if you need help with your appeal.")
    paper.add_paragraph("Sincerely,\n\nBenefit Review Team")
    out = io.BytesIO()
    paper.save(out)
    data = soffice(out.getvalue(), "a.docx")
    fields = {"issuer_name": case.payer, "payer_name": case.payer, "letter_date": case.later(16).isoformat(), "member_id": case.member, "claim_number": case.claim, "reference_number": case.reference, "patient_name": case.patient, "provider_name": case.provider, "appeal_by_date": case.later(196).isoformat(), "denial_reason": reason, "payer_phone": "888-555-0119"}
    also = {"service_from": [s.day.isoformat()], "service_to": [s.day.isoformat()], "total_billed": [plain(s.billed)], "payer_address": [f"{x}, Marlow, OH 43011" for x in STREETS], "not_covered": [plain(s.billed)]}
    return data and (data, [document("denial_letter", fields, also_fields=also, optional_lines=[{"code": s.code}])])


LAYOUTS: dict[str, Callable[[int], Paper | None]] = {
    "coupon": coupon,
    "department_docx": department_docx,
    "office_ledger": office_ledger,
    "lab_invoice": lab_invoice,
    "imaging_invoice": imaging_invoice,
    "refusal_docx": refusal_docx,
}
