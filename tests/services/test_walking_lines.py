"""Line by line through a bill: what was not received becomes a finding, what is unsure a question to the billing office."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from medbills.domain.call import Call
from medbills.domain.line_mark import Mark
from medbills.domain.money import Money
from medbills.errors import UnusableInput
from medbills.services.tell_facts import mark_line
from medbills.services.walk_lines import load_walk, what_to_ask
from medbills.services.what_to_say import what_to_say

TODAY = datetime.date(2026, 11, 17)
CHECK = "service_not_received"


@pytest.fixture
def bill(desk):
    return desk.bill()


def walk(vault, desk, bill):
    return load_walk(vault, desk.matter(bill).case.id, today=TODAY)


def found(vault):
    return [kept.finding for kept in vault.findings.all() if kept.finding.check == CHECK]


def test_every_charge_is_asked_about_once(vault, desk, bill):
    rows = walk(vault, desk, bill).rows
    assert [(row.code, row.billed, row.mark) for row in rows] == [
        ("99284", Money(118000), None), ("71045", Money(41000), None), ("71045", Money(41000), None),
    ]  # fmt: skip


def test_a_line_not_received_becomes_a_finding_and_goes_with_its_mark(vault, desk, bill):
    mark_line(vault, bill, 2, Mark.NOT_RECEIVED, today=TODAY)
    (finding,) = found(vault)
    assert finding.amount_at_stake == Money(41000) and finding.lines[0].line == 2
    row = walk(vault, desk, bill).rows[2]
    assert row.mark is Mark.NOT_RECEIVED and row.told_on == TODAY
    mark_line(vault, bill, 2, Mark.RECEIVED, today=TODAY)
    assert not found(vault) and walk(vault, desk, bill).rows[2].mark is Mark.RECEIVED
    vault.undo_last()
    assert len(found(vault)) == 1
    mark_line(vault, bill, 2, None, today=TODAY)
    assert not found(vault) and walk(vault, desk, bill).rows[2].mark is None


def test_an_unsure_line_is_no_finding_but_a_question(vault, desk, bill):
    mark_line(vault, bill, 1, Mark.UNSURE, today=TODAY)
    assert not found(vault)
    said = what_to_ask(walk(vault, desk, bill))
    assert said[0] == "I am not sure about 1 line of my bill: Chest X-ray, one view on September 9, 2026 for $410.00."
    assert any("Which record shows it?" in sentence for sentence in said) and "hold the account" in said[-1]


def test_the_call_asks_about_an_unsure_line(vault, desk, bill):
    mark_line(vault, bill, 1, Mark.UNSURE, today=TODAY)
    talk = what_to_say(vault, desk.matter(bill), TODAY)
    assert "Was this done: Chest X-ray, one view on September 9, 2026 for $410.00?" in [question for _, question in talk.ask]


def test_nothing_is_asked_about_lines_that_were_received(vault, desk, bill):
    for at in range(3):
        mark_line(vault, bill, at, Mark.RECEIVED, today=TODAY)
    assert what_to_ask(walk(vault, desk, bill)) == ()
    assert walk(vault, desk, bill).marked == 3


def test_a_mark_follows_its_line_and_leaves_a_line_that_changed(vault, desk, bill):
    mark_line(vault, bill, 0, Mark.NOT_RECEIVED, today=TODAY)
    kept = vault.papers.get(bill)
    moved = dataclasses.replace(kept.paper, lines=(*kept.paper.lines[1:], kept.paper.lines[0]))
    with vault.change("Moved") as change:
        change.papers.update(dataclasses.replace(kept, paper=moved))
    assert [row.mark for row in sorted(walk(vault, desk, bill).rows, key=lambda row: row.line)] == [None, None, Mark.NOT_RECEIVED]
    edited = dataclasses.replace(moved.lines[2], billed=Money(1))
    with vault.change("Edited") as change:
        change.papers.update(dataclasses.replace(kept, paper=dataclasses.replace(moved, lines=(*moved.lines[:2], edited))))
    assert not any(row.mark for row in walk(vault, desk, bill).rows)


def test_the_diary_of_the_day_stands_beside_the_lines(vault, desk, bill):
    case = desk.matter(bill).case
    with vault.change("Called") as change:
        at = datetime.datetime(2026, 9, 10, 9, tzinfo=datetime.UTC)
        change.calls.add(Call(id="c", case_id=case.id, at=at, organization="Riverbend", notes="They did one X-ray.", ended=True))
    notes = walk(vault, desk, bill).notes
    assert any("Care at" in note.title and note.day == datetime.date(2026, 9, 9) for note in notes)
    assert any(note.day == datetime.date(2026, 9, 10) for note in notes)


def test_a_line_that_is_gone_is_said(vault, bill):
    with pytest.raises(UnusableInput, match="no longer on the bill"):
        mark_line(vault, bill, 9, Mark.UNSURE, today=TODAY)


def test_no_lines_no_walk(vault, desk):
    eob = desk.eob()
    assert load_walk(vault, desk.matter(eob).case.id, today=TODAY) is None
