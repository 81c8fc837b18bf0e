"""Whether a bill is a hospital's or a doctor's: the two bill parts of the same care, each in its own right."""

from __future__ import annotations

from medbills.domain.paper import Paper
from medbills.domain.remembered import remembered


@remembered
def is_facility(bill: Paper) -> bool | None:
    """True for a facility bill (revenue codes or a type of bill), False for a professional one (a place of service and
    no revenue codes), None where the paper does not tell."""
    if bill.type_of_bill or any(line.revenue_code for line in bill.lines):
        return True
    if bill.place_of_service or any(line.place_of_service for line in bill.lines):
        return False
    return None
