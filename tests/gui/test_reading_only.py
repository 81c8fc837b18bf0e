"""Papers for reading only: what would change them rests and says why; everything else works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from medbills.gui.reading_only import READS_THOUGH, WHY, WRITES, WRITES_THOUGH, reading_only, would_write
from medbills.gui.widgets.buttons import button, icon_button

GUI = Path(__file__).resolve().parents[2] / "medbills" / "gui"
READS = frozenset((
    "All", "An", "Back", "Calling", "Cancel", "Cash", "Close", "Compare", "Corrections", "Doctor’s", "Down", "E-mail", "Envelope",
    "Export", "Fax", "Find", "Fit", "Go", "Hand", "Help", "Hide", "Larger", "Leave", "Lock", "Look", "Menu", "Month", "More",
    "My", "Next", "Open", "Opening", "Page", "Print", "Read", "Recently", "Save", "Say", "Search", "See", "Show", "Since",
    "Smaller", "Stay", "Step", "Today", "Up", "What", "Which", "Why", "Work",
))  # fmt: skip
BUILT = re.compile(r'\b(?:button|Button|icon_button\("\w+",)\(?\s*f?"([^"]+)"(?: if [^,"]+ else f?"([^"]+)")?')


@pytest.fixture
def held():
    reading_only().holds = True
    yield
    reading_only().holds = False


def _labels() -> set[str]:
    """The words of buttons that stand in the code, of an either-or both."""
    found: set[str] = set()
    for path in GUI.rglob("*.py"):
        for either, other in BUILT.findall(path.read_text(encoding="utf-8")):
            found |= {either, other}
    return found - {""}


def test_every_button_says_in_its_first_word_whether_it_changes_something():
    labels = _labels()
    known = WRITES | READS
    unknown = sorted(label for label in labels if label.split()[0].rstrip("…,:") not in known and label not in WRITES_THOUGH)
    assert len(labels) > 150 and unknown == [], "put the first word into WRITES of gui/reading_only.py, or into READS here"
    assert labels >= WRITES_THOUGH and not WRITES & READS
    assert all(any(label.startswith(start) for label in labels) for start in READS_THOUGH)


@pytest.mark.parametrize(("word", "writes"), [
    ("Add papers", True), ("Remove for good", True), ("Save", True), ("Save as PDF", False), ("See the case", False), ("Close", False),
    ("Close the case", True), ("Back", False), ("Back up now", True), ("Change the language", False), ("", False),
])  # fmt: skip
def test_what_writes_and_what_does_not(word, writes):
    assert would_write(word) is writes


def test_a_button_that_would_write_rests_and_says_why(qtbot, held):
    add, see, trash = button("Add papers", "main"), button("See the case"), icon_button("trash", "Remove this line")
    for one in (add, see, trash):
        qtbot.addWidget(one)
    assert not add.isEnabled() and add.toolTip() == WHY == add.accessibleDescription()
    assert not trash.isEnabled() and see.isEnabled() and see.toolTip() == ""
    add.setEnabled(True)
    assert not add.isEnabled(), "whatever a page says of it later"
    see.setText("Mark as done")
    assert not see.isEnabled()
    see.setText("Show it")
    assert see.isEnabled()


def test_otherwise_no_button_rests(qtbot):
    add = button("Add papers")
    qtbot.addWidget(add)
    add.setEnabled(False)
    add.setText("Add them")
    assert not add.isEnabled(), "a page's own word stands"
    add.setEnabled(True)
    assert add.isEnabled() and add.toolTip() == ""
