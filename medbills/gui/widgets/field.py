"""A field: label above, the place to type, a hint below; a problem is said with an example of a right answer."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from medbills.domain.money import Money
from medbills.domain.wording import long_day
from medbills.gui.language import tr
from medbills.gui.typed import read_day, read_money
from medbills.gui.widgets.buttons import button, icon_button
from medbills.gui.widgets.editors import Choice, LineEdit, Notes
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel

Check = Callable[[str], str | None]  # the problem in a sentence, or None


class Field(QWidget):
    """A line of text with its label. Checked on leaving the field, never while typing."""

    changed = Signal()
    left = Signal()  # editing is over and the value stands

    def __init__(self, label: str, hint: str = "", text: str = "", check: Check | None = None, at_label: QWidget | None = None) -> None:
        super().__init__()
        self._check, self._hint_text = check, hint
        self._checking = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        head = QHBoxLayout()
        self.label = ReadingLabel(label, "small", weight=500, line_height=1.21)
        head.addWidget(self.label, 1)
        if at_label:
            head.addWidget(at_label)
        self._column.addLayout(head)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._column.addLayout(self._row)
        self.editor = self._make_editor()
        self._row.addWidget(self.editor, 1)
        self.label.setBuddy(self.editor)
        self.editor.setAccessibleName(tr(label))
        below = QHBoxLayout()
        below.setSpacing(6)
        self._mark = IconLabel("warning", "danger", 16)
        below.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.hint = ReadingLabel(hint, "small", "text2")
        below.addWidget(self.hint, 1)
        self._column.addLayout(below)
        if self.editor.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Fixed:
            self._column.addStretch(1)  # beside a higher field the label stays above its editor
        self.set_problem(None)
        self.setFocusProxy(self.editor)
        if text:
            self.set_text(text)

    def keep_label(self, text: str) -> None:
        """A label that is not ours, like the name of a column in a file: no language changes it."""
        self.label.as_written = True
        self.label.setText(text)
        self.editor.setAccessibleName(text)

    def head_height(self, width: int) -> int:
        """Pixels of the label alone at a width, so that editors side by side may begin at one height."""
        return self.label.heightForWidth(width) - self.label.contentsMargins().top()

    def set_head_room(self, pixels: int) -> None:
        """Leave so much above the label, whose neighbor needs more lines."""
        if self.label.contentsMargins().top() != pixels:
            self.label.setContentsMargins(0, pixels, 0, 0)
            self.label.updateGeometry()

    def head_room(self) -> int:
        """What is left above the label."""
        return self.label.contentsMargins().top()

    def _make_editor(self) -> QWidget:
        editor = LineEdit()
        editor.textEdited.connect(self._edited)
        editor.editingFinished.connect(self._leave)
        return editor

    def add_beside(self, part: QWidget) -> None:
        """Put a button beside the editor."""
        self._row.addWidget(part)

    def text(self) -> str:
        """What stands in the field, trimmed."""
        return self.editor.text().strip() if isinstance(self.editor, QLineEdit) else ""

    def set_text(self, text: str) -> None:
        """Put a text in; a problem said before goes away."""
        if isinstance(self.editor, QLineEdit):
            if text != self.editor.text() and not self._checking:
                self.editor.setProperty("typed", False)
            self.editor.setText(text)
        self.set_problem(None)

    def set_problem(self, sentence: str | None) -> None:
        """Say what is wrong, or that nothing is."""
        self.problem = sentence
        self._mark.setVisible(bool(sentence))
        self.hint.setText(sentence or self._hint_text)
        self.hint.set_tone("danger" if sentence else "text2")
        self.hint.setVisible(bool(sentence or self._hint_text))
        self.editor.setAccessibleDescription(tr(sentence or self._hint_text))
        self.editor.setProperty("problem", "true" if sentence else "false")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def set_hint(self, text: str) -> None:
        """Another hint below the field; a problem goes on standing in its place."""
        if text != self._hint_text:
            self._hint_text = text
            self.set_problem(self.problem)

    def reads(self) -> bool:
        """Whether what stands here can be read; says nothing, for a person may still be typing."""
        text = self.text()
        return not (self._check and text and self._check(text))

    def validate(self) -> bool:
        """Check now; the problem, if any, shows below the field."""
        text = self.text()
        if self._check:
            self.set_problem(self._check(text) if text else None)
        return self.problem is None

    def _edited(self) -> None:
        self.editor.setProperty("typed", True)  # a check may write it out in full, and it is still the user's
        if self.problem and not self._check:
            self.set_problem(None)  # it was said by who asked, of the text before
        self.changed.emit()

    def _leave(self) -> None:
        if self.validate():
            self.left.emit()


class MoneyField(Field):
    """A sum of money."""

    def __init__(self, label: str, hint: str = "", amount: Money | None = None) -> None:
        super().__init__(label, hint, check=lambda text: None if read_money(text) is not None else "Type a sum like 120.00")
        if amount is not None:
            self.set_money(amount)

    def money(self) -> Money | None:
        """The sum, or None when the field is blank or says none."""
        return read_money(self.text())

    def set_money(self, amount: Money | None) -> None:
        """Show a sum; None leaves the field blank."""
        self.set_text(str(amount) if amount is not None else "")

    def validate(self) -> bool:
        """Check now, and write the sum out in full."""
        right = super().validate()
        if right and self.text():
            self._checking = True
            self.set_money(self.money())
            self._checking = False
        return right


class DateField(Field):
    """A day: typed in any usual way, or taken from a small calendar."""

    def __init__(self, label: str, today: datetime.date, hint: str = "", day: datetime.date | None = None) -> None:
        self._today = today
        example = f"{today.month}/{today.day}/{today:%y}"
        super().__init__(label, hint, check=lambda text: None if read_day(text, today) else f"Type a day like {example}")
        self._open = icon_button("calendar", f"Choose a day for {label}", bar=False)
        self._open.clicked.connect(self._show_calendar)
        self._row.addWidget(self._open)
        if day:
            self.set_day(day)

    def speak_as(self, name: str) -> None:
        """A fuller name for a screen reader, where two fields carry the same short label."""
        self.editor.setAccessibleName(tr(name))
        self._open.setAccessibleName(tr(f"Choose a day for {name}"))

    def day(self) -> datetime.date | None:
        """The day, or None when the field is blank or says none."""
        return read_day(self.text(), self._today)

    def set_day(self, day: datetime.date | None) -> None:
        """Show a day; None leaves the field blank."""
        self.set_text(long_day(day) if day else "")

    def validate(self) -> bool:
        """Check now, and write the day out in full."""
        right = super().validate()
        if right and self.text():
            self._checking = True
            self.set_day(self.day())
            self._checking = False
        return right

    def _show_calendar(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(self.day() or self._today)  # type: ignore[arg-type]
        calendar.setAccessibleName(tr(f"Days for {self.label.text()}"))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(_day: object = None) -> None:
            self.set_day(calendar.selectedDate().toPython())  # type: ignore[arg-type]
            menu.close()
            self.changed.emit()
            self.left.emit()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.popup(self._open.mapToGlobal(QPoint(0, self._open.height() + 4)))
        calendar.setFocus()


class NotesField(Field):
    """Several lines."""

    def __init__(self, label: str, hint: str = "", text: str = "", lines: int = 4) -> None:
        self._lines = lines
        super().__init__(label, hint, text)

    def _make_editor(self) -> QWidget:
        editor = Notes(self._lines)
        editor.textChanged.connect(self.changed)
        editor.left.connect(self._leave)
        return editor

    def text(self) -> str:
        """What stands in the field, trimmed."""
        return self.editor.toPlainText().strip() if isinstance(self.editor, QPlainTextEdit) else ""

    def set_text(self, text: str) -> None:
        """Put a text in."""
        if isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(text)


class ChoiceField(Field):
    """One of a list of (key, words)."""

    def __init__(self, label: str, choices: Sequence[tuple[str, str]], hint: str = "", key: str | None = None) -> None:
        self._choices = tuple(choices)
        super().__init__(label, hint)
        if key is not None:
            self.set_key(key)

    def _make_editor(self) -> QWidget:
        editor = Choice()
        for key, words in self._choices:
            editor.add(words, key)
        editor.activated.connect(self._taken)
        return editor

    def _taken(self) -> None:
        self.changed.emit()
        self.left.emit()

    def text(self) -> str:
        """The words of the choice as they are kept: in English, whatever the window's language."""
        return self._choices[self.editor.currentIndex()][1] if isinstance(self.editor, QComboBox) and self.editor.count() else ""

    def key(self) -> str:
        """The key of the choice."""
        return str(self.editor.currentData()) if isinstance(self.editor, QComboBox) and self.editor.count() else ""

    def set_key(self, key: str) -> None:
        """Choose by key; one that is not in the list changes nothing."""
        if isinstance(self.editor, QComboBox) and (at := self.editor.findData(key)) >= 0:
            self.editor.setCurrentIndex(at)


class PassphraseField(Field):
    """A passphrase with Show, and a hint while Caps Lock may be on."""

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__(label, hint)
        assert isinstance(self.editor, LineEdit)
        self.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.editor.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.editor.installEventFilter(self)
        self.show_button = button("Show", "quiet", "eye", small=True)
        self.show_button.setCheckable(True)
        self.show_button.setAccessibleName(tr(f"Show the {label.lower()}"))
        self.show_button.toggled.connect(self._show)
        self._row.addWidget(self.show_button)
        self.caps = QWidget()
        row = QHBoxLayout(self.caps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("keyboard", "amber"))
        row.addWidget(ReadingLabel("Caps Lock is on.", "small", "amber"), 1)
        self._column.addWidget(self.caps)
        self.caps.hide()

    def text(self) -> str:
        """What was typed, to the letter: spaces at the ends count."""
        return self.editor.text() if isinstance(self.editor, QLineEdit) else ""

    def clear(self) -> None:
        """Forget what was typed."""
        if isinstance(self.editor, QLineEdit):
            self.editor.clear()

    def _show(self, on: bool) -> None:
        if isinstance(self.editor, QLineEdit):
            self.editor.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.show_button.setText("Hide" if on else "Show")
        self.show_button.set_icon("eye_off" if on else "eye")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.KeyPress:
            self._guess_caps(event.text(), event.modifiers())  # type: ignore[attr-defined]
        return False

    def _guess_caps(self, typed: str, modifiers: Qt.KeyboardModifier) -> None:
        # Qt does not tell the state of Caps Lock: a capital without Shift, or a small letter with it, gives it away.
        if len(typed) == 1 and typed.isalpha():
            shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.caps.setVisible(typed.isupper() != shifted)
