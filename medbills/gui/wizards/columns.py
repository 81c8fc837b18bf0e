"""The user says what the columns of a claim download mean; what Medbills would read then stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.reading import ReadDocument
from medbills.domain.waiting_file import WaitingFile
from medbills.domain.wording import counted, long_day
from medbills.errors import Cancelled, MedbillsError, NeedsMapping
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.language import tr
from medbills.gui.page import TaskWidget
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Beside, Columns, clear
from medbills.gui.widgets.row_button import two_lines
from medbills.gui.widgets.scroll import Scroll
from medbills.services.map_columns import field_choices, remember_mapping
from medbills.services.read_paper import ReadFile
from medbills.services.read_queue import bytes_kept
from medbills.services.read_waiting import load_waiting, preview_columns

SOON_MS = 200
SAMPLES, SHOWN_CLAIMS = 3, 3
NOT_NEEDED = ""
WHY = "Each download names its columns in its own way. Say it once, and Medbills remembers it."
NOTHING_YET = "Name a column with a date or claim number, and one with a sum."
SUMS = (("total_billed", "charged"), ("plan_paid", "insurance paid"), ("patient_responsibility", "you owe"))


class ColumnsTask(TaskWidget):
    """`named` follows once the meanings are remembered."""

    named = Signal()

    def __init__(self, desk: Desk, file: WaitingFile) -> None:
        super().__init__(desk, "What the columns mean", file.shown, "Papers")
        self._file, self._data = file, b""
        self._headers: tuple[str, ...] = ()
        self.fields: dict[str, ChoiceField] = {}
        self.read = button("Read the file", "main")
        self.read.setEnabled(False)
        self.read.clicked.connect(self._remember)
        self.bar_buttons = [self.read]
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._preview)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(16)
        outer.addWidget(Scroll(content))
        desk.vault_job(partial(_kept, file), self._load, self._fail)

    def _load(self, kept: bytes | None) -> None:
        self.desk.reading_job(lambda job: _asked(self._file, kept, job), self._ask, self._fail)

    def _fail(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self.closed.emit()

    def _ask(self, asked: tuple[bytes, NeedsMapping | None]) -> None:
        self._data, problem = asked
        if problem is None:  # the file was saved anew meanwhile, and is known now
            self.named.emit()
            self.closed.emit()
            return
        self._headers = problem.headers
        choices = [(NOT_NEEDED, "Not needed"), *field_choices().items()]
        for place, header in enumerate(problem.headers):
            samples = [row[place] for row in problem.rows if place < len(row) and row[place].strip()][:SAMPLES]
            hint = f"In the file: {', '.join(samples)}" if samples else "Empty in the first rows"
            field = ChoiceField(header, choices, hint, key=problem.known.get(header, NOT_NEEDED))
            field.keep_label(header)
            field.changed.connect(self._soon.start)
            self.fields[header] = field
        questions = Card()
        questions.body.addWidget(Columns(*self.fields.values(), most=2, lines=11, gap=16))
        questions.body.addStretch(1)
        self.preview = Card("What Medbills reads then")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.preview.body.addLayout(self._lines)
        self.preview.body.addStretch(1)
        self._column.addWidget(PageHeader("What do these columns mean?", WHY))
        self._column.addWidget(Beside(questions, self.preview, (0.64, 0.36)))
        self._column.addStretch(1)
        unknown = [field for header, field in self.fields.items() if header not in problem.known]
        (unknown or list(self.fields.values()))[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._preview()

    # what comes of it

    def meanings(self) -> Mapping[str, str | None]:
        """The chosen field by header; None for what is not needed."""
        return {header: field.key() or None for header, field in self.fields.items()}

    def _preview(self) -> None:
        if self._job is not None:
            self._job.cancel()
        name, data, meanings = self._file.name, self._data, self.meanings()
        if not any(meanings.values()):
            self._say(NOTHING_YET)
            return
        self._job = self.desk.reading_job(
            lambda job: preview_columns(name, data, meanings, cancel=job.cancelled), self._show, self._not_yet
        )

    def _not_yet(self, problem: MedbillsError) -> None:
        if not isinstance(problem, Cancelled):
            self._say(NOTHING_YET if isinstance(problem, NeedsMapping) else str(problem))

    def _say(self, text: str) -> None:
        self.read.setEnabled(False)
        clear(self._lines)
        self._lines.addWidget(ReadingLabel(text, "body", "text2"))
        self.preview.setAccessibleName(tr(f"What Medbills reads then: {text}"))

    def _show(self, read: ReadFile) -> None:
        documents = read.reading.documents
        self.read.setEnabled(True)
        clear(self._lines)
        told = [counted(len(documents), "claim")]
        self._lines.addWidget(ReadingLabel(told[0], "body", weight=600))
        for document in documents[:SHOWN_CLAIMS]:
            self._lines.addWidget(divider())
            first, second = _words(document)
            for label in two_lines(first, second):
                self._lines.addWidget(label)
            told.append(f"{first}: {second}")
        if len(documents) > SHOWN_CLAIMS:
            self._lines.addWidget(divider())
            self._lines.addWidget(ReadingLabel(f"and {len(documents) - SHOWN_CLAIMS} more", "small", "text2"))
        self.preview.setAccessibleName(tr(f"What Medbills reads then: {'. '.join(told)}"))

    def _remember(self) -> None:
        self.read.setEnabled(False)
        headers, meanings = self._headers, self.meanings()
        self.desk.vault_job(partial(_remember, headers, meanings), self._end)

    def _end(self, _none: object) -> None:
        self.closed.emit()
        self.named.emit()


def _words(document: ReadDocument) -> tuple[str, str]:
    """A claim in two lines: which one and when, and its sums."""
    paper = document.as_paper("")
    which = f"Claim {paper.claim_number}" if paper.claim_number else "A claim"
    day = paper.service_from or next((line.service_date for line in paper.lines if line.service_date), None)
    sums = [f"{words} {amount}" for name, words in SUMS if (amount := getattr(paper, name)) is not None]
    return " · ".join([which, *([long_day(day)] if day else [])]), ", ".join(sums) or "No sums"


def _kept(file: WaitingFile, vault: Any) -> bytes | None:
    return bytes_kept(vault, file)


def _asked(file: WaitingFile, kept: bytes | None, job: Job) -> tuple[bytes, NeedsMapping | None]:
    data = load_waiting(file, kept)
    try:
        preview_columns(file.name, data, {}, cancel=job.cancelled)
    except NeedsMapping as problem:
        return data, problem
    return data, None


def _remember(headers: tuple[str, ...], meanings: Mapping[str, str | None], vault: Any) -> None:
    remember_mapping(vault, headers, meanings)
