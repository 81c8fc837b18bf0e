"""A collector at work while a claim, an appeal, an application for aid or an estimate dispute is still open."""

from __future__ import annotations

from medbills.domain.collected import live_notices
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Paper
from medbills.domain.told import OpenMatters

_ASK = Inquiry(
    slug="collection_while_insurance_pending", number="H06", title="Collection while something is open",
    sentence="Looks for a collector's letter while a claim, appeal or application is open.", severity=Severity.HIGH,
    question="Will you hold this account, and send it back, until the open matter is decided?",
    remedy="Please send the account back to the provider and stop all collection until it is decided.", letter="debt_validation_request",
    authority="26 CFR 1.501(r)-6; 45 CFR 149.620(c)(6); 15 U.S.C. 1692e(2)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The newest letter about each debt, against what the user told is still open."""
    notices = live_notices(facts)
    if not notices:
        return _ASK.answer((), ["a collector's letter"])
    matters = facts.context.open_matters
    if matters is None or all(known is None for known in (matters.claim, matters.appeal, matters.assistance, matters.estimate_dispute)):
        return _ASK.answer((), ["whether a claim, an appeal or an application for help is still open"])
    strict = matters.estimate_dispute or (matters.assistance and facts.context.nonprofit_hospital is not False)
    if not (strict or matters.claim or matters.appeal or matters.assistance):
        return _ASK.answer(())
    return _ASK.answer(_finding(notice, matters, _certainty(facts, matters)) for notice in notices)


def _certainty(facts: Facts, matters: OpenMatters) -> Certainty:
    """An estimate dispute, and aid at a nonprofit hospital, stop collection by rule; for the others one can only ask."""
    return Certainty.LIKELY if matters.estimate_dispute or (matters.assistance and facts.context.nonprofit_hospital) else Certainty.ASK


def _finding(notice: Paper, matters: OpenMatters, certainty: Certainty) -> Finding:
    if matters.estimate_dispute:
        what, neutral = "a dispute about the estimate", "A federal dispute process about the amount is open."
    elif matters.assistance:
        what, neutral = "an application for financial help", "An application for financial help is open."
    else:
        what = "an appeal" if matters.appeal else "a claim"
        neutral = "The amount is still under review."
    bar = "Collection should wait for it." if certainty is Certainty.LIKELY else "No federal rule stops them, but it is worth asking."
    if certainty is Certainty.ASK and matters.assistance:
        bar = "At a nonprofit hospital, some steps must wait for it. It is worth asking."
    return _ASK.finding(
        "Collector while a matter is open", f"{notice.issuer_name or 'A collector'} writes while {what} is open. {bar}",
        f"{neutral} The balance is not final.", certainty=certainty, documents=(notice.id,),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
