"""A message that says what was done and offers to take it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from medbills.domain.changes import Changes
from medbills.gui.desk import Desk
from medbills.services.remove_paper import take_back


def tell_with_undo(desk: Desk, text: str, changes: Changes, then: Callable[[], None]) -> None:
    """Tell `text`. Undo reverts exactly this change, while it is the newest, and calls `then` where its widget is still open."""
    desk.toast(text, partial(_take_back, desk, changes.what, then))


def _take_back(desk: Desk, what: str, then: Callable[[], None]) -> None:
    desk.vault_job(lambda vault: take_back(vault, what), partial(_taken, desk, then))


def _taken(desk: Desk, then: Callable[[], None], changes: Changes) -> None:
    desk.tell_changed(changes.topics)
    desk.toast(f"{changes.what}.")
    owner = getattr(then, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        then()
