"""The sidebar: the pages there are, the last backup, and at the foot settings, help and the lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QStyle, QVBoxLayout, QWidget

from medbills.gui.helping import LEARN
from medbills.gui.icons import APP, pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.page import FOOT_ORDER, PageSpec
from medbills.gui.theme import theme
from medbills.gui.type import set_role, type_
from medbills.gui.widgets.buttons import PressedByEnter
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.scroll import Scroll
from medbills.gui.widgets.shapes import soft

WIDTH = 216


class SidebarRow(PressedByEnter, QAbstractButton):
    """Icon, word, and a plain number where one is told."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__()
        self.setText(tr(text))
        self._icon, self.number = icon, 0
        self.setAccessibleName(tr(text))
        set_role(self, "body", 400)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_number(self, number: int) -> None:
        """0 shows none."""
        self.number = number
        self.setAccessibleName(tr(f"{self.text()}, {number}" if number else self.text()))
        self.update()

    def sizeHint(self) -> QSize:
        width = 12 + scaled(20) + 12 + self.fontMetrics().horizontalAdvance(self.text()) + 36
        return QSize(width, max(2 * type_().line() + 2, 32))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        if on:
            soft(painter, QRectF(self.rect()), 8, "accent-soft", "accent")
        elif self.underMouse():
            soft(painter, QRectF(self.rect()), 8, "hairline", "control")
        size = scaled(20)
        drawn = pixmap(self._icon, "accent-ink" if on else "text2", size, self.devicePixelRatioF())
        painter.drawPixmap(10, (self.height() - size) // 2, drawn)
        painter.setFont(type_().font("body", 600 if on else 400))
        painter.setPen(theme().color("accent-ink" if on else "text"))
        painter.drawText(self.rect().adjusted(10 + size + 12, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.number:
            painter.setFont(type_().font("small", 400, tabular=True))
            painter.setPen(theme().color("text2"))
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(self.rect().adjusted(0, 0, -10, 0), flags, tr(str(self.number)))
        painter.end()


class Sidebar(QWidget):
    """`chosen` carries a page's slug. Shown beside the pages, or over them as the menu of a narrow window."""

    chosen = Signal(str)
    lock_asked = Signal()
    help_asked = Signal()

    def __init__(self, pages: Sequence[PageSpec], with_lock: bool) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "sidebar")
        self.setAccessibleName(tr("Pages"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 12, 12, 14)
        column.setSpacing(2)
        outer.addWidget(Scroll(content))
        column.addWidget(_brand())
        column.addSpacing(8)
        self.rows: dict[str, SidebarRow] = {}
        self._group = QButtonGroup(self)
        for page in pages:
            if page.order < FOOT_ORDER:
                self._add(page, column)
        column.addStretch(1)
        self._backup = QWidget()
        row = QHBoxLayout(self._backup)
        row.setContentsMargins(10, 4, 8, 4)
        self._backup_icon = IconLabel("check_circle", "text2", 16)
        row.addWidget(self._backup_icon)
        self._backup_words = ReadingLabel("", "small", "text2")
        row.addWidget(self._backup_words, 1)
        self._backup.hide()
        column.addWidget(self._backup)
        column.addWidget(divider())
        column.addSpacing(6)
        for page in pages:
            if page.order >= FOOT_ORDER:
                self._add(page, column)
        if LEARN in self.rows:
            self.help = SidebarRow("Help", "help")
            self.help.setToolTip(tr("F1"))
            self.help.clicked.connect(self.help_asked)
            column.addWidget(self.help)
        if with_lock:
            lock = SidebarRow("Lock", "lock")
            lock.setToolTip(tr("Ctrl+L"))
            lock.clicked.connect(self.lock_asked)
            column.addWidget(lock)
        type_().scaled.connect(self._fit)
        self._fit()

    def _add(self, page: PageSpec, column: QVBoxLayout) -> None:
        row = SidebarRow(page.title, page.icon)
        row.setCheckable(True)
        row.clicked.connect(lambda: self.chosen.emit(page.slug))
        self._group.addButton(row)
        self.rows[page.slug] = row
        column.addWidget(row)

    def select(self, slug: str) -> None:
        """Mark the page shown; a page without a row marks none. Tab leads to the marked one, the arrows from there on."""
        self._group.setExclusive(False)
        tabbed = slug if slug in self.rows else next(iter(self.rows), "")
        for name, row in self.rows.items():
            row.setChecked(name == slug)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == tabbed else Qt.FocusPolicy.ClickFocus)
        self._group.setExclusive(True)

    def set_number(self, slug: str, number: int) -> None:
        """The count beside a page."""
        if slug in self.rows:
            self.rows[slug].set_number(number)

    def set_backup_line(self, text: str) -> None:
        """When the papers were last backed up."""
        self._backup_words.setText(text)
        self._backup_icon.set_icon("check_circle" if text.startswith("Backed up") else "warning")
        self._backup.setVisible(bool(text))

    def _fit(self) -> None:
        widest = max((row.sizeHint().width() for row in self.rows.values()), default=0)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)  # large text makes the rows taller than the window
        self.setFixedWidth(max(WIDTH, widest + 24 + bar))


def _brand() -> QWidget:
    brand = QWidget()
    row = QHBoxLayout(brand)
    row.setContentsMargins(8, 4, 8, 4)
    row.setSpacing(8)
    row.addWidget(IconLabel(APP, "text", 24))
    row.addWidget(Label("Medbills", "body", weight=600), 1)
    return brand
