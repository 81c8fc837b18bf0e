"""When a dental plan pays for a cheaper treatment: the calculator, with figures from a paper, an example or one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.money import ZERO
from medbills.gui.desk import Desk
from medbills.gui.parts.dental_form import DentalForm
from medbills.gui.parts.dental_more import DentalMore
from medbills.gui.parts.dental_tiers import Tiers, steps_table, tiers_table
from medbills.gui.parts.held_estimates import HeldEstimates
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.parts.row_table import RowTable
from medbills.gui.parts.start import start_call, start_letter
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.reflow import Beside, Columns, Flow, clear
from medbills.services.work_out_dental import EXAMPLES, DentalFigures, DentalShares, list_dental_figures, work_out

SOON_MS = 60
OWN = "own"
OWN_FIGURES = DentalFigures(key=OWN, title="My own figures", source="Type what you know. The rest may stay blank.")
ABOUT = "Your plan may pay a white filling as if it were a silver one. Dentists call this a downgrade."
MISSING = "Type the dentist’s fee, and what the plan counts for the cheaper treatment."
QUESTIONS = (
    "Does the contract let the dentist bill above the plan’s fee?",
    "Does the insurer’s statement explain the cheaper payment?",
    "Did the dentist tell you the price before?",
)
SOURCE = "Source: the plan’s booklet and the dentist’s contract. Information, not legal advice."
LETTER = "dental_balance_contract_question"


class DentalPart(MoneyPart):
    """`wanted` names the figures to begin with: a paper's treatment, an example, or one's own."""

    def __init__(self, desk: Desk, wanted: str = "") -> None:
        super().__init__(desk)
        self._wanted = wanted
        self._starts: dict[str, DentalFigures] = {}
        self.choice: ChoiceField | None = None
        self.form: DentalForm | None = None
        self.shares: DentalShares | None = None
        self.tables: list[RowTable] = []
        self.banners: list[Banner] = []
        self.letter: Button | None = None
        self.call: Button | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._work_out)

    def question(self) -> Callable[..., tuple[DentalFigures, ...]]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: list_dental_figures(vault, today=today, person_id=person)

    def show_answer(self, answer: Sequence[DentalFigures]) -> None:
        starts = {figures.key: figures for figures in (*answer, *EXAMPLES, OWN_FIGURES)}
        if self.form is not None and starts == self._starts:
            return  # nothing new: what was typed stays
        self._starts = starts
        self.told.emit(ABOUT)
        self.empty()
        key = self._wanted if self._wanted in starts else next(iter(starts))
        self.choice = ChoiceField("Begin with", [(figures.key, figures.title) for figures in starts.values()], key=key)
        self.choice.changed.connect(self._begin)
        self.column.addWidget(Columns(self.choice, most=1, lines=16))
        self._place = QVBoxLayout()
        self._place.setSpacing(16)
        self.column.addLayout(self._place)
        self._below = QVBoxLayout()
        self._below.setSpacing(16)
        self.column.addLayout(self._below)
        self._more = QVBoxLayout()
        self.column.addLayout(self._more)
        self.held = HeldEstimates(self.desk)
        self.column.addWidget(self.held)
        self.column.addWidget(ReadingLabel(SOURCE, "small", "text2"))
        self.column.addStretch(1)
        self._begin()

    def begin_with(self, item: str) -> None:
        """Show these figures, at once or as soon as they are here."""
        self._wanted = item
        if self.choice is not None and item in self._starts:
            self.choice.set_key(item)
            self._begin()

    def _begin(self) -> None:
        assert self.choice is not None
        self._wanted = self.choice.key()
        figures = self._starts[self._wanted]
        self.choice.set_hint(figures.source)
        clear(self._place)
        clear(self._more)
        self.more = DentalMore(self.desk, figures)
        self._more.addWidget(self.more)
        self.form = DentalForm(figures, self.desk.today())
        self.form.changed.connect(self._soon.start)
        self.tiers = Tiers()
        self.missing = ReadingLabel(MISSING, "body", "text2")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.missing)
        column.addWidget(self.tiers)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(12)
        column.addLayout(self._notes)
        column.addStretch(1)
        self._place.addWidget(Beside(self.form, right, shares=(0.31, 0.69), lines=13))
        self._place.addWidget(self.form.rules)
        self._work_out()

    def _work_out(self) -> None:
        if self.form is None:
            return
        figures = self.form.figures()
        shares = self.shares = work_out(figures)
        clear(self._below)
        clear(self._notes)
        self.tables, self.banners = [], []
        self.letter = self.call = None
        self.tiers.setVisible(shares is not None)
        self.missing.setVisible(shares is None)
        self.form.tell(_says(shares) if shares else "")
        if shares is None:
            return
        self.tiers.show_shares(shares, figures)
        for note in shares.notes:
            banner = Banner(note)
            self.banners.append(banner)
            self._notes.addWidget(banner)
        self._notes.addWidget(self._questions(shares, figures))
        self.tables = [tiers_table(shares), steps_table(shares, figures)]
        for table in self.tables:
            self._below.addWidget(table)

    def _questions(self, shares: DentalShares, figures: DentalFigures) -> Card:
        stake = Label(f"{shares.in_question} in question", "body", "amber", 600) if shares.in_question else None
        card = Card(shares.verdict or "Ask before you pay", stake)
        for question in QUESTIONS:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(IconLabel("help", "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(ReadingLabel(question, "small"), 1)
            card.body.addLayout(row)
        case_id = figures.case_id
        if case_id:
            self.call = button("See what to say", "plain", "phone", bar=True)
            self.call.clicked.connect(lambda: start_call(self.desk, case_id))
            self.letter = button("Write to the dentist", "main", "letter", bar=True)
            self.letter.clicked.connect(lambda: start_letter(self.desk, case_id, LETTER))
            card.body.addWidget(Flow(self.letter, self.call, gap=12))
        return card


def _says(shares: DentalShares) -> str:
    """ "You pay $40.00 instead of $80.00.": by the share that counts, else by the full fee."""
    change = shares.changes.get(shares.counts or "") or shares.changes["full_fee"]
    if change.less == ZERO:
        return f"You pay {change.after} with both amounts."
    return f"You pay {change.after} instead of {change.before}."
