"""Papers under bad conditions: one clear sentence each, the right exit status, and the vault holds exactly what it held."""

from __future__ import annotations

import datetime
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from medbills import keys
from medbills.errors import MedbillsError, UnusableInput
from medbills.services.keep_paper import keep_paper
from medbills.services.read_paper import read_paper
from medbills.store import Vault, content_hash

ROOT = Path(__file__).resolve().parents[2]
PAPER = ROOT / "resources" / "samples" / "05-cedar-lab-bill.pdf"
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)


def encrypted() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(PAPER) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="secret"))
    return out.getvalue()


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("bad")
    whole = PAPER.read_bytes()
    made = {
        "empty.pdf": b"", "words.pdf": b"Dear patient, you owe us.\n" * 40, "locked.pdf": encrypted(),
        "cut.pdf": whole[: len(whole) // 2], "zeros.pdf": bytes(5000), "headonly.pdf": b"%PDF-1.7\n%%EOF\n",
    }  # fmt: skip
    for name, data in made.items():
        (folder / name).write_bytes(data)
    with (folder / "huge.pdf").open("wb") as stream:
        stream.write(b"%PDF-1.7\n")
        stream.truncate(200 * 1024 * 1024)
    (folder / "folder.pdf").mkdir()
    return {path.name: path for path in folder.iterdir()} | {"gone.pdf": folder / "gone.pdf"}


NAMES = ["empty.pdf", "words.pdf", "locked.pdf", "cut.pdf", "zeros.pdf", "headonly.pdf", "huge.pdf", "folder.pdf", "gone.pdf"]


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_that_cannot_be_read_is_said_in_a_sentence(bad: dict[str, Path], name: str) -> None:
    with pytest.raises(UnusableInput) as said:
        read_paper(bad[name])
    sentence = str(said.value)
    assert name in sentence and sentence.endswith((".", ".)")) and "\n" not in sentence and len(sentence) < 240
    assert not any(word in sentence for word in ("Traceback", "Errno", "None", "Exception"))


def test_all_of_them_at_the_command_line(medbills: Any, bad: dict[str, Path], vault: Path, secret_file: Path) -> None:
    """The good paper among them is kept, every other is named, and the vault holds just the one more."""
    secret = secret_file.read_text(encoding="utf-8").splitlines()[0]
    key = keys.unlock(vault, secret)
    with Vault.open(vault, key) as opened:
        before = content_hash(opened)
    refused = medbills("import", vault, *(bad[name] for name in NAMES), "--passphrase-file", secret_file)
    assert refused.status == 3 and refused.out == ""
    assert len(refused.err.splitlines()) == len(NAMES) and all(name in refused.err for name in NAMES)
    with Vault.open(vault, key) as opened:
        assert content_hash(opened) == before
    kept = medbills("import", vault, bad["cut.pdf"], PAPER, "--passphrase-file", secret_file)
    assert kept.status == 3 and kept.out.startswith(f"{PAPER.name}: kept:") and "cut.pdf" in kept.err
    with Vault.open(vault, key) as opened:
        assert opened.documents.count() == 3
    medbills("read", bad["words.pdf"], "--json").refused(3)
    medbills("check", bad["huge.pdf"], "--json").refused(3)


def test_an_encrypted_paper_opens_with_its_password(medbills: Any, bad: dict[str, Path], tmp_path: Path) -> None:
    secret = tmp_path / "password.txt"
    secret.write_text("secret\n")
    assert medbills("read", bad["locked.pdf"], "--json", "--password-file", secret).status == 0
    secret.write_text("wrong\n")
    medbills("read", bad["locked.pdf"], "--json", "--password-file", secret).refused(3)
    medbills("read", bad["locked.pdf"], "--json", "--password-file", tmp_path / "none").refused(2)


def test_the_user_s_own_file_is_left_alone(tmp_path: Path, vault: Path, secret_file: Path, medbills: Any) -> None:
    mine = tmp_path / "mine.pdf"
    shutil.copyfile(PAPER, mine)
    mine.chmod(0o400)
    before = (mine.read_bytes(), mine.stat().st_mtime_ns)
    assert medbills("import", vault, mine, "--passphrase-file", secret_file).status == 0
    assert (mine.read_bytes(), mine.stat().st_mtime_ns) == before


def test_a_file_that_goes_away_while_it_is_read(tmp_path: Path) -> None:
    """Its bytes are read once: what happens to the file afterwards changes nothing."""
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    code = "import sys, pathlib; data = pathlib.Path(sys.argv[2]).read_bytes(); p = open(sys.argv[1], 'wb'); p.write(data[:900]); p.close()"
    with subprocess.Popen([sys.executable, "-c", code, str(pipe), str(PAPER)]), pytest.raises(UnusableInput, match="cut off"):
        read_paper(pipe)
    copy = tmp_path / "copy.pdf"
    shutil.copyfile(PAPER, copy)
    read = read_paper(copy, progress=lambda done, pages: copy.unlink(missing_ok=True))
    assert read.data == PAPER.read_bytes() and read.reading.documents


@pytest.mark.parametrize("room", [2_000, 12_000])
def test_a_full_disk_while_keeping(vault: Path, secret_file: Path, room: int) -> None:
    key = keys.unlock(vault, secret_file.read_text(encoding="utf-8").splitlines()[0])
    with Vault.open(vault, key) as opened:
        before = content_hash(opened)
    code = (
        "import resource, sys\n"
        "from medbills.__main__ import main\n"
        "largest = int(sys.argv.pop(1))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(room), "import", str(vault), str(PAPER), "--passphrase-file", str(secret_file)],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == 4 and done.stdout == "", done.stderr
    assert "Traceback" not in done.stderr and done.stderr.startswith("medbills: ") and done.stderr.count("\n") == 1, done.stderr
    with Vault.open(vault, key) as opened:
        assert content_hash(opened) == before
        assert opened.documents.count() == 2


def test_no_room_inside_the_program_leaves_the_vault_as_it_was(vault: Path, secret_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = keys.unlock(vault, secret_file.read_text(encoding="utf-8").splitlines()[0])
    with Vault.open(vault, key) as opened:
        before, read = content_hash(opened), read_paper(PAPER)

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(MedbillsError, match="disk"):
                keep_paper(opened, read, now=NOON)
        assert content_hash(opened) == before
        assert not keep_paper(opened, read, now=NOON).already
