"""The search of an open vault: asks beside the window, opens what is chosen, and gets the index ready when nothing else is to do."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.main_window import MainWindow
from medbills.gui.parts.search_acts import Act, acts_of
from medbills.gui.parts.search_palette import HINT, NOTHING, SearchPalette
from medbills.gui.parts.start import show_places, start_letter
from medbills.services.prepare_search import Unread, fill_index, keep_read, next_unread, read_words
from medbills.services.search_everything import Results, fitting_acts, search_everything, with_help
from medbills.services.search_hit import Hit, Opening, Way

if TYPE_CHECKING:
    from medbills.store import Indexed, Vault

FIRST_MS, NEXT_MS, READ_MS = 3_000, 20, 1_000  # after the window opened; between two portions; between two files
NOT_READY = "Getting the search ready. Some things may not be found yet."
ALIKE = "This is what looks like it."
FEW_ACTS = 3  # where nothing was typed


class Searching(QObject):
    """`own_vault` is False in the sample family, which is neither locked nor backed up."""

    def __init__(self, desk: Desk, window: MainWindow, *, own_vault: bool = True) -> None:
        super().__init__(window)
        self.desk, self.window, self._own_vault = desk, window, own_vault
        self.palette: SearchPalette | None = None
        self._acts: dict[str, Act] = {}
        self._ready = self._filling = self._stopped = False
        self._reading: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fill)
        self._soon.start(FIRST_MS)
        window.set_search(self.open)

    def stop(self) -> None:
        """The vault is about to close."""
        self._stopped = True
        self._soon.stop()
        if self._reading is not None:
            self._reading.cancel()
        if self.palette is not None:
            self.palette.leave()

    def open(self) -> None:
        """Ctrl+K: over whatever is shown."""
        if self.palette is None:
            self.palette = SearchPalette(self.window)
            self.palette.asked.connect(self._ask)
            self.palette.chosen.connect(self._open)
        self._acts = dict(acts_of(self.window, self.desk, own_vault=self._own_vault))
        if not self._ready and not self._filling:
            self._fill()
        self.palette.open()

    # asking

    def _ask(self, typed: str) -> None:
        today = self.desk.today()
        self.desk.vault_job(partial(_found, typed=typed, today=today), self._came)

    def _came(self, found: Results) -> None:
        """What is in the vault at once; the help beside it, whose texts may have to be loaded first."""
        self._show(found)
        if found.typed.strip() and self.palette is not None and self.palette.field.text() == found.typed:
            self.desk.paper_job(lambda _job: with_help(found), self._show)

    def _show(self, found: Results) -> None:
        if self.palette is None:
            return
        acts = {key: f"{act.title} {act.also}" for key, act in self._acts.items()}
        keys = list(acts)[:FEW_ACTS] if found.recent else fitting_acts(found.typed, acts)
        hits = [*found.hits, *(self._acts[key].hit(key) for key in keys)]
        order = [hit.group for hit in hits]
        hits.sort(key=lambda hit: order.index(hit.group))  # what can be done stands together
        said = HINT if found.recent else f"{NOTHING} {HINT}" if not hits else ALIKE if found.guessed else ""
        self.palette.show_hits(found.typed, hits, found.lit, said if self._ready else f"{NOT_READY} {said}".strip())

    # opening

    def _open(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self._opens(hit.opening)

    def _opens(self, opening: Opening) -> None:
        if opening.way is Way.ACT:
            self._acts[opening.page].do()
        elif opening.way is Way.PAPER and opening.place is not None:
            show_places(self.desk, opening.place.paper, [opening.place])
        elif opening.way is Way.LETTER:
            start_letter(self.desk, opening.item, opening.page)
        elif opening.way is Way.BOOKLET:
            from medbills.gui.wizards.booklet import BookletTask  # most days nobody needs it

            self.desk.open_task(BookletTask(self.desk, opening.item, opening.number))
        elif opening.way is Way.FROZEN:
            from medbills.gui.parts.frozen_task import FrozenTask

            self.desk.open_task(FrozenTask(self.desk, opening.page, "As it was sent", opening.item))
        elif self.window.leave_tasks():
            self.desk.go(opening.page, opening.item or None)

    # getting ready

    def _fill(self) -> None:
        if self._stopped or self._filling:
            return
        self._filling = True
        self.desk.vault_job(fill_index, self._filled, self._not_filled)

    def _filled(self, indexed: Indexed) -> None:
        self._filling = False
        self._ready = indexed.finished
        if self._stopped:
            return
        if not indexed.finished:
            self._soon.start(NEXT_MS)
            return
        if self.palette is not None and self.palette.isVisible():
            self._ask(self.palette.field.text())
        self._read_next()

    def _not_filled(self, problem: MedbillsError) -> None:
        """No room on the disk, say: the window works, and the next search says what was wrong."""
        self._filling = False
        if self.palette is not None and self.palette.isVisible():
            self.desk.show_problem(problem)

    def _read_next(self) -> None:
        """Words of files that were kept before there was a search, one after the other."""
        if not self._stopped:
            self.desk.vault_job(next_unread, self._read, _let_be)

    def _read(self, unread: Unread | None) -> None:
        if unread is not None and not self._stopped:
            job = self._reading = self.desk.paper_job(lambda job: read_words(unread, job.cancelled), partial(self._keep, unread), _let_be)
            job.ended.connect(self._forget_reading)

    def _forget_reading(self) -> None:
        self._reading = None

    def _keep(self, unread: Unread, texts: tuple[str, ...]) -> None:
        if not self._stopped:
            keep = partial(keep_read, document=unread.document, texts=texts)
            self.desk.vault_job(keep, lambda _none: QTimer.singleShot(READ_MS, self, self._read_next), _let_be)


def _found(vault: Vault, *, typed: str, today: datetime.date) -> Results:
    return search_everything(vault, typed, today=today)


def _let_be(_problem: MedbillsError) -> None:
    """A file that cannot be read now is tried again when the papers are opened next; nobody waits for it."""
