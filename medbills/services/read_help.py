"""Reads the entries, words and lists of help of the Learn page (`resources/help`): a new one is a new entry there."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from medbills import plain_yaml
from medbills.domain.help_entry import HelpEntry, Helper, Opens, Place, Shelf, Step, Word
from medbills.paths import resource

_ENTRY = frozenset({
    "slug", "title", "short", "line", "says", "steps", "caveats", "checklist", "keys", "words", "see", "rules", "source", "checked_on",
    "letter", "when", "opens", "list", "page", "task",
})  # fmt: skip
_LISTS = ("says", "caveats", "checklist", "keys", "words", "see", "rules", "when")
STATES, STATES_LIST = "states.yaml", "states"
LOOK_UP = "{name}, complaint about a health plan"


@cache
def entries() -> tuple[HelpEntry, ...]:
    """Every entry, shelf by shelf and group by group. Raises ValueError on one that is not whole: a mistake of ours."""
    found = [entry for shelf in Shelf for path in _files(shelf) for entry in _of_file(shelf, path)]
    names = [entry.slug for entry in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"entries of help that are there twice: {sorted(twice)}")
    return tuple(found)


def of_shelf(shelf: Shelf) -> tuple[HelpEntry, ...]:
    """The entries of one section."""
    return tuple(entry for entry in entries() if entry.shelf is shelf)


def entry(slug: str) -> HelpEntry | None:
    """The entry of this name."""
    return next((found for found in entries() if found.slug == slug), None)


def for_page(page: str) -> HelpEntry:
    """What explains a page of the window, or the window itself where the page has none of its own."""
    return next((found for found in entries() if found.page == page), of_shelf(Shelf.WINDOW)[0])


def for_task(task: str) -> HelpEntry:
    """What explains a task by the name of its class, or the window itself."""
    return next((found for found in entries() if found.task == task), of_shelf(Shelf.WINDOW)[0])


@cache
def words() -> Mapping[str, Word]:
    """The words of the trade by their slugs, in the order of the alphabet."""
    found = [
        Word(**{**told, "slug": slug, "also": tuple(told.get("also", ()))})  # a part that is none is refused
        for slug, told in _glossary()["words"].items()
    ]
    return {word.slug: word for word in sorted(found, key=lambda word: word.word.lower())}


def source_of_words() -> tuple[str, datetime.date]:
    """Whose words they are, and the day they were last looked through."""
    return _glossary()["source"], _glossary()["checked_on"]


@cache
def helpers(name: str) -> tuple[Helper, ...]:
    """One list of those who help. Raises FileNotFoundError for a name that is no list."""
    return tuple(_helper(told) for told in _yaml(resource("help", "helpers", f"{name}.yaml"))["helpers"])


@cache
def places() -> Mapping[str, Place]:
    """The offices of each state, by its two letters."""
    data = _yaml(resource("help", "helpers", STATES))
    source, checked_on = data["insurance_source"], data["checked_on"]
    return {code: _place(code, told, source, checked_on) for code, told in data["states"].items()}


# read


def _files(shelf: Shelf) -> list[Path]:
    """A shelf's files by their own order; the words stand in a form of their own."""
    found = [path for path in resource("help", shelf.value).glob("*.yaml") if path.name != "glossary.yaml"]
    return sorted(found, key=lambda path: (_yaml(path)["order"], path.name))


def _of_file(shelf: Shelf, path: Path) -> list[HelpEntry]:
    data = _yaml(path)
    return [_entry(shelf, data["group"], told) for told in data["entries"]]


def _entry(shelf: Shelf, group: str, told: Mapping[str, Any]) -> HelpEntry:
    unknown = told.keys() - _ENTRY
    if unknown:
        raise ValueError(f"the help entry {told['slug']} has parts that are none: {sorted(unknown)}")
    lists = {name: tuple(told.get(name, ())) for name in _LISTS}
    return HelpEntry(
        slug=told["slug"], shelf=shelf, group=group, title=told["title"], short=told.get("short", told["title"]), line=told["line"],
        steps=tuple(Step(**step) for step in told.get("steps", ())), source=told.get("source", ""),
        checked_on=told.get("checked_on"), letter=told.get("letter", ""), opens=Opens(**told["opens"]) if "opens" in told else None,
        helpers=told.get("list", ""), page=told.get("page", ""), task=told.get("task", ""), **lists,
    )  # fmt: skip


def _helper(told: Mapping[str, Any]) -> Helper:
    return Helper(**told)


def _place(code: str, told: Mapping[str, Any], source: str, checked_on: datetime.date) -> Place:
    state = told["name"]
    office = Helper(
        what="The state’s insurance office. It takes complaints about health plans.", who="People with a plan from an insurer.",
        cost="Free", source=source, checked_on=checked_on, look_up=LOOK_UP.format(name=told["insurance"]["name"]), **told["insurance"],
    )  # fmt: skip
    medicare = _of_state(told["medicare"], "Free talks about Medicare, one on one (SHIP).", state, checked_on)
    return Place(code, state, (office, medicare, *_others(told.get("also", ()), state, checked_on)))


def _others(told: Sequence[Mapping[str, Any]], state: str, checked_on: datetime.date) -> tuple[Helper, ...]:
    return tuple(_of_state(one, "", state, checked_on) for one in told)


def _of_state(told: Mapping[str, Any], what: str, state: str, checked_on: datetime.date) -> Helper:
    sourced = {"checked_on": checked_on} if told.get("source") else {"sure": False}
    return Helper(**{"what": what, "cost": "Free", "look_up": f"{state} and “{told['name']}”", **sourced, **told})


def _glossary() -> Any:
    return _yaml(resource("help", Shelf.WORDS.value, "glossary.yaml"))


@cache
def _yaml(path: Path) -> Any:
    return plain_yaml.load(path.read_text(encoding="utf-8"))
