"""Layouts made by programs that are not everywhere (Chromium, LibreOffice, groff): an extra run, not in the test command."""
# ruff: noqa: E501  (a row of a layout is a line of code; the programs are the machine's own)

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from cases import long, make_case, mdy, mdyy, mon, plain, usd
from papers import Paper, document, system


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def chromium(html: str) -> bytes | None:
    """HTML printed by Chromium; None where it is not installed."""
    if shutil.which("chromium") is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.html").write_text(html, encoding="utf-8")
        _run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile",
                "--print-to-pdf=a.pdf",
                "a.html",
            ],
            folder,
        )
        return (folder / "a.pdf").read_bytes()


def libreoffice(html: str) -> bytes | None:
    """The same by LibreOffice Writer."""
    if shutil.which("soffice") is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.html").write_text(html, encoding="utf-8")
        _run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{folder}/profile",
                "--writer",
                "--convert-to",
                "pdf:writer_pdf_Export",
                "a.html",
            ],
            folder,
        )
        return (folder / "a.pdf").read_bytes()


def groff(text: str) -> bytes | None:
    """Plain text as groff sets it in Courier."""
    if shutil.which("groff") is None:
        return None
    source = ".pl 11i\n.po 0.6i\n.ll 8i\n.nf\n.ft CR\n.ps 9\n.vs 11\n" + text.replace("\\", "\\e").replace("-", "\\-")
    done = subprocess.run(
        ["groff", "-Tpdf", "-P-pletter"], input=source.encode("latin-1", "replace"), capture_output=True, timeout=60, check=True
    )
    return done.stdout


def visits(seed: int) -> Paper | None:
    """Chromium: a hospital's statement by department with subtotals, a reversed charge, payments in brackets, an aging table."""
    case = make_case(seed, lines=7)
    rows, lines, optional = [], [], []
    for name, part in (("EMERGENCY ROOM", case.services[:3]), ("LABORATORY", case.services[3:])):
        rows.append(f"<tr class=g><td colspan=7>{name}</td></tr>")
        for s in part:
            rows.append(
                f"<tr><td>{mdy(s.day)}</td><td>{s.revenue}</td><td>{s.code}</td><td>{', '.join(s.modifiers)}</td><td class=d>{s.text}</td><td class=n>{s.units}</td><td class=n>{usd(s.billed)}</td></tr>"
            )
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
                made["modifiers"] = list(s.modifiers)
            lines.append(made)
        if name == "LABORATORY":
            s = part[-1]
            rows.append(
                f"<tr><td>{mdy(s.day)}</td><td>{s.revenue}</td><td>{s.code}</td><td></td><td class=d>{s.text}</td><td class=n>{s.units}</td><td class=n>({usd(s.billed)})</td></tr>"
            )
            lines.append(
                {
                    "service_date": s.day.isoformat(),
                    "revenue_code": s.revenue,
                    "code": s.code,
                    "code_system": system(s.code),
                    "description": s.text,
                    "units": s.units,
                    "billed": plain(-s.billed),
                }
            )
        rows.append(
            f"<tr><td colspan=6 class=n><i>Subtotal {name.title()}</i></td><td class=n><i>{usd(sum(s.billed for s in part) - (part[-1].billed if name == 'LABORATORY' else 0))}</i></td></tr>"
        )
    charged = case.total("billed") - case.services[-1].billed
    paid = case.total("paid") // 2
    off = case.total("discount") // 3
    due = charged - paid - off
    for day, text, cents, name in (
        (case.later(25), f"Payment - {case.payer}", paid, "plan_paid"),
        (case.later(25), "Contractual adjustment", off, "adjustment"),
    ):
        optional.append({"service_date": day.isoformat(), name: plain(cents)})
        rows.append(
            f"<tr><td>{mdy(day)}</td><td></td><td></td><td></td><td class=d>{text}</td><td></td><td class=n>({usd(cents)})</td></tr>"
        )
    html = f"""<style>body{{font:10px Georgia,serif}}td,th{{padding:2px 5px;text-align:left}}.n{{text-align:right}}.g td{{font-weight:bold;padding-top:8px}}table{{border-collapse:collapse}}.w{{width:100%}}.d{{width:190px}}h1{{font-size:20px;margin:0}}.b td,.b th{{border:1px solid #888}}</style>
    <div style='display:flex;justify-content:space-between'><div><h1>{case.provider}</h1>1400 Riverside Parkway<br>Marlow, OH 43011<br>Billing questions: (555) 010-2211</div>
    <div><b>ITEMIZED STATEMENT OF HOSPITAL SERVICES</b><table><tr><td>Patient name</td><td>{case.patient}</td></tr><tr><td>Patient account no.</td><td>{case.account}</td></tr><tr><td>Statement date</td><td>{long(case.later(31))}</td></tr><tr><td>Admission date</td><td>{mdy(case.day)}</td></tr><tr><td>Discharge date</td><td>{mdy(case.later(2))}</td></tr></table></div></div><br>
    <table class=w><tr><th>Date</th><th>Rev code</th><th>HCPCS/CPT</th><th>Mod</th><th>Description of service</th><th class=n>Units</th><th class=n>Charge</th></tr>{"".join(rows)}</table><br>
    <table style='margin-left:auto'><tr><td>Total charges</td><td class=n>{usd(charged)}</td></tr><tr><td>Insurance payments</td><td class=n>({usd(paid)})</td></tr><tr><td>Adjustments</td><td class=n>({usd(off)})</td></tr><tr><td><b>Amount you owe</b></td><td class=n><b>{usd(due)}</b></td></tr></table>
    <table class=b><tr><th>Current</th><th>31-60 days</th><th>61-90 days</th><th>Over 90 days</th></tr><tr><td>{usd(due)}</td><td>$0.00</td><td>$0.00</td><td>$0.00</td></tr></table>"""
    data = chromium(html)
    return (
        None
        if data is None
        else (
            data,
            [
                document(
                    "itemized_bill",
                    {
                        "issuer_name": case.provider,
                        "patient_name": case.patient,
                        "account_number": case.account,
                        "statement_date": case.later(31).isoformat(),
                        "admission_date": case.day.isoformat(),
                        "discharge_date": case.later(2).isoformat(),
                        "total_billed": plain(charged),
                        "plan_paid": plain(paid),
                        "total_adjustments": plain(off),
                        "amount_due": plain(due),
                    },
                    lines,
                    optional_lines=optional,
                    also_fields={
                        "provider_name": [case.provider],
                        "patient_responsibility": [plain(due)],
                        "provider_phone": ["(555) 010-2211"],
                        "aging": [1],
                    },
                )
            ],
        )
    )


def mailing(seed: int) -> Paper | None:
    """Chromium: a mailing of three claims with an overview first, group headers over columns, and accumulators after."""
    cases = [make_case(seed * 3 + n, lines=2 + n, kind="doctor" if n else "hospital") for n in range(3)]
    first = cases[0]
    over = "".join(
        f"<tr><td>{c.claim}</td><td>{c.provider}</td><td>{mdyy(c.day)}</td><td class=n>{usd(c.total('billed'))}</td><td class=n>{usd(c.total('paid'))}</td><td class=n>{usd(c.total('owes'))}</td></tr>"
        for c in cases
    )
    body, truths = [], []
    for c in cases:
        rows, lines = [], []
        for s in c.services:
            cells = (s.billed, s.discount, s.allowed, s.paid, s.deductible, s.copay, s.coinsurance, s.owes)
            shown = "".join(f"<td class=n>{usd(v) if v else '&mdash;'}</td>" for v in cells)
            rows.append(f"<tr><td>{s.text}</td><td>{mdyy(s.day)}</td>{shown}<td>{', '.join(s.notes)}</td></tr>")
            made = {
                "service_date": s.day.isoformat(),
                "description": s.text,
                **{
                    k: plain(v)
                    for k, v in zip(
                        ("billed", "adjustment", "allowed", "plan_paid", "deductible", "copay", "coinsurance", "patient_owes"),
                        cells,
                        strict=True,
                    )
                    if v
                },
            }
            if s.notes:
                made["remark_codes"] = list(s.notes)
            lines.append(made)
        sums = [c.total(k) for k in ("billed", "discount", "allowed", "paid", "deductible", "copay", "coinsurance", "owes")]
        body.append(f"""<div class=c><h3>Claim {c.claim}</h3><p>Provider: {c.provider} &nbsp; Network: {"In network" if c is first else "Out of network"}<br>Claim received: {mdyy(c.later(5))} &nbsp; Claim processed: {mdyy(c.later(19))}</p>
        <table class=w><tr><th rowspan=2>Service</th><th rowspan=2>Date of service</th><th rowspan=2>Amount billed</th><th rowspan=2>Plan discount</th><th rowspan=2>Allowed</th><th rowspan=2>Plan paid</th><th colspan=4>Your responsibility</th><th rowspan=2>Notes</th></tr>
        <tr><th>Deductible</th><th>Copay</th><th>Coins.</th><th>Total you owe</th></tr>{"".join(rows)}<tr class=t><td>Claim total</td><td></td>{"".join(f"<td class=n>{usd(v)}</td>" for v in sums)}<td></td></tr></table></div>""")
        truths.append(
            document(
                "eob",
                {
                    "payer_name": first.payer,
                    "patient_name": first.patient,
                    "member_id": first.member,
                    "group_number": first.group,
                    "claim_number": c.claim,
                    "provider_name": c.provider,
                    "network_status": "in" if c is first else "out",
                    "processed_date": c.later(19).isoformat(),
                    **{
                        k: plain(v)
                        for k, v in zip(
                            (
                                "total_billed",
                                "total_adjustments",
                                "total_allowed",
                                "plan_paid",
                                "deductible",
                                "copay",
                                "coinsurance",
                                "patient_responsibility",
                            ),
                            sums,
                            strict=True,
                        )
                    },
                },
                lines,
                also_fields={
                    "issuer_name": [first.payer],
                    "statement_date": [first.later(24).isoformat()],
                    "deductible_met": ["640.00"],
                    "deductible_limit": ["1500.00"],
                    "out_of_pocket_met": ["1220.00"],
                    "out_of_pocket_limit": ["6000.00"],
                    "plan_name": ["Choice Plus PPO"],
                },
            )
        )
    html = f"""<style>@page{{size:letter landscape;margin:12mm}}body{{font:10px Arial,sans-serif}}td,th{{padding:3px 5px;border:1px solid #bbb;font-size:9px;text-align:left}}.n{{text-align:right}}.w{{width:100%}}table{{border-collapse:collapse}}.t td{{font-weight:bold}}.c{{break-inside:avoid}}.k td{{border:0}}h1{{font-size:22px}}</style>
    <h1>{first.payer}</h1><h2>Explanation of Benefits</h2><p>This is not a bill</p>
    <table class=k><tr><td>Member</td><td>{first.patient}</td><td>Member ID</td><td>{first.member}</td></tr><tr><td>Patient</td><td>{first.patient}</td><td>Group number</td><td>{first.group}</td></tr><tr><td>Plan</td><td>Choice Plus PPO</td><td>Statement date</td><td>{mdyy(first.later(24))}</td></tr></table>
    <h3>Your claims at a glance</h3><table><tr><th>Claim number</th><th>Provider</th><th>Date</th><th>Billed</th><th>Plan paid</th><th>You owe</th></tr>{over}</table>{"".join(body)}
    <h3>Your plan year so far</h3><table><tr><th></th><th>Limit</th><th>Used to date</th></tr><tr><td>Deductible</td><td class=n>$1,500.00</td><td class=n>$640.00</td></tr><tr><td>Out-of-pocket maximum</td><td class=n>$6,000.00</td><td class=n>$1,220.00</td></tr></table>"""
    data = chromium(html)
    return None if data is None else (data, truths)


def spanish(seed: int) -> Paper | None:
    """LibreOffice: a clinic's bill in Spanish."""
    case = make_case(seed, lines=4, kind="doctor")
    rows, lines = [], []
    for s in case.services:
        rows.append(
            f"<tr><td>{mdy(s.day)}</td><td>{s.code}</td><td>{s.text}</td><td align=center>{s.units}</td><td align=right>{usd(s.billed)}</td></tr>"
        )
        lines.append(
            {
                "service_date": s.day.isoformat(),
                "code": s.code,
                "code_system": system(s.code),
                "description": s.text,
                "units": s.units,
                "billed": plain(s.billed),
            }
        )
    months = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")
    day = case.later(30)
    due = case.total("billed") - case.total("paid") - case.total("discount")
    html = f"""<html><head><meta charset=utf-8></head><body><h2>{case.provider}</h2><h3>Estado de cuenta</h3><p>Paciente: {case.patient}<br>Número de cuenta: {case.account}<br>Fecha del estado de cuenta: {day.day} de {months[day.month - 1]} de {day.year}</p>
    <table width=100% cellpadding=4><tr><th align=left>Fecha de servicio</th><th align=left>Código</th><th align=left>Descripción</th><th>Cantidad</th><th align=right>Cargos</th></tr>{"".join(rows)}</table>
    <p align=right>Total de cargos: {usd(case.total("billed"))}<br>Pagos del seguro: {usd(case.total("paid"))}<br>Ajustes: {usd(case.total("discount"))}<br><b>Saldo a pagar: {usd(due)}</b><br>Fecha de vencimiento: {mdy(case.later(55))}</p></body></html>"""
    data = libreoffice(html)
    return (
        None
        if data is None
        else (
            data,
            [
                document(
                    "itemized_bill",
                    {
                        "issuer_name": case.provider,
                        "patient_name": case.patient,
                        "account_number": case.account,
                        "statement_date": day.isoformat(),
                        "total_billed": plain(case.total("billed")),
                        "plan_paid": plain(case.total("paid")),
                        "total_adjustments": plain(case.total("discount")),
                        "amount_due": plain(due),
                        "due_date": case.later(55).isoformat(),
                    },
                    lines,
                    also_fields={"provider_name": [case.provider]},
                )
            ],
        )
    )


def line_printer(seed: int) -> Paper | None:
    """groff in Courier: a practice's statement as an old billing system prints it, 80 columns, page breaks in the middle."""
    case = make_case(seed, lines=34, kind="doctor")
    case.services.sort(key=lambda s: s.day)
    out = [
        "",
        f"    {case.provider.upper():<40}STATEMENT",
        "    14 MILL STREET, MARLOW OH 43011",
        "",
        f"    ACCT: {case.account:<20}DATE: {mdy(case.later(40)):<14}PAGE 1",
        f"    PATIENT: {case.patient.upper()}",
        "",
        "    DATE      PROC    MD DESCRIPTION                    UN    CHARGES    INS PAID     ADJUST   PATIENT",
        "    " + "=" * 96,
    ]
    lines = []
    for s in case.services:
        text = s.text[:28].strip().upper()
        owes = s.billed - s.paid - s.discount
        out.append(
            f"    {mdyy(s.day)}  {s.code:<7} {(s.modifiers or ('',))[0]:<2} {text:<30} {s.units:>2} {usd(s.billed, ''):>10} {usd(s.paid, '') + '-' if s.paid else '':>11} {usd(s.discount, '') + '-' if s.discount else '':>11} {usd(owes, ''):>9}"
        )
        made = {
            "service_date": s.day.isoformat(),
            "code": s.code,
            "code_system": system(s.code),
            "description": text,
            "units": s.units,
            "billed": plain(s.billed),
            "patient_owes": plain(owes),
        }
        made |= {name: plain(v) for name, v in (("plan_paid", s.paid), ("adjustment", s.discount)) if v}
        if s.modifiers:
            made["modifiers"] = list(s.modifiers[:1])
        lines.append(made)
    sums = [case.total("billed"), case.total("paid"), case.total("discount")]
    due = sums[0] - sums[1] - sums[2]
    out += [
        "    " + "=" * 96,
        f"    {'TOTALS':<48} {usd(sums[0], ''):>10} {usd(sums[1], '') + '-':>11} {usd(sums[2], '') + '-':>11} {usd(due, ''):>9}",
        "",
        f"    BALANCE DUE FROM PATIENT: {usd(due)}     PAY BY: {mdy(case.later(60))}",
    ]
    data = groff("\n".join(out) + "\n")
    return (
        None
        if data is None
        else (
            data,
            [
                document(
                    "itemized_bill",
                    {
                        "issuer_name": case.provider.upper(),
                        "account_number": case.account,
                        "statement_date": case.later(40).isoformat(),
                        "patient_name": case.patient.upper(),
                        "total_billed": plain(sums[0]),
                        "plan_paid": plain(sums[1]),
                        "total_adjustments": plain(sums[2]),
                        "amount_due": plain(due),
                        "due_date": case.later(60).isoformat(),
                    },
                    lines,
                    also_fields={"provider_name": [case.provider.upper()], "patient_responsibility": [plain(due)]},
                )
            ],
        )
    )


def office_letter(seed: int) -> Paper | None:
    """LibreOffice: a refusal in justified text with a RE: block in a table."""
    case = make_case(seed, lines=1)
    s = case.services[0]
    reason = "The plan does not cover this service because it is considered investigational for your diagnosis."
    html = f"""<html><head><meta charset=utf-8></head><body><p align=right><b><font size=5>{case.payer}</font></b><br>Appeals and Grievances, P.O. Box 900, Dayton, OH 45401</p><p>{long(case.later(12))}</p><p>{case.patient}<br>9 Elm Court<br>Marlow, OH 43011</p>
    <table><tr><td>RE:</td><td>Denial of coverage</td></tr><tr><td>Member:</td><td>{case.patient}</td></tr><tr><td>ID Number:</td><td>{case.member}</td></tr><tr><td>Claim #:</td><td>{case.claim}</td></tr><tr><td>Date(s) of service:</td><td>{mdy(s.day)}</td></tr><tr><td>Provider of service:</td><td>{case.provider}</td></tr><tr><td>Billed amount:</td><td>{usd(s.billed)}</td></tr></table>
    <p align=justify>Dear {case.patient}:</p><p align=justify>We have completed our review of the claim listed above. We have denied payment. {reason} Our decision was made by a licensed physician who looked at the records that your doctor sent to us together with the terms of your benefit plan.</p>
    <p align=justify>If you do not agree, you may ask us to look at this again. Your request for an appeal must reach us by {mon(case.later(192))}, or you may lose the right to ask.</p></body></html>"""
    data = libreoffice(html)
    return (
        None
        if data is None
        else (
            data,
            [
                document(
                    "denial_letter",
                    {
                        "payer_name": case.payer,
                        "letter_date": case.later(12).isoformat(),
                        "patient_name": case.patient,
                        "member_id": case.member,
                        "claim_number": case.claim,
                        "service_from": s.day.isoformat(),
                        "provider_name": case.provider,
                        "total_billed": plain(s.billed),
                        "denial_reason": reason,
                        "appeal_by_date": case.later(192).isoformat(),
                    },
                    also_fields={"issuer_name": [case.payer], "service_to": [s.day.isoformat()]},
                )
            ],
        )
    )


def dental_statement(seed: int) -> Paper | None:
    """Chromium: a dentist's statement, tooth and surface in one column, estimates of the plan's share."""
    case = make_case(seed, lines=5, kind="dental")
    rows, lines = [], []
    for s in case.services:
        both = f"{s.tooth} {s.surface}".strip()
        owes = s.billed - s.discount - s.paid
        rows.append(
            f"<tr><td>{mdyy(s.day)}</td><td>{both}</td><td>{s.code}</td><td>{s.text}</td><td class=n>{usd(s.billed)}</td><td class=n>{usd(s.paid)}</td><td class=n>{usd(s.discount)}</td><td class=n>{usd(owes)}</td></tr>"
        )
        made = {
            "service_date": s.day.isoformat(),
            "code": s.code,
            "code_system": "CDT",
            "description": s.text,
            "billed": plain(s.billed),
            "plan_paid": plain(s.paid),
            "adjustment": plain(s.discount),
            "patient_owes": plain(owes),
        }
        made |= {name: v for name, v in (("tooth", s.tooth), ("surface", s.surface)) if v}
        lines.append(made)
    due = case.total("billed") - case.total("discount") - case.total("paid")
    html = f"""<style>body{{font:11px Verdana,sans-serif}}td,th{{padding:4px;text-align:left}}.n{{text-align:right}}table{{width:100%;border-collapse:collapse}}tr:nth-child(even){{background:#eef}}</style><center><b style='font-size:19px'>{case.provider}</b><br>Family and cosmetic dentistry</center>
    <p>Statement prepared {mon(case.later(10))} for {case.patient}</p><p>Account: {case.account} | Patient: {case.patient}</p>
    <table><tr><th>Date</th><th>Tooth/Surf</th><th>ADA code</th><th>Treatment</th><th class=n>Fee</th><th class=n>Ins. paid</th><th class=n>Discount</th><th class=n>Your portion</th></tr>{"".join(rows)}</table><p class=n><b>Total balance due: {usd(due)}</b></p>"""
    data = chromium(html)
    return (
        None
        if data is None
        else (
            data,
            [
                document(
                    "itemized_bill",
                    {"issuer_name": case.provider, "patient_name": case.patient, "account_number": case.account, "amount_due": plain(due)},
                    lines,
                    also_fields={"provider_name": [case.provider], "statement_date": [case.later(10).isoformat()]},
                )
            ],
        )
    )


LAYOUTS: dict[str, Callable[[int], Paper | None]] = {
    "visits": visits,
    "mailing": mailing,
    "spanish": spanish,
    "line_printer": line_printer,
    "office_letter": office_letter,
    "dental_statement": dental_statement,
}
