"""A practice toward its patients: the gate of three boxes, contract words, the estimate to sign, what it changed, and never billed."""

from __future__ import annotations

import datetime
import io
import shutil

import pikepdf
import pytest
from PySide6.QtCore import Qt

from medbills import keys
from medbills.domain.money import Money
from medbills.domain.practice import FeeSchedule, ListKind, VaultKind, Volumes
from medbills.gui import dialogs
from medbills.gui.jobs import Jobs, Lane
from medbills.gui.opening import Opened
from medbills.gui.session import Session
from medbills.gui.settings import Settings
from medbills.services.keep_practice_figures import keep_fee_list, keep_volumes
from medbills.services.open_vault import create_vault
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
HARBOR = "Harbor Dental Plan"
LEFT = Qt.MouseButton.LeftButton


def fill(vault):
    for payer, kind, fees in (
        (HARBOR, ListKind.ALTERNATE, {"D2150": "120.00"}), (HARBOR, ListKind.PRIMARY, {"D2392": "200.00"}),
        ("", ListKind.USUAL, {"D2392": "275.00"}),
    ):  # fmt: skip
        day = datetime.date(2025, 1, 1)
        keep_fee_list(vault, FeeSchedule(id="", payer=payer, kind=kind, effective_on=day, fees={c: Money.of(f) for c, f in fees.items()}))
    first, last = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
    keep_volumes(vault, Volumes(id="", payer=HARBOR, first_on=first, last_on=last, counts={"D2392": 140}))


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A practice's vault with its lists, made once with the slow passphrase."""
    folder = tmp_path_factory.mktemp("practice") / "Practice.medbills"
    vault, _ = create_vault(folder, "Maple Street", "gray heron 7", kind=VaultKind.PRACTICE)
    fill(vault)
    vault.close()
    return folder, keys.unlock(folder, "gray heron 7")


@pytest.fixture
def office(qtbot, tmp_path, shown_over, ready):
    folder, key = ready
    jobs, vaults = Jobs(), []
    made = tmp_path / folder.name
    shutil.copytree(folder, made)
    jobs.run(Lane.VAULT, lambda _job: Vault.open(made, key), vaults.append)
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


def section(office, name, page="practice_patients"):
    office.desk.go(page, name)
    office.settle()
    return office.page(page).part


def write(office, field, text):
    field.setFocus()
    office.qtbot.keyClicks(field.editor, text)


def click(office, widget):
    office.qtbot.mouseClick(widget, LEFT)
    office.settle()


def test_no_statement_goes_out_until_all_three_boxes_are_ticked(office, unnamed):
    part = section(office, "clauses")
    click(office, part.add)
    form = part.form
    assert form.payer.text() == HARBOR, "the only payer on file"
    for field, text in (
        (form.page, "p. 12"), (form.source, "Provider contract of 2024"), (form.words, "You may bill up to our fee."),
    ):  # fmt: skip
        write(office, field, text)
    click(office, form.save)
    assert part.table.rows[0].accessibleName().startswith(f"{HARBOR}. “You may bill up to our fee.” · Provider contract of 2024")
    part = section(office, "statements")
    click(office, part.add)
    form = part.form
    for field, text in ((form.reference, "A-1042"), (form.code, "D2392"), (form.amount, "80")):
        write(office, field, text)
    assert "Provider contract of 2024, p. 12" in form.clause.hint.text()
    assert form.says.label.text().startswith("It waits. Does the contract permit it?") and not form.sent.isEnabled()
    for field in (form.contract, form.eob):
        field.set_key("yes")
        field.changed.emit()
    form.told.set_key("no")
    form.told.changed.emit()
    assert form.says.label.text() == "It waits. The patient was not told before."
    click(office, form.save)
    assert "State: Waits" in part.table.rows[0].accessibleName()
    click(office, part.table.rows[0])
    form = part.form
    form.told.set_key("yes")
    form.told.changed.emit()
    assert form.sent.isEnabled()
    write(office, form.sent, "11/16/26")
    click(office, form.save)
    assert "State: Sent Nov 16" in part.table.rows[0].accessibleName()
    assert unnamed(office.page("practice_patients")) == []


def test_the_estimate_takes_the_lists_and_prints_two_copies(office, tmp_path, monkeypatch):
    part = section(office, "estimate")
    row = part.rows[0]
    write(office, row.code, "d2392")
    office.qtbot.keyClick(row.code.editor, Qt.Key.Key_Tab)
    office.settle()
    assert (row.fee.money(), row.pays.money(), row.paid_as.text()) == (Money.of("200.00"), Money.of("120.00"), "D2150")
    assert row.line().you_pay == Money.of("80.00")
    path = tmp_path / "estimate.pdf"
    monkeypatch.setattr(dialogs, "save_file", lambda *_: path)
    click(office, part.save)
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        assert len(pdf.pages) == 2


def test_before_and_after_are_compared_from_a_table(office, tmp_path):
    part = section(office, "outcomes")
    table = tmp_path / "counts.csv"
    table.write_text(
        "From,To,Surprise balances,Plans presented,Plans accepted\n2026-01-01,2026-06-29,12,50,20\n2026-07-01,2026-10-28,2,40,28\n"
    )
    part.take(table)
    office.settle()
    assert len(part.table.rows) == 2
    click(office, part.day_button)
    write(office, part.form.day, "7/1/26")
    click(office, part.form.save)
    names = {card.accessibleName() for card in part.findChildren(type(part.table).__mro__[1]) if card.accessibleName()}
    assert "Surprise balances a month: 0.5. 2.0 before." in names
    assert "Plans accepted: 70 %. 40 % before." in names


def test_the_dollars_on_codes_never_billed(office, tmp_path, monkeypatch):
    part = section(office, "report", "practice")
    assert part.table.rows[0].accessibleName() == (
        f"D2150. {HARBOR} · 2025. Instead of: D2392. Treatments: 140. You billed it: Never. Plan paid: $16,800.00"
    )
    path = tmp_path / "report.csv"
    monkeypatch.setattr(dialogs, "save_file", lambda *_: path)
    click(office, part.save)
    assert f"2025,{HARBOR},D2150,D2392,140,16800.00,0" in path.read_text(encoding="utf-8-sig")


def test_an_own_row_takes_the_place_of_ours(office):
    part = section(office, "pairs", "practice")
    row = next(row for row in part.table.rows if row.accessibleName().startswith("D2392."))
    click(office, row)
    form = part.form
    form.paid_as.editor.selectAll()
    office.qtbot.keyClicks(form.paid_as.editor, "D2140")
    write(office, form.source, "Contract p. 12")
    click(office, form.save)
    row = next(row for row in part.table.rows if row.accessibleName().startswith("D2392."))
    assert row.accessibleName() == "D2392. Contract p. 12. Paid as: D2140. Whose row: Yours"
    click(office, row)
    click(office, part.form.remove)
    row = next(row for row in part.table.rows if row.accessibleName().startswith("D2392."))
    assert row.accessibleName() == "D2392. Comes with Medbills, from booklets of dental plans. Paid as: D2150. Whose row: Medbills"
