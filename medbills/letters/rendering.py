"""Fills a letter with facts: each keeps its evidence, and what is missing stays a visible gap."""

from __future__ import annotations

import datetime
from typing import Any

from medbills.domain.letter import Caution, Evidence, Facts, LetterTemplate, RenderedLetter
from medbills.letters.blocks import BlockCutter
from medbills.letters.environment import compiled, condition
from medbills.letters.reply_days import a_day, answer_day
from medbills.letters.templates import GIVEN
from medbills.letters.traced import Ledger, Missing, Traced, traced
from medbills.rules import shipped_version

NO_EVIDENCE = Evidence(source="")


def render(
    template: LetterTemplate,
    facts: Facts,
    *,
    today: datetime.date,
    reply_by: datetime.date | None = None,
    rules_version: str | None = None,
) -> RenderedLetter:
    """The letter as of `today`, with the version of the rules in use (else of those that ship).

    `reply_by` is the day a rule sets; without it, a fact `reply_by`, else the letter's own number of days.
    A missing fact never fails: it prints as a gap and is named in `missing`.
    """
    ledger = Ledger()
    given = given_facts(template, facts, ledger)
    day = a_day(facts, "date") or today
    answer_by = reply_by or a_day(facts, "reply_by") or answer_day(template, facts, day)
    plain = {"date": day, "reply_by": answer_by}
    text = compiled(template.body).render({**given, **{name: _Plain(value) for name, value in plain.items()}})
    cutter = BlockCutter(ledger, {question.fact for question in template.questions})
    blocks = cutter.cut(text)
    for need in template.needs:
        if need not in GIVEN and not given[need] and not _answered_no(given[need]) and _applies(template, need, given):
            ledger.miss(need)
    for caution in cautions(template, facts):
        if caution.stops:
            ledger.miss(caution.stops)
    return RenderedLetter(
        template_id=template.id, title=template.title, date=day, blocks=blocks, sources=cutter.sources,
        missing=tuple(ledger.missing), reply_by=answer_by, rules_version=rules_version or shipped_version(),
    )  # fmt: skip


def cautions(template: LetterTemplate, facts: Facts) -> tuple[Caution, ...]:
    """The letter's warnings that hold for these facts; one with `stops` keeps the letter a draft."""
    given = given_facts(template, facts, Ledger())
    return tuple(caution for caution in template.cautions if _holds(caution.when, given))


def applies(template: LetterTemplate, fact: str, facts: Facts) -> bool:
    """Whether the question for `fact` has a place in this letter, given what is known."""
    return _applies(template, fact, given_facts(template, facts, Ledger()))


class _Plain(Traced):
    """A day that the letter itself sets: it prints like a fact, and has no source."""

    __slots__ = ()

    def __init__(self, value: datetime.date) -> None:
        super().__init__(value, NO_EVIDENCE, None, Ledger())

    def shown_as(self, text: str) -> str:
        return text


def given_facts(template: LetterTemplate, facts: Facts, ledger: Ledger) -> dict[str, Any]:
    """Every fact that the letter may name, ready for its text; what is not known is a gap."""
    names = [question.fact for question in template.questions] + list(template.lists)
    given: dict[str, Any] = {}
    for name in names:
        fact = facts.get(name)
        empty = fact is None or fact.value is None or (isinstance(fact.value, (str, tuple)) and not fact.value)
        given[name] = Missing(name, ledger) if fact is None or empty else traced(fact.value, fact.evidence, name, ledger)
    return given


def _applies(template: LetterTemplate, fact: str, given: dict[str, Any]) -> bool:
    condition = template.asked_only_if.get(fact)
    return condition is None or _holds(condition, given)


def _holds(expression: str, given: dict[str, Any]) -> bool:
    """Whether an expression over facts is true."""
    return bool(condition(expression)(given))


def _answered_no(value: Any) -> bool:
    return isinstance(value, Traced) and (value.value is False or (not isinstance(value.value, (str, tuple)) and value.value is not None))
