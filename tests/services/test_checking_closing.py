"""A case closes on its list: papers that settle it, or the user's written reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medbills.domain.closing import ClosingItem
from medbills.domain.money import Money
from medbills.domain.refund import Refund
from medbills.errors import UnusableInput
from medbills.services.check_closing import closing_list, missing_of, set_aside
from medbills.services.close_case import close_case
from medbills.store import Vault

TODAY = date(2026, 11, 17)


def items(vault: Vault, matter: Any) -> dict[ClosingItem, bool]:
    return {line.item: line.settled for line in closing_list(vault, matter)}


def test_a_bill_closes_with_the_paper_that_says_zero_and_not_before(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    (line,) = closing_list(vault, desk.matter(bill))
    assert (line.item, line.letter, line.settled) == (ClosingItem.ZERO_BALANCE, "zero_balance_confirmation", False)
    with pytest.raises(UnusableInput, match=r"stays open\. Still missing: A paper that says you owe nothing"):
        close_case(vault, desk.matter(bill).id, today=TODAY)
    assert desk.matter(bill).case.closed_on is None
    paper = desk.bill(statement_date="2026-11-10", amount_due="0.00")
    (line,) = closing_list(vault, desk.matter(bill))
    assert line.settled and line.paper_id == paper and line.proof == "Itemized bill of November 10, 2026"
    close_case(vault, desk.matter(bill).id, today=TODAY)
    assert desk.matter(bill).case.closed_on == TODAY


def test_a_zero_from_before_the_last_demand_proves_nothing(desk: Any, vault: Vault) -> None:
    bill = desk.bill(statement_date="2026-10-01", amount_due="0.00")
    desk.bill(statement_date="2026-11-10", amount_due="50.00")
    assert items(vault, desk.matter(bill)) == {ClosingItem.ZERO_BALANCE: False}


def test_insurer_collector_and_refund_add_their_items(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    desk.eob()
    desk.notice()
    matter = desk.matter(bill)
    with vault.change("Expected") as change:
        change.refunds.add(Refund(id="r", from_whom="Riverbend", amount=Money(5000), since=TODAY, case_id=matter.id))
    assert items(vault, matter) == {
        ClosingItem.ZERO_BALANCE: False, ClosingItem.REFUND: False, ClosingItem.FINAL_EOB: True, ClosingItem.CREDIT_CHECK: False,
    }  # fmt: skip
    assert all(line.letter for line in missing_of(closing_list(vault, matter)))
    with vault.change("Came") as change:
        change.refunds.update(Refund(id="r", from_whom="Riverbend", amount=Money(5000), since=TODAY, case_id=matter.id, received_on=TODAY))
    assert items(vault, matter)[ClosingItem.REFUND]


def test_a_refusal_is_closed_by_a_later_word_of_the_insurer(desk: Any, vault: Vault) -> None:
    refused = desk.refusal()
    assert items(vault, desk.matter(refused)) == {ClosingItem.FINAL_EOB: False}


def test_a_reason_is_written_kept_in_the_history_and_taken_back(desk: Any, vault: Vault) -> None:
    case = desk.matter(desk.bill()).id
    with pytest.raises(UnusableInput, match="too short"):
        set_aside(vault, case, ClosingItem.ZERO_BALANCE, "no", today=TODAY)
    set_aside(vault, case, ClosingItem.ZERO_BALANCE, "The hospital forgave the rest.", today=TODAY)
    close_case(vault, case, today=TODAY)
    (word,) = vault.closing_words.of_case(case)
    assert word.reason == "The hospital forgave the rest." and vault.history("closing_word", word.id)
    vault.undo_last()
    set_aside(vault, case, ClosingItem.ZERO_BALANCE, "", today=TODAY)
    assert vault.closing_words.of_case(case) == () and len(vault.history("closing_word", word.id)) == 2
    with pytest.raises(UnusableInput, match="stays open"):
        close_case(vault, case, today=TODAY)
