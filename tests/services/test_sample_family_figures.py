"""The sample family's papers, read without a fault: findings, sums, steps and days are those the papers were made to show."""

from __future__ import annotations

import datetime
import re

import pytest

from medbills.domain.finding import FindingState
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.services.audit_cases import answer_finding
from medbills.services.case_timeline import case_timeline
from medbills.services.letter_facts import letter_facts, usual_name
from medbills.services.load_matters import load_matters
from medbills.services.overview import Overview, overview
from medbills.services.sample_family import family, sample_today
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


def by_title(vault: Vault) -> dict[str, Matter]:
    return {matter.case.title: matter for matter in load_matters(vault, today=TODAY)}


def seen(vault: Vault) -> Overview:
    return overview(load_matters(vault, today=TODAY), today=TODAY)


def test_the_day_is_the_sample_s_own() -> None:
    assert sample_today() == TODAY


def test_every_case_of_the_family_and_no_other(family_vault: Vault) -> None:
    expected = {case["title"] for case in family()["cases"]}
    assert expected <= set(by_title(family_vault))
    assert len(load_matters(family_vault, today=TODAY)) == len(expected) + 2  # Osprey waits; Dr. Osei's visit is paid


def test_today_is_the_same_from_open_cases_alone(family_vault: Vault) -> None:
    live = load_matters(family_vault, today=TODAY, with_closed=False)
    assert all(matter.case.closed_on is None for matter in live)
    assert overview(live, today=TODAY, cases=family_vault.cases.all()) == seen(family_vault)


def test_care_was_at_the_laboratory_and_not_at_its_collector(family_vault: Vault) -> None:
    titles = [moment.title for moment in case_timeline(by_title(family_vault)["Cedar Lab debt at Harrow & Pike"], TODAY)]
    assert [title for title in titles if title.startswith("Care at")] == ["Care at Cedar Lab"]


def test_the_sums(family_vault: Vault) -> None:
    figures, view = family()["figures"], seen(family_vault)
    owed = view.owed
    got = {"asked": owed.asked, "yours": owed.sure, "in_dispute": owed.disputed, "waiting": owed.waiting, "saved": view.saved}
    assert {name: amount.plain() for name, amount in got.items()} == {name: figures[name] for name in got}
    assert view.saved_cases == 2


def test_what_is_in_question_in_each_case(family_vault: Vault) -> None:
    expected = {case["title"]: case["in_question"]["total"] for case in family()["cases"] if "in_question" in case}
    live = {title: matter for title, matter in by_title(family_vault).items() if matter.in_question and not matter.case.closed_on}
    assert {title: matter.at_stake.plain() for title, matter in live.items()} == expected


def test_each_part_of_the_er_bill_has_its_own_name(family_vault: Vault) -> None:
    matter = by_title(family_vault)["ER visit at Riverbend"]
    assert [(kept.title, kept.counted.plain()) for kept in matter.in_question] == [
        ("Plan discount missing", "2990.00"),
        ("Insurer's payment missing", "1280.00"),
        ("Chest X-ray charged twice", "410.00"),
    ]


def test_the_letter_says_the_same_to_the_hospital(family_vault: Vault) -> None:
    facts = letter_facts(by_title(family_vault)["ER visit at Riverbend"], "provider", me=None)
    rows = facts["findings"].value
    assert [row["amount"].plain() for row in rows] == ["2990.00", "1280.00", "410.00"]
    assert [row.get("line") for row in rows] == [None, None, "3 and 4"]
    assert rows[1]["description"] == "Insurer’s payment missing"
    assert "$1,280.00 paid; the bill shows $0.00." in rows[1]["reason"]
    assert rows[0]["reason"].endswith("This row counts $2,990.00 of it.")
    assert not any(re.search(r"\byours?\b|\byou\b", f"{row['reason']} {row['description']}", re.IGNORECASE) for row in rows)


def test_a_name_in_capitals_gives_way_to_the_provider_s_own(family_vault: Vault) -> None:
    matter = by_title(family_vault)["ER visit at Riverbend"]
    assert matter.provider is not None and matter.provider.name == "Riverbend General Hospital"
    assert usual_name(matter, "RIVERBEND GENERAL HOSPITAL") == "Riverbend General Hospital"
    assert usual_name(matter, "CEDAR LAB") == "CEDAR LAB" and usual_name(matter, "Riverbend General") == "Riverbend General"
    assert usual_name(matter, None) is None


@pytest.mark.parametrize("title", [case["title"] for case in family()["cases"] if case.get("closed_on")])
def test_a_closed_case_saved_what_its_papers_prove(family_vault: Vault, title: str) -> None:
    told = next(case for case in family()["cases"] if case["title"] == title)
    case = by_title(family_vault)[title].case
    assert (case.saved, case.stage.value) == (Money.of(told["saved"]), "settled")
    assert told["saved_proof"].split(" of ")[1] in case.saved_proof  # the paper's own day


def test_the_stages(family_vault: Vault) -> None:
    expected = {case["title"]: case["stage"] for case in family()["cases"] if case["kind"] != "collection"}
    matters = by_title(family_vault)
    assert {title: matters[title].case.stage.value for title in expected} == expected


def test_the_days(family_vault: Vault) -> None:
    matters = by_title(family_vault)
    mri = {kept.deadline.acts_on for kept in matters["MRI of the back"].open_deadlines}
    assert {datetime.date(2026, 11, 20), datetime.date(2027, 4, 26), datetime.date(2026, 12, 5)} <= mri
    collector = {kept.deadline.rule: kept.deadline.date for kept in matters["Cedar Lab debt at Harrow & Pike"].open_deadlines}
    assert collector["regf_dispute_30d"] == datetime.date(2026, 12, 10)
    er = {kept.deadline.acts_on for kept in matters["ER visit at Riverbend"].open_deadlines}
    assert datetime.date(2026, 11, 24) in er


def test_three_steps_the_most_worth_doing_first(family_vault: Vault) -> None:
    view = seen(family_vault)
    assert len(view.steps) == 3
    ranks = [step.rank(TODAY) for step in view.steps]
    assert ranks == sorted(ranks) and all(step.yours for step in view.steps)
    headings = [step.heading for step in view.steps]
    assert headings[0] == "Dad · MRI of the back" and view.steps[0].by == datetime.date(2026, 11, 20)
    assert {step.heading for step in view.waiting_steps} >= {"Dad · ER visit at Riverbend"}


def test_laying_a_finding_aside_moves_its_dollars(family_vault: Vault) -> None:
    before = seen(family_vault).owed
    matter = by_title(family_vault)["Filling, tooth 30"]
    (found,) = matter.in_question
    answer_finding(family_vault, found.id, FindingState.FINE, today=TODAY)
    after = seen(family_vault).owed
    assert after.asked == before.asked
    assert (before.disputed - after.disputed, after.sure - before.sure) == (found.counted, found.counted)
    assert by_title(family_vault)["Filling, tooth 30"].in_question == ()


def test_reading_everything_anew_changes_nothing(family_vault: Vault) -> None:
    from medbills.services.audit_cases import audit_cases
    from medbills.store import content_hash

    before = content_hash(family_vault)
    with family_vault.change("Checked anew") as change:
        for person in family_vault.people.all():
            audit_cases(family_vault, change, today=TODAY, person_id=person.id)
        topics = change.topics
    assert content_hash(family_vault) == before
    assert not topics
