"""Verifying: what is whole passes, and each kind of damage is named in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text, update

from medbills.errors import VaultError
from medbills.store import Vault, verify
from medbills.store.schema import BILL, JOURNAL, PERSON


def _flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_a_whole_vault_passes_and_says_how_much_was_looked_at(vault: Vault, fill: Any) -> None:
    fill(vault)
    report = verify(vault)
    assert report.ok and (report.papers, report.history_entries) == (1, 6)


def test_a_flipped_byte_deep_inside_is_found(made: Any, fill: Any) -> None:
    """Ordinary use does not notice it: the damaged page is not read."""
    with made.open() as vault:
        fill(vault)
        for number in range(200):
            with vault.change("Set") as change:
                change.settings.set(f"s{number}", "x" * 200)
    _flip(made.folder / "vault.db", (made.folder / "vault.db").stat().st_size - 1000)
    with made.open() as vault:
        problems = verify(vault).problems
    assert problems and "cipher integrity check" in problems[0]


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_no_flip_goes_unseen(made: Any, fill: Any, share: float) -> None:
    with made.open() as vault:
        fill(vault)
    path = made.folder / "vault.db"
    _flip(path, int(path.stat().st_size * share))
    try:
        with made.open() as vault:
            assert not verify(vault).ok
    except VaultError:
        pass  # seen at once


def test_a_damaged_paper_is_named(vault: Vault, fill: Any) -> None:
    fill(vault)
    path = vault.paper_files.path_of(vault.documents.all()[0].key)
    assert path is not None
    _flip(path, 60)
    assert verify(vault).problems == ("The file of “bill 1.pdf” is damaged. Bring it back from a backup.",)


def test_a_row_written_past_the_history_is_found(vault: Vault, fill: Any) -> None:
    fill(vault)
    vault.lane.run(update(BILL).values(amount_due=None))
    assert verify(vault).problems == ("The row bill1 of “bill” is not what the history says.",)


def test_a_row_removed_past_the_history_is_found(vault: Vault, fill: Any) -> None:
    fill(vault)
    with vault.change("Removed the case") as change:
        change.cases.remove("er")
        change.papers.remove("bill1")
    vault.lane.run(delete(PERSON))
    assert verify(vault).problems == ("The row walter of “person” is not what the history says.",)


@pytest.mark.parametrize("statement", [
    update(JOURNAL).where(JOURNAL.c.seq == 2).values(at="2020-01-01T00:00:00+00:00"),
    update(JOURNAL).where(JOURNAL.c.seq == 2).values(after=text("replace(after, 'ER', 'XR')")),
    delete(JOURNAL).where(JOURNAL.c.seq == 3),
])  # fmt: skip
def test_an_altered_history_is_found(vault: Vault, fill: Any, statement: Any) -> None:
    fill(vault)
    vault.lane.run(statement)
    assert any("history was altered" in problem for problem in verify(vault).problems)


def test_a_damaged_key_file_is_found(vault: Vault) -> None:
    (vault.folder / "keys.json").write_text("{")
    assert any("keys.json" in problem for problem in verify(vault).problems)
