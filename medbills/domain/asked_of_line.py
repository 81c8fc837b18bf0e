"""How much of a bill's amount due belongs to one line, where the bill prints no balance for each line."""

from __future__ import annotations

from medbills.domain.matching import BillMatch, LineMatch
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.paper import Line, Paper
from medbills.domain.remittance import patient_share
from medbills.domain.shares import asked_now, matched_lines


def asked_of_line(found: BillMatch, match: LineMatch | None, eob: Paper, index: int) -> Money | None:
    """The line's own balance; else its charge less what the insurer paid for it, where such rests add up to the amount due;
    else what is asked beyond the shares of all other lines, at most its charge.

    `index` is the EOB's line, `match` the pair where lines pair. None where the papers do not tell.
    """
    own = found.bill.lines[match.line].patient_owes if match else None
    if own is not None:
        return own
    asked, charge = asked_now(found.account.latest), eob.lines[index].billed
    rest = rest_of_line(found, asked, eob, index)
    if rest is not None:
        return rest
    shares = [patient_share(paper.lines[at]) for _, paper, at in matched_lines(found) if (paper.id, at) != (eob.id, index)]
    unanswered = [found.bill.lines[at].billed for at in (*found.unmatched, *found.ambiguous)] if not found.claims else []
    if asked is None or charge is None or None in shares or None in unanswered:
        return None
    others = total(amount for amount in (*shares, *unanswered) if amount is not None)
    return max(ZERO, min(charge, asked - others))


def rest_of_line(found: BillMatch, asked: Money | None, eob: Paper, index: int) -> Money | None:
    """Charge less payment, or less payment and discount: whichever, over all lines, is what the bill asks."""
    if asked is None or not (found.complete or found.claims):
        return None
    lines = {(paper.id, at): paper.lines[at] for _, paper, at in matched_lines(found)}
    for with_discount in (False, True):
        rests = {key: _rest(line, with_discount) for key, line in lines.items()}
        known = [rest for rest in rests.values() if rest is not None]
        if len(known) == len(rests) and abs(total(known) - asked) <= ONE_CENT:
            return rests.get((eob.id, index))
    return None


def _rest(line: Line, with_discount: bool) -> Money | None:
    if line.billed is None or line.plan_paid is None:
        return None
    return line.billed - line.plan_paid - ((line.adjustment or ZERO) if with_discount else ZERO)
