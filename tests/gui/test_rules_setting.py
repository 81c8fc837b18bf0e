"""Settings, rules and figures: a newer set is chosen, its differences are read, it is taken into use and taken back."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from medbills.gui import dialogs
from medbills.gui.main_window import found_pages
from medbills.gui.wizards.newer_rules import NewerRulesTask
from medbills.rules.shipped import shipped_files
from medbills.rules.signed_file import signed_pack
from medbills.services import bring_in_rules
from medbills.services.rules_in_use import rules_in_use

LEFT = Qt.MouseButton.LeftButton
KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def card(room, monkeypatch):
    monkeypatch.setattr(bring_in_rules, "maintainers_key", KEY.public_key)
    spec = next(page for page in found_pages() if page.slug == "settings")
    page = spec.make(room.desk)
    room.window.stack.addWidget(page)
    room.window.stack.setCurrentWidget(page)
    room.desk.changed.connect(lambda topics: page.reload() if topics & spec.topics else None)
    page.reload()
    room.settle()
    return page.rules


@pytest.fixture
def file(tmp_path, monkeypatch):
    files = shipped_files()
    files["pack.yaml"] = files["pack.yaml"].replace('"2026.11.21"', '"2027.1.15"', 1)
    files["debt_collection.yaml"] = files["debt_collection.yaml"].replace("duration: {value: 30,", "duration: {value: 35,", 1)
    path = tmp_path / "newer.medbillsrules"
    path.write_bytes(signed_pack(files, KEY))
    monkeypatch.setattr(dialogs, "open_file", lambda *_args: path)
    return path


def version(room):
    return room.ask(lambda vault: rules_in_use(vault).version)


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_what_is_in_use_is_told(card):
    assert card.state.text() == "Version 2026.11.21, checked November 21, 2026. 116 rules. It came with Medbills."


def test_chosen_read_taken_and_taken_back(room, card, file, unnamed):
    room.qtbot.mouseClick(card.choose, LEFT)
    room.settle()
    task = room.window.task_layer.task
    assert isinstance(task, NewerRulesTask) and not unnamed(task)
    said = words(task)
    assert "Changed: 1" in said and "30 calendar days" in said and "35 calendar days" in said
    assert version(room) == "2026.11.21"
    task.use.setFocus()
    room.qtbot.keyClick(task.use, Qt.Key.Key_Space)
    room.settle()
    assert version(room) == "2027.1.15" and room.window.task_layer.task is None
    assert card.state.text().startswith("Version 2027.1.15") and card.state.text().endswith("You brought it in from a file.")
    assert room.told[-1] == "The rules of 2027.1.15 are in use."
    room.desk.undo_latest()
    room.settle()
    assert version(room) == "2026.11.21" and card.state.text().startswith("Version 2026.11.21")


def test_the_way_out_changes_nothing(room, card, file):
    room.qtbot.mouseClick(card.choose, LEFT)
    room.settle()
    room.desk.close_task()
    room.settle()
    assert version(room) == "2026.11.21"


def test_a_damaged_file_is_told_and_nothing_opens(room, card, file):
    data = bytearray(file.read_bytes())
    data[1000] ^= 4
    file.write_bytes(data)
    room.qtbot.mouseClick(card.choose, LEFT)
    room.settle()
    assert "was changed or damaged" in str(room.problems[-1]) and room.window.task_layer.task is None
