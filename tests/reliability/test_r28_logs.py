"""R28: what the program says of a mistake of its own names the place in the program, and nothing of the papers; it keeps no log."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CANARY = "Wilhelmina Canarybird 99285"

CRASHING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from medbills.errors import MedbillsError
from medbills.gui import crash
from medbills.gui.jobs import Jobs, Lane
app = QApplication(["medbills"])
shown = []
class Quiet:
    class DialogCode:
        Accepted = 1
    def exec(self):
        return 1
crash.crash_dialog = lambda place: shown.append(place) or Quiet()
if sys.argv[2] == "watched":
    crash.watch(lambda: None)
jobs = Jobs()
canary = sys.argv[1]
class Record:
    def __repr__(self):
        return canary
def in_a_slot():
    raise KeyError(canary)
def in_a_job(_job):
    record = Record()
    raise ValueError(f"cannot use {record!r}")
def in_an_answer(_none):
    assert False, canary
QTimer.singleShot(0, in_a_slot)
jobs.run(Lane.PAPERS, in_a_job, lambda _none: None)
jobs.run(Lane.VAULT, in_a_job, lambda _none: None)
jobs.run(Lane.PAPERS, lambda _job: None, in_an_answer)
QTimer.singleShot(700, app.quit)
app.exec()
print(len(shown), *shown)
jobs.shut_down()
"""


def _crashed(tmp_path: Path, how: str) -> tuple[str, list[str]]:
    """What was said, and the files in which the canary can be read."""
    places = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, CANARY, how], capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False,
        env={**os.environ, **places, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    found = [path.name for path in tmp_path.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    return done.stdout + done.stderr, found


def test_a_mistake_in_any_handler_tells_its_place_alone(tmp_path: Path) -> None:
    said, found = _crashed(tmp_path, "watched")
    assert CANARY not in said and found == [], said
    assert "KeyError at" in said and "ValueError at" in said and "AssertionError at" in said, said


def test_the_test_can_fail(tmp_path: Path) -> None:
    """Without our watch, Python itself would print the value."""
    said, _ = _crashed(tmp_path, "unwatched")
    assert CANARY in said


def test_no_module_keeps_a_log() -> None:
    """A traceback names values; only crash.py reads one, for the place. Other people's loggers may be silenced, never written to."""
    writing = {"logging.basicConfig", "logging.FileHandler", "faulthandler.enable", "traceback.print_exc", "traceback.format_exc"}
    for path in (ROOT / "medbills").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not any(word in text for word in ("logg", "faulthandler", "traceback")):
            continue
        tree = ast.parse(text)
        called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not called & writing, path
        assert not any(name.endswith((".addHandler", "logger.info", "logger.warning", "logger.error")) for name in called), path
