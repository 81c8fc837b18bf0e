"""Forms that let somebody act: how they stand on a day, what they allow and towards whom."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.authority import KINDS, Act, Authority, Form, Standing, best_form, usual_end

TODAY = datetime.date(2026, 11, 17)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2032, 12, 31))
HIPAA = Authority(
    id="h", person_id="walter", form=Form.HIPAA, holder="Ruth Calloway", towards="Riverbend General", acts=(Act.TALK,),
    signed_on=datetime.date(2026, 9, 20), ends_on=datetime.date(2027, 9, 20),
)  # fmt: skip
POWER = Authority(id="p", person_id="walter", form=Form.POWER_OF_ATTORNEY, holder="Ruth Calloway", acts=(Act.TALK, Act.MONEY))


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        ({}, Standing.GOOD),
        ({"ends_on": datetime.date(2026, 11, 30)}, Standing.ENDS_SOON),
        ({"ends_on": TODAY}, Standing.ENDS_SOON),
        ({"ends_on": datetime.date(2026, 11, 16)}, Standing.ENDED),
        ({"ends_on": None}, Standing.NO_END_TOLD),
        ({"signed_on": datetime.date(2026, 11, 18)}, Standing.NOT_YET),
        ({"taken_back_on": TODAY}, Standing.ENDED),
    ],
)
def test_how_a_form_stands(change: dict[str, object], standing: Standing) -> None:
    assert dataclasses.replace(HIPAA, **change).standing(TODAY) is standing  # type: ignore[arg-type]


@given(signed=DAYS, ends=DAYS, on=DAYS)
def test_nothing_is_signed_before_the_first_or_after_the_last_day(signed: datetime.date, ends: datetime.date, on: datetime.date) -> None:
    form = dataclasses.replace(HIPAA, signed_on=signed, ends_on=ends)
    assert form.counts(on) is (signed <= on <= ends)


@given(form=st.sampled_from(Form), acts=st.sets(st.sampled_from(Act)), act=st.sampled_from(Act))
def test_no_form_gives_more_than_its_kind_can(form: Form, acts: set[Act], act: Act) -> None:
    kept = dataclasses.replace(HIPAA, form=form, acts=tuple(acts))
    assert not kept.allows(act) or act in KINDS[form].allows
    assert KINDS[form].usual <= KINDS[form].allows


def test_after_a_death_only_the_papers_of_the_estate_count() -> None:
    died = datetime.date(2026, 10, 2)
    assert POWER.counts(TODAY) and POWER.standing(TODAY, died_on=died) is Standing.AFTER_DEATH
    estate = dataclasses.replace(POWER, form=Form.ESTATE, signed_on=datetime.date(2026, 10, 20), acts=tuple(Act))
    assert estate.counts(TODAY, died_on=died) and estate.words() == "letters testamentary or of administration of October 20, 2026"


def test_the_form_for_this_place_comes_before_the_one_for_everyone() -> None:
    forms = (POWER, HIPAA)
    assert best_form(forms, "Ruth Calloway", Act.TALK, ["Riverbend General Hospital"], TODAY) == HIPAA
    assert best_form(forms, "Ruth Calloway", Act.TALK, ["Cedar Lab"], TODAY) == POWER
    assert best_form(forms, "Ruth Calloway", Act.MONEY, ["Riverbend General Hospital"], TODAY) == POWER
    assert best_form(forms, "Ruth Calloway", Act.APPEAL, ["Riverbend General Hospital"], TODAY) is None
    assert best_form(forms, "Paul Calloway", Act.TALK, ["Cedar Lab"], TODAY) is None
    assert best_form((HIPAA,), "Ruth Calloway", Act.TALK, [], TODAY) is None


def test_medicare_s_form_ends_after_a_year() -> None:
    assert usual_end(Form.CMS_1696, datetime.date(2026, 3, 1)) == datetime.date(2027, 3, 1)
    assert usual_end(Form.CMS_1696, datetime.date(2028, 2, 29)) == datetime.date(2029, 2, 28)
    assert usual_end(Form.POWER_OF_ATTORNEY, TODAY) is None


def test_words_of_a_form() -> None:
    assert HIPAA.words() == "a privacy form signed on September 20, 2026"
    assert HIPAA.title == "Riverbend General: privacy form (HIPAA)"
    assert dataclasses.replace(HIPAA, form=Form.PLAN_FORM, towards="Lakeshore Health").title == "Lakeshore Health: named helper form"
    assert POWER.words() == "a power of attorney" and POWER.title == "Power of attorney, money matters"
