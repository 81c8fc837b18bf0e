"""Text that never guesses markup: short labels, and reading text that wraps with room between its lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import ROLES, set_role, type_

READING_WIDTH = 620
NATURAL_WIDTH = 340  # of a text that may wrap, in pixels at 100 %; layouts give it what they have


def set_tone(widget: QWidget, tone: str) -> None:
    """Color a label by a token: text, text2, accent, amber, danger, success, ink."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Label(QLabel):
    """One line of plain text in the font of a role and the color of a tone."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "text", weight: int | None = None, tabular: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        set_role(self, role, weight, tabular)
        self.setProperty("tone", tone)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(tr(text))


class ReadingLabel(QLabel):
    """Plain text that wraps at words, with the line height of its role. Its height follows its width."""

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "text", weight: int | None = None, line_height: float | None = None,
        as_written: bool = False,
    ) -> None:  # fmt: skip
        """`as_written`: words of the user or of a paper, or read aloud on the phone, which no language changes."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role = role
        self.as_written = as_written
        self._tone = tone
        self._line_height = line_height or ROLES[role].line_height
        self.natural_width = NATURAL_WIDTH  # pixels at 100 % this text likes to have before it wraps
        self._most = 0
        self._counted: dict[int, int] = {}  # lines at a width: a layout asks for the same few widths over and over
        set_role(self, role, weight)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Another color by its token."""
        self._tone = tone
        self.update()

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text if self.as_written else tr(text))
        self._counted.clear()
        self.updateGeometry()

    def setFont(self, font: QFont | str | Sequence[str]) -> None:
        """Set the text in another font."""
        super().setFont(font)
        self._counted.clear()

    def set_most_lines(self, most: int) -> None:
        """Show at most so many lines, the whole text in the tooltip then; 0 shows all."""
        self._most = most
        self._counted.clear()
        self.updateGeometry()
        self._tell_whole()

    def _tell_whole(self) -> None:
        if self._most:
            shown = " ".join(lines_of(self.text(), self.font(), self.contentsRect().width(), self._most))
            self.setToolTip(tr("" if shown.split() == self.text().split() else self.text()))
        else:
            self.setToolTip("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._most:
            self._tell_whole()

    def _step(self) -> float:
        # Font metrics of Inter already hold 1.21 of the type's size; the role's factor counts from the size itself.
        size = QFontMetricsF(self.font()).height() / 1.21
        return math.floor(size * self._line_height + 0.5)

    def _lines(self, width: float) -> list[QTextLayout]:
        text = "\n".join(lines_of(self.text(), self.font(), width, self._most)) if self._most else self.text()
        return _laid_out(text, self.font(), width)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        if inner not in self._counted:
            self._counted[inner] = sum(max(layout.lineCount(), 1) for layout in self._lines(inner))
        return math.ceil(self._counted[inner] * self._step()) + margins.top() + margins.bottom()

    def _natural(self) -> int:
        advance = max((self.fontMetrics().horizontalAdvance(part) for part in self.text().split("\n")), default=0)
        return advance + 2

    def sizeHint(self) -> QSize:
        width = min(self._natural(), round(self.natural_width * type_().scale))
        width = max(width, self.minimumWidth())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        words = self.text().split() or [""]
        widest = max(self.fontMetrics().horizontalAdvance(word) for word in words) + 2
        widest = min(widest, round(NATURAL_WIDTH * 0.6 * type_().scale))
        return QSize(widest, math.ceil(self._step()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().color(self._tone))
        rect = self.contentsRect()
        layouts = self._lines(rect.width())
        step, align = self._step(), self.alignment()
        spare_height = rect.height() - step * sum(max(layout.lineCount(), 1) for layout in layouts)
        top = float(rect.top()) + (max(spare_height, 0) / 2 if align & Qt.AlignmentFlag.AlignVCenter else 0)
        for layout in layouts:
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                spare = rect.width() - line.naturalTextWidth()
                shift = spare if align & Qt.AlignmentFlag.AlignRight else spare / 2 if align & Qt.AlignmentFlag.AlignHCenter else 0
                left = rect.left() + shift
                line.draw(painter, QPointF(left, top + (step - line.height()) / 2 - line.y()))
                top += step
            if not layout.lineCount():
                top += step
        painter.end()


def _laid_out(text: str, font: QFont, width: float) -> list[QTextLayout]:
    """One layout a paragraph, wrapped at words."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layouts = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
        layout.endLayout()
        layouts.append(layout)
    return layouts


def lines_of(text: str, font: QFont, width: float, most: int) -> list[str]:
    """The text as it wraps at `width` pixels, in at most `most` lines, the last ending in "…" where something is left out."""
    lines = []
    for layout in _laid_out(text, font, width):
        said = layout.text()
        starts = [layout.lineAt(number).textStart() for number in range(layout.lineCount())]
        lines += [said[start:end].strip() for start, end in zip(starts, [*starts[1:], len(said)], strict=True)] or [""]
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, max(round(width), 1))]


class MoneyLabel(Label):
    """A sum with aligned figures, at the right of its column. It shows the text of a Money, or nothing for None."""

    def __init__(self, amount: object | None = None, role: str = "body", tone: str = "text", weight: int | None = 600) -> None:
        super().__init__("", role, tone, weight, tabular=True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.set_amount(amount)

    def set_amount(self, amount: object | None, plus: bool = False) -> None:
        """Another sum; `plus` writes "+" before money that came back. Blank on the paper is blank here."""
        self.setText("" if amount is None else f"+{amount}" if plus else str(amount))
