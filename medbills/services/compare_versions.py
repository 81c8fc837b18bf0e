"""Lays two versions of an insurer's statement side by side: each sum and line before and after, and what differs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from medbills.domain.case import KeptPaper
from medbills.domain.differences import line_pairs
from medbills.domain.link import LinkState, Relation
from medbills.domain.live_eobs import payer_key
from medbills.domain.matter import Matter
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Line, Paper
from medbills.domain.wording import long_day

_SUMS = (
    "total_billed", "total_allowed", "plan_paid", "other_insurance_paid", "deductible", "copay", "coinsurance", "not_covered",
    "patient_responsibility",
)  # fmt: skip
_TOLD = ("claim_number", "claim_version", "processed_date", "network_status", "service_from", "service_to")
_LINE_SUMS = ("billed", "allowed", "plan_paid", "deductible", "copay", "coinsurance", "not_covered", "patient_owes")
_LINE_TOLD = ("code", "remark_codes")
_SPOKEN = {  # tokens of our own reading, as a person says them
    "claim_version": {"original": "Original", "replacement": "Replacement", "reversal": "Reversal"},
    "network_status": {"in": "In network", "out": "Out of network"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One value in both versions; "" where a version does not print it. `change` is after less before, of a sum in both."""

    label: str
    before: str
    after: str
    change: Money | None = None

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """An earlier and a later statement of one claim. `groups` name a service and its rows; the first is the whole claim."""

    before: KeptPaper
    after: KeptPaper
    groups: tuple[tuple[str, tuple[VersionRow, ...]], ...]

    @property
    def differs(self) -> int:
        """How many values differ."""
        return sum(row.differs for _, rows in self.groups for row in rows)

    @property
    def says(self) -> str:
        """What the change means for the patient, in a sentence or two."""
        old, new = self.before.paper.patient_responsibility, self.after.paper.patient_responsibility
        if old is None or new is None:
            return f"{self.differs} values differ. The later statement counts." if self.differs else "Nothing that is printed differs."
        if old == new:
            return f"What you owe stays {new}. The later statement counts."
        less = f"{old - new} less" if new < old else f"{new - old} more"
        return f"You owe {less} than before: {new} instead of {old}. The later statement counts."


def versions_of(matter: Matter) -> tuple[Versions, ...]:
    """Every two statements of a case of which the later one replaces the earlier, the latest first."""
    eobs = [kept for kept in matter.counting if kept.paper.is_eob]
    by_id = {kept.id: kept for kept in eobs}
    apart = {frozenset((link.paper_id, link.other_id)) for link in matter.links if link.state is LinkState.REJECTED}
    pairs: dict[tuple[str, str], tuple[KeptPaper, KeptPaper]] = {}
    for link in matter.links:
        if link.relation is Relation.CORRECTED_CLAIM and link.counts and link.paper_id in by_id and link.other_id in by_id:
            pairs[(link.other_id, link.paper_id)] = (by_id[link.other_id], by_id[link.paper_id])
    for before, after in _of_one_claim(eobs):
        linked = {frozenset(pair) for pair in pairs}
        if frozenset((before.id, after.id)) not in apart | linked:
            pairs[(before.id, after.id)] = (before, after)
    found = [compare_versions(before, after) for before, after in pairs.values()]
    return tuple(sorted(found, key=lambda one: (_age(one.after), one.before.id), reverse=True))


def compare_versions(before: KeptPaper, after: KeptPaper) -> Versions:
    """The two side by side; what neither prints is left out."""
    groups = [("The whole claim", _rows_of_paper(before.paper, after.paper))]
    for old, new in line_pairs(before.paper.lines, after.paper.lines):
        one = before.paper.lines[old] if old is not None else None
        other = after.paper.lines[new] if new is not None else None
        groups.append((_line_title(one, other), _rows_of_line(one, other)))
    return Versions(before=before, after=after, groups=tuple((title, rows) for title, rows in groups if rows))


def _of_one_claim(eobs: Sequence[KeptPaper]) -> Iterator[tuple[KeptPaper, KeptPaper]]:
    """Neighbors in time of the statements with one claim number."""
    claims: dict[tuple[str, str], list[KeptPaper]] = {}
    for kept in eobs:
        number = kept.paper.replaces_claim_number or kept.paper.claim_number
        if number:
            claims.setdefault((payer_key(kept.paper), number), []).append(kept)
    for same in claims.values():
        ordered = sorted(same, key=lambda kept: (_age(kept), kept.paper.claim_version is not None, kept.id))
        yield from pairwise(ordered)


def _age(kept: KeptPaper) -> datetime.date:
    return kept.paper.processed_date or kept.paper.dated or datetime.date.min


def _rows_of_paper(before: Paper, after: Paper) -> tuple[VersionRow, ...]:
    names = [(name, PAPER_FIELDS[name].label) for name in (*_SUMS, *_TOLD)]
    return tuple(row for name, label in names if (row := _row(label, _told(before, name), _told(after, name))))


def _rows_of_line(before: Line | None, after: Line | None) -> tuple[VersionRow, ...]:
    names = [(name, LINE_FIELDS[name].label) for name in (*_LINE_SUMS, *_LINE_TOLD)]
    rows = (_row(label, getattr(before, name, None), getattr(after, name, None)) for name, label in names)
    return tuple(row for row in rows if row)


def _row(label: str, before: object, after: object) -> VersionRow | None:
    if before in (None, ()) and after in (None, ()):
        return None
    both = isinstance(before, Money) and isinstance(after, Money)
    change = after - before if both and isinstance(after, Money) and isinstance(before, Money) and after - before != ZERO else None
    return VersionRow(label=label, before=_words(before), after=_words(after), change=change)


def _told(paper: Paper, name: str) -> object:
    value = getattr(paper, name)
    return _SPOKEN[name].get(str(value), value) if name in _SPOKEN and value is not None else value


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return long_day(value)
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)


def _line_title(before: Line | None, after: Line | None) -> str:
    line = after or before
    name = (line.description or line.code or "A service") if line else "A service"
    if before is None:
        return f"{name} (new)"
    return f"{name} (gone)" if after is None else name
