"""Treatments that a dental plan paid as cheaper ones: what the papers say of each, and which share of the patient counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from medbills.domain.alternate_benefit import PERMISSIONS, Benefit, Terms, benefit
from medbills.domain.asked_of_line import rest_of_line
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty
from medbills.domain.live_eobs import live_eobs
from medbills.domain.matching import BillMatch, matches_with_eob
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Line, Paper
from medbills.domain.plan import Dental
from medbills.domain.remittance import patient_share, reasons
from medbills.domain.shares import asked_now

YES = "yes"  # the plan calls the rest a non-covered service, and the contract lets the dentist bill it
Pairs = Mapping[str, Sequence[str]]  # treatment done -> the cheaper ones that plans commonly pay (code numbers only)


@dataclass(frozen=True)
class Asked:
    """What is asked for the treatment, with what was paid already, and where that stands."""

    amount: Money
    certainty: Certainty
    bill: Paper | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Downgrade:
    """A line of an insurer's paper that was paid as a cheaper treatment. None stands for what no paper says."""

    eob: Paper
    index: int
    certainty: Certainty
    dental: Dental
    allowed: Money | None  # for the cheaper treatment
    asked: Asked | None

    @property
    def line(self) -> Line:
        return self.eob.lines[self.index]

    @property
    def rate(self) -> Decimal | None:
        """The plan's share by the rates told, for the cheaper code first."""
        codes = (self.line.paid_as_code, self.line.code)
        return next((self.dental.rates[code] for code in codes if code and code in self.dental.rates), None)

    @property
    def terms(self) -> Terms | None:
        """What decides the payment; None where not even the dentist's fee is known."""
        if self.line.billed is None:
            return None
        left = self.line.deductible if self.line.deductible is not None else self.dental.deductible_left or ZERO
        return Terms(
            fee=self.line.billed, network_fee=self.dental.network_fees.get(self.line.code or ""), deductible_left=left,
            maximum_left=self.dental.annual_maximum_left, rate=self.rate if self.rate is not None else Decimal(1),
        )  # fmt: skip

    @property
    def computed(self) -> Money | None:
        """What the plan would pay by the rate told."""
        if self.terms is None or self.allowed is None or self.rate is None:
            return None
        return benefit(self.terms, self.allowed).worked_out

    @property
    def pays(self) -> Money | None:
        """What the plan paid, as printed; else as worked out."""
        return self.line.plan_paid if self.line.plan_paid is not None else self.computed

    @property
    def benefit(self) -> Benefit | None:
        """The shares that its papers give; None where one of their sums is not known."""
        if self.terms is None or self.allowed is None or self.pays is None:
            return None
        return benefit(self.terms, self.allowed, printed=self.pays)


def downgrades(facts: Facts, pairs: Pairs) -> tuple[Downgrade, ...]:
    """Every line of the insurers' papers that was paid as another, cheaper code, or may have been."""
    dental = facts.plan.dental if facts.plan and facts.plan.dental else Dental()
    found = []
    for eob in live_eobs(facts):
        for index, line in enumerate(eob.lines):
            certainty = _certainty(dental, line, pairs)
            if certainty is not None:
                allowed, asked = _allowed(dental, line, pairs), _asked(facts, eob, index)
                found.append(Downgrade(eob=eob, index=index, certainty=certainty, dental=dental, allowed=allowed, asked=asked))
    return tuple(found)


def permission(facts: Facts, one: Downgrade) -> tuple[str, Certainty] | None:
    """Which share counts. Unknown: the network fee in network, the full fee outside, and where not even that is known, to ask."""
    if one.dental.contract_permission in PERMISSIONS:
        return one.dental.contract_permission, Certainty.SURE
    if facts.context.fees_agreed:
        return "full_fee", Certainty.LIKELY
    bill = one.asked.bill if one.asked else None
    status = one.eob.network_status or (bill.network_status if bill else None)
    if status == "out":
        return "full_fee", Certainty.SURE
    if status == "in":
        return ("full_fee" if one.dental.non_covered_billing == YES else "contracted_fee"), Certainty.LIKELY
    known = one.terms is not None and one.terms.network_fee is not None
    return ("contracted_fee", Certainty.ASK) if known else None


def _certainty(dental: Dental, line: Line, pairs: Pairs) -> Certainty | None:
    """How sure it is that the line was paid as a cheaper treatment; None when nothing says so."""
    if line.paid_as_code and line.code and line.paid_as_code != line.code:
        return Certainty.SURE
    if "169" in reasons(line) or "169" in (line.remark_codes or ()):
        return Certainty.LIKELY
    if not dental.alternate_fees or not line.code or line.code not in pairs:
        return None
    cheaper = {dental.alternate_fees[code] for code in pairs[line.code] if code in dental.alternate_fees}
    lowered = line.allowed is not None and line.billed is not None and line.allowed < line.billed
    return Certainty.ASK if lowered and line.allowed in cheaper else None


def _allowed(dental: Dental, line: Line, pairs: Pairs) -> Money | None:
    if line.allowed is not None:
        return line.allowed
    codes = (line.paid_as_code,) if line.paid_as_code else pairs.get(line.code or "", ())
    known = [dental.alternate_fees[code] for code in codes if code and code in dental.alternate_fees]
    return known[0] if len(known) == 1 else None


def _asked(facts: Facts, eob: Paper, index: int) -> Asked | None:
    """What the dentist asks for this line: its own balance, or the amount due less the other lines' shares."""
    for found in matches_with_eob(facts, eob):
        match = next((match for match in found.lines if match.eob.id == eob.id and match.eob_line == index), None)
        if match is not None or found.claims:
            return _from_bill(found, eob, index, match.line if match else None)
    owes = eob.lines[index].patient_owes
    return Asked(owes, Certainty.ASK) if owes is not None else None


def _from_bill(found: BillMatch, eob: Paper, index: int, at: int | None) -> Asked | None:
    bill = found.account.latest
    own = found.bill.lines[at] if at is not None else None
    fallback = found.fallback or any(match.fallback for match in found.lines if match.line == at)
    sure = Certainty.LIKELY if fallback else Certainty.SURE
    if own is not None and own.patient_owes is not None:
        return Asked(own.patient_owes + (own.patient_paid or ZERO), sure, found.bill, at)
    asked = asked_now(bill)
    if asked is None:
        return None
    with_paid = asked + (bill.patient_paid or ZERO)
    rest = rest_of_line(found, with_paid, eob, index)
    if rest is not None:
        return Asked(rest, Certainty.LIKELY, found.bill if at is not None else bill, at)
    others = [patient_share(other.remitted) for other in found.lines if other.line != at]
    if found.claims:
        others = [patient_share(line) for number, line in enumerate(eob.lines) if number != index]
    if None in others or found.unmatched or found.ambiguous:
        return None
    for share in others:
        with_paid = with_paid - (share or ZERO)
    return Asked(with_paid, sure if not others else Certainty.LIKELY, found.bill if at is not None else bill, at)
