"""Which of the plan's copays may apply to a visit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from medbills.domain.facts import Context
from medbills.domain.money import Money
from medbills.domain.paper import Line, Paper
from medbills.domain.plan import Plan

_EMERGENCY, _URGENT, _SPECIALIST, _OFFICE = "emergency", "urgent_care", "specialist", "office_visit"
_EMERGENCY_VISIT = re.compile(r"9928[1-5]")
_OFFICE_VISIT = re.compile(r"992(0[2-5]|1[1-5])")


@dataclass(frozen=True)
class VisitCopays:
    """Names of the copays that may apply. `told`: the user or the paper says which visit it was."""

    names: tuple[str, ...]
    told: bool

    def highest(self, plan: Plan) -> Money:
        """The most that any of them allows; the names are the plan's."""
        return max(plan.copays[name] for name in self.names)


def is_office_visit(line: Line) -> bool:
    """Whether the code is that of an office visit."""
    return line.code is not None and _is_office_code(line.code)


@lru_cache(maxsize=4096)
def _is_office_code(code: str) -> bool:
    return bool(_OFFICE_VISIT.fullmatch(code))


def visit_copays(plan: Plan, context: Context, eob: Paper, line: Line) -> VisitCopays | None:
    """By the user's word, then by place and code; else any of the plan's copays. None: the plan lists none for it."""
    kind = _told(context, eob, line)
    if kind is not None:
        return VisitCopays((kind,), True) if kind in plan.copays else None
    if is_office_visit(line):
        near = tuple(name for name in plan.copays if name not in (_EMERGENCY, _URGENT))
        return VisitCopays(near, False) if near else None
    return VisitCopays(tuple(plan.copays), False) if plan.copays else None


def possible_visits(plan: Plan, context: Context, eob: Paper, line: Line) -> VisitCopays | None:
    """As `visit_copays`, also for a plan whose copays nobody typed; None: no kind of visit that has a name."""
    kind = _told(context, eob, line)
    if kind is not None:
        return VisitCopays((kind,), True)
    return visit_copays(plan, context, eob, line) or (VisitCopays((_OFFICE, _SPECIALIST), False) if is_office_visit(line) else None)


def _told(context: Context, eob: Paper, line: Line) -> str | None:
    place = line.place_of_service or eob.place_of_service
    if context.visit_type:
        return context.visit_type
    if _EMERGENCY_VISIT.fullmatch(line.code or "") or place == "23":
        return _EMERGENCY
    if place == "20":
        return _URGENT
    if not is_office_visit(line) or context.specialist_visit is None:
        return None
    return _SPECIALIST if context.specialist_visit else _OFFICE
