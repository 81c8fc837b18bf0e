"""A letter in Spanish, to be read beside the English one: the same facts and answers, never sent."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from medbills.domain.letter import Facts, LetterTemplate, RenderedLetter
from medbills.letters.blocks import BlockCutter
from medbills.letters.environment import environment
from medbills.letters.rendering import NO_EVIDENCE, given_facts
from medbills.letters.reply_days import a_day, answer_day
from medbills.letters.templates import divided
from medbills.letters.traced import Ledger, Missing, Traced, as_text
from medbills.paths import resource

LANGUAGE = "es"
_MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")
_ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_LONG_DAY = re.compile(rf"\b({'|'.join(_ENGLISH)}) (\d{{1,2}}), (\d{{4}})\b")
_KIN = {
    "daughter": "hija", "son": "hijo", "wife": "esposa", "husband": "esposo", "spouse": "cónyuge", "mother": "madre", "father": "padre",
    "sister": "hermana", "brother": "hermano", "granddaughter": "nieta", "grandson": "nieto", "friend": "amistad", "partner": "pareja",
}  # fmt: skip
_KEYS = frozenset({"slug", "title"})


class _SpanishLedger(Ledger):
    """Prints days the Spanish way."""

    def as_text(self, value: Any) -> str:
        return spanish_text(value)


def has_reading_copy(slug: str) -> bool:
    """Whether the letter can be read in Spanish."""
    return resource("letters", LANGUAGE, f"{slug}.md").is_file()


def reading_copy(template: LetterTemplate, facts: Facts, *, today: datetime.date) -> RenderedLetter | None:
    """The letter in Spanish as of `today`, or None where nobody translated it. What the user typed stays as it is."""
    if not has_reading_copy(template.slug):
        return None
    title, body = _compiled(template.slug)
    ledger = _SpanishLedger()
    given = given_facts(template, facts, ledger)
    day = a_day(facts, "date") or today
    plain = {"date": day, "reply_by": a_day(facts, "reply_by") or answer_day(template, facts, day)}
    text = body.render({**given, **{name: _Day(value) for name, value in plain.items()}})
    cutter = BlockCutter(ledger, {question.fact for question in template.questions})
    blocks = cutter.cut(text)
    return RenderedLetter(
        template_id=template.id, title=title, date=day, blocks=blocks, sources=cutter.sources, missing=tuple(ledger.missing),
        reply_by=plain["reply_by"], language=LANGUAGE,
    )  # fmt: skip


def spanish_environment() -> ImmutableSandboxedEnvironment:
    """The letters' own, with the Spanish files and the Spanish way of writing days."""
    return _environment()


def spanish_text(value: Any) -> str:
    """A value as a Spanish text prints it: 9 de septiembre de 2026; sums as they stand on the papers."""
    if isinstance(value, datetime.date):
        return f"{value.day} de {_MONTHS[value.month - 1]} de {value.year}"
    if isinstance(value, bool):
        return "sí" if value else "no"
    return as_text(value)


def spanish_days(text: str) -> str:
    """Days within a text that the vault put into English words or holds as 2026-09-09."""
    text = _ISO_DAY.sub(lambda found: _said(int(found[1]), int(found[2]), int(found[3]), found[0]), text)
    several = len(_LONG_DAY.findall(text)) > 1
    text = _LONG_DAY.sub(lambda found: _said(int(found[3]), _ENGLISH.index(found[1]) + 1, int(found[2]), found[0]), text)
    return text.replace(" to ", " al ") if several else text


class _Day(Traced):
    """A day that the letter itself sets."""

    __slots__ = ()

    def __init__(self, value: datetime.date) -> None:
        super().__init__(value, NO_EVIDENCE, None, _SpanishLedger())

    def shown_as(self, text: str) -> str:
        return text


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    engine = environment().overlay(loader=jinja2.FileSystemLoader(resource("letters", LANGUAGE)))
    assert isinstance(engine, ImmutableSandboxedEnvironment)
    engine.filters = {**engine.filters, "days": _days, "weekday": _days, "ordinal": _number, "kin": _kin}
    return engine


@lru_cache(maxsize=64)
def _compiled(slug: str) -> tuple[str, jinja2.Template]:
    head, body = divided(resource("letters", LANGUAGE, f"{slug}.md"))
    if head.keys() != _KEYS or head["slug"] != slug:
        raise ValueError(f"the Spanish {slug}.md needs its slug and a title, and nothing else")
    return str(head["title"]), _environment().from_string(body)


def _days(value: Any) -> str:
    return _shown(value, lambda found: spanish_text(found) if isinstance(found, datetime.date) else spanish_days(as_text(found)))


def _number(value: Any) -> str:
    return _shown(value, as_text)


def _kin(value: Any) -> str:
    """ "hija" for "daughter"; another word stays as it was typed."""
    return _shown(value, lambda found: _KIN.get(as_text(found).lower(), as_text(found)))


def _shown(value: Any, put: Callable[[Any], str]) -> str:
    if isinstance(value, Missing):
        return value.gap()
    return value.shown_as(put(value.value)) if isinstance(value, Traced) else put(value)


def _said(year: int, month: int, day: int, before: str) -> str:
    try:
        return spanish_text(datetime.date(year, month, day))
    except ValueError:
        return before
