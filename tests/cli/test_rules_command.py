"""`medbills rules`: what is in use, what a file changes, taken into use only on a word; refusals in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from medbills.cli.main import run
from medbills.rules.shipped import shipped_files
from medbills.rules.signed_file import signed_pack
from medbills.services import bring_in_rules

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bring_in_rules, "maintainers_key", KEY.public_key)
    files = shipped_files()
    files["pack.yaml"] = files["pack.yaml"].replace('"2026.11.21"', '"2027.1.15"', 1)
    files["debt_collection.yaml"] = files["debt_collection.yaml"].replace("duration: {value: 30,", "duration: {value: 35,", 1)
    path = tmp_path / "newer.medbillsrules"
    path.write_bytes(signed_pack(files, KEY))
    return path


def here(*arguments: object) -> int:
    """The command in this process, so that the key of the test counts."""
    return run([str(argument) for argument in arguments], open_window=lambda **_: 0)


def test_without_a_vault_it_only_tells(file: Path, capsys: Any) -> None:
    assert here("rules", "import", file) == 0
    told = capsys.readouterr()
    assert "30 calendar days" in told.out and "35 calendar days" in told.out and "--vault" in told.err
    assert here("rules", "show", "--json") == 0
    assert json.loads(capsys.readouterr().out)["version"] == "2026.11.21"


def test_taken_into_use_only_on_a_word(file: Path, vault: Path, secret_file: Path, capsys: Any) -> None:
    where = ("--vault", vault, "--passphrase-file", secret_file, "--today", "2026-11-17", "--json")
    assert here("rules", "import", file, *where) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["taken"] is False and answer["version"] == "2027.1.15"
    assert [(one["turn"], one["key"]) for one in answer["differences"]] == [("changed", "regf_dispute_30d")]
    assert here("rules", "import", file, "--yes", *where) == 0
    assert json.loads(capsys.readouterr().out)["taken"] is True
    assert here("rules", "show", *where) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["version"] == "2027.1.15" and shown["brought_in"] is True
    assert here("rules", "import", file, "--yes", *where) == 3
    assert "in use already" in capsys.readouterr().err


def test_deadlines_are_told_by_the_rules_of_the_vault_that_is_named(
    file: Path, vault: Path, secret_file: Path, capsys: Any, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"events": [{"event": "validation_notice_received", "date": "2026-11-01"}]}), encoding="utf-8")
    where = ("--vault", vault, "--passphrase-file", secret_file, "--today", "2026-11-17")
    assert here("rules", "import", file, "--yes", *where) == 0
    capsys.readouterr()

    def day(*more: object) -> str:
        assert here("deadlines", "--facts", facts, "--today", "2026-11-17", "--json", *more) == 0
        told = json.loads(capsys.readouterr().out)["deadlines"]
        return next(row["date"] for row in told if row["rule"] == "regf_dispute_30d")

    assert (day(), day("--vault", vault, "--passphrase-file", secret_file)) == ("2026-12-01", "2026-12-06")
    with pytest.raises(SystemExit):
        here("deadlines", "--help")
    assert "use the rules of this vault" in " ".join(capsys.readouterr().out.split())


def test_refused_in_one_sentence(medbills_process: Any, file: Path, tmp_path: Path) -> None:
    assert "somebody else signed" in medbills_process("rules", "import", file).refused(3)
    assert "There is no file" in medbills_process("rules", "import", tmp_path / "none").refused(3)
    assert medbills_process("rules").status == 2
