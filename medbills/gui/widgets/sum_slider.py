"""A slider for a sum of money: arrow keys move it by a dollar, Page Up and Page Down by ten, Home and End to its ends."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from medbills.domain.money import ZERO, Money
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import SMALLEST_TARGET

DOLLAR, STEP, LEAP = 100, 1, 10  # the slider counts whole dollars, so that a screen reader says a sum


class SumSlider(QSlider):
    """`moved` carries the sum once the user moved it. A sum with cents is typed in the field beside it."""

    moved = Signal(object)  # Money

    def __init__(self, spoken: str, beside: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(tr(spoken))
        self.setSingleStep(STEP)
        self.setPageStep(LEAP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if beside is not None:
            self.setAccessibleDescription(tr(f"In dollars. {beside.accessibleName()} takes cents too."))
        self.valueChanged.connect(lambda dollars: self.moved.emit(Money(dollars * DOLLAR)))

    def set_most(self, most: Money) -> None:
        """The right end."""
        self.blockSignals(True)
        self.setMaximum(max(most, ZERO).cents // DOLLAR)
        self.blockSignals(False)

    def set_money(self, amount: Money | None) -> None:
        """Stand at this sum, without telling."""
        self.blockSignals(True)
        self.setValue((amount or ZERO).cents // DOLLAR)
        self.blockSignals(False)

    def sizeHint(self) -> QSize:
        return QSize(160, SMALLEST_TARGET)

    minimumSizeHint = sizeHint

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls
