"""The setting that takes everything out in open formats."""

from __future__ import annotations

from pathlib import Path

from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.move_vault import ExportReport, export_vault

WHAT = "One file with all that is noted here, and each paper as it came. Other programs can read it."
OPEN = "The export is not locked. Anybody who has the folder can read it."
BACK = "To bring an export in, choose “Bring back a backup” before you open your papers."


class ExportCard(Card):
    """Asks first: what comes out is not locked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Take everything out")
        self._desk = desk
        for text in (WHAT, OPEN, BACK):
            words = ReadingLabel(text, "body" if text is WHAT else "small", "text" if text is WHAT else "text2")
            words.natural_width = READING_WIDTH
            self.body.addWidget(words)
        self.export = button("Export everything", "plain", bar=True)
        self.export.clicked.connect(self._ask)
        self.body.addWidget(Flow(self.export, gap=12))

    def _ask(self) -> None:
        folder = dialogs.open_folder(self.window(), "Where to put the export")
        if folder is None or not dialogs.confirm(self.window(), "Write everything out, not locked?", "Export", "Keep it locked", OPEN):
            return
        self.export.setEnabled(False)
        to = _free(folder)
        self._desk.vault_job(lambda vault: export_vault(vault, to), self._exported, self._not_exported, "Exporting")

    def _exported(self, report: ExportReport) -> None:
        self.export.setEnabled(True)
        if report.missing:
            self._desk.toast(f"Exported, but {len(report.missing)} of your papers have lost their file.")
        else:
            self._desk.toast(f"Exported to {report.folder.name}: {report.papers} papers.")

    def _not_exported(self, problem: MedbillsError) -> None:
        self.export.setEnabled(True)
        self._desk.show_problem(problem)


def _free(folder: Path) -> Path:
    """A new folder in the one chosen."""
    place, number = folder / "Medbills export", 2
    while place.exists():
        place, number = folder / f"Medbills export {number}", number + 1
    return place
