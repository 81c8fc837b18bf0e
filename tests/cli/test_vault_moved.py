"""A vault taken out, brought in, and saved when it is damaged, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_exported_brought_in_and_saved(medbills: Callable[..., Any], vault: Path, secret_file: Path, tmp_path: Path) -> None:
    secret = ("--passphrase-file", secret_file)
    out, back, saved = tmp_path / "out", tmp_path / "back.medbills", tmp_path / "saved.medbills"
    exported = medbills("vault", "export", vault, "--out", out, "--json", *secret)
    assert exported.status == 0 and exported.json["papers"] == 2 and len(list((out / "papers").iterdir())) == 2
    brought = medbills("vault", "restore", out, back, "--json", *secret)
    assert brought.status == 0 and brought.json["recovery_key"]
    with (back / "vault.db").open("r+b") as file:
        file.seek(300_000)
        file.write(b"damage")
    found = medbills("vault", "verify", back, "--json", *secret)
    assert found.status == 1 and any("No good backup" in one for one in found.json["more"])
    kept = medbills("vault", "salvage", back, saved, "--json", *secret)
    assert kept.status in (0, 1) and kept.json["papers"] == 2
    assert (saved / "vault.db").stat().st_size > 4096
    assert json.loads(medbills("vault", "export", "--schema").out)["title"].startswith("Everything")
