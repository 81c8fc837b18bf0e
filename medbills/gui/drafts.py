"""What stands unsaved in the window, as plain data: kept while it is typed and when it locks; and its way back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from medbills.gui.desk import Desk
from medbills.gui.main_window import MainWindow
from medbills.gui.page import PageWidget, TaskWidget
from medbills.gui.parts.kept_texts import KeptTexts
from medbills.gui.widgets.field import PassphraseField

SECRET = "secret"  # noqa: S105 - a property: what stands in this editor is never kept
PASSING = "passing"  # a property: words to look for, which nobody misses
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task that was open: how to open it again (a kind and its words), what stood in its controls, what was typed in them."""

    title: str
    again: tuple[str, dict[str, Any]] | None
    values: Values
    typed: Values


@dataclass(frozen=True, slots=True)
class Draft:
    """The page shown, what was typed on it and in windows above it, and the tasks, the top one last."""

    page: str | None = None
    typed: Values = field(default_factory=dict)
    tasks: tuple[TaskDraft, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.typed and not self.tasks

    @property
    def words(self) -> Draft:
        """What was typed alone, with no task to open again: where opening one is what ends the program, it is not tried twice."""
        return Draft(None, self.typed | {name: text for task in self.tasks for name, text in task.typed.items()})

    def to_text(self) -> str:
        tasks = [{"title": task.title, "again": task.again, "values": task.values, "typed": task.typed} for task in self.tasks]
        return "" if self.is_empty else json.dumps({"page": self.page, "typed": self.typed, "tasks": tasks})

    @classmethod
    def from_text(cls, text: str) -> Draft:
        """One that was kept; an empty one where nothing was, or a later version wrote it."""
        try:
            plain = json.loads(text) if text else {}
            tasks = tuple(
                TaskDraft(task["title"], tuple(task["again"]) if task["again"] else None, task["values"], task["typed"])
                for task in plain.get("tasks", ())
            )
            return cls(plain.get("page"), plain.get("typed", {}), tasks)
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()


def collect(window: MainWindow, going: bool = False) -> Draft:
    """All of it, from the window and from whatever stands above it. A page that is `going` keeps what it can by itself."""
    open_tasks = [task for task in window.task_layer.tasks if isinstance(task, QWidget)]
    tasks = tuple(
        TaskDraft(
            task.title if isinstance(task, TaskWidget) else "", task.reopens() if isinstance(task, TaskWidget) else None,
            dict(_all_values(task)), dict(_typed(task)),
        )
        for task in open_tasks
    )  # fmt: skip
    page = window.stack.currentWidget()
    safe = page.keep_typed() if going and isinstance(page, PageWidget) else None
    typed = dict(_typed(page, safe)) if page is not None else {}
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            typed |= dict(_typed(dialog))
    return Draft(window.page, typed, tasks)


def _controls(root: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Each control with a name that it will have again: its spoken name, and its number among those of that name."""
    seen: dict[str, int] = {}
    for child in root.findChildren(QWidget):
        if not isinstance(child, QLineEdit | QPlainTextEdit | QTextEdit | QComboBox | QAbstractButton):
            continue
        if isinstance(child.parent(), QComboBox | QAbstractSpinBox | PassphraseField) or child.property(SECRET):
            continue
        if isinstance(child, QAbstractButton) and not child.isCheckable():
            continue
        name = child.accessibleName() or (child.text() if isinstance(child, QAbstractButton) else "")
        number = seen[name] = seen.get(name, 0) + 1
        yield (name if number == 1 else f"{name} ({number})"), child


def _value(control: QWidget) -> Any:
    if isinstance(control, QLineEdit):
        takes = control.echoMode() is QLineEdit.EchoMode.Normal and not control.isReadOnly()
        return control.text() if takes else None
    if isinstance(control, QPlainTextEdit | QTextEdit):
        return None if control.isReadOnly() else control.toPlainText()
    if isinstance(control, QComboBox):
        return control.currentText()
    return control.isChecked() if isinstance(control, QAbstractButton) else None


def _all_values(root: QWidget) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, control in _controls(root) if (value := _value(control)) is not None)


def _typed(root: QWidget, but: QWidget | None = None) -> Iterator[tuple[str, Any]]:
    """Texts that a person typed and that nobody took yet, as far as a control can tell; none of the part `but`."""
    for name, control in _controls(root):
        if control.property(PASSING) or (but is not None and but.isAncestorOf(control)):
            continue
        if isinstance(control, QLineEdit):
            touched = control.isModified() or bool(control.property("typed"))
        elif isinstance(control, QPlainTextEdit | QTextEdit):
            touched = bool(control.document().isModified())
        else:
            continue
        text = _value(control)
        if touched and control.isVisibleTo(root) and isinstance(text, str) and text.strip():
            yield name, text


def fill(root: QWidget, values: Values) -> Values:
    """Puts values back where a control of that name stands; what found no place comes back."""
    left = dict(values)
    for name, control in list(_controls(root)):
        if name in left:
            _put(control, left.pop(name))
    return left


def _put(control: QWidget, value: Any) -> None:
    """As a person would, so that the task takes notice."""
    if _value(control) == value:
        return
    if isinstance(control, QLineEdit):
        control.setText(str(value))
        control.setModified(True)
        control.textEdited.emit(str(value))
    elif isinstance(control, QPlainTextEdit | QTextEdit):
        control.setPlainText(str(value))
        control.document().setModified(True)
    elif isinstance(control, QComboBox):
        index = control.findText(str(value))
        if index >= 0:
            control.setCurrentIndex(index)
            control.activated.emit(index)
    elif isinstance(control, QAbstractButton) and control.isEnabled() and (value or not control.autoExclusive()):
        control.click()


Opener = Callable[[Desk, dict[str, Any]], QWidget]


def _openers() -> dict[str, Opener]:
    from medbills.gui.parts.read_again_task import ReadAgainTask
    from medbills.gui.wizards.call_log import CallTask
    from medbills.gui.wizards.letter import LetterTask
    from medbills.gui.wizards.packet import PacketTask
    from medbills.gui.wizards.review import ReviewTask

    return {
        "letter": lambda desk, words: LetterTask(desk, **words),
        "call": lambda desk, words: CallTask(desk, **words),
        "packet": lambda desk, words: PacketTask(desk, **words),
        "review": lambda desk, words: ReviewTask(desk, **words),
        "read_again": lambda desk, words: ReadAgainTask(desk, **words),
    }


class BringingBack(QObject):
    """Opens the page and the tasks again, one after the other, and puts back what stood in them; the rest is shown as text."""

    def __init__(self, window: MainWindow, draft: Draft, ended: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._draft, self._ended = window, draft, ended
        self._left: list[tuple[str, str]] = []
        self._steps: list[Callable[[], Callable[[], None]]] = [self._page, *[_step(self, task) for task in draft.tasks]]
        self._then: Callable[[], None] | None = None
        self._go()

    def _go(self) -> None:
        if self._then is not None:
            if self._window.desk.jobs.busy:
                QTimer.singleShot(20, self, self._go)
                return
            self._then()
            self._then = None
        if self._steps:
            self._then = self._steps.pop(0)()
            QTimer.singleShot(0, self, self._go)
            return
        if self._left:
            KeptTexts(self._left).stand_in(self._window)
        self._ended()

    def _page(self) -> Callable[[], None]:
        """A page may show somebody else now, whose fields have the same names: what was typed on it stands beside, as text."""
        if self._draft.page in self._window.pages:
            self._window.show_page(str(self._draft.page))
        return lambda: self._put_by(self._draft.typed)

    def open_task(self, task: TaskDraft) -> Callable[[], None]:
        """The task as it was; its typed words as text when it cannot be opened again."""
        opener = _openers().get(task.again[0]) if task.again else None
        if opener is None or task.again is None:
            return lambda: self._put_by(task.typed)
        widget = opener(self._window.desk, task.again[1])
        self._window.open_task(widget)

        def put() -> None:
            left = fill(widget, task.values)
            self._put_by({name: text for name, text in task.typed.items() if name in left})

        return put

    def _put_by(self, texts: Iterable[str] | Values) -> None:
        if isinstance(texts, dict):
            self._left += [(name, str(text)) for name, text in texts.items()]


def _step(back: BringingBack, task: TaskDraft) -> Callable[[], Callable[[], None]]:
    return lambda: back.open_task(task)
