"""Dresses the application before its first window: our fonts, the text size, the colors, the focus ring."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from medbills.gui.icons import APP, icon
from medbills.gui.language import LANGUAGES, language, language_of_system
from medbills.gui.settings import Settings
from medbills.gui.theme import system_hints, system_is_dark, system_wants_contrast, theme
from medbills.gui.type import load_fonts, type_
from medbills.gui.widgets.focus_ring import FocusRing

PAUSE_MS = 1  # lets what already waits, the first picture of the window among it, go ahead


def dress(app: QApplication, settings: Settings) -> FocusRing:
    """Make the application look like Medbills; later changes of text and colors go into `settings`. Keep the ring."""
    app.setStyle("Fusion")
    language().wanted = settings.language
    language().speak(settings.language if settings.language in LANGUAGES else language_of_system())
    load_fonts()
    dark = system_is_dark() if settings.dark is None else settings.dark
    theme().contrast_chosen, theme().still = settings.contrast is not None, settings.still
    theme().wear(dark, system_wants_contrast() if settings.contrast is None else settings.contrast)
    type_().set_scale(settings.scale)
    # Large, and drawn from an outline: in the pause in which the first window comes up.
    QTimer.singleShot(PAUSE_MS, app, lambda: app.setWindowIcon(icon(APP, size=256)))

    def remember() -> None:
        settings.scale = type_().scale
        if theme().dark != dark or settings.dark is not None:
            settings.dark = theme().dark
        settings.contrast = theme().high_contrast if theme().contrast_chosen else None
        settings.still = theme().still

    type_().scaled.connect(remember)
    theme().changed.connect(remember)
    system_hints().accessibility().contrastPreferenceChanged.connect(
        lambda _preference: None if theme().contrast_chosen else theme().wear(theme().dark, system_wants_contrast())
    )
    return FocusRing(app)
