"""Hands one person's papers over: what the copy holds, its own passphrase, where it goes, and the page that sums it up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.printing import PrintRun
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.choices import CheckRow, RadioCard
from medbills.gui.widgets.field import PassphraseField
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow, clear
from medbills.gui.widgets.scroll import Scroll
from medbills.gui.widgets.strength_meter import StrengthMeter
from medbills.services.hand_over import KEY_OPENS_ALL, CopyPreview, HandedOver, hand_over, preview_copy
from medbills.services.open_vault import new_folder
from medbills.services.weigh_passphrase import TOO_WEAK
from medbills.services.write_file import write_file

WHY = "You make a sealed copy of one person’s papers. Yours stay as they are."
ALL, CHOSEN = "all", "chosen"


class HandOverTask(TaskWidget):
    """Nothing is made before the last button; what is there already is never written over."""

    def __init__(self, desk: Desk, person_id: str, called: str) -> None:
        super().__init__(desk, f"Hand over {called}’s papers", way_out="Back")
        self._person_id, self._called = person_id, called
        self.preview: CopyPreview | None = None
        self.done: HandedOver | None = None
        self.make = button("Make the copy…", "main", "save")
        self.make.clicked.connect(self._ask_place)
        self.bar_buttons = [self.make]
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(16)
        self._column.addWidget(PageHeader(f"Hand over {called}’s papers", WHY))
        self._column.addWidget(self._what_for())
        self.shown = QVBoxLayout()
        self._column.addLayout(self.shown)
        self._column.addWidget(self._seal())
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setFocusProxy(self.ways[ALL])
        self._look()

    def _what_for(self) -> QWidget:
        card = Card("What is the copy for?")
        card.body.setSpacing(12)
        self.ways = {
            ALL: RadioCard("Somebody takes over", "All of it. They can add papers and go on from here.", ALL),
            CHOSEN: RadioCard("An advocate looks at it", "The cases you choose. For reading only.", CHOSEN),
        }
        self._group = QButtonGroup(self)
        for way in self.ways.values():
            self._group.addButton(way)
            card.body.addWidget(way)
            way.clicked.connect(self._look)
        self.ways[ALL].setChecked(True)
        self.cases: dict[str, CheckRow] = {}
        self._cases = QVBoxLayout()
        card.body.addLayout(self._cases)
        return card

    def _seal(self) -> QWidget:
        card = Card("A passphrase for the copy")
        card.body.setSpacing(12)
        self.honest = ReadingLabel(f"{KEY_OPENS_ALL} Tell it to them by phone, not in the same e-mail.", "body", "text2")
        self.honest.natural_width = READING_WIDTH
        card.body.addWidget(self.honest)
        self.secret = PassphraseField("Passphrase")
        self.repeated = PassphraseField("The same again")
        self.meter = StrengthMeter()
        self.secret.changed.connect(lambda: self.meter.weigh(self.secret.text()))
        card.body.addWidget(Columns(self.secret, self.repeated, most=2, lines=13, gap=12))
        card.body.addWidget(self.meter)
        return card

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """The cases chosen; None for all of it."""
        if not self.ways[CHOSEN].isChecked():
            return None
        return tuple(case for case, tick in self.cases.items() if tick.isChecked())

    def _look(self) -> None:
        """What such a copy holds, told before it is made."""
        cases, person = self.chosen, self._person_id
        self.desk.vault_job(lambda vault: preview_copy(vault, person, case_ids=cases), self._came)

    def _came(self, preview: CopyPreview) -> None:
        self.preview = preview
        if not self.cases:
            for case_id, title in preview.cases:
                tick = self.cases[case_id] = CheckRow(title)
                tick.toggled.connect(lambda _on: self._look())
                self._cases.addWidget(tick)
        for tick in self.cases.values():
            tick.setVisible(self.ways[CHOSEN].isChecked())
        clear(self.shown)
        self.shown.addWidget(
            Columns(_list("In the copy", preview.holds, "check_circle", "success"), _list("Stays with you", preview.stays, "lock", "text2"),
                    most=2, lines=16)
        )  # fmt: skip

    def _ready(self) -> bool:
        self.meter.weigh(self.secret.text())
        weak = not self.meter.enough
        differs = self.secret.text() != self.repeated.text()
        self.secret.set_problem(TOO_WEAK if weak else None)
        self.repeated.set_problem("The two do not match. Show them to compare." if differs and not weak else None)
        wrong = next((field for field in (self.secret, self.repeated) if field.problem), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.chosen == ():
            self.desk.toast("Choose at least one case for the advocate.")
        return wrong is None and self.chosen != ()

    def _ask_place(self) -> None:
        if not self._ready():
            return
        folder = dialogs.open_folder(self, "Where to put the copy")
        if folder is not None:
            self.make_in(folder)

    def make_in(self, folder: Path) -> None:
        """Make the copy in this folder, under the person's name."""
        to, secret, cases = new_folder(folder, f"{self._called} papers"), self.secret.text(), self.chosen
        person, today = self._person_id, self.desk.today()
        self.make.setEnabled(False)
        self.titled.emit("Making the copy. It is opened again and checked.", "")
        self.desk.vault_job(
            lambda vault: hand_over(vault, person, to, secret, today=today, case_ids=cases, read_only=cases is not None),
            self._made, self._failed,
        )  # fmt: skip

    def _failed(self, problem: MedbillsError) -> None:
        self.make.setEnabled(True)
        self.titled.emit(self.title, "")
        self.desk.show_problem(problem)

    def _made(self, done: HandedOver) -> None:
        self.done = done
        self.titled.emit("The copy is ready", "")
        self.make.hide()
        clear(self._column)
        self._column.addWidget(PageHeader("The copy is ready", f"It was opened again and checked. It lies in {done.folder.parent}."))
        self._column.addWidget(self._next_steps(done))
        self._column.addStretch(1)
        self.print_page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_steps(self, done: HandedOver) -> QWidget:
        card = Card(done.folder.name)
        card.body.setSpacing(12)
        steps = (
            "Put the whole folder on a USB stick, or send it sealed as it is.",
            "They open it with Medbills and the passphrase you chose.",
            f"Recovery key, if the passphrase is lost: {done.recovery_key}",
        )
        for step in steps:
            card.body.addWidget(_line(step, "chevron_right", "accent"))
        if done.read_only:
            card.body.addWidget(Banner("Medbills lets nobody change this copy. It cannot be called back once it is given.", "quiet"))
        card.body.addWidget(ReadingLabel("The page that sums it up is not sealed. Print it, or give it by hand.", "body", "text2"))
        self.print_page = button("Print the page…", "plain", "print")
        self.print_page.clicked.connect(lambda: PrintRun(self.desk, self, done.briefing, "Briefing", lambda _pages: None).start())
        self.save_page = button("Save the page as PDF…", "plain", "save")
        self.save_page.clicked.connect(self._save_page)
        card.body.addWidget(Flow(self.print_page, self.save_page, gap=12))
        return card

    def _save_page(self) -> None:
        path = dialogs.save_file(self, "Save the page", f"{self._called}-briefing.pdf", "PDF (*.pdf)")
        if path is None or self.done is None:
            return
        place, data = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"), self.done.briefing
        self.desk.paper_job(lambda _job: write_file(place, data), lambda _none: self.desk.toast(f"Saved as {place.name}."))


def _list(title: str, lines: tuple[str, ...], icon: str, tone: str) -> Card:
    card = Card(title)
    card.body.setSpacing(8)
    for line in lines:
        card.body.addWidget(_line(line, icon, tone))
    card.body.addStretch(1)
    return card


def _line(text: str, icon: str, tone: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(IconLabel(icon, tone, beside="body", reading=True), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(ReadingLabel(text), 1)
    return part
