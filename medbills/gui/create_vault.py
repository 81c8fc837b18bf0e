"""Setting up new papers: a name and a passphrase, then the recovery key that opens them when it is forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from medbills.gui.centered import CenteredCard
from medbills.gui.language import tr
from medbills.gui.parts.sheet_back import SheetBack
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import ChoiceField, Field, PassphraseField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.strength_meter import StrengthMeter
from medbills.services.weigh_passphrase import TOO_WEAK

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
        self._family_name, self._practice_name = tr(name), tr(PRACTICE_NAME)  # what the user may keep, in the user's language
        self.kind = ChoiceField("What will it hold", KINDS, KIND_HINTS["family"])
        self.kind.changed.connect(self._take_kind)
        self.name = Field("Name of these papers", text=self._family_name)
        self.first = PassphraseField("Passphrase", "Four or five words you will remember work well.")
        self.meter = StrengthMeter()
        self.again = PassphraseField("The same passphrase again")
        for part in (self.kind, self.name, self.first, self.meter, self.again):
            column.addWidget(part)
        column.addSpacing(12)
        self.next = button("Next", "main", "chevron_right", icon_after=True)
        back = button("Back", "quiet")
        row = Flow(back, self.next, gap=12, right=True)
        column.addWidget(row)
        self.first.editor.textChanged.connect(self.meter.weigh)  # type: ignore[attr-defined]
        self.again.editor.returnPressed.connect(self._go)  # type: ignore[attr-defined]
        self.next.clicked.connect(self._go)
        back.clicked.connect(self.cancelled)
        self.setFocusProxy(self.name)

    def _take_kind(self) -> None:
        """A name that was not typed follows what the place is for."""
        kind = self.kind.key()
        self.kind.set_hint(KIND_HINTS[kind])
        if self.name.text() in ("", self._family_name, self._practice_name):
            self.name.set_text(self._practice_name if kind == "practice" else self._family_name)

    def _go(self) -> None:
        self.name.set_problem(None if self.name.text() else "Give the papers a name, like Our papers.")
        self.meter.weigh(self.first.text())
        short = not self.meter.enough
        self.first.set_problem(TOO_WEAK if short else None)
        differs = self.first.text() != self.again.text()
        self.again.set_problem("The two do not match. Show them to compare." if differs and not short else None)
        wrong = next((field for field in (self.name, self.first, self.again) if field.problem), None)
        if wrong:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.chosen.emit(self.name.text(), self.first.text(), self.kind.key())


class RecoveryKeyPage(CenteredCard):
    """The recovery sheet of new papers."""

    printAsked = Signal()
    saveAsked = Signal()
    confirmed = Signal()

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__(width=600)
        self.body.addWidget(ReadingLabel("Your recovery key", "title"))
        self.sheet = SheetBack(groups, "Open my papers")
        self.sheet.printAsked.connect(self.printAsked)
        self.sheet.saveAsked.connect(self.saveAsked)
        self.sheet.confirmed.connect(self.confirmed)
        self.body.addWidget(self.sheet)
        self.groups, self.fields = self.sheet.groups, self.sheet.fields
        self.written, self.done = self.sheet.written, self.sheet.done


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
