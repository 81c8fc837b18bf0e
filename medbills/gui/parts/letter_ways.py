"""More ways for a letter to leave: Word, an e-mail draft, a fax, an envelope, windows; and the copy that was sent instead of ours."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from medbills.domain.letter import Letter
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.parts.clock_face import now
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import ChoiceField, Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.make_doctors_kit import doctors_kit
from medbills.services.send_letter import attach_sent_file, drop_sent_copy, envelope_for, fax_letter, mail_letter, word_letter
from medbills.services.write_file import write_file

if TYPE_CHECKING:
    from medbills.store import Vault

WINDOWS = (("", "Any other envelope"), ("single", "One window (number 10)"), ("double", "Two windows (number 9)"))
_FOR_DOCTORS = ("peer_to_peer_request", "medical_necessity_letter_template", "internal_appeal", "expedited_appeal")
LETTER_FILES = "Letters (*.docx *.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic);;All files (*)"


class LetterWays(Card):
    """`copied` tells that the letter's own copy is another now. `set_for` is the kind of window that the letter is set for."""

    copied = Signal()

    def __init__(self, desk: Desk, letter: Letter, own_copy: str) -> None:
        super().__init__("More ways to send it")
        self._desk, self._letter = desk, letter
        self.body.setSpacing(12)
        self.envelope_kind = ChoiceField("Envelope", WINDOWS)
        self.word = self._button("Change it in Word…", "edit", self._word)
        self.envelope = self._button("Print on an envelope…", "letter", self._envelope)
        self.to = Field("Their e-mail address", "The draft opens in your mail program. You send it there.")
        self.mail = self._button("E-mail draft…", "send", self._mail)
        self.to.add_beside(self.mail)
        self.number = Field("Their fax number", "The letter gets a cover sheet that tells nothing of the care.")
        self.fax = self._button("Fax…", "print", self._fax)
        self.number.add_beside(self.fax)
        self.kit = self._button("Doctor’s kit…", "doctor", self._kit)
        self.kit.setVisible(letter.slug in _FOR_DOCTORS)
        for part in (self.envelope_kind, self.to, self.number, Flow(self.word, self.envelope, self.kit, gap=12)):
            self.body.addWidget(part)
        self.envelope_kind.setVisible(not own_copy)
        self._own(letter, own_copy)

    def _own(self, letter: Letter, own_copy: str) -> None:
        self.attach = self._button("Attach what you sent…", "attach", self._attach)
        self.drop = self._button("Use our letter again", "undo", self._drop)
        self.attach.setVisible(not letter.sent_on and not own_copy)
        self.drop.setVisible(not letter.sent_on and bool(own_copy))
        said = f"Your own copy goes out: {own_copy}." if own_copy else "Changed it in Word, or signed and scanned it? Attach that copy."
        if letter.sent_on and not own_copy:
            return
        self.body.addWidget(divider())
        self.body.addWidget(ReadingLabel(said, "small", "text2"))
        self.body.addWidget(Flow(self.attach, self.drop, gap=12))

    def _button(self, words: str, icon: str, pressed: Callable[[], None]) -> Button:
        made = button(words, "plain", icon, bar=True)
        made.clicked.connect(lambda _on=False: pressed())
        return made

    @property
    def set_for(self) -> str:
        """ "", "single" or "double"."""
        return self.envelope_kind.key()

    # each way: ask where to, make it on the vault's thread, write it beside

    def _word(self) -> None:
        today = self._desk.today()
        self._save("Save for Word", "docx", "Word (*.docx)", lambda vault: word_letter(vault, self._letter.id, today=today),
                   "Change it in Word. Then attach what you sent here.")  # fmt: skip

    def _envelope(self) -> None:
        today = self._desk.today()
        self._save("Save the envelope", "envelope.pdf", "PDF (*.pdf)", lambda vault: envelope_for(vault, self._letter.id, today=today),
                   "Print it at 100 % on a number 10 envelope.")  # fmt: skip

    def _kit(self) -> None:
        today, case_id = self._desk.today(), self._letter.case_id or ""
        self._save("Save the doctor’s kit", "doctors-kit.pdf", "PDF (*.pdf)", lambda vault: doctors_kit(vault, case_id, today=today),
                   "Two pages for the doctor’s office: the call, and the letter.")  # fmt: skip

    def _mail(self) -> None:
        to, at = self.to.text(), self._now()
        self._save("Save the e-mail draft", "eml", "E-mail (*.eml)", lambda vault: mail_letter(vault, self._letter.id, to=to, now=at),
                   "Open it in your mail program, and send it there.")  # fmt: skip

    def _fax(self) -> None:
        number, at = self.number.text(), self._now()
        self._save("Save the fax", "fax.pdf", "PDF (*.pdf)", lambda vault: fax_letter(vault, self._letter.id, fax=number, now=at),
                   "Fax all pages. Keep the sheet that confirms it.")  # fmt: skip

    def _save(self, title: str, ending: str, kinds: str, make: Callable[[Vault], bytes], told: str) -> None:
        dot = "-" if "." in ending else "."
        name = f"{self._letter.slug.replace('_', '-')}-{self._desk.today().isoformat()}{dot}{ending}"
        path = dialogs.save_file(self, title, name, kinds)
        if path is not None:
            wanted = f".{ending.rpartition('.')[2]}"
            path = path if path.suffix.lower() == wanted else path.with_name(f"{path.name}{wanted}")
            self._desk.vault_job(make, partial(self._write, path, told))

    def _write(self, path: Path, told: str, data: bytes) -> None:
        self._desk.paper_job(lambda _job: write_file(path, data), lambda _none: self._desk.toast(f"Saved as {path.name}. {told}"))
        self._desk.tell_changed({"letters", "documents"})

    def _attach(self) -> None:
        path = dialogs.open_file(self, "Attach what you sent", LETTER_FILES)
        if path is None:
            return
        letter_id, at = self._letter.id, self._now()
        self._desk.vault_job(
            lambda vault: attach_sent_file(vault, letter_id, path, now=at), lambda _letter: self._changed()
        )

    def _drop(self) -> None:
        letter_id = self._letter.id
        self._desk.vault_job(lambda vault: drop_sent_copy(vault, letter_id), lambda _letter: self._changed())

    def _changed(self) -> None:
        self._desk.tell_changed({"letters", "documents"})
        self.copied.emit()

    def _now(self) -> datetime.datetime:
        return now(self._desk).astimezone()
