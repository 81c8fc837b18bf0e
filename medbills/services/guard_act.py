"""Stands before an act that may restart the time to sue or agree to a debt: says what it risks here, and which words are safe."""

from __future__ import annotations

import datetime

from medbills.domain.debt import Act, Guard, Limit, Told
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.wording import counted, long_day
from medbills.services.load_matters import load_matter
from medbills.services.name_case import short_name
from medbills.services.tell_of_debt import told_of_debt
from medbills.services.trace_debt import limit_of, source_of
from medbills.store import Vault

TO_COLLECTORS = frozenset({
    "late_answer_collector",
    "debt_validation_request", "collections_recall_request", "pay_for_delete_request", "settlement_offer_collections",
    "cease_communication", "time_barred_notice",
})  # fmt: skip
PROMISES = frozenset({
    "hardship_discount", "cash_prompt_pay_offer", "lump_sum_settlement", "payment_plan_interest_free", "pay_for_delete_request",
    "settlement_offer_collections",
})  # fmt: skip
_SAFE = {
    Act.CALL: ("“Please send everything in writing.”", "“I am not confirming this account.”"),
    Act.LETTER: ("“The account you describe”, never “my debt”.", "“I promise no payment, and I do not agree that any amount is due.”"),
    Act.PROMISE: ("“An offer to close a disputed account, without agreeing that any amount is due.”", "“Void if not accepted in writing.”"),
    Act.PAY: ("“Paid without agreeing that any amount was due.”",),
}
_TITLES = {
    Act.CALL: "Before you call {who}", Act.LETTER: "Before you write to {who}", Act.PROMISE: "Before you offer or promise money",
    Act.PAY: "Before you pay {who}",
}  # fmt: skip
_SOURCE = "regf_time_barred"  # the rule that warns of what a payment or a word does to an old debt


def act_of_letter(slug: str) -> Act | None:
    """What writing this letter does on a collected account; None for one that is not about the debt."""
    return Act.PROMISE if slug in PROMISES else Act.LETTER if slug in TO_COLLECTORS else None


def guard_case(vault: Vault, case_id: str, act: Act, *, today: datetime.date) -> Guard | None:
    """The guard for a case of the vault. Raises UnusableInput when there is none of that id."""
    return guard_act(load_matter(vault, case_id, today=today), act, told_of_debt(vault, case_id), today)


def guard_letter(vault: Vault, case_id: str, slug: str, *, today: datetime.date) -> Guard | None:
    """The guard before this letter; None for a letter that was begun before, or is not about the debt."""
    act = act_of_letter(slug)
    begun = any(letter.slug == slug and not letter.sent_on for letter in vault.letters.of_case(case_id))
    return guard_case(vault, case_id, act, today=today) if act is not None and not begun else None


def guard_act(matter: Matter, act: Act, told: Told, today: datetime.date) -> Guard | None:
    """The question before the act; None where no collector asks, or the case is closed."""
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    if notice is None or matter.case.closed_on:
        return None
    who = short_name(notice.paper.issuer_name) or "the collector"
    risks = (*_of_act(act), *_of_time(act, limit_of(matter, told), today), *_of_dispute(matter, act))
    return Guard(act=act, title=_TITLES[act].format(who=who), risks=risks, safe_words=_SAFE[act], source=source_of(matter, _SOURCE))


def _of_act(act: Act) -> tuple[str, ...]:
    return {
        Act.CALL: ("What you say can count as agreeing to the debt. Confirm nothing, and name no day of payment.",),
        Act.LETTER: ("A letter stays. Keep to asking for proof, and agree to nothing.",),
        Act.PROMISE: ("A written promise or offer can count as agreeing to the debt.",),
        Act.PAY: ("Even a small payment can count as agreeing to the whole debt.",),
    }[act]


def _of_time(act: Act, limit: Limit, today: datetime.date) -> tuple[str, ...]:
    """What it may do to the time to sue, in this state and at this age."""
    restarts = "A payment or a written promise" if act is not Act.CALL else "A payment promised on the phone"
    if limit.state is None or limit.years is None:
        return (f"{restarts} may start the time to sue anew. The state is not known here, so we cannot say for how long.",)
    if limit.ends is None:
        return (f"{restarts} may start the time to sue anew in {limit.state}: {counted(limit.years, 'year')} at the longest.",)
    if limit.may_be_over(today):
        return (
            f"By the papers the time to sue in {limit.state} may have ended on {long_day(limit.ends)}.",
            f"{restarts} may start it anew, for up to {counted(limit.years, 'year')}. Get advice first.",
        )
    unsure = "" if limit.told else " A payment that we do not know of would move that day."
    return (f"By the papers the time to sue in {limit.state} runs until {long_day(limit.ends)}. {restarts} may start it anew.{unsure}",)


def _of_dispute(matter: Matter, act: Act) -> tuple[str, ...]:
    if act in (Act.PAY, Act.PROMISE) and matter.owed.disputed:
        return (f"{matter.owed.disputed} of it is in question. Ask for proof before you pay.",)
    return ()
