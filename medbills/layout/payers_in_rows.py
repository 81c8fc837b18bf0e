"""The insurer that only a bill's rows of payments name: "Keystone Blue PPO - Payment", "Payment from Moda Health"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.layout.facts import Fact
from medbills.layout.rows import words_at
from medbills.layout.table_line import TableLine
from medbills.layout.wording import canonical

_PAID = r"(?:payments?|pmts?|pymts?|paid|remittance|pago|pag[oó])"
_LOWERED = (
    r"(?:(?:contractual|network|provider|plan|insurance|ppo|hmo) )?"
    r"(?:adjustments?|adj|write[- ]?offs?|discounts?|allowance|ajustes?)"
)
_DONE = rf"(?:{_PAID}|{_LOWERED})"
_NAME = r"(?P<name>(?-i:[A-Z])[\w&.'’/ -]{1,50}?)"
_BEFORE = re.compile(rf"{_NAME}(?:,? ?[-–—:] ?| ){_DONE}\b\.?(?: .*)?", re.I)
_BEHIND = re.compile(rf"{_DONE} ?(?:[-–—:]|from|by|de|per) ?{_NAME}", re.I)
_OF_NOBODY = frozenset(
    {
        "insurance", "ins", "insurer", "carrier", "plan", "payer", "payor", "primary", "secondary", "tertiary", "commercial", "third",
        "party", "network", "contractual", "electronic", "eft", "era", "ach", "check", "card", "visa", "mastercard", "credit", "debit",
        "cash", "patient", "your", "you", "copay", "self", "online", "portal", "medical", "health", "provider", "hospital", "billing",
        "account", "total", "net", "prior", "previous", "last", "late", "charity", "courtesy", "prompt", "pay", "adjusted", "posted",
        "other", "seguro", "aseguradora", "paciente",
    }
)
_PLANS = frozenset({"plan_paid"})
_WEIGHT, _ALONE = 0.86, 0.8  # where a second row of the plan's bears it out; where one row says it


def payers_in_rows(lines: Sequence[TableLine]) -> Iterator[Fact]:
    """The one name in the rows of a plan's payments; nothing where these name nobody, or several."""
    named = [fact for line in lines if line.cells.keys() & _PLANS and "billed" not in line.cells and (fact := _named(line)) is not None]
    if named and len({canonical(str(fact.value)) for fact in named}) == 1:
        words = canonical(str(named[0].value))
        said = sum(words in canonical(str(line.cells["description"].value)) for line in lines if "description" in line.cells)
        first = named[0]
        yield Fact("payer_name", first.value, first.page, first.words, _WEIGHT if said > 1 else _ALONE)


def _named(line: TableLine) -> Fact | None:
    cell = line.cells.get("description")
    if cell is None:
        return None
    text = str(cell.value).strip()
    found = _BEHIND.fullmatch(text) or _BEFORE.fullmatch(text)
    if found is None or set(canonical(found["name"]).split()) <= _OF_NOBODY or re.search(r"\d{3}", found["name"]):
        return None
    start, end = found.span("name")
    return Fact("payer_name", found["name"].strip(" -–,:"), cell.page, words_at(cell.words, start, end), _ALONE)
