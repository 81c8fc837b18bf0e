"""Layouts kept aside: other words, other columns, other fonts; the reader is scored on them and not written against them."""
# ruff: noqa: E501  (a row of a layout is a line of code)

from __future__ import annotations

from collections.abc import Callable

from cases import dmy, long, make_case, mdy, mdyy, mon, plain, usd
from engines import FpdfPen, ReportlabPen, StreamPen, qt_html, weasy_html
from papers import Paper, _wrapped, document, system


def clinic_invoice(seed: int) -> Paper:
    """Qt's rich text: a clinic's invoice, charge column before the code, insurance columns, letterhead in the middle."""
    case = make_case(seed, lines=5, kind="doctor")
    rows, lines = [], []
    for s in case.services:
        rows.append(
            f"<tr><td>{s.text}</td><td>{s.code}</td><td align='center'>{s.units}</td><td>{mon(s.day)}</td><td align='right'>{usd(s.billed)}</td><td align='right'>{usd(s.discount)}</td><td align='right'>{usd(s.paid)}</td><td align='right'>{usd(s.billed - s.discount - s.paid)}</td></tr>"
        )
        lines.append(
            {
                "service_date": s.day.isoformat(),
                "code": s.code,
                "code_system": system(s.code),
                "description": s.text,
                "units": s.units,
                "billed": plain(s.billed),
                "adjustment": plain(s.discount),
                "plan_paid": plain(s.paid),
                "patient_owes": plain(s.billed - s.discount - s.paid),
            }
        )
    due = sum(s.billed - s.discount - s.paid for s in case.services)
    html = f"""<div align='center'><span style='font-size:15pt'><b>{case.provider}</b></span><br>220 Lindell Avenue, Marlow, OH 43011<br>Tax ID: 31-4455667</div>
    <p><b>INVOICE</b></p>
    <table width='100%'><tr><td>Invoice No. {case.statement}<br>Invoice Date: {long(case.later(21))}</td><td>Bill to: {case.patient}<br>Patient Account: {case.account}</td></tr></table><br>
    <table width='100%' cellpadding='3'><tr><th align='left'>Treatment</th><th align='left'>CPT</th><th>Units</th><th align='left'>Visit date</th><th align='right'>Fee</th><th align='right'>Write-off</th><th align='right'>Ins. paid</th><th align='right'>Patient share</th></tr>{"".join(rows)}</table>
    <p align='right'>Total fees: {usd(case.total("billed"))}<br>Insurance paid: {usd(case.total("paid"))}<br>Write-offs: {usd(case.total("discount"))}<br><b>Balance now due: {usd(due)}</b><br>Please pay by {long(case.later(45))}</p>"""
    return qt_html(html), [
        document(
            "itemized_bill",
            {
                "issuer_name": case.provider,
                "provider_tax_id": "31-4455667",
                "statement_number": case.statement,
                "statement_date": case.later(21).isoformat(),
                "account_number": case.account,
                "total_billed": plain(case.total("billed")),
                "plan_paid": plain(case.total("paid")),
                "total_adjustments": plain(case.total("discount")),
                "amount_due": plain(due),
                "due_date": case.later(45).isoformat(),
            },
            lines,
            also_fields={"guarantor_name": [case.patient], "patient_name": [case.patient], "provider_name": [case.provider]},
        )
    ]


def plan_claim_recap(seed: int) -> Paper:
    """A content stream in Helvetica: an insurer's claim recap, code first, dates last, wrapped headers, blanks for nothing."""
    case = make_case(seed, lines=6)
    pen = StreamPen("Helvetica")
    pen.text(306 - pen.width(case.payer, 17, True) / 2, 48, case.payer, 17, True)
    pen.text(306 - pen.width("YOUR CLAIM SUMMARY", 11) / 2, 64, "YOUR CLAIM SUMMARY", 11)
    pen.text(40, 92, f"Patient: {case.patient}", 9)
    pen.text(40, 105, f"Identification number: {case.member}", 9)
    pen.text(40, 118, f"Group: {case.group}", 9)
    pen.text(330, 92, f"Claim ID: {case.claim}", 9)
    pen.text(330, 105, f"Health care provider: {case.provider}", 9)
    pen.text(330, 118, f"Claim processed on {mdy(case.later(18))}", 9)
    heads = (
        (40, "Service", "code", False),
        (90, "Description", "", False),
        (290, "Your provider", "charged", True),
        (345, "Member", "rate", True),
        (395, "Not", "covered", True),
        (445, "Your plan", "paid", True),
        (505, "What you", "owe", True),
        (515, "Date", "", False),
        (572, "", "", False),
    )
    for x, a, b, right in heads:
        pen.text(x, 150, a, 7.5, True, right)
        pen.text(x, 159, b, 7.5, True, right)
    y, lines = 176.0, []
    for s in case.services:
        parts = _wrapped(pen, s.text, 7.5, 140)
        for n, part in enumerate(parts):
            pen.text(90, y + 9 * n, part, 7.5)
        pen.text(40, y, s.code, 7.5)
        made = {"service_date": s.day.isoformat(), "code": s.code, "code_system": system(s.code), "description": s.text}
        for x, name, cents in (
            (290, "billed", s.billed),
            (345, "allowed", s.allowed),
            (395, "not_covered", s.not_covered),
            (445, "plan_paid", s.paid),
            (505, "patient_owes", s.owes),
        ):
            if cents:
                pen.text(x, y, usd(cents), 7.5, False, True)
                made[name] = plain(cents)
        pen.text(515, y, mdyy(s.day), 7.5)
        lines.append(made)
        y += 9 * len(parts) + 6
    pen.line(40, y - 4, 572, y - 4)
    pen.text(40, y + 8, "Claim total", 7.5, True)
    totals = {}
    for x, name, cents in (
        (290, "total_billed", case.total("billed")),
        (345, "total_allowed", case.total("allowed")),
        (395, "not_covered", case.total("not_covered")),
        (445, "plan_paid", case.total("paid")),
        (505, "patient_responsibility", case.total("owes")),
    ):
        if cents:
            pen.text(x, y + 8, usd(cents), 7.5, True, True)
            totals[name] = plain(cents)
    pen.text(
        40,
        y + 50,
        "This is not a bill. Your doctor or hospital may bill you for what you owe. Deductible met so far: $412.00 of $1,500.00.",
        8,
    )
    return pen.pdf(), [
        document(
            "eob",
            {
                "payer_name": case.payer,
                "patient_name": case.patient,
                "member_id": case.member,
                "group_number": case.group,
                "claim_number": case.claim,
                "provider_name": case.provider,
                "processed_date": case.later(18).isoformat(),
                **totals,
            },
            lines,
            also_fields={"issuer_name": [case.payer], "deductible_met": ["412.00"], "deductible_limit": ["1500.00"]},
        )
    ]


def collection_letter(seed: int) -> Paper:
    """reportlab in Times: a collector's letter, all of it in sentences but for a small box."""
    case = make_case(seed)
    pen = ReportlabPen("Times")
    owed = case.total("owes") + 7000
    pen.text(72, 60, case.collector, 15, True)
    pen.text(72, 95, long(case.later(160)), 11)
    pen.text(72, 120, case.patient, 11)
    pen.text(72, 134, "77 Birch Street", 11)
    pen.text(72, 148, "Marlow, OH 43011", 11)
    for n, (label, value) in enumerate(
        (
            ("Re: Creditor:", case.provider),
            ("Our file number:", case.reference),
            ("Creditor account:", case.account),
            ("Balance due:", usd(owed)),
        )
    ):
        pen.text(320, 120 + 14 * n, label, 11, True)
        pen.text(430, 120 + 14 * n, value, 10)
    y = 200.0
    for part in _wrapped(
        pen,
        f"Dear {case.patient}: Your past due account has been placed with our office for collection by {case.provider}. This communication is from a debt collector and is an attempt to collect a debt. Unless you dispute the validity of this debt by {long(case.later(195))}, we will assume it is valid.",
        11,
        460,
    ):
        pen.text(72, y, part, 11)
        y += 14
    return pen.pdf(), [
        document(
            "collection_notice",
            {
                "issuer_name": case.collector,
                "letter_date": case.later(160).isoformat(),
                "original_creditor": case.provider,
                "reference_number": case.reference,
                "amount_due": plain(owed),
                "respond_by_date": case.later(195).isoformat(),
            },
            also_fields={"account_number": [case.account], "patient_name": [case.patient]},
        )
    ]


def preauthorization_denial(seed: int) -> Paper:
    """fpdf2: a refusal before the service, references in a box at the right, dates of two deadlines in sentences."""
    case = make_case(seed, lines=1)
    s = case.services[0]
    pen = FpdfPen()
    pen.text(60, 60, case.payer.upper(), 13, True)
    pen.text(60, 74, "Utilization Management Department", 9)
    for n, (label, value) in enumerate(
        (
            ("Notice date", mdy(case.later(3))),
            ("Request no.", case.reference),
            ("Member", case.patient),
            ("Member no.", case.member),
            ("Requesting provider", case.provider),
        )
    ):
        pen.text(330, 60 + 14 * n, label, 9, True)
        pen.text(430, 60 + 14 * n, value, 9)
    pen.text(60, 160, "Coverage decision: not approved", 12, True)
    reason = "Records do not show six weeks of conservative treatment before advanced imaging."
    y = 185.0
    for text in (
        f"Your provider asked us to approve: {s.text} ({s.code}).",
        f"We cannot approve this request because: {reason}",
        f"Your doctor may ask for a peer-to-peer call by {long(case.later(20))}.",
        f"If you disagree, you or someone you choose may file an appeal on or before {long(case.later(183))}. Include this letter.",
    ):
        for part in _wrapped(pen, text, 10, 480):
            pen.text(60, y, part, 10)
            y += 13
        y += 10
    return pen.pdf(), [
        document(
            "denial_letter",
            {
                "payer_name": case.payer.upper(),
                "letter_date": case.later(3).isoformat(),
                "authorization_number": case.reference,
                "patient_name": case.patient,
                "member_id": case.member,
                "provider_name": case.provider,
                "denial_reason": reason,
                "respond_by_date": case.later(20).isoformat(),
                "appeal_by_date": case.later(183).isoformat(),
            },
            also_fields={"issuer_name": [case.payer.upper()]},
        )
    ]


def hospital_account(seed: int) -> Paper:
    """fpdf2 in Times: a statement with previous balance, activity in a ledger with one signed amount column, and an aging row."""
    case = make_case(seed, lines=5)
    pen = FpdfPen("times")
    before, balance = 12500, 12500
    pen.text(560, 55, case.provider, 16, True, True)
    pen.text(560, 69, "Patient Financial Services", 9, False, True)
    for n, (label, value) in enumerate(
        (("Guarantor", "Nora Fields"), ("Patient", case.patient), ("Hospital account", case.account), ("Prepared on", dmy(case.later(33))))
    ):
        pen.text(50, 60 + 13 * n, label, 9)
        pen.text(140, 60 + 13 * n, value, 9, True)
    for x, label, right in ((50, "Service Date", False), (130, "Details", False), (540, "Amount", True)):
        pen.text(x, 140, label, 9, True, right)
    pen.line(50, 144, 540, 144)
    y, lines, optional = 158.0, [], []
    rows = [(case.day, "Balance forward", before, None)]
    rows += [(s.day, f"{s.code} {s.text}", s.billed, s) for s in case.services]
    rows += [
        (case.later(22), f"{case.payer} payment", -case.total("paid"), "plan_paid"),
        (case.later(22), "Contractual discount", -case.total("discount"), "adjustment"),
    ]
    balance = 0
    for day, text, cents, what in rows:
        pen.text(50, y, mdy(day), 9)
        pen.text(130, y, text, 9)
        pen.text(540, y, f"({usd(-cents, '')})" if cents < 0 else usd(cents, ""), 9, False, True)
        balance += cents
        y += 13
        if isinstance(what, str):
            optional.append({"service_date": day.isoformat(), what: plain(-cents)})
        elif what is not None:
            lines.append(
                {
                    "service_date": day.isoformat(),
                    "code": what.code,
                    "code_system": system(what.code),
                    "description": what.text,
                    "billed": plain(cents),
                }
            )
    pen.line(50, y - 4, 540, y - 4)
    pen.text(380, y + 10, "Pay this amount", 10, True)
    pen.text(540, y + 10, usd(balance), 10, True, True)
    pen.text(380, y + 25, "Payment due by", 10)
    pen.text(540, y + 25, mon(case.later(58)), 10, False, True)
    for x, label, value in ((50, "Current", usd(balance, "")), (140, "31-60 days", "0.00"), (230, "61-90 days", "0.00")):
        pen.text(x, y + 60, label, 8)
        pen.text(x, y + 71, value, 8)
    return pen.pdf(), [
        document(
            "itemized_bill",
            {
                "issuer_name": case.provider,
                "guarantor_name": "Nora Fields",
                "patient_name": case.patient,
                "account_number": case.account,
                "statement_date": case.later(33).isoformat(),
                "amount_due": plain(balance),
                "due_date": case.later(58).isoformat(),
            },
            lines,
            optional_lines=optional,
            also_fields={"provider_name": [case.provider], "previous_balance": [plain(before)]},
        )
    ]


def styled_eob(seed: int) -> Paper | None:
    """WeasyPrint, where it runs: columns in yet another order, cells that wrap and center, a summary beside the table."""
    case = make_case(seed, lines=4, kind="doctor")
    rows, lines = [], []
    for s in case.services:
        rows.append(
            f"<tr><td>{s.text}<br><small>{s.code}</small></td><td>{mdyy(s.day)}</td>"
            if False
            else f"<tr><td class='d'>{s.text}</td><td>{mdyy(s.day)}</td>"
            + "".join(f"<td class='n'>{usd(c)}</td>" for c in (s.billed, s.discount, s.paid, s.deductible, s.coinsurance + s.copay, s.owes))
            + f"<td>{' '.join(s.notes)}</td></tr>"
        )
        made = {
            "service_date": s.day.isoformat(),
            "description": s.text,
            "billed": plain(s.billed),
            "adjustment": plain(s.discount),
            "plan_paid": plain(s.paid),
            "deductible": plain(s.deductible),
            "coinsurance": plain(s.coinsurance + s.copay),
            "patient_owes": plain(s.owes),
        }
        if s.notes:
            made["remark_codes"] = list(s.notes)
        lines.append(made)
    sums = [case.total(k) for k in ("billed", "discount", "paid", "deductible")] + [
        case.total("coinsurance") + case.total("copay"),
        case.total("owes"),
    ]
    html = f"""<style>@page{{size:letter;margin:1.4cm}}body{{font:9pt sans-serif}}table{{border-collapse:collapse;width:100%}}td,th{{padding:4px 6px;border-bottom:1px solid #999;vertical-align:middle;font-size:8pt}}.n{{text-align:right}}.d{{width:3.2cm}}.k td{{border:0}}</style>
    <h1>{case.payer}</h1><h3>Explanation of Health Care Benefits</h3>
    <table class=k><tr><td>Subscriber</td><td>{case.patient}</td><td>Claim #</td><td>{case.claim}</td></tr><tr><td>Subscriber number</td><td>{case.member}</td><td>Servicing provider</td><td>{case.provider}</td></tr><tr><td>Patient</td><td>{case.patient}</td><td>Paid date</td><td>{mdy(case.later(25))}</td></tr></table><br>
    <table><tr><th class=d>Type of service</th><th>Service date</th><th class=n>Billed charges</th><th class=n>Network savings</th><th class=n>Benefit paid</th><th class=n>Applied to deductible</th><th class=n>Your coinsurance</th><th class=n>Total member responsibility</th><th>See remarks</th></tr>{"".join(rows)}
    <tr><td><b>Totals</b></td><td></td>{"".join(f"<td class='n'>{usd(c)}</td>" for c in sums)}<td></td></tr></table><p>This is not a bill.</p>"""
    made_pdf = weasy_html(html)
    if made_pdf is None:
        return None
    return made_pdf, [
        document(
            "eob",
            {
                "payer_name": case.payer,
                "patient_name": case.patient,
                "member_id": case.member,
                "claim_number": case.claim,
                "provider_name": case.provider,
                "processed_date": case.later(25).isoformat(),
                **{
                    k: plain(c)
                    for k, c in zip(
                        ("total_billed", "total_adjustments", "plan_paid", "deductible", "coinsurance", "patient_responsibility"),
                        sums,
                        strict=True,
                    )
                },
            },
            lines,
            also_fields={"issuer_name": [case.payer]},
        )
    ]


LAYOUTS: dict[str, Callable[[int], Paper | None]] = {
    "clinic_invoice": clinic_invoice,
    "plan_claim_recap": plan_claim_recap,
    "collection_letter": collection_letter,
    "preauthorization_denial": preauthorization_denial,
    "hospital_account": hospital_account,
    "styled_eob": styled_eob,
}
