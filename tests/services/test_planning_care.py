"""Planned care on a real vault: the estimate against the bills, units and days that run out, what the checks hear of it."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from medbills.domain.money import Money
from medbills.domain.planned_care import NetworkEvidence, PlannedCare
from medbills.errors import UnusableInput
from medbills.services.gather_facts import gather_facts
from medbills.services.keep_planned_care import keep_evidence, keep_planned_care, remove_evidence, remove_planned_care, tick_habit
from medbills.services.list_planned_care import CareView, list_planned_care

TODAY = datetime.date(2026, 11, 17)
PROVIDER = "Oak Therapy Center"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def ruth(desk: Any) -> Any:
    desk.me(name="Walter Calloway")
    return desk


def plan(desk: Any, **fields: Any) -> CareView:
    keep_planned_care(
        desk.vault, PlannedCare(id="", title="Therapy", provider=PROVIDER, person_id="ruth", **fields), today=TODAY
    )
    (view,) = list_planned_care(desk.vault, today=TODAY).cares
    return view


def bill(desk: Any, *amounts: str, units: str = "4", on: str = "2026-11-02") -> str:
    lines = [{"service_date": on, "code": "97110", "units": units, "billed": amount} for amount in amounts]
    sum_ = Money(sum(Money.of(amount).cents for amount in amounts)).plain()
    paper: str = desk.file(
        "itemized_bill", lines=lines, issuer_name=PROVIDER, provider_name=PROVIDER, patient_name="Walter Calloway", account_number="OT-1",
        statement_date="2026-11-10", total_billed=sum_, amount_due=sum_,
    )  # fmt: skip
    return paper


def states(view: CareView) -> dict[str, tuple[str, bool | None]]:
    return {part.key: (part.state, part.look) for part in view.parts}


def found(desk: Any, check: str) -> list[Any]:
    return [kept.finding for kept in desk.vault.findings.all() if kept.finding.check == check]


def test_with_nothing_on_file_it_says_what_to_ask_for(ruth: Any) -> None:
    view = plan(ruth)
    assert all(look is None for _, look in states(view).values()) and view.says == "" and view.warnings == ()
    assert view.habits and not any(habit.done for habit in view.habits)
    assert "predetermination" not in {habit.id for habit in view.habits}


@pytest.mark.parametrize(("billed", "eligible"), [("1399.99", False), ("1400.00", True)])
def test_the_estimate_is_set_against_the_bill_with_the_same_test_as_the_check(ruth: Any, billed: str, eligible: bool) -> None:
    plan(ruth, estimate=Money(1000_00), estimate_on=day("2026-10-20"), care_on=day("2026-11-02"), without_insurance=True)
    bill(ruth, billed)
    (view,) = list_planned_care(ruth.vault, today=TODAY).cares
    assert view.overrun is not None and view.overrun.eligible is eligible
    assert ("enough for the federal dispute process" in view.says) is eligible
    (finding,) = found(ruth, "gfe_exceeded_by_400")
    assert finding.amount_at_stake == view.overrun.above and all(ruth.vault.papers.get(paper) for paper in finding.documents)
    assert ("enough for the federal dispute process" in finding.explanation) is eligible


def test_a_bill_within_the_estimate_is_in_order_and_raises_nothing(ruth: Any) -> None:
    plan(ruth, estimate=Money(1000_00), care_on=day("2026-11-02"), without_insurance=True)
    bill(ruth, "900.00")
    (view,) = list_planned_care(ruth.vault, today=TODAY).cares
    assert states(view)["estimate"] == ("Within it", False) and found(ruth, "gfe_exceeded_by_400") == []


def test_with_insurance_the_check_does_not_claim_the_dispute(ruth: Any) -> None:
    plan(ruth, estimate=Money(100_00), care_on=day("2026-11-02"))
    bill(ruth, "900.00")
    (view,) = list_planned_care(ruth.vault, today=TODAY).cares
    assert view.overrun is not None and "Care without insurance can be disputed" in view.says
    assert found(ruth, "gfe_exceeded_by_400") == []


def test_units_run_out_by_the_bills_that_came(ruth: Any) -> None:
    plan(ruth, authorization="PA-77", authorized_units={"97110": 8}, authorized_from=day("2026-10-01"), authorized_to=day("2027-03-01"))
    bill(ruth, "50.00")
    assert states(list_planned_care(ruth.vault, today=TODAY).cares[0])["authorization"] == ("In order", False)
    ruth.file(
        "itemized_bill", lines=[{"service_date": "2026-11-09", "code": "97110", "units": "5", "billed": "62.50"}], issuer_name=PROVIDER,
        provider_name=PROVIDER, patient_name="Walter Calloway", account_number="OT-2", statement_date="2026-11-12", total_billed="62.50",
        amount_due="62.50",
    )  # fmt: skip
    (view,) = list_planned_care(ruth.vault, today=TODAY).cares
    assert states(view)["authorization"] == ("More billed than approved: 97110", True)
    assert gather_facts(ruth.vault, "ruth", today=TODAY).context.authorizations[0].number == "PA-77"


@pytest.mark.parametrize(
    ("last", "state"),
    [("2026-12-01", "Ends in 14 days"), ("2026-11-18", "Ends in 1 day"), ("2026-11-17", "Ends today"), ("2026-11-16", "Ended")],
)
def test_an_authorization_warns_before_it_ends(ruth: Any, last: str, state: str) -> None:
    view = plan(ruth, authorization="PA-77", authorized_to=day(last), referral="Dr. Osei", referral_to=day(last))
    assert states(view)["authorization"] == (state, True) and states(view)["referral"] == (state, True)


def test_the_word_about_the_network_reaches_the_check_for_its_provider_only(ruth: Any) -> None:
    view = plan(ruth)
    statement = {
        "issuer_name": "Lakeshore Health", "payer_name": "Lakeshore Health", "patient_name": "Walter Calloway", "claim_number": "C1",
        "provider_name": PROVIDER, "processed_date": "2026-11-10", "network_status": "out", "total_billed": "500.00",
        "patient_responsibility": "380.00",
    }  # fmt: skip
    line = {"service_date": "2026-11-02", "code": "97110", "billed": "500.00"}
    ruth.file("eob", lines=[line], **statement)
    by_ana = NetworkEvidence(id="", care_id=view.care.id, told_on=day("2026-10-20"), in_network=True, said_by="Insurer, Ana")
    keep_evidence(ruth.vault, dataclasses.replace(by_ana, about="Elm Lab"), today=TODAY)
    assert found(ruth, "oon_processed_but_directory_in") == []
    (kept,) = ruth.vault.network_evidence.all()
    keep_evidence(ruth.vault, dataclasses.replace(by_ana, id=kept.id), today=TODAY)
    (finding,) = found(ruth, "oon_processed_but_directory_in")
    assert "On October 20, 2026 you were told the provider is in network (Insurer, Ana)." in finding.explanation
    remove_evidence(ruth.vault, kept.id, today=TODAY)
    assert found(ruth, "oon_processed_but_directory_in") == []


def test_habits_are_ticked_and_dental_care_has_its_own(ruth: Any) -> None:
    view = plan(ruth, codes=("D2740",), without_insurance=True)
    assert {"predetermination", "estimate"} <= {habit.id for habit in view.habits}
    tick_habit(ruth.vault, view.care.id, "codes", True)
    (again,) = list_planned_care(ruth.vault, today=TODAY).cares
    assert [habit.id for habit in again.habits if habit.done] == ["codes"]
    tick_habit(ruth.vault, view.care.id, "codes", False)
    assert not any(habit.done for habit in list_planned_care(ruth.vault, today=TODAY).cares[0].habits)


def test_removed_care_takes_its_notes_along_and_undo_brings_both_back(ruth: Any) -> None:
    view = plan(ruth)
    keep_evidence(ruth.vault, NetworkEvidence(id="", care_id=view.care.id, told_on=TODAY, in_network=False), today=TODAY)
    remove_planned_care(ruth.vault, view.care.id, today=TODAY)
    assert ruth.vault.planned_cares.all() == () and ruth.vault.network_evidence.all() == ()
    ruth.vault.undo_last()
    assert len(ruth.vault.planned_cares.all()) == len(ruth.vault.network_evidence.all()) == 1


def test_what_cannot_be_is_refused(ruth: Any) -> None:
    with pytest.raises(UnusableInput, match="what is planned"):
        keep_planned_care(ruth.vault, PlannedCare(id="", title=" ", provider="Oak"), today=TODAY)
    with pytest.raises(UnusableInput, match="ends before it begins"):
        plan(ruth, authorized_from=day("2026-12-01"), authorized_to=day("2026-11-01"))
    with pytest.raises(UnusableInput, match="still to come"):
        keep_evidence(ruth.vault, NetworkEvidence(id="", care_id="x", told_on=day("2027-01-01"), in_network=True), today=TODAY)
    with pytest.raises(UnusableInput, match="removed already"):
        remove_planned_care(ruth.vault, "none", today=TODAY)
