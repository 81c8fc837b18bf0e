"""Papers: those that wait for a look on top, all that are kept below."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from medbills.domain.doubt import doubts
from medbills.domain.link import ONE_OF_TWO
from medbills.domain.wording import long_day, short_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import GAP, PageSpec, PageWidget
from medbills.gui.parts.kin_note import kin_note
from medbills.gui.parts.kind_words import KINDS
from medbills.gui.parts.read_again_task import ReadAgainTask
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.reflow import Flow, clear
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.gui.wizards.review import ReviewTask
from medbills.services.link_papers import Kin, kin_of
from medbills.services.read_again import read_by_older
from medbills.services.review_papers import ListedPaper, list_papers

COLUMNS = (Column("For", waits=2), Column("Date", waits=1), Column("Added", waits=3), Column("Amount", right=True))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page shows: the papers that wait, the newest first, the rows of those that are kept, what ties them, and which of
    the kept ones an earlier reader read."""

    waiting: tuple[ListedPaper, ...]
    rows: tuple[Row, ...]
    kin: Mapping[str, tuple[Kin, ...]]
    older: tuple[str, ...]


def _found(vault: Any, person: str | None, today: datetime.date) -> _Found:
    papers = list_papers(vault, person)
    rows = tuple(_row(paper, today) for paper in papers if paper.kept.confirmed)
    confirmed = {row.key for row in rows}
    older = tuple(paper_id for paper_id in read_by_older(vault, person) if paper_id in confirmed)
    waiting = tuple(paper for paper in reversed(papers) if not paper.kept.confirmed)
    return _Found(waiting, rows, kin_of(vault.papers.all(), vault.links.all()), older)


class PapersPage(PageWidget):
    """`show_item` takes a paper's id and opens it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._content = QVBoxLayout()
        self._content.setSpacing(GAP)
        self.body.addLayout(self._content)
        self.body.addStretch(1)
        self.waiting_rows: list[RowButton] = []
        self.table: RowTable | None = None
        self.review = button("", "main", "arrow_right", icon_after=True)
        self.empty: EmptyState | None = None
        self.notes: list[QWidget] = []
        self.offer: Banner | None = None
        self.menu: QMenu | None = None
        self._kin: Mapping[str, tuple[Kin, ...]] = {}
        self._older: tuple[str, ...] = ()

    def reload(self) -> None:
        person, today = self.desk.person_filter, self.desk.today()
        self.desk.vault_job(lambda vault: _found(vault, person, today), self._take)

    def show_item(self, item_id: str) -> None:
        self.desk.open_task(ReviewTask(self.desk, [item_id]))

    def _take(self, found: _Found) -> None:
        self._kin, self._older = found.kin, found.older
        self._show(found.waiting, found.rows)

    def _show(self, waiting: Sequence[ListedPaper], rows: Sequence[Row]) -> None:
        clear(self._content)
        there = len(self.table.rows) if self.table else 0
        self.waiting_rows, self.table, self.empty, self.offer, self.notes = [], None, None, None, []
        told = [f"{len(waiting)} {'paper' if len(waiting) == 1 else 'papers'} to look at."] if waiting else []
        told += [f"{len(rows)} {'paper' if len(rows) == 1 else 'papers'} kept."] if rows else []
        self._content.addWidget(PageHeader("Papers", " ".join(told)))
        if waiting:
            self._content.addWidget(self._waiting_card(waiting))
        if rows:
            table = self.table = RowTable("Paper", COLUMNS, rows, "Kept papers", beneath=self._beneath, menus=True, at_least=there)
            table.pressed.connect(self.show_item)
            table.menu_asked.connect(self._show_menu)
            self._content.addWidget(table)
        if self._older and rows:
            self._content.addWidget(self._older_offer())
        if waiting or rows:
            self.removed = button("Recently removed", "quiet", "trash", small=True)
            self.removed.clicked.connect(lambda: self.desk.go("history", "removed"))
            self._content.addWidget(Flow(self.removed))
        else:
            self.empty = EmptyState(
                "papers", "No papers yet",
                "Bills, insurer’s statements and letters live here. Drop PDFs, scans or photos anywhere in this window.",
                "Choose files",
            )  # fmt: skip
            self.empty.pressed.connect(lambda: self.desk.add_papers(dialogs.open_files(self.window())))
            self._content.addWidget(self.empty)

    def _waiting_card(self, waiting: Sequence[ListedPaper]) -> QWidget:
        ids = [paper.kept.id for paper in waiting]
        words = "Look at it" if len(ids) == 1 else f"Look at all {len(ids)}"
        self.review = button(words, "main", "arrow_right", bar=True, icon_after=True)
        self.review.clicked.connect(lambda: self.desk.open_task(ReviewTask(self.desk, ids)))
        card = Card("Wait for your eyes", self.review)
        for number, paper in enumerate(waiting):
            if number:
                card.body.addWidget(divider())
            row = self._waiting_row(paper)
            row.clicked.connect(lambda _=False, chosen=paper.kept.id: self.desk.open_task(ReviewTask(self.desk, [chosen])))
            card.body.addWidget(row)
            self.waiting_rows.append(row)
            for note in self._beneath(paper.kept.id):
                card.body.addWidget(note)
        return card

    def _beneath(self, paper_id: str) -> list[QWidget]:
        """Beside a paper that may be here twice; what else ties it to others stands with its bill."""
        notes: list[QWidget] = [kin_note(self.desk, kin) for kin in self._kin.get(paper_id, ()) if kin.link.relation in ONE_OF_TWO]
        self.notes += notes
        return notes

    def _show_menu(self, paper_id: str, at: QPoint) -> None:
        menu = self.menu = QMenu(self)
        menu.setAccessibleName(tr("What to do with this paper"))
        menu.addAction(tr("Open")).triggered.connect(lambda: self.show_item(paper_id))
        menu.addAction(tr("Read again")).triggered.connect(lambda: self.read_again([paper_id]))
        menu.popup(at)

    def read_again(self, paper_ids: Sequence[str]) -> None:
        """Read the originals anew and show what differs."""
        self.desk.open_task(ReadAgainTask(self.desk, paper_ids))

    def _older_offer(self) -> Banner:
        many = len(self._older)
        told = f"Medbills reads better now than when you added {'this paper' if many == 1 else f'{many} of these'}."
        offer = self.offer = Banner(told, "quiet", "Read again")
        offer.linked.connect(lambda: self.read_again(self._older))
        return offer

    def _waiting_row(self, listed: ListedPaper) -> RowButton:
        paper = listed.kept.paper
        who = paper.issuer_name or paper.payer_name or paper.provider_name or (listed.document.name if listed.document else "A paper")
        file = listed.document.name if listed.document else ""
        second = " · ".join(part for part in (KINDS[paper.kind], long_day(paper.dated) if paper.dated else "", file) if part)
        count = len(doubts(paper)) + (listed.kept.person_id is None)
        chip = f"{count} to check" if count else "All clear"
        button_row = RowButton(f"{who}. {second}. {chip}")
        line = QHBoxLayout(button_row)
        line.setContentsMargins(8, 8, 8, 8)
        line.setSpacing(12)
        line.addWidget(IconLabel("papers"))
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in two_lines(who, second):
            words.addWidget(label)
        line.addLayout(words, 1)
        line.addWidget(Chip(chip, "amber" if count else "green", None if count else "check"))
        see_through(button_row)
        return button_row


def _row(listed: ListedPaper, today: datetime.date) -> Row:
    paper = listed.kept.paper
    who = paper.issuer_name or paper.payer_name or paper.provider_name or (listed.document.name if listed.document else "")
    amount = paper.patient_responsibility if paper.is_eob else paper.amount_due if paper.amount_due is not None else paper.patient_paid
    added = listed.kept.kept_at.date() if listed.kept.kept_at else None
    cells = (
        Cell(listed.person.short if listed.person else "", "text2"),
        Cell(short_day(paper.dated, today) if paper.dated else "", "text2"),
        Cell(short_day(added, today) if added else "", "text2"),
        Cell(str(amount) if amount is not None else "", weight=600),
    )
    return Row(listed.kept.id, KINDS[paper.kind], who, cells)


PAGE = PageSpec(
    slug="papers", title="Papers", icon="papers", order=20, make=PapersPage, topics=frozenset({"papers", "documents", "people"})
)
