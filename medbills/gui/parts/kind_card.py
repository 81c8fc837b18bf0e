"""What a case is about: its kind in plain words, what the papers show, and a place to choose another one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from medbills.domain.case import CaseKind
from medbills.domain.matter import Matter
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.case_kinds import kind_of, kinds_of_case, other_kind


class KindCard(Card):
    """`chosen` carries the kind that the user wants for the case."""

    chosen = Signal(object)

    def __init__(self, matter: Matter) -> None:
        now = kind_of(matter)
        self.change = button("Change", "quiet", small=True, bar=True)
        self.change.setAccessibleName(tr("Change what this case is about"))
        self.change.clicked.connect(self._open)
        self.change.setVisible(matter.case.closed_on is None)
        super().__init__(f"Kind of case: {now.name}", self.change, dense=True)
        self.about = ReadingLabel(now.about, "small", "text2")
        self.body.addWidget(self.about)
        proposed = other_kind(matter)
        self.take = button(f"Call it “{proposed.name}”", "plain", "check", small=True, bar=True) if proposed else None
        if self.take is not None and proposed is not None:
            self.shows = ReadingLabel(f"The papers show something else: {proposed.about}", "small")
            self.body.addWidget(self.shows)
            self.take.clicked.connect(lambda: self.chosen.emit(proposed.kind))
            self.body.addWidget(Flow(self.take))
        names = tuple((kind.kind.value, kind.name) for kind in kinds_of_case().values())
        self.kinds = ChoiceField("What is it about?", names, "It decides what is asked for and when it can be closed.", now.kind.value)
        self.keep = button("Keep this", "plain", "check", small=True, bar=True)
        self.keep.clicked.connect(lambda: self.chosen.emit(CaseKind(self.kinds.key())))
        for part in (self.kinds, self.keep):
            part.hide()
        self.body.addWidget(self.kinds)
        self.body.addWidget(Flow(self.keep))

    def _open(self) -> None:
        opened = self.kinds.isHidden()
        for part in (self.kinds, self.keep):
            part.setVisible(opened)
        self.change.setText("Leave it" if opened else "Change")
        (self.kinds if opened else self.change).setFocus(Qt.FocusReason.OtherFocusReason)
