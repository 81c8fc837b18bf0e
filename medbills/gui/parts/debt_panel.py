"""An account at a collector in its case: its clocks, whether credit reports may list it, and the two keys of a payment."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.debt import Debt, Exposure, Ground, Listing, Mark, Source
from medbills.domain.matter import Matter
from medbills.domain.wording import long_day
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import GAP
from medbills.gui.parts.chart_card import ChartFoot
from medbills.gui.parts.debt_days import DebtDays
from medbills.gui.parts.debt_keys import KeysCard
from medbills.gui.parts.debt_lanes import DebtLanes
from medbills.gui.parts.save_picture import save_picture
from medbills.gui.picture import Picture
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.row_button import two_lines
from medbills.services.pay_for_delete import load_debt

CHIPS = {
    Listing.KEPT_OFF: ("Kept off", "green", "check"), Listing.STATE_MAY_KEEP_OFF: ("State law may help", "teal", "rights"),
    Listing.CAN_BE_LISTED: ("Can be listed", "amber", "warning"), Listing.NOT_KNOWN: ("Not known yet", "quiet", "info"),
}  # fmt: skip
HOLDS = {True: ("check", "success", "Yes"), False: ("close", "text2", "No"), None: ("help", "amber", "Not known")}
HINT = "Point at a day or a clock, or go through them with the arrow keys."
SURENESS = {"verified": "", "well_known": "", "uncertain": " Not sure: sources differ or could not be confirmed."}


class DebtPanel(QWidget):
    """Loads itself, and again after the user told something. `told` says that the case's page should look again."""

    told = Signal()

    def __init__(self, desk: Desk, matter: Matter) -> None:
        super().__init__()
        self.desk, self.matter = desk, matter
        self.debt: Debt | None = None
        self.time: TimeCard | None = None
        self.exposure: ExposureCard | None = None
        self.keys: KeysCard | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.reload()

    def reload(self) -> None:
        """Look at the account anew."""
        today, case_id = self.desk.today(), self.matter.id
        self.desk.vault_job(lambda vault: load_debt(vault, case_id, today=today), self._show)

    def _show(self, debt: Debt) -> None:
        clear(self._column)
        self.debt = debt
        self.time = TimeCard(debt.marks, self.desk.today())
        self.time.picture_asked.connect(lambda picture: save_picture(self.desk, self, picture))
        days = DebtDays(debt.told, self.desk.today(), debt.case_id)
        days.kept.connect(self._keep)
        self.exposure = ExposureCard(debt.exposure, days)
        self.keys = KeysCard(self.desk, self.matter, debt)
        self.keys.changed.connect(self._changed)
        for card in (self.time, self.exposure, self.keys):
            self._column.addWidget(card)

    def _keep(self, work: Any) -> None:
        """`work(vault)` keeps what was typed, in changes."""
        self.desk.vault_job(work, self._changed)

    def _changed(self, changes: Changes) -> None:
        self.desk.tell_changed(changes.topics)
        self.desk.toast(f"{changes.what}.")
        self.reload()
        self.told.emit()


class TimeCard(Card):
    """The lanes, and on demand the list that says the same with each source. `picture_asked` carries the Picture."""

    picture_asked = Signal(object)

    def __init__(self, marks: tuple[Mark, ...], today: Any) -> None:
        self.show_list = button("Show as a list", "quiet", small=True, bar=True)
        super().__init__("This account in time", self.show_list)
        self.lanes = DebtLanes(marks, today)
        self.foot = ChartFoot(self.lanes, HINT)
        picture = Picture("account-in-time", "This account in time", "", lambda: DebtLanes(marks, today))
        self.foot.picture_asked.connect(lambda: self.picture_asked.emit(picture))
        self.body.addWidget(self.lanes)
        self.body.addWidget(self.foot)
        self.list = QWidget()
        column = QVBoxLayout(self.list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for at, mark in enumerate(marks):
            if at:
                column.addWidget(divider())
            column.addWidget(_mark_row(mark))
        column.addWidget(ReadingLabel("Information, not legal advice.", "small", "text2"))
        self.body.addWidget(self.list)
        self.list.hide()
        self.show_list.clicked.connect(lambda: self._turn())

    def _turn(self) -> None:
        shown = self.list.isHidden()
        self.list.setVisible(shown)
        self.show_list.setText("Hide the list" if shown else "Show as a list")
        self.show_list.setAccessibleName(self.show_list.text())


class ExposureCard(Card):
    """The answer, its grounds, and the days that only the user knows."""

    def __init__(self, exposure: Exposure, days: QWidget) -> None:
        word, kind, icon = CHIPS[exposure.listing]
        super().__init__("Can it be on a credit report now?", Chip(word, kind, icon))
        self.says = ReadingLabel(exposure.says, "body", weight=500)
        self.body.addWidget(self.says)
        for ground in exposure.grounds:
            self.body.addWidget(_ground_row(ground))
        self.body.addWidget(divider())
        self.body.addWidget(days)
        policy = "What the bureaus announced is policy, not law. Others, like landlords, may use other lists."
        self.body.addWidget(ReadingLabel(policy, "small", "text2"))


def _mark_row(mark: Mark) -> QWidget:
    part = QWidget()
    part.setAccessibleName(tr(f"{mark.title}. {mark.says}"))
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for label in two_lines(mark.title, mark.says):
        column.addWidget(label)
    if mark.source:
        column.addWidget(ReadingLabel(source_words(mark.source), "small", "text2"))
    return part


def _ground_row(ground: Ground) -> QWidget:
    icon, tone, word = HOLDS[ground.holds]
    part = QWidget()
    part.setAccessibleName(tr(f"{ground.title}: {word}. {ground.says}"))
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(12)
    row.addWidget(IconLabel(icon, tone, beside="body"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    for label in two_lines(f"{ground.title}: {word.lower()}", ground.says):
        words.addWidget(label)
    words.addWidget(ReadingLabel(source_words(ground.source), "small", "text2"))
    row.addLayout(words, 1)
    return part


def source_words(source: Source) -> str:
    """ "Source: 15 U.S.C. 1681c. Checked on November 21, 2026." """
    return f"Source: {source.citation.rstrip('.')}. Checked on {long_day(source.checked_on)}.{SURENESS[source.confidence]}"


