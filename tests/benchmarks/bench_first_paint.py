"""From the start of the process to the first painted window, against a bare PySide6 window with a table. Run by hand; aim 1.3."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7

# Ends the process with the time of the first paint event of a visible window.
WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
class Painted(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint and isinstance(thing, QWidget) and thing.window().isVisible():
            os.write(1, repr(time.time()).encode())
            os._exit(0)
        return False
run = QApplication.exec
def watched(*_):
    painted = Painted()
    QApplication.instance().installEventFilter(painted)
    return run()
QApplication.exec = watched
"""
BARE = WATCH + """
from PySide6.QtWidgets import QMainWindow, QTableWidget, QTableWidgetItem
app = QApplication([])
table = QTableWidget(100, 6)
for row in range(100):
    for column in range(6):
        table.setItem(row, column, QTableWidgetItem(str(row * column)))
window = QMainWindow()
window.setCentralWidget(table)
window.resize(1200, 800)
window.show()
app.exec()
"""
OURS = WATCH + "from medbills.__main__ import main\nsys.argv = ['medbills']\nmain()\n"


def seconds(code: str, home: str) -> float:
    """One run of a process of its own."""
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), home)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), **places}
    # Both as they start where they are installed: compiled once, by the first run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(Path(home, "compiled"))
    start = time.time()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, cwd=ROOT, timeout=60, check=True)
    return float(done.stdout) - start


def main() -> None:
    """Prints the two medians and the median ratio of the pairs."""
    with tempfile.TemporaryDirectory() as home:
        seconds(OURS, home), seconds(BARE, home)  # warm the disk's cache
        pairs = [(seconds(OURS, home), seconds(BARE, home)) for _ in range(RUNS)]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(mine / other for mine, other in pairs)  # of neighbors in time: what else the computer does is in both
    print(f"first paint: {ours:.2f} s, a bare window with a table {bare:.2f} s, ratio {ratio:.2f} (aim 1.3)")


if __name__ == "__main__":
    main()
