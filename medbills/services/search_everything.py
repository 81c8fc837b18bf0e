"""Finds anything in the vault by what was typed: people, bills and their lines, calls, letters, days, words on pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from medbills.domain.search_entry import Shelf, Sort
from medbills.domain.search_terms import folded
from medbills.services.find_help import CODE, find_help
from medbills.services.place_found import FoundThings
from medbills.services.search_hit import Group, Hit, Opening, Way
from medbills.services.understand_search import LONGEST, Part, lit_words, understand
from medbills.store import Match, Vault

MOST_OF = {Group.PEOPLE: 5, Group.CASES: 6, Group.PAPERS: 8, Group.LINES: 8, Group.CONTACTS: 8, Group.MONEY: 5, Group.PAGES: 10,
           Group.TO_DO: 4, Group.LEARN: 5}  # fmt: skip
_LOOKED_AT = {Shelf.THINGS: 24, Shelf.LINES: 10, Shelf.PAGES: 10}
_BY_TITLE = 12
_RECENT = (Sort.PAPER, Sort.CALL, Sort.LETTER, Sort.CASE, Sort.PACKET, Sort.PAYMENT)
MOST_RECENT = 8
# What a match is worth: the whole title, every part in the title, the very sum or day, and the rest.
_SAME, _TITLE, _EXACT, _SOME = 100, 60, 50, 20


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, in groups in their order. `lit` are folded words to light; `guessed` says that it was not typed quite so."""

    typed: str
    hits: tuple[Hit, ...]
    lit: tuple[str, ...] = ()
    guessed: bool = False
    recent: bool = False


def search_everything(vault: Vault, typed: str, *, today: datetime.date) -> Results:
    """Everything that fits all that was typed; what was dealt with last where nothing was typed. Any text is only looked for."""
    things = FoundThings(vault, today)
    if not typed.strip():
        found = things.hits(vault.search.newest(_RECENT, today, MOST_RECENT * 2))
        return Results(typed, tuple(replace(hit, group=Group.RECENT) for hit in found[:MOST_RECENT]), recent=True)
    parts = understand(vault.search, typed)
    if not parts:
        return Results(typed, ())
    scored = [(_score(hit, parts, typed), hit) for hit in things.hits(_matches(vault, parts), lit_words(parts))]
    scored += [(_SOME + 5, hit) for hit in _to_do(hit for _, hit in scored)]
    return Results(typed, _in_groups(scored), lit_words(parts), guessed=any(part.guessed for part in parts))


def _matches(vault: Vault, parts: Sequence[Part]) -> Iterator[Match]:
    """The newest of each shelf, and before them those whose title says it."""
    index, whole = vault.search, " AND ".join(part.expression for part in parts)
    titled = " AND ".join(f"({{title}} : {part.expression})" for part in parts)
    seen: set[int] = set()
    brief = all(part.brief for part in parts)
    for shelf in (Shelf.THINGS, Shelf.LINES, Shelf.PAGES):
        found = [] if shelf is Shelf.PAGES else index.matching(titled, shelf, _BY_TITLE)
        if not brief:
            found = [*found, *index.matching(whole, shelf, _LOOKED_AT[shelf])]
        for match in found:
            if match.number not in seen:
                seen.add(match.number)
                yield match
    if not seen and len(parts) > 1:  # nothing fits all of it: then what has some of it in its title
        yield from index.matching(" OR ".join(f"({{title}} : {part.expression})" for part in parts), Shelf.THINGS, _BY_TITLE)


def _score(hit: Hit, parts: Sequence[Part], typed: str) -> int:
    if folded(hit.title) == folded(typed.strip()):
        return _SAME
    exact = any(hit.cents is not None and hit.cents in part.sums for part in parts) or any(
        part.day and hit.day is not None and _is_day(hit.day, part.day) for part in parts
    )
    return (_TITLE if _in_title(hit, parts) else _SOME) + (_EXACT if exact else 0)


def _is_day(day: datetime.date, term: str) -> bool:
    digits = term.lstrip("abcdefghijklmnopqrstuvwxyz")
    return f"{day:%Y%m%d}".startswith(digits) or f"{day:%m%d}" == digits


def _in_title(hit: Hit, parts: Sequence[Part]) -> bool:
    title = folded(hit.title)
    plain = "".join(letter for letter in title if letter.isalnum())
    return all(any(word in title or word in plain for word in part.words) or (hit.cents in part.sums) for part in parts)


def _in_groups(scored: Iterable[tuple[int, Hit]]) -> tuple[Hit, ...]:
    """Best group first; in a group the best, then the newest; the same thing once."""
    by_group: dict[Group, list[tuple[int, Hit]]] = {}
    seen: set[tuple[object, ...]] = set()
    papers = {hit.paper_id for _, hit in scored if hit.sort is Sort.PAPER}
    for score, hit in sorted(scored, key=_rank):  # stable: the newest come first already
        key = (hit.group, hit.title, hit.where, hit.amount, hit.opening)
        if key not in seen and not (hit.sort is Sort.FILE and hit.paper_id in papers):
            seen.add(key)
            by_group.setdefault(hit.group, []).append((score, hit))
    order = sorted(by_group, key=lambda group: (group in _LAST, -by_group[group][0][0], list(Group).index(group)))
    return tuple(hit for group in order for _, hit in by_group[group][: MOST_OF[group]])


def _rank(scored: tuple[int, Hit]) -> tuple[int, int, bool, int]:
    """Lines of one day: the bill before the insurer's paper, from the top down."""
    score, hit = scored
    if hit.sort is not Sort.LINE:
        return -score, 0, False, 0
    return -score, -(hit.day.toordinal() if hit.day else 0), hit.icon == "insurance", hit.part


_LAST = frozenset({Group.TO_DO, Group.LEARN})


def _to_do(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The letter about what was found in a bill."""
    for hit in hits:
        if hit.sort is Sort.FINDING and hit.letter:
            title = f"Write a letter: {hit.title[:1].lower()}{hit.title[1:]}"
            yield Hit(
                group=Group.TO_DO, icon="letter", title=title, where=hit.where, amount=hit.amount,
                opening=Opening(Way.LETTER, item=hit.case_id, page=hit.letter),
            )  # fmt: skip


def with_help(found: Results) -> Results:
    """The same with the help that fits, at the end. Needs no vault: the texts are loaded when they are first asked for."""
    return replace(found, hits=(*found.hits, *_learn(found.typed)))


def _learn(typed: str) -> Iterator[Hit]:
    several = " " in typed.strip()  # words that look like codes are words here
    for found in [hit for hit in find_help(typed[:LONGEST]) if not (several and hit.key.startswith(CODE))][: MOST_OF[Group.LEARN]]:
        yield Hit(
            group=Group.LEARN, icon="learn", title=found.title, where=f"{found.group} · {found.line}" if found.line else found.group,
            opening=Opening(Way.PAGE, page="learn", item=found.key),
        )  # fmt: skip


def fitting_acts(typed: str, acts: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of those whose words begin with all that was typed, best first; `acts` tells the words of each, its title first."""
    wanted = folded(typed).split()
    if not wanted:
        return ()
    found = []
    for place, (key, words) in enumerate(acts.items()):
        there = folded(words).replace("&", " ").split()
        if all(any(one.startswith(word) for one in there) for word in wanted):
            found.append((not folded(words).startswith(wanted[0]), place, key))
    return tuple(key for _, _, key in sorted(found))
