"""The dental calculator's figures: from the sample family's statement, from the examples, and within a plan's rules."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal

import pytest

from medbills.domain.dental_limits import Frequency
from medbills.domain.money import Money
from medbills.domain.person import Person
from medbills.domain.plan import Dental, Plan
from medbills.services.load_matters import load_matters
from medbills.services.work_out_dental import EXAMPLES, DentalFigures, DentalShares, dental_key, list_dental_figures, work_out

TODAY = datetime.date(2026, 11, 17)
DAY = datetime.date(2026, 11, 5)


def worked(figures: DentalFigures) -> DentalShares:
    shares = work_out(figures)
    assert shares is not None
    return shares


def told(shares: DentalShares) -> list[str]:
    return [f"{name}: {change.before.plain()} to {change.after.plain()}" for name, change in shares.changes.items()]


def test_the_worked_examples() -> None:
    first, second = EXAMPLES
    assert told(worked(first)) == ["full_fee: 120.00 to 120.00", "none: 0.00 to 0.00"]
    assert worked(dataclasses.replace(first, rate=Decimal("0.8"))).today.tiers.full_fee == Money(14200)
    assert told(worked(second)) == ["full_fee: 155.00 to 115.00", "contracted_fee: 80.00 to 40.00", "none: 0.00 to 0.00"]


def test_the_family_s_filling_comes_from_its_statement(family_vault) -> None:
    (figures,) = list_dental_figures(family_vault, today=TODAY, person_id="ruth")
    assert (figures.fee, figures.network_fee, figures.counted, figures.wanted) == (Money(27500), Money(20000), Money(12000), Money(16000))
    assert figures.bill_asks == Money(15500) and figures.network == "in" and figures.source.startswith("From the statement of Harbor")
    shares = worked(figures)
    assert (shares.counts, shares.sure, shares.in_question) == ("contracted_fee", False, Money(7500))
    assert shares.verdict == "The bill asks $155.00. The limit is $80.00." and shares.notes == ()
    assert shares.changes["contracted_fee"].after == Money(4000)
    assert list_dental_figures(family_vault, today=TODAY, person_id="walter") == ()


def test_the_calculator_and_the_check_agree(family_vault) -> None:
    (figures,) = list_dental_figures(family_vault, today=TODAY)
    matter = next(matter for matter in load_matters(family_vault, today=TODAY) if matter.id == figures.case_id)
    found = next(kept.finding for kept in matter.findings if kept.finding.check == "alternate_benefit_downgrade")
    assert dental_key(matter, found) == figures.key
    assert found.amount_at_stake == worked(figures).in_question


@pytest.mark.parametrize(
    ("parts", "note"),
    [
        (
            {"covered_from": datetime.date(2026, 6, 1), "waiting_months": 12},
            "The waiting time ends on June 1, 2027. Before that day the plan pays nothing for this.",
        ),
        (
            {"often": Frequency(2, "calendar year", None), "done": (datetime.date(2026, 2, 1), datetime.date(2026, 8, 3))},
            "The plan pays 2 times per calendar year, and 2 are counted already. The next one is paid from January 1, 2027.",
        ),
    ],
)  # fmt: skip
def test_a_plan_that_does_not_pay_yet_pays_nothing(parts: dict[str, object], note: str) -> None:
    figures = dataclasses.replace(EXAMPLES[1], day=DAY, **parts)  # type: ignore[arg-type]
    shares = worked(figures)
    assert shares.notes == (note,) and shares.today.plan_pays == Money(0) and shares.changes["full_fee"].before == Money(27500)
    later = worked(dataclasses.replace(figures, day=datetime.date(2027, 6, 1)))
    assert later.notes == () and later.today.plan_pays == Money(12000)


def test_the_yearly_maximum_cuts_the_payment() -> None:
    shares = worked(dataclasses.replace(EXAMPLES[1], maximum_left=Money(10000)))
    assert shares.notes == ("$100.00 is left of the year’s maximum. The plan pays no more than that.",)
    assert shares.today.plan_pays == shares.then.plan_pays == Money(10000) and not shares.changes["full_fee"].less


def test_what_the_statement_prints_wins_and_a_difference_is_asked() -> None:
    shares = worked(dataclasses.replace(EXAMPLES[1], printed=Money(9600)))
    assert shares.today.tiers.full_fee == Money(17900)
    assert shares.notes == ("By these figures the plan would pay $120.00. Its statement says $96.00. Ask the plan why.",)


def test_without_a_contract_no_share_is_chosen() -> None:
    shares = worked(dataclasses.replace(EXAMPLES[1], bill_asks=Money(15500)))
    assert shares.counts is None and shares.in_question == Money(0)
    assert shares.verdict == "The bill asks $155.00. The dentist’s contract says which limit counts."
    assert worked(dataclasses.replace(EXAMPLES[1], network="out")).counts == "full_fee"
    assert worked(dataclasses.replace(EXAMPLES[1], permission="none", network="in")).counts == "none"


def test_figures_that_are_missing_give_no_shares() -> None:
    assert work_out(DentalFigures()) is None and work_out(DentalFigures(fee=Money(100))) is None


LINE = {"service_date": "2026-11-05", "code": "D2392", "paid_as_code": "D2150", "billed": "230.00", "allowed": "110.00",
        "plan_paid": "88.00", "patient_owes": "142.00"}  # fmt: skip
CLEANED = {"service_date": "2026-03-03", "code": "D2392", "billed": "230.00", "allowed": "110.00", "plan_paid": "900.00"}


def filed(desk, vault, dental: Dental, *lines: dict[str, str]) -> DentalFigures:
    desk.me(plan_ids=("plan",))
    with vault.change("A plan") as change:
        change.plans.add(Plan(id="plan", type="dental_stand_alone", covered_from=datetime.date(2026, 1, 1), dental=dental))
    desk.file(
        "eob", payer_name="Tooth Plan", issuer_name="Tooth Plan", patient_name="Ruth Calloway", provider_name="Oak Dental",
        claim_number="T-1", statement_date="2026-11-12", processed_date="2026-11-10", network_status="out", lines=lines or (LINE,),
    )  # fmt: skip
    return list_dental_figures(vault, today=TODAY)[0]


def test_the_rate_is_taken_from_what_was_paid(desk, vault) -> None:
    figures = filed(desk, vault, Dental())
    assert figures.rate == Decimal("0.8") and worked(figures).today.tiers.full_fee == Money(14200)
    assert worked(figures).counts == "full_fee"


def test_the_limits_are_taken_from_the_plan_and_its_papers(desk, vault) -> None:
    rules = {"D2392": {"times": 1, "per": "12 months"}}
    figures = filed(desk, vault, Dental(annual_maximum=Money(100000), frequency=rules, waiting_months={"basic": 6}), CLEANED, LINE)
    assert figures.maximum_left == Money(10000) and figures.waiting_months == 6
    assert figures.often == Frequency(1, "12 months", 12) and figures.done == (datetime.date(2026, 3, 3),)


def test_a_paper_of_nobody_is_shown_to_everybody(desk, vault) -> None:
    with vault.change("Somebody else") as change:
        change.people.add(Person(id="walter", name="Walter Calloway", called="Dad"))
    desk.file("eob", payer_name="Tooth Plan", issuer_name="Tooth Plan", provider_name="Oak Dental", claim_number="T-2", lines=(LINE,))
    assert len(list_dental_figures(vault, today=TODAY)) == 1
