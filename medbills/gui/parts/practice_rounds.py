"""Rounds with a payer, what each would change, and the letters that were written to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from medbills.domain.letter import Letter
from medbills.domain.wording import short_day
from medbills.gui.desk import Desk
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.practice_forms import RoundForm
from medbills.gui.parts.practice_proposal import open_letter
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import SectionTitle
from medbills.services.keep_practice_figures import keep_round, payers_of, remove_round
from medbills.services.plan_fee_proposal import PayerFigures, RoundView, load_payer, points_words

ROUNDS = (
    Column("What was said", waits=3), Column("More, weighted", right=True, waits=2), Column("Plan pays more", right=True),
)  # fmt: skip
LETTERS = (Column("Answer by", right=True, waits=1), Column("State"))


@dataclass(frozen=True)
class _Shown:
    payers: tuple[str, ...]
    figures: tuple[PayerFigures, ...]


class RoundsPart(TypingPart):
    """Pressing a round changes it; pressing a letter opens it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown = _Shown((), ())
        self.tables: dict[str, RowTable] = {}
        self.letters: dict[str, RowTable] = {}

    def question(self) -> Callable[[Any], _Shown]:
        today = self.desk.today()

        def look(vault: Any) -> _Shown:
            payers = payers_of(vault)
            return _Shown(payers, tuple(load_payer(vault, payer, today=today) for payer in payers))

        return look

    def show_answer(self, answer: _Shown) -> None:
        self._shown = answer
        self.show_again()

    def show_again(self) -> None:
        self.told.emit("What you asked and what they offered, round by round.")
        self.tables, self.letters = {}, {}
        if not self._shown.payers:
            self.begin()
            why = "Add a payer’s fee list first. Then note here what was asked and offered."
            empty = EmptyState("offer", "No payers yet", why, "Add a fee list", main=True)
            empty.pressed.connect(lambda: self.desk.go("practice", "lists"))
            self.column.addWidget(empty)
            self.column.addStretch(1)
            return
        self.add = button("Note a round", "main", "add", bar=True)
        self.add.clicked.connect(partial(self._edit, None, self._shown.payers[0]))
        self.begin(self.add)
        some = False
        for figures in self._shown.figures:
            if figures.rounds or figures.letters:
                some = True
                self._show_payer(figures)
        if not some:
            self.column.addWidget(EmptyState("offer", "No rounds yet", "Note each offer with its day. We work out what it changes."))
        self.column.addStretch(1)

    def _show_payer(self, figures: PayerFigures) -> None:
        payer = figures.payer
        self.column.addWidget(SectionTitle(payer))
        if figures.rounds:
            table = RowTable("Round", ROUNDS, [self._row(at, one) for at, one in enumerate(figures.rounds)], f"Rounds with {payer}")
            table.pressed.connect(lambda key, figures=figures: self._edit(figures.rounds[int(key)], figures.payer))
            self.tables[payer] = table
            self.column.addWidget(table)
        if figures.letters:
            rows = [self._letter(one) for one in figures.letters]
            letters = RowTable("Letter", LETTERS, rows, f"Letters to {payer}")
            letters.pressed.connect(lambda key: open_letter(self.desk, key))
            self.letters[payer] = letters
            self.column.addWidget(letters)

    def _row(self, at: int, view: RoundView) -> Row:
        one, proposal = view.round, view.proposal
        weighted = points_words(proposal.weighted) if proposal else ""
        cells = (Cell(one.note, "text2"), Cell(weighted, "text2"), Cell(str(proposal.effect) if proposal else "", weight=600))
        who = "You asked" if one.ours else "They offered"
        return Row(str(at), f"{at + 1}. {who}", short_day(one.made_on, self.desk.today()), cells)

    def _letter(self, one: Letter) -> Row:
        today = self.desk.today()
        until = short_day(one.reply_by, today) if one.sent_on and one.reply_by else ""
        late = bool(one.sent_on and one.reply_by and one.reply_by < today)
        state = Cell(f"Sent {short_day(one.sent_on, today)}", chip="green", icon="check") if one.sent_on else Cell("Draft", chip="teal")
        begun = f"Begun {short_day(one.written_on, today)}" if one.written_on else ""
        return Row(one.id, one.title, begun, (Cell(until, "amber" if late else "text2"), state))

    def _edit(self, view: RoundView | None, payer: str) -> None:
        one = view.round if view else None
        form = RoundForm(one, self._shown.payers, payer, self.desk.today())
        form.saved.connect(lambda: self._keep(form))
        if one is not None:
            form.removed.connect(lambda: self.write(lambda vault: remove_round(vault, one.id), "Round removed."))
        self.type_in(form)

    def _keep(self, form: RoundForm) -> None:
        one, today = form.round(), self.desk.today()
        self.write(lambda vault: keep_round(vault, one, today=today), "Round noted.")
