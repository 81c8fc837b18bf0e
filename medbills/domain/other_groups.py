"""Adjustments of an insurer's paper that are neither a discount (CO) nor the patient's share (PR): groups OA and PI."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.matching import BillMatch
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Line
from medbills.domain.remittance import group_codes
from medbills.domain.shares import matched_lines

_GROUPS = frozenset({"OA", "PI"})
_ELSEWHERE = frozenset({"18", "B13", "100"})  # a copy, paid before, or paid to the patient: not asked about here
_USUAL = frozenset({("CO", "45"), ("PR", "1"), ("PR", "2"), ("PR", "3")})


@dataclass(frozen=True)
class Other:
    """One amount of group OA or PI. `derived`: from the column of what is not covered. `line` is the bill's line."""

    group: str
    reason: str
    amount: Money
    derived: bool
    line: int | None
    no_surprise: bool  # the remark says that the surprise-bill rules forbid to bill it

    @property
    def like_write_off(self) -> bool:
        """OA-209 ("the patient may not be billed") or remark N830."""
        return self.no_surprise or (self.group, self.reason) == ("OA", "209")


def others_of(found: BillMatch) -> tuple[Other, ...]:
    """Every such amount on the lines that speak of the bill."""
    return tuple(
        other
        for match, eob, index in matched_lines(found)
        for other in _of_line(eob.lines[index], match.line if match else None)
        if other.reason not in _ELSEWHERE and other.amount > ZERO
    )


def shows_groups(found: BillMatch) -> bool:
    """Whether any of these lines carries a group code."""
    lines = [eob.lines[index] for _, eob, index in matched_lines(found)]
    return any(line.adjustments or group_codes(line) for line in lines)


def _of_line(line: Line, number: int | None) -> list[Other]:
    remark = "N830" in (line.remark_codes or ())
    if line.adjustments:
        items = [item for item in line.adjustments if item.group in _GROUPS]
        return [Other(item.group, item.reason, item.amount, False, number, remark) for item in items]
    special = [code for code in group_codes(line) if code not in _USUAL]
    if line.not_covered is None or len(special) != 1 or special[0][0] not in _GROUPS:
        return []
    return [Other(*special[0], line.not_covered, True, number, remark)]
