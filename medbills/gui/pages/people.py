"""People & plans: whose bills these are, and what their plans promise."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.person import Person
from medbills.domain.plan import Plan
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.page import PageSpec, PageWidget
from medbills.gui.parts.authority_card import AuthorityCard
from medbills.gui.parts.person_form import PersonForm
from medbills.gui.parts.plan_booklets import PlanBooklets
from medbills.gui.parts.start import start_hand_over
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Beside, Flow, clear
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.services.keep_person import People, keep_person, load_people, remove_person
from medbills.services.remove_paper import take_back

NEW = ""
FOR_EVERYONE = "One passphrase opens everyone here. To keep someone apart, start a second set of papers."


class PeoplePage(PageWidget):
    """`show_item` takes a person's id. What was typed is kept by Save, and also when one goes to somebody else."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        header = PageHeader("People & plans", "Checks know more when they know the plan.")
        self.add = button("Add a person", "plain", "add", bar=True)
        self.save = button("Save", "main", bar=True)
        self.save.setEnabled(False)
        header.add_right(self.add, self.save)
        self.add.clicked.connect(self._add)
        self.save.clicked.connect(self.keep)
        self.body.addWidget(header)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        card = Card(dense=True)
        card.body.addLayout(self._list)
        card.body.addSpacing(12)
        card.body.addWidget(ReadingLabel(FOR_EVERYONE, "small", "text2"))
        card.body.addStretch(1)
        right = QWidget()
        around = QVBoxLayout(right)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(16)
        self._right = QVBoxLayout()
        around.addLayout(self._right)
        self.booklets = PlanBooklets(desk)
        around.addWidget(self.booklets)
        self._last = QVBoxLayout()
        around.addLayout(self._last)
        self.body.addWidget(Beside(card, right, shares=(0.27, 0.73), lines=12))
        self.body.addStretch(1)
        self._people: People = ()
        self._shown: str | None = None
        self.rows: list[RowButton] = []
        self.form: PersonForm | None = None
        self.authority: AuthorityCard | None = None
        self.remove = button("Remove this person", "quiet", "trash", small=True, danger=True)

    def reload(self) -> None:
        if not self.save.isEnabled():
            self.desk.vault_job(load_people, self._came)

    def show_item(self, item_id: str) -> None:
        self._leave()
        self._shown = item_id
        self._show()

    def _came(self, people: People) -> None:
        self._people = people
        if self._shown != NEW and self._shown not in {person.id for person, _ in people}:
            chosen = self.desk.person_filter
            self._shown = chosen or (people[0][0].id if people else None)
        self._show()

    def _show(self) -> None:
        clear(self._list)
        self.rows = []
        for person, plans in self._people:
            row = _row(person, plans)
            row.setChecked(person.id == self._shown)
            row.clicked.connect(lambda _=False, chosen=person.id: self.show_item(chosen))
            self._list.addWidget(row)
            self.rows.append(row)
        clear(self._right)
        clear(self._last)
        self.form = self.authority = None
        found = next(((person, plans) for person, plans in self._people if person.id == self._shown), None)
        if found is None and self._shown != NEW:
            empty = EmptyState("people", "Nobody yet", "Whose bills are these? Names also come with the first paper.", "Add a person")
            empty.pressed.connect(self._add)
            self._right.addWidget(empty)
            self.booklets.hide()
            return
        person, plans = found or (Person(id="", name="", is_me=not self._people), ())
        form = self.form = PersonForm(person, plans, self.desk.today())
        form.changed.connect(lambda: self.save.setEnabled(True))
        self._right.addWidget(form)
        self.authority = AuthorityCard(self.desk, person.id) if person.id else None
        if self.authority is not None:
            form.between.addWidget(self.authority)
        if person.id:
            remove = self.remove = button("Remove this person", "quiet", "trash", small=True, danger=True)
            remove.clicked.connect(lambda: self._remove(person.id))
            self.over = button(f"Hand over {person.short}’s papers…" if not person.is_me else "Hand over my papers…", "plain", "send")
            self.over.clicked.connect(lambda: start_hand_over(self.desk, person.id, person.name))
            self._last.addWidget(Flow(self.over))
            self._last.addWidget(remove)
        self.booklets.setVisible(bool(person.id))
        self.booklets.show_plans(plans)
        self.save.setEnabled(False)

    def _add(self) -> None:
        self._leave()
        self._shown = NEW
        self._show()
        if self.form is not None:
            self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep what stands here, and check this person's papers anew."""
        form = self.form
        if form is None:
            return
        wrong = form.validate()
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        person, plans, today = form.person(), form.plans(), self.desk.today()
        self.save.setEnabled(False)
        self.desk.vault_job(lambda vault: keep_person(vault, person, plans, today=today), self._kept, self._not_kept)

    def _not_kept(self, problem: MedbillsError) -> None:
        self.save.setEnabled(True)
        self.desk.show_problem(problem)

    def _kept(self, kept: tuple[Person, Changes]) -> None:
        person, changes = kept
        if self._shown == NEW:
            self._shown = person.id
        self._tell(changes, f"Saved. {person.short}’s papers were checked anew.")

    def _tell(self, changes: Changes, words: str) -> None:
        desk = self.desk
        desk.tell_changed(changes.topics | {"people"})
        desk.toast(words, lambda: self._take_back(changes.what))

    def _take_back(self, what: str) -> None:
        self.save.setEnabled(False)
        self.desk.vault_job(lambda vault: take_back(vault, what), self._back)

    def _back(self, changes: Changes) -> None:
        self.desk.tell_changed(changes.topics | {"people"})
        self.desk.toast(f"{changes.what}.")

    def _remove(self, person_id: str) -> None:
        self.save.setEnabled(False)
        self.desk.vault_job(lambda vault: remove_person(vault, person_id), lambda changes: self._tell(changes, f"{changes.what}."))

    def keep_typed(self) -> QWidget | None:
        if self.save.isEnabled() and self.form is not None and self.form.validate() is None:
            self.keep()
        return None if self.save.isEnabled() else self.form

    def _leave(self) -> None:
        self.keep_typed()
        self.save.setEnabled(False)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_typed()
        super().hideEvent(event)


def _row(person: Person, plans: tuple[Plan, ...]) -> RowButton:
    plan = plans[0].name or plans[0].payer_name or "" if plans else "No plan yet"
    second = " · ".join(part for part in ("Me" if person.is_me else person.called, plan) if part)
    row = RowButton(f"{person.name}. {second}")
    row.setCheckable(True)
    column = QVBoxLayout(row)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(0)
    for label in two_lines(person.name, second):
        column.addWidget(label)
    see_through(row)
    return row


PAGE = PageSpec(
    slug="people", title="People & plans", icon="people", order=80, make=PeoplePage, topics=frozenset({"people", "plans", "authorities"})
)
