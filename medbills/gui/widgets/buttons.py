"""Buttons: main, plain and quiet, with 8 pixels between icon and word."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.reading_only import WHY, reading_only
from medbills.gui.theme import theme
from medbills.gui.type import set_role, type_
from medbills.gui.widgets.shapes import rounded

ICON_GAP = 8
SIDE = {"main": 16, "plain": 16, "quiet": 8}
SMALLEST_TARGET = 32


def button_height(bar: bool = False) -> int:
    """40 at 100 % (36 in bars); it grows with the text."""
    line = type_().line("body")
    return max(2 * line + (0 if bar else 4), SMALLEST_TARGET)


class PressedByEnter:
    """Enter presses a button as Space does, once; Qt's own know Enter in dialogs only. Stands before the Qt class."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            cast(QAbstractButton, self).click()
        else:
            super().keyPressEvent(event)  # type: ignore[misc]


class Button(PressedByEnter, QPushButton):
    """A push button of ours. `cap` is a key drawn beside the word, `small` the type of links in cards."""

    def __init__(
        self, text: str, role: str = "plain", icon: str | None = None, *, bar: bool = False, small: bool = False, icon_after: bool = False
    ) -> None:
        super().__init__(tr(text))
        self.setProperty("role", role)
        self._icon, self._bar, self._small, self._icon_after, self.cap = icon, bar, small, icon_after, ""
        self.accent: str | None = None
        self._folds = False
        set_role(self, "small" if small else "body", 500 if role == "quiet" or small else 600 if role == "main" else 500)
        self.setSizePolicy(QSizePolicy.Policy.Preferred if role != "quiet" else QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._wanted = True
        self.judge(text)

    def setText(self, text: str) -> None:
        """Another word."""
        super().setText(tr(text))
        self.judge(text)

    def judge(self, word: str) -> None:
        """`word` says what the button does: one that would change papers that are for reading only rests, and says why."""
        self._rests = reading_only().rests(word)
        super().setEnabled(self._wanted and not self._rests)
        if self._rests:
            self.setToolTip(tr(WHY))
            self.setAccessibleDescription(tr(WHY))

    def setEnabled(self, on: bool) -> None:
        """One that rests stays so."""
        self._wanted = on
        super().setEnabled(on and not self._rests)

    def let_fold(self) -> None:
        """Let the words take two lines where there is no room for them in one, as in another language."""
        self._folds = True
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _words_in(self, width: int) -> QRect:
        """Where the words lie when they fold in a button of this width, beside the icon."""
        left = SIDE["main"] + (scaled(20) + ICON_GAP if self._icon else 0)
        room = QRect(left, 0, max(width - left - SIDE["main"], 1), 10_000)
        return self.fontMetrics().boundingRect(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self.text())

    def heightForWidth(self, width: int) -> int:
        if self._content_width() + 2 * SIDE["main"] <= width:
            return button_height(self._bar)
        return max(self._words_in(width).height() + 16, button_height(self._bar))

    def set_icon(self, name: str | None) -> None:
        """Another icon, or none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def _token(self) -> str:
        if not self.isEnabled():
            return "text2"
        if self.property("danger"):
            return "danger"
        return self.accent or {"main": "on-accent", "quiet": "accent"}.get(self.property("role"), "text")

    def _cap_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.cap) + 12 + ICON_GAP if self.cap else 0

    def _content_width(self) -> int:
        width = self.fontMetrics().horizontalAdvance(self.text()) if self.text() else 0
        if self._icon:
            width += scaled(20) + (ICON_GAP if self.text() else 0)
        return width + self._cap_width()

    def sizeHint(self) -> QSize:
        height = button_height(self._bar)
        side = 8 if not self.text() else 0 if self._small and self.property("role") == "quiet" else SIDE[self.property("role")]
        if self._folds:
            return QSize(min(self._content_width() + 2 * side + 2, 12 * type_().line()), height)
        return QSize(max(self._content_width() + 2 * side + 2, height if not self.text() else 0, SMALLEST_TARGET), height)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        token = self._token()
        if self._folds and self._content_width() + 2 * SIDE["main"] > self.width():
            self._paint_folded(painter, token)
            return
        size = scaled(20)
        left = (self.width() - self._content_width()) // 2
        middle = self.height() // 2
        word = self.fontMetrics().horizontalAdvance(self.text())
        at_icon = left + (word + ICON_GAP if self._icon_after else 0)
        at_text = left + (size + ICON_GAP if self._icon and not self._icon_after else 0)
        if self._icon:
            painter.drawPixmap(at_icon, middle - size // 2, pixmap(self._icon, token, size, self.devicePixelRatioF()))
        painter.setPen(theme().color(token))
        painter.setFont(self.font())
        painter.drawText(QRect(at_text, 0, word + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.cap:
            high = scaled(22)
            box = QRect(at_text + word + ICON_GAP, middle - high // 2, self._cap_width() - ICON_GAP, high)
            rounded(painter, box.toRectF(), 5, None, token)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), tr(self.cap))
        painter.end()


    def _paint_folded(self, painter: QPainter, token: str) -> None:
        words, size = self._words_in(self.width()), scaled(20)
        words.moveTop((self.height() - words.height()) // 2)
        if self._icon:
            at = words.left() - ICON_GAP - size
            painter.drawPixmap(at, (self.height() - size) // 2, pixmap(self._icon, token, size, self.devicePixelRatioF()))
        painter.setPen(theme().color(token))
        painter.setFont(self.font())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self.text())
        painter.end()


def button(
    text: str, role: str = "plain", icon: str | None = None, *, bar: bool = False, small: bool = False, danger: bool = False,
    icon_after: bool = False,
) -> Button:
    """A button whose word is also its name for a screen reader; `role` is main, plain or quiet."""
    made = Button(text, role, icon, bar=bar, small=small, icon_after=icon_after)
    made.setAccessibleName(tr(text))
    if danger:
        made.setProperty("danger", True)
    return made


def icon_button(name: str, spoken: str, role: str = "plain", bar: bool = True) -> Button:
    """A button without a word, allowed for zoom, page arrows and close; `spoken` is its name and tooltip."""
    made = Button("", role, name, bar=bar)
    made.setAccessibleName(tr(spoken))
    made.setToolTip(tr(spoken))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.judge(spoken)
    return made
