"""What differs between a paper as it is kept and as it was read anew, value by value and line by line."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from medbills.domain.fields import FieldSpec, FieldType, Value
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Line, Paper, Spot

Pair = tuple[int | None, int | None]  # a line as kept, from 0, and the same line as read anew; either may be missing
KIND = "kind"
_FOLLOWS_CODE = "code_system"  # told only with another code
LINE = ""  # the name of a difference that is a whole line


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value, or with an empty name one whole line. `line` counts from 0 in the kept paper, `new_line` in the one read anew.

    `old` and `new` are None where the paper does not have it. `yours`: the user typed the old value, which is never overwritten.
    `seen`: the user looked at it and left it.
    """

    name: str
    label: str
    old: Value | None
    new: Value | None
    line: int | None = None
    new_line: int | None = None
    spot: Spot | None = None  # where the new value stands
    yours: bool = False
    seen: bool = False

    @property
    def is_line(self) -> bool:
        return self.name == LINE

    @property
    def adds(self) -> bool:
        """It puts a value or a line in, and takes none away that somebody vouched for."""
        return not self.yours and not self.seen and self.new is not None and self.name != KIND


def line_pairs(kept: Sequence[Line], fresh: Sequence[Line]) -> tuple[Pair, ...]:
    """Each line with its counterpart, in order; a line that reads a little differently is still the same one."""
    one, other = ([(line.first_day, line.code, line.billed) for line in lines] for lines in (kept, fresh))
    pairs: list[Pair] = []
    for _, start, end, new_start, new_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        both = min(end - start, new_end - new_start)
        pairs += [(start + at, new_start + at) for at in range(both)]
        pairs += [(at, None) for at in range(start + both, end)]
        pairs += [(None, at) for at in range(new_start + both, new_end)]
    return tuple(pairs)


def moved_lines(kept: Paper, changed: Paper) -> Mapping[int, int]:
    """Where each line that is still there went."""
    return {old: new for old, new in line_pairs(kept.lines, changed.lines) if old is not None and new is not None}


def differences(kept: Paper, fresh: Paper) -> tuple[Difference, ...]:
    """Everything that reads differently, the paper's own values first."""
    found = []
    if kept.kind is not fresh.kind:
        found.append(Difference(name=KIND, label="Kind of paper", old=kept.kind, new=fresh.kind, seen=True))
    found += _values(PAPER_FIELDS, kept, fresh, None, None)
    for old, new in line_pairs(kept.lines, fresh.lines):
        if old is not None and new is not None:
            found += _values(LINE_FIELDS, kept.lines[old], fresh.lines[new], old, new)
        elif new is not None:
            line = fresh.lines[new]
            found.append(Difference(name=LINE, label=f"Line {new + 1}", old=None, new=line, new_line=new, spot=_spot(line)))
        elif old is not None:
            line = kept.lines[old]
            yours = any(spot.typed for spot in line.spots.values()) or not line.spots
            found.append(Difference(name=LINE, label=f"Line {old + 1}", old=line, new=None, line=old, yours=yours))
    return tuple(found)


def with_differences(kept: Paper, fresh: Paper, chosen: Collection[Difference]) -> Paper:
    """The kept paper with these differences taken; what the user typed stays whatever is chosen."""
    taken = [one for one in chosen if not one.yours]
    whole = {(one.line, one.new_line) for one in taken if one.is_line}
    lines = []
    for old, new in line_pairs(kept.lines, fresh.lines):
        if old is not None and new is not None:
            values = [one.name for one in taken if one.line == old and not one.is_line]
            lines.append(dataclasses.replace(kept.lines[old], **_parts(kept.lines[old], fresh.lines[new], values)))
        elif new is not None and (None, new) in whole:
            lines.append(fresh.lines[new])
        elif old is not None and (old, None) not in whole:
            lines.append(kept.lines[old])
    values = [one.name for one in taken if one.line is None and one.name in PAPER_FIELDS]
    parts = _parts(kept, fresh, values)
    if any(one.name == KIND for one in taken):
        parts["kind"] = fresh.kind
    return dataclasses.replace(kept, lines=tuple(lines), **parts)


def _values(
    specs: Mapping[str, FieldSpec], kept: Paper | Line, fresh: Paper | Line, line: int | None, new_line: int | None
) -> list[Difference]:
    found = []
    for name, spec in specs.items():
        old, new, spot = getattr(kept, name), getattr(fresh, name), kept.spots.get(name)
        if _says_the_same(spec, old, new) or (name == _FOLLOWS_CODE and _code(kept) == _code(fresh)):
            continue
        label = spec.label if line is None else f"Line {line + 1}, {spec.label.lower()}"
        # A value without a spot was put in by hand.
        yours = old is not None and (spot is None or spot.typed)
        found.append(
            Difference(
                name=name, label=label, old=old, new=new, line=line, new_line=new_line, spot=fresh.spots.get(name), yours=yours,
                seen=spot is not None and spot.page is not None and spot.confidence == 1.0,
            )
        )  # fmt: skip
    return found


def _says_the_same(spec: FieldSpec, old: Value | None, new: Value | None) -> bool:
    """Words that are only shouted, or not, are the same words."""
    if spec.type is FieldType.TEXT and old and new:
        return str(old).casefold() == str(new).casefold()
    return bool(old == new)


def _code(owner: Paper | Line) -> str | None:
    return owner.code if isinstance(owner, Line) else None


def _parts(kept: Paper | Line, fresh: Paper | Line, names: Sequence[str]) -> dict[str, Any]:
    """The new values with their spots; the user looked at them, so no doubt is left."""
    spots = dict(kept.spots)
    for name in names:
        spots.pop(name, None)
        if (spot := fresh.spots.get(name)) is not None:
            spots[name] = dataclasses.replace(spot, confidence=1.0)
    return {**{name: getattr(fresh, name) for name in names}, "spots": spots}


def _spot(line: Line) -> Spot | None:
    return next((spot for spot in line.spots.values() if spot.page), None)
