"""What a case's papers and the patient's records show, so that only questions that could matter are asked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping

from medbills.domain.facts import Facts
from medbills.domain.hospital_stay import is_inpatient
from medbills.domain.money import ZERO
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.statements import care_days

_HOSPITALS = re.compile(r"hospital|medical center|health system", re.I)
_OFFICE_VISIT = re.compile(r"992(0[2-5]|1[1-5])")
_PREVENTIVE = re.compile(r"993(8|9)\d|G043[89]|G0402|7706[3567]|4537[89]|45380|G0121")
_ANESTHESIA = re.compile(r"0[01]\d{3}")
_DENTAL = re.compile(r"D\d{4}")
_OTHER_PAYER = frozenset({"19", "20", "21", "22", "23", "24"})  # claim adjustment reasons that name another payer
_OLD = datetime.timedelta(days=90)


def question_signs(facts: Facts) -> frozenset[str]:
    """The names of the signs that hold for these papers."""
    return frozenset(name for name, holds in SIGNS.items() if holds(facts))


def _lines(facts: Facts) -> Iterator[tuple[Paper, Line]]:
    return ((paper, line) for paper in facts.papers for line in paper.lines)


def _code(facts: Facts, pattern: re.Pattern[str], papers: Callable[[Paper], bool] = lambda _: True) -> bool:
    return any(papers(paper) and pattern.fullmatch(line.code or "") for paper, line in _lines(facts))


def _out_of_network(facts: Facts) -> bool:
    said = [eob.network_status for eob in facts.eobs if eob.network_status]
    return "out" in (said or [bill.network_status or "" for bill in facts.bills])


def _hospital(facts: Facts) -> bool:
    names = [paper.issuer_name or paper.provider_name or "" for paper in facts.bills]
    names += [paper.original_creditor or "" for paper in facts.collection_notices]
    return any(_HOSPITALS.search(name) for name in names) or any(is_inpatient(bill) for bill in facts.bills)


def _medicare(facts: Facts) -> bool:
    kinds = [plan.type or "" for plan in (facts.plan, facts.secondary_plan) if plan]
    return any(kind.startswith("medicare") for kind in kinds) or bool(facts.of_kind(Kind.MEDICARE_SUMMARY_NOTICE))


def _turn_of_year(facts: Facts) -> bool:
    spans = [days for paper in facts.papers if (days := care_days(paper))]
    return any(first.year != last.year for first, last in spans)


def _old_care(facts: Facts) -> bool:
    return any(facts.today - days[1] > _OLD for bill in facts.bills if (days := care_days(bill)))


def _estate(facts: Facts) -> bool:
    return any("estate of" in (paper.patient_name or "").casefold() for paper in facts.papers)


def _dental(facts: Facts) -> bool:
    return _code(facts, _DENTAL)


def _dental_maximum(facts: Facts) -> bool:
    return bool(facts.plan and facts.plan.dental and facts.plan.dental.annual_maximum)


def _refused(facts: Facts) -> bool:
    return any(eob.plan_paid == ZERO or any(line.plan_paid == ZERO for line in eob.lines) for eob in facts.eobs)


def _other_payer(facts: Facts) -> bool:
    lines = [line for paper, line in _lines(facts) if paper.is_eob]
    printed = {code.rpartition("-")[2] for line in lines for code in line.remark_codes or ()}
    return bool(_OTHER_PAYER & (printed | {one.reason for line in lines for one in line.adjustments or ()}))


def _income(facts: Facts) -> bool:
    aid = facts.context.assistance
    return aid is not None and aid.income is not None and aid.household_size is not None


def _gross_income(facts: Facts) -> bool:
    return facts.context.assistance is not None and facts.context.assistance.adjusted_gross_income is not None


SIGNS: Mapping[str, Callable[[Facts], bool]] = {
    "bill": lambda facts: bool(facts.bills),
    "eob": lambda facts: bool(facts.eobs),
    "no_eob": lambda facts: not facts.eobs,
    "collection": lambda facts: bool(facts.collection_notices),
    "hospital": _hospital,
    "nonprofit_not_known": lambda facts: facts.context.nonprofit_hospital is None,
    "out_of_network": _out_of_network,
    "medicare": _medicare,
    "not_assigned": lambda facts: any(paper.assignment == "no" for paper in facts.papers),
    "dental": _dental,
    "dental_maximum": _dental_maximum,
    "downgrade": lambda facts: any(line.paid_as_code for _, line in _lines(facts)),
    "refused": _refused,
    "deductible": lambda facts: any((line.deductible or ZERO) > ZERO for _, line in _lines(facts)),
    "copay": lambda facts: any((line.copay or ZERO) > ZERO for _, line in _lines(facts)),
    "office_visit": lambda facts: _code(facts, _OFFICE_VISIT, lambda paper: paper.is_eob),
    "visit_kind_not_told": lambda facts: facts.context.visit_type is None,
    "preventive": lambda facts: _code(facts, _PREVENTIVE, lambda paper: paper.is_eob),
    "anesthesia": lambda facts: _code(facts, _ANESTHESIA),
    "clinic_fee": lambda facts: any(line.code == "G0463" or (line.revenue_code or "").zfill(4)[:3] == "051" for _, line in _lines(facts)),
    "estimate": lambda facts: bool(facts.of_kind(Kind.GOOD_FAITH_ESTIMATE)),
    "interest": lambda facts: any((paper.interest or ZERO) > ZERO for paper in facts.bills),
    "insured": lambda facts: facts.patient.insured is True,
    "state": lambda facts: facts.patient.state is not None,
    "family_deductible": lambda facts: bool(facts.plan and facts.plan.deductible_family),
    "retiree": lambda facts: bool(facts.plan and facts.plan.standing == "retiree"),
    "turn_of_year": _turn_of_year,
    "old_care": _old_care,
    "other_payer_named": _other_payer,
    "income": _income,
    "gross_income": _gross_income,
    "estate": _estate,
}
