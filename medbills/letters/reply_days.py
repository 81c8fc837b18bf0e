"""The day by which a letter asks for an answer, from the letter's own number of days."""

from __future__ import annotations

import datetime

from medbills.domain.business_days import business_days_after
from medbills.domain.letter import Facts, LetterTemplate

_LEAST = datetime.timedelta(days=3)  # nobody can answer a letter sooner


def answer_day(template: LetterTemplate, facts: Facts, day: datetime.date) -> datetime.date:
    """The last day for an answer to a letter of `day`.

    Where the letter names a last day of the user's own (`answer_before`), the answer is asked that many calendar days
    before it, so that time is left to act; never sooner than in three days.
    """
    wanted = business_days_after(day, template.reply_by_days) if template.reply_in_business_days else _on(day, template.reply_by_days)
    for name, days in template.answer_before.items():
        last = a_day(facts, name)
        if last is not None:
            wanted = min(wanted, max(_on(last, -days), day + _LEAST))
    return wanted


def a_day(facts: Facts, name: str) -> datetime.date | None:
    """The fact, where it is known and a day."""
    fact = facts.get(name)
    return fact.value if fact is not None and isinstance(fact.value, datetime.date) else None


def _on(day: datetime.date, days: int) -> datetime.date:
    return day + datetime.timedelta(days=days)
