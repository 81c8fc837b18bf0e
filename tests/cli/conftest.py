"""The program as a script runs it: a process of its own, no display, no terminal."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
SECRET = "gray heron 7"


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def refused(self, status: int) -> str:
        """The one sentence of a refusal; nothing on standard output, no traceback."""
        assert self.status == status, (self.status, self.out, self.err)
        assert self.out == "" and "Traceback" not in self.err, self.err
        lines = [line for line in self.err.splitlines() if line]
        assert len(lines) == 1 and lines[0].startswith("medbills: ") and lines[0].endswith("."), lines
        return lines[0].removeprefix("medbills: ")


Run = Callable[..., Answer]


def run_here(*arguments: object, cwd: Path | None = None, **env: str) -> Answer:
    """Runs the command in this process, where a passphrase costs little: most tests ask what it says, not how it starts."""
    from medbills.bootstrap import run

    if env:
        return run_medbills(*arguments, cwd=cwd, **env)

    out, err = io.StringIO(), io.StringIO()
    before, standing = sys.stdin, Path.cwd()
    with Path(os.devnull).open(encoding="utf-8") as nothing, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        sys.stdin = nothing
        os.chdir(cwd or ROOT)
        try:
            status = run([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            sys.stdin = before
            os.chdir(standing)
    assert "Traceback" not in err.getvalue(), err.getvalue()
    return Answer(status, out.getvalue(), err.getvalue())


def run_medbills(*arguments: object, cwd: Path | None = None, **env: str) -> Answer:
    """Runs `python -m medbills` without a terminal and without a display."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "medbills", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, cwd=cwd or ROOT,
        env={**clean, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **env}, timeout=120, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def medbills() -> Run:
    return run_here


@pytest.fixture
def medbills_process() -> Run:
    return run_medbills


@pytest.fixture(scope="session")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("secret") / "passphrase.txt"
    file.write_text(SECRET + "\nnot this line\n", encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, secret_file: Path) -> Path:
    """A vault made and filled from the command line, with the ER bill and its statement; copy it before you change it."""
    folder = tmp_path_factory.mktemp("filled") / "Calloway.medbills"
    made = run_here("vault", "create", folder, "--passphrase-file", secret_file)
    assert made.status == 0, made.err
    papers = [SAMPLES / "02-riverbend-itemized-bill.pdf", SAMPLES / "03-lakeshore-eob-er-visit.pdf"]
    kept = run_here("import", folder, *papers, "--passphrase-file", secret_file, "--today", "2026-11-17")
    assert kept.status == 0, kept.err
    return folder


@pytest.fixture
def vault(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "Calloway.medbills"))
