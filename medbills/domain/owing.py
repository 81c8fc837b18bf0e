"""What the papers ask for, split into yours, in dispute, and waiting for insurance; the same dollars count once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from medbills.domain.collected import bill_of, collected_accounts, live_notices
from medbills.domain.custody import handed_on
from medbills.domain.facts import Facts
from medbills.domain.finding import Finding
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.money import ZERO, Money, total
from medbills.domain.paper import Kind, Paper
from medbills.domain.receipts import paid_after
from medbills.domain.remittance import remittance

# Most specific first: a finding later in this row explains dollars that an earlier one has not counted yet.
_MOST_SPECIFIC_FIRST = (
    "collection_exceeds_original", "exact_duplicate_line", "line_sum_vs_total", "balance_equation", "alternate_benefit_downgrade",
    "co_amount_billed_to_patient", "coinsurance_math", "eob_line_balance", "bill_exceeds_eob_patient_responsibility",
)
# About the insurer's own figures, below the bill's excess.
_WITHIN_SHARE = frozenset({"coinsurance_math", "eob_line_balance", "duplicate_claim_eob", "eob_totals_vs_lines"})
_MONEY_BACK = frozenset({"double_payment_refund", "credit_balance_not_used"})  # paid already: no part of what a bill asks
_UNCREDITED = "patient_payment_not_credited"  # comes off the share itself, so beside what is asked above it
_BESIDE_LINES = frozenset({_UNCREDITED, "line_sum_vs_total", "balance_equation"})  # what a bill asks beyond its own lines
_ASKED_BY_NO_BILL = frozenset({"plan_oop_above_legal", "medical_deduction_hint"})  # a limit and a tax figure: no paper asks for them
_DUPLICATE, _WRITE_OFF, _EXCESS = "exact_duplicate_line", "co_amount_billed_to_patient", "bill_exceeds_eob_patient_responsibility"


@dataclass(frozen=True)
class YouOwe:
    """Three sums that add up to what the papers ask. `per_paper` has the same for each paper that asks, by its id."""

    sure: Money = ZERO
    disputed: Money = ZERO
    waiting_for_insurance: Money = ZERO
    per_paper: Mapping[str, YouOwe] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def asked(self) -> Money:
        return self.sure + self.disputed + self.waiting_for_insurance

    def to_json(self) -> dict[str, str]:
        """The object of the contract's answer of `check`."""
        return {"sure": self.sure.plain(), "disputed": self.disputed.plain(), "waiting_for_insurance": self.waiting_for_insurance.plain()}


def count_once(findings: Iterable[Finding], facts: Facts) -> dict[str, Money]:
    """The dollars each finding adds, by its key, when the same dollars count once (stacking rule).

    On each bill the most specific finding counts first: a duplicate line, then the write-off (CO), then the rest of what is
    asked above the share; together never more than the bill asks.
    """
    shown = list(findings)
    counted: dict[str, Money] = {finding.key: ZERO for finding in shown}
    if not shown:
        return counted
    gone = handed_on(facts)
    for group, asking, found in _by_bill(shown, facts):
        left = asking.amount_due if asking is not None else None
        done: list[tuple[Finding, Money]] = []
        for finding in sorted(group, key=_specificity):
            added = max(ZERO, _asked_of_patient(finding, found) - _overlap(finding, done, found))
            handed = asking is not None and asking.id in gone
            if handed or _said_by_collector(finding, asking) or finding.check in _ASKED_BY_NO_BILL:
                added = ZERO
            if left is not None:
                added = min(added, max(ZERO, left))
                left = left - added
            done.append((finding, added))
            counted[finding.key] = added
    return counted


def you_owe(facts: Facts, findings: Iterable[Finding]) -> YouOwe:
    """What the latest statement of every account and every collector's letter asks, in three parts.

    disputed: money in question, counted once and at most what the paper asks. waiting_for_insurance: an insured patient's bill
    that no insurer's paper speaks of yet. Payments after a statement count, money that came back does not; a collected account
    counts at the collector who holds it now.
    """
    shown = list(findings)
    counted = count_once(shown, facts)
    disputes: dict[str, Money] = {}
    for group, asking, _ in _by_bill(shown, facts):
        if asking is not None:
            disputes[asking.id] = total(counted[finding.key] for finding in group)
    collected = collected_accounts(facts)
    per_paper: dict[str, YouOwe] = {}
    for found in bill_matches(facts):
        bill = found.account.latest
        if bill.amount_due is None or bill.id in collected:
            continue
        asked = max(ZERO, bill.amount_due - total(paid.amount for paid in paid_after(facts, found.account) if paid.amount > ZERO))
        waits = not found.found and not found.ambiguous and _insured(facts, found) and not _insurer_paid(bill)
        per_paper[bill.id] = _split(asked, disputes.get(bill.id, ZERO), waits)
    gone = handed_on(facts)
    for notice in (notice for notice in live_notices(facts) if notice.id not in gone):
        asked = max(ZERO, notice.amount_due if notice.amount_due is not None else notice.previous_balance or ZERO)
        per_paper[notice.id] = _split(asked, disputes.get(notice.id, ZERO), False)
    return YouOwe(
        sure=total(part.sure for part in per_paper.values()), disputed=total(part.disputed for part in per_paper.values()),
        waiting_for_insurance=total(part.waiting_for_insurance for part in per_paper.values()), per_paper=MappingProxyType(per_paper),
    )


def _split(asked: Money, in_question: Money, waits: bool) -> YouOwe:
    disputed = min(asked, in_question)
    rest = asked - disputed
    return YouOwe(sure=ZERO if waits else rest, disputed=disputed, waiting_for_insurance=rest if waits else ZERO)


def _insured(facts: Facts, found: BillMatch) -> bool:
    """Insured by the user's word, by a plan that covers the day, or by an insurer named on the bill."""
    if facts.patient.insured is not None:
        return facts.patient.insured
    plan = facts.plan
    if plan is not None:
        return plan.type != "uninsured_self_pay"
    return any(paper.payer_name or paper.member_id for paper in found.account.papers)


def _insurer_paid(bill: Paper) -> bool:
    return any(amount is not None and amount.cents > 0 for amount in (bill.plan_paid, bill.total_adjustments))


def _by_bill(findings: Sequence[Finding], facts: Facts) -> list[tuple[list[Finding], Paper | None, BillMatch | None]]:
    """Findings grouped by the paper that asks for their dollars: an account's latest statement, its collector's letter, or none."""
    matches = bill_matches(facts)
    gone = handed_on(facts)
    holders = (notice for notice in live_notices(facts) if notice.id not in gone)
    collector = {match.account.latest.id: notice for notice in holders if (match := bill_of(facts, notice))}
    notices = {notice.id: notice for notice in facts.collection_notices}
    groups: dict[str, tuple[list[Finding], Paper | None, BillMatch | None]] = {}
    for finding in findings:
        if finding.check in _MONEY_BACK:
            groups[f"back {finding.key}"] = ([finding], None, None)
            continue
        notice = next((notices[document] for document in finding.documents if document in notices), None)
        found = None if notice else _account_of(finding, matches)
        bill = found.account.latest if found else None
        asking = notice or (collector.get(bill.id, bill) if bill else None)
        key = asking.id if asking else f"only {finding.documents[:1]}"
        groups.setdefault(key, ([], asking, found))[0].append(finding)
    return list(groups.values())


def _account_of(finding: Finding, matches: Sequence[BillMatch]) -> BillMatch | None:
    for document in (*(ref.document for ref in finding.lines), *finding.documents):  # the lines' own paper first
        for found in matches:
            if any(paper.id == document for paper in found.account.papers):
                return found
    return next((found for found in matches if any(eob.id in finding.documents for eob in found.all_eobs)), None)


def _asked_of_patient(finding: Finding, found: BillMatch | None) -> Money:
    """What a copied line adds to the balance: the patient's part of it where the bill prints one, else the whole charge."""
    if finding.check != _DUPLICATE or found is None:
        return finding.amount_at_stake
    lines = [found.bill.lines[ref.line] for ref in finding.lines if ref.document == found.bill.id]
    shares = sorted(line.patient_owes for line in lines if line.patient_owes is not None)
    printed = bool(lines) and len(shares) == len(lines)
    return min(finding.amount_at_stake, total(shares[1:])) if printed else finding.amount_at_stake


def _said_by_collector(finding: Finding, asking: Paper | None) -> bool:
    """A collected bill above the share: what the collector asks is held against the same share already."""
    return asking is not None and asking.kind is Kind.COLLECTION_NOTICE and finding.check in (_EXCESS, _WRITE_OFF)


def _specificity(finding: Finding) -> tuple[int, str]:
    order = _MOST_SPECIFIC_FIRST
    return (order.index(finding.check) if finding.check in order else len(order), finding.key)


def _overlap(finding: Finding, done: Sequence[tuple[Finding, Money]], found: BillMatch | None) -> Money:
    """Dollars of this finding that more specific ones on the same paper have counted already."""
    if finding.check in _WITHIN_SHARE:
        return total(added for other, added in done if other.check in _WITHIN_SHARE and set(other.lines) & set(finding.lines))
    if finding.check == _EXCESS:
        return total(added for other, added in done if other.check not in _WITHIN_SHARE)
    if finding.check == _WRITE_OFF:
        same_lines = [(other, added) for other, added in done if set(other.lines) & set(finding.lines)]
        return total(min(added, _written_off(other, found)) if other.check == _DUPLICATE else added for other, added in same_lines)
    if finding.check == _UNCREDITED:
        return ZERO
    if finding.check not in _MOST_SPECIFIC_FIRST:  # each line's dollars once: only what goes beyond the findings on the same lines
        return total(added for other, added in done if other.check not in _BESIDE_LINES and _same_lines(finding, other))
    return ZERO


def _same_lines(finding: Finding, other: Finding) -> bool:
    """A common line; where one of them names no lines, a common paper."""
    if finding.lines and other.lines:
        return bool(set(finding.lines) & set(other.lines))
    return bool(set(finding.documents) & set(other.documents))


def _written_off(duplicate: Finding, found: BillMatch | None) -> Money:
    """What the insurer takes off the copies of a line (group CO): that part is the same dollars."""
    matches = [found.line_match(ref.line) for ref in duplicate.lines] if found else []
    off = sorted(remittance(match.eob, match.remitted).contractual for match in matches if match is not None)
    return total(off[1:])  # all but one line are copies; the ones with the largest write-off
