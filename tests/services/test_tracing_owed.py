"""What was asked over time: as the papers stood on each day, and at the end the sum that is shown today."""

from __future__ import annotations

import datetime
from typing import Any

from medbills.domain.money import ZERO
from medbills.services.list_owed import list_owed
from medbills.services.trace_owed import trace_owed
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


def told(vault: Vault, **more: Any) -> list[tuple[str, str, str]]:
    return [(f"{day.day:%m-%d}", str(day.asked), ", ".join(day.what)) for day in trace_owed(vault, today=TODAY, **more)]


def test_each_step_tells_what_changed_the_sum(family_vault: Vault) -> None:
    assert told(family_vault) == [
        ("03-20", "$640.00", "Cedar Lab asks $640.00"),
        ("04-15", "$455.00", "Receipt from Cedar Lab, You paid $185.00"),
        ("05-08", "$1,630.00", "Riverbend Clinic asks $1,175.00"),
        ("06-01", "$880.00", "Riverbend Clinic asks $425.00"),  # a corrected bill takes the first one's place
        ("06-03", "$455.00", "You paid $425.00, Closed: Tests at Riverbend Clinic"),
        ("10-02", "$5,455.00", "Riverbend asks $5,000.00"),
        ("11-06", "$5,252.40", "Harrow & Pike asks $252.40"),  # the collector took the debt over: it is not asked for twice
        ("11-09", "$5,407.40", "Maple Street Dental asks $155.00"),
        ("11-12", "$5,797.40", "Osprey Physical Therapy asks $390.00"),
        ("11-13", "$5,837.40", "Dr. Osei asks $40.00"),
    ]


def test_the_last_sum_is_that_of_the_list_for_everybody_and_each_person(family_vault: Vault) -> None:
    for person in (None, *(person.id for person in family_vault.people.all())):
        days = trace_owed(family_vault, today=TODAY, person_id=person)
        assert days[-1].asked == list_owed(family_vault, today=TODAY, person_id=person).owed.asked
        assert [day.day for day in days] == sorted({day.day for day in days})


def test_an_earlier_today_sees_only_what_was_there_then(family_vault: Vault) -> None:
    earlier = trace_owed(family_vault, today=datetime.date(2026, 5, 31))
    assert earlier[:-1] == trace_owed(family_vault, today=TODAY)[:3]
    assert earlier[-1].day == datetime.date(2026, 5, 31) and not earlier[-1].what  # papers of later days are asked for by the list


def test_nothing_is_drawn_where_nothing_is_asked(vault: Vault) -> None:
    assert trace_owed(vault, today=TODAY) == ()


def test_a_paid_bill_ends_at_nothing(desk: Any) -> None:
    desk.bill()
    days = trace_owed(desk.vault, today=TODAY)
    assert len(days) == 1 and days[0].asked > ZERO
