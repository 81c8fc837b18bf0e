"""The fields of a form that lets somebody act for a person."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

from medbills.domain.authority import ACT_WORDS, KINDS, Act, Authority, Form, usual_end
from medbills.domain.names import short_label
from medbills.gui import dialogs
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import ChoiceField, DateField, Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow

COPIES = "PDF or picture (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.heif)"
ANYBODY = "Leave it empty if the paper counts everywhere."


class AuthorityForm(MoneyForm):
    """`authority()` gives what stands here, `copy` the file chosen as its copy. Its id is empty where it is new."""

    def __init__(self, authority: Authority, called: str, today: datetime.date) -> None:
        kept = bool(authority.id)
        super().__init__("Change this form" if kept else "Which paper is it?", "Remove this form" if kept else "", "Save this form")
        self._authority = authority
        self.copy: Path | None = None
        self._suggested: datetime.date | None = None
        self.form = ChoiceField("Kind of paper", [(form.value, kind.label) for form, kind in KINDS.items()], key=authority.form.value)
        self.holder = Field("Who may act", text=authority.holder)
        self.towards = Field("With whom it counts", ANYBODY, text=authority.towards)
        self.signed = DateField("Signed on", today, day=authority.signed_on)
        self.ends = DateField("Last day it counts", today, day=authority.ends_on)
        self.taken = DateField("Taken back on", today, "Leave it empty while it counts.", day=authority.taken_back_on)
        self.says = ReadingLabel("", "small", "text2")
        self.acts = {act: CheckRow(f"{words[:1].upper()}{words[1:]}") for act, words in ACT_WORDS.items()}
        for act, tick in self.acts.items():
            tick.setChecked(act in authority.acts)
        self.attach = button("Attach a copy…", "plain", "attach")
        self.attach.clicked.connect(self._attach)
        self.attached = ReadingLabel("A copy is on file." if authority.document_id else "", "small", "text2")
        self.put((self.form, self.holder), most=2)
        self.body.addWidget(self.says)
        self.put((self.towards,))
        self.body.addWidget(ReadingLabel(f"It lets them do this for {called}:", weight=500))
        for tick in self.acts.values():
            self.body.addWidget(tick)
        self.put((self.signed, self.ends, *((self.taken,) if kept else ())))
        self.body.addWidget(Flow(self.attach, self.attached, gap=12))
        self.end()
        self.form.changed.connect(self._chosen)
        self.signed.changed.connect(self._suggest_end)
        self._show_kind()

    @property
    def kind(self) -> Form:
        return Form(self.form.key())

    def _chosen(self) -> None:
        for act, tick in self.acts.items():
            tick.setChecked(act in KINDS[self.kind].usual)
        self._show_kind()
        self._suggest_end()

    def _show_kind(self) -> None:
        kind = KINDS[self.kind]
        self.says.setText(f"{kind.says} Source: {kind.source}. Information, not legal advice.")
        for act, tick in self.acts.items():
            tick.setVisible(act in kind.allows)

    def _suggest_end(self) -> None:
        """A kind that ends by its own rule says when; what the user typed stays."""
        end = usual_end(self.kind, self.signed.day())
        if not self.ends.text() or self.ends.day() == self._suggested:
            self.ends.set_day(end)
            self._suggested = end

    def _attach(self) -> None:
        self.take_copy(dialogs.open_file(self, "The signed form", COPIES))

    def take_copy(self, path: Path | None) -> None:
        """This file is the copy; it is kept with Save."""
        if path is not None:
            self.copy = path
            self.attached.setText(f"Chosen: {short_label(path.name)}")

    def complete(self) -> bool:
        return self.require(self.holder, "Type the name on the form, like Ruth Calloway.")

    def authority(self) -> Authority:
        """The form with what stands here."""
        ticked = tuple(act for act, tick in self.acts.items() if tick.isChecked() and act in KINDS[self.kind].allows)
        return dataclasses.replace(
            self._authority, form=self.kind, holder=self.holder.text().strip(), towards=self.towards.text().strip(), acts=ticked,
            signed_on=self.signed.day(), ends_on=self.ends.day(), taken_back_on=self.taken.day(),
        )  # fmt: skip


def new_form(person_id: str, helper: str) -> Authority:
    """What the form starts with: the most common paper."""
    return Authority(id="", person_id=person_id, form=Form.HIPAA, holder=helper, acts=(Act.TALK,))
