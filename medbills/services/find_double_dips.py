"""Finds expenses that two purses may have paid, before a payment is kept and afterwards, and remembers what the user checked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from medbills.domain.changes import Changes
from medbills.domain.double_dip import Dip, DipKind, double_dips
from medbills.domain.money import Money, total
from medbills.domain.payment import Payment
from medbills.domain.spending import Spent, tax_free_account
from medbills.domain.wording import listed, long_day
from medbills.services.keep_paper import new_id
from medbills.services.load_matters import load_matters
from medbills.store import Vault

SETTING = "double_dips_checked"
SOURCE = "26 U.S.C. 223(f), 125, 213(a). Information, not tax advice."


@dataclass(frozen=True, slots=True)
class DipView:
    """One case in words: what was seen, and what to do."""

    dip: Dip
    title: str
    says: str


def find_dips(vault: Vault, spent: Iterable[Spent], *, today: datetime.date) -> tuple[DipView, ...]:
    """What was not marked as checked."""
    checked = set(vault.settings.get(SETTING) or ())
    found = double_dips(tuple(spent), patient_shares(vault, today=today))
    return tuple(view_of(dip) for dip in found if dip.key not in checked)


def patient_shares(vault: Vault, *, today: datetime.date) -> Mapping[str, Money]:
    """By case, what the insurer's statements leave to the patient; only where each of them says it."""
    shares = {}
    for matter in load_matters(vault, today=today):
        told = [kept.paper.patient_responsibility for kept in matter.counting if kept.paper.is_eob]
        known = [amount for amount in told if amount is not None]
        if told and len(known) == len(told):
            shares[matter.id] = total(known)
    return shares


def mark_checked(vault: Vault, dip: Dip) -> Changes:
    """The user looked: it is in order. It comes back only when a payment of it changes."""
    checked = set(vault.settings.get(SETTING) or ())
    with vault.change("Checked a payment that looked paid twice") as change:
        change.settings.set(SETTING, sorted({*checked, dip.key}))
    return change.changes


def would_dip(payment: Payment, spent: Iterable[Spent], shares: Mapping[str, Money]) -> tuple[DipView, ...]:
    """What keeping this payment would add, before it is kept."""
    new = Spent(
        key=payment.id or new_id(), day=payment.date, amount=payment.amount, name=payment.what, person_id=payment.person_id,
        case_id=payment.case_id, account=tax_free_account(payment.payer_from),
    )  # fmt: skip
    others = [one for one in spent if one.key != new.key]
    return tuple(view_of(dip) for dip in double_dips((*others, new), shares) if any(one.key == new.key for one in dip.spent))


def view_of(dip: Dip) -> DipView:
    """A case in words."""
    first = dip.spent[0]
    accounts = listed(sorted({one.account for one in dip.spent if one.account}))
    if dip.kind is DipKind.TWICE:
        dated = sorted((one.day, f"the {one.account}" if one.account else "your own money") for one in dip.spent if one.day)
        ways = listed([f"{purse} on {long_day(day)}" for day, purse in dated])
        says = f"{first.amount} for {first.name} is here twice: from {ways}. If it is one expense, keep one. Put the other back."
        return DipView(dip, "Paid from two purses", says)
    if dip.kind is DipKind.CAME_BACK:
        says = f"{dip.amount} from {first.name} came back to you, but the {accounts} had paid it. Ask the {accounts} how to put it back."
        return DipView(dip, "Came back after an account paid", says)
    paid = total(one.amount for one in dip.spent)
    says = f"The {accounts} paid {paid}. The insurer’s papers leave {paid - dip.amount} to you. Ask for {dip.amount} back, and return it."
    return DipView(dip, "An account paid more than your share", says)
