"""The card of what to say, on paper: printed at once, or saved as a file to send along."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import TaskWidget
from medbills.gui.parts.printing import PrintRun
from medbills.gui.widgets.buttons import button
from medbills.services.print_say_card import print_say_card
from medbills.services.what_to_say import Talk
from medbills.services.write_file import write_file

if TYPE_CHECKING:
    from medbills.store import Vault

TITLE = "What to say"


class CallCard(QObject):
    """`button` opens the two ways. `talk` gives the script that is shown, None while there is none."""

    def __init__(self, desk: Desk, task: TaskWidget, case_id: str, talk: Callable[[], Talk | None]) -> None:
        super().__init__(task)
        self._desk, self._task, self._case_id, self._talk = desk, task, case_id, talk
        self.button = button("Print a card", "plain", "print")
        self.button.setAccessibleDescription(tr("What to say, in large type"))
        self.button.clicked.connect(self._offer)
        self.menu: QMenu | None = None

    def _offer(self) -> None:
        menu = self.menu = QMenu(self.button)
        menu.setAccessibleName(tr("Print a card"))
        menu.addAction(tr("Print…")).triggered.connect(self.print)
        menu.addAction(tr("Save as PDF…")).triggered.connect(self.save)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 4)))

    def print(self) -> None:
        """Through the system's own print dialog."""
        self._make(lambda data: PrintRun(self._desk, self._task, data, TITLE, self._on_paper).start())

    def _on_paper(self, _pages: int) -> None:
        self._desk.toast("Sent to the printer. Lay it beside the phone.")

    def save(self) -> None:
        """As a PDF, to print it elsewhere or to send it along."""
        path = dialogs.save_file(self._task, "Save the card", "what-to-say.pdf", "PDF (*.pdf)")
        if path is not None:
            self._make(partial(self._write, path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")))

    def _write(self, path: Path, data: bytes) -> None:
        told = f"Saved as {path.name}. Print it, and lay it beside the phone."
        self._desk.paper_job(lambda _job: write_file(path, data), lambda _none: self._desk.toast(told))

    def _make(self, then: Callable[[bytes], None]) -> None:
        talk = self._talk()
        if talk is None:
            return
        case_id, today, slug = self._case_id, self._desk.today(), talk.script.slug

        def card(vault: Vault) -> bytes:
            return print_say_card(vault, case_id, today=today, slug=slug)

        self._desk.vault_job(card, then)
