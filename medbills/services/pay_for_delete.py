"""Pay for delete with two keys: first whether deletion comes by itself, then the signed promise on file; until both, no agreed payment."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.changes import Changes
from medbills.domain.debt import Debt, Exposure, Key, Keys, Listing, Told
from medbills.domain.matter import Matter
from medbills.domain.payment import Payment
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.services.keep_payment import keep_payment
from medbills.services.load_matters import load_matter
from medbills.services.tell_of_debt import told_of_debt
from medbills.services.trace_debt import limit_of, trace_debt
from medbills.services.weigh_exposure import weigh_exposure
from medbills.store import Vault

AGREED = "as agreed, for deletion"


def load_debt(vault: Vault, case_id: str, *, today: datetime.date) -> Debt:
    """The account of a case, whole. Raises UnusableInput when there is no case of that id."""
    matter, told = load_matter(vault, case_id, today=today), told_of_debt(vault, case_id)
    exposure = weigh_exposure(matter, told, today)
    return Debt(
        case_id=case_id, told=told, marks=trace_debt(matter, told, today), limit=limit_of(matter, told), exposure=exposure,
        keys=two_keys(matter, told, exposure),
    )  # fmt: skip


def two_keys(matter: Matter, told: Told, exposure: Exposure) -> Keys:
    """How the two keys stand. Where the bureaus keep it off anyway there is nothing to buy, and the keys stay shut."""
    needed = exposure.listing is not Listing.KEPT_OFF
    if not needed:
        says = f"{exposure.says} There is nothing to buy."
    elif told.not_automatic:
        says = f"On {long_day(told.not_automatic)} you noted that it would not go by itself."
    else:
        says = "The bureaus already drop medical debts that are paid. Ask if this one goes by itself too."
    automatic = Key(title="Does it go by itself?", turned=needed and told.not_automatic is not None, says=says)
    on_file = told.signed is not None and any(kept.id == told.signed_document for kept in matter.papers)
    said = f"Signed on {long_day(told.signed)}, and on file." if on_file and told.signed else "No signed promise to delete is on file."
    return Keys(needed=needed, automatic=automatic, agreement=Key(title="Is their signed promise on file?", turned=on_file, says=said))


def pay_as_agreed(vault: Vault, case_id: str, payment: Payment, *, today: datetime.date) -> Changes:
    """Records a payment as agreed for deletion. Raises UnusableInput until both keys are turned."""
    debt = load_debt(vault, case_id, today=today)
    if not debt.keys.needed:
        raise UnusableInput("This account is kept off credit reports anyway. Do not pay to have it removed.")
    if not debt.keys.automatic.turned:
        raise UnusableInput("It is not known yet if the entry goes by itself. First find out, and note it here.")
    if not debt.keys.agreement.turned:
        raise UnusableInput("No payment is noted as agreed before the signed promise is on file. Add that paper to this case first.")
    note = payment.proof or f"{AGREED}, by the paper signed on {long_day(debt.told.signed or today)}"
    return keep_payment(vault, dataclasses.replace(payment, case_id=case_id, proof=note), today=today)
