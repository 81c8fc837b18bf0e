"""Payments, adjustments and balances of a ledger: each given its own field, positive however it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.domain.money import Money
from medbills.layout.rows import text_of
from medbills.layout.table_line import Cell, TableLine
from medbills.layout.table_rows import Table
from medbills.layout.tokens import WORD

_PAYMENT = re.compile(
    r"\b(?:payments?|paid|pmts?|pymts?|pagos?|pagad[oa]|abonos?|cheque|tarjeta|efectivo|"
    r"reembolso|copago|check|remit|remittance|eft|ach|visa|mastercard|credit card|"
    r"copay (?:collected|received)|refund|reversal of payment)\b",
    re.I,
)
_INSURER = re.compile(
    r"\b(?:ins|insurance|insurer|plan|medicare|medicaid|carrier|payer|payor|health|blue|bcbs|aetna|cigna|united|uhc|"
    r"humana|kaiser|anthem|tricare|ppo|hmo|primary|secondary|mutual|assurance|benefits?|eob|era|remittance|claim|"
    r"seguros?|aseguradora|aseguranza|plan m[eé]dico)\b",
    re.I,
)
_PATIENT = re.compile(
    r"\b(?:patient|copay|co-pay|you|your|thank you|cash|check|visa|mastercard|card|guarantor|self|personal|online|"
    r"portal|credit card|"
    r"paciente|copago|coaseguro|efectivo|tarjeta|cheque|usted|gracias|garante)\b",
    re.I,
)
_LOWERED = re.compile(
    r"\b(?:adj|adjust|adjustment|adjustments|discount|write[- ]?off|contractual|courtesy|allowance|reduction|"
    r"ajustes?|descuentos?|rebaja|savings)\b",
    re.I,
)
_OF_NUMBERS = frozenset({"_unknown", "_status", "code", "revenue_code"})  # columns in which a service has no words
_PUT_TOGETHER = 0.93
_CREDIT_FIELDS = frozenset({"adjustment", "plan_paid", "patient_paid"})


def name_credit(table: Table, line: TableLine) -> None:
    """A payment's row in a table of services says what it is across the columns of numbers: all its words describe it."""
    billed = line.amount("billed")
    if billed is None or line.cells.keys() & {"code", "revenue_code", "units", "modifiers", "tooth"}:
        return
    row, place = line.anchor, table.column("description")
    strange = [i for i in row.cells if table.columns[i].field in _OF_NUMBERS and any(t.kind == WORD for t in row.cells[i])]
    words = tuple(word for i in sorted(row.cells) for t in row.cells[i] if t.kind == WORD for word in t.words)
    text = text_of(words).strip(" -–*:;")
    if place is not None and strange and any(c.isalpha() for c in text) and _is_credit(text, billed):
        line.cells["description"] = Cell(text, words, row.page, _PUT_TOGETHER)


def settle_ledger(table: Table, line: TableLine) -> None:
    """Gives payments and adjustments of a ledger their own field, positive however they are printed."""
    text = line.cells["description"].value if "description" in line.cells else ""
    billed = line.amount("billed")
    for name in ("_credits", "_payments"):
        if name == "_payments" and billed is not None:
            continue  # beside a charge: whose it is, the paper tells elsewhere
        cell = line.cells.pop(name, None)
        if cell is None or not cell.value:
            continue
        if billed is None:
            line.cells[_credit_field(text, name)] = Cell(abs(cell.value), cell.words, cell.page, 0.93)
    if billed is not None and text and "code" not in line.cells and _is_credit(text, billed):
        cell = line.cells.pop("billed")
        raised = billed.cents > 0 and bool(re.search(r"refund|reversal|nsf|returned", text, re.I))
        line.cells[_credit_field(text, "_payments")] = Cell(-abs(cell.value) if raised else abs(cell.value), cell.words, cell.page, 0.93)
    money = [name for name in ("adjustment", "plan_paid", "patient_paid") if name in line.cells]
    for name in money:
        cell = line.cells[name]
        if cell.value.cents < 0 and table.column(name) is not None:
            cell.value = -cell.value
    for name in ("deductible", "copay", "coinsurance", "not_covered"):
        if name in line.cells and line.cells[name].value.cents < 0 and (billed is None or billed.cents >= 0):
            line.cells[name].value = -line.cells[name].value


def settle_payers(lines: Sequence[TableLine]) -> None:
    """A payment by the one who also lowers charges is a plan's: "Commonwealth Care payment" beside "Commonwealth Care discount"."""
    plans = {name for line in lines if "adjustment" in line.cells and (name := _payer(line, _LOWERED))}
    for line in lines:
        if "patient_paid" in line.cells and "plan_paid" not in line.cells and _payer(line, _PAYMENT) in plans:
            cell = line.cells.pop("patient_paid")
            line.cells["plan_paid"] = Cell(cell.value, cell.words, cell.page, 0.9)


def _payer(line: TableLine, act: re.Pattern[str]) -> str | None:
    """The name at the head of a ledger's row, before what was done; None where it is the patient's."""
    text = line.cells["description"].value if "description" in line.cells else ""
    found = act.search(text)
    name = text[: found.start()].strip(" -–:,").lower() if found else ""
    return name if len(name) > 2 and not _PATIENT.search(name) else None


def _is_credit(text: str, amount: Money) -> bool:
    if amount.cents < 0:
        return bool(_PAYMENT.search(text) or _LOWERED.search(text) or _INSURER.search(text))
    return bool(re.search(r"\bpayments?\b|\bpmt\b|\bpymt\b|\badjustment\b|write[- ]?off|contractual|\bdiscount\b|thank you", text, re.I))


def _credit_field(text: str, otherwise: str) -> str:
    if _LOWERED.search(text) and not re.search(r"\bpayment\b|\bpago\b", text, re.I):
        return "adjustment"
    if re.search(
        r"\bpatient\b|\bcopay\b|thank you|\byou(?:r)?\b|\bcash\b|\bvisa\b|\bguarantor\b|credit card|\bpersonal\b|"
        r"\bpaciente\b|\bcopago\b|\bgracias\b|\busted\b|\bsu pago\b|\befectivo\b|\bgarante\b",
        text,
        re.I,
    ):
        return "patient_paid"
    if _INSURER.search(text):
        return "plan_paid"
    if _PATIENT.search(text) or otherwise == "_payments" or _PAYMENT.search(text):
        return "patient_paid"
    return "adjustment"


def settle_balance(lines: Sequence[TableLine]) -> None:
    """A balance column is what the patient owes of each line, unless it runs on from line to line."""
    rows = [line for line in lines if "_balance" in line.cells and "billed" in line.cells]
    own = [line for line in rows if _left_over(line) == line.amount("_balance")]
    taken = any(line.cells.keys() & {"plan_paid", "adjustment", "patient_paid"} for line in rows)
    for line in lines:
        cell = line.cells.pop("_balance", None)
        line.cells.pop("_shares", None)
        line.cells.pop("_money", None)
        if cell is not None and rows and taken and len(own) >= 0.6 * len(rows) and "patient_owes" not in line.cells:
            line.cells["patient_owes"] = cell


def _left_over(line: TableLine) -> Money | None:
    billed = line.amount("billed")
    if billed is None:
        return None
    taken = sum((line.amount(name) or Money(0)).cents for name in _CREDIT_FIELDS)
    return Money(billed.cents - taken)
