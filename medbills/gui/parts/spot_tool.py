"""A viewer with a button to frame a spot on its page, and a line that says how: to cover it, or to quote it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.parts.folding_sides import Ground
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.document_viewer import DocumentViewer
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.spot_frame import SpotFrame

HOW = "Drag over the {what}. By keys: arrows move the frame, Shift with arrows sizes it, Enter {verb}, Esc ends."


@dataclass(frozen=True, slots=True)
class SpotUse:
    """What a framed spot is for, in the words of the button, the line and the frame."""

    title: str
    icon: str
    what: str
    name: str
    verb: str


COVER = SpotUse("Cover a spot", "eye_off", "spot", "The spot to cover", "covers")
QUOTE = SpotUse("Mark a passage", "highlight", "lines", "The passage to quote", "takes it")


class SpotTool(QWidget):
    """Wraps a viewer. `taken` carries the page and the box in points from its top-left corner."""

    taken = Signal(int, tuple)

    def __init__(self, viewer: DocumentViewer, use: SpotUse) -> None:
        super().__init__()
        self.button = button(use.title, "quiet", use.icon, bar=True)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._turn)
        viewer.add_tool(self.button)
        self.frame = SpotFrame(viewer, use.name, use.verb.split()[0])
        self.frame.ended.connect(self._ended)
        self.frame.taken.connect(self.taken)
        self.how = Ground("accent-soft")
        row = QVBoxLayout(self.how)
        row.setContentsMargins(20, 8, 20, 8)
        row.addWidget(ReadingLabel(HOW.format(what=use.what, verb=use.verb), "small", "accent-ink"))
        self.how.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.how)
        column.addWidget(viewer, 1)

    def _turn(self, on: bool) -> None:
        self.how.setVisible(on)
        if on:
            self.frame.begin()
        else:
            self.frame.end()

    def _ended(self) -> None:
        self.button.setChecked(False)
        self.button.setFocus()
