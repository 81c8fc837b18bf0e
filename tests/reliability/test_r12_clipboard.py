"""R12: what was copied out of our windows is cleared after a while and on lock; what others copied stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from medbills.gui.clipboard import HINT, SECRET, ClipboardCare
from medbills.gui.safety import safety
from medbills.gui.widgets.field import Field

TEXT = "Walter Calloway, account 4417-93"


@pytest.fixture
def care(qapp: QApplication) -> Iterator[ClipboardCare]:
    owner = QObject()
    safety().choose(10, 30)
    made = ClipboardCare(owner)
    yield made
    safety().choose(10, 30)
    made.stop()
    qapp.clipboard().clear()
    owner.deleteLater()


@pytest.fixture
def board(qapp: QApplication) -> QClipboard:
    return qapp.clipboard()


def copy(text: str) -> None:
    """As a person does: mark all, Ctrl+C."""
    field = Field("Account", text=text)
    field.editor.selectAll()  # type: ignore[attr-defined]
    field.editor.copy()  # type: ignore[attr-defined]
    field.deleteLater()


def test_a_copy_is_marked_secret_and_cleared_when_its_time_is_over(care: ClipboardCare, board: QClipboard) -> None:
    copy(TEXT)
    assert board.text() == TEXT
    assert board.mimeData().data(HINT) == SECRET, "clipboard histories are asked to keep it not"
    assert care.clock.isActive() and care.clock.interval() == 30_000
    care.clock.timeout.emit()  # thirty seconds later
    assert board.text() == "" and not care.clock.isActive()


def test_the_time_can_be_chosen_and_another_copy_begins_it_anew(care: ClipboardCare, board: QClipboard) -> None:
    copy(TEXT)
    safety().choose(clipboard_seconds=60)
    assert care.clock.interval() == 60_000
    safety().choose(clipboard_seconds=0)
    assert not care.clock.isActive() and board.text() == TEXT, "0 leaves it"
    safety().choose(clipboard_seconds=10)
    copy("another")
    assert care.clock.isActive() and care.clock.interval() == 10_000


def test_it_is_cleared_when_the_papers_lock(care: ClipboardCare, board: QClipboard) -> None:
    safety().choose(clipboard_seconds=0)
    copy(TEXT)
    care.clear()  # what the end of a session begins with
    assert board.text() == ""


def test_what_somebody_else_copied_stays(care: ClipboardCare, board: QClipboard) -> None:
    """The negative control too: without our mark the same text is left alone."""
    care._marking = True  # as if it came from outside
    foreign = QMimeData()
    foreign.setText(TEXT)
    board.setMimeData(foreign)
    care._marking = False
    care.clear()
    assert board.text() == TEXT


def test_nothing_is_copied_unasked(care: ClipboardCare, board: QClipboard) -> None:
    board.clear()
    field = Field("Account", text=TEXT)
    field.show()
    field.editor.selectAll()  # type: ignore[attr-defined]
    field.hide()
    field.deleteLater()
    assert board.text() == ""
