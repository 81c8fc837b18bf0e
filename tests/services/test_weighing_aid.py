"""The household against the guideline on a real vault: in the window, in the checks, and in letters only where ticked."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from medbills.domain.household import Household
from medbills.domain.money import Money
from medbills.services.keep_household import keep_household
from medbills.services.weigh_aid import weigh_aid
from medbills.services.write_letter import begin_letter, letter_state
from medbills.services.year_limits import year_left

TODAY = datetime.date(2026, 11, 17)
HOUSE = Household(size=2, income=Money(31_200_00))


def test_nothing_is_worked_out_before_the_household_is_typed(family_vault: Any) -> None:
    aid = weigh_aid(family_vault, today=TODAY)
    assert aid.percent is None and aid.band is None and aid.says.startswith("Type how many people")
    assert len(aid.points) >= 6 and all(point.source for point in aid.points) and not all(point.sure for point in aid.points)


def test_a_collector_is_not_asked_for_help(family_vault: Any) -> None:
    titles = {bill.title for bill in weigh_aid(family_vault, today=TODAY).bills}
    assert "ER visit at Riverbend" in titles and not any("Harrow" in title for title in titles)


def test_the_percent_names_its_year_and_the_policy_is_asked_for(family_vault: Any) -> None:
    keep_household(family_vault, HOUSE, today=TODAY)
    aid = weigh_aid(family_vault, today=TODAY)
    assert aid.percent == Decimal("144.2") and aid.guideline is not None and aid.guideline.year == 2026
    assert aid.says == "Your income is 144.2 % of the poverty guideline of 2026, which is $21,640.00 for your household."
    assert aid.band is not None and not aid.band.sure
    next_year = weigh_aid(family_vault, today=datetime.date(2027, 1, 2))
    assert next_year.says.endswith("The one of 2027 is not known here yet.")


def test_the_checks_hear_of_it_and_forget_it(family_vault: Any) -> None:
    def hints() -> set[str]:
        return {kept.finding.check for kept in family_vault.findings.all()} & {"charity_care_by_fpl"}

    before = hints()
    keep_household(family_vault, HOUSE, today=TODAY)
    assert hints() == {"charity_care_by_fpl"}
    keep_household(family_vault, Household(), today=TODAY)
    assert hints() == before == set()


def test_no_letter_shows_the_income_unless_it_was_ticked(family_vault: Any) -> None:
    case = next(case for case in family_vault.cases.all() if case.title.startswith("ER"))
    letter = begin_letter(family_vault, case.id, "financial_assistance_cover", today=TODAY)
    keep_household(family_vault, HOUSE, today=TODAY)
    state = letter_state(family_vault, letter.id, today=TODAY)
    assert "income" not in state.known and "household_size" not in state.known
    keep_household(family_vault, Household(size=2, income=Money(31_200_00), in_letters=True), today=TODAY)
    state = letter_state(family_vault, letter.id, today=TODAY)
    assert state.known["income"].value == Money(31_200_00) and state.known["household_size"].value == 2
    assert "31,200.00" in str(state.rendered.blocks)


def test_what_the_plan_may_still_take_follows_the_newest_statement(family_vault: Any) -> None:
    left = year_left(family_vault, today=TODAY, person_id="walter")
    assert left is not None and left.deductible == Money(0) and left.rate == Decimal("0.2")
    assert left.out_of_pocket == Money(2352_25)
