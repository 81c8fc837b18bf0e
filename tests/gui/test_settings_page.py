"""Settings: text and colors at once, a backup now, another passphrase."""

import pytest
from PySide6.QtCore import Qt

from medbills.errors import WrongPassphrase
from medbills.gui import dialogs
from medbills.gui.backing_up import backup_words, now
from medbills.gui.main_window import found_pages
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.keys import unlock

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


def test_a_backup_is_made_and_told(room, settings, tmp_path, monkeypatch):
    assert settings.last.text().startswith("There is no backup yet")
    room.qtbot.mouseClick(settings.backup, LEFT)
    room.settle()
    assert settings.last.text().startswith("Backed up today")
    assert len(list((folder(room) / "backups").iterdir())) == 1
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: tmp_path / "stick")
    room.qtbot.mouseClick(settings.elsewhere, LEFT)
    room.settle()
    assert (tmp_path / "stick" / "Medbills backup" / "documents").is_dir()
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: folder(room))
    room.qtbot.mouseClick(settings.elsewhere, LEFT)
    room.settle()
    assert "inside the vault" in str(room.problems[-1])
    assert settings.backup.isEnabled()


def test_the_passphrase_is_changed(room, settings):
    form = settings.passphrase
    for field, text in ((form.old, "not the one"), (form.first, "another four words here"), (form.again, "another four words")):
        field.editor.clear()
        room.qtbot.keyClicks(field.editor, text)
    room.qtbot.mouseClick(form.change, LEFT)
    assert form.again.problem
    room.qtbot.keyClicks(form.again.editor, " here")
    room.qtbot.mouseClick(form.change, LEFT)
    room.settle()
    assert form.old.problem == "This is not the passphrase in use."
    form.old.editor.clear()
    room.qtbot.keyClicks(form.old.editor, "four plain words here")
    room.qtbot.keyClick(form.again.editor, Qt.Key.Key_Return)
    room.settle()
    assert not form.first.text()
    assert unlock(folder(room), "another four words here")
    with pytest.raises(WrongPassphrase):
        unlock(folder(room), "four plain words here")


def test_when_it_was_backed_up_is_said_in_words():
    at = now().replace(hour=9, minute=12)
    assert backup_words(at, at) == "Backed up today, 9:12"
    assert backup_words(None, at) == ""


def test_every_control_has_a_name(room, settings, unnamed):
    assert not unnamed(settings)
