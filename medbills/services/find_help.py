"""Finds help by typed words: entries, words of the trade, those who help, and codes, the best fit first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medbills.domain.help_entry import HelpEntry, Shelf
from medbills.services.explain_code import explain
from medbills.services.read_help import entries, helpers, places, words

SHELF_WORDS = {
    Shelf.RIGHTS: "Rights",
    Shelf.ASKING: "How to ask",
    Shelf.WORDS: "Words & codes",
    Shelf.HELP: "Where to get help",
    Shelf.CALCULATORS: "Calculators",
    Shelf.WINDOW: "This program",
}
CODE, WORD = "code:", "word:"  # how the key of a hit begins that is no entry
MOST = 40
_CODE_LIKE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 .\-]{0,14}|[A-Za-z]{2}")
_TITLE, _NAMES, _TEXT = 3, 2, 1  # what a match there weighs


@dataclass(frozen=True, slots=True)
class Hit:
    """`key` is an entry's slug, or "word:" or "code:" with what was found."""

    key: str
    group: str
    title: str
    line: str


def find_help(typed: str) -> tuple[Hit, ...]:
    """Every typed word must begin a word of the text. Nothing typed finds nothing."""
    wanted = _words(typed)
    if not wanted:
        return ()
    found = [(weight, hit) for weight, hit in (*_entries(wanted), *_glossary(wanted)) if weight]
    ranked = sorted(found, key=lambda pair: -pair[0])  # stable: the order of the page decides among equals
    return (*_codes(typed), *(hit for _, hit in ranked[:MOST]))


def _codes(typed: str) -> tuple[Hit, ...]:
    text = typed.strip()
    if not _CODE_LIKE.fullmatch(text):
        return ()
    told = explain(text)
    return (Hit(f"{CODE}{text}", "Codes", told.title, f"{told.kind} {told.code}"),) if told.known else ()


def _entries(wanted: Sequence[str]) -> Iterable[tuple[int, Hit]]:
    for found in entries():
        names = (found.line, found.group, *(words()[slug].word for slug in found.words), *_helped(found))
        weight = _weigh(wanted, f"{found.title} {found.short}", names, found.sentences)
        yield weight, Hit(found.slug, SHELF_WORDS[found.shelf], found.short, found.line)


def _helped(found: HelpEntry) -> Iterable[str]:
    if found.helpers == "states":
        return [part for place in places().values() for part in (place.name, *(helper.name for helper in place.helpers))]
    return [part for helper in helpers(found.helpers) for part in (helper.name, helper.what)] if found.helpers else []


def _glossary(wanted: Sequence[str]) -> Iterable[tuple[int, Hit]]:
    for word in words().values():
        yield _weigh(wanted, word.word, word.also, (word.means,)), Hit(f"{WORD}{word.slug}", "Words", word.word, word.means)


def _weigh(wanted: Sequence[str], title: str, names: Iterable[str], texts: Iterable[str]) -> int:
    """0 where a typed word is nowhere; else the more the nearer to the title the words stand."""
    layers = ((_TITLE, _words(title)), (_NAMES, _words(" ".join(names))), (_TEXT, _words(" ".join(texts))))
    best = [max((weight for weight, there in layers if any(one.startswith(word) for one in there)), default=0) for word in wanted]
    return sum(best) if all(best) else 0


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9$]+", text.lower())
