"""Layouts that the reader was written against: each draws a case on paper and says what it printed."""
# ruff: noqa: E501  (a row of a layout is a line of code)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cases import Service, long, make_case, mdy, mdyy, mon, plain, usd
from engines import FpdfPen, Pen, ReportlabPen, StreamPen, qt_html

Truth = dict[str, Any]
Paper = tuple[bytes, list[Truth]]


ADDRESSES = (
    "PO Box 4410, Riverbend, OH 43004",
    "220 Lindell Avenue, Marlow, OH 43011",
    "1400 Riverside Parkway, Marlow, OH 43011",
    "14 MILL STREET, MARLOW OH 43011",
    "P.O. Box 121212, Pasadena, TX 77503",
    "P.O. Box 900, Dayton, OH 45401",
)  # that the letterheads of the layouts print


def document(kind: str, fields: dict[str, Any], lines: list[dict[str, Any]] | None = None, **more: Any) -> Truth:
    made: Truth = {"kind": kind, "fields": fields, "lines": lines or [], "also_kinds": [], "also_fields": {}, "optional_lines": []}
    made.update(more)
    made["also_fields"].setdefault("issuer_name", [fields[k] for k in ("provider_name", "payer_name") if k in fields])
    made["also_fields"].setdefault("provider_address", list(ADDRESSES))
    made["also_fields"].setdefault("payer_address", list(ADDRESSES))
    if kind in ("bill", "itemized_bill") and "issuer_name" in fields:
        made["also_fields"].setdefault("provider_name", [fields["issuer_name"]])
    if kind in ("eob", "denial_letter") and "issuer_name" in fields:
        made["also_fields"].setdefault("payer_name", [fields["issuer_name"]])
    return made


def system(code: str) -> str:
    return "CDT" if code.startswith("D") else "CPT" if code.isdigit() else "HCPCS"


def hospital_summary(seed: int) -> Paper:
    """reportlab: boxes of labels over values, a summary without lines, a coupon that repeats what is due."""
    case = make_case(seed)
    pen = ReportlabPen()
    billed, paid, off = case.total("billed"), case.total("paid"), case.total("discount")
    due = billed - paid - off
    pen.text(54, 60, case.provider, 18, True)
    pen.text(54, 74, "PO Box 4410, Riverbend, OH 43004", 9)
    pen.text(558, 60, "PATIENT BILLING STATEMENT", 12, True, True)
    for x, label, value in (
        (54, "Account Number", case.account),
        (180, "Statement Date", mdy(case.later(30))),
        (306, "Due Date", mdy(case.later(51))),
        (432, "Amount Due", usd(due)),
    ):
        pen.text(x, 120, label, 8, True)
        pen.text(x, 133, value, 10)
        pen.line(x - 4, 110, x + 118, 110)
        pen.line(x - 4, 140, x + 118, 140)
    pen.text(54, 170, f"Patient: {case.patient}", 10)
    pen.text(54, 184, f"Date of Service: {mdy(case.day)}", 10)
    pen.text(54, 198, f"Primary Insurance: {case.payer}", 10)
    pen.text(54, 240, "Account Summary", 12, True)
    for n, (label, value) in enumerate(
        (
            ("Total Charges", usd(billed)),
            ("Insurance Payments", usd(-paid)),
            ("Insurance Adjustments", usd(-off)),
            ("Patient Payments", "$0.00"),
            ("Please Pay This Amount", usd(due)),
        )
    ):
        pen.text(54, 260 + 16 * n, label, 10, n == 4)
        pen.text(400, 260 + 16 * n, value, 10, n == 4, True)
    pen.text(54, 380, "If you have questions about the amount due, call our office at (555) 010-4477 Monday to Friday.", 9)
    pen.text(54, 640, "Detach and return this portion with your payment. Make checks payable to " + case.provider, 8)
    pen.text(54, 660, "Amount Enclosed: $ __________", 10)
    return pen.pdf(), [
        document(
            "bill",
            {
                "issuer_name": case.provider,
                "account_number": case.account,
                "statement_date": case.later(30).isoformat(),
                "due_date": case.later(51).isoformat(),
                "amount_due": plain(due),
                "patient_name": case.patient,
                "service_from": case.day.isoformat(),
                "payer_name": case.payer,
                "total_billed": plain(billed),
                "plan_paid": plain(paid),
                "total_adjustments": plain(off),
                "patient_paid": "0.00",
            },
            also_fields={
                "service_to": [case.day.isoformat()],
                "provider_name": [case.provider],
                "patient_responsibility": [plain(due)],
                "provider_phone": ["(555) 010-4477"],
            },
        )
    ]


def _wrapped(pen: Pen, words: str, size: float, room: float) -> list[str]:
    lines, line = [], ""
    for word in words.split():
        if line and pen.width(f"{line} {word}", size) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def itemized_hospital(seed: int) -> Paper:
    """fpdf2: revenue codes, wrapped descriptions, no rules, over two pages with the header again, subtotals by day."""
    case = make_case(seed, lines=26)
    case.services.sort(key=lambda s: s.day)
    pen = FpdfPen()
    y = 0.0

    def head(number: int) -> float:
        pen.text(40, 50, case.provider.upper(), 14, True)
        pen.text(40, 64, "DETAILED ITEMIZATION OF SERVICES", 10)
        pen.text(572, 64, f"Page {number}", 8, False, True)
        pen.text(40, 84, "Patient Name:", 9, True)
        pen.text(120, 84, case.patient, 9)
        pen.text(330, 84, "Acct #:", 9, True)
        pen.text(400, 84, case.account, 9)
        pen.text(40, 97, "Admit Date:", 9, True)
        pen.text(120, 97, mdyy(case.day), 9)
        pen.text(330, 97, "Bill Date:", 9, True)
        pen.text(400, 97, mdyy(case.later(12)), 9)
        for x, label, right in (
            (40, "Svc Date", False),
            (100, "Rev Cd", False),
            (150, "HCPCS", False),
            (205, "Description", False),
            (450, "Qty", True),
            (560, "Charges", True),
        ):
            pen.text(x, 130, label, 9, True, right)
        return 146.0

    y = head(1)
    page = 1
    truth = []
    for index, s in enumerate(case.services):
        if y > 700:
            pen.page()
            page += 1
            y = head(page)
        lines = _wrapped(pen, s.text, 9, 190)
        for n, part in enumerate(lines):
            pen.text(205, y + 11 * n, part, 9)
        pen.text(40, y, mdyy(s.day), 9)
        pen.text(100, y, s.revenue, 9)
        pen.text(150, y, s.code + "".join("-" + m for m in s.modifiers[:1]), 9)
        pen.text(450, y, str(s.units), 9, False, True)
        pen.text(560, y, usd(s.billed, ""), 9, False, True)
        y += 11 * len(lines) + 5
        made = {
            "service_date": s.day.isoformat(),
            "revenue_code": s.revenue,
            "code": s.code,
            "code_system": system(s.code),
            "description": s.text,
            "units": s.units,
            "billed": plain(s.billed),
        }
        if s.modifiers:
            made["modifiers"] = list(s.modifiers[:1])
        truth.append(made)
        if index + 1 == len(case.services) or case.services[index + 1].day != s.day:
            same = sum(other.billed for other in case.services if other.day == s.day)
            pen.text(205, y, f"Subtotal {mdyy(s.day)}", 9, True)
            pen.text(560, y, usd(same, ""), 9, True, True)
            y += 20
    pen.text(205, y, "TOTAL CHARGES", 9, True)
    pen.text(560, y, usd(case.total("billed"), ""), 9, True, True)
    return pen.pdf(), [
        document(
            "itemized_bill",
            {
                "issuer_name": case.provider.upper(),
                "patient_name": case.patient,
                "account_number": case.account,
                "admission_date": case.day.isoformat(),
                "statement_date": case.later(12).isoformat(),
                "total_billed": plain(case.total("billed")),
            },
            truth,
            also_fields={"provider_name": [case.provider.upper()]},
        )
    ]


_EOB_STYLE = "<style>td,th{padding:1px 2px} .n{text-align:right}</style>"


def eob_two_claims(seed: int) -> Paper:
    """Qt's rich text: a ruled table for each of two claims, footnotes, the member's data once at the top."""
    cases = [make_case(seed * 2, lines=3, kind="doctor"), make_case(seed * 2 + 1, lines=4)]
    first = cases[0]
    body = [
        f"<h1>{first.payer}</h1><h2>Explanation of Benefits</h2><p><b>THIS IS NOT A BILL</b></p>",
        f"<table><tr><td>Member name:</td><td>{first.patient}</td></tr><tr><td>Member ID:</td><td>{first.member}</td></tr><tr><td>Group number:</td><td>{first.group}</td></tr><tr><td>Date processed:</td><td>{long(first.later(20))}</td></tr></table>",
    ]
    truths = []
    for case in cases:
        body.append(
            f"<p>Claim number: {case.claim}<br>Patient: {first.patient}<br>Provider: {case.provider} (In-network)</p>"
            if False
            else f"<table><tr><td>Claim number:</td><td>{case.claim}</td><td>Patient:</td><td>{first.patient}</td></tr><tr><td>Provider:</td><td>{case.provider}</td><td>Network status:</td><td>In-network</td></tr></table>"
        )
        heads = (
            "Date of service",
            "Service",
            "Amount billed",
            "Plan discount",
            "Allowed amount",
            "Deductible",
            "Copay",
            "Coinsurance",
            "Plan paid",
            "Not covered",
            "You owe",
            "Notes",
        )
        body.append("<table border='1' cellspacing='0'><tr>" + "".join(f"<th>{h}</th>" for h in heads) + "</tr>")
        lines = []
        for s in case.services:
            cells = (s.billed, s.discount, s.allowed, s.deductible, s.copay, s.coinsurance, s.paid, s.not_covered, s.owes)
            body.append(
                f"<tr><td>{mdyy(s.day)}</td><td>{s.text}</td>"
                + "".join(f"<td class='n' align='right'>{usd(c)}</td>" for c in cells)
                + f"<td>{', '.join(s.notes)}</td></tr>"
            )
            made = {
                "service_date": s.day.isoformat(),
                "description": s.text,
                **{
                    k: plain(c)
                    for k, c in zip(
                        (
                            "billed",
                            "adjustment",
                            "allowed",
                            "deductible",
                            "copay",
                            "coinsurance",
                            "plan_paid",
                            "not_covered",
                            "patient_owes",
                        ),
                        cells,
                        strict=True,
                    )
                },
            }
            if s.notes:
                made["remark_codes"] = list(s.notes)
            lines.append(made)
        sums = [
            case.total(k) for k in ("billed", "discount", "allowed", "deductible", "copay", "coinsurance", "paid", "not_covered", "owes")
        ]
        body.append(
            "<tr><td><b>Total</b></td><td></td>"
            + "".join(f"<td align='right'><b>{usd(c)}</b></td>" for c in sums)
            + "<td></td></tr></table>"
        )
        body.append("<p>CO-45: Charge exceeds the fee schedule. PR-2: Coinsurance amount. N130: See your plan booklet.</p>")
        truths.append(
            document(
                "eob",
                {
                    "payer_name": first.payer,
                    "patient_name": first.patient,
                    "member_id": first.member,
                    "group_number": first.group,
                    "processed_date": first.later(20).isoformat(),
                    "claim_number": case.claim,
                    "provider_name": case.provider,
                    "network_status": "in",
                    **{
                        k: plain(c)
                        for k, c in zip(
                            (
                                "total_billed",
                                "total_adjustments",
                                "total_allowed",
                                "deductible",
                                "copay",
                                "coinsurance",
                                "plan_paid",
                                "not_covered",
                                "patient_responsibility",
                            ),
                            sums,
                            strict=True,
                        )
                    },
                },
                lines,
                also_fields={"issuer_name": [first.payer]},
            )
        )
    return qt_html(_EOB_STYLE + "<body style='font-size:6pt'>" + "".join(body) + "</body>"), truths


def ledger_statement(seed: int) -> Paper:
    """A content stream in Courier: a physician's ledger with payments, adjustments and a running balance."""
    case = make_case(seed, lines=4, kind="doctor")
    pen = StreamPen()
    pen.text(60, 50, case.provider, 12, True)
    pen.text(60, 64, "STATEMENT OF ACCOUNT", 10)
    pen.text(60, 90, f"ACCOUNT NO: {case.account}", 9)
    pen.text(330, 90, f"STATEMENT DATE: {mdy(case.later(40))}", 9)
    pen.text(60, 102, f"PATIENT: {case.patient.upper()}", 9)
    pen.text(330, 102, f"PAY BY: {mdy(case.later(61))}", 9)
    for x, label, right in (
        (60, "DATE", False),
        (130, "CODE", False),
        (180, "DESCRIPTION", False),
        (420, "CHARGES", True),
        (490, "CREDITS", True),
        (560, "BALANCE", True),
    ):
        pen.text(x, 130, label, 8, True, right)
    y, running = 146.0, 0
    lines, optional = [], []
    for s in case.services:
        running += s.billed
        text = s.text[:38].strip()
        pen.text(60, y, mdy(s.day), 8)
        pen.text(130, y, s.code, 8)
        pen.text(180, y, text, 8)
        pen.text(420, y, usd(s.billed, ""), 8, False, True)
        pen.text(560, y, usd(running, ""), 8, False, True)
        lines.append(
            {
                "service_date": s.day.isoformat(),
                "code": s.code,
                "code_system": system(s.code),
                "description": text,
                "billed": plain(s.billed),
            }
        )
        y += 13
    for day, text, cents, name in (
        (case.later(20), "INSURANCE PAYMENT", case.total("paid"), "plan_paid"),
        (case.later(20), "CONTRACTUAL ADJUSTMENT", case.total("discount"), "adjustment"),
        (case.later(25), "PATIENT PAYMENT - THANK YOU", 2000, "patient_paid"),
    ):
        if cents == 0:
            continue
        running -= cents
        pen.text(60, y, mdy(day), 8)
        pen.text(180, y, text, 8)
        pen.text(490, y, usd(cents, "") + "-", 8, False, True)
        pen.text(560, y, usd(running, ""), 8, False, True)
        optional.append({"service_date": day.isoformat(), name: plain(cents)})
        y += 13
    pen.text(330, y + 20, "BALANCE DUE", 10, True)
    pen.text(560, y + 20, usd(running), 10, True, True)
    pen.text(60, y + 50, "CURRENT", 8)
    pen.text(130, y + 50, "30 DAYS", 8)
    pen.text(200, y + 50, "60 DAYS", 8)
    pen.text(60, y + 62, usd(running, ""), 8)
    pen.text(130, y + 62, "0.00", 8)
    pen.text(200, y + 62, "0.00", 8)
    return pen.pdf(), [
        document(
            "itemized_bill",
            {
                "issuer_name": case.provider,
                "account_number": case.account,
                "statement_date": case.later(40).isoformat(),
                "patient_name": case.patient.upper(),
                "due_date": case.later(61).isoformat(),
                "amount_due": plain(running),
            },
            lines,
            optional_lines=optional,
            also_fields={"provider_name": [case.provider], "aging": [1]},
        )
    ]


def collection_form(seed: int) -> Paper:
    """fpdf2 in Times: the model validation notice of Regulation F."""
    case = make_case(seed)
    pen = FpdfPen("times")
    owed = case.total("owes") + 5000
    interest, fees, paid = owed // 30, 1500, 2500
    due = owed + interest + fees - paid
    pen.text(54, 60, case.collector, 14, True)
    pen.text(54, 74, "P.O. Box 121212, Pasadena, TX 77503", 10)
    pen.text(558, 60, f"Reference: {case.reference}", 10, False, True)
    pen.text(558, 74, f"Date: {long(case.later(200))}", 10, False, True)
    pen.text(54, 110, f"To: {case.patient}", 11)
    pen.text(54, 140, f"{case.collector} is a debt collector. We are trying to collect a debt that you owe to {case.provider}.", 10)
    pen.text(54, 153, "We will use any information you give us to help collect the debt.", 10)
    pen.text(54, 180, "Our information shows:", 12, True)
    pen.text(54, 196, f"You had an account with {case.provider} with account number {case.account}.", 10)
    y = 214.0
    for label, cents in (
        (f"As of {long(case.later(60))}, you owed:", owed),
        ("Between that day and today: You were charged this amount in interest:", interest),
        ("You were charged this amount in fees:", fees),
        ("You paid or were credited this amount toward the debt:", -paid),
        ("Total amount of the debt now:", due),
    ):
        pen.text(54, y, label, 10)
        pen.text(540, y, usd(cents), 10, cents == due, True)
        pen.line(54, y + 4, 540, y + 4)
        y += 18
    pen.text(54, y + 20, "How can you dispute the debt?", 12, True)
    pen.text(54, y + 36, f"Call or write to us by {long(case.later(235))}, to dispute all or part of the debt. If you do not, we will", 10)
    pen.text(54, y + 49, "assume that our information is correct.", 10)
    return pen.pdf(), [
        document(
            "collection_notice",
            {
                "issuer_name": case.collector,
                "reference_number": case.reference,
                "letter_date": case.later(200).isoformat(),
                "original_creditor": case.provider,
                "previous_balance": plain(owed),
                "itemization_date": case.later(60).isoformat(),
                "interest": plain(interest),
                "fees": plain(fees),
                "amount_due": plain(due),
                "respond_by_date": case.later(235).isoformat(),
            },
            also_fields={
                "account_number": [case.account],
                "patient_name": [case.patient],
                "patient_paid": [plain(paid)],
                "total_adjustments": [plain(paid)],
            },
        )
    ]


def denial(seed: int) -> Paper:
    """reportlab in Times: a letter with a block of references and a paragraph with the reason."""
    case = make_case(seed, lines=1)
    s = case.services[0]
    pen = ReportlabPen("Times")
    pen.text(72, 72, case.payer, 16, True)
    pen.text(72, 100, long(case.later(30)), 11)
    pen.text(72, 130, case.patient, 11)
    pen.text(72, 144, "18 Orchard Lane", 11)
    pen.text(72, 158, "Marlow, OH 43011", 11)
    pen.text(72, 190, "NOTICE OF ADVERSE BENEFIT DETERMINATION", 12, True)
    for n, (label, value) in enumerate(
        (
            ("Patient:", case.patient),
            ("Member ID:", case.member),
            ("Claim Number:", case.claim),
            ("Provider:", case.provider),
            ("Date of Service:", mdy(s.day)),
            ("Service:", s.text),
            ("Amount Billed:", usd(s.billed)),
        )
    ):
        pen.text(90, 215 + 14 * n, label, 11, True)
        pen.text(200, 215 + 14 * n, value, 11)
    reason = "The information we received does not show that this service was medically necessary under our clinical policy for imaging."
    y = 330.0
    for part in _wrapped(
        pen, f"Dear {case.patient}: We reviewed the claim above and we denied payment. Reason for denial: {reason}", 11, 460
    ):
        pen.text(72, y, part, 11)
        y += 14
    y += 14
    for part in _wrapped(
        pen,
        f"You have the right to appeal. We must receive your appeal in writing no later than {long(case.later(210))}. You may also ask for the file, free of charge.",
        11,
        460,
    ):
        pen.text(72, y, part, 11)
        y += 14
    return pen.pdf(), [
        document(
            "denial_letter",
            {
                "payer_name": case.payer,
                "letter_date": case.later(30).isoformat(),
                "patient_name": case.patient,
                "member_id": case.member,
                "claim_number": case.claim,
                "provider_name": case.provider,
                "service_from": s.day.isoformat(),
                "total_billed": plain(s.billed),
                "denial_reason": reason,
                "appeal_by_date": case.later(210).isoformat(),
            },
            [{"description": s.text, "billed": plain(s.billed)}],
            also_fields={"issuer_name": [case.payer], "service_to": [s.day.isoformat()]},
        )
    ]


def dental_eob(seed: int) -> Paper:
    """reportlab: a dental plan's table with tooth, surface and the code paid as, unruled, two-line headers."""
    case = make_case(seed, lines=4, kind="dental")
    pen = ReportlabPen()
    pen.text(40, 50, f"{case.payer} Dental", 16, True)
    pen.text(40, 68, "Dental Explanation of Benefits - This is not a bill", 11)
    for n, (label, value) in enumerate(
        (
            ("Patient name", case.patient),
            ("Subscriber ID", case.member),
            ("Claim no.", case.claim),
            ("Treating dentist", case.provider),
            ("Processed on", mon(case.later(14))),
        )
    ):
        pen.text(40, 95 + 13 * n, label, 9, True)
        pen.text(150, 95 + 13 * n, value, 9)
    columns = (
        (40, "Date", "", False),
        (95, "Procedure", "code", False),
        (150, "Paid", "as", False),
        (190, "Tooth", "", False),
        (225, "Surf", "", False),
        (255, "Description", "", False),
        (430, "Submitted", "fee", True),
        (480, "Plan", "allows", True),
        (530, "Plan", "pays", True),
        (580, "You", "pay", True),
    )
    for x, a, b, right in columns:
        pen.text(x, 180, a, 8, True, right)
        pen.text(x, 190, b, 8, True, right)
    y, lines = 206.0, []
    for s in case.services:
        text = s.text[:30].strip()
        for x, value, right in (
            (40, mdyy(s.day), False),
            (95, s.code, False),
            (150, s.paid_as, False),
            (190, s.tooth, False),
            (225, s.surface, False),
            (255, text, False),
            (430, usd(s.billed, ""), True),
            (480, usd(s.allowed, "") if s.allowed else "-", True),
            (530, usd(s.paid, ""), True),
            (580, usd(s.billed - s.discount - s.paid, ""), True),
        ):
            if value:
                pen.text(x, y, value, 8, False, right)
        made = {
            "service_date": s.day.isoformat(),
            "code": s.code,
            "code_system": "CDT",
            "description": text,
            "billed": plain(s.billed),
            "plan_paid": plain(s.paid),
            "patient_owes": plain(s.billed - s.discount - s.paid),
        }
        if s.allowed:
            made["allowed"] = plain(s.allowed)
        printed = (("tooth", s.tooth), ("surface", s.surface), ("paid_as_code", s.paid_as))
        made |= {name: value for name, value in printed if value}
        lines.append(made)
        y += 14
    owes = sum(s.billed - s.discount - s.paid for s in case.services)
    pen.text(255, y + 4, "Totals", 8, True)
    for x, cents in ((430, case.total("billed")), (480, case.total("allowed")), (530, case.total("paid")), (580, owes)):
        pen.text(x, y + 4, usd(cents, ""), 8, True, True)
    pen.text(40, y + 40, "An alternate benefit was applied: a composite filling is paid as an amalgam filling (D2150).", 8)
    return pen.pdf(), [
        document(
            "eob",
            {
                "payer_name": f"{case.payer} Dental",
                "patient_name": case.patient,
                "member_id": case.member,
                "claim_number": case.claim,
                "provider_name": case.provider,
                "processed_date": case.later(14).isoformat(),
                "total_billed": plain(case.total("billed")),
                "total_allowed": plain(case.total("allowed")),
                "plan_paid": plain(case.total("paid")),
                "patient_responsibility": plain(owes),
            },
            lines,
            also_fields={"issuer_name": [f"{case.payer} Dental"]},
        )
    ]


LAYOUTS: dict[str, Callable[[int], Paper]] = {
    "hospital_summary": hospital_summary,
    "itemized_hospital": itemized_hospital,
    "eob_two_claims": eob_two_claims,
    "ledger_statement": ledger_statement,
    "collection_form": collection_form,
    "denial": denial,
    "dental_eob": dental_eob,
}


def service_lines(services: list[Service], **columns: str) -> list[dict[str, Any]]:
    """Truth lines with the named amounts: contract name = attribute of the service."""
    return [{"service_date": s.day.isoformat(), **{name: plain(getattr(s, own)) for name, own in columns.items()}} for s in services]
