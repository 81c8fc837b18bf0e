"""Changes: kept whole or not at all, remembered, undone, and impossible to go around."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medbills.domain.changes import Changes
from medbills.domain.paper import Kind
from medbills.domain.person import Person, Provider
from medbills.store import Vault, content_hash, verify

RUTH = Person(id="ruth", name="Ruth Calloway", is_me=True)


def test_a_change_names_what_it_touched(vault: Vault) -> None:
    with vault.change("Added Ruth") as change:
        change.people.add(RUTH)
        assert vault.people.get("ruth") == RUTH, "reads see the open change"
    assert change.changes == Changes(frozenset({"people"}), "Added Ruth")
    (entry,) = vault.history("person", "ruth")
    assert (entry.what, entry.before, entry.after and entry.after["name"]) == ("Added Ruth", None, "Ruth Calloway")


def test_a_change_that_fails_leaves_nothing_not_even_a_trace(vault: Vault, fill: Any) -> None:
    fill(vault)
    before, entries = content_hash(vault), len(list(vault.journal.entries()))
    with pytest.raises(ZeroDivisionError), vault.change("Will fail") as change:
        change.people.add(RUTH)
        change.papers.remove("bill1")
        raise ZeroDivisionError
    assert content_hash(vault) == before
    assert len(list(vault.journal.entries())) == entries
    assert vault.people.get("ruth") is None


def test_nothing_is_written_outside_a_change(vault: Vault) -> None:
    with vault.change("Added Ruth") as change:
        change.people.add(RUTH)
    other = Person(id="x", name="X")
    for write in (lambda: change.people.add(other), lambda: change.people.remove("ruth"), lambda: change.settings.set("a", 1)):
        with pytest.raises(RuntimeError, match="has ended"):
            write()
    assert not any(hasattr(vault.people, name) for name in ("add", "update", "put", "remove"))
    assert vault.people.all() == (RUTH,)


def test_changes_do_not_nest(vault: Vault) -> None:
    with vault.change("Outer") as change:
        with pytest.raises(RuntimeError), vault.change("Inner"):
            pass
        with pytest.raises(RuntimeError):
            vault.backup()
        change.people.add(RUTH)
    assert vault.people.all() == (RUTH,)


def test_what_does_not_change_leaves_no_trace(vault: Vault, fill: Any, kept_bill: Any) -> None:
    fill(vault)
    entries = len(list(vault.journal.entries()))
    with vault.change("Looked at the bill") as change:
        change.papers.update(kept_bill(1))
    assert change.topics == frozenset()
    assert len(list(vault.journal.entries())) == entries


def test_undo_brings_the_same_content_back_step_by_step(vault: Vault, fill: Any, kept_bill: Any) -> None:
    hashes = [content_hash(vault)]

    def step(what: str, write: Callable[[Any], None]) -> None:
        with vault.change(what) as change:
            write(change)
        hashes.append(content_hash(vault))

    fill(vault)
    hashes.append(content_hash(vault))
    paper = dataclasses.replace(kept_bill(1).paper, kind=Kind.EOB, lines=kept_bill(1).paper.lines[:1])
    step("Made it an insurer's statement", lambda change: change.papers.update(dataclasses.replace(kept_bill(1), paper=paper)))
    step("Added Ruth", lambda change: change.people.add(RUTH))
    step("Set a size", lambda change: change.settings.set("text size", 120))
    step("Removed the case", lambda change: change.cases.remove("er"))
    step("Removed Walter", lambda change: change.people.remove("walter"))
    step("Removed the file", lambda change: change.documents.remove("doc1"))
    assert vault.papers.all() == ()
    assert len(set(hashes)) == len(hashes)
    assert vault.last_change() == "Removed the file"
    for expected in reversed(hashes[:-1]):
        undone = vault.undo_last()
        assert undone is not None and undone.what.startswith("Undid: ") and undone.topics
        assert content_hash(vault) == expected
    assert vault.undo_last() is None and vault.last_change() is None
    assert verify(vault).ok


def test_undo_after_undo_goes_further_back_and_new_work_comes_first(vault: Vault) -> None:
    for name in ("A", "B"):
        with vault.change(f"Added {name}") as change:
            change.providers.add(Provider(id=name, name=name))
    vault.undo_last()
    with vault.change("Added C") as change:
        change.providers.add(Provider(id="C", name="C"))
    assert vault.undo_last() == Changes(frozenset({"providers"}), "Undid: Added C")
    assert vault.undo_last() == Changes(frozenset({"providers"}), "Undid: Added A")
    assert vault.providers.all() == () and vault.undo_last() is None


def test_a_change_can_join_the_one_before(vault: Vault) -> None:
    with vault.change("Added Ruth") as change:
        change.people.add(RUTH)
    with vault.change("Checked again", with_last=True) as change:
        change.settings.set("checked", "2026-11-17")
    assert vault.last_change() == "Added Ruth"
    assert vault.undo_last() == Changes(frozenset({"people", "settings"}), "Undid: Added Ruth")
    assert vault.people.all() == () and vault.settings.all() == {}


def test_what_a_removed_row_owned_goes_and_what_only_named_it_stays(vault: Vault, fill: Any) -> None:
    fill(vault)
    with vault.change("Removed the case") as change:
        change.cases.remove("er")
    kept = vault.papers.get("bill1")
    assert kept is not None and kept.case_id is None and kept.person_id == "walter"
    with vault.change("Removed the file") as change:
        change.documents.remove("doc1")
    assert vault.papers.get("bill1") is None
    assert change.topics == {"documents", "papers"}
    with pytest.raises(KeyError), vault.change("Again") as change:
        change.documents.remove("doc1")


def test_the_vault_belongs_to_one_thread(vault: Vault) -> None:
    caught: list[BaseException] = []

    def elsewhere() -> None:
        try:
            vault.people.all()
        except RuntimeError as problem:
            caught.append(problem)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert "thread" in str(caught[0])


def test_a_closed_vault_is_of_no_use(made: Any) -> None:
    vault = made.open()
    vault.close()
    with pytest.raises(RuntimeError, match="closed"):
        vault.people.all()
    vault.close()


NAMES = st.sampled_from("abcd")
STEP = st.tuples(st.sampled_from(["put", "remove", "undo", "fail"]), NAMES, st.text(st.characters(codec="utf-8"), max_size=5))
STEPS = st.lists(STEP, max_size=14)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_history_and_content_agree_whatever_is_done(made: Any, steps: list[tuple[str, str, str]]) -> None:
    """A list of states is kept beside; undo has to walk back along it."""
    with made.open() as vault:
        while vault.undo_last():
            pass
        past: list[dict[str, str]] = []
        now: dict[str, str] = {}
        for step, row, name in steps:
            if step == "undo":
                assert (vault.undo_last() is None) == (not past)
                now = past.pop() if past else now
            elif step == "fail":
                with pytest.raises(ZeroDivisionError), vault.change("Fails") as change:
                    change.providers.put(Provider(id=row, name=name))
                    raise ZeroDivisionError
            elif step == "put" and now.get(row) != name:
                with vault.change("Put") as change:
                    change.providers.put(Provider(id=row, name=name))
                past.append(now)
                now = {**now, row: name}
            elif step == "remove" and row in now:
                with vault.change("Removed") as change:
                    change.providers.remove(row)
                past.append(now)
                now = {key: value for key, value in now.items() if key != row}
            assert {provider.id: provider.name for provider in vault.providers.all()} == now
        assert verify(vault).ok
