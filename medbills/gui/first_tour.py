"""The short tour of the window: where one goes, where papers come in, what to do next, how to find anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from medbills.gui.widgets.pointing_card import PointingCards, Step

if TYPE_CHECKING:
    from medbills.gui.main_window import MainWindow

TODAY = "today"
NAME = "Show me around"


def show_around(window: MainWindow) -> PointingCards | None:
    """Begin at Today, out of any task; None where a task would rather stay, or where there is no such page."""
    if TODAY not in window.pages or not window.leave_tasks():
        return None
    window.show_page(TODAY)
    tour = PointingCards(window, _steps(window))
    tour.start()
    return tour


def _steps(window: MainWindow) -> list[Step]:
    def pages() -> QWidget:
        return window.top.menu if window.folded else window.sidebar

    def search() -> QWidget:
        return window.top.search_short if window.folded else window.top.search

    return [
        Step(lambda: window.stack, "Today tells you what to do next", "Three cards at most. Each has its day, its sum and one button."),
        Step(pages, "Everything has its place", "Papers, bills, calls and letters are kept here. Help is here too, or press F1."),
        Step(lambda: window.top.add, "Papers come in here", "Choose files, or drop them anywhere in the window. Your originals stay."),
        Step(search, "Find anything", "Type a name, a sum or a day. Ctrl+K opens this anywhere."),
    ]
