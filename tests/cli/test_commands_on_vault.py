"""Commands on a vault: made, filled, listed, cared for; five ways not to open, each with a sentence of its own."""

from __future__ import annotations

import hashlib
import io
import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from medbills import keys
from medbills.store import Vault

ROOT = Path(__file__).resolve().parents[2]
BILL = ROOT / "resources" / "samples" / "02-riverbend-itemized-bill.pdf"
TODAY = ("--today", "2026-11-17")


def test_made_and_the_recovery_key_is_printed_once(medbills: Any, tmp_path: Path, secret_file: Path) -> None:
    folder = tmp_path / "New.medbills"
    made = medbills("vault", "create", folder, "--passphrase-file", secret_file, "--json")
    assert made.status == 0 and set(made.json) == {"schema", "path", "recovery_key"}
    key = tmp_path / "key.txt"
    key.write_text(made.json["recovery_key"])
    assert medbills("vault", "verify", folder, "--passphrase-file", key).status == 0
    again = medbills("vault", "create", folder, "--passphrase-file", secret_file)
    assert "already something" in again.refused(3)


def test_a_practice_s_place_takes_no_patient_papers(medbills: Any, tmp_path: Path, secret_file: Path) -> None:
    folder = tmp_path / "Practice.medbills"
    assert medbills("vault", "create", folder, "--practice", "--passphrase-file", secret_file).status == 0
    refused = medbills("import", folder, BILL, "--passphrase-file", secret_file, *TODAY)
    assert refused.status != 0 and "holds no patient papers" in refused.err


def test_a_paper_kept_before_is_named(medbills: Any, vault: Path, secret_file: Path) -> None:
    answer = medbills("import", vault, BILL, "--passphrase-file", secret_file, *TODAY)
    assert answer.status == 0 and answer.out == f"{BILL.name}: kept before, as {BILL.name}\n"


def test_cases_with_their_amounts_steps_and_days(medbills: Any, vault: Path, secret_file: Path) -> None:
    answer = medbills("cases", vault, "--json", "--passphrase-file", secret_file, *TODAY)
    (case,) = answer.json["cases"]
    assert answer.json["schema"] == 1 and case["title"] == "ER visit at Riverbend" and case["stage"] == "checked"
    assert case["amounts"]["asked"] == "5000.00" and case["amounts"]["disputed"] == "4680.00" and case["amounts"]["sure"] == "320.00"
    assert case["next_step"]["letter"] == "billing_dispute" and case["next_step"]["by"] == "2026-11-30"
    assert {"rule", "date", "whose", "title"} <= set(case["deadlines"][0])
    plain = medbills("cases", vault, "--passphrase-file", secret_file, *TODAY)
    assert "ER visit at Riverbend" in plain.out and case["id"] in plain.out


def test_the_packet_of_a_case(medbills: Any, vault: Path, secret_file: Path, tmp_path: Path) -> None:
    case = medbills("cases", vault, "--json", "--passphrase-file", secret_file, *TODAY).json["cases"][0]["id"]
    out = tmp_path / "packet.pdf"
    answer = medbills("packet", vault, "--case", case, "--out", out, "--passphrase-file", secret_file, *TODAY)
    assert answer.status == 0 and "exhibits" in answer.out
    assert len(pypdfium2.PdfDocument(io.BytesIO(out.read_bytes()))) >= 5
    assert "no case" in medbills("packet", vault, "--case", "x", "--out", out, "--passphrase-file", secret_file).refused(3)
    nowhere = medbills("packet", vault, "--case", case, "--out", tmp_path / "none" / "p.pdf", "--passphrase-file", secret_file, *TODAY)
    assert "Nothing can be written" in nowhere.refused(3)


def test_words_hidden_in_a_packet(medbills: Any, vault: Path, secret_file: Path, tmp_path: Path) -> None:
    case = medbills("cases", vault, "--json", "--passphrase-file", secret_file, *TODAY).json["cases"][0]["id"]
    out = tmp_path / "packet.pdf"
    common = ("packet", vault, "--case", case, "--out", out, "--passphrase-file", secret_file, *TODAY)

    def exhibits() -> str:
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(out.read_bytes()))]
        return " ".join(page for page in pages if "Exhibit A ·" in page or "Exhibit B ·" in page)

    assert medbills(*common).status == 0 and "Emergency" in exhibits()
    answer = medbills(*common, "--hide", "emergency visit", "--hide", "nowhere lane")
    assert answer.status == 0
    assert "Hidden: “emergency visit”: " in answer.out and "Exhibit" in answer.out
    assert "“nowhere lane”: Not found. Look through the pages." in answer.out
    assert "Emergency" not in exhibits().replace("Exhibit A · ", "")


def test_verified_backed_up_and_restored(medbills: Any, vault: Path, secret_file: Path, tmp_path: Path) -> None:
    whole = medbills("vault", "verify", vault, "--passphrase-file", secret_file, "--json")
    assert whole.json == {"schema": 1, "ok": True, "papers": 2, "damaged": []}
    backup = medbills("vault", "backup", vault, tmp_path / "stick", "--passphrase-file", secret_file, "--json").json
    assert backup["verified"] and backup["papers"] == 2
    new = tmp_path / "Back.medbills"
    assert medbills("vault", "restore", backup["folder"], new, "--passphrase-file", secret_file).status == 0
    listed = [medbills("cases", folder, "--json", "--passphrase-file", secret_file, *TODAY).out for folder in (vault, new)]
    assert listed[0] == listed[1]
    again = medbills("vault", "restore", backup["folder"], new, "--passphrase-file", secret_file)
    assert again.status in (3, 4) and again.out == ""
    assert medbills("vault", "restore", tmp_path / "stick" / "nothing", tmp_path / "other").status in (3, 4)


def test_a_verify_that_finds_damage_ends_in_one(medbills: Any, vault: Path, secret_file: Path) -> None:
    paper = next(path for path in sorted((vault / "documents").rglob("*")) if path.is_file())
    data = bytearray(paper.read_bytes())
    data[len(data) // 2] ^= 1
    paper.write_bytes(bytes(data))
    answer = medbills("vault", "verify", vault, "--passphrase-file", secret_file, "--json")
    assert answer.status == 1 and answer.json["ok"] is False and len(answer.json["damaged"]) == 1


def test_keys_are_added_and_changed(medbills: Any, vault: Path, secret_file: Path, tmp_path: Path) -> None:
    second, third = tmp_path / "second.txt", tmp_path / "third.txt"
    second.write_text("blue door 12")
    third.write_text("\ufeffgreen gate 9\r\n", encoding="utf-8")
    files = ("--passphrase-file", secret_file, "--new-passphrase-file")
    assert medbills("vault", "add-key", vault, "--name", "Sam", *files, second).status == 0
    assert [slot.label for slot in keys.list_slots(vault)][-1] == "Sam"
    assert medbills("vault", "change-passphrase", vault, *files, third).status == 0
    assert medbills("cases", vault, "--json", "--passphrase-file", second).status == 0
    third.write_text("green gate 9")
    assert medbills("cases", vault, "--json", "--passphrase-file", third).status == 0
    assert medbills("cases", vault, "--passphrase-file", secret_file).status == 4


def test_five_ways_not_to_open(medbills: Any, vault: Path, secret_file: Path, tmp_path: Path) -> None:
    secret = secret_file.read_text(encoding="utf-8").splitlines()[0]
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not this")
    said = [medbills("cases", vault, "--passphrase-file", wrong).refused(4)]
    said.append(medbills("cases", tmp_path / "nowhere", "--passphrase-file", secret_file).refused(4))
    with Vault.open(vault, keys.unlock(vault, secret)):
        said.append(medbills("cases", vault, "--passphrase-file", secret_file).refused(4))
    newer = Path(shutil.copytree(vault, tmp_path / "newer.medbills"))
    with Vault.open(newer, keys.unlock(newer, secret)) as opened:
        opened.lane.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_later'")
    said.append(medbills("cases", newer, "--passphrase-file", secret_file).refused(4))
    data = bytearray((vault / "vault.db").read_bytes())
    data[100:200] = bytes(100)
    (vault / "vault.db").write_bytes(bytes(data))
    said.append(medbills("cases", vault, "--passphrase-file", secret_file).refused(4))
    assert len(set(said)) == 5
    for other in (tmp_path, BILL):
        medbills("cases", other, "--passphrase-file", secret_file).refused(4)


def test_a_passphrase_comes_from_a_file_or_the_terminal_only(medbills: Any, vault: Path, secret_file: Path, tmp_path: Path) -> None:
    assert "--passphrase-file" in medbills("cases", vault).refused(2)
    assert medbills("cases", vault, "--passphrase", "gray heron 7").status == 2
    assert medbills("cases", vault, MEDBILLS_PASSPHRASE="gray heron 7").status == 2
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "latin.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "long.txt").write_text("x" * 10_000)
    for file in ("empty.txt", "latin.txt", "long.txt", "."):
        medbills("cases", vault, "--passphrase-file", tmp_path / file).refused(2)


def test_a_passphrase_typed_on_the_terminal(vault: Path) -> None:
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("this machine has no terminals to open")
    on_terminal = (
        "import os, sys, fcntl, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); from medbills.__main__ import main; "
        "sys.argv = ['medbills', 'cases', sys.argv[1], '--json']; sys.exit(main())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", on_terminal, str(vault)], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        os.close(theirs)
        ready, _, _ = select.select([ours], [], [], 30)  # what is typed before the prompt does not count
        shown = os.read(ours, 100) if ready else b""
        os.write(ours, b"gray heron 7\n")
        try:
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()
            os.close(ours)
    assert shown.startswith(b"Passphrase") and process.returncode == 0, err
    assert b"ER visit at Riverbend" in out and b"gray heron" not in out + err


@pytest.mark.parametrize("place", ["/proc/none/x.medbills", "{file}/x.medbills"])
def test_a_place_where_nothing_can_be_made(medbills: Any, secret_file: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    where = place.format(file=tmp_path / "file")
    medbills("vault", "create", where, "--passphrase-file", secret_file).refused(3)
    medbills("demo", "--out", where).refused(3)


def test_the_demo_writes_over_nothing(medbills: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert "already something" in medbills("demo", "--out", tmp_path).refused(3)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_days_go_into_a_calendar_file(medbills: Any, vault: Path, secret_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "days.ics"
    answer = medbills("calendar", vault, "--out", out, "--passphrase-file", secret_file, *TODAY)
    assert answer.status == 0 and "day" in answer.out
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR") and out.read_bytes().count(b"BEGIN:VEVENT") == int(answer.out.split()[-2])
    refused = medbills("calendar", vault, "--out", tmp_path / "none" / "d.ics", "--passphrase-file", secret_file, *TODAY)
    assert "Nothing can be written" in refused.refused(3)


def test_a_packet_is_locked_numbered_in_full_and_its_fingerprints_listed(
    medbills: Any, vault: Path, secret_file: Path, tmp_path: Path
) -> None:
    case = medbills("cases", vault, "--json", "--passphrase-file", secret_file, *TODAY).json["cases"][0]["id"]
    out, listed, word = tmp_path / "packet.pdf", tmp_path / "prints.txt", tmp_path / "word.txt"
    word.write_text("three quiet words\n")
    answer = medbills("packet", vault, "--case", case, "--out", out, "--passphrase-file", secret_file, "--password-file", word,
                      "--fingerprints", listed, "--tracking", "9407 1000", "--full-numbers", *TODAY)  # fmt: skip
    assert answer.status == 0
    pages = pypdfium2.PdfDocument(io.BytesIO(out.read_bytes()), password="three quiet words")
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert "9407 1000" in text and "ends in" not in pages[0].get_textpage().get_text_range()
    assert hashlib.sha256(out.read_bytes()).hexdigest() in listed.read_text()
    word.write_text("short\n")
    short = medbills("packet", vault, "--case", case, "--out", out, "--passphrase-file", secret_file, "--password-file", word, *TODAY)
    assert "too short" in short.refused(3)
