"""How much of a bill's amount due belongs to one line, where the bill prints no balance for each line."""

from __future__ import annotations

from medbills.domain.matching import BillMatch, LineMatch
from medbills.domain.money import ZERO, Money, total
from medbills.domain.paper import Paper
from medbills.domain.remittance import patient_share
from medbills.domain.shares import asked_now, matched_lines


def asked_of_line(found: BillMatch, match: LineMatch | None, eob: Paper, index: int) -> Money | None:
    """The line's own balance; else what is asked beyond the shares of all other lines, at most its charge.

    `index` is the EOB's line, `match` the pair where lines pair. None where the papers do not tell.
    """
    own = found.bill.lines[match.line].patient_owes if match else None
    if own is not None:
        return own
    asked, charge = asked_now(found.account.latest), eob.lines[index].billed
    rest = [patient_share(paper.lines[at]) for _, paper, at in matched_lines(found) if (paper.id, at) != (eob.id, index)]
    unanswered = [found.bill.lines[at].billed for at in (*found.unmatched, *found.ambiguous)] if not found.claims else []
    if asked is None or charge is None or None in rest or None in unanswered:
        return None
    others = total(amount for amount in (*rest, *unanswered) if amount is not None)
    return max(ZERO, min(charge, asked - others))
