"""The second set kept aside, the plans' half: explanations in tables and cards, dental codes, estimates, collectors."""
# ruff: noqa: E501  (a row of a layout is a line of code; the programs are the machine's own)

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from cases import Case, Service, long, mdy, mdyy, plain, usd
from engines import FpdfPen, weasy_html
from papers import Paper, document, system
from papers_fresh import STREETS, amount, chromium, dashed, short, spaced, strangers
from papers_installed import libreoffice

COLUMNS = ("billed", "adjustment", "allowed", "not_covered", "deductible", "coinsurance", "plan_paid", "patient_owes")


def figures(s: Service) -> dict[str, int]:
    return dict(zip(COLUMNS, (s.billed, s.discount, s.allowed, s.not_covered, s.deductible, s.coinsurance, s.paid, s.owes), strict=True))


def without_copay(case: Case) -> None:
    """These layouts have no column for it: it goes to the coinsurance."""
    for s in case.services:
        s.coinsurance, s.copay = s.coinsurance + s.copay, 0


def totals(case: Case) -> dict[str, str]:
    names = (("total_billed", "billed"), ("total_allowed", "allowed"), ("plan_paid", "paid"), ("patient_responsibility", "owes"), ("total_adjustments", "discount"), ("deductible", "deductible"), ("coinsurance", "coinsurance"), ("not_covered", "not_covered"))
    return {field: plain(case.total(of)) for field, of in names}


def stacked(seed: int) -> Paper | None:
    """WeasyPrint: several claims, each with stacked two-line headers, note letters as footnotes, a totals row."""
    cases, dice = [], random.Random(seed)
    for n in range(dice.choice((2, 3))):
        case, _ = strangers(seed * 5 + n, 2 + n, "doctor" if n % 2 else "hospital")
        without_copay(case)
        cases.append(case)
    first = cases[0]
    heads = dice.choice((("Service<br>date", "Type of<br>service", "Amount<br>charged", "Network<br>savings", "Allowed<br>by plan", "Amount not<br>payable", "Applied to<br>deductible", "Your<br>coinsurance", "Paid by<br>plan", "Your<br>responsibility", "See<br>note"), ("Date of<br>care", "Service<br>description", "Provider<br>charges", "Member<br>discount", "Eligible<br>amount", "Not<br>covered", "Deductible<br>amount", "Coinsurance<br>amount", "Benefit<br>paid", "You may<br>owe", "Remark<br>code")))
    show = dice.choice((mdyy, dashed, short))
    body, truths = [], []
    for case in cases:
        rows, lines = [], []
        for s in case.services:
            note = "A1" if s.not_covered else "B7"
            cells = figures(s)
            rows.append(f"<tr><td>{show(s.day)}<td>{s.text}" + "".join(f"<td class=n>{amount(cells[c])}" for c in COLUMNS) + f"<td>{note}</tr>")
            lines.append({"service_date": s.day.isoformat(), "description": s.text, **{c: plain(v) for c, v in cells.items()}, "remark_codes": [note]})
        sums = {c: sum(figures(s)[c] for s in case.services) for c in COLUMNS}
        rows.append("<tr class=t><td colspan=2>Totals for this claim" + "".join(f"<td class=n>{amount(sums[c])}" for c in COLUMNS) + "<td></tr>")
        body.append(f"<h3>Claim # {case.claim}</h3><p>Care received by {first.patient} from {case.provider} &nbsp; Patient acct: {case.account}</p><table><tr>{''.join(f'<th>{h}</th>' for h in heads)}</tr>{''.join(rows)}</table>")
        fields = {"payer_name": first.payer, "member_id": first.member, "group_number": first.group, "statement_date": first.later(25).isoformat(), "claim_number": case.claim, "patient_name": first.patient, "provider_name": case.provider, "account_number": case.account, **totals(case)}
        truths.append(document("eob", fields, lines, also_fields={"issuer_name": [first.payer], "payer_phone": ["800-555-0161"]}))
    html = f"""<style>@page{{size:letter landscape;margin:14mm}}body{{font:8.5pt 'Liberation Sans'}}table{{border-collapse:collapse;width:100%}}th{{vertical-align:bottom;background:#dde;text-align:left;font-size:7.5pt}}td,th{{padding:2px 4px}}.n{{text-align:right}}.t td{{border-top:1px solid #000;font-weight:bold}}</style>
    <b style='font-size:15pt'>{first.payer}</b><br>Explanation of your health care benefits &mdash; this is not a bill<p>Subscriber: {first.patient} &nbsp;&nbsp; ID: {first.member} &nbsp;&nbsp; Group: {first.group} &nbsp;&nbsp; Date issued: {long(first.later(25))}</p>{"".join(body)}
    <h4>Notes</h4><p>A1 &ndash; This service is not a covered benefit.<br>B7 &ndash; The provider accepts the plan's allowance.</p><p>Member services: 1-800-555-0161</p>"""
    data = weasy_html(html)
    return data and (data, truths)


def cards(seed: int) -> Paper | None:
    """Chromium: no table at all; every service is a card of label and amount pairs in a grid."""
    case, dice = strangers(seed, 3, "doctor")
    without_copay(case)
    words = dice.choice((("Provider billed", "Plan discount", "Plan allowed", "Not covered", "Deductible", "Coinsurance", "Plan paid", "Your share"), ("Amount billed", "Your discount", "Allowed amount", "Amount not covered", "Your deductible", "Your coinsurance", "We paid", "You owe")))
    show = dice.choice((long, mdy, spaced))
    made, lines = [], []
    for s in case.services:
        cells = figures(s)
        grid = "".join(f"<div><small>{w}</small><br>{usd(cells[c])}</div>" for w, c in zip(words, COLUMNS, strict=True))
        made.append(f"<div class=k><b>{s.text}</b> &nbsp; {s.code}<br>Date of service: {show(s.day)}<div class=g>{grid}</div></div>")
        lines.append({"service_date": s.day.isoformat(), "code": s.code, "code_system": system(s.code), "description": s.text, **{c: plain(v) for c, v in cells.items()}})
    html = f"""<style>body{{font:12px 'Nimbus Sans','Liberation Sans'}}.k{{border:1px solid #bbb;border-radius:8px;padding:8px;margin:8px 0;break-inside:avoid}}.g{{display:grid;grid-template-columns:repeat(4,1fr);gap:6px;margin-top:6px}}small{{color:#666}}</style>
    <div style='display:flex;justify-content:space-between'><b style='font-size:21px;color:#063'>{case.payer}</b><span>Explanation of Benefits</span></div><p>THIS IS NOT A BILL</p>
    <table><tr><td>Member</td><td>{case.patient}</td></tr><tr><td>Member number</td><td>{case.member}</td></tr><tr><td>Claim</td><td>{case.claim}</td></tr><tr><td>Seen by</td><td>{case.provider}</td></tr><tr><td>Processed</td><td>{show(case.later(14))}</td></tr></table>
    {"".join(made)}<h3>Claim totals</h3><p>Total billed: {usd(case.total("billed"))}<br>Total paid by plan: {usd(case.total("paid"))}<br>Total you owe: {usd(case.total("owes"))}</p>"""
    fields = {"payer_name": case.payer, "patient_name": case.patient, "member_id": case.member, "claim_number": case.claim, "provider_name": case.provider, "processed_date": case.later(14).isoformat(), "total_billed": plain(case.total("billed")), "plan_paid": plain(case.total("paid")), "patient_responsibility": plain(case.total("owes"))}
    data = chromium(html)
    return data and (data, [document("eob", fields, lines, also_fields={"issuer_name": [case.payer]})])


def dental_table(seed: int) -> Paper | None:
    """LibreOffice from HTML: a dental plan's table with the code sent in and the code paid, tooth and surface."""
    case, dice = strangers(seed, 4, "dental")
    without_copay(case)
    heads = dice.choice((("Date of service", "Tooth", "Surface", "Submitted code", "Paid as code", "Description", "Dentist fee", "Plan allowance", "Deductible", "Plan benefit", "Patient pays"), ("Service date", "Tooth no.", "Surf", "Code submitted", "Code allowed", "Service", "Submitted fee", "Approved fee", "Deduct.", "Paid by plan", "Patient owes")))
    show = dice.choice((mdyy, short))
    rows, lines = [], []
    for s in case.services:
        rows.append(f"<tr><td>{show(s.day)}</td><td>{s.tooth}</td><td>{s.surface}</td><td>{s.code}</td><td>{s.paid_as or s.code}</td><td>{s.text}</td>" + "".join(f"<td align=right>{amount(v)}</td>" for v in (s.billed, s.allowed, s.deductible, s.paid, s.owes)) + "</tr>")
        line: dict[str, Any] = {"service_date": s.day.isoformat(), "code": s.code, "code_system": "CDT", "description": s.text, "billed": plain(s.billed), "allowed": plain(s.allowed), "deductible": plain(s.deductible), "plan_paid": plain(s.paid), "patient_owes": plain(s.owes)}
        line.update({k: v for k, v in (("tooth", s.tooth), ("surface", s.surface), ("paid_as_code", s.paid_as)) if v})
        lines.append(line)
    font = dice.choice(("DejaVu Sans", "Liberation Serif"))
    html = f"""<html><body style="font-family:'{font}';font-size:8pt"><p><font size=4><b>{case.payer} Dental</b></font><br>DENTAL EXPLANATION OF BENEFITS &ndash; NOT A BILL</p>
    <p>Patient name: {case.patient}<br>Subscriber ID: {case.member}<br>Claim no.: {case.claim}<br>Treating dentist: {case.provider}<br>Date paid: {mdy(case.later(12))}</p>
    <table border=1 cellspacing=0 cellpadding=2 width="100%" style="font-size:7pt"><tr>{"".join(f"<th>{h}</th>" for h in heads)}</tr>{"".join(rows)}
    <tr><td colspan=6><b>Total</b></td>{"".join(f"<td align=right><b>{amount(case.total(n))}</b></td>" for n in ("billed", "allowed", "deductible", "paid", "owes"))}</tr></table>
    <p>Annual maximum used: $640.00 of $1,500.00</p></body></html>"""
    fields = {"payer_name": f"{case.payer} Dental", "patient_name": case.patient, "member_id": case.member, "claim_number": case.claim, "provider_name": case.provider, "processed_date": case.later(12).isoformat(), "total_billed": plain(case.total("billed")), "total_allowed": plain(case.total("allowed")), "deductible": plain(case.total("deductible")), "plan_paid": plain(case.total("paid")), "patient_responsibility": plain(case.total("owes"))}
    cells = {str(n): {"paid_as_code": [s.code]} for n, s in enumerate(case.services)}
    data = libreoffice(html)
    return data and (data, [document("eob", fields, lines, also_fields={"issuer_name": [f"{case.payer} Dental"]}, also_line_cells=cells)])


def validation_notice(seed: int) -> Paper | None:
    """Chromium: a debt collector's notice with the column of sums that the rule's model form has."""
    case, dice = strangers(seed, 3)
    owed, interest, fees, paid = case.total("owes") + 9000, 1234, dice.choice((0, 2500)), 2000
    now = owed + interest + fees - paid
    show = dice.choice((long, mdy))
    rows = "".join(f"<tr><td>{w}</td><td>{s}</td><td align=right>{usd(v)}</td></tr>" for w, s, v in ((f"As of {show(case.day)}, you owed:", "", owed), (f"Between {show(case.day)} and today:<br>You were charged this amount in interest:", "+", interest), ("You were charged this amount in fees:", "+", fees), ("You paid or were credited this amount toward the debt:", "&minus;", paid), ("<b>Total amount of the debt now:</b>", "", now)))
    html = f"""<style>body{{font:12.5px 'Liberation Serif'}}td{{padding:3px 6px;vertical-align:bottom}}</style><div style='display:flex;justify-content:space-between'><div><b>{case.collector}</b><br>{STREETS[2]}<br>Marlow, OH 43011<br>(800) 555-0199</div><div>To: {case.patient}<br>14 Mill Street<br>Marlow, OH 43011<br><br>Reference: {case.reference}<br>{show(case.later(180))}</div></div>
    <p><b>{case.collector} is a debt collector.</b> We are trying to collect a debt that you owe to {case.provider}. We will use any information you give us to help collect the debt.</p>
    <p><b>Our information shows:</b><br>You had an account with {case.provider} with account number {case.account}.</p><table>{rows}</table>
    <p><b>How can you dispute the debt?</b> Call or write to us by {show(case.later(215))}, to dispute all or part of the debt. If you do not, we will assume that our information is correct.</p>"""
    fields = {"issuer_name": case.collector, "original_creditor": case.provider, "account_number": case.account, "reference_number": case.reference, "letter_date": case.later(180).isoformat(), "itemization_date": case.day.isoformat(), "previous_balance": plain(owed), "interest": plain(interest), "fees": plain(fees), "patient_paid": plain(paid), "amount_due": plain(now), "respond_by_date": case.later(215).isoformat(), "patient_name": case.patient}
    also = {"provider_name": [case.provider], "guarantor_name": [case.patient], "provider_phone": ["800-555-0199"], "statement_date": [case.later(180).isoformat()]}
    data = chromium(html)
    return data and (data, [document("collection_notice", fields, also_fields=also)])


def estimate(seed: int) -> Paper | None:
    """fpdf2: an estimate before care, in a table of provider, service, code, diagnosis and expected charge."""
    case, dice = strangers(seed, 4)
    pen = FpdfPen("times")
    show = dice.choice((mdy, long))
    pen.text(50, 50, case.provider, 15, True)
    pen.text(50, 72, "Good Faith Estimate for health care items and services", 12, True)
    for n, (label, value) in enumerate((("Patient", case.patient), ("Date of birth", show(case.birth)), ("Date of estimate", show(case.later(-14))), ("Scheduled for", show(case.day)), ("NPI", "1730155502"), ("TIN", "31-7788990"))):
        pen.text(50 + 260 * (n % 2), 100 + 16 * (n // 2), f"{label}: {value}", 10)
    heads = dice.choice((("Service", "Service code", "Diagnosis code", "Quantity", "Expected cost"), ("Item or service", "CPT/HCPCS", "ICD-10", "Qty", "Estimated charge")))
    for x, word, right in zip((50, 300, 370, 480, 560), heads, (0, 0, 0, 1, 1), strict=True):
        pen.text(x, 170, word, 9, True, bool(right))
    lines = []
    for n, s in enumerate(case.services):
        for x, word, right in ((50, s.text[:44].strip(), 0), (300, s.code, 0), (370, "M17.11", 0), (480, str(s.units), 1), (560, usd(s.billed), 1)):
            pen.text(x, 188 + 15 * n, word, 9, False, bool(right))
        lines.append({"description": s.text[:44].strip(), "code": s.code, "code_system": system(s.code), "units": s.units, "billed": plain(s.billed), "diagnosis_codes": ["M17.11"]})
    y = 200 + 15 * len(lines)
    pen.text(300, y, "Total expected charges", 10, True)
    pen.text(560, y, usd(case.total("billed")), 10, True, True)
    pen.text(50, y + 40, "If you are billed for $400 or more above this estimate, you have the right to dispute the bill.", 9)
    fields = {"issuer_name": case.provider, "patient_name": case.patient, "patient_birth_date": case.birth.isoformat(), "statement_date": case.later(-14).isoformat(), "service_from": case.day.isoformat(), "provider_npi": "1730155502", "provider_tax_id": "31-7788990", "total_billed": plain(case.total("billed"))}
    also = {"provider_name": [case.provider], "service_to": [case.day.isoformat()], "letter_date": [case.later(-14).isoformat()], "diagnosis_codes": [["M17.11"]], "amount_due": [plain(case.total("billed"))]}
    return pen.pdf(), [document("good_faith_estimate", fields, lines, also_fields=also)]


LAYOUTS: dict[str, Callable[[int], Paper | None]] = {
    "stacked": stacked,
    "cards": cards,
    "dental_table": dental_table,
    "validation_notice": validation_notice,
    "estimate": estimate,
}
