"""The booklets of a person's plans: added as PDF, read page by page, opened to search and to quote."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.booklet import KIND_WORDS, Booklet, BookletKind
from medbills.domain.case import Document
from medbills.domain.changes import Changes
from medbills.domain.plan import Plan
from medbills.domain.wording import counted
from medbills.errors import Cancelled, MedbillsError, NeedsPassword
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.language import tr
from medbills.gui.parts.clock_face import now
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.password_question import PasswordQuestion
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField, Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.progress_card import ProgressCard
from medbills.gui.widgets.reflow import Flow, clear
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.gui.wizards.booklet import BookletTask
from medbills.services.booklet_papers import FiledBooklet, filed_booklet, long_papers
from medbills.services.keep_booklet import KeptBooklet, keep_booklet, remove_booklet
from medbills.services.read_booklet import BookletRead, read_booklet, read_booklet_bytes
from medbills.services.search_booklet import list_booklets

WHY = "The booklet (SPD) has the plan’s rules. Add the PDF, find the words, and quote them with their page."
SAVE_FIRST = "Add a plan and save it. Then its booklet can be added here."
PDFS = "Booklets (*.pdf);;All files (*)"
MOST_FILED = 3  # long papers that are offered
Reader = Callable[[str | None, threading.Event, Callable[[int, int], None]], BookletRead]  # password, cancel, progress
Listed = dict[str, tuple[tuple[Booklet, int], ...]]


@dataclass(frozen=True, slots=True)
class _What:
    """What is being added, and how its file is read."""

    name: str
    read: Reader
    kind: BookletKind
    title: str
    plan_id: str


class BookletForm(MoneyForm):
    """What a chosen file is: which plan's, and what sort of booklet."""

    def __init__(self, name: str, plans: Sequence[Plan]) -> None:
        super().__init__(f"Add {name}", save="Add this booklet")
        kinds = [(kind.value, KIND_WORDS[kind]) for kind in BookletKind]
        self.kind = ChoiceField("What it is", kinds, "As its cover says", key=_guess(name, plans).value)
        self.title_field = Field("What to call it", "Letters name it so", text=Path(name).stem.replace("_", " "))
        names = [(plan.id, plan.name or plan.payer_name or "A plan") for plan in plans]
        self.plan = ChoiceField("Whose booklet", names, key=names[0][0])
        self.put((self.kind, self.title_field), most=2)
        if len(names) > 1:
            self.put((self.plan,), most=1)
        self.end()

    def complete(self) -> bool:
        return self.require(self.title_field, "Type a name, like Dental booklet 2026.")


class PlanBooklets(Card):
    """One card below a person's form. It goes on reading while somebody else is shown."""

    def __init__(self, desk: Desk) -> None:
        self.add = button("Add a booklet", "quiet", "add", small=True)
        super().__init__("Plan booklets", self.add)
        self.desk = desk
        self._plans: tuple[Plan, ...] = ()
        self._job: Job | None = None
        self.rows: list[RowButton] = []
        self.removes: list[QWidget] = []
        self.form: BookletForm | None = None
        self.card: ProgressCard | None = None
        self.question: PasswordQuestion | None = None
        self.body.setSpacing(8)
        self.add.clicked.connect(self._choose)
        self._about = ReadingLabel(WHY, "small", "text2")
        self.body.addWidget(self._about)
        self._place, self._list, self._filed = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.filed: list[Banner] = []
        self._list.setSpacing(2)
        self.body.addLayout(self._place)
        self.body.addLayout(self._list)
        self.body.addLayout(self._filed)

    def show_plans(self, plans: Sequence[Plan]) -> None:
        """The booklets of these plans."""
        self._plans = tuple(plan for plan in plans if plan.id)
        self.add.setEnabled(bool(self._plans))
        self._about.setText(WHY if self._plans else SAVE_FIRST)
        if self.form is not None:
            self._close_form()
        self._load()

    def _load(self) -> None:
        ids = [plan.id for plan in self._plans]
        self.desk.vault_job(lambda vault: (list_booklets(vault, ids), long_papers(vault)), self._came)

    def _came(self, found: tuple[Listed, tuple[Document, ...]]) -> None:
        listed, filed = found
        clear(self._list)
        clear(self._filed)
        self.filed = []
        for document in filed[:MOST_FILED] if self._plans else ():
            words = f"{document.name} has {counted(document.pages or 0, 'page')}. Is it a plan’s booklet?"
            banner = Banner(words, "quiet", "Add it here", icon="insurance")
            banner.linked.connect(partial(self._take_filed, document.id))
            self._filed.addWidget(banner)
            self.filed.append(banner)
        self.rows, self.removes = [], []
        for plan in self._plans:
            for booklet, quotes in listed.get(plan.id, ()):
                self._put(booklet, plan, quotes)

    def _put(self, booklet: Booklet, plan: Plan, quotes: int) -> None:
        told = [KIND_WORDS[booklet.kind], counted(booklet.pages, "page")]
        if booklet.without_words:
            told.append(f"{counted(len(booklet.without_words), 'page')} without words")
        told.append(counted(quotes, "quote") if quotes else "No quotes yet")
        if len(self._plans) > 1:
            told.append(plan.name or plan.payer_name or "")
        second = " · ".join(part for part in told if part)
        row = RowButton(f"{booklet.title}. {second}")
        lines = QVBoxLayout(row)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.setSpacing(0)
        for label in two_lines(booklet.title, second):
            lines.addWidget(label)
        see_through(row)
        row.clicked.connect(partial(self._open, booklet.id))
        remove = button("Remove", "quiet", "trash", small=True, danger=True)
        remove.setAccessibleName(tr(f"Remove the booklet {booklet.title}"))
        remove.clicked.connect(partial(self._remove, booklet.id))
        self._list.addWidget(Flow(row, remove, gap=8, first_grows=True))
        self.rows.append(row)
        self.removes.append(remove)

    def _open(self, booklet_id: str, _checked: bool = False) -> None:
        task = BookletTask(self.desk, booklet_id)
        task.closed.connect(self._load)
        self.desk.open_task(task)

    # adding

    def _choose(self) -> None:
        path = dialogs.open_file(self, "Add a plan’s booklet", PDFS)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Ask what this file is, then read it."""
        self._close_form()
        self._ask(path.name, lambda password, cancel, progress: read_booklet(path, password=password, cancel=cancel, progress=progress))

    def _take_filed(self, document_id: str, _checked: bool = False) -> None:
        self.desk.vault_job(lambda vault: filed_booklet(vault, document_id), self._ask_filed)

    def _ask_filed(self, filed: FiledBooklet) -> None:
        self._close_form()
        self._ask(
            filed.name,
            lambda password, cancel, progress: read_booklet_bytes(
                filed.name, filed.data, password=password or filed.password, cancel=cancel, progress=progress
            ),
        )

    def _ask(self, name: str, read: Reader) -> None:
        form = self.form = BookletForm(name, self._plans)
        form.saved.connect(lambda: self._read(name, read, form))
        form.closed.connect(self._close_form)
        self._place.addWidget(form)
        form.take_focus()

    def _close_form(self) -> None:
        if self.form is not None:
            self.form = None
            clear(self._place)

    def _read(self, name: str, read: Reader, form: BookletForm) -> None:
        what = _What(name, read, BookletKind(form.kind.key()), form.title_field.text(), form.plan.key())
        self._close_form()
        self._begin(what, None)

    def _begin(self, what: _What, password: str | None) -> None:
        card = self.card = ProgressCard("Reading page")

        def work(job: Job) -> BookletRead:
            return what.read(password, job.cancelled, lambda done, of: job.report(done, of, what.name))

        def failed(problem: MedbillsError) -> None:
            self._over()
            if isinstance(problem, NeedsPassword):
                self._ask_password(what, again=password is not None)
            elif isinstance(problem, Cancelled):
                self.desk.toast("Stopped. The booklet was not added.")
            else:
                self.desk.show_problem(problem)

        self._job = self.desk.paper_job(work, lambda read: self._keep(what, read), failed)
        self._job.progressed.connect(card.set_progress)
        card.cancelled.connect(self._job.cancel)
        self._place.addWidget(card)
        self.add.setEnabled(False)
        card.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _over(self) -> None:
        self._job, self.card = None, None
        clear(self._place)
        self.add.setEnabled(bool(self._plans))

    def _ask_password(self, what: _What, *, again: bool) -> None:
        question = self.question = PasswordQuestion(self.window(), what.name, again)
        question.answered.connect(lambda password: self._begin(what, password))
        question.open()

    def _keep(self, what: _What, read: BookletRead) -> None:
        at: datetime.datetime = now(self.desk).astimezone()
        work = partial(keep_booklet, plan_id=what.plan_id, kind=what.kind, title=what.title, read=read, now=at)
        self.desk.vault_job(work, self._kept, self._not_kept)

    def _not_kept(self, problem: MedbillsError) -> None:
        self._over()
        self.desk.show_problem(problem)

    def _kept(self, kept: KeptBooklet) -> None:
        self._over()
        if kept.already:
            self.desk.toast("This plan has this booklet already.")
        else:
            blind = len(kept.booklet.without_words)
            more = f" {counted(blind, 'page')} without words: open it to read them." if blind else " Open it to find words."
            tell_with_undo(self.desk, f"Added {kept.booklet.title}.{more}", kept.changes, self._load)
            self.desk.tell_changed(kept.changes.topics)
        self._load()

    def _remove(self, booklet_id: str, _checked: bool = False) -> None:
        self.desk.vault_job(lambda vault: remove_booklet(vault, booklet_id), self._removed)

    def _removed(self, changes: Changes) -> None:
        tell_with_undo(self.desk, f"{changes.what}. Letters keep their words.", changes, self._load)
        self.desk.tell_changed(changes.topics)
        self._load()


def _guess(file: str, plans: Sequence[Plan]) -> BookletKind:
    """By the file's name, else by the plan."""
    name = file.casefold()
    if "dental" in name or all(plan.type == "dental_stand_alone" for plan in plans):
        return BookletKind.DENTAL
    if "evidence" in name or "eoc" in name:
        return BookletKind.EVIDENCE
    return BookletKind.SUMMARY
