"""What the first window waits for, and that what it remembers of its layout is let go of in time."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QWidget

from medbills.gui.type import type_
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import ResponsiveGrid

LATE = {"PySide6.QtSvg", "concurrent.futures", "sqlalchemy", "yaml", "argon2", "medbills.services", "medbills.store"}
LONG = "Keep every medical bill, insurance paper and phone call in one safe place."


@pytest.fixture(autouse=True)
def usual_size(qapp):
    yield
    type_().reset()


def test_what_the_first_window_does_not_show_is_not_loaded():
    code = "import sys, medbills.bootstrap, medbills.gui.app, medbills.gui.welcome; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "medbills.gui.front" in loaded
    assert not LATE & set(loaded)


def test_a_text_tells_another_height_once_its_words_or_its_size_change(qtbot):
    label = ReadingLabel("Short")
    qtbot.addWidget(label)
    one = label.heightForWidth(200)
    label.setText(LONG)
    more = label.heightForWidth(200)
    assert more >= 3 * one
    type_().set_scale(2.0)
    assert label.heightForWidth(200) > 2 * more


def test_a_grid_tells_another_height_once_a_text_in_it_grows(qtbot):
    label = ReadingLabel("Short")
    grid = ResponsiveGrid(label, QWidget(), most=2)
    qtbot.addWidget(grid)
    before = grid.heightForWidth(600)
    assert grid.heightForWidth(600) == before
    label.setText(LONG * 3)
    assert grid.heightForWidth(600) > before
