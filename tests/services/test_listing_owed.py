"""What you owe, account by account: the sums are those of Today, and a handed-on debt shows its way."""

from __future__ import annotations

import datetime
from typing import Any

from medbills.domain.matter import Owed
from medbills.services.list_owed import list_owed
from medbills.services.load_matters import load_matters
from medbills.services.overview import overview
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


def test_the_sums_are_those_of_today(family_vault: Vault) -> None:
    listed = list_owed(family_vault, today=TODAY)
    assert listed.owed == overview(load_matters(family_vault, today=TODAY), today=TODAY).owed
    assert [(person.who, str(person.owed.asked)) for person in listed.people] == [("Dad", "$5,682.40"), ("Me", "$155.00")]
    assert sum((person.owed for person in listed.people), Owed()) == listed.owed
    assert sum((account.owed for account in listed.accounts), Owed()) == listed.owed


def test_one_person_s_sums_are_those_of_today_too(family_vault: Vault) -> None:
    for person in family_vault.people.all():
        matters = load_matters(family_vault, today=TODAY, person_id=person.id)
        assert list_owed(family_vault, today=TODAY, person_id=person.id).owed == overview(matters, today=TODAY).owed


def test_a_collected_debt_shows_who_asked_before_and_where_the_sums_differ(family_vault: Vault) -> None:
    (cedar,) = [account for account in list_owed(family_vault, today=TODAY).accounts if account.chain]
    assert [(link.role, link.name, str(link.asks)) for link in cedar.chain] == [
        ("First owed to", "Cedar Lab Associates", "$640.00"), ("Collector", "Harrow & Pike Recovery", "$252.40"),
    ]  # fmt: skip
    assert cedar.notes == ("Harrow & Pike asks $387.60 less than Cedar Lab did.", "Your papers leave $0.00 to pay.")


def test_a_debt_that_was_sold_is_asked_for_once(desk: Any) -> None:
    desk.bill()
    first = desk.notice()
    desk.notice(
        issuer_name="Elm Funding LLC", reference_number="EF-1", letter_date="2026-11-12", amount_due="2100.00", previous_balance="2032.40"
    )
    listed = list_owed(desk.vault, today=TODAY)
    (account,) = listed.accounts
    assert (account.name, str(account.owed.asked)) == ("Elm Funding LLC", "$2,100.00")
    assert [link.role for link in account.chain] == ["First owed to", "Collector", "Debt buyer, by its name"]
    assert "Elm asks $67.60 more than Harrow & Pike did." in [note.replace("Elm Funding", "Elm") for note in account.notes]
    assert account.notes[-1] == "2 companies have asked for this debt. Ask who owns it now before you pay."
    assert str(overview(load_matters(desk.vault, today=TODAY), today=TODAY).owed.asked) == "$2,100.00"
    assert desk.vault.papers.get(first) is not None


def test_without_papers_nothing_is_asked(vault: Vault) -> None:
    assert list_owed(vault, today=TODAY).accounts == ()
