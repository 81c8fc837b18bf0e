"""The settings of who can open the papers, as a person uses them, over a real vault."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from medbills import keys
from medbills.errors import WrongPassphrase
from medbills.gui.page import TaskWidget
from medbills.gui.parts import keys_card
from medbills.gui.parts.keys_card import KeysCard
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.open_vault import open_vault

LEFT = Qt.MouseButton.LeftButton
THEIRS = "seven tall gray herons"


class Shown:
    """The card in a window, and somebody at it."""

    def __init__(self, room, passphrase):
        self.room, self.passphrase = room, passphrase
        task = TaskWidget(room.desk, "Keys")
        self.card = KeysCard(room.desk)
        QVBoxLayout(task).addWidget(self.card)
        room.open(task)
        self.card.reload()
        room.settle()
        self.folder = room.ask(lambda vault: vault.folder)

    def names(self):
        return [slot.label for slot in keys.list_slots(self.folder) if slot.kind == keys.PASSPHRASE]

    def press(self, words):
        found = [made for made in self.card.findChildren(QPushButton) if made.accessibleName() == words and made.isVisible()]
        self.room.qtbot.mouseClick(found[0], LEFT)
        self.room.settle()

    def fill(self, **typed):
        form = self.card.form
        for name, text in typed.items():
            editor = getattr(form, name).editor
            editor.clear()
            self.room.qtbot.keyClicks(editor, text)
        self.room.qtbot.mouseClick(form.go, LEFT)
        self.room.settle()

    def type_back(self):
        back = self.card.back
        for field, at in zip(back.fields, back.asked, strict=True):
            self.room.qtbot.keyClicks(field.editor, back.groups[at].lower())
        self.room.qtbot.mouseClick(back.written, LEFT)
        self.room.qtbot.mouseClick(back.done, LEFT)
        return "-".join(back.groups)


@pytest.fixture
def shown(room, monkeypatch):
    monkeypatch.setattr(keys_card, "keychain_is_here", lambda: False)
    return Shown(room, "four plain words here")


def opens(folder, secret):
    try:
        keys.unlock(folder, secret)
    except WrongPassphrase:
        return False
    return True


def test_each_caregiver_gets_a_passphrase_with_a_name(shown, unnamed):
    assert not [made for made in shown.card.findChildren(QPushButton) if made.accessibleName().startswith("Remove")], "the last stays"
    shown.press("Add a passphrase")
    assert unnamed(shown.card) == []
    shown.fill(name="Sam", secret=shown.passphrase, first="password1", again="password1")
    assert shown.card.form.first.problem and shown.names() == [""], "a weak one is not taken"
    shown.fill(first=THEIRS, again=THEIRS + "x")
    assert shown.card.form.again.problem and shown.names() == [""]
    shown.fill(again=THEIRS, secret="not this one")
    assert "not the passphrase in use" in shown.card.form.secret.problem and shown.names() == [""]
    keys.forget_wrong(shown.folder)
    shown.fill(secret=shown.passphrase)
    assert shown.names() == ["", "Sam"] and opens(shown.folder, THEIRS) and opens(shown.folder, shown.passphrase)

    shown.press("Rename: The first passphrase")
    shown.fill(name="Ruth", secret=shown.passphrase)
    assert shown.names() == ["Ruth", "Sam"]
    shown.press("Change: Sam")
    shown.fill(secret=THEIRS, first="quilt copper lantern zebra", again="quilt copper lantern zebra")
    assert not opens(shown.folder, THEIRS) and opens(shown.folder, "quilt copper lantern zebra")
    shown.press("Remove: Sam")
    shown.fill(secret=shown.passphrase)
    assert shown.names() == ["Ruth"] and not opens(shown.folder, "quilt copper lantern zebra")


def test_a_new_recovery_sheet_counts_once_it_is_typed_back(shown):
    shown.press("New recovery sheet")
    shown.fill(secret=shown.passphrase)
    printed = "-".join(shown.card.back.groups)
    assert not opens(shown.folder, printed)
    assert shown.type_back() == printed
    shown.room.settle()
    assert opens(shown.folder, printed) and shown.card.back is None


def test_the_vaults_own_key_is_changed_and_the_window_locks(shown):
    shown.press("Add a passphrase")
    shown.fill(name="Sam", secret=shown.passphrase, first=THEIRS, again=THEIRS)
    before = keys.unlock(shown.folder, shown.passphrase)
    shown.press("Change the vault’s own key")
    shown.fill(secret=shown.passphrase)
    said = [label.text() for label in shown.card.findChildren(ReadingLabel)]
    assert "To be added again afterwards: Sam." in said, "said before it happens"
    with shown.room.qtbot.waitSignal(shown.room.desk.lock_asked, timeout=60_000):
        printed = shown.type_back()
    assert keys.unlock(shown.folder, shown.passphrase) == keys.unlock(shown.folder, printed) != before
    assert not opens(shown.folder, THEIRS)
    open_vault(shown.folder, shown.passphrase).close()
