"""What else they promised in a call: one row each, as many as there were."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from medbills.domain.call import Promised
from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button, icon_button
from medbills.gui.widgets.field import DateField, Field
from medbills.gui.widgets.reflow import Flow

ADD = "They promised something else too"
ONE_COLUMN_SCALE = 1.2


class PromiseFields(QWidget):
    """One promise: what, by which day, and who said so where it was somebody else."""

    changed = Signal()
    removed = Signal()

    def __init__(self, number: int, today: datetime.date, made: Promised) -> None:
        super().__init__()
        self.what = Field("They will also", text=made.what)
        self.by = DateField("By", today, day=made.by)
        self.who = Field("Who promised it", "Leave it empty if it was the same person.", text=made.who)
        self.remove = icon_button("trash", f"Take promise {number} out")
        self.remove.clicked.connect(self.removed)
        for field, spoken in ((self.what, "what"), (self.by, "by which day"), (self.who, "who promised it")):
            field.editor.setAccessibleName(tr(f"Promise {number}, {spoken}"))
            field.changed.connect(self.changed)
        self.by.speak_as(f"Promise {number}, by which day")
        self.by.left.connect(self.changed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        type_().scaled.connect(self._arrange)
        self._arrange()

    def _arrange(self, _scale: float = 1.0) -> None:
        """Two fields a row, one above 120 % text."""
        across = 1 if type_().scale > ONE_COLUMN_SCALE else 2
        bottom = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, field in enumerate((self.what, self.by, self.who, self.remove)):
            self._grid.removeWidget(field)
            where = bottom if field is self.remove else Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(field, place // across, place % across, where)
        for at, wide in enumerate((3, 2)):
            self._grid.setColumnStretch(at, wide if at < across else 0)

    def promised(self) -> Promised:
        return Promised(what=self.what.text(), by=self.by.day(), who=self.who.text())


class MorePromises(QWidget):
    """`changed` follows every keystroke; a row without words is left out of `promised`."""

    changed = Signal()

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        self._today = today
        self.rows: list[PromiseFields] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.add = button(ADD, "quiet", "add", small=True)
        self.add.clicked.connect(self._add_empty)
        self._column.addWidget(Flow(self.add))

    def show_promises(self, promised: tuple[Promised, ...]) -> None:
        """These promises and no others."""
        for row in self.rows:
            row.deleteLater()
        self.rows = []
        for made in promised:
            self._add(made)

    def promised(self) -> tuple[Promised, ...]:
        return tuple(made for row in self.rows if (made := row.promised()).what)

    @property
    def unread_day(self) -> DateField | None:
        """A day that was typed and cannot be read; its problem shows below it."""
        return next((row.by for row in self.rows if not row.by.validate()), None)

    def _add(self, made: Promised) -> PromiseFields:
        row = PromiseFields(len(self.rows) + 2, self._today, made)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self._column.insertWidget(len(self.rows), row)
        self._order(row)
        self.rows.append(row)
        return row

    def _order(self, row: PromiseFields) -> None:
        """The keyboard goes through a new row before it comes to the button below it."""
        before = self.add.previousInFocusChain()
        while before is not None and before is not self.add and not _takes_tab(before):
            before = before.previousInFocusChain()
        if before is None:
            return
        for part in (part for part in row.findChildren(QWidget) if _takes_tab(part)):
            self.setTabOrder(before, part)
            before = part
        self.setTabOrder(before, self.add)

    def _add_empty(self) -> None:
        self._add(Promised(what="")).what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, row: PromiseFields) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


def _takes_tab(part: QWidget) -> bool:
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None
