"""The setting of the watched folder: off until the user chooses one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.watch_folder import Look, look_at, watch_folder, watched_folder

WHAT = "New papers in this folder are added by themselves. They stay where they are, and files that lie there now stay out."
OFF = "No folder is watched."


class WatchedCard(Card):
    """Takes effect at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("A folder to watch")
        self._desk = desk
        self.state = ReadingLabel(OFF, "body")
        self.state.natural_width = READING_WIDTH
        what = ReadingLabel(WHAT, "small", "text2")
        what.natural_width = READING_WIDTH
        self.choose = button("Choose a folder", "plain", bar=True)
        self.stop = button("Stop watching", "quiet", bar=True)
        self.choose.clicked.connect(self._choose)
        self.stop.clicked.connect(self._stop)
        self.body.addWidget(self.state)
        self.body.addWidget(what)
        self.body.addWidget(Flow(self.choose, self.stop, gap=12))

    def reload(self) -> None:
        """Show what is watched."""
        self._desk.vault_job(watched_folder, self._show)

    def _show(self, folder: Path | None) -> None:
        self.state.setText(f"Watching {folder}." if folder else OFF)
        self.choose.setText("Choose another folder" if folder else "Choose a folder")
        self.stop.setVisible(folder is not None)

    def _choose(self) -> None:
        folder = dialogs.open_folder(self.window(), "Which folder to watch")
        if folder is not None:
            self._desk.paper_job(lambda _job: look_at(folder), self._watch)

    def _watch(self, look: Look) -> None:
        self._desk.vault_job(partial(_watch, look.folder, look), self._changed)

    def _stop(self) -> None:
        self._desk.vault_job(partial(_watch, None, None), self._changed)
        self.choose.setFocus()

    def _changed(self, _none: object) -> None:
        self._desk.tell_changed({"settings"})
        self.reload()


def _watch(folder: Path | None, look: Look | None, vault: Any) -> None:
    watch_folder(vault, folder, look)
