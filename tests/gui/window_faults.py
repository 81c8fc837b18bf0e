"""What is wrong with a window as it stands: cut text, controls without a name or a use, targets too small, pages that scroll sideways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import SIGNAL, QAbstractTableModel, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractScrollArea, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from medbills.gui.parts.code_card import CodeLink
from medbills.gui.widgets.buttons import SMALLEST_TARGET, Button
from medbills.gui.widgets.label import ReadingLabel

Kind = TypeVar("Kind", bound=QWidget)
LIKE_CODE = re.compile(r"^[a-z]+(_[a-z0-9]+)+$|^Q[A-Z][a-z]|[{}<>]|\bNone\b|Widget$")
SAID = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
PRESSED = ("clicked(bool)", "clicked()", "toggled(bool)", "pressed()", "released()")


def faults(view: QWidget) -> list[str]:
    """A sentence about each fault; none in a good window."""
    parts = list(_visible(view))
    reached = [one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy() and one.isEnabled()]
    found = [*_cut(parts), *_sideways(parts), *_unnamed(reached), *_alike(reached), *_small(reached), *_dead(parts), *_empty_cells(parts)]
    return sorted(set(found))


def _visible(view: QWidget) -> Iterator[QWidget]:
    """Everything in view, and nothing of the pages behind it."""
    for part in view.children():
        if isinstance(part, QWidget) and part.isVisible() and not part.isWindow():
            if part.width() > 0:
                yield part
            yield from _visible(part)


def _of(parts: list[QWidget], kind: type[Kind]) -> list[Kind]:
    return [part for part in parts if isinstance(part, kind)]


def _called(part: QWidget) -> str:
    words = part.text() if hasattr(part, "text") else part.accessibleName()
    return f"{type(part).__name__} “{(words or part.accessibleName())[:70]}”"


def _cut(parts: list[QWidget]) -> Iterator[str]:
    for label in _of(parts, QLabel):
        if not label.text() or label.toolTip():
            continue
        if isinstance(label, ReadingLabel):
            if label.height() < label.heightForWidth(label.width()):
                yield f"{_called(label)} is cut at its foot"
        elif not label.wordWrap() and label.contentsRect().width() < label.fontMetrics().horizontalAdvance(label.text()):
            yield f"{_called(label)} is cut at its side"
    for button in _of(parts, Button):
        hint = button.sizeHint()
        if (button.width() < hint.width() and not button.toolTip()) or button.height() < button.fontMetrics().height():
            yield f"{_called(button)} has {button.width()} × {button.height()} of {hint.width()} × {hint.height()} pixels"
    for choice in _of(parts, QComboBox):
        if choice.fontMetrics().horizontalAdvance(choice.currentText()) > choice.width() - 40 and not choice.toolTip():
            yield f"{_called(choice)} cuts “{choice.currentText()}”"


def _sideways(parts: list[QWidget]) -> Iterator[str]:
    for area in _of(parts, QScrollArea):
        if area.horizontalScrollBar().maximum() > 0:
            yield f"{type(area.widget()).__name__} scrolls sideways by {area.horizontalScrollBar().maximum()} pixels"
            continue
        content = area.widget()
        if content is None:
            continue
        for part in (*_of(parts, QLabel), *_of(parts, QAbstractButton)):
            if not content.isAncestorOf(part) or _inner_area(part, content):
                continue
            if part.mapTo(content, QPoint(part.width(), 0)).x() > content.width():
                yield f"{_called(part)} stands out of its page"


def _inner_area(part: QWidget, content: QWidget) -> bool:
    above = part.parentWidget()
    while above is not None and above is not content:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False



def _said(part: QWidget, which: QAccessible.Text) -> str:
    spoken = QAccessible.queryAccessibleInterface(part)
    return spoken.text(which) if spoken is not None else ""


def _name(part: QWidget) -> str:
    """What it is called. Under Linux Qt gives a list's chosen words for its name, and its label beside them."""
    return part.accessibleName() if isinstance(part, QComboBox) else _said(part, QAccessible.Text.Name)


def _unnamed(reached: list[QWidget]) -> Iterator[str]:
    for part in reached:
        name = _name(part)
        if not name.strip():
            yield f"{type(part).__name__} {part.objectName()} in {type(part.parentWidget()).__name__} has no name"
        elif LIKE_CODE.search(name):
            yield f"{type(part).__name__} is named like code: {name}"


def _alike(reached: list[QWidget]) -> Iterator[str]:
    spoken = Counter(
        (_name(part), _said(part, QAccessible.Text.Description), part.accessibleDescription())
        for part in reached
        if isinstance(part, (QAbstractButton, QLineEdit, QComboBox)) and not isinstance(part, CodeLink)  # the same code, the same answer
    )
    for (name, described, _), times in spoken.items():
        if times > 1:
            yield f"{times} controls are all named “{name}” ({described})"


def _small(reached: list[QWidget]) -> Iterator[str]:
    for part in reached:
        if isinstance(part, (QAbstractButton, QComboBox, QLineEdit)) and part.height() < SMALLEST_TARGET:
            yield f"{_called(part)} is {part.height()} pixels high"


def _dead(parts: list[QWidget]) -> Iterator[str]:
    for button in _of(parts, QAbstractButton):
        used = any(button.receivers(SIGNAL(signal)) for signal in PRESSED) or button.group() is not None
        if button.isEnabled() and not used and not button.isCheckable() and not (hasattr(button, "menu") and button.menu()):
            yield f"{_called(button)} does nothing"


def _empty_cells(parts: list[QWidget]) -> Iterator[str]:
    for table in _of(parts, QAbstractItemView):
        model = table.model()
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        for row in range(min(model.rowCount(), 50)):
            if not any(model.index(row, column).data(role) for column in range(columns) for role in SAID):
                yield f"row {row + 1} of {table.accessibleName() or type(table).__name__} says nothing"
