"""A person and their plans as fields."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.person import Person
from medbills.domain.plan import Plan
from medbills.gui.parts.plan_form import PlanForm
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import DateField, Field, NotesField
from medbills.gui.widgets.reflow import Columns, Flow

STATES = frozenset({
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA",
    "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX",
    "UT", "VT", "VA", "WA", "WV", "WI", "WY", "PR", "GU", "VI", "AS", "MP",
})  # fmt: skip


def _state(text: str) -> str | None:
    return None if text.strip().upper() in STATES else "Type two letters like OH"


class PersonForm(QWidget):
    """`changed` follows every key. `person()` and `plans()` give what stands here."""

    changed = Signal()

    def __init__(self, person: Person, plans: Sequence[Plan], today: datetime.date) -> None:
        super().__init__()
        self._person, self._today = person, today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self.name = Field("Full name, as on the papers", text=person.name)
        self.called = Field("What the family says, like Dad", text=person.called)
        self.born = DateField("Birth date", today, day=person.birth_date)
        self.state = Field("State, two letters", text=person.state or "", check=_state)
        self.phone = Field("Phone", text=person.phone)
        self.email = Field("E-mail", text=person.email)
        self.address = NotesField("Address", text=person.address, lines=3)
        self.helped_as = Field("What you are to them, like daughter", text=person.helped_as)
        self.died = DateField("Day of death, if they have died", today, day=person.died_on)
        self.me = CheckRow("This is me")
        self.me.setChecked(person.is_me)
        card = Card(person.name or "A new person")
        card.body.setSpacing(12)
        card.body.addWidget(self.me)
        card.body.addWidget(Columns(self.name, self.called, self.born, self.helped_as, self.died, most=2, lines=12, gap=12))
        card.body.addWidget(self.address)
        card.body.addWidget(Columns(self.state, self.phone, self.email, most=3, lines=10, gap=12))
        self._column.addWidget(card)
        self.between = QVBoxLayout()  # for what stands between the person and the plans
        self._column.addLayout(self.between)
        self.forms: list[PlanForm] = []
        self._plans = QVBoxLayout()
        self._plans.setSpacing(16)
        self._column.addLayout(self._plans)
        self.add_plan = button("Add a plan", "plain", "insurance")
        self.add_plan.clicked.connect(self._add_plan)
        self._column.addWidget(Flow(self.add_plan))
        for field in (self.name, self.called, self.born, self.state, self.phone, self.email, self.address, self.helped_as, self.died):
            field.changed.connect(self.changed)
        self.me.toggled.connect(self._me_changed)
        for part in (self.helped_as, self.died):
            part.setVisible(not person.is_me)
        for plan in plans:
            self._put(plan)

    def _me_changed(self, me: bool) -> None:
        for part in (self.helped_as, self.died):
            part.setVisible(not me)
        self.changed.emit()

    def _put(self, plan: Plan) -> PlanForm:
        form = PlanForm(plan, self._today)
        form.changed.connect(self.changed)
        form.removed.connect(lambda: self._take_away(form))
        self._plans.addWidget(form)
        self.forms.append(form)
        if len(self.forms) > 1:
            form.tell_apart(len(self.forms))
        return form

    def _add_plan(self) -> None:
        form = self._put(Plan())
        form.type.setFocus()
        self.changed.emit()

    def _take_away(self, form: PlanForm) -> None:
        self.forms.remove(form)
        form.hide()
        form.deleteLater()
        self.changed.emit()

    def validate(self) -> Field | None:
        """The first field that cannot be read, or None; a person needs a name."""
        self.name.set_problem(None if self.name.text() else "Type the name as it stands on the papers, like Ann Lee.")
        own = next((field for field in (self.born, self.state, self.died) if not field.validate()), None)
        if self.name.problem:
            return self.name
        return own or next((wrong for form in self.forms if (wrong := form.validate())), None)

    def person(self) -> Person:
        """The person with what stands here."""
        return dataclasses.replace(
            self._person, name=self.name.text(), called=self.called.text(), birth_date=self.born.day(), address=self.address.text(),
            state=self.state.text().upper() or None, phone=self.phone.text(), email=self.email.text(), is_me=self.me.isChecked(),
            helped_as="" if self.me.isChecked() else self.helped_as.text(),
            died_on=None if self.me.isChecked() else self.died.day(),
        )  # fmt: skip

    def plans(self) -> tuple[Plan, ...]:
        """Their plans in the order they pay."""
        return tuple(form.plan() for form in self.forms)
