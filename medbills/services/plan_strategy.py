"""Plans the ways forward of a case: which levers fit, in which order, and what speaks for and against each."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from medbills import plain_yaml
from medbills.domain.deadline import Deadline
from medbills.domain.matter import Matter
from medbills.domain.money import ZERO, Money
from medbills.domain.strategy import Effort, Lever, Saying, Signs, Strategy, Way, all_said, first_said
from medbills.paths import resource
from medbills.rules import rules_of
from medbills.services.case_figures import live_findings
from medbills.services.case_signs import case_signs
from medbills.services.their_clocks import late_clocks

LEAD, LATE = "lead", "late"  # of a lever: the letter is chosen by the case
DUE = "due_date:"  # how the event of a bill's own date begins
DISPUTE = "billing_dispute"  # stands in where a finding's own letter is not written yet
NEAR = "Its last day is near, so it comes before what can wait."


def plan_strategy(matter: Matter, today: datetime.date) -> Strategy:
    """The levers that fit the case, the one to take first at the head. Says nothing of how likely any of them works."""
    if matter.case.closed_on:
        return Strategy()
    signs = case_signs(matter, today)
    ways = [_way(lever, matter, signs, today) for lever in levers() if signs.meet(lever.when)]
    return Strategy(tuple(sorted(ways, key=lambda way: way.rank(today))))


@cache
def levers() -> tuple[Lever, ...]:
    """Every file of resources/strategy/, by slug. Raises ValueError on one that is not whole: a mistake of ours."""
    return tuple(_lever(path) for path in sorted(resource("strategy").glob("*.yaml")))


def _lever(path: Path) -> Lever:
    entry = plain_yaml.load(path.read_text(encoding="utf-8"))
    if entry["slug"] != path.stem:
        raise ValueError(f"the lever in {path.name} is called {entry['slug']}")
    unknown = entry.keys() - _ENTRY
    if unknown:
        raise ValueError(f"the lever {path.stem} has parts that are none: {sorted(unknown)}")
    start = entry.get("start", {})
    return Lever(
        slug=entry["slug"], title=entry["title"], rung=entry["rung"], effort=Effort(entry["effort"]), when=tuple(entry["when"]),
        why=_sayings(entry["why"]), because=entry["because"], against=_sayings(entry.get("against", ())),
        closes=_sayings(entry.get("closes", ())), deadlines=tuple(entry.get("deadlines", ())), letter=start.get("letter", ""),
        call=start.get("call", ""), outside=start.get("outside", ""), stake=entry.get("stake", ""), rule=entry.get("rule", ""),
        authority=entry.get("authority", ""), checked_on=entry["checked_on"],
    )  # fmt: skip


_ENTRY = frozenset({
    "slug", "title", "rung", "effort", "when", "why", "because", "against", "closes", "deadlines", "start", "stake", "rule", "authority",
    "checked_on",
})  # fmt: skip


def _sayings(entries: Sequence[str | Mapping[str, Any]]) -> tuple[Saying, ...]:
    return tuple(Saying(entry) if isinstance(entry, str) else Saying(entry["say"], tuple(entry.get("when", ()))) for entry in entries)


def _way(lever: Lever, matter: Matter, signs: Signs, today: datetime.date) -> Way:
    deadline = _deadline(lever, matter, today)
    by = deadline.acts_on if deadline else None
    authority, checked_on = _authority(lever, deadline, matter)
    way = Way(
        lever=lever.slug, title=lever.title.format_map(signs.figures), why=first_said(lever.why, signs), because=lever.because,
        against=all_said(lever.against, signs), closes=all_said(lever.closes, signs), effort=lever.effort, rung=lever.rung,
        stake=_stake(lever, matter), by=by, by_says=deadline.title if deadline else "",
        by_right=deadline is not None and not deadline.event.startswith(DUE), letter=_letter(lever, matter, today), call=lever.call,
        outside=lever.outside.format_map(signs.figures), authority=authority, checked_on=checked_on,
    )  # fmt: skip
    return dataclasses.replace(way, because=NEAR) if way.is_near(today) else way


def _deadline(lever: Lever, matter: Matter, today: datetime.date) -> Deadline | None:
    """Your nearest open day that rests on the lever; one that has passed rests on nothing any more."""
    for kept in matter.open_deadlines:
        found = kept.deadline
        named = any(found.rule == name or found.event.startswith(f"{name}:") for name in lever.deadlines)
        if named and found.yours and found.acts_on and found.acts_on >= today:
            return found
    return None


def _authority(lever: Lever, deadline: Deadline | None, matter: Matter) -> tuple[str, datetime.date]:
    """The rule behind the lever; of a plan's own kind, the rule that gave its day."""
    if lever.rule:
        rule = rules_of(matter).rules[lever.rule]
        return rule.citation, rule.as_of
    ruled = deadline is not None and deadline.rule in rules_of(matter).rules
    if not lever.authority and deadline is not None and ruled:
        return deadline.citation, deadline.checked_on
    return lever.authority, lever.checked_on


def _stake(lever: Lever, matter: Matter) -> Money:
    owed = matter.owed
    sums = {"sure": owed.sure, "disputed": owed.disputed, "waiting": owed.waiting, "stake": matter.at_stake}
    asked = matter.bill.paper.amount_due if matter.bill else None
    return sums.get(lever.stake) or (asked if lever.stake == "asked" and asked else ZERO)


def _letter(lever: Lever, matter: Matter, today: datetime.date) -> str:
    if lever.letter == LATE:
        return next((late.send for late in late_clocks(matter, today)), "")
    return letter_of_lead(matter) if lever.letter == LEAD else lever.letter


def letter_of_lead(matter: Matter) -> str:
    """The letter that the largest finding asks for, or the general dispute where that one is not written yet."""
    live = live_findings(matter)
    wanted = max(live, key=lambda kept: (kept.counted, kept.finding.key)).finding.letter if live else DISPUTE
    return wanted if _is_written(wanted) else DISPUTE


@cache
def _is_written(slug: str) -> bool:
    return resource("letters", "en", f"{slug}.md").is_file()
