"""Two coverages, and a claim that went to them in another order than the usual rules say, or to one only."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.belonging import belong_together
from medbills.domain.coordination import MedicareLimits, order_of
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.live_eobs import live_eobs, same_payer
from medbills.domain.matching import bill_matches
from medbills.domain.money import Money, total_if_known
from medbills.domain.paper import Paper
from medbills.domain.plan import Plan
from medbills.domain.remittance import patient_share, reasons
from medbills.domain.shares import name_of
from medbills.domain.statements import care_days
from medbills.domain.unsent_claims import covered
from medbills.domain.wording import long_day
from medbills.rules import rules_of

_ORDER_QUESTIONED = frozenset({"22", "109"})  # another insurer may have to pay; sent to the wrong one
_ALONE = frozenset({"va", "medicare_part_d", "dental_stand_alone", "uninsured_self_pay"})
_INQUIRY = Inquiry(
    slug="wrong_payer_order_cob", number="C10", title="Which insurer pays first",
    sentence="Looks at the order in which two insurers got a claim.", severity=Severity.MEDIUM,
    question="To which insurer was the claim sent first, and to which next?",
    remedy="Please send the claim to both insurers in the right order.", letter="cob_update",
    authority="NAIC Coordination of Benefits Model Regulation 120; 42 CFR 411.100 to 411.206",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Every piece of care that an insurer has answered, where two plans cover it."""
    one, two = facts.plan, facts.secondary_plan
    if one is None or two is None or one.type in _ALONE or two.type in _ALONE:
        return _INQUIRY.answer((), ["the details of both plans, where there are two"])
    findings: list[Finding] = []
    needs: list[str] = []
    cares = _cares(facts)
    for eobs in cares:
        days = care_days(eobs[0])
        if days is None or _payer(eobs[0], one, two) is None:
            needs.append(f"the day of care and the insurer on the statement from {name_of(eobs[0])}")
        elif covered(one, days[0]) is not False and covered(two, days[0]) is not False:
            result = _compare(facts, eobs, one, two, days[0])
            needs += [result] if isinstance(result, str) else []
            findings += [result] if isinstance(result, Finding) else []
    if not cares:
        needs.append("an insurer's statement (EOB)")
    return _INQUIRY.answer(findings, needs)


def _cares(facts: Facts) -> list[tuple[Paper, ...]]:
    """The insurers' papers about each piece of care, in the order the insurers answered; with or without a bill."""
    groups = [list(found.all_eobs) for found in bill_matches(facts) if found.all_eobs]
    for eob in live_eobs(facts):
        if any(eob in group for group in groups):
            continue
        near = next((group for group in groups if any(belong_together(other, eob) for other in group)), None)
        if near is None:
            groups.append([eob])
        else:
            near.append(eob)
    return [tuple(sorted(group, key=lambda eob: eob.processed_date or datetime.date.max)) for group in groups]


def _payer(eob: Paper, one: Plan, two: Plan) -> Plan | None:
    """The one of the two plans whose paper it is; None where both or neither may be meant."""
    named = [plan for plan in (one, two) if same_payer(eob, plan.payer_name or plan.name)]
    return named[0] if len(named) == 1 else None


def _compare(facts: Facts, eobs: tuple[Paper, ...], one: Plan, two: Plan, day: datetime.date) -> Finding | str | None:
    first = _payer(eobs[0], one, two) or one
    other = two if first is one else one
    answered = {id(plan) for eob in eobs if (plan := _payer(eob, one, two))}
    unknown = covered(one, day) is None or covered(two, day) is None
    order = order_of(facts, day, _limits(facts))
    if isinstance(order, str):
        order_need: str | None = order
    else:
        order_need = None
        if order.first is not first and not _paid_second(eobs[0]) and (id(order.first) not in answered or _dated(eobs)):
            words = f"{_name(first)} answered first. {order.rule} By that, {_name(order.first)} pays first."
            return _finding(eobs, "Other insurer may pay first", words, (order.first, order.second), Certainty.LIKELY)
    codes = sorted({reason for eob in eobs for line in eob.lines for reason in reasons(line) & _ORDER_QUESTIONED})
    if codes and id(other) not in answered:
        words = f"{name_of(eobs[0])} refused or held a part with reason {codes[0]}. Another insurer may have to pay first."
        return _finding(eobs, "Insurer names another insurer", words, (other, first), Certainty.ASK if unknown else Certainty.LIKELY)
    share, since = _share(eobs[0]), eobs[0].processed_date
    if id(other) not in answered and share and since and facts.today - since >= _wait(facts):
        words = f"{_name(first)} answered on {long_day(since)} and left {share}. No statement from {_name(other)} is here."
        return _finding(eobs, "Second insurer has not answered", words, (first, other), Certainty.ASK if unknown else Certainty.LIKELY)
    return order_need


def _paid_second(eob: Paper) -> bool:
    """Whether the paper itself counts an earlier insurer's payment: then it came second, and the first paper is just not here."""
    return bool(eob.other_insurance_paid) or any("23" in reasons(line) for line in eob.lines)


def _dated(eobs: Sequence[Paper]) -> bool:
    return all(eob.processed_date for eob in eobs)


def _share(eob: Paper) -> Money | None:
    if eob.patient_responsibility is not None:
        return eob.patient_responsibility
    shares = [patient_share(line) for line in eob.lines]
    return total_if_known(shares) if shares else None


def _name(plan: Plan) -> str:
    return plan.payer_name or plan.name or "the other insurer"


def _finding(eobs: Sequence[Paper], title: str, words: str, order: tuple[Plan, Plan], certainty: Certainty) -> Finding:
    wish = f"Please bill {_name(order[0])} first, then {_name(order[1])}."
    return _INQUIRY.finding(
        title, f"{words} This is based on what you entered; a plan may have its own rule.", words, certainty=certainty,
        documents=[eob.id for eob in eobs], remedy=wish,
    )  # fmt: skip


def _table(facts: Facts) -> dict[str, dict[str, int]]:
    """The figures by reason, as the rules in use keep them with citation and day checked."""
    return {row["reason"]: row for row in rules_of(facts).tables["coordination_of_benefits"]}


def _limits(facts: Facts) -> MedicareLimits:
    table = _table(facts)
    return MedicareLimits(
        table["age"]["least_age"], table["age"]["least_employees"], table["disability"]["least_employees"],
        table["kidney"]["plan_first_months"],
    )  # fmt: skip


def _wait(facts: Facts) -> datetime.timedelta:
    return datetime.timedelta(days=_table(facts)["open_answer"]["wait_days"])


CHECK: Check = _INQUIRY.check(inspect)
