"""The papers of a case as rows, the newest first; pressing one shows it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.case import KeptPaper
from medbills.domain.wording import short_day
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.services.letter_facts import paper_words


class PapersList(RowTable):
    """`pressed` carries the paper's id."""

    def __init__(self, papers: Sequence[KeptPaper], today: datetime.date) -> None:
        rows = [_row(kept, today) for kept in reversed(papers)]
        super().__init__("Paper", (Column("Date", waits=1), Column("Amount", right=True)), rows, "Papers")


def _row(kept: KeptPaper, today: datetime.date) -> Row:
    paper = kept.paper
    who = paper.issuer_name or paper.payer_name or paper.provider_name or ""
    amount = paper.patient_responsibility if paper.is_eob else paper.amount_due if paper.amount_due is not None else paper.patient_paid
    day = Cell(short_day(paper.dated, today) if paper.dated else "", "text2")
    return Row(kept.id, paper_words(kept).split(" of ")[0], who, (day, Cell(str(amount) if amount is not None else "", weight=600)))
