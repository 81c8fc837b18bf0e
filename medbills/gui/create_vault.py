"""Setting up new papers: a name and a passphrase, then the recovery key that opens them when it is forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from medbills.gui.centered import CenteredCard
from medbills.gui.passphrase import LEAST_CHARACTERS, strength_note
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import ChoiceField, Field, PassphraseField
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow
from medbills.gui.widgets.shapes import soft

WHY_A_KEY = "It opens your papers if the passphrase is lost. Keep it with your important papers, not on this computer."
ASKED_GROUPS = (1, 4)  # counted from 0: the second and the fifth


KINDS = (("family", "Papers of a family"), ("practice", "Fees of a dental practice"))
KIND_HINTS = {"family": "Bills, statements and letters", "practice": "Fee lists and letters to plans. No patient papers go in."}
PRACTICE_NAME = "Our practice’s fees"


class PassphrasePage(CenteredCard):
    """What the place is for, the papers' name, and the passphrase twice."""

    chosen = Signal(str, str, str)  # name, passphrase, kind
    cancelled = Signal()

    def __init__(self, name: str = "My family’s papers") -> None:
        super().__init__()
        column = self.body
        column.addWidget(ReadingLabel("A safe place for your papers", "title"))
        column.addWidget(ReadingLabel("Only your passphrase opens them. We cannot look it up for you.", "body", "text2"))
        column.addSpacing(12)
        self._family_name = name
        self.kind = ChoiceField("What will it hold", KINDS, KIND_HINTS["family"])
        self.kind.changed.connect(self._take_kind)
        self.name = Field("Name of these papers", text=name)
        self.first = PassphraseField("Passphrase", "Four or five words you will remember work well.")
        self.note = ReadingLabel("", "small", "text2")
        self.again = PassphraseField("The same passphrase again")
        for part in (self.kind, self.name, self.first, self.note, self.again):
            column.addWidget(part)
        column.addSpacing(12)
        self.next = button("Next", "main", "chevron_right", icon_after=True)
        back = button("Back", "quiet")
        row = Flow(back, self.next, gap=12, right=True)
        column.addWidget(row)
        self.note.hide()
        self.first.changed.connect(self._show_strength)
        self.first.editor.textChanged.connect(self._show_strength)  # type: ignore[attr-defined]
        self.again.editor.returnPressed.connect(self._go)  # type: ignore[attr-defined]
        self.next.clicked.connect(self._go)
        back.clicked.connect(self.cancelled)
        self.setFocusProxy(self.name)

    def _take_kind(self) -> None:
        """A name that was not typed follows what the place is for."""
        kind = self.kind.key()
        self.kind.set_hint(KIND_HINTS[kind])
        if self.name.text() in ("", self._family_name, PRACTICE_NAME):
            self.name.set_text(PRACTICE_NAME if kind == "practice" else self._family_name)

    def _show_strength(self) -> None:
        note, tone = strength_note(self.first.text())
        self.note.setText(note)
        self.note.set_tone(tone)
        self.note.setVisible(bool(note))

    def _go(self) -> None:
        self.name.set_problem(None if self.name.text() else "Give the papers a name, like Our papers.")
        short = len(self.first.text()) < LEAST_CHARACTERS
        self.first.set_problem(f"Use at least {LEAST_CHARACTERS} letters, like four plain words." if short else None)
        differs = self.first.text() != self.again.text()
        self.again.set_problem("The two do not match. Show them to compare." if differs and not short else None)
        wrong = next((field for field in (self.name, self.first, self.again) if field.problem), None)
        if wrong:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.chosen.emit(self.name.text(), self.first.text(), self.kind.key())


class _KeyPanel(QWidget):
    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName("Recovery key: " + ", ".join(" ".join(group) for group in groups))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(Columns(*(_group(number, group) for number, group in enumerate(groups, 1)), most=4, lines=4.5, gap=12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        soft(painter, QRectF(self.rect()), 8, "sunken", "control")
        painter.end()


def _group(number: int, group: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(str(number), "small", "text2"))
    word = Label(group, "head", tabular=True)
    word.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(word)
    return part


class RecoveryKeyPage(CenteredCard):
    """The key in groups; it counts once it is said to be written down and two of its groups are typed back."""

    printAsked = Signal()
    saveAsked = Signal()
    confirmed = Signal()

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__(width=600)
        self._groups = tuple(groups)
        last = len(self._groups) - 1
        self._asked = tuple(dict.fromkeys(min(at, last) for at in ASKED_GROUPS))
        column = self.body
        column.addWidget(ReadingLabel("Your recovery key", "title"))
        column.addWidget(ReadingLabel(WHY_A_KEY, "body", "text2"))
        column.addSpacing(8)
        column.addWidget(_KeyPanel(self._groups))
        self.print_button = button("Print", "plain", "print")
        self.save_button = button("Save as PDF", "plain", "save")
        self.print_button.clicked.connect(self.printAsked)
        self.save_button.clicked.connect(self.saveAsked)
        column.addWidget(Flow(self.print_button, self.save_button, gap=12))
        column.addSpacing(8)
        self.written = CheckRow("I have written it down or printed it")
        column.addWidget(self.written)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.fields = [Field(f"Type group {at + 1}") for at in self._asked]
        for field in self.fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.why = ReadingLabel("", "small", "text2")
        column.addWidget(self.why)
        column.addSpacing(8)
        self.done = button("Open my papers", "main")
        self.done.clicked.connect(self._finish)
        column.addWidget(self.done)
        self.written.toggled.connect(self._weigh)
        for field in self.fields:
            field.editor.textChanged.connect(self._weigh)  # type: ignore[attr-defined]
            field.editor.returnPressed.connect(self._finish)  # type: ignore[attr-defined]
        self._weigh()

    def _right(self, number: int) -> bool:
        return _bare(self.fields[number].text()) == _bare(self._groups[self._asked[number]])

    def _weigh(self) -> None:
        typed = all(self._right(number) for number in range(len(self.fields)))
        self.done.setEnabled(typed and self.written.isChecked())
        missing = "" if typed else "Type the two groups from your copy. "
        self.why.setText("" if self.done.isEnabled() else missing or "Tick the box above when you have your copy.")
        self.why.setVisible(bool(self.why.text()))

    def _finish(self) -> None:
        for number, field in enumerate(self.fields):
            field.set_problem(None if self._right(number) else f"Group {self._asked[number] + 1} reads otherwise. Look once more.")
        if self.done.isEnabled():
            self.confirmed.emit()


def _bare(group: str) -> str:
    return "".join(group.split()).replace("-", "").casefold()


class CreateVault(QStackedWidget):
    """Both pages in their order. Answer `chosen` with `show_key` once the vault and its key are made."""

    chosen = Signal(str, str, str)  # name, passphrase, kind
    cancelled = Signal()
    printAsked = Signal()
    saveAsked = Signal()
    confirmed = Signal()

    def __init__(self, name: str = "My family’s papers") -> None:
        super().__init__()
        self.passphrase_page = PassphrasePage(name)
        self.passphrase_page.chosen.connect(self._choose)
        self.passphrase_page.cancelled.connect(self.cancelled)
        self.addWidget(self.passphrase_page)
        self.setFocusProxy(self.passphrase_page)
        self.key_page: RecoveryKeyPage | None = None

    def _choose(self, name: str, passphrase: str, kind: str) -> None:
        self.passphrase_page.next.setEnabled(False)
        self.chosen.emit(name, passphrase, kind)

    def failed(self) -> None:
        """The vault could not be made: let the user try again."""
        self.passphrase_page.next.setEnabled(True)

    def show_key(self, groups: Sequence[str]) -> None:
        """Go on to the recovery key; what was typed on the first page is forgotten."""
        self.passphrase_page.first.clear()
        self.passphrase_page.again.clear()
        page = self.key_page = RecoveryKeyPage(groups)
        page.printAsked.connect(self.printAsked)
        page.saveAsked.connect(self.saveAsked)
        page.confirmed.connect(self.confirmed)
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.written.setFocus(Qt.FocusReason.OtherFocusReason)
