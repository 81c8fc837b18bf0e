"""The review of papers, one after the other: the page at the left, what was read at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.paper import Paper
from medbills.domain.wording import counted
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.clock_face import saved_words
from medbills.gui.parts.folding_sides import FoldingSides, Ground, Side
from medbills.gui.parts.kin_note import kin_note
from medbills.gui.parts.lines_editor import LinesEditor
from medbills.gui.parts.paper_pane import PaperPane
from medbills.gui.parts.reply_note import notes_of
from medbills.gui.parts.review_form import ReviewForm
from medbills.gui.reading_only import reading_only
from medbills.services.link_papers import Kin
from medbills.services.remove_paper import remove_paper, take_back
from medbills.services.review_papers import Accepted, KeptSoFar, Review, accept_paper, keep_for_later, load_review

FORM_WIDTH = 466
STAYS = "Your original stays where it was"
KEPT_AFTER_MS = 500


class ReviewTask(TaskWidget):
    """`paper_ids` in their order. A paper that was accepted before can be fixed here.

    What is typed is kept a moment later, and once more when one leaves. On a paper that waits that is each key, for it is looked at
    again before it counts; of an accepted one only values that stand, for they count at once.
    """

    def __init__(self, desk: Desk, paper_ids: Sequence[str]) -> None:
        super().__init__(desk, "A paper", way_out="Papers")
        self._ids, self._at = tuple(paper_ids), 0
        self._questions = self._accepted = 0
        self._filed: list[str] = []  # for the first time
        self._dirty = self._busy = False
        self._sittings: dict[str, str] = {}  # by paper, the change that kept it last
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEPT_AFTER_MS)
        self._soon.timeout.connect(self._keep)
        self.form: ReviewForm | None = None
        self.lines: LinesEditor | None = None
        self.pane = PaperPane(desk)
        self.pane.spot_taken.connect(self._spot)
        self.pane.page_turned.connect(self._name)
        ground = Ground("bg")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        self._right = QStackedWidget()
        inner.addWidget(self._right)
        self.sides = FoldingSides([Side("Paper", self.pane), Side("Fields", ground, FORM_WIDTH)], "The review")
        self.sides.show_side(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self._load()

    # one paper

    def _load(self) -> None:
        wanted = self._ids[self._at]
        self.desk.vault_job(lambda vault: load_review(vault, wanted), self._show, self._fail)

    def _fail(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self._end()

    def _show(self, review: Review) -> None:
        self._busy = self._dirty = False
        while (old := self._right.widget(0)) is not None:
            self._right.removeWidget(old)
            old.deleteLater()
        self.lines = None
        notes = [*(self._kin_note(kin) for kin in review.kin), *notes_of(self.desk, review)]
        form = self.form = ReviewForm(review, self.desk.today(), notes)
        form.lit.connect(self._light)
        form.accepted.connect(self._accept)
        form.put_off.connect(self._later)
        form.removed.connect(self._remove)
        form.lines_asked.connect(self._open_lines)
        form.edited.connect(self._changed)
        if not review.kept.confirmed:
            form.typing.connect(self._typed)
        self._right.addWidget(form)
        self.pane.show_file(review.file)
        self._name()
        self.saved.emit(STAYS)
        form.start()

    def _kin_note(self, kin: Kin) -> QWidget:
        """What ties the paper to another; once answered, it is said."""
        note = kin_note(self.desk, kin)
        for answer in note.buttons.values():
            answer.clicked.connect(note.hide)
        return note

    def _name(self, _page: int = 0) -> None:
        if self.form is None:
            return
        file = self.form.review.file
        parts = [f"Paper {self._at + 1} of {len(self._ids)}"] if len(self._ids) > 1 else []
        if file.pages:
            parts.append(f"page {self.pane.viewer.page} of {file.pages}")
        self.titled.emit(file.name, " · ".join(parts).capitalize())

    def _typed(self) -> None:
        self._dirty = True
        if not reading_only().holds:
            self._soon.start()

    def _changed(self) -> None:
        self._typed()
        if self.form is not None:
            self.pane.show_spots(self.form.paper)

    def _light(self, key: str) -> None:
        self.pane.light(key)

    def _spot(self, key: str) -> None:
        self.sides.show_side(1)
        if self.lines is not None and key.startswith("line "):
            _, line, name = key.split()
            self.lines.go_to(int(line), name)
        elif self.form is not None:
            self._close_lines()
            self.form.select(key)

    # its lines

    def _open_lines(self, line: int) -> None:
        if self.form is None or self.lines is not None:
            return
        lines = self.lines = LinesEditor(self.form.paper, self.desk.today())
        lines.lit.connect(self._light)
        lines.edited.connect(self._take_lines)
        lines.done.connect(self._close_lines)
        self._right.addWidget(lines)
        self._right.setCurrentWidget(lines)
        lines.go_to(max(line, 0))

    def _take_lines(self) -> None:
        if self.form is not None and self.lines is not None:
            self.form.take_paper(self.lines.paper)

    def _close_lines(self) -> None:
        lines, self.lines = self.lines, None
        if lines is not None and self.form is not None:
            self.form.take_paper(lines.paper)
            self.form.settle_lines()
            self._right.setCurrentWidget(self.form)
            self._right.removeWidget(lines)
            lines.deleteLater()
            self.form.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    # what becomes of it

    def _accept(self) -> None:
        form = self.form
        if form is None or self._busy:
            return
        self._soon.stop()
        self._busy, self._dirty = True, False
        paper, whom, today = form.checked(), form.answer(), self.desk.today()
        self.desk.vault_job(lambda vault: accept_paper(vault, paper.id, paper, whom, today=today), self._took, self._not_taken)

    def _not_taken(self, problem: MedbillsError) -> None:
        self._busy, self._dirty = False, True
        self.desk.show_problem(problem)

    def _took(self, accepted: Accepted) -> None:
        self._accepted += 1
        if self.form is not None and not self.form.review.kept.confirmed:
            self._filed.append(self.form.paper.id)
        self._questions = accepted.questions
        self.desk.tell_changed(accepted.changes.topics)
        self._next()

    def _later(self) -> None:
        self._keep_draft()
        self._next()

    def _next(self) -> None:
        self._at += 1
        if self._at < len(self._ids):
            self._load()
        else:
            self._end()

    def _end(self) -> None:
        if self._accepted:
            kept = "Kept." if self._accepted == 1 else f"{counted(self._accepted, 'paper')} kept."
            found = f" {counted(self._questions, 'thing')} to ask about." if self._questions else " Nothing to ask about so far."
            self.desk.toast(kept + found)
        self.closed.emit()
        self.desk.tell_filed(self._filed)

    def _remove(self) -> None:
        form = self.form
        if form is None or self._busy:
            return
        self._soon.stop()
        self._busy, self._dirty = True, False
        paper_id, today = form.paper.id, self.desk.today()
        self.desk.vault_job(lambda vault: remove_paper(vault, paper_id, today=today), self._removed, self._not_taken)

    def _removed(self, changes: Changes) -> None:
        desk = self.desk
        desk.tell_changed(changes.topics)
        desk.toast(f"{changes.what}.", partial(_bring_back, desk, changes.what))
        self._next()

    def _keep(self) -> None:
        """Keep what stands in the form while it is being typed; what becomes of the paper's ties and its case waits for the end."""
        form = self.form
        if form is None or self._busy or not self._dirty:
            return
        paper = form.paper if form.review.kept.confirmed else form.so_far()
        self._send(form, paper, partial(self._kept, self._at), still_typing=True)

    def _kept(self, at: int, _kept: KeptSoFar) -> None:
        if at == self._at:
            self.saved.emit(saved_words(self.desk))

    def _keep_draft(self) -> None:
        """Keep it as one leaves the paper."""
        self._soon.stop()
        form = self.form
        if form is None or self._busy:
            return
        paper = form.for_later()
        if paper == form.review.kept.paper and not self._dirty:
            return
        self._dirty, desk = False, self.desk
        self._send(form, paper, lambda kept: desk.tell_changed(kept.changes.topics), still_typing=False)

    def _send(self, form: ReviewForm, paper: Paper, then: Callable[[KeptSoFar], None], still_typing: bool) -> None:
        whom, today, sittings = form.answer(), self.desk.today(), self._sittings

        def keep(vault: Any) -> KeptSoFar:
            # On the vault's thread, where one keeping follows the other: each finds what the one before it left here.
            after = sittings.get(paper.id, "")
            kept = keep_for_later(vault, paper.id, paper, whom, today=today, after=after, still_typing=still_typing)
            sittings[paper.id] = kept.change_id
            return kept

        self.desk.vault_job(keep, then, partial(self._not_kept, self._at))

    def _not_kept(self, at: int, problem: MedbillsError) -> None:
        if at == self._at:
            self._dirty = True
            self.saved.emit("")  # no longer true of what stands here
        self.desk.show_problem(problem)

    def reopens(self) -> tuple[str, dict[str, Any]] | None:
        return "review", {"paper_ids": list(self._ids[self._at :])}

    def may_leave(self) -> bool:
        """Keeps what was typed so far; the paper goes on waiting."""
        if self.lines is not None:
            self._take_lines()
        self._keep_draft()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._keep()
        super().hideEvent(event)


def _bring_back(desk: Desk, what: str) -> None:
    def told(changes: Changes) -> None:
        desk.tell_changed(changes.topics)
        desk.toast("The paper is back.")

    desk.vault_job(lambda vault: take_back(vault, what), told)
