"""Reads off a case what the choice of ways goes by: which papers, findings, letters and days there are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from medbills.domain.call import PromiseState
from medbills.domain.case import CaseKind
from medbills.domain.finding import FindingState
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.strategy import Signs
from medbills.letters import find
from medbills.rules import rules_of
from medbills.services.case_figures import AID_RULE, DISPUTE_RULE, case_figures, live_findings, open_until
from medbills.services.case_kinds import kind_of
from medbills.services.their_clocks import late_clocks
from medbills.services.track_deadlines import HOSPITAL_WORDS

_APPEAL = "internal_appeal"
_SURPRISE = ("nsa_emergency_oon", "nsa_ancillary_at_in_network_facility", "nsa_air_ambulance")
_MONEY_BACK = ("double_payment_refund", "credit_balance_not_used", "fap_refund")
_BY_CHECK = {"gfe_exceeded_by_400": "over_estimate", "qmb_or_medicaid_billed": "program_pays", "time_barred_debt": "old_debt",
             "no_eob_claim_never_sent": "claim_not_sent"}  # fmt: skip

# Every sign there is: the levers may ask for no other.
SIGNS = frozenset({
    "bill", "itemized", "lines_wanted", "eob", "refused", "refused_again", "collector", "dental", "question", "question_insurer", "asked",
    "doctor_call_open", "waiting", "disputed", "sure", "sure_alone", "insured", "uninsured", "plan_unknown", "private_plan", "hospital",
    "nonprofit", "aid_open", "appeal_open", "appeal_over", "appeal_sent", "dispute_sent", "dispute_open", "their_turn", "promise_out",
    "letter_out", "late_answer", "clock_late", "surprise", "over_estimate", "program_pays", "old_debt", "claim_not_sent", "paid_too_much",
    "care_ahead", "employer_pays", "out_of_network",
})  # fmt: skip


def case_signs(matter: Matter, today: datetime.date) -> Signs:
    """What holds for the case today. The same papers in another order show the same signs."""
    names = {*_papers(matter), *_findings(matter), *_money(matter), *_plan(matter), *_days(matter, today), *_letters(matter, today)}
    return Signs(frozenset(names), dict(case_figures(matter, today)))


def goes_to_insurer(letter: str | None) -> bool:
    """Whether a finding's letter asks the insurer; without a letter the provider is asked."""
    return letter is not None and find(letter).to == "insurer"


def is_hospital(matter: Matter) -> bool:
    """A provider known as nonprofit, or by its name; one known not to be nonprofit has no duty to help."""
    if matter.provider is not None and matter.provider.nonprofit is not None:
        return matter.provider.nonprofit
    papers = [kept.paper for kept in matter.counting]
    names = [paper.issuer_name or paper.provider_name for paper in papers if paper.is_bill] + [paper.original_creditor for paper in papers]
    return any(word in name.lower() for name in names if name for word in HOSPITAL_WORDS)


def _papers(matter: Matter) -> Iterator[str]:
    bill = matter.bill
    refusals = [kept.paper for kept in matter.of_kind(Kind.DENIAL_LETTER)]
    sent = _sent_on(matter, _APPEAL)
    if bill is not None and bill.paper.amount_due:
        yield "bill"
        itemized = bill.paper.kind is Kind.ITEMIZED_BILL or len(bill.paper.lines) > 1
        if itemized:
            yield "itemized"
        elif matter.eob is None and not matter.owed.waiting and not live_findings(matter):
            yield "lines_wanted"
    if matter.eob is not None:
        yield "eob"
    if refusals:
        yield "refused"
    if sent and any(letter.dated and letter.dated > sent for letter in refusals):
        yield "refused_again"
    if matter.latest(Kind.COLLECTION_NOTICE):
        yield "collector"
    if _is_ahead(matter):
        yield "care_ahead"
    if matter.case.kind is CaseKind.DENTAL:
        yield "dental"
    if sign := kind_of(matter).sign:
        yield sign
    if is_hospital(matter):
        yield "hospital"
    if matter.provider is not None and matter.provider.nonprofit:
        yield "nonprofit"


def _is_ahead(matter: Matter) -> bool:
    """The newest word on the care is what it will cost: an estimate, and nobody has billed or refused it since."""
    estimate = matter.latest(Kind.GOOD_FAITH_ESTIMATE, Kind.PREDETERMINATION)
    billed = matter.bill or matter.eob or matter.latest(Kind.COLLECTION_NOTICE)
    refused = matter.latest(Kind.DENIAL_LETTER)
    first = datetime.date.min
    return estimate is not None and not billed and not (refused and (refused.paper.dated or first) > (estimate.paper.dated or first))


def _findings(matter: Matter) -> Iterator[str]:
    checks = {kept.finding.check for kept in matter.in_question}
    live = live_findings(matter)
    if any(not goes_to_insurer(kept.finding.letter) for kept in live):
        yield "question"
    if live and goes_to_insurer(max(live, key=lambda kept: (kept.counted, kept.finding.key)).finding.letter):
        yield "question_insurer"
    if any(kept.state is FindingState.ASKED for kept in matter.in_question):
        yield "asked"
    if checks & set(_SURPRISE):
        yield "surprise"
    if checks & set(_MONEY_BACK):
        yield "paid_too_much"
    yield from (sign for check, sign in _BY_CHECK.items() if check in checks)


def _money(matter: Matter) -> Iterator[str]:
    owed = matter.owed
    yield from (name for name in ("sure", "disputed", "waiting") if getattr(owed, name))
    if owed.sure and not owed.disputed and not owed.waiting and not matter.in_question:
        yield "sure_alone"


def _plan(matter: Matter) -> Iterator[str]:
    kind = matter.plan.type if matter.plan else None
    if kind == "uninsured_self_pay":
        yield "uninsured"
    elif kind or matter.eob is not None or any(kept.paper.payer_name or kept.paper.member_id for kept in matter.papers):
        yield "insured"
    if kind is None:
        yield "plan_unknown"
    if kind == "employer_self_funded_erisa":
        yield "employer_pays"
    if kind in rules_of(matter).rules["external_review_request_4mo"].plan_types:
        yield "private_plan"


def _days(matter: Matter, today: datetime.date) -> Iterator[str]:
    denied = matter.latest(Kind.DENIAL_LETTER)
    talk_by = denied.paper.respond_by_date if denied else None
    talked = denied and any(kept.done_on and kept.deadline.event == f"respond_by_date:{denied.id}" for kept in matter.deadlines)
    if denied and talk_by and talk_by >= today and talk_by != denied.paper.appeal_by_date and not talked:
        yield "doctor_call_open"
    for sign, day in (
        ("aid_open", open_until(matter, AID_RULE)),
        ("appeal_open", matter.appeal_by),
        ("dispute_open", open_until(matter, DISPUTE_RULE)),
    ):
        if day and day >= today:
            yield sign
    if denied and matter.appeal_by and matter.appeal_by < today:
        yield "appeal_over"


def _letters(matter: Matter, today: datetime.date) -> Iterator[str]:
    if _sent_on(matter, _APPEAL):
        yield "appeal_sent"
    if _sent_on(matter, "debt_validation_request"):
        yield "dispute_sent"
    if late_clocks(matter, today):
        yield "clock_late"
    waits = _waits(matter, today)
    if waits == "promise":
        yield from ("promise_out", "their_turn")
    elif waits == "letter":
        yield from ("letter_out", "their_turn")
    elif waits == "late":
        yield "late_answer"


def _waits(matter: Matter, today: datetime.date) -> str:
    """Whose turn it is by what was promised and sent: "promise", "letter", "late", or nothing."""
    last = max((kept.paper.dated for kept in matter.papers if kept.paper.dated), default=datetime.date.min)
    promise = matter.their_promise
    own = any(kept.deadline.event.startswith("own:") for kept in matter.open_deadlines)
    if promise and promise.they_will_by and last <= promise.at.date():
        late = promise.they_will_by < today or promise.promise is PromiseState.BROKEN
        return "late" if late else "" if own else "promise"
    sent = [letter for letter in matter.letters if letter.sent_on and letter.sent_on >= last]
    if not sent:
        return ""
    until = max((letter.reply_by for letter in sent if letter.reply_by), default=None)
    return "late" if until and until < today else "letter"


def _sent_on(matter: Matter, slug: str) -> datetime.date | None:
    return max((letter.sent_on for letter in matter.letters if letter.slug == slug and letter.sent_on), default=None)
