"""The user's own dental pairs, the rule on non-covered services with the state's note, and the plan's estimate that is held."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml

from medbills.domain.money import Money
from medbills.domain.own_pair import OwnPair
from medbills.domain.person import Person
from medbills.domain.plan import Dental, Plan
from medbills.errors import UnusableInput
from medbills.paths import resource
from medbills.services.hold_estimate import held_verdict, held_words, list_held_estimates
from medbills.services.keep_own_pair import SHIPPED, keep_own_pair, list_pairs, pairs_in_use, remove_own_pair
from medbills.services.note_non_covered import non_covered_note, non_covered_source
from medbills.services.work_out_dental import DentalFigures, list_dental_figures, work_out
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
LINE = {"service_date": "2026-05-01", "code": "D2392", "tooth": "19", "billed": "275.00", "allowed": "120.00", "plan_paid": "120.00"}


def dental_family(vault: Vault, **told: Any) -> None:
    fees = {"network_fees": {"D2392": Money.of("200.00")}, "alternate_fees": {"D2999": Money.of("120.00")}}
    with vault.change("Added a plan") as change:
        change.plans.add(Plan(id="harbor", name="Harbor Dental Plan", type="dental_stand_alone", dental=Dental(**{**fees, **told})))
        change.people.add(Person(id="walter", name="Walter Calloway", state="PA", plan_ids=("harbor",)))


def test_an_own_pair_makes_the_check_see_a_cheaper_payment(vault: Vault, desk: Any) -> None:
    dental_family(vault)
    eob = desk.file("eob", patient_name="Walter Calloway", issuer_name="Harbor Dental", provider_name="Maple Street Dental",
                    statement_date="2026-05-20", network_status="in", plan_paid="120.00", lines=[LINE])  # fmt: skip
    desk.file("bill", patient_name="Walter Calloway", issuer_name="Maple Street Dental", provider_name="Maple Street Dental",
              statement_date="2026-06-01", amount_due="155.00", total_billed="275.00", lines=[LINE])  # fmt: skip

    def found() -> list[str]:
        return [kept.finding.check for kept in desk.matter(eob).findings if kept.finding.check == "alternate_benefit_downgrade"]

    assert found() == [] and list_dental_figures(vault, today=TODAY) == ()
    keep_own_pair(vault, OwnPair(id="d2392", paid_as=("d2999",), source="Dental booklet p. 18", told_on=TODAY), today=TODAY)
    assert found() == ["alternate_benefit_downgrade"]
    (figures,) = list_dental_figures(vault, today=TODAY)
    assert figures.state == "PA" and figures.counted == Money.of("120.00")
    row = next(row for row in list_pairs(vault) if row.code == "D2392")
    assert (row.paid_as, row.source, row.shipped) == (("D2999",), "Dental booklet p. 18", ("D2150",))
    remove_own_pair(vault, "D2392", today=TODAY)
    assert found() == []
    assert next(row for row in list_pairs(vault) if row.code == "D2392").source == SHIPPED


def test_an_own_row_without_a_cheaper_code_strikes_ours_out(vault: Vault) -> None:
    assert "D2740" in pairs_in_use(vault)
    keep_own_pair(vault, OwnPair(id="D2740", paid_as=(), source="My plan’s letter", told_on=TODAY), today=TODAY)
    assert "D2740" not in pairs_in_use(vault)


@pytest.mark.parametrize(
    ("code", "paid_as", "source", "says"),
    [("2392", ("D2150",), "x", "no dental code"), ("D2392", ("D2392",), "x", "as itself"), ("D2392", ("D2150",), " ", "where you have it")],
)
def test_what_is_no_pair_is_refused(vault: Vault, code: str, paid_as: tuple[str, ...], source: str, says: str) -> None:
    with pytest.raises(UnusableInput, match=says):
        keep_own_pair(vault, OwnPair(id=code, paid_as=paid_as, source=source, told_on=TODAY), today=TODAY)
    assert vault.own_pairs.count() == 0


def test_a_contract_that_lets_non_covered_services_be_billed_moves_the_limit_but_is_not_sure() -> None:
    figures = {"fee": Money(27500), "network_fee": Money(20000), "counted": Money(12000), "bill_asks": Money(15500), "network": "in"}
    known, told = work_out(DentalFigures(**figures)), work_out(DentalFigures(**figures, non_covered_billing="yes"))  # type: ignore[arg-type]
    assert known is not None and told is not None
    assert (known.counts, known.in_question) == ("contracted_fee", Money(7500))
    assert (told.counts, told.sure, told.in_question) == ("full_fee", False, Money(0))
    no = work_out(DentalFigures(**figures, non_covered_billing="no"))  # type: ignore[arg-type]
    assert no is not None and no.counts == "contracted_fee"


def test_the_rule_is_kept_with_the_plan(vault: Vault) -> None:
    dental_family(vault, non_covered_billing="yes")
    kept = vault.plans.get("harbor")
    assert kept is not None and kept.dental is not None and kept.dental.non_covered_billing == "yes"


def test_a_state_s_note_says_that_it_was_not_checked_and_what_downgrades_are() -> None:
    note = non_covered_note("pa")
    assert note.startswith("PA has had a law since December 24, 2012") and "still counts as covered" in note and "Not sure" in note
    assert non_covered_note("AZ").startswith("AZ has had a law on fees")
    assert non_covered_note("OH").startswith("We know of no law in OH") and "Not sure" in non_covered_note("OH")
    assert non_covered_note(None) == ""
    table = yaml.safe_load(resource("clauses", "non_covered_services.yaml").read_text(encoding="utf-8"))
    assert table["confidence"] == "uncertain" and table["address"].startswith("https://") and non_covered_source()


def test_a_plan_s_estimate_is_held_against_its_later_statement(vault: Vault, desk: Any) -> None:
    dental_family(vault)
    estimate = {**LINE, "plan_paid": "160.00", "allowed": "200.00"}
    desk.file("predetermination", patient_name="Walter Calloway", issuer_name="Harbor Dental", payer_name="Harbor Dental",
              letter_date="2026-04-02", lines=[estimate])  # fmt: skip
    desk.file("eob", patient_name="Walter Calloway", issuer_name="Harbor Dental", provider_name="Maple Street Dental",
              statement_date="2026-05-20", plan_paid="120.00", lines=[{**LINE, "paid_as_code": "D2150"}])  # fmt: skip
    (held,) = list_held_estimates(vault, today=TODAY, person_id="walter")
    assert held_words(held.lines[0]) == "Paid as D2150. The estimate did not say so."
    assert held.less == Money.of("40.00") and "cheaper treatment that the estimate did not" in held_verdict(held)
    assert list_held_estimates(vault, today=TODAY, person_id="nobody") == ()
