"""Reminders count what is due for you, and their words tell neither what nor whose."""

from __future__ import annotations

import datetime

import pytest

from medbills.domain.reminder import Due, due_words, locked_words
from medbills.services.load_matters import load_matters
from medbills.services.mark_deadline import mark_deadline
from medbills.services.tell_due import due_days
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


def days(vault: Vault) -> list[datetime.date]:
    """The days on which the family has to act, by the cases."""
    open_ones = [kept.deadline for matter in load_matters(vault, today=TODAY) for kept in matter.open_deadlines]
    return sorted(one.acts_on for one in open_ones if one.yours and one.acts_on and one.acts_on >= TODAY)


def test_the_next_day_is_that_of_the_cases_and_what_is_done_counts_no_more(family_vault: Vault) -> None:
    first = days(family_vault)[0]
    on_it = due_days(family_vault, today=first)
    assert on_it.next_day == first and on_it.today == days(family_vault).count(first)
    assert due_days(family_vault, today=first - datetime.timedelta(days=3)).soon >= on_it.today
    for kept in family_vault.deadlines.all():
        if kept.deadline.acts_on == first:
            mark_deadline(family_vault, kept.id, TODAY)
    after = due_days(family_vault, today=first)
    assert after.today == 0 and after.next_day is not None and after.next_day > first


def test_new_papers_have_nothing_due(vault: Vault) -> None:
    assert due_days(vault, today=TODAY) == Due(0, 0, None)


def test_the_words_count_and_name_nothing() -> None:
    assert due_words(Due(0, 0, TODAY)) == ""
    assert due_words(Due(1, 0, TODAY)) == "1 thing is due today. Open Medbills to see more."
    assert due_words(Due(2, 1, TODAY)) == "2 things are due today. 1 thing is due in the next 3 days. Open Medbills to see more."


@pytest.mark.parametrize(
    ("ahead", "begins"), [(-40, "A day to keep has passed"), (-1, "A day to keep has passed"), (0, "You have something due"),
                          (3, "You have something due"), (4, "")],
)  # fmt: skip
def test_before_the_papers_are_open_one_date_gives_one_sentence(ahead: int, begins: str) -> None:
    said = locked_words(TODAY + datetime.timedelta(days=ahead), TODAY)
    assert said.startswith(begins) and bool(said) == bool(begins)
