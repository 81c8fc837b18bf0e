"""What a code means, in a small window of its own, and the quiet link that opens it wherever a code stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from medbills.domain.wording import listed, long_day
from medbills.gui.language import tr, tr_printed
from medbills.gui.parts.folding_sides import Ground
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import MoneyLabel, ReadingLabel
from medbills.gui.widgets.scroll import Scroll
from medbills.gui.widgets.shapes import rounded
from medbills.services.codes_on_papers import CodesOf
from medbills.services.explain_code import Explanation, Whose

ONE, SEVERAL = "What does this code mean?", "What do these codes mean?"
WIDTH, MARGIN, AROUND = 520, 24, 64  # pixels at 100 %: the card, its sides, and what is left free of the window around it
YOURS, NEXT = "Is it yours to pay?", "What to do next"
LEGAL = "Information, not legal advice."
OWN = "These are our own words."
_SIGNS = {  # icon, tone
    Whose.YES_IF_CORRECT: ("money", "text"),
    Whose.NO: ("check_circle", "success"),
    Whose.USUALLY_NO: ("check_circle", "success"),
    Whose.NOT_YET: ("clock", "text"),
}
_ASK = ("help", "text")


def _where(where: str) -> str:
    """ "White filling, two surfaces: Insurer’s statement of November 3": the line as printed, the paper in the window's language."""
    printed, between, paper = where.rpartition(": ")
    return f"{tr_printed(printed)}{between}{tr(paper)}"


class CodeLink(Button):
    """A quiet link that opens the card of some codes. They are gathered only when it is pressed."""

    def __init__(self, text: str, spoken: str, gather: Callable[[], Sequence[CodesOf]]) -> None:
        super().__init__(text, "quiet", bar=True, small=True)
        self.gather = gather
        self.setAccessibleName(tr(spoken))
        self.setToolTip(tr(spoken))
        self.clicked.connect(lambda: show_codes(self, self.gather()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()  # and not the row that it stands in
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # a list of rows moves between them
        else:
            super().keyPressEvent(event)


def show_codes(asking: QWidget, groups: Sequence[CodesOf]) -> CodeCard | None:
    """Open the card over the window of who asks; the keyboard goes back there. None without a code."""
    if not any(group.codes for group in groups):
        return None
    card = CodeCard(asking, [group for group in groups if group.codes])
    card.open()
    return card


class CodeCard(QDialog):
    """Each code: what it is, whose it is to pay, what to do next. Esc closes it."""

    def __init__(self, asking: QWidget, groups: Sequence[CodesOf]) -> None:
        super().__init__(asking.window())
        self._asking, self._over = asking, asking.window()
        self.groups = tuple(groups)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        title = ONE if sum(len(group.codes) for group in groups) == 1 else SEVERAL
        self.setWindowTitle(tr(title))
        self.setAccessibleName(tr(title))
        self._content = Ground("bg")
        column = self._column = QVBoxLayout(self._content)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 16)
        column.setSpacing(12)
        column.addWidget(ReadingLabel(title, "head"))
        for group in self.groups:
            self._fill(column, group)
        column.addWidget(ReadingLabel(_sources(self.groups), "small", "text2"))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._area = _Reading(self._content)
        self._area.setAccessibleName(tr("What the codes mean"))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._area, 1)
        outer.addWidget(divider())
        outer.addWidget(self._foot())
        self.finished.connect(self._give_back)

    def _fill(self, column: QVBoxLayout, group: CodesOf) -> None:
        if group.where:
            column.addWidget(ReadingLabel(_where(group.where), "body", "text2", 500, as_written=True))
        for told in group.codes:
            column.addWidget(CodeText(told))

    def _foot(self) -> QWidget:
        foot = Ground("bg")
        row = QHBoxLayout(foot)
        row.setContentsMargins(MARGIN, 12, MARGIN, 12)
        row.addStretch(1)
        self.close_button = button("Close", "main")
        self.close_button.clicked.connect(self.reject)
        self.close_button.setDefault(True)
        row.addWidget(self.close_button)
        return foot

    def sizeHint(self) -> QSize:
        room = self._over.size()
        width = min(round(WIDTH * type_().scale), room.width() - AROUND)
        foot = self.close_button.sizeHint().height() + 25
        wanted = self._column.totalHeightForWidth(width - 2) + foot + 2
        return QSize(width, min(wanted, room.height() - AROUND))

    def said(self) -> tuple[str, ...]:
        """Every sentence of the card, in its order."""
        return tuple(label.text() for label in self.findChildren(ReadingLabel) if label.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        area = QRect(self._over.mapToGlobal(QPoint(0, 0)), self._over.size())
        wanted = QRect(QPoint(0, 0), self.sizeHint())
        wanted.moveCenter(area.center())
        self.setGeometry(wanted)
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 0, "bg", "control")  # not every desk puts a frame around a window
        painter.end()

    def _give_back(self) -> None:
        if isValid(self._asking) and self._asking.isVisible():
            self._asking.window().activateWindow()
            self._asking.setFocus(Qt.FocusReason.OtherFocusReason)


class _Reading(Scroll):
    """The text of the card: it holds the keyboard, so that arrows scroll and a screen reader reads on from here."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)


class CodeText(Card):
    """One code; parts of it (modifiers, the same number in other lists) stand below it."""

    def __init__(self, told: Explanation) -> None:
        super().__init__(dense=True)
        self.told = told
        self.setAccessibleName(tr(f"{told.kind} {told.code}. {'. '.join(said.rstrip('.') for said in told.sentences)}."))
        self.body.setSpacing(4)
        _tell(self.body, told)


def _tell(column: QVBoxLayout, told: Explanation) -> None:
    column.addWidget(_head(told))
    column.addWidget(ReadingLabel(told.title, "card"))
    decides = told.whose is not None
    means = told.means if decides else " ".join(part for part in (told.means, told.whose_says) if part)
    if means:
        column.addWidget(ReadingLabel(means))
    if told.unsure:
        column.addWidget(_signed("warning", "amber", told.unsure, "small"))
    if told.whose is not None:
        _label(column, YOURS)
        icon, tone = _SIGNS.get(told.whose, _ASK)
        column.addWidget(_signed(icon, tone, told.whose_says, "body", 600))
        if told.because:
            column.addWidget(ReadingLabel(told.because, "small", "text2"))
    if told.next and decides:
        _label(column, NEXT)
    if told.next:
        column.addWidget(ReadingLabel(told.next))
    for words in _helpers(told):
        column.addWidget(ReadingLabel(words, "small", "text2"))
    for part in told.parts:
        column.addSpacing(8)
        column.addWidget(divider())
        column.addSpacing(4)
        _tell(column, part)


def _head(told: Explanation) -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(ReadingLabel(f"{told.kind} {told.code}", "small", "text2", 500), 1)
    if told.amount is not None:
        row.addWidget(MoneyLabel(told.amount, "body"), 0, Qt.AlignmentFlag.AlignTop)
    return head


def _label(column: QVBoxLayout, words: str) -> None:
    column.addSpacing(6)
    column.addWidget(ReadingLabel(words, "small", "text2", 500))


def _signed(icon: str, tone: str, words: str, role: str, weight: int | None = None) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel(icon, tone, beside=role, reading=True), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(ReadingLabel(words, role, tone, weight), 1)
    return line


def _helpers(told: Explanation) -> list[str]:
    """Which checks look at such a code, and which letters can help."""
    checks = f"We check this for you: {'; '.join(told.checks)}." if told.checks else ""
    letters = f"A letter that can help: {'; '.join(told.letters)}." if told.letters else ""
    return [words for words in (checks, letters) if words]


def _sources(groups: Sequence[CodesOf]) -> str:
    """Whose lists these are, each once, and the day our words were checked."""
    told = [one for one in _flat([told for group in groups for told in group.codes]) if one.source]
    days = [one.checked_on for one in told if one.checked_on]
    kept = f"{OWN} The official lists are kept by {listed(list(dict.fromkeys(one.source for one in told)))}." if told else OWN
    return " ".join([kept, *([f"Checked {long_day(min(days))}."] if days else []), LEGAL])


def _flat(codes: Sequence[Explanation]) -> list[Explanation]:
    return [one for told in codes for one in (told, *_flat(told.parts))]
