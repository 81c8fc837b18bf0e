"""A newer set of rules: looked at, taken into use in one change, printed on letters and packets, and taken back by one undo."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from medbills.domain.rule_difference import Turn
from medbills.errors import UnusableInput
from medbills.rules import load_pack
from medbills.rules.shipped import shipped_files
from medbills.rules.signed_file import MOST_BYTES, signed_pack
from medbills.services import rules_in_use as in_use
from medbills.services.audit_cases import audit_cases
from medbills.services.bring_in_rules import bring_in_rules, look_at_rules, state_of_rules
from medbills.services.load_matters import load_matters
from medbills.services.make_packet import make_packet
from medbills.services.rules_in_use import rules_in_use
from medbills.services.write_letter import begin_letter, letter_state
from medbills.store import Vault

TODAY = date(2026, 11, 17)
KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key()
LONGER = ("debt_collection.yaml", "duration: {value: 30,", "duration: {value: 35,")  # regf_dispute_30d
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def saved(*changes: tuple[str, str, str], version: str = "2027.1.15", key: Ed25519PrivateKey = KEY) -> Path:
        files = shipped_files()
        for name, before, after in (("pack.yaml", '"2026.11.21"', f'"{version}"'), *changes):
            assert before in files[name]
            files[name] = files[name].replace(before, after, 1)
        file = tmp_path / f"rules-{version}.medbillsrules"
        file.write_bytes(signed_pack(files, key))
        return file

    return saved


def dispute_day(vault: Vault) -> date | None:
    found = [kept.deadline for matter in load_matters(vault, today=TODAY) for kept in matter.deadlines]
    return next(deadline.date for deadline in found if deadline.rule == "regf_dispute_30d")


def test_looking_changes_nothing_and_tells_what_differs(desk: Any, vault: Vault, save: Save) -> None:
    desk.notice(respond_by_date=None)
    before = dispute_day(vault)
    newer = look_at_rules(vault, save(LONGER), key=PUBLIC)
    assert (newer.before, newer.version) == ("2026.11.21", "2027.1.15")
    assert [(one.turn, one.key) for one in newer.differences] == [(Turn.CHANGED, "regf_dispute_30d")]
    assert dispute_day(vault) == before and not state_of_rules(vault).brought_in


def test_days_are_counted_anew_and_one_undo_takes_all_of_it_back(desk: Any, vault: Vault, save: Save) -> None:
    desk.notice(respond_by_date=None)
    before = dispute_day(vault)
    assert before is not None
    newer = look_at_rules(vault, save(LONGER), key=PUBLIC)
    changes = bring_in_rules(vault, newer, today=TODAY, key=PUBLIC)
    assert changes.what == vault.last_change() == "Brought in the rules of 2027.1.15"
    assert dispute_day(vault) == before + timedelta(days=5)
    state = state_of_rules(vault)
    assert (state.version, state.brought_in) == ("2027.1.15", True)
    vault.undo_last()
    assert dispute_day(vault) == before and state_of_rules(vault).version == load_pack().version
    with vault.change("Checked again") as change:  # the engine went back as well, not only what was kept
        for matter in load_matters(vault, today=TODAY):
            audit_cases(vault, change, today=TODAY, person_id=matter.case.person_id)
    assert dispute_day(vault) == before


def test_it_is_kept_locked_and_counts_after_the_vault_is_opened_again(desk: Any, vault: Vault, save: Save, ready: Any) -> None:
    newer = look_at_rules(vault, save(LONGER), key=PUBLIC)
    bring_in_rules(vault, newer, today=TODAY, key=PUBLIC)
    folder = vault.folder
    vault.close()
    on_disk = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert on_disk and not any(newer.data[:200] in data or b"2027.1.15" in data for data in on_disk)
    in_use._READ.clear()
    with Vault.open(folder, ready.data_key) as again:
        assert rules_in_use(again).version == "2027.1.15"
        assert rules_in_use(again).rules["regf_dispute_30d"].span.value == 35  # type: ignore[union-attr]


def test_figures_of_the_checks_come_from_the_set_in_use(desk: Any, vault: Vault, save: Save) -> None:
    from medbills.audits.time_barred_debt import _terms
    from medbills.services.gather_facts import gather_facts

    years = ("states.yaml", "{state: TX, written: 4, open_account: 4, medical_specific: null, app_years: 4",
             "{state: TX, written: 4, open_account: 4, medical_specific: null, app_years: 7")  # fmt: skip
    assert _terms(gather_facts(vault, None, today=TODAY))["TX"] == 4
    bring_in_rules(vault, look_at_rules(vault, save(years), key=PUBLIC), today=TODAY, key=PUBLIC)
    assert _terms(gather_facts(vault, None, today=TODAY))["TX"] == 7


def test_letters_and_packets_print_the_version_in_use(desk: Any, vault: Vault, save: Save) -> None:
    matter = desk.matter(desk.bill())
    desk.eob()
    letter = begin_letter(vault, matter.id, "billing_dispute", today=TODAY)

    def printed() -> tuple[str, set[bool]]:
        pdf = make_packet(vault, matter.id, today=TODAY).pdf
        foot = letter_state(vault, letter.id, today=TODAY).rendered.foot
        return foot, {foot in page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(pdf))}

    assert printed() == ("Rules version 2026.11.21", {True})
    bring_in_rules(vault, look_at_rules(vault, save(LONGER), key=PUBLIC), today=TODAY, key=PUBLIC)
    assert printed() == ("Rules version 2027.1.15", {True})


def test_older_and_same_sets_are_refused_each_in_its_own_words(vault: Vault, save: Save) -> None:
    with pytest.raises(UnusableInput, match="in use already"):
        look_at_rules(vault, save(version="2026.11.21"), key=PUBLIC)
    with pytest.raises(UnusableInput, match="are newer"):
        look_at_rules(vault, save(version="2026.9.30"), key=PUBLIC)
    ninth = look_at_rules(vault, save(version="2027.9.1"), key=PUBLIC)
    bring_in_rules(vault, look_at_rules(vault, save(version="2027.10.1"), key=PUBLIC), today=TODAY, key=PUBLIC)
    with pytest.raises(UnusableInput, match="are newer"):  # looked at before the other one was taken
        bring_in_rules(vault, ninth, today=TODAY, key=PUBLIC)
    assert rules_in_use(vault).version == "2027.10.1"


def test_each_bad_file_has_its_own_sentence(vault: Vault, save: Save, tmp_path: Path) -> None:
    good = save(LONGER)
    damaged, other = tmp_path / "damaged.medbillsrules", tmp_path / "other.pdf"
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    other.write_bytes(b"%PDF-1.7 something")
    unsigned = tmp_path / "unsigned.zip"
    unsigned.write_bytes(good.read_bytes()[:-66] + bytes(2))  # the same zip without its comment
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(MOST_BYTES + 1))
    said = []
    for file in (damaged, other, unsigned, large, tmp_path, tmp_path / "none", save(version="2027.2.2", key=Ed25519PrivateKey.generate())):
        with pytest.raises(UnusableInput) as problem:
            look_at_rules(vault, file, key=PUBLIC)
        assert str(problem.value).endswith(".") and "\n" not in str(problem.value)
        said.append(str(problem.value).replace(file.name, "FILE").replace(str(tmp_path), ""))
    assert len(set(said[:6])) == 6 and said[6] == said[0]
    assert vault.settings.get(in_use.KEPT) is None and vault.last_change() is None


def test_the_maintainers_key_counts_where_no_other_is_named(vault: Vault, save: Save) -> None:
    with pytest.raises(UnusableInput, match="somebody else signed"):
        look_at_rules(vault, save(LONGER))


def test_a_set_this_program_cannot_read_does_not_count(vault: Vault, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older program opens a vault in which a later one brought in rules."""
    bring_in_rules(vault, look_at_rules(vault, save(LONGER), key=PUBLIC), today=TODAY, key=PUBLIC)
    monkeypatch.setattr(in_use, "_READ", {})
    monkeypatch.setattr("medbills.rules.signed_file.SCHEMA", 0)
    assert rules_in_use(vault) is load_pack() and not state_of_rules(vault).brought_in


def test_a_program_with_newer_rules_of_its_own_uses_those(vault: Vault, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    bring_in_rules(vault, look_at_rules(vault, save(LONGER), key=PUBLIC), today=TODAY, key=PUBLIC)
    later = dataclasses.replace(load_pack(), version="2028.1.1")
    monkeypatch.setattr(in_use, "load_pack", lambda: later)
    assert rules_in_use(vault) is later
