"""How a date was found: what the paper says, what the law says, how it was counted, what if it is missed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.case import KeptPaper
from medbills.domain.deadline import Deadline, ReceiptLine
from medbills.domain.wording import week_day
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.light_spots import place_of_spot


class DeadlineDetail(QFrame):
    """The receipt of a date, `inset` pixels from the left. `shown` carries the place on a paper.

    `case_asked` follows the link to the case, if one is offered.
    """

    shown = Signal(object)  # Place
    case_asked = Signal()
    plan_asked = Signal()  # the user has another limit from the plan document

    def __init__(
        self, deadline: Deadline, papers: Mapping[str, KeptPaper], link: str = "", inset: int = 56, asks_plan: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(tr("How we found this date"))
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 4, 0, 12 if inset else 0)
        column.setSpacing(8)
        column.addWidget(ReadingLabel("How we found this date", "small", weight=600))
        receipt = deadline.receipt or (ReceiptLine(says="How we counted", what=deadline.computed),)
        for line in receipt:
            column.addWidget(self._line(line, papers.get(line.document or "")))
        if deadline.safe_mailing_date and not any("mail" in line.says for line in receipt):
            column.addWidget(self._line(ReceiptLine(says="Best day to mail", what=week_day(deadline.safe_mailing_date)), None))
        if deadline.consequence and not any("missed" in line.says for line in receipt):
            column.addWidget(self._line(ReceiptLine(says="If it is missed", what=deadline.consequence), None))
        if asks_plan:
            self.plan = button("My plan document says another time", "quiet", small=True, bar=True)
            self.plan.clicked.connect(self.plan_asked)
            column.addWidget(Flow(self.plan))
        if link:
            to_case = button(link, "quiet", small=True, bar=True)
            to_case.clicked.connect(self.case_asked)
            column.addWidget(Flow(to_case))
        column.addWidget(ReadingLabel("Information, not legal advice.", "small", "text2"))

    def _line(self, line: ReceiptLine, kept: KeptPaper | None) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ReadingLabel(line.says, "small", "text2", weight=500))
        words.addWidget(ReadingLabel(line.what[:1].upper() + line.what[1:], "small"))
        row.addLayout(words, 1)
        if kept is not None:
            place = place_of_spot(kept, line.spot, f"{line.says}: {line.what}")
            see = button("See the paper", "quiet", small=True, bar=True)
            see.setAccessibleDescription(tr(place.paper))
            see.clicked.connect(lambda: self.shown.emit(place))
            row.addWidget(see, 0, Qt.AlignmentFlag.AlignTop)
        return part
