"""R21: no socket is opened: every event of Python's own audit is watched, the system's calls as well, and the network is taken away."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

WATCHED = '''
import os, sys
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "telnetlib.", "webbrowser.")):
        os.write(2, f"NETWORK {event} {arguments!r}".encode())
        os._exit(97)
sys.addaudithook(watch)
'''


def run(code: str, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [*before, sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT, timeout=150, check=False,
        env={**clean, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_the_watch_sees_a_socket() -> None:
    assert run(WATCHED + "import socket; socket.socket()").returncode == 97


def test_the_whole_journey_opens_no_socket(tmp_path: Path) -> None:
    done = run(WATCHED + "from medbills.__main__ import main; sys.exit(main())", "demo", "--out", str(tmp_path / "demo"))
    assert "NETWORK" not in done.stderr, done.stderr
    assert done.returncode == 0, done.stderr
    assert "All of it worked." in done.stdout


def test_the_journey_works_without_any_network(tmp_path: Path) -> None:
    """Also the processes it starts are cut off: they share the empty network."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let a user take the network away")
    done = run("import sys; from medbills.__main__ import main; sys.exit(main())", "demo", "--out", str(tmp_path / "demo"), "--json",
               before=(unshare, "-rn"))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert '"complete": true' in done.stdout


def test_the_worker_that_reads_papers_opens_no_socket(tmp_path: Path) -> None:
    """Its pages are read in this very process, under the watch."""
    code = WATCHED + (
        "from pathlib import Path\n"
        "import medbills.pdf.page_text, medbills.pdf.letter_paper, medbills.pdf.packet\n"
        "import pdfplumber, pypdfium2\n"
        "path = Path(sys.argv[1])\n"
        "with pdfplumber.open(path) as pdf:\n    assert pdf.pages[0].extract_words()\n"
        "pypdfium2.PdfDocument(path)[0].render()\n"
    )
    done = run(code, str(ROOT / "resources" / "samples" / "05-cedar-lab-bill.pdf"))
    assert done.returncode == 0, done.stderr


NETWORK = ("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "imaplib", "asyncio", "requests", "httpx", "PySide6.QtNetwork")


def _imported(path: Path) -> set[str]:
    """Of a module that has any of these words in it."""
    names: set[str] = set()
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text if any(name.rsplit(".", 1)[-1] in text for name in NETWORK) else "")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_no_module_of_ours_can_reach_a_network() -> None:
    paths = sorted((ROOT / "medbills").rglob("*.py"))
    found = {path.name: reaching for path in paths if (reaching := {name for name in _imported(path) if name in NETWORK})}
    assert len(paths) > 500 and found == {}
    assert _imported(Path(__file__)) >= {"ast", "subprocess"}, "an import is seen"


WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from medbills.gui.app import run_app
app = QApplication(["medbills"])
QTimer.singleShot(1500, app.quit)
sys.exit(run_app())
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace, which sees the system's calls, is not on this machine")
@pytest.mark.parametrize(("code", "opens"), [(WINDOW, False), ("import socket; socket.socket()", True)], ids=["window", "fails"])
def test_the_window_asks_the_system_for_no_network(tmp_path: Path, code: str, opens: bool) -> None:
    """The second run shows that a socket would be seen."""
    notes = tmp_path / "notes"
    trace = ("strace", "-f", "-e", "trace=socket,connect", "-o", str(notes))
    environment = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [*trace, sys.executable, "-c", code], capture_output=True, text=True, timeout=150, check=False, cwd=ROOT,
        env={**clean, **environment, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    if not notes.exists() or "ptrace" in done.stderr:
        pytest.skip("this system lets no program be watched")
    assert done.returncode == 0, done.stderr
    assert ("AF_INET" in notes.read_text(encoding="utf-8")) is opens
