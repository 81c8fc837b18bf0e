"""Opens what explains the page or the task one is at: F1, and the row Help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medbills.gui.page import TaskWidget

if TYPE_CHECKING:
    from medbills.gui.main_window import MainWindow

LEARN = "learn"


def show_help(window: MainWindow) -> None:
    """A task keeps its place below the help; from a page one goes to Learn, and Escape leads back. Loaded when it is asked for."""
    if LEARN not in window.pages:
        return
    from medbills.gui.wizards.help import HelpTask
    from medbills.services.read_help import for_page, for_task

    if window.task is None:
        window.show_page(LEARN, for_page(window.page or "").slug)
    elif isinstance(window.task, TaskWidget) and not isinstance(window.task, HelpTask):
        window.open_task(HelpTask(window.desk, for_task(type(window.task).__name__)))
