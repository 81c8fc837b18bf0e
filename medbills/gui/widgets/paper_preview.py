"""A letter on paper as it grows: facts underlined with the number of their source, the new sentence lit, the rest as pale bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import set_role, type_
from medbills.gui.widgets.shapes import rounded

MARGIN, PARAGRAPH_GAP, LIST_GAP, LINE_HEIGHT, BAR_STEP = 48, 12, 4, 1.4, 18
NATURAL_WIDTH, NARROWEST = 524, 300


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph; `source` numbers the paper that a fact comes from. A gap is still to be filled in."""

    text: str
    source: int | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the letter; line breaks in it are kept. `lit` is the one just made, `head` a list's dot or number."""

    runs: tuple[Run, ...]
    lit: bool = False
    bold: bool = False
    head: str = ""

    @classmethod
    def of(cls, text: str, lit: bool = False, bold: bool = False) -> Paragraph:
        """A paragraph without facts."""
        return cls((Run(text),), lit, bold)

    def plain(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)


class PaperPreview(QWidget):
    """The page with its letter. `sources` are named below; the numbers stand in the preview only, never in what is sent."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "letter")
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._bars: tuple[float, ...] = ()
        self._sources: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)

    def set_letter(self, paragraphs: Sequence[Paragraph], bars: Sequence[float] = (), sources: Sequence[str] = ()) -> None:
        """Show a letter; `bars` are the lengths (0 to 1) of lines to come, 0 a gap between paragraphs."""
        self._paragraphs, self._bars, self._sources = tuple(paragraphs), tuple(bars), tuple(sources)
        self.setAccessibleName(tr("The letter so far"))
        self.setAccessibleDescription(tr("\n".join(paragraph.plain() for paragraph in paragraphs)))
        self.updateGeometry()
        self.update()

    def lit_top(self) -> int:
        """Where the lit paragraph begins, in pixels from the top, to scroll to; 0 when none is."""
        top = float(MARGIN)
        for place, paragraph in enumerate(self._paragraphs):
            if paragraph.lit:
                return round(top)
            top += self._height(paragraph) + self._gap(place)
        return 0

    def _step(self) -> float:
        return round(self.fontMetrics().height() / 1.17 * LINE_HEIGHT)

    def _lay_out(self, paragraph: Paragraph, width: float) -> list[QTextLayout]:
        text, formats = "", []
        for run in paragraph.runs:
            start = len(text)
            text += run.text
            if run.gap:
                formats.append(_range(start, len(run.text), _open()))
            if run.source is not None:
                formats.append(_range(start, len(run.text), _underlined()))
                mark = str(run.source)
                formats.append(_range(len(text), len(mark), _raised()))
                text += mark
        font = QFont(self.font())
        font.setBold(paragraph.bold)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text.replace("\n", "\u2028"), font)
        layout.setTextOption(option)
        layout.setFormats(formats)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
        layout.endLayout()
        return [layout]

    def _inner(self, width: int | None = None) -> float:
        return max((width or self.width()) - 2 * MARGIN, 80)

    def _gap(self, place: int) -> float:
        """The lines of a list stand closer together."""
        listed = [paragraph.head and not paragraph.lit for paragraph in self._paragraphs[place : place + 2]]
        return LIST_GAP if len(listed) == 2 and all(listed) else PARAGRAPH_GAP

    def _indent(self, paragraph: Paragraph) -> float:
        return self._step() if paragraph.head else 0

    def _height(self, paragraph: Paragraph, width: int | None = None) -> float:
        room = self._inner(width) - self._indent(paragraph)
        return sum(layout.lineCount() for layout in self._lay_out(paragraph, room)) * self._step()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        text = sum(self._height(paragraph, width) + self._gap(place) for place, paragraph in enumerate(self._paragraphs))
        return max(round(2 * MARGIN + text + len(self._bars) * BAR_STEP + self._foot_height(width)), round(width * 1.2))

    def sizeHint(self) -> QSize:
        return QSize(NATURAL_WIDTH, self.heightForWidth(NATURAL_WIDTH))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme().color("paper"))
        top = float(MARGIN)
        for place, paragraph in enumerate(self._paragraphs):
            top += self._paint_paragraph(painter, paragraph, top) + self._gap(place)
        for share in self._bars:
            if share > 0:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().color("paper-pale"))
                painter.drawRoundedRect(QRectF(MARGIN, top, self._inner() * min(share, 1.0), 8), 4, 4)
            top += BAR_STEP
        self._paint_foot(painter)
        if self.hasFocus():
            rounded(painter, QRectF(self.rect()), 0, None, "accent", 2)
        painter.end()

    def _paint_paragraph(self, painter: QPainter, paragraph: Paragraph, top: float) -> float:
        height, step = self._height(paragraph), self._step()
        if paragraph.lit:
            ground = QRectF(MARGIN - 14, top - 6, self._inner() + 28, height + 12)
            painter.fillRect(ground, theme().color("spot"))
            painter.fillRect(QRectF(ground.left(), ground.top(), 3, ground.height()), theme().color("hl-line"))
        painter.setPen(theme().color("ink"))
        at, indent = top, self._indent(paragraph)
        if paragraph.head:
            painter.setFont(self.font())
            painter.drawText(QRectF(MARGIN, top, indent, step), int(Qt.AlignmentFlag.AlignVCenter), tr(paragraph.head))
        for layout in self._lay_out(paragraph, self._inner() - indent):
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                line.draw(painter, QPointF(MARGIN + indent, at + (step - line.height()) / 2 - line.y()))
                at += step
        return height

    def _foot(self, width: float) -> QTextLayout:
        text = "  ·  ".join(f"{number} {tr(name)}" for number, name in enumerate(self._sources, 1))
        layout = QTextLayout(text, type_().font("small"))
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout

    def _foot_height(self, width: int | None = None) -> float:
        if not self._sources:
            return 0
        return 24 + type_().line("small") * 1.5 + self._foot(self._inner(width)).boundingRect().height()

    def _paint_foot(self, painter: QPainter) -> None:
        if not self._sources:
            return
        top = self.height() - MARGIN * 0.75 - self._foot_height() + 12
        painter.fillRect(QRectF(MARGIN, top, self._inner(), 1), theme().color("spot-line"))
        painter.setPen(theme().color("ink"))
        painter.setFont(type_().font("small", 600))
        line = type_().line("small")
        head = QRectF(MARGIN, top + 8, self._inner(), line * 1.3)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), tr("Where each fact comes from"))
        self._foot(self._inner()).draw(painter, QPointF(MARGIN, top + 8 + line * 1.4))


def _range(start: int, length: int, how: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, how
    return made


def _underlined() -> QTextCharFormat:
    how = QTextCharFormat()
    how.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    how.setUnderlineColor(theme().color("hl-line"))
    return how


def _open() -> QTextCharFormat:
    how = QTextCharFormat()
    how.setBackground(theme().color("hl"))
    return how


def _raised() -> QTextCharFormat:
    how = QTextCharFormat()
    how.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    how.setForeground(theme().color("hl-line"))
    how.setFontWeight(QFont.Weight.Bold)
    return how
