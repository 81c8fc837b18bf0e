"""Fonts by their role in the window, at the text size the user chose."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import font_caladea  # type: ignore[import-untyped]
import fontpkg_inter
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget

from medbills.gui.theme import theme

SMALLEST, LARGEST, STEP = 0.8, 2.0, 0.1
# macOS counts 72 points to the inch where the other systems count 96; the design's points are of the latter kind.
_PLATFORM = 96 / 72 if sys.platform == "darwin" else 1.0
_OPTICAL = (14.0, 32.0)  # range of Inter's optical size axis, in points


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of text: family, points at 100 %, weight 400 to 700, line height as a factor, whether figures align."""

    family: str
    points: float
    weight: int
    line_height: float = 1.4
    tabular: bool = False
    spacing: float = 0.0


ROLES = {
    "title": Role("Inter", 20, 600, 1.2, spacing=-0.3),
    "amount": Role("Inter", 18, 600, 1.2, tabular=True),
    "say": Role("Inter", 18, 500, 1.4),
    "head": Role("Inter", 14, 600, 1.2),
    "card": Role("Inter", 13, 600, 1.3),
    "body": Role("Inter", 11, 400, 1.4),
    "small": Role("Inter", 9.5, 400, 1.4),
    "letter": Role("Caladea", 11, 400, 1.4),
}


@cache
def load_fonts() -> None:
    """Hand our fonts to Qt, so that a computer without any shows text. Raises RuntimeError when one does not load."""
    files = [Path(fontpkg_inter.ROOT) / "files" / "Inter[opsz,wght].ttf", *map(Path, font_caladea.font_files.values())]
    for file in files:
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise RuntimeError(f"the font {file.name} did not load")


class Type(QObject):
    """The text size in use, 0.8 to 2.0. `scaled` follows once every widget has its new font."""

    scaled = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.scale = 1.0
        self._line_heights: dict[str, int] = {}  # at this scale: every button asks, again and again
        theme().changed.connect(self._set_fonts)  # a new style sheet brings back the fonts that widgets were first shown with

    def font(self, role: str, weight: int | None = None, tabular: bool = False) -> QFont:
        """The font of a role; `tabular` makes figures align under each other."""
        spec = ROLES[role]
        font = QFont(spec.family)
        points = spec.points * self.scale
        font.setPointSizeF(points * _PLATFORM)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # hinted letters stand unevenly at these sizes
        wanted = weight or spec.weight
        if spec.family == "Inter":
            # The weight goes through the variable axis: through setWeight Qt would embolden the regular face by itself.
            font.setVariableAxis(QFont.Tag("wght"), wanted)
            font.setVariableAxis(QFont.Tag("opsz"), min(max(points, _OPTICAL[0]), _OPTICAL[1]))
        elif wanted >= 600:
            font.setBold(True)
        if tabular or spec.tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        if spec.spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spec.spacing * self.scale)
        return font

    def line(self, role: str = "body") -> int:
        """Height of one set line of a role in pixels, without leading: 18 for body at 100 %."""
        if role not in self._line_heights:
            self._line_heights[role] = round(QFontMetricsF(self.font(role)).height())
        return self._line_heights[role]

    def set_scale(self, scale: float) -> None:
        """Set every text of the application at this size, kept within 0.8 and 2.0."""
        self.scale = round(min(max(scale, SMALLEST), LARGEST), 2)
        self._line_heights.clear()
        self._set_fonts()
        self.scaled.emit(self.scale)

    def _set_fonts(self) -> None:
        """A style sheet keeps the application's font from reaching widgets once shown, so each is told."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.font("body"))
            for widget in _all_widgets(app):
                _refresh(widget)

    def larger(self) -> None:
        """One step of a tenth up."""
        self.set_scale(self.scale + STEP)

    def smaller(self) -> None:
        """One step of a tenth down."""
        self.set_scale(self.scale - STEP)

    def reset(self) -> None:
        """Back to 100 %."""
        self.set_scale(1.0)


@cache
def type_() -> Type:
    """The one text size of this process."""
    return Type()


def set_role(widget: QWidget, role: str, weight: int | None = None, tabular: bool = False) -> None:
    """Give a widget the font of a role; it follows the text size from now on."""
    widget.setProperty("typeRole", role)
    widget.setProperty("typeWeight", weight or 0)
    widget.setProperty("typeTabular", tabular)
    _refresh(widget)


def set_fonts_again(widget: QWidget) -> None:
    """Give a widget and all in it their fonts anew: in another place the style sheet brings back those they were first shown with."""
    for part in (widget, *widget.findChildren(QWidget)):
        _refresh(part)


def _all_widgets(app: QApplication) -> list[QWidget]:
    """Every widget there is. While Qt lists them, Python must not sweep away a closed window that is listed already."""
    sweeps = gc.isenabled()
    gc.disable()
    try:
        return app.allWidgets()
    finally:
        if sweeps:
            gc.enable()


def _refresh(widget: QWidget) -> None:
    role = widget.property("typeRole") or "body"
    widget.setFont(type_().font(role, widget.property("typeWeight") or None, bool(widget.property("typeTabular"))))
