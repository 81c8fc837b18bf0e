"""Reads the catalogue of letters from `resources/letters`: one file each, front matter and text."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta

from medbills import plain_yaml
from medbills.domain.authority import Act
from medbills.domain.letter import ADDRESSEES, ANYONE, AnswerType, Caution, Choice, LetterTemplate, Question
from medbills.errors import WrongUsage
from medbills.letters.environment import environment
from medbills.paths import resource

LANGUAGE = "en"
GIVEN = frozenset({"date", "reply_by"})  # what every letter is given beside its facts
_REQUIRED = frozenset(
    {"id", "slug", "title", "addressee", "when", "questions", "needs", "enclosures", "authority", "confidence", "checked_on"}
    | {"reply_by_days", "sending"}
)
_OPTIONAL = frozenset({"lists", "cautions", "to", "reply_in_business_days", "answer_before", "signing"})


def folder() -> Path:
    """Where the letters are; a file whose name starts with an underscore is a part of letters, not a letter."""
    return resource("letters", LANGUAGE)


@lru_cache(maxsize=1)
def catalogue() -> tuple[LetterTemplate, ...]:
    """Every letter, sorted by id. A file that is not complete is a mistake of ours and raises ValueError."""
    found = [_letter(path.stem) for path in sorted(folder().glob("[!_]*.md"))]
    for name in ("id", "slug"):
        values = [getattr(template, name) for template in found]
        if len(set(values)) != len(values):
            raise ValueError(f"two letters share one {name}")
    return tuple(sorted(found, key=lambda template: template.id))


def find(id_or_slug: str) -> LetterTemplate:
    """The letter with this number ("L02") or name ("billing_dispute"). Raises WrongUsage when there is none."""
    wanted = id_or_slug.strip().lower()
    if wanted.isidentifier() and not wanted.startswith("_") and (folder() / f"{wanted}.md").is_file():
        return _letter(wanted)  # alone: to read and prove all of them takes a second
    for template in catalogue():
        if wanted in (template.id.lower(), template.slug):
            return template
    known = ", ".join(f"{template.id} {template.slug}" for template in catalogue())
    raise WrongUsage(f"There is no letter called {id_or_slug!r}. Choose one of these: {known}.")


@cache
def _letter(slug: str) -> LetterTemplate:
    return _read(folder() / f"{slug}.md", _common())


def fact_types(template: LetterTemplate) -> dict[str, AnswerType]:
    """The type of each fact that is a single value, in the order of the questions."""
    return {question.fact: question.type for question in template.questions}


@lru_cache(maxsize=1)
def _common() -> Mapping[str, Any]:
    text = (folder() / "_common.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = plain_yaml.load(text)
    return loaded


def _read(path: Path, common: Mapping[str, Any]) -> LetterTemplate:
    head, body = divided(path)
    if lacking := _REQUIRED - head.keys():
        raise ValueError(f"{path.name} lacks {sorted(lacking)}")
    if strange := head.keys() - _REQUIRED - _OPTIONAL:
        raise ValueError(f"{path.name} has unknown keys {sorted(strange)}")
    if head["slug"] != path.stem:
        raise ValueError(f"{path.name} calls itself {head['slug']}")
    if head.get("to", "provider") not in ADDRESSEES:
        raise ValueError(f"{path.name} goes to {head['to']}, which is no kind of addressee")
    if head.get("signing", Act.TALK.value) not in {*Act, ANYONE}:
        raise ValueError(f"{path.name} is signed under {head['signing']}, which is no kind of act")
    if not isinstance(head["checked_on"], datetime.date):
        raise ValueError(f"{path.name}: checked_on is not a date")
    known = {**common["questions"], **_by_signing(common, head.get("signing", Act.TALK.value))}
    entries = [_entry(entry, known, path.name) for entry in head["questions"]]
    lists = {name: {column: AnswerType(kind) for column, kind in columns.items()} for name, columns in head.get("lists", {}).items()}
    declared = {entry["fact"] for entry in entries} | lists.keys()
    own = head.get("cautions", [])
    said = {entry["when"] for entry in own}
    general = [entry for entry in common["cautions"] if entry["when"] not in said and _names_in(entry["when"]) <= declared]
    template = LetterTemplate(
        id=head["id"], slug=head["slug"], title=head["title"], addressee=head["addressee"], when=head["when"],
        questions=tuple(_question(entry) for entry in entries), needs=tuple(head["needs"]),
        enclosures=tuple(head["enclosures"]), authority=head["authority"], confidence=head["confidence"],
        checked_on=head["checked_on"], reply_by_days=int(head["reply_by_days"]), sending=head["sending"], body=body,
        asked_only_if={entry["fact"]: str(entry["only_if"]) for entry in entries if "only_if" in entry}, lists=lists,
        to=head.get("to", "provider"),
        cautions=tuple(Caution(**entry) for entry in [*general, *own]),
        reply_in_business_days=bool(head.get("reply_in_business_days", False)), answer_before=head.get("answer_before", {}),
        signing=head.get("signing", Act.TALK.value),
    )  # fmt: skip
    _prove_declared(template, path.name)
    if private := {entry["fact"] for entry in entries if entry.get("private")} & names_used(template):
        raise ValueError(f"{path.name} prints {sorted(private)}, which is private")
    return template


def _by_signing(common: Mapping[str, Any], act: str) -> dict[str, dict[str, Any]]:
    """The common questions that are put otherwise in letters that are signed under this act."""
    otherwise = common.get("by_signing", {}).get(act, {})
    return {fact: {**common["questions"][fact], **said} for fact, said in otherwise.items()}


def divided(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter of a file of the catalogue and its text. Raises ValueError for a file without front matter."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        raise ValueError(f"{path.name} has no front matter")
    head, body = text[4:].split("\n---\n", 1)
    return plain_yaml.load(head), body


def _entry(entry: Any, common: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A question is the name of a common one, or written out; what is written out changes the common one of that name."""
    if isinstance(entry, str):
        if entry not in common:
            raise ValueError(f"{name} asks for {entry}, which is no common question")
        return {"fact": entry, **common[entry]}
    own = dict(entry)
    return {**common.get(own["fact"], {}), **own}


def _question(entry: Mapping[str, Any]) -> Question:
    return Question(
        fact=entry["fact"], ask=entry["ask"], why=entry["why"], type=AnswerType(entry.get("type", "text")),
        required=bool(entry.get("required", True)), example=str(entry.get("example", "")),
        advised=entry.get("advised", ""), beside=entry.get("beside", ""), together=entry.get("together", ""),
        choices=tuple(Choice(value=c["value"], label=c["label"], detail=c.get("detail", "")) for c in entry.get("choices", [])),
    )  # fmt: skip


def _prove_declared(template: LetterTemplate, name: str) -> None:
    """Every name the text uses is a question or a list, so that a typing mistake of ours never becomes a gap."""
    declared = {question.fact for question in template.questions} | template.lists.keys() | GIVEN
    if unknown := names_used(template) - declared:
        raise ValueError(f"{name} uses {sorted(unknown)} without asking for it")
    for question in template.questions:
        if question.advised and question.advised not in {choice.value for choice in question.choices}:
            raise ValueError(f"{name} advises {question.advised}, which is no choice of {question.fact}")
        if question.beside and question.choices:
            raise ValueError(f"{name} asks for {question.fact} beside another, but a choice has a page of its own")
    conditions = [*template.asked_only_if.values(), *(caution.when for caution in template.cautions)]
    stopped = {caution.stops for caution in template.cautions if caution.stops}
    beside = {question.beside for question in template.questions if question.beside}
    wanted = set(template.needs).union(*map(_names_in, conditions), stopped, template.answer_before, beside)
    if unknown := wanted - declared:
        raise ValueError(f"{name} needs {sorted(unknown)} without asking for it")


def names_used(template: LetterTemplate) -> set[str]:
    """The facts a letter's text and its parts name."""
    return names_in_body(template.body, environment(), template.slug)


def names_in_body(body: str, engine: jinja2.Environment, name: str) -> set[str]:
    """The facts that a text and the parts it includes name. Raises ValueError for a part whose name is not fixed."""
    waiting, seen, names = [body], set[str](), set[str]()
    while waiting:
        tree = engine.parse(waiting.pop())
        names |= meta.find_undeclared_variables(tree)
        for part in meta.find_referenced_templates(tree):
            if part is None:
                raise ValueError(f"{name} includes a part whose name is not fixed")
            if part not in seen:
                seen.add(part)
                waiting.append(_source(engine, part))
    return names


@cache
def _names_in(expression: str) -> frozenset[str]:
    """The facts a condition names; letters share most of their conditions."""
    return frozenset(meta.find_undeclared_variables(environment().parse("{{ " + expression + " }}")))


def _source(engine: jinja2.Environment, part: str) -> str:
    if engine.loader is None:
        raise ValueError("the parts of letters have no folder")
    return engine.loader.get_source(engine, part)[0]
