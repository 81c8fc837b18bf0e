"""Colors by the name of their use, in light, dark and high contrast."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from medbills.paths import resource

SOFT_GROUNDS = ("accent-soft", "amber-soft", "danger-soft", "success-soft", "sunken")
VEIL_ALPHA = 0.38


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = json.loads(resource("style", "tokens.json").read_text("utf-8"))
    return table


def tokens(dark: bool, high_contrast: bool = False) -> dict[str, str]:
    """Every token with its hex value; high contrast strengthens secondary text and edges, and drops soft grounds."""
    side = "dark" if dark else "light"
    found = {name: row[side] for name, row in _table().items()}
    found |= {"chosen": found["accent-soft"], "on-chosen": found["accent-ink"]}  # of a menu or a list
    if high_contrast:
        found |= {"chosen": found["accent"], "on-chosen": found["on-accent"]}
        found["text2"] = found["text"]
        found["hairline"] = found["control"]
        found["accent-ink"] = found["accent"]
        found.update(dict.fromkeys(SOFT_GROUNDS, found["surface"]))
    return found


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two hex colors, 1 to 21 (WCAG 2.2, relative luminance)."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(value: str) -> float:
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class _Sheet(Template):
    idpattern = r"[a-z][a-z0-9-]*"


class Theme(QObject):
    """The colors in use now. `changed` follows once the application wears the new ones."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dark = False
        self.high_contrast = False
        self.contrast_chosen = False  # by the user; else the system says
        self.still = False  # the user wants no motion, whatever the system says
        self._hex = tokens(False)

    def hex(self, name: str) -> str:
        """The value of a token; KeyError for a name that is not in the token file."""
        return self._hex[name]

    def color(self, name: str) -> QColor:
        """The token as a color to paint with."""
        return QColor(self._hex[name])

    @property
    def veil(self) -> QColor:
        """The flat veil behind what blocks the window."""
        color = self.color("veil")
        color.setAlphaF(VEIL_ALPHA)
        return color

    def wear(self, dark: bool, high_contrast: bool = False) -> None:
        """Put these colors on the whole application."""
        self.dark, self.high_contrast = dark, high_contrast
        self._hex = tokens(dark, high_contrast)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self.palette())
            app.setStyleSheet(self.sheet())
        self.changed.emit()

    def choose_contrast(self, high: bool) -> None:
        """The user's own word, which stands before the system's."""
        self.contrast_chosen = True
        self.wear(self.dark, high)

    def choose_stillness(self, still: bool) -> None:
        """Whether nothing moves by itself."""
        self.still = still
        self.changed.emit()

    def sheet(self) -> str:
        """The style sheet in the colors in use."""
        template = resource("style", "medbills.qss").read_text("utf-8")
        return _Sheet(template).substitute(self._hex, edge="2px" if self.high_contrast else "1px")

    @contextmanager
    def light_for_a_picture(self) -> Iterator[None]:
        """The light colors, for what is painted meanwhile and not shown; nothing that is shown hears of it."""
        before = self.dark, self.high_contrast, self._hex
        self.dark, self.high_contrast, self._hex = False, False, tokens(False)
        try:
            yield
        finally:
            self.dark, self.high_contrast, self._hex = before

    def palette(self) -> QPalette:
        """The colors in use, as Qt's own parts know them."""
        palette = QPalette()
        role = QPalette.ColorRole
        for part, token in {
            role.Window: "bg", role.WindowText: "text", role.Text: "text", role.ButtonText: "text", role.Base: "surface",
            role.AlternateBase: "sunken", role.Button: "surface", role.Highlight: "accent", role.HighlightedText: "on-accent",
            role.ToolTipBase: "raised", role.ToolTipText: "text", role.PlaceholderText: "text2", role.Link: "accent",
            role.LinkVisited: "accent", role.Accent: "accent", role.Mid: "hairline", role.Dark: "control",
        }.items():
            palette.setColor(part, self.color(token))
        for part in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self.color("text2"))
        return palette


@cache
def theme() -> Theme:
    """The one theme of this process, as there is one application."""
    return Theme()


def system_is_dark() -> bool:
    """Whether the system asks for dark colors."""
    return system_hints().colorScheme() == Qt.ColorScheme.Dark


@cache
def system_hints() -> QStyleHints:
    """What the system says of the user's wishes; kept, as PySide lets go of its parts together with it."""
    return QGuiApplication.styleHints()


def system_wants_contrast() -> bool:
    """Whether the system's high contrast is on."""
    return system_hints().accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def wants_less_motion() -> bool:
    """Whether the user or the system asks for no animations."""
    return theme().still or not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
