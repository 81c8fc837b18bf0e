"""One value that was clear on the page: a row with a check, which becomes a field when it is to be fixed."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.fields import FieldSpec, FieldType, Value
from medbills.gui.language import tr
from medbills.gui.parts.code_card import ONE, SEVERAL, CodeLink
from medbills.gui.parts.value_field import TYPED, make_field, value_of, value_words
from medbills.gui.type import type_
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.row_button import RowButton, see_through
from medbills.services.codes_on_papers import TELLING, CodesOf, codes_of_value

LABEL_WIDTH = 128
NOT_PRINTED = "Not on the paper"


class ValueRow(RowButton):
    """Label, value and a check. Space, a click and the keyboard's coming show where it stands.

    Enter is left to the review, which accepts. A value that the user typed says so.
    """

    reached = Signal()

    def __init__(self, label: str, words: str) -> None:
        super().__init__(f"{label}: {words or NOT_PRINTED}")
        self._label = label
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 8, 4, 8)
        row.setSpacing(8)
        self._name = ReadingLabel(label, "body", "text2")
        self.value = ReadingLabel(words or NOT_PRINTED, "body", "text" if words else "text2", 500 if words else 400)
        self._check = IconLabel("check", "success")
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        self.typed = ReadingLabel(TYPED, "small", "text2")
        self.typed.hide()
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.value)
        said.addWidget(self.typed)
        row.addLayout(said, 1)
        row.addWidget(self._check, 0, Qt.AlignmentFlag.AlignTop)
        see_through(self)
        type_().scaled.connect(self._fit)
        self._fit()
        self.set_words(words)

    def _fit(self, _scale: float = 1.0) -> None:
        self._name.setFixedWidth(round(LABEL_WIDTH * type_().scale))

    def set_words(self, words: str) -> None:
        """Another value."""
        self.value.setText(words or NOT_PRINTED)
        self.value.set_tone("text" if words else "text2")
        self._check.setVisible(bool(words))
        self._say(words)

    def mark_typed(self) -> None:
        """From now on the value counts as the user's own."""
        self.typed.show()
        self._check.set_icon("edit", "text2")
        self._say(self.value.text())

    def _say(self, words: str) -> None:
        typed = f". {TYPED}" if not self.typed.isHidden() else ""
        self.setAccessibleName(tr(f"{self._label}: {words or NOT_PRINTED}{typed}"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ClearRow(QWidget):
    """`pressed` asks for the spot; `fixed` carries a corrected value, None when the paper does not print it; `typing` each key."""

    pressed = Signal(str)
    fixed = Signal(str, object)
    typing = Signal()

    def __init__(self, name: str, spec: FieldSpec, value: Value | None, today: datetime.date, typed: bool = False) -> None:
        super().__init__()
        self.name, self.spec, self.value, self._today = name, spec, value, today
        self.field: Field | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.row = ValueRow(spec.label, value_words(value))
        self.row.clicked.connect(lambda: self.pressed.emit(self.name))
        self.row.reached.connect(lambda: self.pressed.emit(self.name))
        if typed:
            self.row.mark_typed()
        self._column.addWidget(self.row)
        self.codes = self._codes_link() if name in TELLING else None
        self._column.addWidget(divider())
        self.setFocusProxy(self.row)

    def _codes_link(self) -> CodeLink:
        """Under the value, in its column: what its codes mean."""
        words = SEVERAL if self.spec.type is FieldType.LIST else ONE
        link = CodeLink(words, f"{words} {self.spec.label}", lambda: (CodesOf(self.spec.label, codes_of_value(self.name, self.value)),))
        link.setVisible(bool(self.value))
        self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignRight)
        return link

    @property
    def editing(self) -> bool:
        return self.field is not None

    def edit(self, focus: bool = True) -> None:
        """Turn the row into a field."""
        if self.field is None:
            field = self.field = make_field(self.spec, self.value, self._today)
            field.setContentsMargins(0, 8, 0, 10)
            field.left.connect(self._take)
            field.changed.connect(self.typing)
            field.editor.installEventFilter(self)
            self._column.insertWidget(0, field)
            self.row.hide()
            self.setFocusProxy(field)
        if focus:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.pressed.emit(self.name)
        return False

    def finish(self) -> bool:
        """Take what stands in the field and be a row again; False while it cannot be read."""
        if self.field is None:
            return True
        if not self.field.validate():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._take()
        self._close()
        return True

    def so_far(self) -> Value | None:
        """What stands in the open field where it can be read, and the value as it was where not; the field stays open."""
        field = self.field
        return value_of(field, self.spec) if field is not None and field.text() and field.reads() else self.value

    def revert(self) -> None:
        """Be a row again, as it was."""
        if self.field is not None:
            self._close()

    def _take(self) -> None:
        if self.field is None:
            return
        typed = value_of(self.field, self.spec)
        if typed != self.value:
            self.value = typed
            self.row.set_words(value_words(typed))
            if self.codes:
                self.codes.setVisible(bool(typed))
            self.row.mark_typed()
            self.fixed.emit(self.name, typed)

    def _close(self) -> None:
        field, self.field = self.field, None
        held = field is not None and field.isAncestorOf(self.window().focusWidget() or self)
        self.setFocusProxy(self.row)
        self.row.show()
        if field is not None:
            field.blockSignals(True)
            field.hide()
            field.deleteLater()
        if held:
            self.row.setFocus(Qt.FocusReason.OtherFocusReason)
