"""Lists what insurers said: each statement with its bill and what was refused, each refusal with its clocks and next step."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from medbills.domain.case import KeptPaper
from medbills.domain.deadline import Deadline
from medbills.domain.finding import LineRef
from medbills.domain.matter import Matter
from medbills.domain.money import ZERO, Money, total
from medbills.domain.next_step import NextStep
from medbills.domain.paper import Kind, Paper
from medbills.services.case_tracks import of_insurer
from medbills.services.codes_on_papers import any_codes, codes_of_value
from medbills.services.compare_versions import Versions, versions_of
from medbills.services.explain_code import Use, explain_all
from medbills.services.next_steps import next_step

_SHARES = frozenset({"1", "2", "3", "45"})  # reasons that are no refusal: deductible, coinsurance, copay, the plan's discount
_SOON = 30  # days for which a clock that ran out is still shown

# What a refusal letter usually says, and what that is in plain words.
_SAID = {
    r"medical(ly)? (necess|need)|not necessary": "The insurer does not agree that you need this care.",
    r"experimental|investigational|unproven": "The insurer calls this care too new to pay for.",
    r"prior auth|pre-?auth|pre-?cert|without approval|not approved in advance": "The insurer wanted to be asked before the care.",
    r"out[- ]of[- ]network|non-?participating": "The insurer says the provider is outside your network.",
    r"timely|filing limit|too late|late claim": "The insurer says the claim came too late.",
    r"duplicate": "The insurer says it had this claim already.",
    r"(additional|more|missing|further) (information|records|documents)|lacks information|on file|no record":
        "The insurer wants more papers first.",
    r"other insurance|coordination|another (payer|insurer)": "The insurer says another insurer pays first.",
    r"coverage (ended|terminated|not active)|not eligible|not covered on": "The insurer says the plan did not cover you then.",
    r"exclu|not a covered|not covered|non-?covered": "The insurer says the plan does not cover this.",
}  # fmt: skip
_PLAIN = tuple((re.compile(pattern, re.I), plain) for pattern, plain in _SAID.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One statement (EOB). `denied` is what the plan did not cover; `bill` names the bill it is about, "" where none is here.

    `refs` are the lines that were refused, and `why` the reasons in plain words. `changed` is set where a later statement
    replaced this one, or this one replaces an earlier one.
    """

    paper: KeptPaper
    case_id: str
    insurer: str
    who: str
    care: str
    day: datetime.date | None
    plan_paid: Money | None
    you_owe: Money | None
    denied: Money | None
    bill: str
    bill_asks: Money | None
    refs: tuple[LineRef, ...]
    why: tuple[str, ...]
    replaced: bool
    versions: Versions | None
    step: NextStep | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalRow:
    """One refusal letter with its clocks, yours and theirs, the nearest first, and the next step of its case."""

    paper: KeptPaper
    case_id: str
    insurer: str
    who: str
    title: str
    refused_on: datetime.date | None
    amount: Money | None
    why: tuple[str, ...]
    printed: str
    has_codes: bool
    clocks: tuple[Deadline, ...]
    appealed_on: datetime.date | None
    step: NextStep | None


@dataclass(frozen=True, slots=True)
class Insurance:
    """What insurers said: open refusals first, then the statements, the latest first."""

    refusals: tuple[RefusalRow, ...]
    statements: tuple[StatementRow, ...]


def list_insurance(matters: Iterable[Matter], today: datetime.date) -> Insurance:
    """Of all these cases; refusals of closed cases are left out."""
    refusals: list[RefusalRow] = []
    statements: list[StatementRow] = []
    for matter in matters:
        step = None if matter.case.closed_on else next_step(matter, today)
        refusals += [_refusal(matter, kept, step, today) for kept in matter.of_kind(Kind.DENIAL_LETTER) if not matter.case.closed_on]
        statements += _statements(matter, step)
    refusals.sort(key=lambda row: (row.clocks[0].acts_on or datetime.date.max if row.clocks else datetime.date.max, row.paper.id))
    statements.sort(key=lambda row: (row.replaced, -(row.day or datetime.date.min).toordinal(), row.paper.id))
    return Insurance(tuple(refusals), tuple(statements))


def plain_reasons(paper: Paper) -> tuple[str, ...]:
    """Why the insurer refused, in plain words: by the letter's sentence, and by its codes where we know them."""
    said = [plain for pattern, plain in _PLAIN if pattern.search(paper.denial_reason or "")][:1]
    return tuple(dict.fromkeys([*said, *(told.means for told in codes_of_value("denial_codes", paper.denial_codes) if told.known)]))


def _refusal(matter: Matter, kept: KeptPaper, step: NextStep | None, today: datetime.date) -> RefusalRow:
    paper = kept.paper
    appeals = [letter.sent_on for letter in matter.letters if letter.sent_on and "appeal" in letter.slug]
    return RefusalRow(
        paper=kept, case_id=matter.id, insurer=paper.payer_name or paper.issuer_name or "The insurer", who=_who(matter),
        title=matter.case.title, refused_on=paper.dated, amount=paper.total_billed or matter.at_stake or None, why=plain_reasons(paper),
        printed=paper.denial_reason or "", has_codes=bool(codes_of_value("denial_codes", paper.denial_codes)),
        clocks=_clocks(matter, today), appealed_on=max(appeals, default=None), step=step,
    )  # fmt: skip


def _clocks(matter: Matter, today: datetime.date) -> tuple[Deadline, ...]:
    """The open days of the insurer's track: of an appeal, of a doctor's call, and theirs to answer."""
    found = []
    for kept in matter.open_deadlines:
        deadline = kept.deadline
        if of_insurer(kept, matter) and deadline.acts_on and (today - deadline.acts_on).days <= _SOON:
            found.append(deadline)
    return tuple({(deadline.title, deadline.acts_on): deadline for deadline in found}.values())


def _statements(matter: Matter, step: NextStep | None) -> list[StatementRow]:
    pairs = versions_of(matter)
    later: Mapping[str, Versions] = {one.before.id: one for one in pairs}
    earlier: Mapping[str, Versions] = {one.after.id: one for one in pairs}
    bill = matter.bill
    rows = []
    for kept in matter.of_kind(Kind.EOB, Kind.MEDICARE_SUMMARY_NOTICE):
        paper, refused = kept.paper, _refused(kept)
        rows.append(
            StatementRow(
                paper=kept, case_id=matter.id, insurer=paper.payer_name or paper.issuer_name or "Your insurer", who=_who(matter),
                care=matter.case.title, day=paper.processed_date or paper.dated, plan_paid=paper.plan_paid,
                you_owe=paper.patient_responsibility, denied=_denied(paper), refs=refused,
                bill=(bill.paper.provider_name or bill.paper.issuer_name or "The bill") if bill else "",
                bill_asks=bill.paper.amount_due if bill else None, why=_why(paper, refused), replaced=kept.id in later,
                versions=earlier.get(kept.id) or later.get(kept.id), step=step,
            )
        )  # fmt: skip
    return rows


def _denied(paper: Paper) -> Money | None:
    """What the plan did not cover, as the statement prints it; None where it prints none."""
    lines = [line.not_covered for line in paper.lines if line.not_covered is not None]
    return paper.not_covered if paper.not_covered is not None else total(lines) if lines else None


def _refused(kept: KeptPaper) -> tuple[LineRef, ...]:
    """The lines of which a part was not covered, or that the plan paid nothing of although it allowed nothing."""
    found = []
    for at, line in enumerate(kept.paper.lines):
        if (line.not_covered or ZERO) > ZERO or (line.allowed == ZERO and (line.billed or ZERO) > ZERO):
            found.append(LineRef(kept.id, at))
    return tuple(found)


def _why(paper: Paper, refused: tuple[LineRef, ...]) -> tuple[str, ...]:
    """What the codes of the refused lines say, in plain words."""
    codes: dict[str, None] = {}
    for ref in refused:
        line = paper.lines[ref.line]
        codes |= dict.fromkeys([*(f"{one.group}-{one.reason}" for one in line.adjustments or ()), *(line.remark_codes or ())])
    told = explain_all((code, Use.REMARK) for code in codes if code.rpartition("-")[2] not in _SHARES)
    return tuple(dict.fromkeys(f"{one.code}: {one.means}" for one in told if one.known))


def shows_codes(row: StatementRow) -> bool:
    """Whether the refused lines print codes that can be explained."""
    return any_codes((row.paper,), row.refs)


def _who(matter: Matter) -> str:
    return matter.person.short if matter.person else ""
