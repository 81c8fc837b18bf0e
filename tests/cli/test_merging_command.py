"""`medbills vault merge`: two copies of one vault come together, and what is no copy is refused."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

from medbills import keys
from medbills.domain.money import Money
from medbills.store import Vault

SECRET = "gray heron 7"
TODAY = ("--today", "2026-11-17")


def _correct(folder: Path, cents: int) -> None:
    with Vault.open(folder, keys.unlock(folder, SECRET)) as vault:
        kept = next(kept for kept in vault.papers.all() if kept.paper.is_bill)
        with vault.change("Corrected") as change:
            change.papers.update(dataclasses.replace(kept, paper=dataclasses.replace(kept.paper, amount_due=Money(cents))))


def test_two_copies_come_together(medbills: Any, vault: Path, secret_file: Path, tmp_path: Path) -> None:
    there = tmp_path / "laptop" / vault.name
    shutil.copytree(vault, there, ignore=shutil.ignore_patterns("vault.lock"))
    _correct(there, 77700)
    _correct(vault, 88800)
    given = ("--passphrase-file", secret_file, *TODAY)
    looked = medbills("vault", "merge", vault, there, "--look", *given)
    assert looked.status == 0 and looked.out.startswith("This would come in:") and "“$777.00” and “$888.00”" in looked.out
    merged = medbills("vault", "merge", vault, there, "--json", *given)
    assert merged.status == 0 and merged.json["merged"] and len(merged.json["differing"]) == 1
    assert merged.json["differing"][0]["stands"] in ("one", "other")


def test_what_is_no_copy_is_refused(medbills: Any, vault: Path, secret_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "Other.medbills"
    data_key, _ = keys.create_keys(other, SECRET, cost=keys.Cost(memory_kib=64, passes=1, lanes=1))
    Vault.create(other, "Other", data_key).close()
    given = ("--passphrase-file", secret_file)
    assert "another vault, not a copy" in medbills("vault", "merge", vault, other, *given).refused(3)
