"""Merging with the real checks: two caregivers' copies of the sample papers come together; and trash, undo and corrections as services."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medbills.domain.call import Call
from medbills.domain.correction import About
from medbills.domain.finding import FindingState
from medbills.domain.money import Money
from medbills.errors import MedbillsError, NewerVault, UnusableInput, VaultInUse, WrongPassphrase
from medbills.services.audit_cases import answer_finding
from medbills.services.correct_record import add_correction, corrections_by_record
from medbills.services.keep_trash import bring_back_removed, empty_old_trash, list_removed, remove_for_good
from medbills.services.log_call import end_call, note_call
from medbills.services.merge_vaults import decide_difference, look_at_copy, merge_copy, open_differences
from medbills.services.remove_paper import remove_paper
from medbills.services.undo_changes import list_deeds, redo_newest, undo_deed, undo_newest
from medbills.services.write_letter import mark_sent
from medbills.store import Vault, content_hash, verify

TODAY = datetime.date(2026, 11, 17)
NOW = datetime.datetime(2026, 11, 17, 12, 0)


@pytest.fixture
def pair(vault: Vault, desk: Any, ready: Any, tmp_path: Path) -> Iterator[tuple[Vault, Path]]:
    """The open vault with a case, and the folder of a copy that was made of it."""
    _er(desk)
    there = tmp_path / "copy" / vault.folder.name
    shutil.copytree(vault.folder, there, ignore=shutil.ignore_patterns("vault.lock"))
    yield vault, there


def _er(desk: Any) -> Any:
    """A bill and the insurer's statement of one visit; their case."""
    desk.eob()
    return desk.matter(desk.bill()).case


def _bill(vault: Vault) -> Any:
    return next(kept for kept in vault.papers.all() if kept.paper.is_bill)


def _pay(vault: Vault, cents: int) -> None:
    kept = _bill(vault)
    with vault.change("Corrected the bill") as change:
        change.papers.update(dataclasses.replace(kept, paper=dataclasses.replace(kept.paper, amount_due=Money(cents))))


def test_two_caregivers_copies_come_together_and_are_checked_anew(pair: Any, ready: Any) -> None:
    vault, there = pair
    with Vault.open(there, ready.data_key) as other:
        finding = other.findings.all()[0]
        answer_finding(other, finding.id, FindingState.ASKED, today=TODAY)
        remove_paper(other, next(kept.id for kept in other.papers.all() if kept.paper.is_eob), today=TODAY)
        _pay(other, 77700)
    _pay(vault, 88800)
    preview = look_at_copy(vault, there, ready.passphrase)
    assert any("removed there" in line.text for line in preview.coming)
    (differs,) = preview.differing
    assert differs.field and {differs.one, differs.other} == {"$777.00", "$888.00"}
    merge_copy(vault, there, ready.passphrase, today=TODAY)
    assert not any(kept.paper.is_eob for kept in vault.papers.all())
    (waiting,) = open_differences(vault)
    decide_difference(vault, waiting.id, waiting.one == "$777.00", today=TODAY)
    assert _bill(vault).paper.amount_due == Money(77700) and open_differences(vault) == ()
    here = vault.folder
    vault.close()
    with Vault.open(there, ready.data_key) as other:
        merge_copy(other, here, ready.passphrase, today=TODAY)
        told = content_hash(other)
        assert verify(other).ok
    with Vault.open(here, ready.data_key) as mine:
        assert content_hash(mine) == told, "findings and days have the same ids on both sides"


def test_what_is_no_copy_is_refused_by_name(pair: Any, ready: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, there = pair
    before = content_hash(vault)

    def refused(folder: Path, error: type[MedbillsError], words: str, secret: str = ready.passphrase) -> None:
        with pytest.raises(error, match=words):
            merge_copy(vault, folder, secret, today=TODAY)
        assert content_hash(vault) == before

    refused(vault.folder, UnusableInput, "the vault that is open")
    other = tmp_path / "Other.medbills"
    from medbills import keys

    data_key, _ = keys.create_keys(other, "x y z", cost=keys.Cost(memory_kib=64, passes=1, lanes=1))
    Vault.create(other, "Other", data_key).close()
    refused(other, UnusableInput, "another vault")
    with Vault.open(there, ready.data_key) as held:
        refused(there, VaultInUse, "open in another")
        held.lane.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    refused(there, NewerVault, "later version")
    refused(there, WrongPassphrase, "passphrase", "not this one")


def test_what_was_removed_comes_back_and_leaves_after_thirty_days(vault: Vault, desk: Any) -> None:
    _er(desk)
    before = content_hash(vault)
    paper = _bill(vault)
    remove_paper(vault, paper.id, today=TODAY)
    with vault.change("Renamed") as change:
        person = vault.people.all()[0]
        change.people.update(dataclasses.replace(person, phone="555-0100"))
    (gone,) = list_removed(vault, today=TODAY)
    assert gone.kind == "Bill" and gone.days_left >= 29
    bring_back_removed(vault, gone.change_id, today=TODAY)
    with vault.change("Renamed back") as change:
        change.people.update(person)
    assert content_hash(vault) == before, "with its case, its links, its findings and its days"
    remove_paper(vault, paper.id, today=TODAY)
    day = list_removed(vault, today=TODAY)[0].leaves_on
    assert empty_old_trash(vault, today=day - datetime.timedelta(days=1)) == 0
    remove_for_good(vault, list_removed(vault, today=TODAY)[0].change_id)
    assert list_removed(vault, today=TODAY) == () and verify(vault).ok
    assert not any(paper.id in f"{entry.before}{entry.after}" for entry in vault.journal.entries() if entry.table == "bill")


def test_any_deed_can_be_undone_and_the_newest_done_again(vault: Vault, desk: Any) -> None:
    _er(desk)
    _pay(vault, 100)
    with vault.change("Backed up") as change:
        change.settings.set("last_verified_backup", "2026-11-17T10:00:00")
    told = list_deeds(vault)
    assert told.undo == "Corrected the bill" and not told.redo
    before = content_hash(vault)
    assert undo_newest(vault, today=TODAY).what == "Undid: Corrected the bill"
    assert list_deeds(vault).redo == "Corrected the bill"
    redo_newest(vault)
    assert content_hash(vault) == before
    first = next(deed for deed in reversed(list_deeds(vault).deeds) if deed.can_undo)
    with pytest.raises(UnusableInput, match="came later and builds on it"):
        undo_deed(vault, first.change_id, today=TODAY)


def test_a_call_that_is_over_is_corrected_and_never_changed(vault: Vault, desk: Any) -> None:
    case = _er(desk)
    call = Call(id="c", case_id=case.id, at=NOW, organization="Riverbend billing", notes="They said $120.")
    end_call(vault, call, today=TODAY)
    ended = vault.calls.get("c")
    assert ended is not None
    with pytest.raises(UnusableInput, match="Add a correction"):
        note_call(vault, dataclasses.replace(ended, notes="They said $12."))
    add_correction(vault, About.CALL, "c", " It was $210. ", now=NOW)
    add_correction(vault, About.CALL, "c", "No, $120.", now=NOW + datetime.timedelta(hours=1))
    assert [one.text for one in corrections_by_record(vault)["c"]] == ["It was $210.", "No, $120."]
    assert vault.calls.get("c") == ended
    one = vault.corrections.all()[0]
    with pytest.raises(UnusableInput, match="stays as it was added"), vault.change("Altered") as change:
        change.corrections.update(dataclasses.replace(one, text="x"))
    with pytest.raises(UnusableInput, match="stays as it was added"), vault.change("Altered") as change:
        change.corrections.remove(one.id)
    with pytest.raises(UnusableInput, match="Type what is right"):
        add_correction(vault, About.CALL, "c", "  ", now=NOW)
    with pytest.raises(UnusableInput, match="not there any more"):
        add_correction(vault, About.LETTER, "nothing", "x", now=NOW)


def test_a_letter_that_was_sent_stays(vault: Vault, desk: Any) -> None:
    from medbills.domain.letter import Letter

    case = _er(desk)
    with vault.change("Wrote") as change:
        change.letters.add(Letter(id="l", case_id=case.id, template_id="x", slug="x", title="A letter", recipient="Riverbend", answers={}))
    mark_sent(vault, "l", sent_on=TODAY, method="Mail", today=TODAY)
    with pytest.raises(UnusableInput, match="was sent and stays"):
        mark_sent(vault, "l", sent_on=TODAY - datetime.timedelta(days=3), method="Mail", today=TODAY)
    sent = vault.letters.get("l")
    assert sent is not None
    with vault.change("It arrived") as change:
        change.letters.update(dataclasses.replace(sent, arrived_on=TODAY, tracking="9407"))
    with pytest.raises(UnusableInput, match="was sent and stays"), vault.change("Other number") as change:
        change.letters.update(dataclasses.replace(sent, arrived_on=TODAY, tracking="9408"))
