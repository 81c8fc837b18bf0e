"""Answers to what was sent: proposed with a reason, told by the user, stopping the clock; a late one brings its rule into play."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.case import KeptPaper
from medbills.domain.letter import Letter
from medbills.domain.paper import Kind, Paper
from medbills.domain.plan import Plan
from medbills.domain.reply import Answers
from medbills.errors import UnusableInput
from medbills.letters import catalogue, find
from medbills.rules import load_pack
from medbills.services.audit_cases import audit_cases
from medbills.services.case_timeline import case_timeline
from medbills.services.confirm_paper import confirm_paper
from medbills.services.find_replies import best_offer, offered_replies, tell_reply
from medbills.services.keep_arrival import keep_arrival
from medbills.services.late_answers import late_answers
from medbills.services.list_contacts import list_contacts
from medbills.services.load_matters import load_matter
from medbills.services.make_packet import keep_packet, make_packet, mark_packet_sent
from medbills.services.remove_paper import remove_paper
from medbills.services.review_papers import load_review
from medbills.services.their_clocks import clocks, late_clocks
from medbills.store import Vault

TODAY = date(2026, 12, 28)
SENT = date(2026, 11, 2)


def send(vault: Vault, case_id: str, slug: str, recipient: str, sent_on: date = SENT, **fields: Any) -> Letter:
    template = find(slug)
    letter = Letter(
        **{"id": f"{slug}-sent", "case_id": case_id, "template_id": template.id, "slug": slug, "title": template.title,
           "recipient": recipient, "written_on": sent_on, "sent_on": sent_on, "method": "Fax", "reply_by": date(2026, 12, 2), **fields}
    )  # fmt: skip
    with vault.change("Sent a letter") as change:
        change.letters.add(letter)
        case = vault.cases.get(case_id)
        audit_cases(vault, change, today=sent_on, person_id=case.person_id if case else None)
    return letter


@pytest.fixture
def appealed(desk: Any, vault: Vault) -> Any:
    """An appeal that went out by fax, under a plan whose kind is known."""
    matter = desk.matter(desk.refusal(authorization_number="AUTH-118204"))
    with vault.change("Added a plan") as change:
        change.plans.add(Plan(id="plan", type="employer_self_funded_erisa", payer_name="Lakeshore Health"))
        change.people.update(dataclasses.replace(matter.person, plan_ids=("plan",), state="TX"))
    send(vault, matter.id, "internal_appeal", "Lakeshore Health\nP.O. Box 7100")
    return load_matter(vault, matter.id, today=TODAY)


def answer(desk: Any, **fields: Any) -> str:
    return str(desk.refusal(authorization_number="AUTH-118204", denial_reason="We keep our decision.",
                            **{"letter_date": "2026-12-20", "respond_by_date": None, "appeal_by_date": None, **fields}))  # fmt: skip


def test_a_paper_that_may_answer_is_proposed_with_the_reason(desk: Any, vault: Vault, appealed: Any) -> None:
    paper = answer(desk)
    (offered,) = offered_replies(load_matter(vault, appealed.id, today=TODAY))
    assert offered.paper.id == paper and offered.sent.id == "internal_appeal-sent"
    assert offered.why == "It is from Lakeshore, it names AUTH-118204, it came 48 days after you wrote."
    assert "your letter of November 2, 2026" in offered.says


def test_it_is_asked_in_the_review_before_the_paper_is_filed(desk: Any, vault: Vault, appealed: Any) -> None:
    kept = desk.keep("other", issuer_name="Lakeshore Health", patient_name="Walter Calloway", letter_date="2026-12-01",
                     authorization_number="AUTH-118204").papers[0]  # fmt: skip
    offered = load_review(vault, kept.id).offered
    assert offered is not None and offered.sent.id == "internal_appeal-sent"
    tell_reply(vault, kept.id, offered.sent.id, Answers.YES, today=TODAY, reason=offered.why)
    confirm_paper(vault, kept.id, today=TODAY)
    filed = vault.papers.get(kept.id)
    assert filed is not None and filed.case_id == appealed.id  # the case of the letter it answers
    review = load_review(vault, kept.id)
    assert review.offered is None and [sent.id for sent in review.answers] == ["internal_appeal-sent"]


def test_what_the_user_ties_stops_the_clock_whatever_kind_it_is(desk: Any, vault: Vault, appealed: Any) -> None:
    due = date(2026, 12, 2)
    assert any(late.letter.id == "internal_appeal-sent" for late in late_clocks(load_matter(vault, appealed.id, today=TODAY), TODAY))
    paper = desk.file("receipt", issuer_name="Lakeshore Health", patient_name="Walter Calloway", statement_date="2026-11-30")
    tell_reply(vault, paper, "internal_appeal-sent", Answers.YES, today=TODAY)
    matter = load_matter(vault, appealed.id, today=TODAY)
    assert vault.papers.get(paper).case_id == appealed.id  # type: ignore[union-attr]
    assert late_clocks(matter, TODAY) == () and late_answers(matter) == ()
    assert not any(kept.deadline.date == due and not kept.deadline.yours for kept in matter.open_deadlines)
    vault.undo_last()
    assert late_clocks(load_matter(vault, appealed.id, today=TODAY), TODAY)


def test_what_is_no_answer_stops_no_clock_and_is_not_proposed_again(desk: Any, vault: Vault, appealed: Any) -> None:
    paper = answer(desk)
    assert late_clocks(load_matter(vault, appealed.id, today=TODAY), TODAY) == ()  # of a kind that answers it
    tell_reply(vault, paper, "internal_appeal-sent", Answers.NO, today=TODAY)
    matter = load_matter(vault, appealed.id, today=TODAY)
    assert late_clocks(matter, TODAY) and offered_replies(matter) == ()


def test_a_late_answer_sets_off_its_rule_and_is_told_everywhere(desk: Any, vault: Vault, appealed: Any) -> None:
    tell_reply(vault, answer(desk), "internal_appeal-sent", Answers.YES, today=TODAY)
    matter = load_matter(vault, appealed.id, today=TODAY)
    (late,) = late_answers(matter)
    assert (late.due, late.answered_on, late.days_late, late.by_rule) == (date(2026, 12, 2), date(2026, 12, 20), 18, True)
    assert late.rule is not None and late.rule.id == "deemed_exhaustion" and late.clock is not None
    assert late.clock.then == "external_review_request"
    told = [moment.detail for moment in case_timeline(matter, TODAY) if moment.item == "letter"]
    assert told == ["Fax · answered on Dec 20, 18 days late"]
    assert any("answers your letter of November 2, 2026" in moment.detail for moment in case_timeline(matter, TODAY))
    (row,) = [contact for contact in list_contacts([matter], today=TODAY) if contact.item == "letter"]
    assert row.promise == "Answered on Dec 20, 18 days late"


def test_the_day_it_arrived_decides_and_not_the_day_it_prints(desk: Any, vault: Vault, appealed: Any) -> None:
    paper = answer(desk, letter_date="2026-12-02")
    tell_reply(vault, paper, "internal_appeal-sent", Answers.YES, today=TODAY)
    assert late_answers(load_matter(vault, appealed.id, today=TODAY)) == ()  # on its last day nothing is late
    keep_arrival(vault, paper, date(2026, 12, 9), today=TODAY)
    (late,) = late_answers(load_matter(vault, appealed.id, today=TODAY))
    assert late.days_late == 7


def test_late_records_give_a_day_to_complain_by(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.bill())
    send(vault, matter.id, "hipaa_access_request", "Riverbend General Hospital")
    paper = desk.file("other", issuer_name="Riverbend General Hospital", patient_name="Walter Calloway", letter_date="2026-12-21",
                      account_number="7741-22")  # fmt: skip
    tell_reply(vault, paper, "hipaa_access_request-sent", Answers.YES, today=TODAY)
    (kept,) = [kept for kept in vault.deadlines.of_case(matter.id) if kept.deadline.event == "late_answer:hipaa_access_request-sent"]
    assert kept.deadline.rule == "hipaa_complaint_180d" and kept.deadline.date == date(2027, 6, 1)  # 180 days from December 3


def test_a_time_limit_runs_from_the_day_the_letter_arrived(desk: Any, vault: Vault) -> None:
    paper = desk.refusal(appeal_by_date=None, respond_by_date=None)
    matter = desk.matter(paper)

    def appeal() -> Any:
        return next(kept.deadline for kept in vault.deadlines.of_case(matter.id) if kept.deadline.rule == "appeal_internal_180d")

    assert appeal().date == date(2027, 4, 26)
    keep_arrival(vault, paper, date(2026, 11, 3), today=TODAY)
    assert appeal().date == date(2027, 5, 2)
    assert any("you told the day it arrived" in line.what for line in appeal().receipt)
    keep_arrival(vault, paper, None, today=TODAY)
    assert appeal().date == date(2027, 4, 26)


def test_the_printed_last_day_of_a_collector_still_comes_first(desk: Any, vault: Vault) -> None:
    paper = desk.notice()
    matter = desk.matter(paper)
    keep_arrival(vault, paper, date(2026, 11, 20), today=TODAY)
    (dispute,) = [kept.deadline for kept in vault.deadlines.of_case(matter.id) if kept.deadline.rule == "regf_dispute_30d"]
    assert dispute.date == date(2026, 12, 10)


@pytest.mark.parametrize(("day", "said"), [(date(2026, 10, 27), "cannot have come before"), (date(2027, 1, 1), "still to come")])
def test_a_day_that_cannot_be_is_refused(desk: Any, vault: Vault, day: date, said: str) -> None:
    with pytest.raises(UnusableInput, match=said):
        keep_arrival(vault, desk.refusal(), day, today=TODAY)
    assert vault.arrivals.all() == ()


def test_removing_a_paper_takes_its_word_and_its_day_with_it(desk: Any, vault: Vault, appealed: Any) -> None:
    paper = answer(desk)
    tell_reply(vault, paper, "internal_appeal-sent", Answers.YES, today=TODAY)
    keep_arrival(vault, paper, date(2026, 12, 22), today=TODAY)
    remove_paper(vault, paper, today=TODAY)
    assert vault.replies.all() == () and vault.arrivals.all() == ()
    vault.undo_last()
    assert len(vault.replies.all()) == len(vault.arrivals.all()) == 1


def test_a_packet_is_answered_too(desk: Any, vault: Vault) -> None:
    from datetime import UTC, datetime

    matter = desk.matter(desk.bill())
    packet = keep_packet(vault, matter.id, make_packet(vault, matter.id, today=SENT), now=datetime(2026, 11, 2, 12, tzinfo=UTC))
    mark_packet_sent(vault, packet.id, sent_on=SENT, method="Certified mail")
    paper = desk.file("other", issuer_name="Riverbend General Hospital", patient_name="Walter Calloway", letter_date="2026-11-20",
                      account_number="7741-22")  # fmt: skip
    (offered,) = offered_replies(load_matter(vault, matter.id, today=TODAY))
    assert (offered.paper.id, offered.sent.id) == (paper, packet.id)
    tell_reply(vault, paper, packet.id, Answers.YES, today=TODAY)
    told = [moment.detail for moment in case_timeline(load_matter(vault, matter.id, today=TODAY), TODAY) if moment.item == "packet"]
    assert told[0].endswith("answered on Nov 20")


def test_what_a_late_answer_sets_off_is_there() -> None:
    pack, slugs = load_pack(), {letter.slug for letter in catalogue()}
    late = [clock for clock in clocks().values() if clock.when_late or clock.then]
    assert len(late) >= 4
    assert all(clock.then in slugs and clock.sets_off and pack.set_off_by(clock.when_late) for clock in late)


DAYS = st.dates(date(2026, 10, 1), date(2028, 6, 1))


@given(DAYS, DAYS, st.sampled_from(["Lakeshore Health", "Lakeshore Health Plan", "Harrow & Pike Recovery", ""]),
       st.sampled_from(["26-2840-11937", "262840-11937", "99-1"]), st.sampled_from(list(Kind)))  # fmt: skip
def test_nothing_is_proposed_that_came_before_or_that_only_one_sign_ties(
    sent_on: date, came: date, who: str, number: str, kind: Kind
) -> None:
    letter = Letter(id="l", case_id="c", template_id="L20", slug="internal_appeal", title="Appeal", recipient="Lakeshore Health",
                    sent_on=sent_on, answers={"claim_no": "26-2840-11937"})  # fmt: skip
    paper = Paper(id="p", kind=kind, issuer_name=who or None, letter_date=came, claim_number=number)
    kept = KeptPaper(paper=paper, document_id="d", pages=(1, 1), confirmed=True)
    offered = best_offer(kept, [letter], [kept], [], {})
    signs = 2 * who.startswith("Lakeshore") + 2 * (number != "99-1") + (kind in clocks()["internal_appeal"].answered_by)
    assert (offered is not None) == (signs >= 3 and 0 < (came - sent_on).days <= 400)
