"""Savings that a paper proves, and the care of a vault: made, verified, backed up, brought back, opened by others."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.errors import DamagedVault, MedbillsError, NotAVault, UnusableInput, VaultInUse, WrongPassphrase
from medbills.services.care_for_vault import bring_back, verify_vault
from medbills.services.change_keys import add_passphrase, change_passphrase
from medbills.services.close_case import proven_savings
from medbills.services.keep_backups import back_up
from medbills.services.open_vault import create_vault, open_vault
from medbills.services.write_file import write_file
from medbills.store import Vault, content_hash

TODAY = date(2026, 11, 17)
ROOT = Path(__file__).resolve().parents[2]


def paid(desk: Any, matter: Any, cents: int, day: date, **fields: Any) -> None:
    with desk.vault.change("Paid") as change:
        change.payments.add(Payment(**{"id": f"p{cents}", "date": day, "amount": Money(cents), "what": "Riverbend", "case_id": matter.id,
                                       "person_id": matter.case.person_id, **fields}))  # fmt: skip


def test_a_corrected_statement_proves_what_was_saved(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    desk.bill(statement_date="2026-11-10", amount_due="1590.00")
    desk.close(desk.matter(bill).id)
    case = desk.matter(bill).case
    assert (case.saved, case.saved_proof, case.closed_on) == (Money.of("410.00"), "Itemized bill of November 10, 2026", TODAY)
    assert case.stage == "settled"


@pytest.mark.parametrize("printed", [True, False])
def test_what_was_paid_in_between_is_not_saved(desk: Any, printed: bool) -> None:
    bill = desk.bill(patient_paid="0.00")
    desk.bill(statement_date="2026-11-10", amount_due="1490.00", patient_paid="100.00" if printed else None)
    paid(desk, desk.matter(bill), 10000, date(2026, 11, 3))
    assert proven_savings(desk.matter(bill)).amount == Money.of("410.00")


def test_a_bill_that_grew_saved_nothing(desk: Any) -> None:
    bill = desk.bill()
    desk.bill(statement_date="2026-11-10", amount_due="2100.00")
    assert not proven_savings(desk.matter(bill)).amount


def test_a_refund_counts_only_with_its_paper(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    paid(desk, desk.matter(bill), -5000, date(2026, 11, 12))
    assert not proven_savings(desk.matter(bill)).amount
    document = desk.matter(bill).papers[0].document_id
    paid(desk, desk.matter(bill), -18400, date(2026, 11, 12), document_id=document, proof="Refund letter")
    saved = proven_savings(desk.matter(bill))
    assert (saved.amount, saved.proof) == (Money.of("184.00"), "Refund letter of October 30, 2026")


def test_closing_nothing_saved_and_undone(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    before = content_hash(vault)
    desk.close(desk.matter(bill).id)
    assert desk.matter(bill).case.saved is None
    vault.undo_last()
    vault.undo_last()  # the word on what is missing
    assert content_hash(vault) == before


def test_a_vault_has_five_ways_not_to_open(ready: Any, tmp_path: Path) -> None:
    sentences = set()
    with ready.copy(tmp_path / "a.medbills") as opened:
        opened.close()
    folder = tmp_path / "a.medbills"
    with pytest.raises(WrongPassphrase) as wrong:
        open_vault(folder, "not this")
    sentences.add(str(wrong.value))
    (folder / "wrong-tries.json").unlink()
    with pytest.raises(NotAVault) as nothing:
        open_vault(tmp_path / "nowhere", ready.passphrase)
    sentences.add(str(nothing.value))
    with open_vault(folder, ready.passphrase), pytest.raises(VaultInUse) as used:
        open_vault(folder, ready.passphrase)
    sentences.add(str(used.value))
    (folder / "vault.db").write_bytes(b"\0" * 8192)
    with pytest.raises(DamagedVault) as damaged:
        open_vault(folder, ready.passphrase)
    sentences.add(str(damaged.value))
    assert len(sentences) == 4 and all(sentence.endswith(".") for sentence in sentences)


def test_a_vault_is_never_written_over(ready: Any, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path / "full", tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nowhere/x")):
        with pytest.raises(UnusableInput):
            create_vault(place, "x", "secret")
    with pytest.raises(UnusableInput, match="empty"):
        create_vault(tmp_path / "new", "x", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "full"]
    assert (tmp_path / "full" / "note.txt").read_text() == "mine"


def test_backed_up_brought_back_and_the_same(desk: Any, vault: Vault, ready: Any, tmp_path: Path) -> None:
    desk.bill()
    desk.eob()
    report = back_up(vault, tmp_path / "stick")
    assert report.papers == 2 and not report.missing
    folder, told = bring_back(report.folder, tmp_path / "again.medbills", ready.passphrase)
    assert told == "", "all of it came back"
    with open_vault(folder, ready.passphrase) as again:
        assert again.papers.all() == vault.papers.all() and again.cases.all() == vault.cases.all()
    with pytest.raises(MedbillsError):
        bring_back(report.folder, folder)
    assert verify_vault(folder, ready.passphrase).ok


def test_verifying_tells_a_damaged_paper(desk: Any, vault: Vault, ready: Any, tmp_path: Path) -> None:
    desk.bill()
    folder = vault.folder
    vault.close()
    assert verify_vault(folder, ready.passphrase).ok
    (paper,) = [path for path in (folder / "documents").rglob("*") if path.is_file()]
    data = bytearray(paper.read_bytes())
    data[len(data) // 2] ^= 1
    paper.write_bytes(bytes(data))
    health = verify_vault(folder, ready.passphrase)
    assert not health.ok and len(health.problems) == 1 and health.problems[0].endswith(".")


def test_other_people_s_passphrases(ready: Any, tmp_path: Path) -> None:
    ready.copy(tmp_path / "a.medbills").close()
    folder = tmp_path / "a.medbills"
    add_passphrase(folder, ready.passphrase, "blue door 12")
    change_passphrase(folder, ready.passphrase, "green gate 9")
    open_vault(folder, "blue door 12").close()
    open_vault(folder, "green gate 9").close()
    with pytest.raises(WrongPassphrase):
        open_vault(folder, ready.passphrase)
    (folder / "wrong-tries.json").unlink()
    with pytest.raises(WrongPassphrase):
        change_passphrase(folder, "wrong", "new one")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "letter.pdf"
    write_file(place, b"first")
    write_file(place, b"second")
    assert place.read_bytes() == b"second" and [path.name for path in tmp_path.iterdir()] == ["letter.pdf"]
    (tmp_path / "folder").mkdir()
    for wrong in (tmp_path / "missing" / "x.pdf", tmp_path / "folder", place / "x.pdf", Path("/proc/x.pdf")):
        with pytest.raises(UnusableInput) as said:
            write_file(wrong, b"data")
        assert str(said.value).endswith(".") and str(wrong.parent) in str(said.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "letter.pdf"]
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "packet.pdf"
    place.write_bytes(b"before")
    code = (
        "import resource, pathlib, sys\n"
        "from medbills.errors import UnusableInput\n"
        "from medbills.services.write_file import write_file\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    write_file(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
        "except UnusableInput as problem:\n    print(problem)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(place)], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "could not be written" in done.stdout and done.stderr == ""
    assert place.read_bytes() == b"before" and [path.name for path in tmp_path.iterdir()] == ["packet.pdf"]


def test_the_day_of_the_last_good_backup_is_kept(desk: Any, vault: Vault) -> None:
    desk.bill()
    back_up(vault)
    said = vault.backup_log.read().last
    assert said is not None and said.tzinfo is not None
    assert vault.last_change() != "Backed up", "undo reaches what the user did"
