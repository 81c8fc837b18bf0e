"""Practice mode as an office uses it: a window without patient papers, fee lists from CSV, a proposal, its letter, the rounds."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from medbills.domain.money import Money
from medbills.domain.practice import FeeSchedule, ListKind, VaultKind, Volumes
from medbills.gui import dialogs
from medbills.gui.jobs import Jobs, Lane
from medbills.gui.opening import Opened
from medbills.gui.session import Session
from medbills.gui.settings import Settings
from medbills.gui.type import type_
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.wizards.letter import LetterTask
from medbills.services.keep_practice_figures import keep_fee_list, keep_volumes
from medbills.services.open_vault import create_vault

TODAY = datetime.date(2026, 11, 17)
HARBOR = "Harbor Dental Plan"


def of(**plain):
    return {code: Money.of(fee) for code, fee in plain.items()}


def fill(vault):
    for payer, kind, day, fees in (
        (HARBOR, ListKind.ALTERNATE, datetime.date(2016, 3, 1), of(D2140="95.00", D2150="120.00")),
        (HARBOR, ListKind.PRIMARY, datetime.date(2025, 1, 1), of(D2391="150.00", D2392="200.00")),
        ("", ListKind.USUAL, datetime.date(2026, 1, 1), of(D2391="210.00", D2392="275.00")),
    ):
        keep_fee_list(vault, FeeSchedule(id="", payer=payer, kind=kind, effective_on=day, fees=fees))
    first, last = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
    keep_volumes(vault, Volumes(id="", payer=HARBOR, first_on=first, last_on=last, counts={"D2391": 60, "D2392": 140}))


@pytest.fixture
def office(qtbot, tmp_path, shown_over):
    """The window over a new practice's vault, as the program opens it."""
    jobs, vaults = Jobs(), []
    made = tmp_path / "Practice.medbills"
    jobs.run(Lane.VAULT, lambda _job: create_vault(made, "Maple Street", "gray heron 7", kind=VaultKind.PRACTICE)[0], vaults.append)
    qtbot.waitUntil(lambda: bool(vaults), timeout=60_000)
    session = Session(jobs, Opened(vaults[0], made, "Maple Street", kind="practice", first=True), Settings(), lambda: TODAY)
    qtbot.addWidget(session.window)
    session.window.resize(1280, 800)
    session.show()
    shown = shown_over(session.window, session.desk)
    shown.settle()
    yield shown
    session.window.close()
    session.end()


@pytest.fixture
def filled(office):
    office.ask(fill)
    office.desk.tell_changed({"fee_schedules", "volumes"})
    office.settle()
    return office


def section(office, name):
    page = office.page("practice")
    page.show_item(name)
    office.settle()
    return page.part


def write(office, field, text):
    field.setFocus()
    field.editor.selectAll()
    office.qtbot.keyClicks(field.editor, text)


def names(table):
    return [row.accessibleName() for row in table.rows]


def test_the_window_is_marked_and_takes_no_papers(office):
    window = office.window
    assert window.windowTitle() == "Maple Street · Practice · Medbills"
    assert list(window.pages)[:2] == ["practice", "practice_patients"]
    assert set(window.pages) <= {"practice", "practice_patients", "history", "settings"}
    assert "no patient papers" in window.ribbon_place.itemAt(0).widget().label.text()
    assert not window.acceptDrops() and not window.top.add.isVisible() and not window.top.isVisible()
    settings = office.page("settings")
    assert not settings.watched.isVisibleTo(settings) and settings.place.isVisibleTo(settings)


def test_an_empty_place_leads_to_the_first_fee_list(office):
    part = office.page("practice").part
    office.click(part.findChild(EmptyState).action)
    assert office.page("practice").sections.current == "lists"


def test_a_fee_list_comes_from_a_csv(office, tmp_path, monkeypatch):
    file = tmp_path / "harbor.csv"
    file.write_text("Code,Fee\nD2140,95\nD2150,$120.00\nTotal,215\n", encoding="utf-8")
    monkeypatch.setattr(dialogs, "open_file", lambda *_: file)
    part = section(office, "lists")
    office.click(part.bring)
    form = part.form
    assert form.fees_typed.text() == "D2140 95.00\nD2150 120.00" and form.source.text() == "harbor.csv"
    office.click(form.save)
    assert form.payer.problem == "Say whose list it is, like Harbor Dental."
    write(office, form.payer, HARBOR)
    write(office, form.day, "3/1/16")
    office.click(form.save)
    assert names(part.table) == [f"{HARBOR}. harbor.csv. Which fees: For cheaper treatments. Fees: 2. In force since: Mar 1, 2016"]
    assert part.banners[0].label.text().endswith("10 years ago. Ask for the one in force.")


def test_a_bad_csv_is_told_in_a_sentence(office, tmp_path, monkeypatch):
    file = tmp_path / "names.csv"
    file.write_text("Name,Phone\nWalter,555\n", encoding="utf-8")
    monkeypatch.setattr(dialogs, "open_file", lambda *_: file)
    told = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, text, *_: told.append(text))
    part = section(office, "volumes")
    office.click(part.bring)
    assert told == ["names.csv has no column with the codes and one with how often. Name its columns Code and Count, and import it again."]
    assert part.form is None


def test_a_line_that_cannot_be_read_is_told_below_it(office):
    part = section(office, "volumes")
    office.click(part.add)
    write(office, part.form.payer, HARBOR)
    part.form.counts_typed.set_text("D2392 often")
    office.click(part.form.save)
    assert part.form.counts_typed.problem.startswith("Line 1 has no count.")
    part.form.counts_typed.set_text("D2392 140 as D2150")
    office.click(part.form.save)
    assert names(part.table)[0].startswith(f"{HARBOR}. From: Jan 1, 2025. To: Dec 31, 2025. Codes: 1. Treatments: 140")


def test_a_list_is_changed_removed_and_brought_back_by_undo(filled):
    part = section(filled, "lists")
    part.table.pressed.emit(next(one.id for one in part._lists if one.kind is ListKind.ALTERNATE))
    filled.click(part.form.remove)
    assert len(part.table.rows) == 2
    filled.qtbot.keyClick(filled.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    filled.settle()
    assert len(part.table.rows) == 3


def test_codes_are_ranked_and_the_slider_changes_the_sums(filled):
    part = section(filled, "proposal")
    assert [name.split(". More")[0] for name in names(part.table)] == [
        "D2150. Paid for D2392, 140 times. Now: $120.00. You ask: $138.00",
        "D2140. Paid for D2391, 60 times. Now: $95.00. You ask: $109.25",
    ]
    assert part.proposal.effect == Money.of("3375.00")
    part.slider.setFocus()
    filled.qtbot.keyClick(part.slider, Qt.Key.Key_End)
    filled.qtbot.waitUntil(lambda: not part._soon.isActive())
    assert part.percent.text() == "25" and part.proposal.effect == Money.of("5625.00")
    write(filled, part.percent, "12.5")
    filled.qtbot.waitUntil(lambda: not part._soon.isActive())
    assert part.slider.value() == 12 and part.proposal.weighted == 1250


def test_a_percent_outside_is_told(filled):
    part = section(filled, "proposal")
    write(filled, part.percent, "40")
    filled.click(part.save)
    assert part.percent.problem == "Type a percent from 10 to 25, like 15"


def test_one_code_is_left_out(filled):
    part = section(filled, "proposal")
    part.table.pressed.emit("D2140")
    part.form.out.click()
    filled.click(part.form.save)
    assert "More: Left out" in names(part.table)[1] and part.proposal.effect == Money.of("2520.00")


def test_the_proposal_becomes_a_letter_and_stands_among_the_letters(filled):
    part = section(filled, "proposal")
    filled.click(part.letter)
    task = filled.window.task
    assert isinstance(task, LetterTask) and task.state.letter.recipient == HARBOR
    assert task.state.facts["requested_fee"].value == Money.of("138.00")
    filled.window.close_task()
    filled.settle()
    rounds = section(filled, "rounds")
    assert names(rounds.letters[HARBOR])[0].endswith("State: Draft")
    rounds.letters[HARBOR].pressed.emit(task.state.letter.id)
    filled.settle()
    assert filled.window.task.state.letter.id == task.state.letter.id


def test_a_round_is_noted_and_worked_out(filled):
    part = section(filled, "rounds")
    filled.click(part.add)
    form = part.form
    form.whose.set_key("theirs")
    write(filled, form.note, "Dana, provider relations")
    form.amounts.set_text("D2150 126.00")
    filled.click(form.save)
    assert names(part.tables[HARBOR]) == [
        "1. They offered. Nov 17. What was said: Dana, provider relations. More, weighted: 3.73 %. Plan pays more: $840.00"
    ]


def test_a_benchmark_needs_its_source(filled):
    part = section(filled, "benchmarks")
    filled.click(part.add)
    form = part.form
    for field, text in ((form.code, "d2150"), (form.amount, "130")):
        write(filled, field, text)
    filled.click(form.save)
    assert form.source.problem == "Name the source. Without one it proves nothing."
    write(filled, form.source, "State survey")
    write(filled, form.day, "3/2/22")
    filled.click(form.save)
    assert names(part.table) == ["D2150. State survey. As of: March 2, 2022. Amount: $130.00"]
    assert any("more than the benchmark" in banner.label.text() for banner in section(filled, "proposal").banners)


def test_every_section_works_at_200_percent_with_every_control_named(filled):
    type_().set_scale(2.0)
    try:
        for name in ("proposal", "lists", "volumes", "benchmarks", "rounds"):
            part = section(filled, name)
            if part.add:
                filled.click(part.add)
            shown = [child for child in part.findChildren(QWidget) if child.isVisibleTo(part)]
            takers = [child for child in shown if child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.focusProxy()]
            assert takers and all(child.accessibleName() or (hasattr(child, "text") and child.text()) for child in takers)
            assert part.width() <= filled.window.width()
            if part.form:
                part.close_form()
        assert filled.window.top.menu.isVisible()
    finally:
        type_().set_scale(1.0)
