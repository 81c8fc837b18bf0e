"""The days of a case: what a paper prints beats what a rule computes, promises count, and what was done stays done."""

from __future__ import annotations

import dataclasses
import datetime
from datetime import date
from typing import Any

from medbills.domain.call import Call
from medbills.domain.letter import Letter
from medbills.services.case_timeline import case_timeline
from medbills.services.case_tracks import aim_of, case_tracks
from medbills.services.log_call import begin_call, end_call, note_call
from medbills.services.overview import upcoming
from medbills.services.write_letter import mark_sent
from medbills.store import Vault

TODAY = date(2026, 11, 17)


def days(matter: Any) -> dict[str, date | None]:
    return {kept.deadline.rule: kept.deadline.acts_on for kept in matter.open_deadlines}


def promised(vault: Vault, case_id: str, **fields: Any) -> Call:
    call = Call(**{"id": "call", "case_id": case_id, "at": datetime.datetime(2026, 11, 10, 10, 5), "organization": "Riverbend billing",
                   "person": "Marcus T.", "they_will": "Send a corrected bill", "they_will_by": date(2026, 11, 24), **fields})  # fmt: skip
    end_call(vault, call, today=TODAY)
    return call


def test_the_day_printed_on_the_notice_beats_the_computed_one(desk: Any) -> None:
    matter = desk.matter(desk.notice(respond_by_date="2026-12-20"))
    assert days(matter)["regf_dispute_30d"] == date(2026, 12, 20)


def test_without_a_printed_day_the_rule_computes_one(desk: Any) -> None:
    day = days(desk.matter(desk.notice(respond_by_date=None)))["regf_dispute_30d"]
    assert day is not None and date(2026, 12, 6) <= day <= date(2026, 12, 15)


def test_a_refusal_has_its_appeal_and_its_doctor_s_call(desk: Any) -> None:
    matter = desk.matter(desk.refusal())
    found = days(matter)
    assert found["appeal_internal_180d"] == date(2027, 4, 26)
    assert found["printed_on_the_paper"] == date(2026, 11, 20)
    appeal = next(kept.deadline for kept in matter.deadlines if kept.deadline.rule == "appeal_internal_180d")
    assert appeal.citation and appeal.computed and any(line.document == matter.papers[0].id for line in appeal.receipt)


def test_the_day_the_bill_is_due(desk: Any) -> None:
    matter = desk.matter(desk.bill())
    assert days(matter)["printed_on_the_paper"] == date(2026, 11, 30)
    later = desk.matter(desk.bill(statement_date="2026-11-10", due_date="2026-12-10"))
    assert [kept.deadline.date for kept in later.open_deadlines if kept.deadline.rule == "printed_on_the_paper"] == [date(2026, 12, 10)]


def test_a_bill_that_asks_nothing_has_no_day(desk: Any) -> None:
    assert "printed_on_the_paper" not in days(desk.matter(desk.bill(amount_due="0.00")))


def test_a_promise_is_theirs_until_a_paper_answers(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.bill())
    promised(vault, matter.id)
    kept = next(kept for kept in desk.matter(matter.papers[0].id).open_deadlines if kept.deadline.rule == "habit_promised_followup")
    assert (kept.deadline.date, kept.deadline.yours) == (date(2026, 11, 24), False)
    assert "Marcus T." in kept.deadline.computed
    desk.bill(statement_date="2026-11-16", amount_due="1590.00")
    assert "habit_promised_followup" not in days(desk.matter(matter.papers[0].id))


def test_your_own_word_is_yours_until_a_letter_went_out(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.bill())
    promised(vault, matter.id, they_will="", they_will_by=None, you_will="Confirm in writing", you_will_by=date(2026, 11, 19))
    own = next(kept for kept in desk.matter(matter.papers[0].id).open_deadlines if kept.deadline.event.startswith("own:"))
    assert own.deadline.yours and own.deadline.title == "Confirm in writing"
    with vault.change("Wrote") as change:
        change.letters.add(Letter(id="l", case_id=matter.id, template_id="L51", slug="call_confirmation", title="You confirmed the call"))
    mark_sent(vault, "l", sent_on=date(2026, 11, 12), method="Mail", today=TODAY)
    assert not any(kept.deadline.event.startswith("own:") for kept in desk.matter(matter.papers[0].id).deadlines)


def test_a_letter_asks_for_an_answer_by_a_day(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.bill())
    letter = Letter(id="l", case_id=matter.id, template_id="L02", slug="billing_dispute", title="You disputed the bill",
                    recipient="Riverbend General Hospital\nP.O. Box 2200", reply_by=date(2026, 12, 17))  # fmt: skip
    with vault.change("Wrote") as change:
        change.letters.add(letter)
    assert "habit_response_time_letters" not in days(desk.matter(matter.papers[0].id)), "a draft asks nobody"
    mark_sent(vault, "l", sent_on=TODAY, method="Certified mail", today=TODAY)
    after = desk.matter(matter.papers[0].id)
    assert days(after)["habit_response_time_letters"] == date(2026, 12, 17)
    assert after.letters[0].sent_on == TODAY
    desk.bill(statement_date="2026-12-01")
    assert "habit_response_time_letters" not in days(desk.matter(matter.papers[0].id))


def test_what_was_done_stays_done(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.refusal())
    done = matter.open_deadlines[0]
    with vault.change("Done") as change:
        change.deadlines.update(dataclasses.replace(done, done_on=TODAY))
    desk.refusal(letter_date="2026-11-01", authorization_number="PA-88213")
    kept = vault.deadlines.get(done.id)
    assert kept is not None and kept.done_on == TODAY
    assert done.id not in {kept.id for kept in desk.matter(matter.papers[0].id).open_deadlines}


def test_hospital_rules_are_for_hospitals(desk: Any, vault: Vault) -> None:
    assert any(rule.startswith("irs501r_") for rule in days(desk.matter(desk.bill())))
    lab = desk.matter(desk.bill(issuer_name="Cedar Lab Associates", provider_name="Cedar Lab Associates", account_number="CL-1",
                                provider_phone="555-0155"))  # fmt: skip
    assert not any(rule.startswith("irs501r_") for rule in days(lab))


def test_a_closed_case_has_no_days_to_come(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.bill())
    desk.close(matter.id)
    after = desk.matter(matter.papers[0].id)
    assert after.open_deadlines == () and not any(moment.ahead for moment in case_timeline(after, TODAY))


def test_days_ahead_are_sorted_and_old_ones_fade(desk: Any, vault: Vault) -> None:
    desk.bill()
    bill = desk.bill(account_number="other", due_date="2026-10-01", statement_date="2026-09-20", patient_name="Ruth Calloway")
    matters = (desk.matter(bill), desk.matter(desk.refusal()))
    seen = upcoming(matters, today=TODAY)
    assert [item.kept.deadline.acts_on for item in seen] == sorted(item.kept.deadline.acts_on for item in seen)
    assert all(-14 <= (item.kept.deadline.acts_on - TODAY).days <= 30 for item in seen)
    assert date(2026, 10, 1) not in {item.kept.deadline.acts_on for item in seen}


def test_a_call_is_kept_at_every_keystroke(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.bill())
    call = begin_call(vault, matter.id, at=datetime.datetime(2026, 11, 17, 9, 0), organization="Riverbend billing")
    note_call(vault, dataclasses.replace(call, notes="She sa"))
    kept = vault.calls.get(call.id)
    assert kept is not None and kept.notes == "She sa" and not kept.ended
    asked = matter.in_question[0]
    end_call(vault, dataclasses.replace(kept, notes="She says yes.", they_will="Call back", they_will_by=date(2026, 11, 20)),
             today=TODAY, asked=(asked.id,))  # fmt: skip
    ended = vault.calls.get(call.id)
    assert ended is not None and ended.ended and ended.follow_up_on == date(2026, 11, 20)
    assert vault.findings.get(asked.id).state == "asked"  # type: ignore[union-attr]
    assert desk.matter(matter.papers[0].id).their_promise == ended


def test_the_timeline_tells_everything_the_latest_first(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    desk.eob()
    matter = desk.matter(bill)
    promised(vault, matter.id)
    told = case_timeline(desk.matter(bill), TODAY)
    assert [moment.day for moment in told] == sorted((moment.day for moment in told), reverse=True)
    titles = [moment.title for moment in told]
    assert "The itemized bill came" in titles and "Call with Marcus T., Riverbend billing" in titles
    assert any(moment.ahead and moment.theirs for moment in told)
    assert not any(moment.ahead and moment.day < TODAY for moment in told)
    day = [moment for moment in told if moment.day == date(2026, 11, 24)]
    assert len(day) == 1, "a promise is told once"


def test_both_tracks_say_whose_turn_it_is(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    desk.eob()
    matter = desk.matter(bill)
    provider, insurer = case_tracks(matter, TODAY)
    assert provider.by == date(2026, 11, 30) and not provider.theirs and insurer.done
    assert aim_of(matter) == "We ask the hospital to correct its bill from $2,000.00 to $120.00"
    promised(vault, matter.id)
    provider, _ = case_tracks(desk.matter(bill), TODAY)
    assert provider.theirs and provider.by == date(2026, 11, 24)
    desk.close(matter.id)
    assert all(track.done for track in case_tracks(desk.matter(bill), TODAY))
