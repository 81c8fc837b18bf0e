"""When help is suggested, which days suit an offer, how often one was in touch, and what it all took."""

from __future__ import annotations

import dataclasses
import datetime
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.business_days import is_business_day, last_business_days
from medbills.domain.call import Call
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.offer import Offer
from medbills.domain.plan import Plan
from medbills.services.add_up_effort import CALLS, NOTHING, add_up_effort, effort_of, time_words
from medbills.services.count_contacts import count_contacts
from medbills.services.export_calendar import calendar_export, count_days
from medbills.services.fit_help import bearings
from medbills.services.keep_offer import keep_offer
from medbills.services.list_saved import list_saved
from medbills.services.load_matters import load_matter, load_matters
from medbills.services.offer_days import DAYS, RULE, TAG, offer_days
from medbills.services.read_help import entry
from medbills.services.remove_paper import take_back
from medbills.services.suggest_help import USUAL, keep_help_from, load_help_from, suggest_help, suggestion
from medbills.store import Vault

TODAY = date(2026, 11, 17)
LAST_DAYS = (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 30))  # not Thanksgiving


def of(vault: Vault, words: str) -> Matter:
    return next(matter for matter in load_matters(vault, today=TODAY) if words in matter.case.title)


@pytest.fixture
def er(family_vault: Vault) -> Matter:
    """The family's ER bill with an offer that stands."""
    case = of(family_vault, "ER visit").id
    keep_offer(family_vault, Offer(id="", case_id=case, made_on=date(2026, 11, 4), yours=True, amount=Money.of("250.00")), today=TODAY)
    return load_matter(family_vault, case, today=TODAY)


# days for an offer


@given(st.integers(2020, 2060), st.integers(1, 12), st.integers(1, 10))
def test_the_last_business_days_of_a_month(year: int, month: int, count: int) -> None:
    days = last_business_days(year, month, count)
    assert len(days) == count and list(days) == sorted(days)
    assert all(is_business_day(day) and (day.year, day.month) == (year, month) for day in days)
    after = days[-1] + datetime.timedelta(days=1)
    while after.month == month:
        assert not is_business_day(after)
        after += datetime.timedelta(days=1)


def test_an_open_offer_proposes_the_last_five_business_days(er: Matter) -> None:
    found = offer_days(er, TODAY)
    assert found is not None and found.days == LAST_DAYS and len(found.days) == DAYS
    assert not found.quarter and "month" in found.says and "offer is open" in found.says
    assert "no study" in found.source and found.checked_on <= date(2026, 11, 22)
    assert found.first == "Your own day comes first: Riverbend bill is due, Nov 30.", "it never pushes past a last day"


def test_days_that_are_over_are_not_proposed_and_then_the_next_month_is(er: Matter) -> None:
    late = offer_days(er, date(2026, 11, 26))
    assert late is not None and late.days == LAST_DAYS[3:]
    quarter = offer_days(er, date(2026, 12, 1))
    assert quarter is not None and quarter.quarter and "quarter" in quarter.says
    assert quarter.days[-1] == date(2026, 12, 31) and quarter.days[0] == date(2026, 12, 24)


def test_without_an_offer_or_a_price_to_talk_about_no_day_is_proposed(family_vault: Vault) -> None:
    assert [matter.case.title for matter in load_matters(family_vault, today=TODAY) if offer_days(matter, TODAY)] == []


def test_an_offer_that_has_run_out_and_a_closed_case_propose_none(er: Matter) -> None:
    over = dataclasses.replace(er, offers=tuple(dataclasses.replace(offer, until=date(2026, 11, 10)) for offer in er.offers))
    assert offer_days(over, TODAY) is None
    assert offer_days(dataclasses.replace(er, case=dataclasses.replace(er.case, closed_on=TODAY)), TODAY) is None


def test_a_letter_that_asks_for_a_price_and_a_bill_without_a_plan_propose_days(desk: Any) -> None:
    matter = desk.matter(desk.bill())
    assert offer_days(matter, TODAY) is None
    asked = Letter(id="l", case_id=matter.id, template_id="L", slug="cash_prompt_pay_offer", title="You offered", sent_on=date(2026, 11, 2))
    found = offer_days(dataclasses.replace(matter, letters=(asked,)), TODAY)
    assert found is not None and found.why == "Your letter asks for a price or a plan."
    unsent = dataclasses.replace(asked, sent_on=None)
    assert offer_days(dataclasses.replace(matter, letters=(unsent,)), TODAY) is None
    alone = dataclasses.replace(matter, plan=Plan(id="p", name="None", type="uninsured_self_pay"))
    found = offer_days(alone, TODAY)
    assert found is not None and found.why == "You pay this bill without a plan."


def test_the_calendar_file_holds_the_first_of_them_by_a_neutral_name(family_vault: Vault, er: Matter) -> None:
    matters = load_matters(family_vault, today=TODAY)
    assert count_days(matters, TODAY) == count_days(matters) + 1
    plain, told = (calendar_export(matters, today=TODAY, in_words=words).decode() for words in (False, True))
    assert "20261123" in plain and "offer" not in plain.lower()
    assert TAG.lower() in told.replace("\r\n ", "").replace("\\,", ",")
    assert calendar_export(matters, today=TODAY).decode() == plain


def test_the_rule_is_a_habit_without_force(er: Matter) -> None:
    assert er.rules is not None and er.rules.rules[RULE].kind == "habit"
    told = entry("end_of_month")
    assert told is not None and told.rules == (RULE,) and told.caveats


# when to get help


def test_care_that_waits_and_agencies_come_before_the_sum(family_vault: Vault) -> None:
    told = {matter.case.title: suggest_help(family_vault, matter, TODAY) for matter in load_matters(family_vault, today=TODAY)}
    found = told.pop("MRI of the back")
    assert found is not None and found.entry == "in_your_state" and "Care may wait" in found.says
    assert not any(told.values()), "nothing else of the family is that large"


def test_the_user_sets_the_sum_and_can_say_never(family_vault: Vault) -> None:
    matter = of(family_vault, "ER visit")
    assert load_help_from(family_vault) == USUAL == Money.of("10000.00") and suggest_help(family_vault, matter, TODAY) is None
    keep_help_from(family_vault, Money.of("5000.00"))
    found = suggest_help(family_vault, matter, TODAY)
    assert found is not None and found.entry == "advocates"
    assert found.says == "This case is about $5,000.00. You wanted to think of help from $5,000.00 on."
    changes = keep_help_from(family_vault, None)
    assert load_help_from(family_vault) is None and suggest_help(family_vault, matter, TODAY) is None
    take_back(family_vault, changes.what)
    assert load_help_from(family_vault) == Money.of("5000.00")
    assert suggestion(dataclasses.replace(matter, case=dataclasses.replace(matter.case, closed_on=TODAY)), Money(1), TODAY) is None


# what was done


def test_contacts_of_a_case_are_counted_without_drafts(family_vault: Vault) -> None:
    matter = of(family_vault, "ER visit")
    told = count_contacts(matter)
    ended = [call for call in matter.calls if call.ended]
    assert (told.calls, told.letters) == (len(ended), len([letter for letter in matter.letters if letter.sent_on]))
    assert told.minutes == sum(call.minutes or 0 for call in ended) > 0
    assert told.words(TODAY).startswith(f"{told.calls} call") and f"({told.minutes} minutes)" in told.words(TODAY)
    draft = Call(id="d", case_id=matter.id, at=datetime.datetime(2026, 11, 17, 9, 0), minutes=50)
    unsent = Letter(id="u", case_id=matter.id, template_id="L", title="A draft")
    assert count_contacts(dataclasses.replace(matter, calls=(*matter.calls, draft), letters=(*matter.letters, unsent))) == told
    nobody = count_contacts(dataclasses.replace(matter, calls=(), letters=(), packets=()))
    assert nobody.words(TODAY) == "No call and no letter yet."


def test_effort_adds_up_and_only_proved_sums_of_closed_cases_count(family_vault: Vault) -> None:
    matters = load_matters(family_vault, today=TODAY)
    effort = add_up_effort(family_vault, today=TODAY)
    assert effort.calls == sum(count_contacts(matter).calls for matter in matters) > 0
    assert effort.minutes == sum(count_contacts(matter).minutes for matter in matters) > 0
    assert effort.letters == sum(count_contacts(matter).letters for matter in matters) > 0
    (nothing,) = [way for way in effort.ways if way.way == NOTHING]
    assert nothing.saved == list_saved(family_vault, today=TODAY).saved, "the two closed cases have no call or letter on file"
    assert all(not way.saved for way in effort.ways if way.way != NOTHING), "an open case proves nothing"


def test_a_case_stands_under_each_way_it_used(family_vault: Vault) -> None:
    er = of(family_vault, "ER visit")
    closed = dataclasses.replace(er, case=dataclasses.replace(er.case, closed_on=TODAY, saved=Money.of("4680.00"), saved_proof="A bill"))
    effort = effort_of([closed])
    assert {way.saved for way in effort.ways} == {Money.of("4680.00")} and CALLS in [way.way for way in effort.ways]
    assert len(effort.ways) > 1 and all((way.cases, way.closed) == (1, 1) for way in effort.ways)
    assert effort_of([]).ways == ()


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (72, "1 hour 12 minutes")])
def test_time_in_words(minutes: int, words: str) -> None:
    assert time_words(minutes) == words


# what fits the papers


def test_entries_fit_the_open_cases_that_show_their_signs(family_vault: Vault) -> None:
    found = bearings(family_vault, today=TODAY)
    fits = {slug: found.fitting(told) for slug in ("prove_the_debt", "appeal_a_refusal", "estimate_too_low", "using_medbills")
            if (told := entry(slug)) is not None}  # fmt: skip
    collector, refusal = fits["prove_the_debt"], fits["appeal_a_refusal"]
    assert collector is not None and "Harrow & Pike" in collector.title and collector.who == "Dad"
    assert refusal is not None and "MRI" in refusal.title
    assert fits["estimate_too_low"] is None and fits["using_medbills"] is None, "no sign, or none asked for"
    assert found.state == "PA"
