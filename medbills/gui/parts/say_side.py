"""The left side of a call: the line to say, what they may answer, the facts at hand, and what not to say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from medbills.domain.call_course import Course
from medbills.domain.script import GO_ON, Names, Reply, Script, Spoken
from medbills.gui.language import ENGLISH, language, tr
from medbills.gui.parts.call_keys import TOLD
from medbills.gui.parts.reply_button import ReplyButton
from medbills.gui.theme import theme
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.editors import LineEdit
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.reflow import Flow, ResponsiveGrid, clear
from medbills.gui.widgets.scroll import Scroll
from medbills.services.call_words import said_words, value_words
from medbills.services.what_to_say import AtHand, Talk

MARK_WIDTH = 4
ALOUD = "Read this aloud in English, or ask them for an interpreter."
OWN_RECORD = "People & plans"  # a source that needs no naming: what the user typed of the family
NAMED = {Names.AMOUNT: ("Which amount?", "Leave it empty if they named none. Then press Go on."),
         Names.DAY: ("Which day?", "Leave it empty if they named none. Then press Go on.")}  # fmt: skip


class SayCard(QFrame):
    """The sentence to read aloud, with a teal mark at its left, and below it the papers its facts stand on."""

    def __init__(self, spoken: Spoken) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 16, 24, 16)
        column.setSpacing(4)
        column.addWidget(Label("Say", "small", "text2", weight=500))
        self.line = ReadingLabel(f"“{spoken.text}”", "say", as_written=True)
        column.addWidget(self.line)
        if language().code != ENGLISH:
            column.addWidget(ReadingLabel(ALOUD, "small", "text2"))
        papers = list(dict.fromkeys(source.source for source in spoken.sources if source.source != OWN_RECORD))
        if papers:
            column.addWidget(ReadingLabel(f"From: {'; '.join(papers)}", "small", "text2"))
        self.setAccessibleName(tr(f"Say: {spoken.text}"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, MARK_WIDTH, self.height()), theme().color("accent"))
        painter.end()


class SaySide(QWidget):
    """`replied` carries the key of a reply and what they named; `went_back` and `chose` (a script's slug) are the other ways on.

    `asked` are the ids of the findings whose question was ticked.
    """

    replied = Signal(str, str)
    went_back = Signal()
    chose = Signal(str)

    def __init__(self, talk: Talk, course: Course) -> None:
        super().__init__()
        self.talk, self.course = talk, course
        self._ticked: set[str] = set()
        self.replies: list[ReplyButton] = []
        self.questions: list[CheckRow] = []
        self.go_on: Button | None = None
        self.named: Field | None = None
        self._naming: Reply | None = None
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(40, 20, 40, 20)
        column.setSpacing(14)
        self._line = QVBoxLayout()
        self._line.setSpacing(12)
        column.addLayout(self._line)
        self.before = {words: CheckRow(words) for words in talk.script.before_end}
        column.addLayout(_ticked("Before you hang up, ask for", [Flow(*self.before.values(), gap=24)]))
        for part in self._about_the_script():
            column.addWidget(part)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = Scroll(content)
        outer.addWidget(self._scroll)
        self.show_line(course)

    @property
    def asked(self) -> tuple[str, ...]:
        """Ids of the findings that were asked about."""
        return tuple(finding for finding, _ in self.talk.ask if finding in self._ticked)

    @property
    def spoken(self) -> Spoken:
        """The line on the screen."""
        return self.talk.at(self.course.trail)

    def show_line(self, course: Course) -> None:
        """Another line of the script; what was ticked stays."""
        self.course = course
        clear(self._line)
        self.replies, self.named, self._naming, self.go_on = [], None, None, None
        spoken = self.spoken
        for part in self._head(spoken):
            self._line.addWidget(part)
        self.card = SayCard(spoken)
        self._line.addWidget(self.card)
        if spoken.line.hint:
            self._line.addWidget(ReadingLabel(spoken.line.hint, "body", "text2"))
        if spoken.line.lists_questions and self.talk.ask:
            self._line.addWidget(self._questions())
        if self.talk.at_hand:
            self._line.addWidget(Flow(*[_fact(fact) for fact in self.talk.at_hand], gap=24))
        self._add_answers(spoken)
        self._scroll.verticalScrollBar().setValue(0)

    # the parts of a line

    def _head(self, spoken: Spoken) -> list[QWidget]:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Chip(f"Step {len(self.course.trail) + 1}", "teal"))
        row.addWidget(ReadingLabel(spoken.line.title, "body", "text2"), 1)
        self.back = button("Step back", "quiet", "chevron_left", bar=True)
        self.back.setVisible(bool(self.course.trail))
        self.back.clicked.connect(self.went_back)
        row.addWidget(self.back)
        last = self.course.trail[-1] if self.course.trail else None
        told = f"You noted: {said_words(last)}." if last is not None and last.words else self.talk.intro if last is None else ""
        return [top, ReadingLabel(told, "body", "text2")] if told else [top]

    def _questions(self) -> QWidget:
        part = QWidget()
        rows = []
        for finding, question in self.talk.ask:
            row = CheckRow(question)
            row.setChecked(finding in self._ticked)
            row.toggled.connect(lambda on, which=finding: self._ticked.add(which) if on else self._ticked.discard(which))
            rows.append(row)
        self.questions = rows
        part.setLayout(_ticked("Ask this. Tick what you asked.", rows))
        return part

    def _add_answers(self, spoken: Spoken) -> None:
        line = spoken.line
        if line.ending is not None:
            self._line.addWidget(Banner(f"Next: {line.ending.words} Press End the call when you are done.", "info", icon="arrow_right"))
            return
        before = self.course.answered
        if not line.replies:
            self.go_on = button("I said it", "plain", "chevron_right", icon_after=True)
            self.go_on.clicked.connect(lambda: self.replied.emit(GO_ON, ""))
            self._line.addWidget(Flow(self.go_on))
            return
        self._line.addWidget(ReadingLabel("They said…", "body", weight=600))
        for number, reply in enumerate(line.replies, 1):
            made = ReplyButton(reply, number, before is not None and before.reply == reply.key)
            made.clicked.connect(lambda _=False, at=number: self.press(at))
            self.replies.append(made)
        self._line.addWidget(ResponsiveGrid(*self.replies, most=2, lines=14, gap=12))
        self._place = QVBoxLayout()
        self._line.addLayout(self._place)

    def press(self, number: int) -> bool:
        """Take the reply of this number; one that names something is asked for it first. False where there is none."""
        if not 1 <= number <= len(self.replies):
            return False
        reply = self.replies[number - 1].reply
        if reply.names is Names.NOTHING:
            self.replied.emit(reply.key, "")
        else:
            self._ask_what(reply)
        return True

    def _ask_what(self, reply: Reply) -> None:
        clear(self._place)
        for made in self.replies:
            made.setChecked(made.reply is reply)
        self._naming = reply
        label, hint = NAMED[reply.names]
        before = self.course.answered
        known = before.value if before is not None and before.reply == reply.key else ""
        self.named = Field(label, hint, value_words(known) if known else "")
        self.named.setMaximumWidth(420)
        on = button("Go on", "plain", "chevron_right", icon_after=True)
        on.clicked.connect(self.take_named)
        self.named.add_beside(on)
        if isinstance(self.named.editor, LineEdit):
            self.named.editor.returnPressed.connect(self.take_named)
        self._place.addWidget(self.named)
        self.named.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_named(self) -> None:
        """Go on with what they named."""
        if self.named is not None and self._naming is not None:
            self.replied.emit(self._naming.key, self.named.text())

    def focus_line(self) -> None:
        """Give the keyboard to the answers of the line."""
        first: QWidget | None = next((made for made in self.replies if made.isChecked()), self.replies[0] if self.replies else self.go_on)
        (first or self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    # what belongs to the whole script

    def _about_the_script(self) -> list[QWidget]:
        script = self.talk.script
        pressed = Banner(f"If they press you, say: “{script.if_pressed}”", "quiet", icon="rights")
        avoid = Banner(" ".join(script.do_not), "warning")
        have = ReadingLabel(f"Have at hand: {', '.join(_lowered(words) for words in script.have)}.", "small", "text2")
        down = ReadingLabel(f"Write down: {', '.join(_lowered(words) for words in script.write_down)}.", "small", "text2")
        self.other: Button = button("Calling somebody else?", "quiet", "phone", small=True, bar=True)
        self.other.clicked.connect(self._choose)
        source = f"{self.talk.comfort} Information, not legal advice. Source: {script.authority}."
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(IconLabel("info"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(ReadingLabel(source, "small", "text2"), 1)
        keys = ReadingLabel(TOLD, "small", "text2")
        return [avoid, pressed, have, down, foot, Flow(self.other), keys]

    def _choose(self) -> None:
        """The scripts that fit the case, then the others."""
        menu = self.menu = QMenu(self)
        menu.setAccessibleName(tr("Whom do you call?"))
        for group in (self.talk.fitting, self.talk.others):
            for script in group:
                self._offer(menu, script)
            menu.addSeparator()
        menu.popup(self.other.mapToGlobal(QPoint(0, self.other.height() + 4)))

    def _offer(self, menu: QMenu, script: Script) -> None:
        action = menu.addAction(script.title)
        action.setCheckable(True)
        action.setChecked(script.slug == self.talk.script.slug)
        action.triggered.connect(lambda _=False, slug=script.slug: self.chose.emit(slug))


def _lowered(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _fact(fact: AtHand) -> QWidget:
    cell = QWidget()
    cell.setAccessibleName(tr(f"{fact.label}: {fact.words}. {fact.source}"))
    cell.setToolTip(tr(fact.source))
    column = QVBoxLayout(cell)
    column.setContentsMargins(4, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(ReadingLabel(fact.label, "small", "text2"))
    column.addWidget(ReadingLabel(fact.words, "body", weight=600))
    return cell


def _ticked(title: str, rows: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(ReadingLabel(title, "body", weight=600))
    for row in rows:
        column.addWidget(row)
    return column
