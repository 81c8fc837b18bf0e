"""Undo of any change, redo, the trash that keeps its place, and the removal for good that leaves the chain whole."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from medbills.domain.case import Case, CaseKind
from medbills.domain.person import Person, Provider
from medbills.errors import UnusableInput
from medbills.store import Standings, Trash, Vault, content_hash, erase, verify
from medbills.store.schema import JOURNAL

DAY = datetime.date(2026, 11, 17)
MONTH = datetime.timedelta(days=30)


def _change(vault: Vault, what: str, write: Any) -> str:
    with vault.change(what) as change:
        write(change)
    last = vault.journal.last()
    assert last is not None
    return last.change_id


def test_an_older_change_is_undone_alone(vault: Vault) -> None:
    first = _change(vault, "Added A", lambda change: change.providers.add(Provider(id="a", name="A")))
    _change(vault, "Added B", lambda change: change.providers.add(Provider(id="b", name="B")))
    assert vault.undo(first).what == "Undid: Added A"
    assert [provider.id for provider in vault.providers.all()] == ["b"]
    with pytest.raises(UnusableInput, match="cannot be undone any more"):
        vault.undo(first)


@pytest.mark.parametrize("later", ["renamed", "leaned on"])
def test_what_a_later_change_builds_on_is_not_pulled_away(vault: Vault, later: str) -> None:
    first = _change(vault, "Added Ruth", lambda change: change.people.add(Person(id="ruth", name="Ruth")))
    if later == "renamed":
        _change(vault, "Renamed Ruth", lambda change: change.people.update(Person(id="ruth", name="Ruth C.")))
    else:
        _change(vault, "Renamed Ruth", lambda change: change.cases.add(
            Case(id="er", title="ER", kind=CaseKind.BILL, person_id="ruth", opened_on=DAY)))  # fmt: skip
    before = content_hash(vault)
    with pytest.raises(UnusableInput, match="“Renamed Ruth” came later and builds on it"):
        vault.undo(first)
    assert content_hash(vault) == before
    vault.undo_last()
    vault.undo(first)
    assert vault.people.all() == ()


def test_undo_and_redo_walk_along_the_same_way(made: Any) -> None:
    hashes = []
    with made.open() as vault:
        for name in "abc":
            hashes.append(content_hash(vault))
            _change(vault, f"Added {name}", lambda change, name=name: change.providers.add(Provider(id=name, name=name)))
        end = content_hash(vault)
    with made.open() as vault:  # after a restart too
        for expected in reversed(hashes):
            vault.undo_last()
            assert content_hash(vault) == expected
    with made.open() as vault:
        for expected in (*hashes[1:], end):
            told = vault.redo_last()
            assert told is not None and told.what.startswith("Did again: Added ")
            assert content_hash(vault) == expected
        assert vault.redo_last() is None
        vault.undo_last()
        _change(vault, "Added d", lambda change: change.providers.add(Provider(id="d", name="d")))
        assert vault.redo_last() is None, "something new was done since"
        assert verify(vault).ok


STEP = st.tuples(st.sampled_from(["add", "rename", "remove", "undo", "redo", "pick"]), st.sampled_from("abc"), st.integers(0, 9))


def _steps(long_form: bool) -> Any:
    return settings(max_examples=400 if long_form else 5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_any_edits_undone_give_the_content_of_the_start(made: Any, long_form: bool) -> None:
    @_steps(long_form)
    @given(steps=st.lists(STEP, max_size=12))
    def walk(steps: list[tuple[str, str, int]]) -> None:
        with made.open() as vault:
            while vault.undo_last():
                pass
            start = content_hash(vault)
            for step, row, number in steps:
                _walk(vault, step, row, number)
            while vault.undo_last():
                pass
            assert content_hash(vault) == start
            assert verify(vault).ok

    walk()


def _walk(vault: Vault, step: str, row: str, number: int) -> None:
    there = vault.people.get(row) is not None
    if step == "undo":
        vault.undo_last()
    elif step == "redo":
        vault.redo_last()
    elif step == "pick":
        own = [done for done in Standings(vault.lane).all if done.own]
        try:
            if own:
                vault.undo(own[number % len(own)].id)
        except UnusableInput:
            pass
    elif step == "remove" and there:
        _change(vault, f"Removed {row}", lambda change: change.people.remove(row))
    elif step == "rename" and there:
        _change(vault, f"Renamed {row}", lambda change: change.people.update(Person(id=row, name=f"{row}{number}")))
    elif step == "add" and not there:
        _change(vault, f"Added {row}", lambda change: _add(change, row, number))


def _add(change: Any, row: str, number: int) -> None:
    change.people.add(Person(id=row, name=row))
    if number % 2:
        change.cases.put(Case(id=f"case {row}", title=f"Case {number}", kind=CaseKind.BILL, person_id=row, opened_on=DAY))


def test_what_was_removed_keeps_its_place_and_comes_back(made: Any, fill: Any) -> None:
    with made.open() as vault:
        fill(vault)
        before = content_hash(vault)
        _change(vault, "Removed the bill", lambda change: (change.papers.remove("bill1"), change.documents.remove("doc1")))
        _change(vault, "Added Ruth", lambda change: change.people.add(Person(id="ruth", name="Ruth")))
    with made.open() as vault:
        (item,) = Trash(vault).items()
        assert (item.what, item.nouns, item.leaves_on) == ("Removed the bill", {"bill"}, DAY + MONTH)
        with Trash(vault).bringing_back(item.change_id) as change:
            change.people.remove("ruth")
        assert content_hash(vault) == before and item.change_id not in [left.change_id for left in Trash(vault).items()]
        with pytest.raises(UnusableInput, match="not among the removed"), Trash(vault).bringing_back(item.change_id):
            pass
        assert verify(vault).ok


def test_a_case_comes_back_to_its_papers_and_a_paper_to_a_file_added_again(vault: Vault, fill: Any, kept_bill: Any) -> None:
    fill(vault)
    removed = _change(vault, "Removed the case", lambda change: change.cases.remove("er"))
    assert vault.papers.get("bill1").case_id is None  # type: ignore[union-attr]
    with Trash(vault).bringing_back(removed):
        pass
    assert vault.papers.get("bill1").case_id == "er"  # type: ignore[union-attr]
    document = vault.documents.get("doc1")
    assert document is not None
    gone = _change(vault, "Removed the bill", lambda change: (change.papers.remove("bill1"), change.documents.remove("doc1")))
    _change(vault, "Added the file again", lambda change: change.documents.add(dataclasses.replace(document, id="doc2")))
    with pytest.raises(UnusableInput, match="“Added the file again” came later"):
        vault.undo(gone)
    with Trash(vault).bringing_back(gone):
        pass
    assert vault.papers.get("bill1").document_id == "doc2"  # type: ignore[union-attr]
    assert verify(vault).ok


def test_a_kind_that_changed_is_no_removal(vault: Vault, fill: Any, kept_bill: Any) -> None:
    from medbills.domain.paper import Kind

    fill(vault)
    paper = dataclasses.replace(kept_bill(1).paper, kind=Kind.EOB)
    _change(vault, "Made it a statement", lambda change: change.papers.update(dataclasses.replace(kept_bill(1), paper=paper)))
    assert Trash(vault).items() == ()


def test_after_thirty_days_it_is_gone_for_good_and_the_chain_holds(made: Any, fill: Any) -> None:
    with made.open() as vault:
        fill(vault)
        path = vault.paper_files.path_of(vault.documents.all()[0].key)
        assert path is not None
        gone = "Removed the bill of Riverbend General"
        _change(vault, gone, lambda change: (change.papers.remove("bill1"), change.documents.remove("doc1")))
        trash = Trash(vault)
        assert trash.due(DAY + MONTH - datetime.timedelta(days=1)) == ()
        assert erase(vault, trash.due(DAY + MONTH)) == 1
        assert not path.exists() and trash.items() == ()
        told = [tuple(row) for row in vault.lane.rows(select(JOURNAL))]
        assert not any("Riverbend" in str(row) or "X-ray" in str(row) for row in told), "nothing of it is left in the history"
        assert verify(vault).ok, verify(vault).problems
        assert vault.undo_last() is None, "its removal and its adding are empty now"
        _change(vault, "Added A", lambda change: change.providers.add(Provider(id="a", name="A")))
        assert vault.undo_last() is not None
    with made.open() as vault:
        assert verify(vault).ok
        # Negative control: what a removal for good left may not be altered either.
        (emptied, *_) = [row.seq for row in vault.lane.rows(select(JOURNAL).where(JOURNAL.c.what == ""))]
        vault.lane.run(JOURNAL.update().where(JOURNAL.c.seq == emptied).values(at="2020-01-01T00:00:00+00:00"))
        assert any(f"altered at entry {emptied}" in problem for problem in verify(vault).problems)


def test_an_entry_emptied_by_hand_is_found(vault: Vault, fill: Any) -> None:
    fill(vault)
    vault.lane.run(JOURNAL.update().where(JOURNAL.c.seq == 4).values(before=None, after=None, what=""))
    assert any("altered at entry 4" in problem for problem in verify(vault).problems)


def test_a_file_that_something_else_needs_stays(vault: Vault, fill: Any, kept_bill: Any) -> None:
    fill(vault)
    second = dataclasses.replace(kept_bill(1), paper=dataclasses.replace(kept_bill(1).paper, id="bill9"))
    _change(vault, "Added a second bill of the file", lambda change: change.papers.add(second))
    _change(vault, "Removed one bill", lambda change: change.papers.remove("bill1"))
    assert erase(vault, Trash(vault).items()) == 0
    assert verify(vault).ok and vault.papers.get("bill9") == second


def test_files_go_at_the_next_opening_when_the_program_stopped_between(made: Any, fill: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from medbills.store import erase as erase_module  # noqa: F401
    from medbills.store.paper_files import PaperFiles

    with made.open() as vault:
        fill(vault)
        path = vault.paper_files.path_of(vault.documents.all()[0].key)
        _change(vault, "Removed it", lambda change: (change.papers.remove("bill1"), change.documents.remove("doc1")))
        with monkeypatch.context() as stopped:
            stopped.setattr(PaperFiles, "remove", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                erase(vault, Trash(vault).items())
        assert path is not None and path.exists()
    with made.open() as vault:
        assert not path.exists() and verify(vault).ok
