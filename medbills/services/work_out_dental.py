"""Works out a dental alternate benefit: from typed figures, from the worked examples, or from a dental statement on file."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from medbills.domain.alternate_benefit import Benefit, Change, Terms, benefit, changes
from medbills.domain.dental import DentalLine, dental_of, on_bills, on_eobs
from medbills.domain.dental_limits import Frequency, frequency_of, is_crown, maximum_left, same_service, toward_maximum, waiting_ends
from medbills.domain.downgrades import YES, Downgrade, downgrades, permission
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding
from medbills.domain.matter import Matter
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.shares import name_of
from medbills.domain.wording import counted, long_day
from medbills.services.gather_facts import gather_facts
from medbills.services.keep_own_pair import pairs_in_use
from medbills.store import Vault

EXAMPLE_1, EXAMPLE_2 = "example-1", "example-2"


@dataclass(frozen=True, kw_only=True)
class DentalFigures:
    """The figures of one treatment. Amounts that nobody told are None; `rate` is the plan's share from 0 to 1."""

    key: str = ""
    title: str = ""
    source: str = ""  # where the figures come from, in words
    case_id: str | None = None
    fee: Money | None = None  # the dentist's own
    network_fee: Money | None = None  # the plan's, for the treatment that was done
    counted: Money | None = None  # the plan's, for the cheaper treatment
    wanted: Money | None = None  # what the plan should count for it
    bill_asks: Money | None = None
    network: str = ""  # in, out, or not told
    permission: str | None = None  # what the contract lets the dentist bill
    non_covered_billing: str | None = None  # yes or no: may the rest be billed where the plan calls it a non-covered service
    state: str | None = None  # of the patient
    rate: Decimal = Decimal(1)
    printed: Money | None = None  # what the plan's statement says it paid
    deductible_left: Money | None = None
    maximum_left: Money | None = None
    day: datetime.date | None = None  # of the treatment
    covered_from: datetime.date | None = None
    waiting_months: int | None = None
    often: Frequency | None = None
    done: tuple[datetime.date, ...] = ()  # days on which the same service was done before


@dataclass(frozen=True, kw_only=True)
class DentalShares:
    """Both ways of counting, side by side: with the amount of today and with the one asked for."""

    today: Benefit
    then: Benefit
    changes: Mapping[str, Change]  # by permission
    counts: str | None  # the permission that holds, as far as it is known
    sure: bool  # whether the contract says so
    notes: tuple[str, ...]  # the limits that matter here, in sentences
    verdict: str
    in_question: Money


EXAMPLES = (
    DentalFigures(
        key=EXAMPLE_1, title="Example 1: a filling for $230", source="A worked example: the plan pays all of the cheaper amount.",
        fee=Money(23000), counted=Money(11000), wanted=Money(11000),
    ),
    DentalFigures(
        key=EXAMPLE_2, title="Example 2: from $120 to $160", source="A worked example: the plan raises the cheaper amount.",
        fee=Money(27500), network_fee=Money(20000), counted=Money(12000), wanted=Money(16000),
    ),
)  # fmt: skip


def list_dental_figures(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> tuple[DentalFigures, ...]:
    """One for each treatment that a dental statement on file shows as paid as a cheaper one; everybody's or one person's."""
    people = [person for person in vault.people.all() if person_id in (None, person.id)]
    found: list[DentalFigures] = []
    for person in [*people, *([None] if person_id is None else [])]:
        facts = gather_facts(vault, person.id if person else None, today=today)
        who = person.short if person and len(people) > 1 else ""
        found += [_of_paper(vault, facts, one, who) for one in downgrades(facts, pairs_in_use(vault)) if one.terms is not None]
    return tuple(found)


def dental_key(matter: Matter, finding: Finding) -> str:
    """The key of the figures that a finding is about: its line on the insurer's paper. Empty where it names none."""
    eobs = {kept.id for kept in matter.papers if kept.paper.is_eob}
    return next((_key(ref.document, ref.line) for ref in finding.lines if ref.document in eobs), "")


def work_out(figures: DentalFigures) -> DentalShares | None:
    """The shares by these figures; None while the dentist's fee or the amount for the cheaper treatment is missing."""
    if figures.fee is None or figures.counted is None:
        return None
    waits, often = _waiting(figures), _frequency(figures)
    terms = Terms(
        fee=figures.fee, network_fee=figures.network_fee, rate=figures.rate, deductible_left=figures.deductible_left or ZERO,
        maximum_left=figures.maximum_left, barred=bool(waits or often),
    )  # fmt: skip
    now = benefit(terms, figures.counted, printed=figures.printed)
    then = benefit(terms, figures.counted if figures.wanted is None else figures.wanted)
    counts, sure = _counts(figures)
    limit = now.tiers.of(counts) if counts else None
    return DentalShares(
        today=now, then=then, changes=changes(now.tiers, then.tiers), counts=counts, sure=sure,
        notes=tuple(note for note in (waits, often, _maximum(figures, now), _printed(figures, now), _fees(figures)) if note),
        verdict=_verdict(figures, limit),
        in_question=max(ZERO, figures.bill_asks - limit) if figures.bill_asks is not None and limit is not None else ZERO,
    )  # fmt: skip


def _counts(figures: DentalFigures) -> tuple[str | None, bool]:
    if figures.permission:
        return figures.permission, True
    if figures.network == "out":
        return "full_fee", True
    if figures.network == "in":
        return ("full_fee" if figures.non_covered_billing == YES else "contracted_fee"), False
    return None, False


def _waiting(figures: DentalFigures) -> str:
    if figures.covered_from is None or not figures.waiting_months or figures.day is None:
        return ""
    ends = waiting_ends(figures.covered_from, figures.waiting_months)
    if ends is None or figures.day >= ends:
        return ""
    return f"The waiting time ends on {long_day(ends)}. Before that day the plan pays nothing for this."


def _frequency(figures: DentalFigures) -> str:
    often, day = figures.often, figures.day
    if often is None or day is None:
        return ""
    before = tuple(other for other in figures.done if other < day)
    if often.counted(before, day) < often.times:
        return ""
    start = f"The plan pays {counted(often.times, 'time')} per {often.per}, and {often.counted(before, day)} are counted already."
    return f"{start} The next one is paid from {long_day(often.next_day(before, day))}."


def _maximum(figures: DentalFigures, now: Benefit) -> str:
    left = figures.maximum_left
    if left is None or now.at_rate <= left:
        return ""
    return f"{left} is left of the year’s maximum. The plan pays no more than that."


def _printed(figures: DentalFigures, now: Benefit) -> str:
    if figures.printed is None or abs(figures.printed - now.worked_out) <= ONE_CENT:
        return ""
    return f"By these figures the plan would pay {now.worked_out}. Its statement says {figures.printed}. Ask the plan why."


def _fees(figures: DentalFigures) -> str:
    if figures.fee is not None and figures.network_fee is not None and figures.network_fee > figures.fee:
        return "The plan’s fee is higher than the dentist’s own. Check both."
    return ""


def _verdict(figures: DentalFigures, limit: Money | None) -> str:
    if figures.bill_asks is None:
        return ""
    if limit is None:
        return f"The bill asks {figures.bill_asks}. The dentist’s contract says which limit counts."
    return f"The bill asks {figures.bill_asks}. The limit is {limit}."


# from a paper


def _key(paper_id: str, index: int) -> str:
    return f"{paper_id}:{index}"


def _of_paper(vault: Vault, facts: Facts, one: Downgrade, who: str) -> DentalFigures:
    line, dental, terms = one.line, one.dental, one.terms
    assert terms is not None
    kept = vault.papers.get(one.eob.id)
    case = vault.cases.get(kept.case_id) if kept and kept.case_id else None
    day = line.service_date or one.eob.service_from
    code = (line.code or "").upper()
    chosen = permission(facts, one)
    told = line.description or code
    of = next((found for found in on_eobs(facts) if found.ref.document == one.eob.id and found.index == one.index), None)
    often, done = _often(facts, of)
    return DentalFigures(
        key=_key(one.eob.id, one.index), case_id=case.id if case else None,
        title=" · ".join(part for part in (who, case.title if case else told, code) if part),
        source=f"From the statement of {name_of(one.eob)}{f' of {long_day(one.eob.statement_date)}' if one.eob.statement_date else ''}.",
        fee=terms.fee, network_fee=terms.network_fee, counted=one.allowed,
        wanted=dental.alternate_fees_asked.get(line.paid_as_code or ""), bill_asks=one.asked.amount if one.asked else None,
        network=one.eob.network_status or "", rate=_rate(one),
        permission=chosen[0] if chosen and chosen[1] is Certainty.SURE else None,
        printed=line.plan_paid, deductible_left=terms.deductible_left or None, maximum_left=_maximum_left(facts, of), day=day,
        non_covered_billing=dental.non_covered_billing, state=facts.patient.state,
        covered_from=facts.plan.covered_from if facts.plan else None, waiting_months=_months(facts, of), often=often, done=done,
    )  # fmt: skip


def _rate(one: Downgrade) -> Decimal:
    """The rate told; else the whole percent that the printed payment shows; else all."""
    if one.rate is not None or one.terms is None or one.allowed is None or one.line.plan_paid is None:
        return one.rate if one.rate is not None else Decimal(1)
    rates = (Decimal(percent) / 100 for percent in range(100, -1, -1))
    terms, allowed, paid = one.terms, one.allowed, one.line.plan_paid
    return next((rate for rate in rates if benefit(dataclasses.replace(terms, rate=rate), allowed).at_rate == paid), Decimal(1))


def _maximum_left(facts: Facts, of: DentalLine | None) -> Money | None:
    """What is left of the yearly maximum: as told, else after the other payments of that year on file."""
    dental = dental_of(facts)
    if dental.annual_maximum_left is not None or dental.annual_maximum is None or of is None or of.day is None:
        return dental.annual_maximum_left
    return maximum_left(dental.annual_maximum, [line for line in toward_maximum(dental, on_eobs(facts), of.day) if line.ref != of.ref])


def _months(facts: Facts, of: DentalLine | None) -> int | None:
    dental = dental_of(facts)
    months = dental.waiting_months.get(of.benefit_class, 0) if of else 0
    return max(0, months - (dental.prior_coverage_months or 0)) or None


def _often(facts: Facts, of: DentalLine | None) -> tuple[Frequency | None, tuple[datetime.date, ...]]:
    """The plan's rule for the service, with the days on which it was done before."""
    if of is None or of.day is None:
        return None, ()
    rules = dental_of(facts).frequency
    found = next((often for code, rule in rules.items() if same_service(code, of.code) and (often := frequency_of(rule))), None)
    if found is None:
        return None, ()
    same = [line for line in (*on_eobs(facts), *on_bills(facts)) if same_service(of.code, line.code) and line.day and line.day < of.day]
    days = {line.day for line in same if not is_crown(of.code) or line.line.tooth == of.line.tooth}
    return found, tuple(sorted(day for day in days if day))
