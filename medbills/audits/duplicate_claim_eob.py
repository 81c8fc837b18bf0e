"""The same service in two claims of one insurer, each with a share for the patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from medbills.domain.alike_pairs import pairs_sharing
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.live_eobs import live_eobs, same_payer
from medbills.domain.money import ZERO
from medbills.domain.names import same_person, short_label
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import remembered
from medbills.domain.remittance import patient_share, reasons
from medbills.domain.repeats import REPEAT_MODIFIERS, day_of, modifiers_of
from medbills.domain.shares import name_of
from medbills.domain.statements import charges_of, same_provider
from medbills.domain.wording import long_day

_INQUIRY = Inquiry(
    slug="duplicate_claim_eob", number="A04", title="One service in two claims",
    sentence="Looks for a service that your insurer counted in two claims.", severity=Severity.MEDIUM,
    question="Was the claim processed twice, and the deductible counted twice?",
    remedy="If it is one service, please process it once and correct the patient's share.", letter="internal_appeal",
    authority="X12 835 practice: one claim for one service, a copy is refused with reason 18",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Every two live statements of one insurer."""
    findings: list[Finding] = []
    needs: list[str] = []
    eobs = live_eobs(facts)
    for first, second in pairs_sharing(eobs, _items):
        doubles = list(_doubles(first, second)) if _one_payer(first, second) else []
        if doubles and not (first.claim_number and second.claim_number):
            needs.append(f"the claim numbers on the statements from {name_of(first)}")
        elif first.claim_number != second.claim_number and not facts.are_apart(first.id, second.id):
            findings += [_finding(first, one, second, other) for one, other in doubles]
    if not _two_of_one_payer(eobs):
        needs.append("two statements of one insurer")
    return _INQUIRY.answer(findings, needs)


@remembered
def _items(eob: Paper) -> frozenset[tuple[object, object]]:
    """Day and charge of each line: statements without one in common have nothing twice."""
    return frozenset((day_of(eob, eob.lines[at]), eob.lines[at].billed) for at in charges_of(eob))


def _two_of_one_payer(eobs: Sequence[Paper]) -> bool:
    names = Counter(eob.payer_name or eob.issuer_name for eob in eobs)
    by_name = {eob.payer_name or eob.issuer_name: eob for eob in eobs}
    twice = any(count > 1 and _one_payer(by_name[name], by_name[name]) for name, count in names.items())
    return twice or any(_one_payer(*pair) for pair in combinations(by_name.values(), 2))


def _one_payer(first: Paper, second: Paper) -> bool:
    return same_payer(first, second.payer_name or second.issuer_name) is True


def _doubles(first: Paper, second: Paper) -> Iterator[tuple[int, int]]:
    """Lines that agree, each in one pair only."""
    if same_provider(first, second) is False or same_person(first.patient_name, second.patient_name) is False:
        return
    left = list(charges_of(second))
    for index in charges_of(first):
        other = next((at for at in left if _same_service(first, first.lines[index], second, second.lines[at])), None)
        if other is not None:
            left.remove(other)
            if _asks(first.lines[index]) and _asks(second.lines[other]):
                yield index, other


def _same_service(first: Paper, one: Line, second: Paper, other: Line) -> bool:
    day = day_of(first, one)
    if day is None or day != day_of(second, other) or one.billed != other.billed or modifiers_of(one) != modifiers_of(other):
        return False
    if modifiers_of(one) & REPEAT_MODIFIERS or (one.rendering_npi and other.rendering_npi and one.rendering_npi != other.rendering_npi):
        return False
    if (one.tooth, sorted(one.surface or "")) != (other.tooth, sorted(other.surface or "")):
        return False
    if one.code or other.code:
        return one.code == other.code
    return bool(one.description) and (one.description or "").casefold() == (other.description or "").casefold()


def _asks(line: Line) -> bool:
    share = patient_share(line)
    return share is not None and share > ZERO and "18" not in reasons(line)


def _finding(first: Paper, one: int, second: Paper, other: int) -> Finding:
    lines = (first.lines[one], second.lines[other])
    shares = [patient_share(line) or ZERO for line in lines]
    day = day_of(first, lines[0])
    when = f" of {long_day(day)}" if day else ""
    label = short_label(lines[0].description or f"Code {lines[0].code}")
    item = f"code {lines[0].code}" if lines[0].code else "the same service"
    reason = (
        f"Claims {first.claim_number} and {second.claim_number} both list {item}{when} for {lines[0].billed}. "
        f"They leave {shares[0]} and {shares[1]} to the patient."
    )
    words = reason.replace("to the patient", "to you")
    by_number = bool(first.provider_npi) and first.provider_npi == second.provider_npi
    if not lines[0].code or same_provider(first, second) is None:
        certainty = Certainty.ASK
    else:
        certainty = Certainty.SURE if by_number else Certainty.LIKELY
    return _INQUIRY.finding(
        f"{label} in two claims", f"{words} This may have a good explanation, such as a corrected claim.", reason, certainty=certainty,
        lines=(LineRef(first.id, one), LineRef(second.id, other)), at_stake=min(shares),
    )  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
