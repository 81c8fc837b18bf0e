"""The course of a call and the user's word on contradictions: an older vault gets their tables, and both go with their calls."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from medbills.domain.call import Call, PromiseState, Said
from medbills.domain.contradiction import Contradiction, Word
from medbills.store import Vault, cipher, upgrade

KEY = b"k" * 32
AT = datetime.datetime(2026, 11, 10, 10, 5)
BEFORE = "0006"


def test_the_step_before_is_brought_up_with_its_calls(tmp_path: Any) -> None:
    lane = cipher.open_lane(tmp_path / "old.db", KEY, create=True)
    lane.begin()
    upgrade.build(lane, head=BEFORE)
    empty = "number, organization, person, role, reference, line, notes, they_will, you_will"
    lane.connection.exec_driver_sql(
        f"INSERT INTO call (id, at, {empty}, ended) VALUES ('c', '2026-11-10T10:05:00', '', 'Riverbend', '', '', '', '', 'n', '', '', 1)"
    )
    upgrade.build(lane)
    lane.commit()
    names = {name for (name,) in lane.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()}
    assert {"call_course", "contradiction"} <= names
    assert lane.connection.exec_driver_sql("SELECT organization FROM call").scalar_one() == "Riverbend"
    lane.close()


def talk(vault: Vault) -> tuple[Call, Call]:
    first = Call(id="a", case_id="er", at=AT, script="hospital_billing", trail=(Said(line="opening", reply="found"),))
    second = dataclasses.replace(first, id="b", at=AT + datetime.timedelta(days=3), trail=(), script="")
    with vault.change("Called") as change:
        change.calls.add(first)
        change.calls.add(second)
        change.contradictions.add(Contradiction(call_id="a", other_id="b", question="hold", case_id="er", word=Word.SET_ASIDE))
    return first, second


def test_a_course_is_written_changed_and_let_go(vault: Vault, fill: Any) -> None:
    fill(vault)
    first, _ = talk(vault)
    marked = dataclasses.replace(first, promise=PromiseState.KEPT, promise_told_on=AT.date())
    with vault.change("Marked") as change:
        change.calls.update(marked)
    assert vault.calls.of_case("er")[0] == marked
    plain = dataclasses.replace(first, script="", trail=())
    with vault.change("Emptied") as change:
        change.calls.update(plain)
    assert vault.calls.get("a") == plain
    vault.undo_last()
    assert vault.calls.get("a") == marked


def test_what_stands_on_a_call_goes_and_comes_back_with_it(vault: Vault, fill: Any) -> None:
    fill(vault)
    first, _ = talk(vault)
    with vault.change("Removed a call") as change:
        change.calls.remove("a")
    assert vault.calls.get("a") is None and vault.contradictions.all() == ()
    vault.undo_last()
    assert vault.calls.get("a") == first
    assert [kept.word for kept in vault.contradictions.of_case("er")] == [Word.SET_ASIDE]


def test_of_a_removed_case_the_calls_stay_with_their_contradictions(vault: Vault, fill: Any) -> None:
    fill(vault)
    talk(vault)
    with vault.change("Removed the case") as change:
        change.cases.remove("er")
    assert [kept.case_id for kept in vault.contradictions.all()] == [None]
    assert vault.calls.count() == 2
