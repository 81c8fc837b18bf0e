"""Handing one person's papers over from a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from medbills.store import Vault

TODAY = ("--today", "2026-11-17")


def test_an_advocate_gets_a_copy_for_reading_that_is_never_written_over(
    medbills: Any, vault: Path, secret_file: Path, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh.txt"
    fresh.write_text("velvet otter climbs nine ladders\n")
    case = medbills("cases", vault, "--json", "--passphrase-file", secret_file, *TODAY).json["cases"][0]["id"]
    to, page = tmp_path / "Walter.medbills", tmp_path / "page.pdf"
    command = ("vault", "hand-over", vault, "--person", "Walter Calloway", "--out", to, "--case", case, "--briefing", page)
    given = ("--passphrase-file", secret_file, "--new-passphrase-file", fresh, *TODAY)
    made = medbills(*command, "--json", *given)
    assert made.status == 0 and made.json["person"] == "Walter Calloway" and made.json["read_only"] is True
    assert page.read_bytes().startswith(b"%PDF")
    Vault.look(to)
    assert "already something" in medbills(*command, *given).refused(3)
    assert "for reading only" in medbills("import", to, page, "--passphrase-file", fresh, *TODAY).refused(4)
