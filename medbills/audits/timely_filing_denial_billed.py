"""A claim refused because it came late (reason 29), asked from the patient."""

from __future__ import annotations

from medbills.domain.asked_of_line import asked_of_line
from medbills.domain.belonging import belong_together
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry, weakest
from medbills.domain.matching import BillMatch, LineMatch, bill_matches
from medbills.domain.money import ONE_CENT, Money
from medbills.domain.names import short_label
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.part_of import explaining
from medbills.domain.remembered import remembered
from medbills.domain.remittance import group_codes, reasons
from medbills.domain.shares import Excess, asked_now, excesses, matched_lines, name_of, statement_words

_LATE = "29"
_INQUIRY = Inquiry(
    slug="timely_filing_denial_billed", number="C08", title="Late claim on the bill",
    sentence="Looks for amounts that were refused because the claim came late.", severity=Severity.HIGH,
    question="As I read this, a late claim is normally settled between you and the payer. May it be billed to me?",
    remedy="Please review whether this part may be billed to the patient.", letter="billing_dispute",
    authority="The provider's contract with the plan; Medicare, 42 CFR 489.20(a), 489.21 and 424.44",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each bill with the insurer's lines, and with refusal letters about the same care."""
    findings: list[Finding] = []
    needs: list[str] = []
    above = {answer.found.bill.id for answer in excesses(facts) if isinstance(answer, Excess) and answer.fires}
    for found in bill_matches(facts):
        late = _late(found)
        part = [one for row in late if (one := _by_line(found, *row))]
        findings += [explaining(one) for one in part] if found.bill.id in above else part
        letters = [] if late else _refusals(facts, found)
        findings += [one for letter in letters if (one := _by_letter(found, letter))]
        if not late and not letters and not _shows_reasons(found):
            needs.append(f"the reason codes on the insurer's statement for {name_of(found.account.latest)}")
    if not facts.bills:
        needs.append("a bill")
    return _INQUIRY.answer(findings, needs)


@remembered
def _late(found: BillMatch) -> tuple[tuple[LineMatch | None, Paper, int], ...]:
    """The matched lines that were refused because the claim came late."""
    return tuple((match, eob, at) for match, eob, at in matched_lines(found) if _LATE in reasons(eob.lines[at]))


@remembered
def _shows_reasons(found: BillMatch) -> bool:
    return any(reasons(eob.lines[at]) or eob.lines[at].remark_codes for _, eob, at in matched_lines(found))


def _refusals(facts: Facts, found: BillMatch) -> list[Paper]:
    letters = facts.of_kind(Kind.DENIAL_LETTER)
    return [letter for letter in letters if _letter_groups(letter) and any(belong_together(one, letter) for one in found.account.papers)]


def _letter_groups(letter: Paper) -> frozenset[str]:
    """The groups of reason 29 in a refusal letter; an empty word where it prints none."""
    codes = [code.upper().replace(" ", "-") for code in letter.denial_codes or ()]
    return frozenset(code[:-2].strip("-") for code in codes if code in ("29", "CO-29", "PR-29", "OA-29", "PI-29", "CO29", "PR29", "OA29"))


def _line_group(line: Line) -> str:
    groups = {group for group, reason in group_codes(line) if reason == _LATE}
    groups |= {item.group for item in line.adjustments or () if item.reason == _LATE}
    return "CO" if "CO" in groups else next(iter(sorted(groups)), "")


def _by_line(found: BillMatch, match: LineMatch | None, eob: Paper, index: int) -> Finding | None:
    line = eob.lines[index]
    late = [item.amount for item in line.adjustments or () if item.reason == _LATE]
    asked = asked_of_line(found, match, eob, index)
    blank = asked is None
    if asked is None:
        due = asked_now(found.account.latest)
        if due is None or line.billed is None:
            return None
        asked = min(due, line.billed)
    asked = min([asked, *late])
    if asked <= ONE_CENT:
        return None
    label = short_label(line.description or f"Code {line.code}" if line.description or line.code else "A service")
    refs = [LineRef(found.bill.id, match.line)] if match else [LineRef(eob.id, index)]
    loose = found.fallback or (match is not None and match.fallback)
    certainty = Certainty.ASK if blank else Certainty.LIKELY if loose else Certainty.SURE
    return _finding(found, eob, f"{label}: late claim", asked, _line_group(line), refs, certainty)


def _by_letter(found: BillMatch, letter: Paper) -> Finding | None:
    """A letter refuses a whole claim: what the bill asks now is the part in question."""
    asked = asked_now(found.account.latest)
    if asked is None or asked <= ONE_CENT:
        return None
    group = "CO" if "CO" in _letter_groups(letter) else ""
    return _finding(found, letter, "Late claim on the bill", asked, group, [], weakest(Certainty.LIKELY))


def _finding(found: BillMatch, paper: Paper, title: str, asked: Money, group: str, refs: list[LineRef], certainty: Certainty) -> Finding:
    bill = found.account.latest
    named = statement_words([paper]) if paper.is_eob else "The insurer's letter"
    code = f"{group}-{_LATE}" if group else f"reason {_LATE}"
    whose = " That group is the provider's part." if group == "CO" else ""
    reason = f"{named} refuses a part because the claim came late ({code}).{whose} The bill asks {asked} of it."
    return _INQUIRY.finding(
        title, f"{reason} Did you give your insurance details in time? Then it is worth asking.", reason, certainty=certainty,
        severity=Severity.HIGH if group == "CO" else Severity.MEDIUM, documents=(bill.id, found.bill.id, paper.id), lines=refs,
        at_stake=asked, question="" if group == "CO" else "Why is a part refused as late billed to the patient?",
    )  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
