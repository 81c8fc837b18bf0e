"""Reports the dollars that payers paid on codes a practice never billed, by payer, code and year, and writes it as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from medbills.domain.csv_text import csv_text
from medbills.domain.fee_proposal import Fees
from medbills.domain.money import Money
from medbills.domain.never_billed import NeverBilled, paid_on_others, sums_by_year
from medbills.domain.practice import FeeSchedule, ListKind, Volumes, in_force
from medbills.services.keep_own_pair import pairs_in_use
from medbills.services.keep_practice_figures import only_practice
from medbills.services.plan_fee_proposal import wish_of
from medbills.store import Vault

NONE: Mapping[str, Money] = {}


@dataclass(frozen=True, slots=True)
class Report:
    """The rows, the sum of each year, and what could not be counted, in sentences."""

    rows: tuple[NeverBilled, ...]
    sums: Mapping[int, Money]
    left_out: tuple[str, ...]


def report_never_billed(vault: Vault) -> Report:
    """One row for each payer, year and code. A payer's list is the one in force on the last day counted.

    Raises UnusableInput in a family's vault.
    """
    only_practice(vault)
    lists, pairs = vault.fee_schedules.all(), pairs_in_use(vault)
    rows: list[NeverBilled] = []
    left_out: list[str] = []
    for (payer, year), volumes in _by_year(vault.volumes.all()).items():
        last = max(one.last_on for one in volumes)
        fees = Fees(
            usual=_fees(in_force(lists, "", ListKind.USUAL, last)), primary=_fees(in_force(lists, payer, ListKind.PRIMARY, last)),
            alternate=_fees(in_force(lists, payer, ListKind.ALTERNATE, last)),
        )  # fmt: skip
        counts: dict[str, int] = {}
        for one in volumes:
            for code, count in one.counts.items():
                counts[code] = counts.get(code, 0) + count
        paid_as = {code: other for one in volumes for code, other in one.paid_as.items()}
        found, unknown = paid_on_others(payer, year, counts, paid_as, pairs, fees, wish_of(vault, payer).rate)
        rows += found
        if unknown:
            left_out.append(f"{payer}, {year}: no list in force then tells the amount for {', '.join(unknown)}.")
    ordered = sorted(rows, key=lambda row: (-row.year, row.payer.casefold(), -row.paid.cents, row.code))
    return Report(tuple(ordered), sums_by_year(ordered), tuple(left_out))


def report_table(report: Report) -> bytes:
    """The report as CSV in UTF-8, for a spreadsheet; no cell can be taken for a formula."""
    head = ("Year", "Payer", "Paid on code", "Done and billed instead", "Treatments", "Dollars paid", "Times billed by you")
    rows = (
        (str(row.year), row.payer, row.code, " ".join(row.done), str(row.treatments), row.paid.plain(), str(row.billed))
        for row in report.rows
    )
    return csv_text(head, rows).encode("utf-8-sig")


def _by_year(every: tuple[Volumes, ...]) -> dict[tuple[str, int], list[Volumes]]:
    """Volumes belong to the year of their last day."""
    found: dict[tuple[str, int], list[Volumes]] = {}
    for one in every:
        found.setdefault((one.payer, one.last_on.year), []).append(one)
    return found


def _fees(one: FeeSchedule | None) -> Mapping[str, Money]:
    return one.fees if one else NONE
