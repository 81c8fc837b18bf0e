"""The drawings that one looks at: by keys and mouse, as a table that says the same, and as a picture in light colors."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from medbills.domain.case import CaseKind
from medbills.gui import dialogs
from medbills.gui.widgets.buttons import Button
from medbills.services.list_owed import list_owed

KEYS = Qt.Key


def section(family, slug):
    page = family.page("money")
    page.show_item(slug)
    family.settle()
    return page.part


def er_case(family):
    page = family.page("cases")
    matter = next(one for one in page.matters.values() if one.case.kind is CaseKind.BILL and "ER visit" in one.case.title)
    page.show_item(matter.id)
    family.settle()
    return page.case


def test_what_you_owe_goes_by_keys_and_mouse_and_its_table_says_the_same(family):
    part = section(family, "owed")
    chart = part.over_time.chart
    today = family.desk.today()
    asked = family.ask(lambda vault: list_owed(vault, today=today)).owed.asked
    family.qtbot.keyClick(chart, KEYS.Key_End)
    assert part.over_time.told.endswith(f"In all {asked}.")
    assert chart.accessibleName().startswith(part.over_time.told)
    family.qtbot.keyClick(chart, KEYS.Key_Left)
    assert "In all $5,797.40." in chart.accessibleName()
    family.qtbot.keyClick(chart, KEYS.Key_Home)
    assert part.over_time.told == "March 20, 2026: Cedar Lab asks $640.00. $640.00 more. In all $640.00."
    family.qtbot.waitUntil(lambda: chart.height() == chart.sizeHint().height())  # laid out
    here, none = chart.place(5), Qt.MouseButton.NoButton
    QApplication.sendEvent(
        chart, QMouseEvent(QEvent.Type.MouseMove, here, chart.mapToGlobal(here), none, none, Qt.KeyboardModifier.NoModifier)
    )
    assert "Riverbend asks $5,000.00" in part.over_time.told
    card = part.over_time
    assert card.table.isHidden()
    family.click(card.show_table)
    assert card.table.isVisible() and card.show_table.text() == "Hide the table"
    told = [row.accessibleName() for row in card.table.rows]
    assert len(told) == len(card.chart.words)
    for words, row in zip(card.chart.words, reversed(told), strict=True):
        assert words.split("In all ")[1].rstrip(".") in row
    family.click(card.show_table)
    assert card.table.isHidden()


def test_savings_grow_with_each_closed_case_and_enter_opens_it(family):
    card = section(family, "saved").over_time
    family.qtbot.keyClick(card.chart, KEYS.Key_End)
    assert card.told == "August 11, 2026: Visit at Eastside Urgent Care. Saved $184.00. In all $934.00."
    family.qtbot.keyClick(card.chart, KEYS.Key_Return)
    family.settle()
    assert family.window.page == "cases" and family.window._made["cases"].case.matter.case.title == "Visit at Eastside Urgent Care"


def test_a_timeline_can_be_read_as_a_table_and_drawn(family):
    history = er_case(family).history
    shown = [row.entry.first for row in history.view.rows]
    family.click(history.show_table)
    assert history.table is not None and history.view.isHidden()
    assert [row.accessibleName().split(".")[0] for row in history.table.rows] == [first.split(".")[0] for first in shown]
    history.filter.chosen.emit("calls")
    family.click(history.show_table)
    assert history.table is None and history.view.isVisible()
    asked = []
    history.picture_asked.disconnect()
    history.picture_asked.connect(asked.append)
    family.click(history.picture)
    assert asked[0].title == "ER visit at Riverbend"
    assert [row.entry for row in asked[0].make().rows] == [row.entry for row in history.view.rows]


@pytest.mark.parametrize("slug", ["limits", "payments"])
def test_every_drawing_is_saved_where_the_user_says(family, slug, tmp_path, monkeypatch):
    part = section(family, slug)
    monkeypatch.setattr(dialogs, "save_file", lambda *_args: tmp_path / slug)
    told = []
    family.desk.told.connect(lambda text, _undo: told.append(text))
    button = next(one for one in part.findChildren(Button) if one.text() == "Save as picture")
    family.click(button)
    data = (tmp_path / f"{slug}.png").read_bytes()
    assert data.startswith(b"\x89PNG") and not QImage.fromData(data).isNull()
    assert b"tEXt" not in data and b"iTXt" not in data  # nothing in it but the picture
    assert told == [f"Saved as {slug}.png. It is not locked: whoever gets it can read it."]


def test_a_closed_dialog_writes_nothing(family, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "save_file", lambda *_args: None)
    card = section(family, "owed").over_time
    family.click(card.foot.picture)
    assert not list(tmp_path.glob("*.png"))
