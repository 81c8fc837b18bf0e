"""What a page is handed: the vault's work, the way to other pages, messages, and whose affairs are shown."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medbills.errors import MedbillsError
from medbills.gui.jobs import Job, Jobs, Lane

T = TypeVar("T")
OnError = Callable[[MedbillsError], None]


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person whose affairs the window can show, by the name the family uses."""

    id: str
    name: str


class Desk(QObject):
    """Handed to each page; the window listens to its signals. `vault` is only ever touched on the vault's thread."""

    changed = Signal(object)  # frozenset[str]: topics
    person_changed = Signal()
    people_changed = Signal()
    went = Signal(str, object)  # page slug, item id or None
    went_back = Signal()
    task_opened = Signal(QWidget)
    task_closed = Signal()
    told = Signal(str, object)  # text, undo or None
    problem_met = Signal(object)  # MedbillsError
    papers_added = Signal(list)  # list[Path]
    contents_added = Signal(list)  # list[tuple[str, bytes]]
    papers_filed = Signal(list)  # list[str]: ids of papers that were reviewed and filed
    envelopes_sorted = Signal(object)  # tuple[Triage, ...]: what to do with them
    counted = Signal(str, int)  # page slug, number beside it
    lock_asked = Signal()  # close the papers now, and start anew
    backed_up = Signal(str)  # the line at the sidebar's foot

    def __init__(self, jobs: Jobs, vault: Any, today: Callable[[], datetime.date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.today = today
        self._vault = vault
        self._person: str | None = None
        self._undo: Callable[[], None] | None = None
        self.people: tuple[Somebody, ...] = ()
        jobs.problem_met.connect(self.problem_met)

    def vault_job(
        self, fn: Callable[[Any], T], on_done: Callable[[T], None], on_error: OnError | None = None, title: str | None = None
    ) -> Job:
        """Run `fn(vault)` on the vault's thread, then `on_done(result)` here. Without `on_error` a problem is shown calmly."""
        return self.jobs.run(Lane.VAULT, lambda _job: fn(self._vault), on_done, on_error, title, may_stop=False)

    def long_vault_job(
        self, fn: Callable[[Any, Job], T], on_done: Callable[[T], None], on_error: OnError | None = None, title: str | None = None
    ) -> Job:
        """The same for work that reports its progress and can be stopped: `fn(vault, job)`."""
        return self.jobs.run(Lane.VAULT, lambda job: fn(self._vault, job), on_done, on_error, title)

    def paper_job(
        self, fn: Callable[[Job], T], on_done: Callable[[T], None], on_error: OnError | None = None, title: str | None = None
    ) -> Job:
        """Run `fn(job)` beside the vault: reading a paper, drawing a page. It never touches the vault."""
        return self.jobs.run(Lane.PAPERS, fn, on_done, on_error, title)

    def reading_job(
        self, fn: Callable[[Job], T], on_done: Callable[[T], None], on_error: OnError | None = None, title: str | None = None
    ) -> Job:
        """Read a file on its way in; as many at once as there are processes that read. It never touches the vault."""
        return self.jobs.run(Lane.READING, fn, on_done, on_error, title)

    def go(self, page_slug: str, item_id: str | None = None) -> None:
        """Show a page, and on it an item."""
        self.went.emit(page_slug, item_id)

    def back(self) -> None:
        """To the page shown before."""
        self.went_back.emit()

    def open_task(self, widget: QWidget) -> None:
        """Give the whole window to a task."""
        self.task_opened.emit(widget)

    def close_task(self) -> None:
        """Back to the pages."""
        self.task_closed.emit()

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say what happened; `undo` takes it back, also by Ctrl+Z as long as it is the latest."""
        self._undo = undo
        self.told.emit(text, undo)

    def undo_latest(self) -> bool:
        """Take back what the latest message told of, once; False where there is nothing."""
        undo, self._undo = self._undo, None
        if undo:
            undo()
        return undo is not None

    def show_problem(self, problem: MedbillsError) -> None:
        """Show a problem in its own words."""
        self.problem_met.emit(problem)

    def add_papers(self, paths: Sequence[Path]) -> None:
        """Files were dropped or chosen."""
        if paths:
            self.papers_added.emit(list(paths))

    def add_contents(self, contents: Sequence[tuple[str, bytes]]) -> None:
        """Something that lies in no file was pasted: its name and its bytes."""
        if contents:
            self.contents_added.emit(list(contents))

    def tell_changed(self, topics: Iterable[str]) -> None:
        """Something in the vault changed; pages with one of these topics reload."""
        self.changed.emit(frozenset(topics))

    def tell_filed(self, paper_ids: Sequence[str]) -> None:
        """These papers were filed just now: the window says what to do with them."""
        if paper_ids:
            self.papers_filed.emit(list(paper_ids))

    def show_envelopes(self, answers: Sequence[Any]) -> None:
        """What to do with the newest envelopes, worked out already."""
        if answers:
            self.envelopes_sorted.emit(tuple(answers))

    def set_count(self, page_slug: str, number: int) -> None:
        """The number beside a page in the sidebar; 0 shows none."""
        self.counted.emit(page_slug, number)

    def set_backup_line(self, text: str) -> None:
        """When the papers were last backed up, for the sidebar's foot."""
        self.backed_up.emit(text)

    @property
    def person_filter(self) -> str | None:
        """Whose affairs are shown; None is everyone."""
        return self._person

    @person_filter.setter
    def person_filter(self, person_id: str | None) -> None:
        if person_id != self._person:
            self._person = person_id
            self.person_changed.emit()

    def set_people(self, people: Sequence[Somebody]) -> None:
        """Who can be chosen at the top; someone no longer there is not kept as the choice."""
        self.people = tuple(people)
        self.people_changed.emit()
        if self._person not in {None, *(somebody.id for somebody in people)}:
            self.person_filter = None
