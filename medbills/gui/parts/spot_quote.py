"""A button that marks a passage on the page of a viewer, and the line that says how."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.parts.folding_sides import Ground
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.document_viewer import DocumentViewer
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.spot_frame import SpotFrame

HOW = "Drag over the lines. By keys: arrows move the frame, Shift with arrows sizes it, Enter takes it, Esc ends."


class SpotQuote(QWidget):
    """Wraps a viewer. `marked` carries the page and the box in points from its top-left corner."""

    marked = Signal(int, tuple)

    def __init__(self, viewer: DocumentViewer) -> None:
        super().__init__()
        self.button = button("Mark a passage", "quiet", "highlight", bar=True)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._turn)
        viewer.add_tool(self.button)
        self.frame = SpotFrame(viewer, "The passage to quote", "takes")
        self.frame.ended.connect(self._ended)
        self.frame.taken.connect(self.marked)
        self.how = Ground("accent-soft")
        row = QVBoxLayout(self.how)
        row.setContentsMargins(20, 8, 20, 8)
        row.addWidget(ReadingLabel(HOW, "small", "accent-ink"))
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
