"""R11: a paper is shown inside the program; no file that others can read is made of it, also when the program is killed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

from medbills.services.open_vault import create_vault

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
SECRET = "maple river candle stone"

SHOWING = """
import sys, time
from pathlib import Path
from medbills.services.open_vault import open_vault
from medbills.services.read_paper import read_paper
from medbills.services.show_page import PaperFile, page_image
from medbills.domain.case import Document, KeptPaper
from medbills.domain.paper import Kind, Paper
import datetime
if __name__ == "__main__":
    vault = open_vault(Path(sys.argv[1]), sys.argv[2])
    content = Path(sys.argv[3]).read_bytes()
    key = vault.paper_files.add(content)
    at = datetime.datetime(2026, 11, 17, tzinfo=datetime.UTC)
    with vault.change("Added") as change:
        kept = {"media_type": "application/pdf", "bytes": len(content), "pages": 1, "kept_at": at}
        change.documents.add(Document(id="d", key=key, name="bill.pdf", **kept))
        change.papers.add(KeptPaper(paper=Paper(id="p", kind=Kind.BILL), document_id="d", pages=(1, 1), confirmed=True, kept_at=at))
    from medbills.services.show_page import paper_file
    shown = page_image(paper_file(vault, "p"), 1)
    if sys.argv[4] == "leak":
        Path(sys.argv[5], "preview.pdf").write_bytes(content)
    print(shown.pixels[0] > 100, flush=True)
    time.sleep(60)
"""


def _made_while_shown(tmp_path: Path, how: str) -> list[str]:
    """The files that lie outside the vault after a paper was shown and the program killed, and whose bytes are readable papers."""
    folder = tmp_path / "v.medbills"
    create_vault(folder, "Ours", SECRET)[0].close()
    home = tmp_path / "home"
    home.mkdir()
    places = {"HOME": home, "TMPDIR": home, "XDG_DATA_HOME": home, "XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home, "XDG_RUNTIME_DIR": home}
    script = tmp_path / "showing.py"
    script.write_text(SHOWING, encoding="utf-8")
    bill = SAMPLES / "05-cedar-lab-bill.pdf"
    program = subprocess.Popen(
        [sys.executable, str(script), str(folder), SECRET, str(bill), how, str(home)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, **{name: str(place) for name, place in places.items()}, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert program.stdout is not None and program.stdout.readline() == "True\n"
    while_shown = [path for path in home.rglob("*") if path.is_file()]
    program.kill()
    program.wait()
    program.stdout.close()
    found = {path for path in [*while_shown, *home.rglob("*"), *folder.rglob("*")] if path.is_file()}
    return sorted(path.name for path in found if path.read_bytes()[:4] in (b"%PDF", b"\x89PNG", b"\xff\xd8\xff\xe0"))


def test_showing_a_paper_leaves_no_file(tmp_path: Path) -> None:
    assert _made_while_shown(tmp_path, "") == []


def test_the_test_can_fail(tmp_path: Path) -> None:
    assert _made_while_shown(tmp_path, "leak") == ["preview.pdf"]


def test_nothing_of_a_paper_is_handed_to_another_program() -> None:
    """There is no “open outside”: no module of ours asks the system to open a file."""
    names = {"QDesktopServices", "startfile", "xdg-open"}
    for path in (ROOT / "medbills").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not any(name in text for name in names):
            continue
        tree = ast.parse(text)
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        used |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        used |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        assert not used & names, path
