"""The search over the window: one types, the finds stand below, Enter opens the chosen one at its place."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.parts.search_rows import HIT, SearchDelegate, SearchRows, is_cut
from medbills.gui.theme import theme
from medbills.gui.type import set_fonts_again, set_role, type_
from medbills.gui.widgets.editors import LineEdit
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.shapes import rounded
from medbills.services.search_hit import Hit

WIDEST, FROM_TOP, MARGIN = 720, 84, 32
WAIT_MS = 60  # after a key, before the search begins
NAME = "Search anything"
HINT = "Type a name, a sum like 410.00, a day like 9/9/2026, a code, or words on a page."
NOTHING = "Nothing fits that."


class Cap(Label):
    """A key of the keyboard."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "small", "text2")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContentsMargins(7, 2, 7, 2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect().toRectF(), 5, "bg", "hairline")
        painter.end()
        super().paintEvent(event)


class SearchPalette(QWidget):
    """`asked` follows what is typed, `chosen` what was opened. It gives the keyboard back to whoever had it."""

    asked = Signal(str)
    chosen = Signal(object)  # Hit

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._before: QWidget | None = None
        self._answered = ""  # what the rows below answer
        self._eager = False  # Enter was pressed before the answer came
        self.setAccessibleName(tr(NAME))
        self.rows = SearchRows(self)
        self._make()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(lambda: self.asked.emit(self.field.text()))
        window.installEventFilter(self)
        type_().scaled.connect(self._rescale)
        self.hide()

    def _make(self) -> None:
        self.card = QFrame(self)
        self.card.setProperty("role", "popup")
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(26, 18, 26, 18)
        top.setSpacing(12)
        self.field = LineEdit()
        self.field.setProperty("passing", True)  # no draft is kept of it
        self.field.setProperty("role", "bare")
        self.field.setProperty("ownFocus", True)
        self.field.setAccessibleName(tr(NAME))
        self.field.setAccessibleDescription(tr(HINT))
        self.field.setMaxLength(200)
        set_role(self.field, "head", 400)
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        top.addWidget(IconLabel("search", "accent"))
        top.addWidget(self.field, 1)
        top.addWidget(Cap("Esc"))
        column.addLayout(top)
        column.addWidget(_hairline())
        self.said = ReadingLabel(HINT, "small", "text2")
        self.said.setContentsMargins(26, 12, 26, 4)
        column.addWidget(self.said)
        self.list = QListView()
        self.list.setAccessibleName(tr("What was found"))
        self.list.setProperty("role", "finds")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(SearchDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(self._take)
        self.list.viewport().installEventFilter(self)
        column.addWidget(self.list, 1)
        column.addWidget(_hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(26, 9, 26, 9)
        foot.setSpacing(6)
        for part in (Cap("↑"), Cap("↓"), Label("Move", "small", "text2"), Cap("Enter"), Label("Open", "small", "text2")):
            foot.addWidget(part)
        foot.addStretch(1)
        self.number = Label("", "small", "text2")
        foot.addWidget(self.number)
        column.addLayout(foot)

    # opening and closing

    def open(self) -> None:
        """Over everything, empty, with the keyboard."""
        if not self.isVisible():
            self._before = self._over.focusWidget()
        self.field.clear()
        self.show_hits("", (), (), "")
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        set_fonts_again(self)
        self._place()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.asked.emit("")

    def leave(self) -> None:
        """Gone, and the keyboard is where it was."""
        self._soon.stop()
        self._eager = False
        if self.isVisible():
            self.hide()
            self.field.clear()
            before, self._before = self._before, None
            if before is not None and before.isVisible():
                before.setFocus()

    # what was found

    def show_hits(self, typed: str, hits: Sequence[Hit], lit: Sequence[str], said: str) -> None:
        """The answer to what was typed, its first row chosen; `said` stands above. An answer to something older is dropped."""
        if typed != self.field.text():
            return
        chosen = self.current if self._answered == typed else None  # more came of the same
        self._answered = typed
        self.rows.show(hits, lit)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.number.setText(f"{len(hits)} found" if hits and self.field.text().strip() else "")
        places = self.rows.places()
        same = [place for place in places if chosen is not None and self.rows.rows[place] == chosen]
        self._choose((same or places or [-1])[0])
        self._place()
        if self._eager and self.isVisible():
            self._eager = False
            self._open_current()

    @property
    def current(self) -> Hit | None:
        """What Enter would open."""
        row = self.list.currentIndex().data(HIT)
        return row if isinstance(row, Hit) else None

    def _choose(self, place: int) -> None:
        self.list.setCurrentIndex(self.rows.index(place, 0))
        hit = self.current
        self.field.setAccessibleDescription(tr(hit.spoken if hit else self.said.text() or HINT))
        places = self.rows.places()
        if places and place == places[0]:
            self.list.scrollToTop()

    def _move(self, step: int) -> None:
        places = self.rows.places()
        if places:
            here = self.list.currentIndex().row()
            at = places.index(here) if here in places else -1
            self._choose(places[max(0, min(at + step, len(places) - 1))])

    def _take(self, index: QModelIndex) -> None:
        hit = index.data(HIT)
        if isinstance(hit, Hit):
            self.leave()
            self.chosen.emit(hit)

    # keys and size

    def _typed(self, _text: str) -> None:
        self._eager = False
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event.key())
        if isinstance(event, QHelpEvent) and watched is self.list.viewport():
            self._tell_whole(event)
            return True
        return False

    def _pressed(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        if key in steps:
            self._move(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):  # the keyboard stays here while it is open
            return False
        return True

    def _open_current(self) -> None:
        if self._answered != self.field.text():  # the answer is on its way, and opens when it comes
            self._eager = True
        elif self.current is not None:
            self._take(self.list.currentIndex())

    def _tell_whole(self, event: QHelpEvent) -> None:
        hit = self.list.indexAt(event.pos()).data(HIT)
        if isinstance(hit, Hit) and is_cut(hit, self.list.viewport().width()):
            QToolTip.showText(event.globalPos(), f"<qt>{html.escape(hit.spoken)}</qt>")

    def _rescale(self, _scale: float) -> None:
        self._place()

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        width = min(round(WIDEST * max(type_().scale, 1)), self.width() - 2 * MARGIN)
        top = min(FROM_TOP, self.height() // 10)
        self.card.setFixedWidth(width)
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.rows.rowCount()))
        room = self.height() - top - MARGIN
        self.list.setFixedHeight(0)
        layout = self.card.layout()
        assert layout is not None
        layout.activate()
        rest = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self.list.setFixedHeight(max(min(rows + 8, room - rest), 0))
        self.card.setGeometry((self.width() - width) // 2, top, width, min(rest + self.list.height(), room))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().veil)
        painter.end()


def _hairline() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    line.setProperty("role", "hairline")
    return line
