"""The comparing table: lines of the bill beside the insurer's, rows that differ on amber across both papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.domain.case import KeptPaper
from medbills.domain.finding import LineRef
from medbills.domain.money import Money
from medbills.gui.language import tr, tr_printed
from medbills.gui.parts.code_card import SEVERAL, CodeLink
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import SMALLEST_TARGET, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.label import Label, MoneyLabel, ReadingLabel
from medbills.gui.widgets.reflow import Flow, clear
from medbills.gui.widgets.row_button import RowButton, see_through
from medbills.gui.widgets.shapes import pen, soft
from medbills.services.codes_on_papers import any_codes, codes_at
from medbills.services.compare_lines import ComparedLine, Comparison

PAD = 12
SERVICE_LINES = 11.0  # body lines that the column of services wants
AT_FIRST = 60  # rows shown before "Show all"
TITLES = {"charge": "Charge", "allowed": "Plan allows", "plan_pays": "Plan pays", "you_owe": "You owe"}
CODE = "code"  # not a sum: a link that tells what the line's codes mean; without room it stands below the service
WAITS = (CODE, "plan_pays", "allowed")  # columns that make room, the first one first
CODES = "Codes"  # the link's word where the bill prints no code, and the statement does


class _Patch(MoneyLabel):
    """A sum on an amber patch: it is in conflict with another."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self.fontMetrics().horizontalAdvance(self.text()) + 12
        height = self.fontMetrics().height() + 6
        right = self.width() - PAD + 6
        soft(painter, QRectF(right - width, (self.height() - height) / 2, width, height), 6, "amber-soft", "amber")
        painter.end()
        super().paintEvent(event)


class _Line(RowButton):
    """A row; `divide` is the width of the insurer's side, 0 without one."""

    def __init__(self, spoken: str, divide: int, differs: bool) -> None:
        super().__init__(spoken, radius=0)
        self._divide, self._differs = divide, differs

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._differs:
            soft(painter, QRectF(self.rect()), 0, "amber-soft", "amber")
        painter.end()
        if not self._differs:
            super().paintEvent(event)
        _part(self, self._divide)


class _Head(QWidget):
    def __init__(self, divide: int) -> None:
        super().__init__()
        self._divide = divide

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(0, 0, 0, 12)
        painter.setClipRect(self.rect())
        soft(painter, area, 11, "sunken", "control")
        painter.end()
        _part(self, self._divide)


def _part(widget: QWidget, divide: int) -> None:
    """The upright line between the two papers."""
    if divide:
        painter = QPainter(widget)
        painter.setPen(pen("hairline"))
        at = widget.width() - divide
        painter.drawLine(at, 0, at, widget.height())
        painter.end()


class BillTable(Card):
    """`line_pressed` carries a ComparedLine: show it on its papers. Arrow keys walk the rows."""

    line_pressed = Signal(object)

    def __init__(self, comparison: Comparison, papers: Sequence[KeptPaper] = ()) -> None:
        """`papers` are those compared: the codes of their lines can be asked about; without them codes are print only."""
        super().__init__()
        self.comparison = comparison
        self._papers = tuple(papers)
        self._words = {id(line): self._code_words(line) for line in comparison.rows}
        self.setAccessibleName(tr(_beside(comparison)))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._columns: tuple[str, ...] | None = None
        self._all = len(comparison.rows) <= AT_FIRST
        self.rows: list[RowButton] = []
        self.links: dict[int, CodeLink] = {}
        type_().scaled.connect(self._rebuild)
        self._arrange()

    # columns

    def _wanted(self) -> tuple[str, ...]:
        every = tuple(TITLES) if self.comparison.eobs else ("charge",)
        if any(self._words.values()):
            every = (CODE, *every)
        room = self.width() - SERVICE_LINES * type_().line("body")
        shown = list(every)
        for name in WAITS:
            if sum(self._width(column) for column in shown) > room and name in shown:
                shown.remove(name)
        return tuple(shown)

    def _width(self, column: str) -> int:
        if column == CODE:
            metrics = QFontMetricsF(type_().font("small", 500))
            return round(max(metrics.horizontalAdvance(tr(words)) for words in ("Code", *self._words.values()))) + 2 * PAD + 4
        body, small = QFontMetricsF(type_().font("body", 600, True)), QFontMetricsF(type_().font("small", 500))
        sums = [getattr(row, column) for row in self.comparison.rows]
        sums += [self._sums()[column], self.comparison.asked if column == "charge" else None]
        widest = max((body.horizontalAdvance(str(amount)) for amount in sums if amount is not None), default=0)
        return round(max(widest, small.horizontalAdvance(tr(TITLES[column])))) + 2 * PAD + 6

    def _rebuild(self, _scale: float = 1.0) -> None:
        self._columns = None
        self._arrange()

    def _arrange(self) -> None:
        wanted = self._wanted()
        if wanted == self._columns:
            return
        self._columns = wanted
        clear(self.body)
        self.rows, self.links = [], {}
        self._divide = sum(self._width(column) for column in wanted if column not in (CODE, "charge"))
        self.body.addWidget(self._head())
        shown = self.comparison.rows if self._all else self.comparison.rows[:AT_FIRST]
        for index, line in enumerate(shown):
            self.body.addWidget(divider())
            self.body.addWidget(self._row(index, line))
        if not self._all:
            self.body.addWidget(divider())
            self.body.addWidget(self._more())
        self.body.addWidget(divider())
        for row in self._totals():
            self.body.addWidget(row)
        self.body.addStretch(1)

    # parts

    def _head(self) -> QWidget:
        head = _Head(self._divide)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 10, 0, 6)
        column.setSpacing(8)
        papers = QHBoxLayout()
        papers.setSpacing(0)
        papers.addWidget(_named(self.comparison.bill_head), 1)
        if self._divide:
            theirs = _named(self.comparison.eob_head)
            theirs.setFixedWidth(self._divide)
            theirs.setToolTip(tr(self.comparison.match))
            theirs.setAccessibleDescription(tr(self.comparison.match))
            papers.addWidget(theirs)
        column.addLayout(papers)
        titles = [(TITLES[name], "text2") for name in self._sums_shown()]
        code = Label("Code", "small", "text2") if self._shows_codes() else None
        column.addLayout(self._cells("Service", "", titles, small=True, code=code))
        return head

    def _row(self, index: int, line: ComparedLine) -> RowButton:
        amounts = {name: getattr(line, name) for name in TITLES}
        hidden = [name for name in WAITS if name in TITLES and self._hides(name) and amounts[name] is not None]
        code = f"Code {line.code}" if line.code else ""
        plain = "" if self._words[id(line)] else code
        second = " · ".join(part for part in (line.why or plain, *(f"{TITLES[name].lower()} {amounts[name]}" for name in hidden)) if part)
        told = [f"{TITLES[name]} {amount}" for name, amount in amounts.items() if amount is not None]
        row = _Line(". ".join([f"Line {index + 1}", line.service, code, *told, line.why]), self._divide, line.differs)
        cells = [(amounts[name], self._tone(name, line)) for name in self._sums_shown()]
        link = self._link(index, line)
        row.setLayout(self._cells(line.service, second, cells, second_tone="amber" if line.differs else "text2", code=link))
        row.setToolTip(tr(line.match))
        row.setAccessibleDescription(tr(f"Matched with the statement: {line.match}" if line.match else ""))
        see_through(row)
        row.clicked.connect(lambda: self.line_pressed.emit(line))
        self.rows.append(row)
        return row

    def _sums_shown(self) -> list[str]:
        return [name for name in self._columns or () if name != CODE]

    def _shows_codes(self) -> bool:
        return CODE in (self._columns or ())

    def _code_words(self, line: ComparedLine) -> str:
        """The link's word: the bill's code, or that there are some; empty where no paper prints one."""
        return (line.code or CODES) if any_codes(self._papers, _refs(line)) else ""

    def _link(self, index: int, line: ComparedLine) -> CodeLink | None:
        words = self._words[id(line)]
        if not words:
            return None
        spoken = f"What does code {words} mean?" if words != CODES else SEVERAL
        shown = words if self._shows_codes() or words == CODES else f"Code {words}"
        link = self.links[index] = CodeLink(shown, spoken, lambda: codes_at(self._papers, _refs(line)))
        return link

    def _hides(self, name: str) -> bool:
        return bool(self.comparison.eobs) and name not in (self._columns or ())

    def _tone(self, column: str, line: ComparedLine) -> str:
        if line.differs and column in ("charge", "allowed"):
            return "amber"
        return {"plan_pays": "text2"}.get(column, "text")

    def _totals(self) -> list[QWidget]:
        comparison = self.comparison
        apart = comparison.asked is not None and comparison.asked != comparison.charges
        sums = self._sums()
        conflict = {"charge", "you_owe"} if comparison.in_conflict and not apart else set()
        rows = [self._total("Total", sums, conflict)]
        if apart:
            last = {"charge": comparison.asked, "you_owe": comparison.you_owe}
            rows.append(self._total("The bill asks", last, {"charge", "you_owe"} if comparison.in_conflict else set()))
        return rows

    def _sums(self) -> dict[str, Money | None]:
        sums = self.comparison
        return {"charge": sums.charges, "allowed": sums.allowed, "plan_pays": sums.plan_pays, "you_owe": sums.you_owe}

    def _total(self, word: str, sums: dict[str, Money | None], conflict: set[str]) -> QWidget:
        row = QWidget()
        shown = [(name, sums.get(name)) for name in self._sums_shown()]
        row.setAccessibleName(tr(". ".join([word, *(f"{TITLES[name]} {amount}" for name, amount in shown if amount is not None)])))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 10, 0, 10)
        line.setSpacing(0)
        label = ReadingLabel(word, "body", weight=600)
        label.setContentsMargins(PAD, 0, PAD, 0)
        line.addWidget(label, 1)
        for name, amount in shown:
            money = _Patch(amount, "body", "amber") if name in conflict and amount is not None else MoneyLabel(amount, "body")
            line.addWidget(self._sized(money, name))
        return row

    def _more(self) -> QWidget:
        more = button(f"Show all {len(self.comparison.rows)} lines", "quiet", "chevron_down")
        more.clicked.connect(self._show_all)
        return Flow(more)

    def _show_all(self) -> None:
        self._all = True
        self._rebuild()

    def _cells(
        self, first: str, second: str, cells: Sequence[tuple[object, str]], small: bool = False, second_tone: str = "text2",
        code: QWidget | None = None,
    ) -> QHBoxLayout:  # fmt: skip
        line = QHBoxLayout()
        line.setContentsMargins(0, 0 if small else 4, 0, 0 if small else 4)
        line.setSpacing(0)
        words = QVBoxLayout()
        words.setContentsMargins(PAD, 0, PAD, 0)
        words.setSpacing(0)
        words.addWidget(
            Label(first, "small", "text2") if small else ReadingLabel(tr_printed(first), "body", weight=500, as_written=True)
        )
        if second:
            words.addWidget(ReadingLabel(second, "small", second_tone))
        line.addLayout(words, 1)
        if self._shows_codes():
            _add_code(line, code, self._width(CODE))
        elif code is not None:
            code.setFixedHeight(max(SMALLEST_TARGET, round(1.7 * type_().line("small"))))
            line.setContentsMargins(0, 4, 0, 0)
            words.addWidget(code, 0, Qt.AlignmentFlag.AlignLeft)
        for name, (value, tone) in zip(self._sums_shown(), cells, strict=True):
            strong = name == "you_owe" or tone == "amber"
            cell = Label(str(value), "small", tone) if small else MoneyLabel(value, "body", tone, 600 if strong else 400)
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(self._sized(cell, name))
        return line

    def _sized(self, cell: Label, column: str) -> Label:
        cell.setContentsMargins(0, 0, PAD, 0)
        cell.setFixedWidth(self._width(column))
        cell.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        return cell

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        at = next((index for index, row in enumerate(self.rows) if row.hasFocus() or self._holds(index)), None)
        if step and at is not None and 0 <= at + step < len(self.rows):
            beside = self.links.get(at + step) if self._holds(at) else None
            (beside or self.rows[at + step]).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _holds(self, index: int) -> bool:
        return index in self.links and self.links[index].hasFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _refs(line: ComparedLine) -> tuple[LineRef | None, LineRef | None]:
    return line.bill_line, line.eob_line


def _add_code(line: QHBoxLayout, code: QWidget | None, width: int) -> None:
    """The cell of the column of codes. No box around the link: clicks go through the boxes of a row to the row itself."""
    taken = 0
    if code is not None:
        code.setFixedWidth(code.sizeHint().width())
        line.addSpacing(PAD)
        line.addWidget(code, 0, Qt.AlignmentFlag.AlignVCenter)
        taken = PAD + code.width()
    line.addSpacing(width - taken)


def _named(text: str) -> ReadingLabel:
    label = ReadingLabel(text, "small", weight=600)
    label.setContentsMargins(PAD, 0, PAD, 0)
    return label


def _beside(comparison: Comparison) -> str:
    if not comparison.bill_head or not comparison.eob_head:
        return comparison.bill_head or comparison.eob_head
    return f"{comparison.bill_head} beside {comparison.eob_head}"
