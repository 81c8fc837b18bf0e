"""A fee proposal to one payer: which codes weigh most, 10 to 25 percent more, and what that changes for plan and patients."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from medbills.domain.fee_proposal import LEAST, MOST, Proposal, Raised
from medbills.domain.money import ZERO
from medbills.domain.wording import counted, listed, long_day
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.plan_words import percent_words, read_percent
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.sum_card import sum_card
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.field import ChoiceField, Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow, ResponsiveGrid, clear
from medbills.gui.widgets.sum_slider import SumSlider
from medbills.services.keep_practice_figures import payers_of
from medbills.services.plan_fee_proposal import PayerFigures, Wish, benchmark_words, keep_wish, load_payer, points_words, to_mind
from medbills.services.write_fee_letter import LIST_REQUEST, PROPOSAL, begin_fee_letter

SOON_MS = 60
WRONG = "Type a percent from 10 to 25, like 15"
HONEST = "The letter says only what stands here. It names no patient."


def read_points(text: str) -> int | None:
    """A percent of 10 to 25, with up to two decimals, in basis points; None when it is none."""
    try:
        points = Decimal(text.replace("%", "").strip()) * 100
    except InvalidOperation:
        return None
    return int(points) if points.is_finite() and points == int(points) and LEAST <= points <= MOST else None


class PercentSlider(QSlider):
    """Whole percents from 10 to 25, by arrow keys."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(LEAST // 100, MOST // 100)
        self.setPageStep(5)
        self.setAccessibleName(tr("How much more you ask for, in percent"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    sizeHint = SumSlider.sizeHint
    minimumSizeHint = SumSlider.sizeHint
    wheelEvent = SumSlider.wheelEvent


class OwnForm(MoneyForm):
    """One code's own percent: `points()`, None to go with the others, 0 to leave it out."""

    def __init__(self, code: str, own: int | None) -> None:
        super().__init__(f"{code}: how much more")
        words = percent_words(Decimal(own) / 10_000) if own else ""
        self.percent = Field(
            "Percent more", "Blank: as the others", text=words, check=lambda text: None if read_points(text) is not None else WRONG
        )
        self.put((self.percent,), most=2)
        self.out = CheckRow("Leave this code out", "Nothing is asked for it.")
        self.out.setChecked(own == 0)
        self.body.addWidget(self.out)
        self.end()

    def points(self) -> int | None:
        """What stands here."""
        return 0 if self.out.isChecked() else read_points(self.percent.text())


@dataclass(frozen=True)
class _Shown:
    payers: tuple[str, ...]
    figures: PayerFigures | None


class ProposalPart(TypingPart):
    """Pressing a code gives it a percent of its own, or leaves it out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._payer = ""
        self._shown = _Shown((), None)
        self.wish = Wish()
        self.proposal: Proposal | None = None
        self.payer: ChoiceField | None = None
        self.percent: Field | None = None
        self.slider: PercentSlider | None = None
        self.rate: Field | None = None
        self.table: RowTable | None = None
        self.banners: list[Banner] = []
        self.letter: Button | None = None
        self.request: Button | None = None
        self.save: Button | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._work_out)

    def question(self) -> Callable[[Any], _Shown]:
        wanted, today = self._payer, self.desk.today()

        def look(vault: Any) -> _Shown:
            payers = payers_of(vault)
            payer = wanted if wanted in payers else payers[0] if payers else ""
            return _Shown(payers, load_payer(vault, payer, today=today) if payer else None)

        return look

    def show_answer(self, answer: _Shown) -> None:
        self._shown = answer
        self._payer = answer.figures.payer if answer.figures else ""
        self.wish = answer.figures.wish if answer.figures else Wish()
        self.show_again()

    def show_again(self) -> None:
        self.told.emit("Amounts for cheaper treatments set what your patients pay. Ask for better ones.")
        self.begin()
        figures = self._shown.figures
        if figures is None:
            why = "Add a payer’s fee list and how often you do what. Then we rank the codes that weigh most."
            empty = EmptyState("tooth", "No payers yet", why, "Add a fee list", main=True)
            empty.pressed.connect(lambda: self.desk.go("practice", "lists"))
            self.column.addWidget(empty)
            self.column.addStretch(1)
            return
        self._card = self._asked(figures)
        self.column.addWidget(self._card)
        below = QWidget()
        self._below = QVBoxLayout(below)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(16)
        self.column.addWidget(below)
        self.column.addStretch(1)
        self._work_out()

    def _asked(self, figures: PayerFigures) -> Card:
        card = Card("What you ask for")
        card.body.setSpacing(12)
        self.payer = ChoiceField("Payer", [(name, name) for name in self._shown.payers], self._counted(figures), key=figures.payer)
        self.payer.changed.connect(self._choose)
        self.percent = Field(
            "Percent more", "From 10 to 25", text=percent_words(Decimal(self.wish.points) / 10_000),
            check=lambda text: None if read_points(text) is not None else WRONG,
        )  # fmt: skip
        self.rate = Field(
            "The plan pays, percent", "Of its amount, like 80", text=percent_words(self.wish.rate),
            check=lambda text: None if read_percent(text) is not None else "Type a percent like 80",
        )  # fmt: skip
        self.slider = PercentSlider()
        self.slider.setValue(self.wish.points // 100)
        self.slider.valueChanged.connect(self._slide)
        self.percent.changed.connect(self._edited)
        self.rate.changed.connect(self._soon.start)
        card.body.addWidget(Columns(self.payer, self.percent, self.rate, most=3, lines=11, gap=12))
        card.body.addWidget(self.slider)
        self.letter = button("Write the proposal", "main", "letter", bar=True)
        self.letter.clicked.connect(lambda: self._write(PROPOSAL))
        self.request = button("Ask for their list", "plain", "letter", bar=True)
        self.request.clicked.connect(lambda: self._write(LIST_REQUEST))
        self.save = button("Save", "quiet", "save", bar=True)
        self.save.clicked.connect(lambda: self._keep("Proposal saved."))
        card.body.addWidget(Flow(self.letter, self.request, self.save, gap=12))
        card.body.addWidget(ReadingLabel(HONEST, "small", "text2"))
        return card

    def _counted(self, figures: PayerFigures) -> str:
        volumes = figures.volumes
        return f"Counts of {long_day(volumes.first_on)} to {long_day(volumes.last_on)}" if volumes else "No volumes of this payer yet"

    def _choose(self) -> None:
        assert self.payer is not None
        self._payer = self.payer.key()
        self.ask()

    def _slide(self, percent: int) -> None:
        assert self.percent is not None
        self.percent.set_text(str(percent))
        self._soon.start()

    def _edited(self) -> None:
        assert self.percent is not None and self.slider is not None
        points = read_points(self.percent.text())
        if points is not None:
            self.slider.blockSignals(True)
            self.slider.setValue(points // 100)
            self.slider.blockSignals(False)
        self._soon.start()

    def _wanted(self) -> Wish:
        """What the fields say; what cannot be read stays as it was."""
        points = read_points(self.percent.text()) if self.percent else None
        rate = read_percent(self.rate.text()) if self.rate else None
        return Wish(
            points=self.wish.points if points is None else points, own=self.wish.own, rate=self.wish.rate if rate is None else rate
        )

    # what comes of it

    def _work_out(self) -> None:
        figures = self._shown.figures
        if figures is None or self.busy():
            return
        self.wish = self._wanted()
        proposal = self.proposal = figures.proposal(self.wish)
        clear(self._below)
        self.banners, self.table = [], None
        if proposal.codes:
            self._below.addWidget(_sums(proposal))
        for note in to_mind(figures, proposal):
            self.banners.append(Banner(note))
            self._below.addWidget(self.banners[-1])
        if self.letter:
            self.letter.setEnabled(bool(proposal.effect > ZERO))
        if not proposal.codes:
            why = "Add the payer’s list for cheaper treatments, and volumes with codes that it pays as cheaper ones."
            self._below.addWidget(EmptyState("calculator", "No code to rank yet", why))
            return
        columns = (
            Column("Benchmark", waits=4), Column("Now", right=True, waits=3), Column("You ask", right=True),
            Column("More", right=True, waits=2), Column("Patients pay less", right=True, waits=5), Column("Plan pays more", right=True),
        )  # fmt: skip
        rows = [_row(one, figures) for one in proposal.codes]
        self.table = RowTable("Code, the heaviest first", columns, rows, "Codes by what they change")
        self.table.pressed.connect(self._own)
        self._below.addWidget(self.table)

    def _own(self, code: str) -> None:
        form = OwnForm(code, self.wish.own.get(code))
        form.saved.connect(lambda: self._keep_own(code, form.points()))
        self.type_in(form)
        self._card.hide()  # one main button at a time

    def _keep_own(self, code: str, points: int | None) -> None:
        own = {other: mine for other, mine in self.wish.own.items() if other != code} | ({} if points is None else {code: points})
        self.wish = dataclasses.replace(self.wish, own=own)
        self._keep(f"{code} {'left out' if points == 0 else 'saved'}.")

    def _right(self) -> bool:
        wrong = next((field for field in (self.percent, self.rate) if field is not None and not field.validate()), None)
        if wrong is not None:
            wrong.setFocus()
        return wrong is None

    def _keep(self, words: str) -> None:
        if self._right():
            payer, wish = self._payer, self._wanted()
            self.write(lambda vault: keep_wish(vault, payer, wish), words)

    def _write(self, slug: str) -> None:
        """The letter, by what stands here now."""
        if not self._right():
            return
        payer, wish, today = self._payer, self._wanted(), self.desk.today()

        def begin(vault: Any) -> str:
            if load_payer(vault, payer, today=today).wish != wish:
                keep_wish(vault, payer, wish)
            return begin_fee_letter(vault, payer, slug, today=today).id

        self.desk.vault_job(begin, lambda letter_id: open_letter(self.desk, letter_id))


def open_letter(desk: Desk, letter_id: str) -> None:
    """The wizard of a letter that was begun."""
    from medbills.gui.wizards.letter import LetterTask

    task = LetterTask(desk, "", "", letter_id=letter_id)
    task.closed.connect(lambda: desk.tell_changed({"letters"}))
    desk.open_task(task)


def _sums(proposal: Proposal) -> QWidget:
    less, tone = proposal.patients.less, "success" if proposal.patients.less > ZERO else "text"
    percent = f" ({proposal.patients.percent} %)" if proposal.patients.percent else ""
    return ResponsiveGrid(
        sum_card("The plan would pay more", str(proposal.effect), f"{proposal.plan.before} now"),
        sum_card("That is, weighted by how often", points_words(proposal.weighted) or "–", "of what it pays for these now"),
        sum_card("Your patients would pay less", f"{less}{percent}", f"{proposal.patients.before} now", tone),
    )


def _row(one: Raised, figures: PayerFigures) -> Row:
    impact = one.impact
    told = f"Paid for {listed([done.code for done in impact.done])}, {counted(impact.count, 'time')}"
    cells = (
        Cell(benchmark_words(figures, impact.code), "text2"), Cell(str(impact.now), "text2"), Cell(str(one.asked), weight=600),
        Cell(points_words(one.points) if one.points else "Left out", "text2"),
        Cell(str(one.patients.less) if one.patients else "–", "success" if one.patients and one.patients.less > ZERO else "text2"),
        Cell(str(one.effect), weight=600),
    )  # fmt: skip
    return Row(impact.code, impact.code, told, cells)
