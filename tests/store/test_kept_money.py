"""Refunds, payment plans and offers: an older vault gets their tables, and they let go of a case that is removed."""

from __future__ import annotations

import datetime
from typing import Any

from medbills.domain.agreement import Agreement
from medbills.domain.money import Money
from medbills.domain.offer import Offer, WalkAway
from medbills.domain.refund import Refund
from medbills.store import Vault, cipher, upgrade

KEY = b"k" * 32
DAY = datetime.date(2026, 11, 17)
TABLES = {"refund", "agreement", "offer", "walk_away"}


def test_the_step_before_is_brought_up_with_its_payments(tmp_path: Any) -> None:
    lane = cipher.open_lane(tmp_path / "old.db", KEY, create=True)
    lane.begin()
    upgrade.build(lane, head="0003")
    lane.connection.exec_driver_sql(
        "INSERT INTO payment (id, date, amount, what, payer_from, reference, proof) VALUES ('p', '2026-01-02', 4000, 'Oak', '', '', '')"
    )
    upgrade.build(lane)
    lane.commit()
    names = {name for (name,) in lane.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()}
    assert names >= TABLES
    assert lane.connection.exec_driver_sql("SELECT amount FROM payment").scalar_one() == 4000
    lane.close()


def test_of_a_removed_case_the_walk_away_goes_and_the_rest_lets_go(vault: Vault, fill: Any) -> None:
    fill(vault)
    with vault.change("Talked about money") as change:
        change.refunds.add(Refund(id="r", from_whom="Oak", amount=Money(1), since=DAY, case_id="er"))
        change.agreements.add(Agreement(id="a", with_whom="Oak", amount=Money(9), count=3, agreed_on=DAY, first_on=DAY, case_id="er"))
        change.offers.add(Offer(id="o", case_id="er", made_on=DAY, yours=True, amount=Money(5)))
        change.walk_aways.add(WalkAway(id="w", case_id="er", amount=Money(7)))
    with vault.change("Removed the case") as change:
        change.cases.remove("er")
    assert vault.walk_aways.all() == ()
    kept = (vault.refunds.get("r"), vault.agreements.get("a"), vault.offers.get("o"))
    assert [value.case_id for value in kept if value] == [None, None, None]
    vault.undo_last()
    assert vault.walk_aways.of_case("er")[0].amount == Money(7)
    assert vault.offers.of_case("er") and vault.refunds.of_case("er") and vault.agreements.of_case("er")
