"""What a bill asks against what the insurer's paper leaves to the patient."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty
from medbills.domain.matching import BillMatch, LineMatch, bill_matches
from medbills.domain.money import ONE_CENT, ZERO, Money, total, total_if_known
from medbills.domain.paper import Kind, Paper
from medbills.domain.remembered import recalled, remembered
from medbills.domain.remittance import Remittance, paid_to_patient, patient_share, remittance, shows_code, shows_discount
from medbills.domain.statements import total_charges
from medbills.domain.wording import long_day

PROTECTED_PLANS = frozenset({
    "employer_self_funded_erisa", "employer_fully_insured", "marketplace", "individual_off_marketplace", "fehb",
    "non_erisa_government_or_church",
})
SURPRISE_BILL_ACT = datetime.date(2022, 1, 1)  # 45 CFR 149.110: care from this day on
GROUND_AMBULANCE = re.compile(r"A042[5-9]|A043[234]")
AIR_AMBULANCE = frozenset({"A0430", "A0431", "A0435", "A0436"})


@dataclass(frozen=True)
class Excess:
    """The amount a bill asks above the patient's share. `lines` are the bill's lines it is about."""

    found: BillMatch
    asked: Money
    share: Money
    already_paid: Money
    certainty: Certainty
    lines: tuple[int, ...]

    @property
    def bill(self) -> Paper:
        """The statement that asks for the money."""
        return self.found.account.latest

    @property
    def amount(self) -> Money:
        """Asked above the share; what was paid too much and is not asked again is a refund's matter."""
        return min(self.asked, self.asked - (self.share - self.already_paid))

    @property
    def fires(self) -> bool:
        return self.amount > ONE_CENT


@dataclass(frozen=True)
class CappedShare:
    """What the insurer that processed last leaves to the patient of a whole bill."""

    found: BillMatch
    share: Money
    certainty: Certainty


@dataclass(frozen=True)
class NotComparable:
    """Why a bill could not be held against the insurer's paper, as what is needed, in words."""

    found: BillMatch
    needs: str


def name_of(paper: Paper) -> str:
    """How a sentence calls the sender of a paper."""
    if paper.is_eob:
        return paper.payer_name or paper.issuer_name or "Your insurer"
    return paper.provider_name or paper.issuer_name or "the provider"


def statement_words(eobs: Sequence[Paper]) -> str:
    """How a letter calls the insurer's papers it rests on, by the date where there is one paper and it bears one."""
    if len(eobs) != 1:
        return "The insurers' statements"
    paper = eobs[0]
    what = "The Medicare notice" if paper.kind is Kind.MEDICARE_SUMMARY_NOTICE else "The insurer's statement"
    return f"{what} of {long_day(paper.dated)}" if paper.dated else what


@remembered
def asked_now(bill: Paper) -> Money | None:
    """Amount due without older balance, interest and fees, which have rules of their own."""
    if bill.amount_due is None:
        return None
    return bill.amount_due - total(part for part in (bill.previous_balance, bill.interest, bill.fees) if part is not None)


@remembered
def excesses(facts: Facts) -> tuple[Excess | NotComparable, ...]:
    """Every account of the matter, held against the insurers' papers."""
    return tuple(_compare(found, _bound(facts, found)) for found in bill_matches(facts))


@remembered
def bill_excess(found: BillMatch) -> Money | None:
    """Asked less what the insurer leaves to the patient, whatever the network; None where a number is missing."""
    asked = asked_now(found.account.latest)
    share = whole_share(found) if found.complete else None
    if asked is None or share is None:
        return None
    return min(asked, asked - share + (found.account.latest.patient_paid or ZERO))


@remembered
def whole_share(found: BillMatch) -> Money | None:
    """The patient's share of all matched lines or claims by the insurer that processed last, with what that insurer sent
    to the patient to pass on; None when not printed."""
    share = _printed_share(found)
    passed_on = total(paid_to_patient(eob.lines[index]) for _, eob, index in matched_lines(found))
    return share + passed_on if share is not None else None


def _printed_share(found: BillMatch) -> Money | None:
    if found.claims:
        return total_if_known([_claim_share(eob) for eob in found.claims])
    by_line = total_if_known([patient_share(match.remitted) for match in found.lines])
    covered = bool(found.eobs) and all(_every_line_matched(found, eob) for eob in found.eobs)
    by_claim = total_if_known([_claim_share(eob) for eob in found.eobs]) if covered else None
    known = [share for share in (by_line, by_claim) if share is not None]
    return max(known) if known else None  # where lines and total differ, the larger share accuses nobody wrongly


def capped_share(facts: Facts, found: BillMatch) -> CappedShare | NotComparable:
    """The insurer's figure for all charges of a bill, where it binds the provider; what the bill asks does not matter."""
    return _capped(found, _bound(facts, found))


@recalled
def _capped(found: BillMatch, barrier: Certainty | NotComparable) -> CappedShare | NotComparable:
    if isinstance(barrier, NotComparable):
        return barrier
    if not found.complete:
        return _not_every_charge(found)
    share = whole_share(found)
    if share is None:
        return NotComparable(found, f"what the insurer's statement says you owe {name_of(found.account.latest)}")
    return CappedShare(found, share, _weaker(barrier, _own_certainty(found)))


@recalled
def _compare(found: BillMatch, barrier: Certainty | NotComparable) -> Excess | NotComparable:
    if isinstance(barrier, NotComparable):
        return barrier
    if not found.complete:
        return _line_balances(found, barrier)
    bill = found.account.latest
    asked = asked_now(bill)
    if asked is None:
        return NotComparable(found, f"the amount due on the bill from {name_of(bill)}")
    capped = _capped(found, barrier)
    if isinstance(capped, NotComparable):
        return capped
    return Excess(
        found=found, asked=asked, share=capped.share, already_paid=bill.patient_paid or ZERO, certainty=capped.certainty,
        lines=tuple(match.line for match in found.lines),
    )


def _bound(facts: Facts, found: BillMatch) -> Certainty | NotComparable:
    """How sure the insurer's figure is the cap of this bill."""
    told = facts.context
    facility = told.facility_network_status == "in" and not told.chose_out_of_network
    return _bound_by(found, facts.plan.type if facts.plan else None, bool(told.emergency or facility))


@recalled
def _bound_by(found: BillMatch, plan: str | None, told: bool) -> Certainty | NotComparable:
    """`plan` is its type; `told`: the user says that it was an emergency, or at a facility in the network."""
    bill = found.account.latest
    if found.ambiguous and not found.claims:
        return NotComparable(found, f"which line of the insurer's statement (EOB) belongs to which line of the bill from {name_of(bill)}")
    if not found.found:
        return NotComparable(found, f"the insurer's statement (EOB) for the bill from {name_of(bill)}")
    barrier = _barrier(found, plan, told)
    return barrier if isinstance(barrier, Certainty) else NotComparable(found, barrier)  # a Certainty is a str too


def _not_every_charge(found: BillMatch) -> NotComparable:
    return NotComparable(found, f"the insurer's statement (EOB) for every charge on the bill from {name_of(found.account.latest)}")


def _line_balances(found: BillMatch, certainty: Certainty) -> Excess | NotComparable:
    """Where some charges have no EOB line yet: only the matched lines that show a balance of their own."""
    pairs = [(match, found.bill.lines[match.line]) for match in found.lines]
    own = [(match, line) for match, line in pairs if line.patient_owes is not None and patient_share(match.remitted) is not None]
    if not own:
        return _not_every_charge(found)
    weaker = Certainty.LIKELY if any(match.fallback for match, _ in own) else Certainty.SURE
    return Excess(
        found=found, asked=total(line.patient_owes or ZERO for _, line in own),
        share=total(patient_share(match.remitted) or ZERO for match, _ in own),
        already_paid=total(line.patient_paid or ZERO for _, line in own), certainty=_weaker(certainty, weaker),
        lines=tuple(match.line for match, _ in own),
    )


def _barrier(found: BillMatch, plan: str | None, told: bool) -> Certainty | str:
    """How sure one can be that the EOB's share is the cap; or, in words, what keeps one from saying so."""
    bill, eobs = found.account.latest, found.eobs
    provider = name_of(bill)
    if plan == "medicaid":
        return Certainty.SURE
    if plan == "medicare_original" or any(eob.kind is Kind.MEDICARE_SUMMARY_NOTICE for eob in eobs):
        return _medicare(found)
    status = next((paper.network_status for paper in (*eobs, bill, found.bill) if paper.network_status), None)
    if status == "in":
        return Certainty.SURE
    if status is None:
        if any(shows_discount(eob) for eob in eobs):
            return Certainty.LIKELY
        return f"whether {provider} is in the plan's network"
    if not _protected(found, plan, told):
        return f"for {provider}, out of network: a contract or a law that limits the bill to the insurer's figure"
    if any(shows_code(eob, "PR", "45") for eob in eobs):
        return f"the insurer's new statement for {provider} with in-network cost sharing"
    return Certainty.LIKELY


def _medicare(found: BillMatch) -> Certainty | str:
    """Assigned claims are capped; for the others only the most that the notice says may be billed."""
    assignment = next((paper.assignment for paper in (*found.eobs, found.account.latest) if paper.assignment), None)
    if assignment == "yes" or any(eob.maximum_billable is not None for eob in found.eobs):
        return Certainty.SURE
    if assignment == "no":
        return f"the most that {name_of(found.account.latest)} may bill by the Medicare notice"
    return Certainty.LIKELY


def _protected(found: BillMatch, plan: str | None, told: bool) -> bool:
    """Whether the No Surprises Act covers the care: emergency, in-network facility, air ambulance (45 CFR 149.110 to .130)."""
    if plan not in PROTECTED_PLANS:
        return False
    lines = found.bill.lines
    codes = {line.code or "" for line in lines}
    if any(GROUND_AMBULANCE.fullmatch(code) for code in codes):
        return False
    days = [line.first_day for line in lines if line.first_day] or [day for day in (found.bill.service_from,) if day]
    if not days or min(days) < SURPRISE_BILL_ACT:
        return False
    emergency = any(is_emergency_room(line.revenue_code, line.code, line.place_of_service) for line in lines)
    return bool(told or emergency or codes & AIR_AMBULANCE or found.bill.place_of_service == "23")


def is_emergency_room(revenue: str | None, code: str | None, place: str | None) -> bool:
    """Whether revenue code (not urgent care, 0456), code or place of service is that of an emergency room."""
    number = (revenue or "").zfill(4)
    return (number.startswith("045") and number != "0456") or place == "23" or bool(re.fullmatch(r"9928[1-5]", code or ""))


@remembered
def _own_certainty(found: BillMatch) -> Certainty:
    """Likely where the match was a fallback, or where the bill asks more than its own printed figures explain."""
    if found.fallback or any(match.fallback for match in found.lines):
        return Certainty.LIKELY
    bill = found.account.latest
    charges, asked = total_charges(bill) or total_charges(found.bill), asked_now(bill)
    if charges is None or asked is None:
        return Certainty.LIKELY
    credits_ = total(part for part in (bill.total_adjustments, bill.plan_paid, bill.patient_paid) if part is not None)
    return Certainty.SURE if asked <= charges - credits_ + ONE_CENT else Certainty.LIKELY


def _claim_share(eob: Paper) -> Money | None:
    if eob.maximum_billable is not None:
        return eob.maximum_billable
    if eob.patient_responsibility is not None:
        return eob.patient_responsibility
    shares = [patient_share(line) for line in eob.lines]
    return total_if_known(shares) if shares else None


def _every_line_matched(found: BillMatch, eob: Paper) -> bool:
    matched = {match.eob_line for match in found.lines if match.eob.id == eob.id}
    return matched == {index for index, line in enumerate(eob.lines) if line.billed is not None}


def _weaker(first: Certainty, second: Certainty) -> Certainty:
    order = (Certainty.SURE, Certainty.LIKELY, Certainty.ASK)
    return max(first, second, key=order.index)


@remembered
def plan_paid_for(found: BillMatch) -> Money | None:
    """What all insurers paid for the matched care; None when one of their papers does not say."""
    paid: list[Money | None] = []
    for eob in found.all_eobs:
        lines = [match.remitted.plan_paid for match in found.lines if match.eob.id == eob.id]
        lines += [other.lines[at].plan_paid for match in found.lines for other, at in match.earlier if other.id == eob.id]
        whole = not lines or _every_line_matched(found, eob)
        by_line = total_if_known(lines) if lines else None
        paid.append(eob.plan_paid if whole and eob.plan_paid is not None else by_line)
    return total_if_known(paid) if paid else None


@remembered
def written_off(found: BillMatch) -> Money:
    """What the insurer takes off the matched lines as the provider's part (group CO)."""
    return total(one.contractual for one in remittances(found))


@remembered
def matched_lines(found: BillMatch) -> tuple[tuple[LineMatch | None, Paper, int], ...]:
    """The EOB lines of the last insurer that speak of the bill, with the match of each where lines pair."""
    if found.claims:
        return tuple((None, eob, index) for eob in found.claims for index in range(len(eob.lines)))
    return tuple((match, match.eob, match.eob_line) for match in found.lines)


@remembered
def remittances(found: BillMatch) -> tuple[Remittance, ...]:
    """What the last insurer's paper says of each matched line, in their order."""
    return tuple(remittance(eob, eob.lines[index]) for _, eob, index in matched_lines(found))
