"""The top bar: whose affairs, search, Add papers; with words for the menu when the sidebar folds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from medbills.gui.desk import Somebody
from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import set_role, type_
from medbills.gui.widgets.buttons import PressedByEnter, button, button_height
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.gui.widgets.shapes import rounded

MOST_SEGMENTS = 4
EVERYONE = "Everyone"


class SearchButton(PressedByEnter, QPushButton):
    """Looks like a field and opens the search, where one types."""

    def __init__(self) -> None:
        super().__init__(tr("Search papers, people, amounts"))
        set_role(self, "body", 400)
        self.setAccessibleName(tr("Search papers, people, amounts"))
        self.setAccessibleDescription(tr("Ctrl+K"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def sizeHint(self) -> QSize:
        return QSize(240, button_height(bar=True))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 8, "surface", "control")
        size = scaled(20)
        painter.drawPixmap(12, (self.height() - size) // 2, pixmap("search", "text2", size, self.devicePixelRatioF()))
        painter.setPen(theme().color("text2"))
        painter.setFont(self.font())
        left = 12 + size + 10
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.width() > left + self.fontMetrics().horizontalAdvance(self.text()) + 80:
            painter.setFont(type_().font("small"))
            cap = QRect(self.width() - 60, (self.height() - 22) // 2, 47, 22)
            rounded(painter, QRectF(cap), 5, "bg", "hairline")
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), tr("Ctrl K"))
        painter.end()


class TopBar(QWidget):
    """Folds to buttons with words above 140 % text and in narrow windows."""

    menu_asked = Signal()
    search_asked = Signal()
    add_asked = Signal()
    person_chosen = Signal(object)  # person id or None

    def __init__(self, with_search: bool = False, takes_papers: bool = True) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "top-bar")
        self._with_search, self._folded = with_search, False
        self._people: tuple[Somebody, ...] = ()
        self._current: str | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 12, 32, 12)
        row.setSpacing(16)
        self.menu = button("Menu", "plain", "menu", bar=True)
        self.segments = SegmentedControl([(None, EVERYONE)], "Whose affairs")
        self.people = button(EVERYONE, "plain", "chevron_down", bar=True, icon_after=True)
        self.search = SearchButton()
        self.search_short = button("Search", "plain", "search", bar=True)
        self.add = button("Add papers", "main", "add_papers", bar=True)
        self._takes_papers = takes_papers
        if not takes_papers:
            self.add.hide()
        self._spring = QWidget()
        self._spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for part in (self.menu, self.segments, self.people, self.search, self._spring, self.search_short, self.add):
            row.addWidget(part)
        self.menu.clicked.connect(self.menu_asked)
        self.add.clicked.connect(self.add_asked)
        self.search.clicked.connect(self.search_asked)
        self.search_short.clicked.connect(self.search_asked)
        self.segments.chosen.connect(self._choose)
        self.people.clicked.connect(self._show_people)
        self._arrange()

    def set_search(self, there: bool) -> None:
        """Whether there is a search to open."""
        self._with_search = there
        self._arrange()

    def set_people(self, people: Sequence[Somebody], current: str | None) -> None:
        """Whose affairs can be shown; for one person alone there is nothing to choose."""
        self._people, self._current = tuple(people), current
        choices: list[tuple[object, str]] = [(None, EVERYONE), *((somebody.id, somebody.name) for somebody in people)]
        self.segments.set_choices(choices, current)
        self._name_current()
        self._arrange()

    def fold(self, folded: bool) -> None:
        """Words in buttons instead of the sidebar and the field."""
        self._folded = folded
        self._arrange()

    def _arrange(self) -> None:
        several = len(self._people) > 1
        listed = self._folded or len(self._people) > MOST_SEGMENTS
        self.menu.setVisible(self._folded)
        if not self._takes_papers:  # neither people nor papers to choose: only the menu is left
            self.setVisible(self._folded)
        self.segments.setVisible(several and not listed)
        self.people.setVisible(several and listed)
        self.search.setVisible(self._with_search and not self._folded)
        self.search_short.setVisible(self._with_search and self._folded)
        self._spring.setVisible(not self.search.isVisibleTo(self))

    def _name_current(self) -> None:
        name = next((somebody.name for somebody in self._people if somebody.id == self._current), EVERYONE)
        self.people.setText(name)
        self.people.setAccessibleName(tr(f"Whose affairs: {name}"))

    def _choose(self, person_id: object) -> None:
        self._current = person_id if isinstance(person_id, str) else None
        self.segments.set_current(self._current)
        self._name_current()
        self.person_chosen.emit(self._current)

    def _show_people(self) -> None:
        menu = QMenu(self)
        for person_id, name in [(None, EVERYONE), *((somebody.id, somebody.name) for somebody in self._people)]:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, chosen=person_id: self._choose(chosen))
        menu.popup(self.people.mapToGlobal(QPoint(0, self.people.height() + 4)))
