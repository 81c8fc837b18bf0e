"""Their clocks: what a letter of yours sets off, and the lateness letter from the day after on, filled in."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.letter import Letter
from medbills.domain.next_step import Action
from medbills.domain.paper import Kind
from medbills.letters import catalogue, find
from medbills.rules import load_pack
from medbills.services.audit_cases import audit_cases
from medbills.services.load_matters import load_matter
from medbills.services.mark_deadline import mark_deadline
from medbills.services.next_steps import next_step
from medbills.services.overview import overview
from medbills.services.plan_strategy import plan_strategy
from medbills.services.print_cases import cases_json
from medbills.services.their_clocks import MAIL, clocks, is_answered, kind_of_decision, late_clocks, received_on
from medbills.services.write_letter import begin_letter, finish_letter, letter_state
from medbills.store import Vault

DAY = timedelta(days=1)
SLUGS = {letter.slug for letter in catalogue()}


def send(vault: Vault, case_id: str, slug: str, sent_on: date, **fields: Any) -> Letter:
    """A letter as it is kept once it went out; the case is checked as the program does then."""
    template = find(slug)
    letter = Letter(
        **{"id": f"{slug}-{sent_on}", "case_id": case_id, "template_id": template.id, "slug": slug, "title": template.title,
           "recipient": "Lakeshore Health", "written_on": sent_on, "sent_on": sent_on, "method": "Certified mail",
           "reply_by": sent_on + timedelta(days=template.reply_by_days), **fields}
    )  # fmt: skip
    with vault.change("Sent a letter") as change:
        change.letters.add(letter)
        case = vault.cases.get(case_id)
        audit_cases(vault, change, today=sent_on, person_id=case.person_id if case else None)
    return letter


def planned(vault: Vault, matter: Any, kind: str = "employer_self_funded_erisa", state: str = "TX") -> None:
    from medbills.domain.plan import Plan

    with vault.change("Added a plan") as change:
        change.plans.add(Plan(id="plan", type=kind, payer_name="Lakeshore Health"))
        change.people.update(dataclasses.replace(matter.person, plan_ids=("plan",), state=state))


@pytest.fixture
def refused(desk: Any, vault: Vault) -> Any:
    matter = desk.matter(desk.refusal(authorization_number="AUTH-118204"))
    planned(vault, matter)
    return matter


def test_every_rule_of_theirs_names_its_lateness_letter() -> None:
    clocked = [rule for rule in load_pack().rules.values() if rule.kind == "decision_clock" and rule.whose != "patient"]
    whose = {rule.whose for rule in clocked}
    assert len(clocked) > 25 and whose >= {"insurer", "provider", "collector", "credit_bureau", "employer", "iro"}
    assert [rule.id for rule in clocked if rule.late_letter not in SLUGS] == []


def test_the_table_of_clocks_names_what_there_is() -> None:
    pack = load_pack()
    for slug, clock in clocks().items():
        assert slug in SLUGS and clock.late in SLUGS and clock.answered_by and clock.says.startswith("my ")
        assert not clock.sets_off or clock.sets_off in pack.events or clock.sets_off.removeprefix("trigger_of:") in pack.rules
        late = find(clock.late)
        several = any(question.fact == "addressee_kind" for question in find(slug).questions)
        assert several or late.to == find(slug).to, slug
        asked = {question.fact for question in late.questions}
        assert asked >= {"sent_what", "sent_on", "answer_due_on"} or asked >= {"sent_kind", "appeal_sent_on", "decision_due_on"}
    assert {kind_of_decision(rule.id) for rule in pack.set_off_by("appeal_received_by_plan")} >= {"appeal_before", "appeal_after"}


def test_an_appeal_starts_the_insurers_clock_when_it_arrives(refused: Any, vault: Vault) -> None:
    letter = send(vault, refused.id, "internal_appeal", date(2026, 11, 2), arrived_on=date(2026, 11, 5))
    (kept,) = [kept for kept in vault.deadlines.of_case(refused.id) if kept.deadline.event == f"sent:{letter.id}"]
    assert kept.deadline.rule == "appeal_decision_preservice_30d" and kept.deadline.date == date(2026, 12, 5)
    assert kept.deadline.whose == "insurer" and not kept.deadline.yours


def test_late_from_the_day_after_and_not_on_the_day(refused: Any, vault: Vault) -> None:
    send(vault, refused.id, "internal_appeal", date(2026, 11, 2), arrived_on=date(2026, 11, 5), tracking="9407 1118")
    due = date(2026, 12, 5)

    def step(day: date) -> Any:
        return next_step(load_matter(vault, refused.id, today=day), day)

    assert step(due).letter != "late_decision_notice" and step(due - DAY).letter != "late_decision_notice"
    late = step(due + DAY)
    assert (late.action, late.letter, late.by, late.yours) == (Action.LETTER, "late_decision_notice", due + DAY, True)
    assert late.sentence == "Tell Lakeshore that its answer is late."
    assert "your appeal on November 2, 2026" in late.why and "ended on December 5, 2026" in late.why


def test_it_is_on_today_in_the_ways_forward_and_in_the_json(refused: Any, vault: Vault) -> None:
    send(vault, refused.id, "internal_appeal", date(2026, 11, 2), arrived_on=date(2026, 11, 5))
    day = date(2026, 12, 6)
    matter = load_matter(vault, refused.id, today=day)
    assert overview([matter], today=day).steps[0].letter == "late_decision_notice"
    (case,) = cases_json([matter], today=day)["cases"]
    assert case["next_step"]["letter"] == "late_decision_notice" and case["next_step"]["by"] == "2026-12-06"
    assert any(way.letter == "late_decision_notice" for way in plan_strategy(matter, day).ways)


def test_the_letter_is_filled_in(refused: Any, vault: Vault) -> None:
    sent = send(vault, refused.id, "internal_appeal", date(2026, 11, 2), arrived_on=date(2026, 11, 5), tracking="9407 1118",
                answers={"addressee_address": "P.O. Box 7100, Millbrook, PA 18099"})  # fmt: skip
    day = date(2026, 12, 6)
    letter = begin_letter(vault, refused.id, "late_decision_notice", today=day)
    state = letter_state(vault, letter.id, today=day)
    facts = {name: fact.value for name, fact in state.facts.items()}
    assert facts["sent_kind"] == "appeal_before" and facts["appeal_sent_on"] == sent.sent_on and facts["received_on"] == sent.arrived_on
    assert facts["decision_due_on"] == date(2026, 12, 5) and facts["proof"] == "certified mail 9407 1118"
    assert facts["plan_type"] == "employer_self_funded_erisa" and facts["addressee"] == "Lakeshore Health"
    assert "29 CFR 2560.503-1(i)(2)(ii)" in state.facts["decision_due_on"].evidence.source


def test_care_that_was_given_has_sixty_days(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.bill())
    planned(vault, matter)
    letter = send(vault, matter.id, "internal_appeal", date(2026, 11, 2), method="Fax")
    (kept,) = [kept for kept in vault.deadlines.of_case(matter.id) if kept.deadline.event == f"sent:{letter.id}"]
    assert kept.deadline.rule == "appeal_decision_postservice_60d" and kept.deadline.date == date(2027, 1, 1)


def test_doubts_are_said_and_the_longer_time_counts(desk: Any, vault: Vault) -> None:
    """Neither the day it arrived nor the kind of plan nor the kind of care is known."""
    matter = desk.matter(desk.refusal(authorization_number=None))
    sent = date(2026, 11, 2)
    send(vault, matter.id, "internal_appeal", sent)
    due = sent + MAIL + timedelta(days=60)
    assert not late_clocks(load_matter(vault, matter.id, today=due), due)
    (late,) = late_clocks(load_matter(vault, matter.id, today=due + DAY), due + DAY)
    assert late.due == due and late.by_rule
    for words in ("do not know the day", "longer one", "some kinds of plans"):
        assert words in late.doubt
    assert late.doubt in next_step(load_matter(vault, matter.id, today=due + DAY), due + DAY).why  # type: ignore[union-attr]


def test_an_answer_ends_it_and_another_paper_does_not(refused: Any, desk: Any, vault: Vault) -> None:
    send(vault, refused.id, "internal_appeal", date(2026, 11, 2), arrived_on=date(2026, 11, 5))
    day = date(2026, 12, 6)
    with vault.change("A bill came") as change:
        paper = vault.papers.of_case(refused.id)[0]
        bill = dataclasses.replace(
            paper, paper=dataclasses.replace(paper.paper, id="b", kind=Kind.BILL, letter_date=None, statement_date=date(2026, 11, 20))
        )
        change.papers.add(bill)
    assert late_clocks(load_matter(vault, refused.id, today=day), day)
    with vault.change("The answer came") as change:
        change.papers.add(dataclasses.replace(paper, paper=dataclasses.replace(paper.paper, id="a", letter_date=date(2026, 12, 1))))
    assert not late_clocks(load_matter(vault, refused.id, today=day), day)


def test_a_day_marked_as_done_is_not_late(refused: Any, vault: Vault) -> None:
    letter = send(vault, refused.id, "internal_appeal", date(2026, 11, 2), arrived_on=date(2026, 11, 5))
    day = date(2026, 12, 6)
    (kept,) = [kept for kept in vault.deadlines.of_case(refused.id) if kept.deadline.event == f"sent:{letter.id}"]
    mark_deadline(vault, kept.id, day)
    assert not late_clocks(load_matter(vault, refused.id, today=day), day)


def test_after_the_reminder_it_is_their_turn_then_a_complaint(refused: Any, vault: Vault) -> None:
    send(vault, refused.id, "internal_appeal", date(2026, 11, 2), arrived_on=date(2026, 11, 5))
    reminder = send(vault, refused.id, "late_decision_notice", date(2026, 12, 6), reply_by=date(2026, 12, 11))

    def step(day: date) -> Any:
        return next_step(load_matter(vault, refused.id, today=day), day)

    assert (step(date(2026, 12, 8)).action, step(date(2026, 12, 8)).by) == (Action.WAIT, reminder.reply_by)
    assert step(date(2026, 12, 11)).action is Action.WAIT
    after = step(date(2026, 12, 12))
    assert (after.action, after.letter) == (Action.LETTER, "dol_ebsa_complaint")  # an employer plan that pays claims itself


def test_a_provider_without_a_rule_is_late_by_the_letters_own_day(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.bill())
    sent = date(2026, 11, 2)
    letter = send(vault, matter.id, "itemized_bill_request", sent, recipient="Riverbend General Hospital")
    assert letter.reply_by is not None
    assert not late_clocks(load_matter(vault, matter.id, today=letter.reply_by), letter.reply_by)
    day = letter.reply_by + DAY
    step = next_step(load_matter(vault, matter.id, today=day), day)
    assert step and step.letter == "late_answer_provider" and "asked for an answer by" in step.why
    draft = begin_letter(vault, matter.id, "late_answer_provider", today=day)
    state = letter_state(vault, draft.id, today=day)
    assert state.facts["sent_what"].value == "my request for an itemized bill" and state.facts["answer_due_on"].value == letter.reply_by
    assert "rule_source" not in state.facts


def test_records_are_late_by_the_privacy_rule(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.bill())
    send(vault, matter.id, "hipaa_access_request", date(2026, 11, 2), method="Fax")
    (late,) = late_clocks(load_matter(vault, matter.id, today=date(2026, 12, 3)), date(2026, 12, 3))
    assert late.by_rule and late.due == date(2026, 12, 2) and late.send == "late_answer_provider"
    assert late.deadline.citation.startswith("45 CFR 164.524")


def test_a_collector_learns_nothing_of_the_care(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.notice())
    desk.me()
    desk.form()
    sent = send(vault, matter.id, "debt_validation_request", date(2026, 11, 10), recipient="Harrow & Pike Recovery",
                answers={"addressee_address": "P.O. Box 418, Millbrook, PA 18099", "account_no": "HP-66031"})  # fmt: skip
    assert sent.reply_by is not None
    day = sent.reply_by + DAY
    assert next_step(load_matter(vault, matter.id, today=day), day).letter == "late_answer_collector"  # type: ignore[union-attr]
    letter = begin_letter(vault, matter.id, "late_answer_collector", today=day)
    state = letter_state(vault, letter.id, today=day)
    assert {"patient_name", "member_id", "dates_of_service", "claim_no", "phone"}.isdisjoint(state.facts)
    text = " ".join(run.text for block in state.rendered.blocks for run in block.runs)
    assert "my dispute of this account" in text and "1692g" in text and "Walter" not in text
    assert state.rendered.final
    assert finish_letter(vault, letter.id, now=datetime(day.year, day.month, day.day, 9)).startswith(b"%PDF")


def test_a_bureau_has_thirty_days_from_the_day_it_got_the_dispute(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.notice())
    send(vault, matter.id, "credit_bureau_dispute", date(2026, 11, 10), recipient="A bureau", arrived_on=date(2026, 11, 12))
    due = date(2026, 12, 12)
    assert not late_clocks(load_matter(vault, matter.id, today=due), due)
    (late,) = late_clocks(load_matter(vault, matter.id, today=due + DAY), due + DAY)
    assert (late.send, late.due) == ("late_answer_bureau", due)


def test_a_closed_case_has_nothing_late(refused: Any, vault: Vault) -> None:
    send(vault, refused.id, "internal_appeal", date(2026, 11, 2), arrived_on=date(2026, 11, 5))
    day = date(2026, 12, 6)
    matter = load_matter(vault, refused.id, today=day)
    assert not late_clocks(dataclasses.replace(matter, case=dataclasses.replace(matter.case, closed_on=day)), day)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 400), st.sampled_from(sorted(clocks())))
def test_only_a_later_paper_of_the_right_kind_is_an_answer(sent: date, later: int, slug: str) -> None:
    from medbills.domain.case import KeptPaper
    from medbills.domain.paper import Paper

    letter = Letter(id="l", case_id="c", template_id="L", slug=slug, title="", sent_on=sent)
    for kind in Kind:
        day = sent + timedelta(days=later)
        kept = KeptPaper(paper=Paper(id="p", kind=kind, letter_date=day, statement_date=day), document_id="d", pages=(1, 1), confirmed=True)
        dated = kept.paper.dated is not None
        assert is_answered(clocks()[slug], letter, [kept]) == (dated and later > 0 and kind in clocks()[slug].answered_by)


def test_what_goes_by_wire_arrives_at_once_and_mail_has_a_week() -> None:
    letter = Letter(id="l", case_id="c", template_id="L", title="", sent_on=date(2026, 11, 2))
    assert received_on(dataclasses.replace(letter, method="Fax")) == (date(2026, 11, 2), True)
    assert received_on(dataclasses.replace(letter, method="Certified mail")) == (date(2026, 11, 9), False)
    assert received_on(dataclasses.replace(letter, method="Fax", arrived_on=date(2026, 11, 4))) == (date(2026, 11, 4), True)
