"""Days for another calendar: whole days, reminders, the same ids each time, titles that tell a stranger nothing."""

from __future__ import annotations

import dataclasses
import datetime
from datetime import date
from typing import Any

import pytest
import vobject

from medbills.domain.authority import Act, Authority, Form
from medbills.domain.call import Call
from medbills.services.export_calendar import calendar_export, count_days
from medbills.services.keep_authority import coming_ends, keep_authority
from medbills.services.load_matters import load_matters
from medbills.services.log_call import end_call
from medbills.store import Vault

TODAY = date(2026, 11, 17)


@pytest.fixture
def matters(desk: Any, vault: Vault) -> Any:
    desk.me()
    case = desk.matter(desk.refusal()).id
    end_call(vault, Call(id="c", case_id=case, at=datetime.datetime(2026, 11, 10, 10, 5), organization="Lakeshore Health",
                         person="Marcus", follow_up_on=date(2026, 11, 24), notes="On hold"), today=TODAY)  # fmt: skip
    return load_matters(vault, today=TODAY)


def events(data: bytes) -> dict[str, Any]:
    return {event.uid.value: event for event in vobject.readOne(data.decode()).vevent_list}


def test_days_are_whole_days_with_reminders_and_stable_ids(matters: Any) -> None:
    made = calendar_export(matters, today=TODAY)
    found = events(made)
    assert len(found) == count_days(matters) >= 2
    for event in found.values():
        day = event.dtstart.value
        assert type(day) is date and event.dtend.value - day == datetime.timedelta(days=1), "no hour, so no time zone moves it"
        alarms = event.valarm_list
        assert alarms and all(alarm.trigger.value <= datetime.timedelta(hours=9) for alarm in alarms)
    kept = {kept.deadline.acts_on for matter in matters for kept in matter.open_deadlines if kept.deadline.acts_on}
    assert kept <= {event.dtstart.value for event in found.values()}
    assert date(2026, 11, 24) in {event.dtstart.value for event in found.values()}, "the call to make again"
    assert made == calendar_export(matters, today=TODAY)
    assert set(found) == set(events(calendar_export(matters, today=TODAY + datetime.timedelta(days=1))))


def test_titles_are_neutral_until_they_are_asked_for_in_words(matters: Any) -> None:
    made = calendar_export(matters, today=TODAY).decode()
    assert {event.summary.value for event in events(made.encode()).values()} <= {
        "Paperwork: a day to keep", "Paperwork: an answer is due",
    }  # fmt: skip
    for secret in ("Lakeshore", "appeal", "MRI", "Walter", "Dad", "Marcus"):
        assert secret not in made, secret
    told = calendar_export(matters, today=TODAY, in_words=True).decode()
    assert "Lakeshore" in told and "ppeal" in told
    assert set(events(told.encode())) == set(events(made.encode()))


def test_the_last_days_of_signed_forms_are_among_them(desk: Any, vault: Vault) -> None:
    desk.me()
    desk.refusal()
    person = next(one for one in vault.people.all() if not one.is_me)
    form = Authority(id="f", person_id=person.id, form=Form.HIPAA, holder="Ruth Calloway", towards="Riverbend General",
                     acts=(Act.TALK,), signed_on=date(2026, 9, 20), ends_on=date(2027, 9, 20))  # fmt: skip
    for one in (form, dataclasses.replace(form, id="old", towards="Lakeshore Health", ends_on=date(2026, 11, 1))):
        keep_authority(vault, one, now=datetime.datetime(2026, 11, 17, 9, tzinfo=datetime.UTC))
    forms = coming_ends(vault, today=TODAY)
    assert [one.day for one in forms] == [date(2027, 9, 20)], "one that has ended needs no day"
    assert count_days((), TODAY, forms) == 1
    (neutral,) = events(calendar_export((), today=TODAY, forms=forms)).values()
    assert neutral.dtstart.value == date(2027, 9, 20) and neutral.summary.value == "Paperwork: a day to keep"
    (told,) = events(calendar_export((), today=TODAY, in_words=True, forms=forms)).values()
    assert "Riverbend General: privacy form" in told.summary.value and told.uid.value == neutral.uid.value


def test_a_vault_without_days_makes_an_empty_calendar(vault: Vault) -> None:
    made = calendar_export((), today=TODAY)
    assert vobject.readOne(made.decode()).name == "VCALENDAR" and b"VEVENT" not in made
