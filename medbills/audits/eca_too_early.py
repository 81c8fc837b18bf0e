"""A nonprofit hospital's credit report, suit, lien, sale or refusal of care within 120 days of its first bill."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Paper
from medbills.domain.statements import Account, accounts_of
from medbills.domain.told import CollectionAction
from medbills.domain.wording import counted, long_day

_WAIT = datetime.timedelta(days=120)  # 26 CFR 1.501(r)-6(c)(3)(i), from the first bill after discharge
_STEPS = {
    "credit_report": "a report to a credit bureau", "lawsuit": "a lawsuit", "lien": "a lien", "debt_sale": "a sale of the debt",
    "refused_care": "a refusal of care over old bills",
}  # fmt: skip
_ASK = Inquiry(
    slug="eca_too_early", number="H07", title="Hospital's early steps",
    sentence="Looks for a nonprofit hospital's hard collection steps within 120 days of its first bill.", severity=Severity.HIGH,
    question="On which day was the first bill after discharge sent, and when was the 30-day notice sent?",
    remedy="Please take this step back, and send your financial assistance policy and an application.", letter="hold_request",
    authority="26 CFR 1.501(r)-6(c)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each step the user told about; plain referral to a collector is not one of them."""
    told = facts.context
    steps = [action for action in told.collection_actions if action.step in _STEPS]
    known = all(action.step for action in told.collection_actions)
    if told.nonprofit_hospital is False or (told.collection_actions and not steps and known):
        return _ASK.answer(())
    if told.nonprofit_hospital is None or not steps:
        return _ASK.answer((), ["whether the hospital is nonprofit, and the kind and day of its collection step"])
    needs: list[str] = []
    found: dict[str, list[str]] = {}
    for action in steps:
        first = _first_statement(facts, action)
        if first is None or action.date is None:
            needs.append("the first statement after discharge, and the day of the collection step")
        elif sentence := _early(first, first.statement_date or action.date, action):
            found.setdefault(first.id, []).append(sentence)
    return _ASK.answer((_finding(bill, sentences) for bill, sentences in found.items()), needs)


def _first_statement(facts: Facts, action: CollectionAction) -> Paper | None:
    accounts = [account for account in accounts_of(facts) if _is_of(account, action)]
    if len(accounts) != 1:
        return None
    out = facts.context.stay.discharged if facts.context.stay else None
    sent = [paper for paper in accounts[0].papers if paper.statement_date and (out is None or paper.statement_date >= out)]
    return sent[0] if sent else None


def _is_of(account: Account, action: CollectionAction) -> bool:
    return action.account_number is None or any(paper.account_number == action.account_number for paper in account.papers)


def _early(bill: Paper, sent: datetime.date, action: CollectionAction) -> str:
    if action.date is None or action.date < sent:
        return ""
    earliest = sent + _WAIT
    step = _STEPS[action.step or ""]
    if action.date < earliest:
        return (
            f"The first statement here is of {long_day(sent)}. There was {step} on {long_day(action.date)}, "
            f"{counted((earliest - action.date).days, 'day')} before {long_day(earliest)}."
        )
    if action.noticed_30_days_before is False:
        return f"There was {step} on {long_day(action.date)}, and no notice came 30 days before."
    return ""


def _finding(bill: str, sentences: list[str]) -> Finding:
    return _ASK.finding(
        "Hospital step may be too early", f"{' '.join(sentences)} A nonprofit hospital waits 120 days and gives 30 days' notice.",
        sentences[0], certainty=Certainty.LIKELY, documents=(bill,),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
