"""Sorts a new envelope: pay, wait, dispute, apply for help, or call; never pay what is in question or waits for the insurer."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Sequence

from medbills.domain.case import KeptPaper
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.strategy import Signs
from medbills.domain.triage import Triage, Verdict
from medbills.services.case_figures import AID_RULE, DISPUTE_RULE, is_question, open_until
from medbills.services.case_signs import case_signs
from medbills.services.load_matters import load_matters
from medbills.services.next_steps import heading
from medbills.services.plan_strategy import letter_of_lead
from medbills.store import Vault

NEW_DAYS = 30  # how long an envelope counts as new
MOST = 5


def sort_envelopes(vault: Vault, paper_ids: Iterable[str], *, today: datetime.date) -> tuple[Triage, ...]:
    """What to do with these papers: one answer for each open case, in the order of the papers."""
    return _sorted(load_matters(vault, today=today), paper_ids, today)


def _sorted(matters: Iterable[Matter], paper_ids: Iterable[str], today: datetime.date) -> tuple[Triage, ...]:
    case_of = {kept.id: matter for matter in matters for kept in matter.papers}
    found: dict[str, Triage] = {}
    for paper_id in paper_ids:
        matter = case_of.get(paper_id)
        answer = sort_envelope(matter, paper_id, today) if matter and matter.id not in found else None
        if answer:
            found[answer.case_id] = answer
    return tuple(found.values())


def new_envelopes(matters: Sequence[Matter], *, today: datetime.date) -> tuple[Triage, ...]:
    """The same for the papers of these cases that came in the last 30 days, the newest first, at most five."""
    came = [kept for matter in matters for kept in matter.papers if kept.confirmed and kept.kept_at]
    fresh = [kept for kept in came if kept.kept_at and (today - kept.kept_at.date()).days <= NEW_DAYS]
    fresh.sort(key=lambda kept: (kept.kept_at, kept.id), reverse=True)
    return _sorted(matters, [kept.id for kept in fresh], today)[:MOST]


def sort_envelope(matter: Matter, paper_id: str, today: datetime.date) -> Triage | None:
    """The one answer for a paper of this case. None where it asks for nothing: a closed case, a receipt, a bill of nothing."""
    kept = next((kept for kept in matter.papers if kept.id == paper_id), None)
    if kept is None or kept.paper.kind is Kind.RECEIPT or matter.case.closed_on:
        return None
    signs = case_signs(matter, today)
    for decide in (_refused, _collected, _their_turn, _in_question, _waiting, _own_part, _without_insurer):
        answer = decide(matter, kept, signs)
        if answer is not None:
            return answer
    return None


def _answer(
    matter: Matter, kept: KeptPaper, verdict: Verdict, say: str, why: str, button: str, figures: Iterable[tuple[str, Money | None]] = ()
) -> Triage:
    return Triage(
        paper_id=kept.id, case_id=matter.id, heading=heading(matter), verdict=verdict, say=say, why=why, button=button,
        figures=tuple((label, amount) for label, amount in figures if amount),
    )  # fmt: skip


def _refused(matter: Matter, kept: KeptPaper, signs: Signs) -> Triage | None:
    if not signs.meet(["refused", "not their_turn"]):
        return None
    figures = [("What the care costs", matter.at_stake)]
    if signs.meet(["doctor_call_open"]):
        say = "Call the doctor. Ask for a call to the insurer\N{RIGHT SINGLE QUOTATION MARK}s doctor."
        why = f"The letter allows it until {signs.figures['talk_by']}. The appeal stays open."
        answer = _answer(matter, kept, Verdict.CALL, say, why, "Start the call", figures)
        return dataclasses.replace(answer, call=True, by=open_until(matter, "respond_by_date"))
    if signs.meet(["appeal_over"]):
        say, why = "Call the insurer about the refusal.", "The day to appeal has passed. Ask if a late appeal is taken."
        return dataclasses.replace(_answer(matter, kept, Verdict.CALL, say, why, "See what to say", figures), call=True)
    until = signs.figures.get("appeal_by")
    why = f"The insurer said no. You may appeal until {until}." if until else "The insurer said no. A first appeal goes to the insurer."
    answer = _answer(matter, kept, Verdict.DISPUTE, "Appeal the refusal.", why, "Write the letter", figures)
    return dataclasses.replace(answer, letter="internal_appeal", by=matter.appeal_by)


def _collected(matter: Matter, kept: KeptPaper, signs: Signs) -> Triage | None:
    """A collector is asked for proof first, whatever the sum."""
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    if notice is None or signs.meet(["their_turn"]):
        return None
    who = signs.figures["collector"]
    figures = [("The collector asks for", notice.paper.amount_due), ("In question", matter.owed.disputed)]
    if signs.meet(["dispute_sent"]):
        say, why = f"Call nobody and pay nothing. {who} owes you an answer.", "You asked for proof of the debt. No answer is here yet."
        return _answer(matter, kept, Verdict.WAIT, say, why, "See the case", figures)
    until = signs.figures.get("dispute_by")
    reason = f"A letter that arrives by {until} should make it stop until it answers." if until else "Ask for proof before anything else."
    also = "Pay and promise nothing by phone." if not signs.meet(["old_debt"]) else "This debt may be too old to sue on. Pay nothing."
    answer = _answer(matter, kept, Verdict.DISPUTE, f"Ask {who} to prove the debt.", reason, "Write the letter", figures)
    return dataclasses.replace(answer, letter="debt_validation_request", by=open_until(matter, DISPUTE_RULE), also=also)


def _their_turn(matter: Matter, kept: KeptPaper, signs: Signs) -> Triage | None:
    """Something was promised or asked, and its day has not passed."""
    if not signs.meet(["their_turn"]):
        return None
    until = signs.figures.get("promise_by") if signs.meet(["promise_out"]) else signs.figures.get("reply_by")
    why = f"They are to answer by {until}. We remind you when that day has passed." if until else "Your letter has no answer yet."
    figures = [("In question", matter.owed.disputed), ("Waiting for the insurer", matter.owed.waiting)]
    answer = _answer(matter, kept, Verdict.WAIT, "Wait for their answer. Do not pay yet.", why, "See the case", figures)
    return dataclasses.replace(answer, yours=False)


def _in_question(matter: Matter, kept: KeptPaper, signs: Signs) -> Triage | None:
    questions = [one for one in matter.in_question if is_question(one)]
    if not questions and not matter.owed.disputed:
        return None
    lead = max(questions, key=lambda one: (one.counted, one.finding.key), default=None)
    figures = [("In question", matter.at_stake), ("Yours by the papers", matter.owed.sure)]
    why = f"{lead.title}. {lead.finding.question}" if lead else "A part of what it asks for is in question."
    by = open_until(matter, "due_date")
    if signs.meet(["late_answer"]):
        say, why = "Call and ask why there is no answer.", "The day for their answer has passed. What is in question stays open."
        return dataclasses.replace(_answer(matter, kept, Verdict.CALL, say, why, "See what to say", figures), call=True)
    if signs.meet(["dental"]):
        say = f"Dispute it. Ask {signs.figures['provider']} about its fee."
        return dataclasses.replace(_answer(matter, kept, Verdict.DISPUTE, say, why, "See what to say", figures), call=True, by=by)
    insurer = signs.meet(["question_insurer"])
    say = f"Dispute it. Ask {signs.figures['insurer' if insurer else 'provider']} to look again."
    answer = _answer(matter, kept, Verdict.DISPUTE, say, why, "Write the letter", figures)
    return dataclasses.replace(answer, letter=letter_of_lead(matter), by=by, also="Pay nothing that is in question.")


def _waiting(matter: Matter, kept: KeptPaper, signs: Signs) -> Triage | None:
    """The bill came before the insurer's word, or the insurer's word before the bill."""
    if matter.owed.waiting:
        say = "Wait for the insurer\N{RIGHT SINGLE QUOTATION MARK}s statement (EOB). Do not pay yet."
        why = "The insurer has not answered for this bill. Your part may be smaller."
        answer = _answer(matter, kept, Verdict.WAIT, say, why, "See the case", [("Waiting for the insurer", matter.owed.waiting)])
        return dataclasses.replace(answer, yours=False)
    if matter.eob is not None and matter.bill is None:
        share = matter.eob.paper.patient_responsibility
        say, why = "Wait for the bill. This is not a bill.", "Compare the two when it comes. It should ask for no more than this."
        answer = _answer(matter, kept, Verdict.WAIT, say, why, "See the case", [("Insurer says you owe", share)])
        return dataclasses.replace(answer, yours=False)
    return None


def _own_part(matter: Matter, kept: KeptPaper, signs: Signs) -> Triage | None:
    """The only way to "pay": the insurer has spoken, and nothing of the case is in question or waits."""
    if not signs.meet(["bill", "eob", "sure_alone", "not late_answer", "not old_debt"]):
        return None
    figures = [("Yours by the papers", matter.owed.sure)]
    why = "The insurer\N{RIGHT SINGLE QUOTATION MARK}s statement and the bill agree. Nothing is in question."
    answer = _answer(matter, kept, Verdict.PAY, f"Pay {matter.owed.sure.text()}.", why, "See the case", figures)
    also = "Pay by bank or check, not by a medical card."
    if signs.meet(["hospital", "aid_open"]):
        also = f"Hard to pay? Ask for the hospital\N{RIGHT SINGLE QUOTATION MARK}s help first, until {signs.figures['aid_by']}."
    return dataclasses.replace(answer, by=open_until(matter, "due_date"), also=also)


def _without_insurer(matter: Matter, kept: KeptPaper, signs: Signs) -> Triage | None:
    """No insurer's word, and none awaited: help of the hospital first, else a call."""
    bill = matter.bill
    if bill is None or not signs.meet(["bill"]):
        return None
    figures = [("The bill asks for", bill.paper.amount_due)]
    if signs.meet(["hospital", "aid_open", "uninsured"]):
        why = f"Nonprofit hospitals must have a help policy. You can apply until {signs.figures['aid_by']}."
        say = "Apply for the hospital\N{RIGHT SINGLE QUOTATION MARK}s help."
        answer = _answer(matter, kept, Verdict.APPLY, say, why, "See what to say", figures)
        return dataclasses.replace(answer, call=True, by=open_until(matter, AID_RULE), also="Pay nothing before it is decided.")
    if signs.meet(["late_answer"]):
        say, why = "Call and ask why there is no answer.", "The day for their answer has passed."
    elif signs.meet(["eob"]) and matter.in_question:
        say, why = "Call and ask about one thing first.", matter.in_question[0].finding.question
    elif signs.meet(["lines_wanted"]):
        say, why = "Call and ask for a bill with every line.", "This bill does not say what each item cost."
    elif signs.meet(["uninsured"]):
        say, why = "Call and ask for the lowest price.", "Without insurance the first price is seldom the only one."
    else:
        say, why = "Call and ask what the insurer said.", "No paper of the insurer confirms this sum."
    answer = _answer(matter, kept, Verdict.CALL, say, why, "See what to say", figures)
    return dataclasses.replace(answer, call=True, by=open_until(matter, "due_date"), also="Pay nothing before you know.")
