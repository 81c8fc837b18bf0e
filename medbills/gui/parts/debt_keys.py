"""Pay for delete with its two keys: nothing is noted as agreed until both are turned."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.debt import NOT_AUTOMATIC, SIGNED, Act, Debt, Guard, Key
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.payment import Payment
from medbills.domain.wording import long_day
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.guard_page import GuardCard
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import ChoiceField, DateField, MoneyField
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow, ResponsiveGrid
from medbills.gui.widgets.row_button import two_lines
from medbills.services.guard_act import guard_case
from medbills.services.pay_for_delete import pay_as_agreed
from medbills.services.tell_of_debt import tell_of_debt

LOCKED = "Locked until both keys are turned. Until then no payment is noted as agreed."


class KeysCard(Card):
    """`changed` carries what was kept."""

    changed = Signal(object)  # Changes

    def __init__(self, desk: Desk, matter: Matter, debt: Debt) -> None:
        super().__init__("Pay only for a signed promise to delete")
        self.desk, self._matter, self._debt = desk, matter, debt
        keys = debt.keys
        self.guard: GuardCard | None = None
        self.body.addWidget(_key_row(1, keys.automatic))
        self.asked = button("I asked: it does not go by itself", "plain", bar=True)
        self.asked.clicked.connect(self._note_asked)
        if keys.needed and not keys.automatic.turned:
            self.body.addWidget(Flow(self.asked))
        self.body.addWidget(divider())
        self.body.addWidget(_key_row(2, keys.agreement))
        self.papers = [kept for kept in matter.papers if kept.paper.kind is Kind.OTHER]
        self.paper: ChoiceField | None = None
        self.signed_on = DateField("Signed on", desk.today())
        self.file = button("This is their signed promise", "plain", bar=True)
        self.file.clicked.connect(self._note_signed)
        if keys.needed and not keys.agreement.turned:
            self.body.addWidget(self._filing())
        self.body.addWidget(divider())
        self.amount = MoneyField("How much you paid as agreed")
        self.day = DateField("On which day", desk.today(), day=desk.today())
        self.pay = button("Note the payment", "plain", bar=True)
        self.pay.setEnabled(keys.open)
        self.pay.clicked.connect(self._ask_first)
        self._paying()

    def _filing(self) -> QWidget:
        if not self.papers:
            return ReadingLabel("Add the signed paper to this case first. A word on the phone does not count.", "small", "text2")
        choices = [(kept.id, f"{kept.paper.issuer_name or 'Paper'}, {_day(kept.paper.dated)}") for kept in self.papers]
        self.paper = ChoiceField("Which paper", choices, key=choices[0][0])
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ResponsiveGrid(self.paper, self.signed_on, most=2, lines=10, gap=12))
        column.addWidget(Flow(self.file))
        return part

    def _paying(self) -> None:
        if self._debt.keys.open:
            self.body.addWidget(ResponsiveGrid(self.amount, self.day, most=2, lines=10, gap=12))
            self.body.addWidget(Flow(self.pay))
        else:
            self.pay.setAccessibleDescription(tr(LOCKED))
            row = Flow(self.pay, ReadingLabel(LOCKED if self._debt.keys.needed else "Nothing to pay for.", "small", "text2"), gap=12)
            self.body.addWidget(row)

    # what was told

    def _note_asked(self) -> None:
        self._tell(NOT_AUTOMATIC, None)

    def _note_signed(self) -> None:
        day = self.signed_on.day()
        if day is None or self.paper is None:
            self.signed_on.set_problem("Type the day it was signed, like 11/18/26.")
            self.signed_on.setFocus()
            return
        self._tell(SIGNED, self.paper.key(), day)

    def _tell(self, what: str, document: str | None, day: Any = None) -> None:
        case_id, today = self._matter.id, self.desk.today()
        told = day or today
        self.desk.vault_job(lambda vault: tell_of_debt(vault, case_id, what, told, today=today, document=document), self.changed.emit)

    # the payment

    def _ask_first(self) -> None:
        """What the payment risks is said before it is noted."""
        if self.amount.money() is None or self.day.day() is None:
            field = self.amount if self.amount.money() is None else self.day
            field.set_problem("Type a sum like 120.00." if field is self.amount else "Type a day like 11/18/26.")
            field.setFocus()
            return
        case_id, today = self._matter.id, self.desk.today()
        self.desk.vault_job(lambda vault: guard_case(vault, case_id, Act.PAY, today=today), self._show_guard)

    def _show_guard(self, guard: Guard | None) -> None:
        if guard is None:
            self._pay()
            return
        if self.guard is not None:
            self.guard.deleteLater()
        card = self.guard = GuardCard(guard)
        card.went_back.connect(self._go_back)
        card.understood.connect(self._pay)
        self.body.addWidget(card)
        self.pay.setEnabled(False)
        card.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        if self.guard is not None:
            self.guard.hide()
            self.guard.deleteLater()
            self.guard = None
        self.pay.setEnabled(True)
        self.pay.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pay(self) -> None:
        amount, day = self.amount.money(), self.day.day()
        if amount is None or day is None:
            return
        notice = self._matter.latest(Kind.COLLECTION_NOTICE)
        payment = Payment(
            id="", date=day, amount=amount, what=(notice.paper.issuer_name if notice else None) or "The collector",
            person_id=self._matter.case.person_id, case_id=self._matter.id,
        )  # fmt: skip
        self.desk.vault_job(partial(_paid, self._matter.id, payment, self.desk.today()), self.changed.emit)


def _paid(case_id: str, payment: Payment, today: Any, vault: Any) -> Changes:
    return pay_as_agreed(vault, case_id, payment, today=today)


def _key_row(number: int, key: Key) -> QWidget:
    part = QWidget()
    state = "turned" if key.turned else "not turned"
    part.setAccessibleName(tr(f"Key {number}, {state}. {key.title} {key.says}"))
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(12)
    icon, tone = ("unlock", "success") if key.turned else ("key", "text2")
    row.addWidget(IconLabel(icon, tone, beside="body"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    for label in two_lines(f"Key {number}: {key.title}", key.says):
        words.addWidget(label)
    row.addLayout(words, 1)
    return part


def _day(day: Any) -> str:
    return long_day(day) if day else "without a day"
