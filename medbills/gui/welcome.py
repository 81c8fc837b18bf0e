"""The first window: three doors, and what Medbills promises."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.icons import APP
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.look_bar import LookBar
from medbills.gui.widgets.reflow import ResponsiveGrid
from medbills.gui.widgets.scroll import Scroll

WIDEST = 1000
ABOUT = (
    "Keep every medical bill, insurance paper and phone call in one safe place. "
    "Medbills checks what they say, counts the days, and helps you write and call."
)
PROMISES = (
    ("lock", "Locked with your passphrase", "Your papers are scrambled on the disk. Only you can open them."),
    ("computer", "Nothing leaves this computer", "No account, no sign-up. Medbills never goes online."),
    ("info", "Information, not legal advice", "Each rule shows its source and the day it was checked."),
)


class Door(Card):
    """One way to begin."""

    pressed = Signal()

    def __init__(self, icon: str, title: str, text: str, action: str, main: bool = False) -> None:
        super().__init__()
        self.body.setContentsMargins(24, 28, 24, 24)
        self.body.addWidget(IconLabel(icon, "accent-ink", 24, tile=48))
        self.body.addSpacing(8)
        self.body.addWidget(ReadingLabel(title, "head"))
        self.body.addWidget(ReadingLabel(text, "body", "text2"))
        self.body.addStretch(1)
        self.body.addSpacing(24)
        self.button = button(action, "main" if main else "plain", icon if main else None)
        self.button.clicked.connect(self.pressed)
        self.body.addWidget(self.button)


class Welcome(QWidget):
    """Content of the first window."""

    addFirstPaper = Signal()
    lookAround = Signal()
    bringBack = Signal()
    helpAsked = Signal()

    def __init__(self, with_help: bool = False) -> None:
        super().__init__()
        content = QWidget()
        sides = QHBoxLayout(content)
        sides.setContentsMargins(32, 64, 32, 24)
        inner = QWidget()
        self._inner = inner
        sides.addStretch(1)
        sides.addWidget(inner, 1000)
        sides.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(_head())
        about = ReadingLabel(ABOUT, "card", weight=400, line_height=1.5)
        about.setMaximumWidth(780)
        column.addWidget(about)
        column.addSpacing(20)
        column.addWidget(self._doors())
        column.addSpacing(24)
        column.addWidget(divider())
        column.addWidget(ResponsiveGrid(*(_promise(*promise) for promise in PROMISES), lines=14, gap=20))
        column.addStretch(1)
        look = LookBar(with_help)
        look.help_asked.connect(self.helpAsked)
        column.addWidget(look)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        type_().scaled.connect(self._widen)
        self._widen()

    def _widen(self) -> None:
        self._inner.setMaximumWidth(round(WIDEST * max(type_().scale, 1)))

    def _doors(self) -> QWidget:
        self.first = Door(
            "add_papers", "Add your first paper",
            "Drop in a PDF of a bill, a statement from the insurer, or a letter. It takes about three minutes.",
            "Add a paper", main=True,
        )
        self.around = Door(
            "eye", "Look around first",
            "Walk through a made-up family’s papers: an ER bill, a refused MRI, a filling. Nothing you do there is kept.",
            "Open the sample papers",
        )
        self.back = Door(
            "restore", "Bring back a backup",
            "You used Medbills on another computer, or a relative gave you a sealed copy of their papers.",
            "Choose a backup",
        )
        self.first.pressed.connect(self.addFirstPaper)
        self.around.pressed.connect(self.lookAround)
        self.back.pressed.connect(self.bringBack)
        return ResponsiveGrid(self.first, self.around, self.back, lines=14, gap=20)


def _head() -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(IconLabel(APP, "text", 56))
    row.addWidget(ReadingLabel("Welcome to Medbills", "title"), 1)
    return head


def _promise(icon: str, title: str, text: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 8, 0, 8)
    row.setSpacing(12)
    row.addWidget(IconLabel(icon, "accent"), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(ReadingLabel(title, "body", weight=500))
    column.addWidget(ReadingLabel(text, "small", "text2"))
    column.addStretch(1)
    row.addLayout(column, 1)
    return part
