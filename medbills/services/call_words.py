"""Puts what was said on the phone into words: for the family's own record, and for a letter to those who said it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from medbills.domain.call import Call, Promised, Said
from medbills.domain.letter import AnswerType, Question
from medbills.domain.money import Money
from medbills.domain.script import Names
from medbills.domain.wording import long_day
from medbills.letters import parse_answer

NAMED = {
    Names.AMOUNT: Question(fact="named", ask="Which amount?", why="It stands in the record.", type=AnswerType.MONEY, example="185.00"),
    Names.DAY: Question(fact="named", ask="Which day?", why="It stands in the record.", type=AnswerType.DATE, example="11/24/26"),
}
_TO_THEM = {"they": "you", "their": "your", "them": "you"}
_WORD = re.compile(r"\b(they|their|them)\b", re.IGNORECASE)


def said_words(said: Said) -> str:
    """ "They name an amount: $185.00", "It is on hold until a day they name: November 24, 2026"."""
    return f"{said.words}: {value_words(said.value)}" if said.value else said.words


def value_words(value: str) -> str:
    """An amount or a day of a step, as people write it."""
    try:
        return long_day(datetime.date.fromisoformat(value))
    except ValueError:
        amount: Money = parse_answer(NAMED[Names.AMOUNT], value)
        return amount.text()


def day_named(said: Said) -> datetime.date | None:
    """The day they named, if it was one."""
    try:
        return datetime.date.fromisoformat(said.value)
    except ValueError:
        return None


def answers_of(call: Call) -> tuple[Said, ...]:
    """The answers that settle something, in the order they were given; of one asked twice the last."""
    found = {said.question: said for said in call.trail if said.question and (said.means or said.value)}
    return tuple(found.values())


def answer_words(said: Said) -> str:
    """ "Is the account on hold? They do not put it on hold."."""
    return f"{said.asked} {said_words(said)}."


def to_them(words: str) -> str:
    """The same words, said to those who said them: "They will correct the bill" becomes "You will correct the bill"."""
    return _WORD.sub(lambda found: _like(found[0], _TO_THEM[found[0].lower()]), words)


def told_in_call(call: Call) -> str:
    """What a letter that confirms the call says they told: one point on each line, the notes after the answers."""
    return "\n".join(_points(call))


def said_in_call(call: Call) -> str:
    """What the call log says was told: the notes, then the answers."""
    answers = " ".join(answer_words(said) for said in answers_of(call))
    return " ".join(part for part in (call.notes, answers) if part)


def promise_in_words(made: Promised) -> str:
    """ "Send the record by November 24, 2026 (Dana)"."""
    return f"{made.what}{f' by {long_day(made.by)}' if made.by else ''}{f' ({made.who})' if made.who else ''}"


def more_promises(call: Call) -> str:
    """What else they promised, one promise on each line, for a letter to them."""
    lines = (promise_in_words(made) for made in call.promised[1:])
    return "\n".join(f"{line[:1].upper()}{line[1:]}." for line in lines)


def _points(call: Call) -> Iterator[str]:
    yield from (to_them(answer_words(said)) for said in answers_of(call))
    yield from (line.strip() for line in call.notes.splitlines() if line.strip())


def _like(before: str, word: str) -> str:
    return word.capitalize() if before[:1].isupper() else word
