"""A card: surface with a fine edge; and the dividers inside one."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.widgets.label import ReadingLabel


class Card(QFrame):
    """Add to `body`. `title` stands at its head, with `at_right` (a sum, a link, a chip) beside it."""

    def __init__(self, title: str = "", at_right: QWidget | None = None, dense: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.body = QVBoxLayout(self)
        side = 16 if dense else 20
        self.body.setContentsMargins(side, side, side, side)
        self.body.setSpacing(8)
        self.title: ReadingLabel | None = None
        if title or at_right:
            row = QHBoxLayout()
            row.setSpacing(12)
            self.title = ReadingLabel(title, "body", weight=600)
            row.addWidget(self.title, 1)
            if at_right:
                row.addWidget(at_right)
            self.body.addLayout(row)
            self.setAccessibleName(tr(title))

    def set_selected(self, selected: bool) -> None:
        """The one that is open or chosen has a teal edge."""
        self.setProperty("selected", "true" if selected else "false")
        self.style().unpolish(self)
        self.style().polish(self)


def divider(upright: bool = False) -> QFrame:
    """A hairline between two parts of a card."""
    line = QFrame()
    line.setProperty("role", "divider-upright" if upright else "divider")
    return line
