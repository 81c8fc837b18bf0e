"""What a page of the window is: its place in the sidebar, its topics, and the widget behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.practice import VaultKind
from medbills.gui.desk import Desk
from medbills.gui.widgets.scroll import Scroll

FOOT_ORDER = 100  # pages from here on stand at the sidebar's foot: settings, help
MARGIN_SIDE, MARGIN_END, GAP = 32, 24, 16


class PageWidget(QWidget):
    """The content of a page: add to `body`. It scrolls, and reloads when one of its topics changed."""

    def __init__(self, desk: Desk, scrolls: bool = True) -> None:
        super().__init__()
        self.desk = desk
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(MARGIN_SIDE, MARGIN_END, MARGIN_SIDE, MARGIN_END)
        self.body.setSpacing(GAP)
        self.area: Scroll | None = None
        if scrolls:
            self.area = Scroll(content)
            outer.addWidget(self.area)
        else:
            outer.addWidget(content)

    def reload(self) -> None:
        """Ask the vault again and show the answer; the window calls it on the first visit and after changes."""

    def keep_typed(self) -> QWidget | None:
        """Keep what was typed, as far as the page keeps it by itself when it goes; the part whose words are safe then."""
        return None

    def to_top(self) -> None:
        """Scroll to the head of the page, say when it shows another item."""
        if self.area is not None:
            self.area.verticalScrollBar().setValue(0)

    def show_item(self, item_id: str) -> None:
        """Bring one item of the page to view; pages without items keep this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """A page for the catalogue: `slug` names it in `desk.go`, `topics` are the changes after which it reloads."""

    slug: str
    title: str
    icon: str
    order: int
    make: Callable[[Desk], PageWidget]
    topics: frozenset[str] = field(default_factory=frozenset)
    in_sidebar: bool = True
    kinds: frozenset[VaultKind] = frozenset({VaultKind.FAMILY})  # the vaults that the page is for


class TaskWidget(QWidget):
    """A task that takes the whole window: review, wizard, call, packet. The bar above it shows what it names here."""

    titled = Signal(str, str)  # title, what stands small beside it
    saved = Signal(str)  # "Saved 10:42", or any short state
    closed = Signal()  # the task is over; the window goes back to its pages

    def __init__(self, desk: Desk, title: str, detail: str = "", way_out: str = "Back") -> None:
        super().__init__()
        self.desk = desk
        self.title = title
        self.detail = detail
        self.way_out = way_out
        self.bar_buttons: list[QWidget] = []  # at the right of the bar, with a chip or a clock among them; the last is the main one

    def reopens(self) -> tuple[str, dict[str, Any]] | None:
        """How to open this task again after a lock: a kind that gui/drafts.py knows, and plain words for it. None: it is not."""
        return None

    def may_leave(self) -> bool:
        """Asked before the way out is taken; a task that saved everything says yes."""
        return True
