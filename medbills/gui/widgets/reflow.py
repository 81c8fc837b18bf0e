"""Layouts that fold when the text grows or the window shrinks: flowing rows, and cards in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from medbills.gui.type import type_


class _Items(QLayout):
    """The bookkeeping every layout of Qt asks for."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # at a width, until something inside changes: Qt asks over and over
        self.gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, move: bool) -> int:
        return 0


class FlowLayout(_Items):
    """Parts side by side at their own size, on the next line when the row is full."""

    def __init__(self, gap: int = 8, right: bool = False, first_grows: bool = False) -> None:
        super().__init__(gap)
        self._right, self._first_grows = right, first_grows

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.gap * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0))

    def _place(self, rect: QRect, move: bool) -> int:
        top, width = rect.top(), 0
        row: list[QLayoutItem] = []
        for item in [*self._shown(), None]:
            hint = item.sizeHint().width() if item else 0
            if row and (item is None or width + self.gap + hint > rect.width()):
                top += self._set_row(row, rect, top, move) + self.gap
                row, width = [], 0
            if item:
                width += hint + (self.gap if row else 0)
                row.append(item)
        return max(top - self.gap - rect.top(), 0)

    def _set_row(self, row: list[QLayoutItem], rect: QRect, top: int, move: bool) -> int:
        sizes = [_size_in(item, rect.width()) for item in row]
        if self._first_grows:
            spare = rect.width() - sum(size.width() for size in sizes) - self.gap * (len(row) - 1)
            sizes[0] = _size_at(row[0], sizes[0].width() + max(spare, 0))
        tallest = max(size.height() for size in sizes)
        left = rect.left()
        if self._right:
            left = rect.right() + 1 - sum(size.width() for size in sizes) - self.gap * (len(row) - 1)
        for item, size in zip(row, sizes, strict=True):
            if move:
                item.setGeometry(QRect(QPoint(left, top + (tallest - size.height()) // 2), size))
            left += size.width() + self.gap
        return tallest


def _size_in(item: QLayoutItem, room: int) -> QSize:
    hint = item.sizeHint()
    return _size_at(item, min(hint.width(), max(room, item.minimumSize().width())))


def _size_at(item: QLayoutItem, width: int) -> QSize:
    return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height())


@runtime_checkable
class Headed(Protocol):
    """A field with its label above: beside one whose label needs more lines, its editor begins as low."""

    def head_height(self, width: int) -> int:
        """Pixels of the label alone."""
        ...

    def head_room(self) -> int:
        """Pixels left above the label."""
        ...

    def set_head_room(self, pixels: int) -> None:
        """Leave so much above the label."""
        ...


class ColumnsLayout(_Items):
    """Cards in up to `most` columns of equal or shared width; fewer when a column would be under `lines` body lines wide.

    `shares` (say 0.66 and 0.34) divide the width where all columns fit. Cards of a row are equally high.
    """

    def __init__(
        self, most: int, lines: float, gap: int = 16, shares: Sequence[float] = (), fits: Callable[[], bool] | None = None
    ) -> None:
        super().__init__(gap)
        self.most, self.lines, self.shares, self._fits = most, lines, tuple(shares), fits

    def columns(self, width: int) -> int:
        """How many columns stand in `width` pixels."""
        if self._fits is not None and not self._fits():
            return 1
        least = self.lines * type_().line("body")
        narrow = min(self.shares) if self.shares else 1 / self.most
        if self.shares:
            return self.most if (width - self.gap) * narrow >= least else 1
        count = max(1, min(self.most, int((width + self.gap) // (least + self.gap)), max(len(self._shown()), 1)))
        needed = max((item.minimumSize().width() for item in self._shown()), default=0)  # a long word, in another language
        while count > 1 and needed > (width - self.gap * (count - 1)) // count:
            count -= 1
        return count

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        widest = max((hint.width() for hint in hints), default=0)
        return QSize(widest * min(self.most, max(len(hints), 1)), max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0))

    def _widths(self, width: int, count: int) -> list[int]:
        room = width - self.gap * (count - 1)
        shares = self.shares if self.shares and count == self.most else [1 / count] * count
        widths = [int(room * share) for share in shares]
        widths[-1] += room - sum(widths)
        return widths

    def _place(self, rect: QRect, move: bool) -> int:
        count = self.columns(rect.width())
        widths = self._widths(rect.width(), count)
        shown, top = self._shown(), rect.top()
        rows = [shown[at : at + count] for at in range(0, len(shown), count)]
        heights = [self._level(row, widths, count, move) for row in rows]
        if move and len(rows) == 1 and rect.height() > heights[0]:
            heights[0] = rect.height()
        for row, height in zip(rows, heights, strict=True):
            left = rect.left()
            for item, width in zip(row, widths, strict=False):
                if move:
                    item.setGeometry(QRect(left, top, width, height))
                left += width + self.gap
            top += height + self.gap
        return max(top - self.gap - rect.top(), 0)

    def _level(self, row: Sequence[QLayoutItem], widths: Sequence[int], count: int, move: bool) -> int:
        """How high a row is. The editors of its fields begin at one height, below the label with the most lines."""
        headed: dict[int, Headed] = {}
        for at, item in enumerate(row):
            widget: object = item.widget()
            if isinstance(widget, Headed):
                headed[at] = widget
        heads = {at: field.head_height(widths[at]) for at, field in headed.items()}
        lowest = max(heads.values(), default=0)
        high = 0
        for at, item in enumerate(row):
            before = headed[at].head_room() if at in headed else 0
            room = lowest - heads[at] if at in headed else 0
            high = max(high, self._height(item, widths[at], count) - before + room)
            if move and at in headed:
                headed[at].set_head_room(room)
        return high

    def _height(self, item: QLayoutItem, width: int, count: int) -> int:
        """How high an item wants to be where `count` columns stand side by side."""
        return _height_at(item, width)


def _height_at(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout, and of those inside it, and let go of it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()


class Folding(QWidget):
    """A widget with one of the layouts above."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.inner = layout
        self.setLayout(layout)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end."""
        for widget in widgets:
            self.inner.addWidget(widget)

    def empty(self) -> None:
        """Take all widgets out and let go of them."""
        clear(self.inner)


class Flow(Folding):
    """Chips or buttons in flowing rows."""

    def __init__(self, *widgets: QWidget, gap: int = 8, right: bool = False, first_grows: bool = False) -> None:
        super().__init__(FlowLayout(gap, right, first_grows))
        self.add(*widgets)


class ResponsiveGrid(Folding):
    """Cards in `most` columns, one above 120 % text or where a column would be narrower than `lines` body lines."""

    def __init__(self, *widgets: QWidget, most: int = 3, lines: float = 14, gap: int = 16) -> None:
        super().__init__(ColumnsLayout(most, lines, gap, fits=lambda: type_().scale <= 1.2))
        self.add(*widgets)


class Columns(Folding):
    """The same at any text size: only the room decides."""

    def __init__(self, *widgets: QWidget, most: int, lines: float, gap: int = 16) -> None:
        super().__init__(ColumnsLayout(most, lines, gap))
        self.add(*widgets)


class Beside(Folding):
    """Two panels side by side by `shares`; the right one goes below where it would be narrower than `lines` body lines."""

    def __init__(self, left: QWidget, right: QWidget, shares: tuple[float, float] = (0.66, 0.34), lines: float = 16, gap: int = 16) -> None:
        super().__init__(ColumnsLayout(2, lines, gap, shares, fits=lambda: type_().scale <= 1.2))
        self.add(left, right)
