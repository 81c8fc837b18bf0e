"""The JSON forms of `medbills deadlines`: facts in, dated rules out, and the list of events."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from medbills.deadlines.engine import TRIGGER_OF, apply_rules
from medbills.domain.deadline import Event
from medbills.domain.plan import ALSO_CALLED
from medbills.domain.rule import NO_LIMITS, PLAN_UNITS, Pack, PlanLimit, Span
from medbills.errors import UnusableInput
from medbills.rules import load_pack

_KEYS = frozenset({"schema", "today", "state", "plan_type", "statuses", "events", "plan_says"})
_EVENT_KEYS = frozenset({"event", "date", "id", "printed", "printed_rule", "statuses", "source"})


def deadlines_from_json(data: Any, today: datetime.date, pack: Pack | None = None) -> dict[str, Any]:
    """The answer of `medbills deadlines` to a facts object, by the rules of `pack`; None: those that ship.

    A `today` in the facts comes before the argument. Unknown keys are named under `warnings`, never silently dropped.
    Raises UnusableInput with what is wrong and what to do.
    """
    if not isinstance(data, Mapping):
        raise UnusableInput("The facts are not one JSON object. Write them as {\"events\": [...]}.")
    warnings = [f"{key} is not known and was not used." for key in data if key not in _KEYS]
    items = data.get("events", ())
    if not isinstance(items, (list, tuple)):
        raise UnusableInput("In the facts, events is not a list. Write it as {\"events\": [...]}.")
    pack = pack or load_pack()
    events = [_event(item, number, warnings, pack) for number, item in enumerate(items, start=1)]
    found = apply_rules(
        events, today=_day(data["today"], "today") if data.get("today") else today, state=_state(data.get("state")),
        plan_type=_plan_type(data.get("plan_type"), pack), pack=pack, statuses=_names(data.get("statuses"), "statuses"),
        plan_says=_limits(data.get("plan_says")),
    )  # fmt: skip
    answer: dict[str, Any] = {"deadlines": [deadline.to_json() for deadline in found]}
    return answer | ({"warnings": warnings} if warnings else {})


def events_json(pack: Pack | None = None) -> dict[str, Any]:
    """Every event by name, what it means, and the rules it sets off."""
    pack = pack or load_pack()
    return {
        "events": [
            {"event": name, "meaning": meaning, "rules": [rule.id for rule in pack.set_off_by(name)]}
            for name, meaning in pack.events.items()
        ]
    }


def _event(item: Any, number: int, warnings: list[str], pack: Pack) -> Event:
    if not isinstance(item, Mapping) or not isinstance(item.get("event"), str):
        raise UnusableInput(f"Event {number} in the facts has no name. Give it as \"event\", for example \"denial_notice_received\".")
    name = item["event"]
    known = name.removeprefix(TRIGGER_OF) in pack.rules if name.startswith(TRIGGER_OF) else name in pack.events
    if not known:
        raise UnusableInput(
            f"Event {number} in the facts is called {name}, which is not known. "
            "Run `medbills deadlines --events` to see those that are."
        )  # fmt: skip
    warnings += [f"events[{number - 1}].{key} is not known and was not used." for key in item if key not in _EVENT_KEYS]
    printed_rule = item.get("printed_rule")
    if printed_rule is not None and printed_rule not in pack.rules:
        raise UnusableInput(
            f"Event {number} in the facts names the rule {printed_rule}, which is not known. "
            "Run `medbills deadlines --events --json` to see the rules."
        )
    return Event(
        event=name, date=_day(item.get("date"), f"the date of event {number}"), id=str(item.get("id") or ""),
        printed=_day(item["printed"], f"the printed date of event {number}") if item.get("printed") else None,
        printed_rule=printed_rule, statuses=_names(item.get("statuses"), f"the statuses of event {number}"),
        source=str(item.get("source") or ""),
    )  # fmt: skip


def _day(value: Any, what: str) -> datetime.date:
    """A day as 2026-11-21; a clock time after it is cut off."""
    try:
        day = datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2200:
        raise UnusableInput(f"In the facts, {what} is not a date: {value!r}. Write one like 2026-11-21.")
    return day


def _state(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value.strip()) != 2:
        raise UnusableInput(f"In the facts, state is {value!r}. Write two letters like TX.")
    return value.strip().upper()


def _plan_type(value: Any, pack: Pack) -> str | None:
    if value is None or value == "":
        return None
    value = ALSO_CALLED.get(value, value) if isinstance(value, str) else value
    known = [name for name in pack.plan_types if name != "any"]
    if value not in known:
        raise UnusableInput(f"In the facts, plan_type {value!r} is not known. Use one of: {', '.join(known)}.")
    return str(value)


def _limits(value: Any) -> Mapping[str, PlanLimit]:
    """What the plan document says, by rule: {"appeal_internal_180d": {"value": 365, "unit": "calendar_days", "where": "page 41"}}."""
    if value is None:
        return NO_LIMITS
    if not isinstance(value, Mapping):
        raise UnusableInput("In the facts, plan_says is not an object. Write a limit for each rule.")
    return {str(rule): _limit(rule, said) for rule, said in value.items()}


def _limit(rule: Any, said: Any) -> PlanLimit:
    number = said.get("value") if isinstance(said, Mapping) else None
    unit = said.get("unit") if isinstance(said, Mapping) else None
    if rule not in load_pack().rules or type(number) is not int or not 0 < number <= 4000 or unit not in PLAN_UNITS:
        raise UnusableInput(
            f"In the facts, plan_says for {rule} is not a rule with a limit. "
            'Write one like {"value": 180, "unit": "calendar_days"}.'
        )  # fmt: skip
    return PlanLimit(Span(number, unit), str(said.get("where") or ""))


def _names(value: Any, what: str) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, (list, tuple)):
        raise UnusableInput(f"In the facts, {what} is not a list. Write a list of words.")
    return frozenset(str(name) for name in value)
