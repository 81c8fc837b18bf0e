"""The days of the calendar go into a file for another one, by the keyboard alone."""

import datetime

import vobject
from PySide6.QtCore import Qt

from medbills.gui import dialogs


def test_the_days_are_saved_with_titles_that_tell_nothing(family, tmp_path, monkeypatch):
    page = family.page("calendar")
    monkeypatch.setattr(dialogs, "save_file", lambda *_arguments: tmp_path / "days")
    family.qtbot.keyClick(page.export, Qt.Key.Key_Space)
    family.settle()
    calendar = vobject.readOne((tmp_path / "days.ics").read_text())
    assert len(calendar.vevent_list) >= 3
    for event in calendar.vevent_list:
        assert event.summary.value.startswith("Paperwork: ") and type(event.dtstart.value) is datetime.date
