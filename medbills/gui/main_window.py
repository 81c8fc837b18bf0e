"""The one window: sidebar and top bar around the pages, or one task with the whole window to itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from medbills import catalogue
from medbills.domain.practice import VaultKind
from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.helping import show_help
from medbills.gui.icons import APP, icon
from medbills.gui.language import tr
from medbills.gui.page import PageSpec, PageWidget, TaskWidget
from medbills.gui.settings import Settings
from medbills.gui.sidebar import Sidebar
from medbills.gui.sorting import Sorting
from medbills.gui.task_layer import TaskLayer
from medbills.gui.telling import Telling, problem_words
from medbills.gui.theme import theme
from medbills.gui.top_bar import TopBar
from medbills.gui.type import type_
from medbills.gui.widgets.veil import DropVeil, MenuVeil
from medbills.gui.window_habits import StandardKey, add_key, add_text_keys, files_of, kept_place, place_window

FOLD_SCALE, FOLD_WIDTH = 1.4, 1100
SETTINGS = "settings"


def found_pages(kind: VaultKind = VaultKind.FAMILY) -> tuple[PageSpec, ...]:
    """Every page of the catalogue for this kind of vault, in the order of the sidebar."""
    pages = [page for page in catalogue.entries("medbills.gui.pages", "PAGE", PageSpec) if kind in page.kinds]
    return tuple(sorted(pages, key=lambda page: (page.order, page.slug)))


class MainWindow(QMainWindow):
    """Shows pages and tasks; listens to the desk. `lock_asked` and `filesDropped` go to whoever built it."""

    lock_asked = Signal()
    filesDropped = Signal(list)  # list[Path]
    closing = Signal()

    def __init__(
        self, desk: Desk, settings: Settings, pages: Sequence[PageSpec] | None = None, with_lock: bool = True,
        kind: VaultKind = VaultKind.FAMILY,
    ) -> None:  # fmt: skip
        super().__init__()
        self.desk, self.settings, self._takes_papers = desk, settings, kind is VaultKind.FAMILY
        self.pages = {page.slug: page for page in (found_pages(kind) if pages is None else pages)}
        self._made: dict[str, PageWidget] = {}
        self._stale: set[str] = set()
        self._history: list[str] = []
        self._held: QWidget | None = None  # what had the keyboard on the page below the tasks
        self._search: Callable[[], None] | None = None
        self.setWindowTitle(tr("Medbills"))
        self.setWindowIcon(icon(APP, size=256))
        place_window(self, settings.geometry)
        self.setAcceptDrops(self._takes_papers)
        self._build(with_lock)
        self._listen()
        self.telling = Telling(desk, self, self.work_place)
        self.sorting = Sorting(desk, self, self.work_place)
        self._add_shortcuts()
        self._fold()
        if self.pages:
            self.show_page(next(iter(self.pages)))
        self.stack.setFocus()

    # the parts

    def _build(self, with_lock: bool) -> None:
        self.sidebar = Sidebar(list(self.pages.values()), with_lock)
        self.top = TopBar(takes_papers=self._takes_papers)
        self.stack = QStackedWidget()
        self.stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.stack.setProperty("ownFocus", True)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        self.ribbon_place = QVBoxLayout()
        column.addLayout(self.ribbon_place)
        column.addWidget(self.stack, 1)
        self.work_place = QVBoxLayout()
        self.work_place.setContentsMargins(32, 0, 32, 0)
        column.addLayout(self.work_place)
        self._pages_side = QWidget()
        self._row = QHBoxLayout(self._pages_side)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.sidebar)
        self._row.addWidget(right, 1)
        self.layers = QStackedWidget()
        self.layers.addWidget(self._pages_side)
        self.task_layer = TaskLayer()
        self.layers.addWidget(self.task_layer)
        self.setCentralWidget(self.layers)
        self._veil = DropVeil(self)
        self._menu = MenuVeil(self)

    def _listen(self) -> None:
        desk = self.desk
        desk.went.connect(self.show_page)
        desk.went_back.connect(self.back)
        desk.task_opened.connect(self.open_task)
        desk.task_closed.connect(self.close_task)
        desk.problem_met.connect(self.show_problem)
        desk.changed.connect(self._reload)
        desk.person_changed.connect(self._reload_all)
        desk.people_changed.connect(self._show_people)
        desk.counted.connect(self.sidebar.set_number)
        desk.backed_up.connect(self.sidebar.set_backup_line)
        self.filesDropped.connect(desk.add_papers)
        self.sidebar.chosen.connect(self.show_page)
        self.sidebar.lock_asked.connect(self.lock_asked)
        self.sidebar.help_asked.connect(partial(show_help, self))
        self.top.menu_asked.connect(self._open_menu)
        self.top.search_asked.connect(self._open_search)
        self.top.add_asked.connect(lambda: desk.add_papers(dialogs.open_files(self)))
        self.top.person_chosen.connect(lambda person: setattr(desk, "person_filter", person))
        self.task_layer.left.connect(self._leave_task)
        self.task_layer.ended.connect(self.close_task)
        type_().scaled.connect(self._fold)
        theme().changed.connect(self.update)

    def _show_people(self) -> None:  # bound, so that Qt lets go of it with the window
        self.top.set_people(self.desk.people, self.desk.person_filter)

    def _add_shortcuts(self) -> None:
        for number, slug in enumerate(list(self.pages)[:9], 1):
            add_key(self, partial(self._key_page, slug), f"Ctrl+{number}")
        add_key(self, self.lock_asked.emit, "Ctrl+L")
        add_key(self, partial(show_help, self), StandardKey.HelpContents, "F1")
        add_key(self, self._open_search, "Ctrl+K", StandardKey.Find)
        add_key(self, self.undo, StandardKey.Undo)
        add_key(self, self.back, StandardKey.Back)
        if SETTINGS in self.pages:
            add_key(self, partial(self._key_page, SETTINGS), StandardKey.Preferences, "Ctrl+,")
        if self._takes_papers:
            add_key(self, self.top.add.click, StandardKey.Open)
        add_text_keys(self)

    def _key_page(self, slug: str) -> None:
        if self.task is None:
            self.show_page(slug)
            self.stack.setFocus()  # whose name is the page's: a screen reader says it, and Tab goes on from the page

    # pages

    def show_page(self, slug: str, item_id: object = None) -> None:
        """Show a page, and on it an item. KeyError for a slug that is no page."""
        self._menu.leave()
        spec = self.pages[slug]
        if slug not in self._made:
            page = self._made[slug] = spec.make(self.desk)
            self.stack.addWidget(page)
            self._stale.add(slug)
        if not self._history or self._history[-1] != slug:
            self._history.append(slug)
        self.stack.setCurrentWidget(self._made[slug])
        self.stack.setAccessibleName(tr(spec.title))
        self.sidebar.select(slug)
        self._refresh(slug)
        if isinstance(item_id, str):
            self._made[slug].show_item(item_id)

    @property
    def page(self) -> str | None:
        """The slug of the page shown."""
        return self._history[-1] if self._history else None

    def back(self) -> None:
        """To the page shown before; out of a task first."""
        if self.task:
            self._leave_task()
        elif len(self._history) > 1:
            self._history.pop()
            self.show_page(self._history.pop())

    def _reload(self, topics: object) -> None:
        if isinstance(topics, frozenset):
            self._stale.update(slug for slug in self._made if self.pages[slug].topics & topics)
            self._refresh(self.page)

    def _reload_all(self) -> None:
        self._stale.update(self._made)
        self._refresh(self.page)

    def _refresh(self, slug: str | None) -> None:
        if slug in self._stale:
            self._stale.discard(slug)
            self._made[slug].reload()

    # tasks

    @property
    def task(self) -> QWidget | None:
        """The task that has the window, if any."""
        return self.task_layer.task

    def open_task(self, task: QWidget) -> None:
        """Give the window to a task; one already open stays below it and comes back afterwards."""
        self._menu.leave()
        if self.task is None:
            self._held = self.focusWidget()
        self.task_layer.open(task)
        self.layers.setCurrentWidget(self.task_layer)

    def close_task(self) -> None:
        """Let go of the task; the pages come back when it was the last."""
        self.task_layer.close_top()
        if self.task is None:
            self.layers.setCurrentWidget(self._pages_side)
            held, self._held = self._held, None
            (held if held is not None and isValid(held) and held.isVisible() else self.stack).setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_task(self) -> None:
        task = self.task
        if not isinstance(task, TaskWidget) or task.may_leave():
            self.close_task()

    def leave_tasks(self) -> bool:
        """Out of every task; False when one of them would rather stay."""
        while (task := self.task) is not None:
            if isinstance(task, TaskWidget) and not task.may_leave():
                return False
            self.close_task()
        return True

    # messages

    def undo(self) -> None:
        """Take back the latest change that offered it."""
        self.telling.undo()

    def show_problem(self, problem: object) -> None:
        """A problem in its own words, in a calm window."""
        if isinstance(problem, MedbillsError):
            dialogs.tell(self, *problem_words(problem))

    # the frame

    def set_ribbon(self, ribbon: QWidget) -> None:
        """A quiet line above every page."""
        self.ribbon_place.setContentsMargins(32, 12, 32, 0)
        self.ribbon_place.addWidget(ribbon)

    def set_search(self, search: Callable[[], None] | None) -> None:
        """What Ctrl+K and the search field open; without one the field is not there."""
        self._search = search
        self.top.set_search(search is not None)

    def _open_search(self) -> None:
        if self._search:
            self._search()

    @property
    def folded(self) -> bool:
        """Whether the sidebar is a menu button: above 140 % text, or in a window under 1100 pixels."""
        return type_().scale > FOLD_SCALE or self.width() < FOLD_WIDTH

    def _fold(self) -> None:
        self._menu.leave()
        self.sidebar.setVisible(not self.folded)
        self.top.fold(self.folded)

    def _open_menu(self) -> None:
        self._menu.show_over(self.sidebar, lambda: self._row.insertWidget(0, self.sidebar))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData().urls()):
            event.acceptProposedAction()
            self._veil.cover()

    def dragLeaveEvent(self, _event: object) -> None:
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._veil.hide()
        event.acceptProposedAction()
        self.filesDropped.emit(files_of(event.mimeData().urls()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if isinstance(self.task, TaskWidget):
            self.task.may_leave()  # it keeps what was typed a moment ago
        self.settings.geometry = kept_place(self)
        self.settings.scale = type_().scale
        self.closing.emit()
        super().closeEvent(event)

