"""A practice's figures: an older vault gets their tables, every value comes back whole, undo and backup carry them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from medbills import keys
from medbills.domain.money import Money
from medbills.domain.plan import Dental, Plan
from medbills.domain.practice import Benchmark, FeeRound, FeeSchedule, ListKind, VaultKind, Volumes
from medbills.store import Vault, cipher, content_hash, restore, upgrade, verify
from medbills.store.plans import Plans

KEY = b"k" * 32
DAY = datetime.date(2026, 11, 17)
TABLES = {"fee_schedule", "volumes", "benchmark", "fee_round"}
FEES = FeeSchedule(id="f", payer="Harbor Dental", kind=ListKind.ALTERNATE, effective_on=DAY, fees={"D2150": Money(12000)}, source="mail")
COUNTS = Volumes(id="v", payer="Harbor Dental", first_on=DAY, last_on=DAY, counts={"D2392": 140}, paid_as={"D2392": "D2150"})
SURVEY = Benchmark(id="b", code="D2150", amount=Money(15000), source="A survey", as_of=DAY)
ROUND = FeeRound(id="r", payer="Harbor Dental", made_on=DAY, ours=True, amounts={"D2150": Money(13800)}, note="By letter", number=1)


def filled(vault: Vault) -> None:
    with vault.change("Entered the figures") as change:
        change.fee_schedules.add(FEES)
        change.volumes.add(COUNTS)
        change.benchmarks.add(SURVEY)
        change.fee_rounds.add(ROUND)


def of(vault: Vault) -> tuple[object, ...]:
    return (*vault.fee_schedules.all(), *vault.volumes.all(), *vault.benchmarks.all(), *vault.fee_rounds.all())


def test_a_vault_of_the_step_before_is_brought_up_with_its_dental_plan(tmp_path: Path) -> None:
    lane = cipher.open_lane(tmp_path / "old.db", KEY, create=True)
    lane.begin()
    upgrade.build(lane, head="0004")
    lane.connection.exec_driver_sql(
        "INSERT INTO plan (id, payer_address, payer_phone, copays, exclusions, has_dental, dental_frequency, dental_network_fees, "
        "dental_alternate_fees, dental_alternate_fees_asked, dental_rates) "
        "VALUES ('p', '', '', '{}', '[]', 1, '{}', '{}', '{}', '{}', '{}')"
    )
    upgrade.build(lane)
    lane.commit()
    names = {name for (name,) in lane.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()}
    assert names >= TABLES
    (plan,) = Plans(lane).all()
    assert plan.dental == Dental(), "a term that came later is as if it was not told"
    lane.close()


def test_every_value_comes_back_and_one_undo_takes_all(vault: Vault) -> None:
    filled(vault)
    assert of(vault) == (FEES, COUNTS, SURVEY, ROUND)
    vault.undo_last()
    assert of(vault) == () and verify(vault).ok


def test_a_removed_list_comes_back(vault: Vault) -> None:
    filled(vault)
    with vault.change("Removed the list") as change:
        change.fee_schedules.remove("f")
    assert vault.fee_schedules.all() == ()
    vault.undo_last()
    assert vault.fee_schedules.get("f") == FEES


def test_when_a_dental_plan_pays_is_kept(vault: Vault) -> None:
    dental = Dental(waiting_months={"major": 12}, prior_coverage_months=6, year_start=DAY)
    with vault.change("A plan") as change:
        change.plans.add(Plan(id="p", dental=dental))
    assert vault.plans.all()[0].dental == dental


def test_a_practice_s_vault_stays_one_through_undo_and_backup(tmp_path: Path) -> None:
    folder = tmp_path / "Practice.medbills"
    data_key, _ = keys.create_keys(folder, "gray heron 7", cost=keys.Cost(memory_kib=64, passes=1, lanes=1))
    with Vault.create(folder, "Maple Street Dental", data_key, kind=VaultKind.PRACTICE) as vault:
        filled(vault)
        vault.undo_last()
        assert vault.kind is VaultKind.PRACTICE and vault.undo_last() is None
        filled(vault)
        expected = content_hash(vault)
        vault.backup()
    restore(folder, tmp_path / "Back.medbills")
    with Vault.open(tmp_path / "Back.medbills", data_key) as vault:
        assert vault.kind is VaultKind.PRACTICE and content_hash(vault) == expected


def test_a_vault_made_before_there_were_kinds_is_a_family_s(made: Any) -> None:
    with made.open() as vault:
        assert vault.kind is VaultKind.FAMILY
        vault.lane.begin()
        vault.lane.connection.exec_driver_sql("DELETE FROM meta WHERE id = 'kind'")
        vault.lane.commit()
        assert vault.kind is VaultKind.FAMILY
