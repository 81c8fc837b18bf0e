"""The few windows that open above ours: the system's own file dialogs, and the question before what cannot be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from medbills.gui.language import tr

_KINDS = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.heif *.csv *.tsv *.xlsx *.eml *.txt *.json *.xml *.835 *.edi"
PAPERS = f"Papers and claims ({_KINDS});;All files (*)"


def ask_system(ask: Callable[..., tuple[str | list[str], str] | str], *arguments: object) -> list[Path]:
    """The one door to the system's native dialogs; what they note of the papers is taken back."""
    from medbills.gui.traces import Traces  # late: the first window opens none

    traces = Traces()
    answer = ask(*arguments)
    chosen = answer[0] if isinstance(answer, tuple) else answer
    names = [chosen] if isinstance(chosen, str) else chosen
    paths = [Path(name) for name in names if name]
    traces.clear(paths)
    return paths


def open_files(parent: QWidget | None, title: str = "Add papers", kinds: str = PAPERS) -> list[Path]:
    """Files the user chose; none when they closed the dialog."""
    from PySide6.QtWidgets import QFileDialog  # late: it is slow to load, and the first window needs none

    return ask_system(QFileDialog.getOpenFileNames, parent, tr(title), "", tr(kinds))


def open_file(parent: QWidget | None, title: str, kinds: str = "All files (*)") -> Path | None:
    """One file the user chose."""
    from PySide6.QtWidgets import QFileDialog

    return next(iter(ask_system(QFileDialog.getOpenFileName, parent, tr(title), "", tr(kinds))), None)


def open_folder(parent: QWidget | None, title: str) -> Path | None:
    """A folder the user chose."""
    from PySide6.QtWidgets import QFileDialog

    return next(iter(ask_system(QFileDialog.getExistingDirectory, parent, tr(title), "")), None)


def save_file(parent: QWidget | None, title: str, name: str, kinds: str = "All files (*)") -> Path | None:
    """Where to write; the system asks itself before an existing file is replaced."""
    from PySide6.QtWidgets import QFileDialog

    return next(iter(ask_system(QFileDialog.getSaveFileName, parent, tr(title), name, tr(kinds))), None)


def confirm(parent: QWidget | None, text: str, risky: str, safe: str, detail: str = "") -> bool:
    """Ask before what cannot be undone: True when the user chose the risky verb."""
    from medbills.gui.question import Question  # late, as above

    return bool(Question(parent, text, safe, risky, detail).exec())


def tell(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Show a sentence until the user closes it."""
    from medbills.gui.question import Question

    Question(parent, text, "Close", None, detail).exec()
