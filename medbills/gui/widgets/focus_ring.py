"""The one ring around whatever holds the keyboard: 2 pixels wide, 2 pixels away."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QRect, QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFocusFrame, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from medbills.gui.widgets.shapes import rounded

ROOM = 4
# By name: their classes are slow to load, and the first window shows none of them.
DRAWS_ITS_OWN = ("QLineEdit", "QPlainTextEdit", "QComboBox", "QAbstractSpinBox", "QAbstractItemView")


class _RingStyle(QProxyStyle):
    """Tells QFocusFrame how far it stands from its widget."""

    def pixelMetric(self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return ROOM
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self, hint: QStyle.StyleHint, option: QStyleOption | None = None, widget: QWidget | None = None,
        result: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1  # else the ring is cut off where the widget's parent ends
        return super().styleHint(hint, option, widget, result)


class _Frame(QFocusFrame):
    """The painted ring. It lives in the window it stands in, and goes with it."""

    def __init__(self) -> None:
        super().__init__()
        self._style = _RingStyle("Fusion")
        self._style.setParent(self)
        self.setStyle(self._style)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.widget() is None:
            return
        radius = self.widget().property("ringRadius")
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), (8 if radius is None else float(radius)) + ROOM - 1, None, "accent", 2)
        painter.end()


class FocusRing(QObject):
    """Follows the keyboard through the application. Fields and lists mark themselves and are left alone."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: _Frame | None = None
        app.focusChanged.connect(self._follow)

    def widget(self) -> QWidget | None:
        """What the ring stands around."""
        return self._frame.widget() if self._frame is not None and shiboken6.isValid(self._frame) else None

    def geometry(self) -> QRect:
        """Where the ring stands in its window; empty when it stands nowhere."""
        return self._frame.geometry() if self._frame is not None and self.widget() is not None else QRect()

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._frame is None:
            # What a ring needs of Qt's styles is slow to load: the very first one follows the window's first picture.
            QTimer.singleShot(0, self, self._stand)
        else:
            self._stand()

    def _stand(self) -> None:
        now = QApplication.focusWidget()
        if self._frame is None or not shiboken6.isValid(self._frame):
            self._frame = _Frame()
        if now is None or any(map(now.inherits, DRAWS_ITS_OWN)) or now.isWindow() or now.property("ownFocus"):
            self._frame.setWidget(None)  # type: ignore[arg-type]
        else:
            self._frame.setWidget(now)
