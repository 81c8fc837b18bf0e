"""One bill: its sums, how far it has come, its lines beside the insurer's, its papers, its history."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from medbills.domain.case import Stage
from medbills.domain.finding import FindingState, KeptFinding
from medbills.domain.matter import Matter
from medbills.domain.wording import month_day
from medbills.gui.desk import Desk
from medbills.gui.page import GAP
from medbills.gui.parts.bill_table import BillTable
from medbills.gui.parts.case_history import CaseHistory
from medbills.gui.parts.case_items import open_item
from medbills.gui.parts.findings_panel import FindingsPanel
from medbills.gui.parts.kin_note import match_note
from medbills.gui.parts.papers_list import PapersList
from medbills.gui.parts.questions_card import QuestionsCard
from medbills.gui.parts.save_picture import save_picture
from medbills.gui.parts.start import show_places, start_call, start_letter, start_plan_limit, take_step
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.pinned import BesidePinned
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.gui.widgets.stage_strip import StageStrip
from medbills.services.audit_cases import answer_finding
from medbills.services.case_timeline import case_timeline
from medbills.services.choose_script import script_of_finding
from medbills.services.compare_lines import ComparedLine, Comparison, compare_lines
from medbills.services.light_spots import place_of_line, places_of_finding, places_of_paper
from medbills.services.list_bills import BillRow, bill_row, stage_days
from medbills.services.next_steps import next_step
from medbills.services.work_out_dental import dental_key

STAGES = ("Received", "Itemized", "Checked", "Disputed", "Settled")
VIEWS = (("lines", "Lines"), ("papers", "Papers"), ("history", "History"))


@dataclass(frozen=True, slots=True)
class BillState:
    """What stays when the page reloads: which view, which finding is open."""

    view: str = "lines"
    finding: str | None = None


class BillView(QWidget):
    """`list_asked` leads back to all bills."""

    list_asked = Signal()

    def __init__(self, desk: Desk, matter: Matter, state: BillState | None = None) -> None:
        super().__init__()
        self.desk, self.matter = desk, matter
        self._state = state or BillState()
        self.table: BillTable | None = None
        self.findings: FindingsPanel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        row = bill_row(matter)
        column.addWidget(self._header(row))
        reached = list(Stage).index(matter.case.stage)
        self.views = SegmentedControl(VIEWS, "What to see of this bill", self._state.view)
        self.views.chosen.connect(self._choose)
        column.addWidget(_Apart(StageStrip(STAGES, reached, stage_days(matter, desk.today())), self.views))
        self._content = QVBoxLayout()
        column.addLayout(self._content, 1)
        self._show()

    @property
    def state(self) -> BillState:
        """To show the same bill again as it was."""
        return BillState(str(self.views.current), self.findings.opened if self.findings else self._state.finding)

    def _header(self, row: BillRow | None) -> PageHeader:
        case = self.matter.case
        who = self.matter.person.short if self.matter.person else ""
        if row is None:
            header = PageHeader(case.title, "", ("Bills", who) if who else ("Bills",))
        else:
            account = f"Account {row.account}" if row.account else ""
            told = " · ".join(part for part in (_care_words(row), account, row.paper) if part)
            header = PageHeader(row.provider, told, ("Bills", who) if who else ("Bills",))
            sums = [("Bill asks", row.asks, "text"), ("Insurer says", row.insurer_says, "text")]
            sums.append(("In question", row.in_question or None, "amber"))
            header.set_amounts([part for part in sums if part[1] is not None])
        header.crumb_pressed.connect(self.list_asked)
        return header

    def _choose(self, view: object) -> None:
        self._state = BillState(str(view), self.state.finding)
        self._show()

    def _show(self) -> None:
        clear(self._content)
        self.table = self.findings = None
        show = {"papers": self._papers, "history": self._history}.get(str(self.views.current), self._lines)
        lines = show == self._lines
        self._content.addWidget(show(), 1 if lines else 0)
        if not lines:
            self._content.addStretch(1)

    # lines

    def _lines(self) -> QWidget:
        today = self.desk.today()
        comparison = compare_lines(self.matter, today)
        note = comparison.note if comparison else ""
        self.questions = QuestionsCard(self.desk, self.matter.id)
        panel = FindingsPanel(self.matter, next_step(self.matter, today), note, today, self._state.finding, self.questions)
        panel.say_asked.connect(self._say)
        panel.spot_asked.connect(self._see)
        panel.laid_aside.connect(self._lay_aside)
        panel.figures_asked.connect(self._work_out)
        panel.brought_back.connect(lambda kept: self._answer(kept, FindingState.OPEN))
        panel.letter_asked.connect(lambda slug: start_letter(self.desk, self.matter.id, slug))
        panel.step_taken.connect(lambda step: take_step(self.desk, step))
        self.findings = panel
        return BesidePinned(self._table(comparison), panel)

    def _say(self, kept: KeptFinding) -> None:
        script = script_of_finding(self.matter, kept, self.desk.today())
        start_call(self.desk, self.matter.id, script=script.slug)

    def _table(self, comparison: Comparison | None) -> QWidget:
        if comparison is None or not comparison.rows:
            why = "This bill prints no lines. Ask for an itemized bill to see what each item cost."
            return EmptyState("bill", "No lines to compare", why)
        self.table = BillTable(comparison, self.matter.papers)
        self.table.line_pressed.connect(self._see_line)
        if not comparison.note:
            return self.table
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Banner(comparison.note, "quiet"))
        column.addWidget(self.table, 1)
        return part

    def _see(self, kept: KeptFinding) -> None:
        show_places(self.desk, kept.finding.title, places_of_finding(self.matter, kept.finding))

    def _work_out(self, kept: KeptFinding) -> None:
        """The calculator, with the figures of the insurer's line that the finding is about."""
        self.desk.go("money", "dental:" + dental_key(self.matter, kept.finding))

    def _see_line(self, line: ComparedLine) -> None:
        papers = {kept.id: kept for kept in self.matter.papers}
        refs = [ref for ref in (line.bill_line, line.eob_line or line.parted) if ref and ref.document in papers]
        places = [place_of_line(papers[ref.document], ref) for ref in refs]
        show_places(self.desk, line.service, places, match_note(self.desk, line))

    def _lay_aside(self, kept: KeptFinding) -> None:
        self._answer(kept, FindingState.FINE, f"Laid aside: {kept.finding.title}")

    def _answer(self, kept: KeptFinding, state: FindingState, told: str = "") -> None:
        today, desk = self.desk.today(), self.desk

        def tell(_: object) -> None:
            desk.tell_changed({"findings", "cases", "deadlines"})
            if told:
                desk.toast(told, lambda: give(kept.state))

        def undone(_: object) -> None:
            desk.tell_changed({"findings", "cases", "deadlines"})
            desk.toast(f"Undid: {told}.")

        def give(answer: FindingState) -> None:
            desk.vault_job(
                lambda vault: answer_finding(vault, kept.id, answer, today=today, asked_on=kept.asked_on),
                tell if answer is state else undone,
            )

        give(state)

    # papers and history

    def _papers(self) -> QWidget:
        papers = PapersList(self.desk, self.matter, compare_lines(self.matter, self.desk.today()))
        papers.pressed.connect(self._open_paper)
        return papers

    def _open_paper(self, paper_id: str) -> None:
        kept = next(kept for kept in self.matter.papers if kept.id == paper_id)
        places = places_of_paper(kept)
        show_places(self.desk, places[0].paper, places)

    def _history(self) -> QWidget:
        today = self.desk.today()
        history = CaseHistory(self.matter, case_timeline(self.matter, today), today)
        history.opened.connect(lambda item, item_id: open_item(self.desk, self.matter, item, item_id))
        history.shown.connect(lambda place: show_places(self.desk, place.paper, [place]))
        history.picture_asked.connect(lambda picture: save_picture(self.desk, self, picture))
        history.plan_asked.connect(lambda deadline: start_plan_limit(self.desk, self.matter, deadline))
        return history


class _Apart(QWidget):
    """One part at the left and one at the right; the second goes below where there is no room."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._parts = (left, right)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._line.addWidget(left, 1)
        self._line.addWidget(right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(part.sizeHint().width() for part in self._parts) + 24
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.LeftToRight if needed <= self.width() else ways.TopToBottom)


def _care_words(row: BillRow) -> str:
    """ "ER visit, September 9"."""
    return f"{row.care}, {month_day(row.day)}" if row.day else row.care
