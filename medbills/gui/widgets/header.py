"""The head of a page: the way here, the title, what it is about, the big sums at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import READING_WIDTH, Label, MoneyLabel, ReadingLabel
from medbills.gui.widgets.reflow import Flow, FlowLayout, clear

RIGHT = Qt.AlignmentFlag.AlignRight


class PageHeader(QWidget):
    """Title and subtitle, with a breadcrumb above and buttons or sums at the right, which go below when there is no room."""

    crumb_pressed = Signal(str)  # the word of a breadcrumb

    def __init__(self, title: str, subtitle: str = "", crumbs: Sequence[str] = ()) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(4)
        outer.addLayout(self._crumbs)
        about = QWidget()
        words = self._words = QVBoxLayout(about)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        self.title = ReadingLabel(title, "title")
        self.subtitle = ReadingLabel(subtitle, "body", "text2")
        self.title.natural_width = self.subtitle.natural_width = READING_WIDTH
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._right = Flow(gap=24, right=True)
        self._right.hide()
        outer.addWidget(Flow(about, self._right, gap=24, first_grows=True))
        self.set_text(title, subtitle, crumbs)

    def set_text(self, title: str, subtitle: str = "", crumbs: Sequence[str] = ()) -> None:
        """Another title; crumbs lead back, the last is where one is (whose)."""
        self.title.setText(title)
        self.title.setAccessibleName(tr(title))
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        clear(self._crumbs)
        for index, crumb in enumerate(crumbs):
            if index:
                self._crumbs.addWidget(IconLabel("chevron_right", "text2", 16))
            if index + 1 < len(crumbs) or len(crumbs) == 1:
                self._crumbs.addWidget(self._link(crumb))
            else:
                self._crumbs.addWidget(Label(crumb, "small", "text2"))
        if crumbs:
            self._crumbs.addStretch()

    def _link(self, crumb: str) -> QWidget:
        link = button(crumb, "quiet", small=True, bar=True)
        link.accent = "text2"
        link.setAccessibleName(tr(f"Back to {crumb}"))
        link.clicked.connect(lambda: self.crumb_pressed.emit(crumb))
        return link

    def set_beside(self, widget: QWidget) -> None:
        """What stands right after the title, as the arrows of a month do."""
        self._words.insertWidget(0, Flow(self.title, widget, gap=24))

    def add_right(self, *widgets: QWidget, gap: int = 12) -> None:
        """Buttons, chips or a segmented control at the right."""
        if isinstance(self._right.inner, FlowLayout):
            self._right.inner.gap = gap
        self._right.add(*widgets)
        self._right.show()

    def set_amounts(self, amounts: Sequence[tuple[str, object, str]]) -> None:
        """The big sums: (label, Money, tone). Amber is what is in question."""
        self._right.empty()
        for label, amount, tone in amounts:
            cell = QWidget()
            cell.setAccessibleName(tr(f"{label} {amount}"))
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            small = Label(label, "small", "text2")
            small.setAlignment(RIGHT)
            column.addWidget(small)
            column.addWidget(MoneyLabel(amount, "amount", tone))
            self._right.add(cell)
        self._right.setVisible(bool(amounts))


class SectionTitle(QWidget):
    """A panel's title with one thing at its right."""

    def __init__(self, text: str, at_right: QWidget | None = None, role: str = "head") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.label = ReadingLabel(text, role)
        row.addWidget(self.label, 1)
        if at_right:
            row.addWidget(at_right)
