"""What of an insurer's answer stands on the bill: its discount, and its payment."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.collected import contractual_of
from medbills.domain.matching import BillMatch
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.paper import Paper
from medbills.domain.remembered import remembered
from medbills.domain.shares import plan_paid_for
from medbills.domain.statements import total_charges


@dataclass(frozen=True)
class Posting:
    """The insurers' discount (group CO) and payments for the care of one bill, beside what the bill shows of them."""

    bill: Paper
    discount: Money
    derived: bool  # the discount was worked out from columns
    paid: Money | None

    @property
    def shown_discount(self) -> Money:
        return abs(self.bill.total_adjustments or ZERO)

    @property
    def shown_payment(self) -> Money:
        return abs(self.bill.plan_paid or ZERO)

    @property
    def nothing_posted(self) -> bool:
        """Neither of them is on the bill: then the bill as a whole is older than the claim, which C01 says."""
        return not self.shown_discount and not self.shown_payment

    @property
    def in_one_sum(self) -> bool:
        """Whether the bill prints discount and payment together, in whichever of the two places."""
        return abs(self.shown_discount + self.shown_payment - self.discount - (self.paid or ZERO)) <= ONE_CENT


@remembered
def posting_of(found: BillMatch) -> Posting:
    """Of a bill with the insurers' papers that speak of it."""
    discount, derived = contractual_of(found)
    return Posting(found.account.latest, discount, derived, plan_paid_for(found))


def discounted_already(found: BillMatch, posting: Posting) -> bool:
    """Whether the bill's charges are the plan's prices: its total lies below the insurer's by the whole discount."""
    charges = posting.bill.total_billed
    claimed = [total_charges(eob) for eob in found.eobs]
    if charges is None or None in claimed or not posting.discount:
        return False
    return charges <= Money(sum(amount.cents for amount in claimed if amount)) - posting.discount + ONE_CENT
