"""A dental treatment paid as a cheaper one, which nobody told the patient before."""

from __future__ import annotations

from medbills.domain.dental import DentalLine, on_eobs
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Kind

_TOLD_BEFORE = frozenset({Kind.PREDETERMINATION, Kind.CONSENT_FORM, Kind.GOOD_FAITH_ESTIMATE})
_ASK = Inquiry(
    slug="downgrade_not_disclosed", number="J02", title="Cheaper treatment, told before",
    sentence="Looks for a cheaper treatment paid that was not told before.", severity=Severity.LOW,
    question="Was I told before that the plan may pay for a cheaper treatment?",
    remedy="Please take off part of the balance as a courtesy, since the cheaper payment was not told before.",
    letter="dental_balance_contract_question", authority="Practice of informed consent in dental offices; the plan document",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Lines paid as a cheaper treatment, where no estimate or signed form is here and the user was not told."""
    lines = [line for line in on_eobs(facts) if line.downgraded]
    if not lines:
        return _ASK.answer((), ["a dental statement that shows a treatment paid as a cheaper one"])
    if any(paper.kind in _TOLD_BEFORE for paper in facts.papers) or facts.context.downgrade_disclosed:
        return _ASK.answer(())
    if facts.context.downgrade_disclosed is None:
        return _ASK.answer((), ["whether the dentist told before that the plan may pay less"])
    return _ASK.answer(_finding(line) for line in lines)


def _finding(line: DentalLine) -> Finding:
    paid_as = f" as {line.line.paid_as_code}" if line.line.paid_as_code else " as a cheaper treatment"
    words = f"Treatment {line.code} was paid{paid_as}. No estimate or signed form about that is here."
    return _ASK.finding(
        "Cheaper payment not told before", f"{words} An office may take something off.", words, certainty=Certainty.ASK, lines=(line.ref,)
    )


CHECK = _ASK.check(inspect)
