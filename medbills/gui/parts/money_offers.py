"""Offers in rounds, bill by bill, the private walk-away figure, and what one can pay in a month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.affordability import Budget
from medbills.domain.money import Money
from medbills.domain.offer import Offer
from medbills.domain.wording import short_day
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.budget_form import NO_ADVICE, BudgetForm, left_words
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.offer_form import PRIVATE, OfferForm, WalkAwayForm
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.start import start_letter
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.keep_budget import keep_budget, load_budget
from medbills.services.keep_offer import Negotiation, Negotiations, Round, keep_offer, list_offers, remove_offer, set_walk_away
from medbills.services.list_owed import list_owed

COLUMNS = (
    Column("Said by", waits=2), Column("Stands until", waits=3), Column("Share of the bill", right=True, waits=1),
    Column("Amount", right=True),
)  # fmt: skip
HIDDEN = "Hidden"


@dataclass(frozen=True)
class _Shown:
    offers: Negotiations
    budget: Budget | None
    sure: Money


class OffersPart(TypingPart):
    """Pressing an offer changes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown = _Shown(Negotiations((), ()), None, Money(0))
        self.figures: Button | None = None
        self.tables: dict[str, RowTable] = {}
        self.limits: dict[str, Button] = {}
        self.shows: dict[str, Button] = {}

    def question(self) -> Callable[[Any], _Shown]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: _Shown(
            list_offers(vault, today=today, person_id=person), load_budget(vault), list_owed(vault, today=today, person_id=person).owed.sure
        )

    def show_answer(self, answer: _Shown) -> None:
        self._shown = answer
        self.show_again()

    def show_again(self) -> None:
        self.tables, self.limits, self.shows = {}, {}, {}
        self.told.emit("What you offered and what they offered, round by round.")
        self.add = button("Add an offer", "main", "offer", bar=True)
        self.add.clicked.connect(lambda: self._offer(None))
        self.begin(*([self.add] if self._shown.offers.bills else []))
        for negotiation in self._shown.offers.open:
            self._add(negotiation)
        if not self._shown.offers.open:
            why = "Did somebody name a lower sum? Note it, with who said it and how long it stands."
            self.column.addWidget(EmptyState("offer", "No offers yet", why))
        self._month = self._budget()
        self.column.addWidget(self._month)
        self.column.addStretch(1)

    # one bill

    def _add(self, one: Negotiation) -> None:
        write = button("Put your offer in writing", "quiet", "letter", small=True, bar=True)
        write.setAccessibleDescription(tr(one.title))
        slug = "settlement_offer_collections" if one.collected else "lump_sum_settlement"
        write.clicked.connect(lambda: start_letter(self.desk, one.case_id, slug))
        about = QVBoxLayout()
        about.setSpacing(2)
        about.addWidget(SectionTitle(one.title, write))
        told = f"The bill asks for {one.asked}. {one.says}"
        about.addWidget(ReadingLabel(" · ".join(part for part in (one.who, told) if part).strip()))
        self.column.addLayout(about)
        self.column.addWidget(self._limit(one))
        if one.rounds:
            table = RowTable("Round", COLUMNS, [self._row(at, each) for at, each in enumerate(one.rounds)], f"Offers about {one.title}")
            table.pressed.connect(lambda key, one=one: self._offer(one.rounds[int(key)].offer))
            self.column.addWidget(table)
            self.tables[one.case_id] = table

    def _limit(self, one: Negotiation) -> QWidget:
        """The private figure: hidden until one asks for it, as somebody may look over one's shoulder."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("lock", "text2"))
        known = one.walk_away
        words = f"The most you would pay: {HIDDEN}." if known else "The most you would pay is not set."
        label = ReadingLabel(f"{words} {PRIVATE}", "small")
        row.addWidget(label, 1)
        if known is not None:
            amount = known.amount
            show = button("Show", "quiet", "eye", small=True, bar=True)
            show.setCheckable(True)
            show.setAccessibleName(tr(f"Show the most you would pay for {one.title}"))

            def turn(on: bool) -> None:
                label.setText(f"The most you would pay: {amount if on else HIDDEN}. {PRIVATE}")
                show.setText("Hide" if on else "Show")
                show.set_icon("eye_off" if on else "eye")

            show.toggled.connect(turn)
            row.addWidget(show)
            self.shows[one.case_id] = show
        change = button("Change" if known else "Set it", "quiet", "edit", small=True, bar=True)
        change.setAccessibleName(tr(f"{'Change' if known else 'Set'} the most you would pay for {one.title}"))
        change.clicked.connect(lambda: self._walk_away(one))
        row.addWidget(change)
        self.limits[one.case_id] = change
        return line

    def _row(self, at: int, one: Round) -> Row:
        offer, today = one.offer, self.desk.today()
        until = Cell(short_day(offer.until, today), "danger" if offer.until < today else "text2") if offer.until else Cell("")
        share = Cell(f"{one.share} %" if one.share is not None else "", "text2")
        who = "You offered" if offer.yours else "They offered"
        cells = (Cell(offer.note, "text2"), until, share, Cell(str(offer.amount), weight=600))
        return Row(str(at), f"{at + 1}. {who}", short_day(offer.made_on, today), cells)

    # the month

    def _budget(self) -> Card:
        self.figures = button("Change the figures" if self._shown.budget else "Type your figures", "plain", "calculator", bar=True)
        self.figures.clicked.connect(self._type_budget)
        card = Card("What you can pay in a month")
        if self._shown.budget is not None:
            card.body.addWidget(ReadingLabel(left_words(self._shown.budget, self._shown.sure)))
            card.body.addWidget(ReadingLabel(NO_ADVICE, "small", "text2"))
        else:
            card.body.addWidget(ReadingLabel("Know it before you agree to a plan. Only you see these figures.", "body", "text2"))
        card.body.addWidget(Flow(self.figures))
        return card

    def _type_budget(self) -> None:
        form = BudgetForm(self._shown.budget, self._shown.sure)
        form.saved.connect(lambda: self._keep_budget(form.budget()))
        form.removed.connect(lambda: self._keep_budget(None))
        self.type_in(form, self._month)

    def _keep_budget(self, budget: Budget | None) -> None:
        self.write(lambda vault: keep_budget(vault, budget), "Figures saved." if budget else "Figures forgotten.")

    # typing

    def _offer(self, offer: Offer | None) -> None:
        today = self.desk.today()
        case_id = self._shown.offers.open[0].case_id if self._shown.offers.open else None
        form = OfferForm(offer, self._shown.offers.bills, case_id, today)
        form.saved.connect(lambda: self._keep_offer(form))
        if offer is not None:
            form.removed.connect(lambda: self.write(lambda vault: remove_offer(vault, offer.id), "Offer removed."))
        self.type_in(form)

    def _keep_offer(self, form: OfferForm) -> None:
        offer, today = form.offer(), self.desk.today()
        self.write(lambda vault: keep_offer(vault, offer, today=today), "Offer saved.")

    def _walk_away(self, one: Negotiation) -> None:
        form = WalkAwayForm(one.title, one.walk_away.amount if one.walk_away else None)
        form.saved.connect(lambda: self._keep_walk_away(one.case_id, form.amount()))
        form.removed.connect(lambda: self._keep_walk_away(one.case_id, None))
        self.type_in(form)

    def _keep_walk_away(self, case_id: str, amount: Money | None) -> None:
        self.write(lambda vault: set_walk_away(vault, case_id, amount), "Saved. Only you see it." if amount else "Forgotten.")
