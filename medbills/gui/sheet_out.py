"""Puts the recovery sheet of new papers on paper, or into a PDF where the user says; what is wrong is told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.parts.recovery_sheet import print_key, save_key

FILE_NAME = "Medbills recovery key.pdf"


def print_sheet(parent: QWidget, name: str, groups: Sequence[str]) -> None:
    """Through the system's own dialog. `name` is that of the papers."""
    try:
        print_key(parent, name, groups)
    except MedbillsError as problem:
        dialogs.tell(parent, str(problem))


def save_sheet(parent: QWidget, name: str, groups: Sequence[str]) -> None:
    """As a PDF."""
    path = dialogs.save_file(parent, "Save the recovery key", FILE_NAME, "PDF (*.pdf)")
    if path is not None:
        try:
            save_key(path, name, groups)
        except MedbillsError as problem:
            dialogs.tell(parent, str(problem))
