"""What a practice enters: fee lists, how often it does what, and benchmarks; each as a table, typed or from a CSV."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from medbills.domain.practice import Benchmark, FeeSchedule, ListKind, Volumes, is_old
from medbills.domain.wording import counted, long_day, short_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.practice_forms import BenchmarkForm, FeeListForm, VolumesForm
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.empty_state import EmptyState
from medbills.services.keep_practice_figures import (
    keep_benchmark,
    keep_fee_list,
    keep_volumes,
    payers_of,
    remove_benchmark,
    remove_fee_list,
    remove_volumes,
)
from medbills.services.plan_fee_proposal import age_note
from medbills.services.read_practice_figures import FeesRead, VolumesRead, bytes_of, read_fees, read_volumes

TABLES = "Tables (*.csv *.tsv *.txt *.xlsx);;All files (*)"
KINDS = {ListKind.ALTERNATE: "For cheaper treatments", ListKind.PRIMARY: "For your treatments", ListKind.USUAL: "Your own fees"}
OFFICE = "Your office"


class _ImportingPart(TypingPart):
    """A section with a button that imports a table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table: RowTable | None = None
        self.bring: Button | None = None
        self.banners: list[Banner] = []

    def bar(self, words: str, new: Callable[[], None], imports: Callable[[Path], None] | None = None) -> None:
        """The buttons at the head."""
        self.add = button(words, "main", "add", bar=True)
        self.add.clicked.connect(new)
        self.bring = None
        if imports is None:
            self.begin(self.add)
            return
        self.bring = button("Import a CSV", "plain", "attach", bar=True)
        self.bring.clicked.connect(lambda: self._choose(imports))
        self.begin(self.add, self.bring)

    def _choose(self, imports: Callable[[Path], None]) -> None:
        path = dialogs.open_file(self, "Import a table", TABLES)
        if path is not None:
            imports(path)


class FeeListsPart(_ImportingPart):
    """Pressing a list changes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lists: tuple[FeeSchedule, ...] = ()

    def question(self) -> Callable[[Any], tuple[FeeSchedule, ...]]:
        return lambda vault: tuple(vault.fee_schedules.all())

    def show_answer(self, answer: tuple[FeeSchedule, ...]) -> None:
        self._lists = answer
        self.show_again()

    def show_again(self) -> None:
        self.told.emit("What each payer pays, with the day it came into force.")
        self.table, self.banners = None, []
        self.bar("Add a fee list", partial(self._edit, None), self.take)
        newest = {(one.payer, one.kind): one for one in self._lists}  # they come in the order of their days
        for one in newest.values():
            if note := age_note(one, self.desk.today()):
                self.banners.append(Banner(note))
                self.column.addWidget(self.banners[-1])
        if self._lists:
            columns = (Column("Which fees", waits=2), Column("Fees", right=True, waits=1), Column("In force since", right=True))
            self.table = RowTable("Whose list", columns, [self._row(one) for one in self._lists], "Fee lists")
            self.table.pressed.connect(lambda key: self._edit(next(one for one in self._lists if one.id == key)))
            self.column.addWidget(self.table)
        else:
            why = "Add what each payer pays for the cheaper treatments. A CSV with the columns Code and Fee will do."
            self.column.addWidget(EmptyState("money", "No fee lists yet", why))
        self.column.addStretch(1)

    def _row(self, one: FeeSchedule) -> Row:
        today = self.desk.today()
        since = Cell(short_day(one.effective_on, today), "amber" if is_old(one.effective_on, today) else "text")
        cells = (Cell(KINDS[one.kind], "text2"), Cell(str(len(one.fees)), "text2"), since)
        return Row(one.id, one.payer or OFFICE, one.source, cells)

    def take(self, path: Path) -> None:
        """Read a file and show what it holds, to be kept."""

        def read(_job: Job) -> FeesRead:
            return read_fees(path.name, bytes_of(path))

        self.desk.paper_job(read, lambda found: self._type(None, found, path.name))

    def _edit(self, one: FeeSchedule | None) -> None:
        self._type(one, None, "")

    def _type(self, one: FeeSchedule | None, read: FeesRead | None, source: str) -> None:
        form = FeeListForm(one, self.desk.today(), read, source)
        form.saved.connect(lambda: self._keep(form))
        if one is not None:
            form.removed.connect(lambda: self.write(lambda vault: remove_fee_list(vault, one.id), "Fee list removed."))
        self.type_in(form)

    def _keep(self, form: FeeListForm) -> None:
        one = form.fee_list()
        self.write(lambda vault: keep_fee_list(vault, one), "Fee list saved.")


class VolumesPart(_ImportingPart):
    """Pressing a row changes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._volumes: tuple[Volumes, ...] = ()
        self._payers: tuple[str, ...] = ()

    def question(self) -> Callable[[Any], tuple[tuple[Volumes, ...], tuple[str, ...]]]:
        return lambda vault: (tuple(vault.volumes.all()), payers_of(vault))

    def show_answer(self, answer: tuple[tuple[Volumes, ...], tuple[str, ...]]) -> None:
        self._volumes, self._payers = answer
        self.show_again()

    def show_again(self) -> None:
        self.told.emit("How often you did each treatment. Counts only: no patient is named.")
        self.table = None
        self.bar("Add volumes", partial(self._edit, None), self.take)
        if self._volumes:
            columns = (Column("From", waits=2), Column("To", waits=1), Column("Codes", right=True), Column("Treatments", right=True))
            self.table = RowTable("Payer", columns, [self._row(one) for one in self._volumes], "Volumes")
            self.table.pressed.connect(lambda key: self._edit(next(one for one in self._volumes if one.id == key)))
            self.column.addWidget(self.table)
        else:
            why = "Your program’s report by code will do: a CSV with the columns Code and Count, without names."
            self.column.addWidget(EmptyState("history", "No volumes yet", why))
        self.column.addStretch(1)

    def _row(self, one: Volumes) -> Row:
        today = self.desk.today()
        cells = (
            Cell(short_day(one.first_on, today), "text2"), Cell(short_day(one.last_on, today), "text2"),
            Cell(str(len(one.counts)), "text2"), Cell(f"{sum(one.counts.values()):,}", weight=600),
        )  # fmt: skip
        return Row(one.id, one.payer, one.source, cells)

    def take(self, path: Path) -> None:
        """Read a file and show what it holds, to be kept."""

        def read(_job: Job) -> VolumesRead:
            return read_volumes(path.name, bytes_of(path))

        self.desk.paper_job(read, lambda found: self._type(None, found, path.name))

    def _edit(self, one: Volumes | None) -> None:
        self._type(one, None, "")

    def _type(self, one: Volumes | None, read: VolumesRead | None, source: str) -> None:
        form = VolumesForm(one, self.desk.today(), self._payers, read, source)
        form.saved.connect(lambda: self._keep(form))
        if one is not None:
            form.removed.connect(lambda: self.write(lambda vault: remove_volumes(vault, one.id), "Volumes removed."))
        self.type_in(form)

    def _keep(self, form: VolumesForm) -> None:
        one = form.volumes()
        self.write(lambda vault: keep_volumes(vault, one), "Volumes saved.")


class BenchmarksPart(_ImportingPart):
    """Pressing a benchmark changes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._benchmarks: tuple[Benchmark, ...] = ()

    def question(self) -> Callable[[Any], tuple[Benchmark, ...]]:
        return lambda vault: tuple(vault.benchmarks.all())

    def show_answer(self, answer: tuple[Benchmark, ...]) -> None:
        self._benchmarks = answer
        self.show_again()

    def show_again(self) -> None:
        self.told.emit("What others say a code is worth, each with its source and day.")
        self.table, self.banners = None, []
        self.bar("Add a benchmark", partial(self._edit, None))
        old = [one for one in self._benchmarks if is_old(one.as_of, self.desk.today())]
        if old:
            words = f"{counted(len(old), 'benchmark')} of three years ago or more. Look for a newer one."
            self.banners.append(Banner(words))
            self.column.addWidget(self.banners[-1])
        if self._benchmarks:
            columns = (Column("As of", right=True, waits=1), Column("Amount", right=True))
            self.table = RowTable("Code", columns, [self._row(one) for one in self._benchmarks], "Benchmarks")
            self.table.pressed.connect(lambda key: self._edit(next(one for one in self._benchmarks if one.id == key)))
            self.column.addWidget(self.table)
        else:
            why = "Type amounts from a survey you may use. Medbills brings none, and looks none up."
            self.column.addWidget(EmptyState("flag", "No benchmarks yet", why))
        self.column.addStretch(1)

    def _row(self, one: Benchmark) -> Row:
        tone = "amber" if is_old(one.as_of, self.desk.today()) else "text2"
        return Row(one.id, one.code, one.source, (Cell(long_day(one.as_of), tone), Cell(str(one.amount), weight=600)))

    def _edit(self, one: Benchmark | None) -> None:
        form = BenchmarkForm(one, self.desk.today())
        form.saved.connect(lambda: self._keep(form))
        if one is not None:
            form.removed.connect(lambda: self.write(lambda vault: remove_benchmark(vault, one.id), "Benchmark removed."))
        self.type_in(form)

    def _keep(self, form: BenchmarkForm) -> None:
        one, today = form.benchmark(), self.desk.today()
        self.write(lambda vault: keep_benchmark(vault, one, today=today), "Benchmark saved.")
