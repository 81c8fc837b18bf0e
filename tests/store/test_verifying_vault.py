"""Verifying: what is whole passes, and each kind of damage is named in a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text, update

from medbills.store import Vault, verify
from medbills.store.schema import BILL, JOURNAL, META, PERSON


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


@pytest.mark.parametrize("newest", [6, 4, 1])
def test_entries_cut_off_at_the_end_are_found(vault: Vault, fill: Any, newest: int) -> None:
    """The chain alone would hold: what is left of it is genuine."""
    fill(vault)
    vault.lane.run(delete(JOURNAL).where(JOURNAL.c.seq >= newest))
    assert vault.journal.breaks() == []
    assert any("but its seal names entry 6: entries were cut off" in problem for problem in verify(vault).problems)


def test_a_seal_made_to_fit_is_found(vault: Vault, fill: Any) -> None:
    """Whoever cuts the history off and has no sealing key cannot seal what is left."""
    fill(vault)
    vault.lane.run(delete(JOURNAL).where(JOURNAL.c.seq > 3))
    left = vault.lane.rows(JOURNAL.select().where(JOURNAL.c.seq == 3))[0]
    told = json.loads(vault.lane.rows(META.select().where(META.c.id == "history"))[0].value)
    vault.lane.run(update(META).where(META.c.id == "history").values(value=json.dumps([3, left.hash, told[2]])))
    assert "The seal of the history was altered." in verify(vault).problems
    vault.lane.run(delete(META).where(META.c.id == "history"))
    assert "The seal of the history is missing." in verify(vault).problems


def test_entries_in_another_order_are_found(vault: Vault, fill: Any) -> None:
    fill(vault)
    for before, after in ((2, 99), (3, 2), (99, 3)):
        vault.lane.run(update(JOURNAL).where(JOURNAL.c.seq == before).values(seq=after))
    assert any("history was altered at entry 2" in problem for problem in verify(vault).problems)


def test_a_damaged_key_file_is_found(vault: Vault) -> None:
    (vault.folder / "keys.json").write_text("{")
    assert any("keys.json" in problem for problem in verify(vault).problems)
