"""R8: what a sync service put beside the papers is compared from the window, and the comparison leaves nothing behind."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from medbills.gui.app import Life
from medbills.gui.look import dress
from medbills.gui.settings import Settings
from medbills.gui.widgets.banner import Banner
from medbills.gui.wizards.bring_in_copy import BringInCopyTask
from medbills.services.open_vault import create_vault
from medbills.store.place import OTHER_VERSION

SECRET = "gray heron 7"


@pytest.fixture
def life(qtbot: Any, qapp: Any, tmp_path: Path, fill: Any) -> Any:
    ring = dress(qapp, Settings(dark=False))
    vault, _ = create_vault(tmp_path / "Ours.medbills", "Ours", SECRET)
    fill(vault)
    vault.close()
    shutil.copyfile(vault.folder / "vault.db", vault.folder / "vault (conflicted copy 2026-11-20).db")
    opened = Life(Settings(dark=False), None, lambda _day: None)
    opened.start(vault.folder, SECRET)
    qtbot.waitUntil(lambda: opened.session is not None and not opened.jobs.busy, timeout=60_000)
    yield opened
    for window in (opened.front, opened.session and opened.session.window):
        if window:
            window.close()
    del ring


def test_a_comparison_leaves_nothing_behind(life: Any, qtbot: Any) -> None:
    folder = life.session.opened.folder
    (ribbon,) = [one for one in life.session.window.findChildren(Banner) if "conflicted copy" in one.label.text()]
    ribbon.linked.emit()
    qtbot.waitUntil(lambda: isinstance(life.session.window.task, BringInCopyTask) and not life.jobs.busy, timeout=60_000)
    assert (folder / OTHER_VERSION / "vault.db").is_file()
    task = life.session.window.task
    qtbot.keyClicks(task.field.editor, SECRET)
    task.look.click()
    qtbot.waitUntil(lambda: not life.jobs.busy, timeout=60_000)
    assert task.bring.isHidden(), "it holds nothing that is new"
    life.session.window.task_layer.left.emit()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    qtbot.waitUntil(lambda: not life.jobs.busy, timeout=60_000)
    assert not (folder / OTHER_VERSION).exists()
    assert (folder / "vault (conflicted copy 2026-11-20).db").is_file(), "the version itself is never removed"
