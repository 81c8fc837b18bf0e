"""The layer for tasks: one bar, and the task below it with all the room there is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from medbills.gui.page import TaskWidget
from medbills.gui.task_bar import TaskBar


class TaskLayer(QStackedWidget):
    """A stack, so that a task may open another (a wizard from a review) and find itself again."""

    left = Signal()  # the way out was taken
    ended = Signal()  # the task itself says it is over

    @property
    def task(self) -> QWidget | None:
        """The task on top."""
        top = self.widget(self.count() - 1) if self.count() else None
        return top.task if isinstance(top, _Framed) else None

    @property
    def tasks(self) -> tuple[QWidget, ...]:
        """Every task, the one on top last."""
        framed = (self.widget(index) for index in range(self.count()))
        return tuple(part.task for part in framed if isinstance(part, _Framed))

    def open(self, task: QWidget) -> None:
        """Put a task on top."""
        framed = _Framed(task)
        framed.left.connect(self.left)
        framed.ended.connect(self.ended)
        self.addWidget(framed)
        self.setCurrentWidget(framed)
        task.setProperty("ownFocus", True)
        task.setFocus()

    def close_top(self) -> None:
        """Let go of the task on top."""
        top = self.widget(self.count() - 1)
        if top is not None:
            self.removeWidget(top)
            top.deleteLater()


class _Framed(QWidget):
    left = Signal()
    ended = Signal()

    def __init__(self, task: QWidget) -> None:
        super().__init__()
        self.task = task
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        named = task if isinstance(task, TaskWidget) else None
        bar = TaskBar(named.way_out, named.title, named.detail, named.bar_buttons) if named else TaskBar("Back", "", "", [])
        bar.left.connect(self.left)
        if named:
            named.titled.connect(bar.set_title)
            named.saved.connect(bar.set_state)
            named.closed.connect(self.ended)
        column.addWidget(bar)
        column.addWidget(task, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nothing in the task wanted is the way out."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
