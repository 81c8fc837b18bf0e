"""Amounts that cannot stand under the headings they were given to, and those for which nothing but a guess at the headings speaks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from medbills.domain.money import Money
from medbills.layout.row_arithmetic import proven_by_sums
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table
from medbills.layout.tokens import MONEY

# What is a part of the charge on every paper; a plan may allow and pay more than was charged (a fixed rate for a stay).
_PARTS = ("adjustment", "not_covered", "deductible", "copay", "coinsurance", "patient_owes")
_DAYS = frozenset({"service_date", "service_from"})
_TOO_MANY = 0.3  # of the lines with a charge
_OF_A_PLAN = frozenset({"allowed", "plan_paid", "not_covered", "deductible", "copay", "coinsurance", "patient_owes", "unit_price"})
_CORE = frozenset({"allowed", "plan_paid"})  # of every plan's sum: what it allows, less the patient's share, it pays
_BY_A_PLAN = _OF_A_PLAN - {"patient_owes"}  # what no paper tells of a service without its charge
_CREDITS = frozenset({"adjustment", "plan_paid", "patient_paid", "_payments", "_credits"})  # with a minus or without
_OPEN = frozenset({"_unknown", "_money", "_status", "_shares"})  # columns whose heading was not understood
_MOSTLY = 0.5  # of the lines


def doubt_columns(table: Table, lines: Sequence[TableLine]) -> None:
    """Marks amounts as doubtful: those that contradict one another, and those that only a half-read heading speaks for."""
    for line in lines:
        line.doubted |= {column.field for column in table.columns if column.half}
    charged = [line for line in lines if (billed := line.amount("billed")) is not None and billed.cents >= 0]
    if sum(map(_contradicts, charged)) > _TOO_MANY * len(charged):
        for line in lines:
            line.doubted |= _amounts(line).keys()
    _doubt_unproven(table, lines)


def doubt_undated(lines: Sequence[TableLine], days_told: int) -> None:
    """Marks the amounts of services without a day, which may be only a part of their lines.

    That is so where others have a day, where the paper tells none (`days_told` is how often it tells one outside the
    lines), and where it tells one as often as there are services.
    """
    # A department's charge in an overview needs no day: it has neither a code nor other amounts.
    serviced = [line for line in lines if ("code" in line.cells or len(_amounts(line)) > 1) and not _is_credit(line)]
    undated = [line for line in serviced if not line.cells.keys() & _DAYS]
    if len(undated) == len(serviced) and 0 < days_told < max(2, len(undated)):
        return
    for line in undated:
        line.unproven |= _amounts(line).keys()


def doubt_grouping(lines: Sequence[TableLine]) -> None:
    """Marks all amounts of lines that do not add up to what was charged: some may be missing, or those of another claim."""
    for line in lines:
        line.unproven |= _amounts(line).keys()


def _doubt_unproven(table: Table, lines: Sequence[TableLine]) -> None:
    """Amounts that no sum proves, where something speaks against the headings that they were given to."""
    serviced = [line for line in lines if len(_amounts(line).keys() & (_OF_A_PLAN | {"billed"})) > 0 and not _is_credit(line)]
    weighed = [(line, *proven_by_sums(_cents(line), _units(line))) for line in serviced]
    proven = sum(bool(by) for _, _, by in weighed)
    # A service without its charge, amounts under a heading that says nothing to us, sums that do not come out.
    uncharged = [line for line in serviced if "billed" not in line.cells and _lacks_charge(line)]
    for line in uncharged:
        line.unproven |= _amounts(line).keys()
    lacking = len(uncharged) > _TOO_MANY * len(serviced)
    strange = _strange_amounts(table, serviced)
    failing = _sums_fail(weighed)
    if not (lacking or strange or failing):
        return
    guessed = lacking or failing or proven <= _MOSTLY * len(weighed)
    for line, _, by in weighed:
        # Beside columns that nobody understands the charge is still the first amount that every reader knows.
        clear = set[str]() if lacking or failing else {"billed"} if guessed else {"billed", *by}
        line.unproven |= _amounts(line).keys() - clear


def _sums_fail(weighed: Sequence[tuple[TableLine, frozenset[str], frozenset[str]]]) -> bool:
    """Whether the sums of most lines do not come out, or not the one of what was allowed and paid."""
    tried = [(line, sums, by) for line, sums, by in weighed if sums and any(_cents(line).values())]
    off = [line for line, sums, by in tried if not by or (sums >= _CORE and not by >= _CORE and any(_cents(line)[name] for name in _CORE))]
    return len(tried) > 0 and len(off) > _MOSTLY * len(tried)


def _lacks_charge(line: TableLine) -> bool:
    """Whether a line without its charge says more of the service than one amount, or what each unit of it costs."""
    names = _amounts(line).keys()
    return bool(names & _BY_A_PLAN) and (len(names) > 1 or "unit_price" in names)


def _strange_amounts(table: Table, lines: Sequence[TableLine]) -> bool:
    """Whether amounts stand, line after line, in a column whose heading was not understood."""
    for index, column in enumerate(table.columns):
        if column.field in _OPEN:
            held = sum(any(token.kind == MONEY for token in line.anchor.cells.get(index, ())) for line in lines)
            if held > _MOSTLY * len(lines):
                return True
    return False


def _is_credit(line: TableLine) -> bool:
    """Whether a line is a ledger's payment or adjustment: nothing but what lowers a balance."""
    names = {name for name in _amounts(line) if not name.startswith("_")}
    return bool(names) and names <= {"adjustment", "plan_paid", "patient_paid"} and len(names) == 1 and "code" not in line.cells


def _amounts(line: TableLine) -> dict[str, Money]:
    return {name: cell.value for name, cell in line.cells.items() if isinstance(cell.value, Money)}


def _cents(line: TableLine) -> dict[str, int]:
    return {name: abs(amount.cents) if name in _CREDITS else amount.cents for name, amount in _amounts(line).items()}


def _units(line: TableLine) -> Decimal | None:
    cell = line.cells.get("units")
    return cell.value if cell is not None and isinstance(cell.value, Decimal) else None


def _contradicts(line: TableLine) -> bool:
    billed, price = line.amount("billed"), line.amount("unit_price")
    if billed is None:
        return False
    units = line.cells.get("units")
    if price is not None and price > billed and (units is None or units.value >= 1):
        return True
    return any((part := line.amount(name)) is not None and part > billed for name in _PARTS)
