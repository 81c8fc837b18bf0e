"""The whole journey opens no socket: every event of Python's own audit is watched, and the network is taken away."""

from __future__ import annotations

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
