"""What you owe: each account with how its sum divides, each person's sums, and all of it together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.matter import Owed
from medbills.domain.money import Money
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.parts.debt_chain import DebtChain
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.parts.owed_over_time import OwedOverTime
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.save_picture import save_picture
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import SectionTitle
from medbills.services.list_owed import OwedAccount, OwedList, list_owed
from medbills.services.trace_owed import OwedDay, trace_owed

COLUMNS = (
    Column("Whose", waits=2), Column("Yours to pay", right=True, waits=3), Column("In dispute", right=True, waits=4),
    Column("Waiting", right=True, waits=5), Column("Asked in all", right=True),
)  # fmt: skip
EVERYONE = "everyone"


class OwedPart(MoneyPart):
    """A row opens the bill; a person's row shows that person's affairs alone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table: RowTable | None = None
        self.sums: RowTable | None = None
        self.over_time: OwedOverTime | None = None
        self._accounts: dict[str, OwedAccount] = {}
        self._place = QVBoxLayout()

    def question(self) -> Callable[..., OwedList]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: list_owed(vault, today=today, person_id=person)

    def show_answer(self, answer: OwedList) -> None:
        self.empty()
        self.table = self.sums = self.over_time = None
        self._accounts = {account.paper_id: account for account in answer.accounts}
        if answer.accounts:
            self._show_accounts(answer)
        else:
            self.told.emit("")
            self._show_nothing()
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        self.column.addStretch(1)
        self._ask_days()

    def _ask_days(self) -> None:
        """The days come after the list, which does not wait for them."""
        today, person = self.desk.today(), self.desk.person_filter
        place = self._place

        def show(days: tuple[OwedDay, ...]) -> None:
            if days and place is self._place and self.over_time is None:
                self.over_time = OwedOverTime(days, today)
                self.over_time.picture_asked.connect(lambda picture: save_picture(self.desk, self, picture))
                place.addWidget(self.over_time)

        self.desk.vault_job(lambda vault: trace_owed(vault, today=today, person_id=person), show)

    def _show_accounts(self, answer: OwedList) -> None:
        who = f"{len(answer.accounts)} accounts ask" if len(answer.accounts) > 1 else "One account asks"
        self.told.emit(f"{who} for {answer.owed.asked}. Open one to see its bill.")
        self.sums = RowTable("Who", COLUMNS[1:], self._people(answer), "What each of you owes")
        self.sums.pressed.connect(self._choose)
        self.column.addWidget(self.sums)
        self.column.addWidget(SectionTitle("Account by account"))
        rows = [_row(account) for account in answer.accounts]
        self.table = RowTable("Who asks", COLUMNS, rows, "Accounts that ask for money", beneath=self._chain)
        self.table.pressed.connect(lambda key: self.desk.go("bills", self._accounts[key].case_id))
        self.column.addWidget(self.table)

    def _people(self, answer: OwedList) -> list[Row]:
        rows = [Row(person.person_id or EVERYONE, person.who, "", _cells(person.owed)) for person in answer.people]
        if len(rows) > 1:
            rows.append(Row(EVERYONE, "Together", "", _cells(answer.owed, 600)))
        return rows

    def _choose(self, key: str) -> None:
        self.desk.person_filter = None if key == EVERYONE else key

    def _chain(self, key: str) -> Sequence[QWidget]:
        account = self._accounts[key]
        return (DebtChain(account),) if account.chain else ()

    def _show_nothing(self) -> None:
        why = "Add a bill. We split it: yours, in dispute, waiting for insurance."
        empty = EmptyState("bill", "No bill asks for money", why, "Add papers")
        empty.pressed.connect(lambda: self.desk.add_papers(dialogs.open_files(self)))
        self.column.addWidget(empty)


def _row(account: OwedAccount) -> Row:
    number = f"Account {account.account}" if account.account else ""
    return Row(account.paper_id, account.name, number, (Cell(account.who, "text2"), *_cells(account.owed)))


def _cells(owed: Owed, weight: int = 400) -> tuple[Cell, ...]:
    return (
        _sum(owed.sure, "text", weight), _sum(owed.disputed, "amber", 600), _sum(owed.waiting, "text2", weight),
        Cell(str(owed.asked), weight=600),
    )  # fmt: skip


def _sum(amount: Money, tone: str, weight: int) -> Cell:
    return Cell(str(amount), tone, weight) if amount else Cell("–", "text2")
