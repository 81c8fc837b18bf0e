"""The few windows that open above ours: the system's own file dialogs, and the question before what cannot be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.label import ReadingLabel

PAPERS = "Papers (*.pdf);;All files (*)"
TEXT_WIDTH = 440


def ask_system(ask: Callable[..., tuple[str | list[str], str] | str], *arguments: object) -> list[Path]:
    """The one door to the system's native dialogs (a dialog of Qt's own would remember the folders visited)."""
    answer = ask(*arguments)
    chosen = answer[0] if isinstance(answer, tuple) else answer
    names = [chosen] if isinstance(chosen, str) else chosen
    return [Path(name) for name in names if name]


def open_files(parent: QWidget | None, title: str = "Add papers", kinds: str = PAPERS) -> list[Path]:
    """Files the user chose; none when they closed the dialog."""
    from PySide6.QtWidgets import QFileDialog  # late: it is slow to load, and the first window needs none

    return ask_system(QFileDialog.getOpenFileNames, parent, title, "", kinds)


def open_file(parent: QWidget | None, title: str, kinds: str = "All files (*)") -> Path | None:
    """One file the user chose."""
    from PySide6.QtWidgets import QFileDialog

    return next(iter(ask_system(QFileDialog.getOpenFileName, parent, title, "", kinds)), None)


def open_folder(parent: QWidget | None, title: str) -> Path | None:
    """A folder the user chose."""
    from PySide6.QtWidgets import QFileDialog

    return next(iter(ask_system(QFileDialog.getExistingDirectory, parent, title, "")), None)


def save_file(parent: QWidget | None, title: str, name: str, kinds: str = "All files (*)") -> Path | None:
    """Where to write; the system asks itself before an existing file is replaced."""
    from PySide6.QtWidgets import QFileDialog

    return next(iter(ask_system(QFileDialog.getSaveFileName, parent, title, name, kinds)), None)


class Question(QDialog):
    """A sentence and its buttons, which are verbs; the safe one has the focus."""

    def __init__(self, parent: QWidget | None, text: str, safe: str, risky: str | None = None, detail: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("Medbills")
        self.setAccessibleName(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for line, role in ((text, "card"), (detail, "body")):
            if line:
                label = ReadingLabel(line, role)
                label.setMinimumWidth(TEXT_WIDTH)
                column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch()
        if risky:
            self.risky = button(risky, "plain", danger=True)
            self.risky.clicked.connect(self.accept)
            row.addWidget(self.risky)
        self.safe = button(safe, "main")
        self.safe.clicked.connect(self.reject)
        row.addWidget(self.safe)
        column.addSpacing(8)
        column.addLayout(row)
        self.safe.setDefault(True)
        self.safe.setFocus(Qt.FocusReason.OtherFocusReason)


def confirm(parent: QWidget | None, text: str, risky: str, safe: str, detail: str = "") -> bool:
    """Ask before what cannot be undone: True when the user chose the risky verb."""
    return Question(parent, text, safe, risky, detail).exec() == QDialog.DialogCode.Accepted


def tell(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Show a sentence until the user closes it."""
    Question(parent, text, "Close", None, detail).exec()
