"""Rows of a bank's or a health account's file, read as payments: which column is what, and which rows to keep."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.wording import counted, short_day
from medbills.errors import MedbillsError, UnusableInput
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import ChoiceField, Field
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Beside, clear
from medbills.gui.widgets.scroll import Scroll
from medbills.services.read_account_rows import MEANINGS, MOST_BYTES, AccountTable, known_meanings, read_account_file, rows_of
from medbills.services.tie_account_rows import Tie, TiedRow, keep_rows, tie_rows

WHY = "We look only for payments of care. Rows you do not tick are not kept."
SHOWN = 200
HEADS = {
    Tie.BILL: "Payments that fit a bill", Tie.KEPT: "Here already: not kept twice", Tie.TWICE: "Twice in this file",
    Tie.NONE: "Other rows",
}  # fmt: skip


class AccountRowsTask(TaskWidget):
    """Nothing is kept before the button is pressed; the file itself is never kept."""

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__(desk, "Payments from a file", path.name, "Payments")
        self._table: AccountTable | None = None
        self.fields: list[ChoiceField] = []
        self.boxes: list[tuple[TiedRow, CheckRow]] = []
        self.keep = button("Keep the payments", "main")
        self.keep.setEnabled(False)
        self.keep.clicked.connect(self._keep)
        self.bar_buttons = [self.keep]
        self.account = Field("From which account", "Like Checking, or HSA card.", _account_of(path.name))
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(16)
        self._column.addWidget(PageHeader("Which of these paid for care?", WHY))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        desk.reading_job(lambda _job: read_account_file(path.name, _bytes_of(path)), self._read, self._fail)

    def _fail(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self.closed.emit()

    def _read(self, table: AccountTable) -> None:
        self._table = table
        self.desk.vault_job(lambda vault: known_meanings(vault, table), self._ask)

    def _ask(self, meanings: dict[str, int]) -> None:
        if self._table is None:
            return
        by_column = {at: meaning for meaning, at in meanings.items()}
        columns = Card("What the columns mean", dense=True)
        columns.body.addWidget(self.account)
        for at, header in enumerate(self._table.headers):
            samples = [row[at] for row in self._table.rows[:20] if row[at].strip()][:2]
            hint = f"In the file: {', '.join(samples)}" if samples else "Empty in the first rows"
            field = ChoiceField(header or f"Column {at + 1}", list(MEANINGS.items()), hint, key=by_column.get(at, ""))
            if header:
                field.keep_label(header)
            field.changed.connect(self._look)
            self.fields.append(field)
            columns.body.addWidget(field)
        columns.body.addStretch(1)
        rows = QWidget()
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        self._column.addWidget(Beside(rows, columns, (0.64, 0.36)))
        self._column.addStretch(1)
        self._look()

    def meanings(self) -> dict[str, int]:
        """The column of each meaning that was chosen; the first one counts."""
        found: dict[str, int] = {}
        for at, field in enumerate(self.fields):
            if field.key():
                found.setdefault(field.key(), at)
        return found

    def _look(self) -> None:
        table, today = self._table, self.desk.today()
        if table is None:
            return
        try:
            rows = rows_of(table, self.meanings())
        except UnusableInput as problem:
            self._say(str(problem))
            return
        self.desk.vault_job(lambda vault: tie_rows(vault, rows, today=today), self._show)

    def _say(self, text: str) -> None:
        clear(self._rows)
        self.boxes = []
        self._rows.addWidget(Banner(text, "quiet"))
        self._count()

    def _show(self, tied: tuple[TiedRow, ...]) -> None:
        clear(self._rows)
        self.boxes = []
        doubled = sum(one.tie in (Tie.KEPT, Tie.TWICE) for one in tied)
        if doubled:
            self._rows.addWidget(
                Banner(f"{counted(doubled, 'row')} would be a duplicate. We left {'it' if doubled == 1 else 'them'} out.", "info")
            )
        for tie, head in HEADS.items():
            rows = [one for one in tied if one.tie is tie]
            if rows:
                self._rows.addWidget(self._card(head, rows, tie))
        if not tied:
            self._rows.addWidget(Banner("No row has a day and a sum. Look at the columns again.", "quiet"))
        self._rows.addStretch(1)
        self._count()

    def _card(self, head: str, rows: list[TiedRow], tie: Tie) -> Card:
        card = Card(f"{head} ({len(rows)})", dense=True)
        for one in rows[:SHOWN]:
            row = one.row
            words = f"{short_day(row.day, self.desk.today())} · {row.what} · {row.amount if row.amount.cents > 0 else f'+{-row.amount}'}"
            box = CheckRow(words, one.reason)
            box.setChecked(tie is Tie.BILL)
            box.toggled.connect(self._count)
            self.boxes.append((one, box))
            card.body.addWidget(box)
        if len(rows) > SHOWN:
            card.body.addWidget(ReadingLabel(f"and {len(rows) - SHOWN} more, which are left out", "small", "text2"))
        return card

    def chosen(self) -> list[TiedRow]:
        """The rows that are ticked."""
        return [one for one, box in self.boxes if box.isChecked()]

    def _count(self, _on: bool = False) -> None:
        count = len(self.chosen())
        self.keep.setEnabled(bool(count))
        self.keep.setText(f"Keep {counted(count, 'payment')}" if count else "Keep the payments")
        self.keep.setAccessibleName(self.keep.text())

    def _keep(self) -> None:
        if self._table is None:
            return
        keep = partial(
            keep_rows,
            chosen=self.chosen(),
            account=self.account.text(),
            meanings=self.meanings(),
            table=self._table,
            today=self.desk.today(),
        )
        self.desk.vault_job(keep, self._kept)

    def _kept(self, changes: Changes) -> None:
        desk, topics = self.desk, changes.topics
        desk.tell_changed(topics)
        tell_with_undo(desk, f"{changes.what}.", changes, lambda: desk.tell_changed(topics))
        self.closed.emit()


def _bytes_of(path: Path) -> Any:
    """The file's content. Raises UnusableInput where it cannot be opened, or is too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnusableInput(f"{path.name} is larger than an account's file should be. Download a shorter time.")
        return path.read_bytes()
    except OSError as problem:
        raise UnusableInput(
            f"{path.name} could not be opened. Nothing was kept. "
            "Check that it is still there, and choose it again."
        ) from problem  # fmt: skip


def _account_of(name: str) -> str:
    """What the file's name tells of the account."""
    plain = name.casefold()
    return next(
        (
            words
            for mark, words in (("hsa", "HSA"), ("fsa", "FSA"), ("hra", "HRA"), ("check", "Checking"), ("card", "Card"))
            if mark in plain
        ),
        "",
    )
