"""What became of the files that were added: those that were not kept, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.domain.waiting_file import WaitingFile
from medbills.domain.wording import counted
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.row_button import two_lines
from medbills.gui.widgets.scroll import GrownScroll


@dataclass(frozen=True, slots=True)
class NotAdded:
    """A file that was not kept anew: refused, or kept before as the paper `paper_id`.

    `waiting` is set where it waits for what its columns mean.
    """

    name: str
    sentence: str
    paper_id: str | None = None
    waiting: WaitingFile | None = None


class AddedCard(Card):
    """Stands at the foot of the pages until it is closed. `shown` carries a paper's id, `named` a file whose columns are asked."""

    shown = Signal(str)
    named = Signal(object)  # WaitingFile
    closed = Signal()

    def __init__(self, added: int, left_out: Sequence[NotAdded]) -> None:
        self.close_button = button("Close", "quiet", small=True, bar=True)
        super().__init__(_headline(added, left_out), self.close_button, dense=True)
        self.close_button.clicked.connect(self.closed)
        self.setSizePolicy(_low())
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(6)
        self.links: list[QWidget] = []
        self._fill(sorted(left_out, key=lambda one: (one.waiting is None, one.paper_id is not None)))  # what can be done, on top
        self.body.addWidget(GrownScroll(self._content))
        self.setAccessibleName(tr(". ".join([_headline(added, left_out), *(f"{one.name}: {one.sentence}" for one in left_out)])))

    def _fill(self, left_out: Sequence[NotAdded]) -> None:
        clear(self._column)
        for number, one in enumerate(left_out):
            if number:
                self._column.addWidget(divider())
            line = QHBoxLayout()
            line.setSpacing(12)
            calm = one.paper_id is not None or one.waiting is not None
            line.addWidget(IconLabel("info" if calm else "warning", "text2" if calm else "amber"))
            words = QVBoxLayout()
            words.setSpacing(0)
            for label in two_lines(one.name, one.sentence):
                words.addWidget(label)
            line.addLayout(words, 1)
            if one.paper_id:
                link = button("Show it", "quiet", small=True, bar=True)
                link.setAccessibleName(tr(f"Show {one.name}"))
                link.clicked.connect(lambda _=False, chosen=one.paper_id: self.shown.emit(chosen))
                line.addWidget(link)
                self.links.append(link)
            elif one.waiting is not None:
                link = button("Name its columns", "quiet", small=True, bar=True)
                link.setAccessibleName(tr(f"Name the columns of {one.name}"))
                link.clicked.connect(lambda _=False, chosen=one.waiting: self.named.emit(chosen))
                line.addWidget(link)
                self.links.append(link)
            self._column.addLayout(line)
        self._column.addStretch(1)


def _low() -> QSizePolicy:
    """No higher than it needs to be at its width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    policy.setHeightForWidth(True)
    return policy


def _headline(added: int, left_out: Sequence[NotAdded]) -> str:
    before = sum(1 for one in left_out if one.paper_id)
    asked = sum(1 for one in left_out if one.waiting is not None)
    refused = len(left_out) - before - asked
    parts = [f"{counted(added, 'file')} added"] if added else []
    parts += [f"{before} kept before"] if before else []
    parts += [f"{asked} with a question"] if asked else []
    parts += [f"{refused} not added"] if refused else []
    return ", ".join(parts)
