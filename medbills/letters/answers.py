"""What the wizard still has to ask, and how an answer that was typed becomes a fact's value."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from medbills.domain.letter import AnswerType, Fact, Facts, LetterTemplate, Question
from medbills.domain.money import Money
from medbills.domain.wording import month_called
from medbills.letters.rendering import applies

_DAY_FORMS = ("%m/%d/%y", "%m/%d/%Y", "%Y-%m-%d", "%m-%d-%Y", "%m.%d.%Y", "%m %d %Y")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})(?= \d)")
_MONEY = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d))?$")
_YES, _NO = frozenset({"yes", "y", "true", "1", "on"}), frozenset({"no", "n", "false", "0", "off"})
_LONGEST = 20_000  # characters; a letter is one page


def questions_open(template: LetterTemplate, facts: Facts) -> tuple[Question, ...]:
    """What must still be asked: questions whose fact the vault does not hold and whose condition is met."""
    return tuple(q for q in template.questions if not _known(facts.get(q.fact)) and applies(template, q.fact, facts))


def parse_answer(question: Question, text: str) -> Any:
    """The value of an answer: str, Money, date, Decimal or bool; None for an empty answer that is not required.

    Raises ValueError whose text is a sentence for the user, with an example of a right answer.
    """
    words = text.strip()
    if not words:
        if question.required:
            raise ValueError(f"Please fill this in{f', like {question.example}' if question.example else ''}.")
        return None
    if len(words) > _LONGEST:
        raise ValueError("This is too long for a letter. Please use a few sentences.")
    match question.type:
        case AnswerType.MONEY:
            return _money(words)
        case AnswerType.DATE:
            return _day(words)
        case AnswerType.NUMBER:
            return _number(words)
        case AnswerType.TICK:
            return _tick(words)
        case AnswerType.CHOICE:
            return _choice(question, words)
        case AnswerType.TEXT:
            return " ".join(words.split())
        case AnswerType.LONG_TEXT | AnswerType.ADDRESS:
            return "\n".join(line.strip() for line in words.splitlines())


def plain_answer(value: Any) -> Any:
    """A fact's value in plain JSON form, as drafts are kept: "185.00", "2026-10-30"; lists of rows as objects."""
    if isinstance(value, Fact):
        return plain_answer(value.value)
    if isinstance(value, Money):
        return value.plain()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (tuple, list)):
        return [plain_answer(item) for item in value]
    if isinstance(value, dict):
        return {name: plain_answer(item) for name, item in value.items()}
    return value


def _known(fact: Fact | None) -> bool:
    return fact is not None and fact.value is not None and fact.value != "" and fact.value != ()


def _money(words: str) -> Money:
    found = _MONEY.match(words)
    if not found:
        raise ValueError("Type an amount like 185.00")
    return Money(int(found[1].replace(",", "")) * 100 + int(found[2] or 0))


def _day(words: str) -> datetime.date:
    plain = re.sub(r"(?<=[a-zA-Z])\.", "", words).replace(",", " ")
    plain = _MONTH_FIRST.sub(lambda found: str(month_called(found[1]) or found[1]), re.sub(r"\s+", " ", plain))
    for form in _DAY_FORMS:
        try:
            return datetime.datetime.strptime(plain, form).date()  # noqa: DTZ007 - a calendar day has no time zone
        except ValueError:
            continue
    raise ValueError("Type a day like 11/18/26")


def _number(words: str) -> Decimal:
    try:
        number = Decimal(words.replace(",", ""))
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or number < 0:
        raise ValueError("Type a number like 4")
    return number


def _tick(words: str) -> bool:
    if words.lower() in _YES | _NO:
        return words.lower() in _YES
    raise ValueError("Answer yes or no")


def _choice(question: Question, words: str) -> str:
    for choice in question.choices:
        if words.lower() in (choice.value.lower(), choice.label.lower()):
            return choice.value
    raise ValueError("Pick one of these: " + ", ".join(choice.label for choice in question.choices))
