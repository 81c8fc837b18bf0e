"""What the window says of backups: young in a quiet line, late and failed in a banner with an icon of its own; the second place."""

import datetime

import pytest
from PySide6.QtCore import Qt

from medbills.domain.backup_age import backup_age
from medbills.gui import dialogs
from medbills.gui.parts.backup_line import BackupLine
from medbills.gui.parts.backups_card import NO_PLACE, BackupsCard
from medbills.gui.parts.export_card import ExportCard
from medbills.store.backup_list import backups_in

LEFT = Qt.MouseButton.LeftButton
NOW = datetime.datetime(2026, 11, 17, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(("days", "words"), [(2, ""), (9, "9 days ago"), (45, "long ago")])
def test_the_line_says_how_old(qtbot, days, words):
    line = BackupLine()
    qtbot.addWidget(line)
    line.show_age(backup_age(NOW - datetime.timedelta(days=days), NOW))
    assert (line.banner is not None) is bool(words)
    assert f"{days} days ago" in line.sentence
    if line.banner:
        assert words in line.banner.accessibleName()
        with qtbot.waitSignal(line.asked):
            qtbot.mouseClick(line.banner.link, LEFT)
    line.show_age(None)
    assert line.isHidden()


def test_the_second_copy_is_chosen_and_ended(room, tmp_path, monkeypatch):
    card = BackupsCard(room.desk)
    room.window.stack.addWidget(card)
    room.window.stack.setCurrentWidget(card)
    card.reload()
    room.settle()
    assert card.place.text() == NO_PLACE
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: tmp_path)
    room.qtbot.mouseClick(card.choose, LEFT)
    room.settle()
    (place,) = tmp_path.glob("Medbills backup of *")
    assert str(place) in card.place.text() and len(backups_in(place)) == 1
    room.qtbot.mouseClick(card.end, LEFT)
    room.settle()
    assert card.place.text() == NO_PLACE and len(backups_in(place)) == 1, "what is there stays"


def test_everything_is_exported_after_a_question(room, tmp_path, monkeypatch):
    card = ExportCard(room.desk)
    room.window.stack.addWidget(card)
    room.window.stack.setCurrentWidget(card)
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: tmp_path)
    for answer in (False, True):
        monkeypatch.setattr(dialogs, "confirm", lambda *_args, answer=answer, **_named: answer)
        room.qtbot.mouseClick(card.export, LEFT)
        room.settle()
        assert (tmp_path / "Medbills export" / "medbills.json").exists() is answer
    assert not room.problems
