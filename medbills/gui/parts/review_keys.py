"""How the keyboard goes through a review: Enter from doubt to doubt, arrows from value to value, F keys for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from medbills.gui.parts.clear_row import ValueRow
from medbills.gui.parts.value_field import hold

if TYPE_CHECKING:
    from medbills.gui.parts.review_form import ReviewForm
    from medbills.gui.parts.to_check import ToCheck

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReviewKeys:
    """The keys of one form."""

    def __init__(self, form: ReviewForm) -> None:
        self._form = form

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False for one that is not the review's."""
        form, key, held = self._form, event.key(), self._form.window().focusWidget()
        if key in ENTER:
            self._enter(held)
        elif key == Qt.Key.Key_F2:
            self._fix(held)
        elif key == Qt.Key.Key_F3:
            form.ask_lines()
        elif key == Qt.Key.Key_F4:
            form.accept_sure()
        elif key == Qt.Key.Key_Escape:
            self._escape(held)
        else:
            return False
        return True

    def move(self, event: QKeyEvent) -> bool:
        """Up and Down go to the value above or below; False where there is none."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        form, held = self._form, self._form.window().focusWidget()
        stops = [part for part in form.stops() if part.isVisibleTo(form)]
        at = next((number for number, part in enumerate(stops) if _holds(part, held)), None)
        if not step or at is None or not 0 <= at + step < len(stops):
            return False
        stops[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _fix(self, held: QWidget | None) -> None:
        row = self._form.clear.holding(held)
        if row:
            row.edit()
        elif isinstance(held, ValueRow):
            held.click()
        else:
            self._form.fix_all()

    def _enter(self, held: QWidget | None) -> None:
        form = self._form
        row, check = form.clear.holding(held), form.check
        stop = next((stop for stop in (check.stops if check else []) if _holds(stop, held)), None)
        if isinstance(held, QPushButton) and held is not form.accept:
            held.click()
        elif row is not None and row.editing:
            row.finish()
        elif isinstance(held, ValueRow) and held in (form.lines, form.kind_row):
            held.click()
        elif check is not None and stop is not None and stop is not check.whose:
            self._look(check, stop)
        else:
            form.try_accept()

    def _look(self, check: ToCheck, stop: QWidget) -> None:
        """The value was looked at: on to the next one, and from the last to the button that accepts."""
        if not check.look(stop):
            return
        stops = check.stops
        following = stops.index(stop) + 1
        if check.has_more_after(stop):
            check.show_more()
        else:
            hold(stops[following] if following < len(stops) else self._form.accept)

    def _escape(self, held: QWidget | None) -> None:
        row = self._form.clear.holding(held)
        if row is not None and row.editing:
            row.revert()
        else:
            self._form.put_off.emit()


def _holds(part: QWidget, held: QWidget | None) -> bool:
    return held is not None and (part is held or part.isAncestorOf(held))
