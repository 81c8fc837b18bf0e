"""Settings: text and colors at once, a backup now."""

import pytest
from PySide6.QtCore import Qt

from medbills.gui import dialogs
from medbills.gui.backing_up import backup_words, now
from medbills.gui.main_window import found_pages
from medbills.gui.theme import theme, wants_less_motion
from medbills.gui.type import type_

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def settings(room):
    spec = next(page for page in found_pages() if page.slug == "settings")
    made = spec.make(room.desk)
    room.window.stack.addWidget(made)
    room.window.stack.setCurrentWidget(made)
    room.desk.changed.connect(lambda topics: made.reload() if topics & spec.topics else None)
    made.reload()
    room.settle()
    return made


def folder(room):
    return room.ask(lambda vault: vault.folder)


def test_text_and_colors_change_at_once(room, settings):
    room.qtbot.mouseClick(settings.larger, LEFT)
    assert settings.percent.text() == "110 %"
    assert type_().scale == 1.1
    settings.colors.chosen.emit(True)
    assert theme().dark


def test_high_contrast_and_stillness_are_the_users_before_the_systems(room, settings):
    room.qtbot.mouseClick(settings.contrast, LEFT)
    room.qtbot.mouseClick(settings.still, LEFT)
    try:
        assert theme().high_contrast and theme().contrast_chosen and wants_less_motion()
        room.qtbot.mouseClick(settings.contrast, LEFT)
        assert not theme().high_contrast and theme().contrast_chosen
        room.qtbot.mouseClick(settings.still, LEFT)
        assert not theme().still
    finally:
        theme().contrast_chosen = theme().still = False


def test_a_backup_is_made_and_told(room, settings, tmp_path, monkeypatch):
    assert settings.backups.last.text().startswith("There is no backup yet")
    room.qtbot.mouseClick(settings.backups.backup, LEFT)
    room.settle()
    assert settings.backups.last.text().startswith("Backed up today")
    assert len(list((folder(room) / "backups").iterdir())) == 1
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: tmp_path / "stick")
    room.qtbot.mouseClick(settings.backups.elsewhere, LEFT)
    room.settle()
    assert (tmp_path / "stick" / "Medbills backup" / "documents").is_dir()
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: folder(room))
    room.qtbot.mouseClick(settings.backups.elsewhere, LEFT)
    room.settle()
    assert "inside the vault" in str(room.problems[-1])
    assert settings.backups.backup.isEnabled()


def test_when_it_was_backed_up_is_said_in_words():
    at = now().replace(hour=9, minute=12)
    assert backup_words(at, at) == "Backed up today, 9:12"
    assert backup_words(None, at) == ""


def test_every_control_has_a_name(room, settings, unnamed):
    assert not unnamed(settings)
