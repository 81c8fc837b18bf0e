"""The dollars that a plan paid on codes a practice never billed: by payer, year and code.

A plan that pays a white filling as a silver one pays on the silver one's code. Amounts are worked out from the practice's
volumes and the payer's list of alternate amounts, whole cents; counts are whole treatments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from medbills.domain.fee_proposal import Fees, impact_codes, propose
from medbills.domain.money import Money, total


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverBilled:
    """One code on which a payer paid in a year. `billed` says how often the practice billed it itself, which is seldom or never."""

    payer: str
    year: int
    code: str
    done: tuple[str, ...]  # the codes that were billed instead
    treatments: int
    paid: Money
    billed: int


def paid_on_others(
    payer: str, year: int, counts: Mapping[str, int], paid_as: Mapping[str, str], pairs: Mapping[str, Sequence[str]], fees: Fees,
    rate: Decimal,
) -> tuple[tuple[NeverBilled, ...], tuple[str, ...]]:  # fmt: skip
    """Those of one payer and year, the largest sum first; and the cheaper codes whose amount no list tells."""
    codes, unknown = impact_codes(counts, paid_as, pairs, fees)
    worked = propose(codes, 0, {}, rate, unknown)
    found = [
        NeverBilled(
            payer=payer, year=year, code=one.impact.code, done=tuple(done.code for done in one.impact.done), treatments=one.impact.count,
            paid=one.plan.before, billed=one.impact.billed,
        )
        for one in worked.codes
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.paid.cents, one.code))), unknown


def sums_by_year(rows: Iterable[NeverBilled]) -> dict[int, Money]:
    """What was paid on such codes in each year, the newest first; codes that the practice bills too are counted apart."""
    listed = [row for row in rows if row.billed == 0]
    return {year: total(row.paid for row in listed if row.year == year) for year in sorted({row.year for row in listed}, reverse=True)}
