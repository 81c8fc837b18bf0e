"""Payment plans: kept as they were agreed, with their instalments held against the payments."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.agreement import Agreement
from medbills.domain.changes import Changes
from medbills.domain.instalments import LONGEST, Standing, standing
from medbills.domain.money import ZERO
from medbills.domain.wording import counted, long_day
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.instalment_days import payments_toward
from medbills.services.keep_and_check import keep_and_check, remove_and_check
from medbills.store import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """A plan with how it stands today, told in sentences; `missed` is empty where nothing is."""

    agreement: Agreement
    who: str
    bill: str
    standing: Standing
    says: str
    missed: str


def list_agreements(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> tuple[AgreementView, ...]:
    """Everybody's plans, or one person's; those with a missed instalment first."""
    names = {person.id: person.short for person in vault.people.all()}
    titles = {case.id: case.title for case in vault.cases.all()}
    found = []
    for agreement in vault.agreements.all():
        if person_id not in (None, agreement.person_id):
            continue
        stands = stands_now(vault, agreement, today)
        found.append(
            AgreementView(
                agreement=agreement, who=names.get(agreement.person_id or "", ""), bill=titles.get(agreement.case_id or "", ""),
                standing=stands, says=_says(agreement, stands), missed=_missed(stands, today),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda view: (not view.standing.missed, not view.standing.left, view.agreement.first_on)))


def stands_now(vault: Vault, agreement: Agreement, today: datetime.date) -> Standing:
    """The plan held against the payments for its bill, or where it names none to whom it was agreed with."""
    return standing(agreement, payments_toward(vault, agreement), today)


def keep_agreement(vault: Vault, agreement: Agreement, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id; its days go to the calendar. Raises UnusableInput for what is no plan."""
    if agreement.amount <= ZERO:
        raise UnusableInput("A payment plan needs an amount. Type a sum like 900.00.")
    if not 1 <= agreement.count <= LONGEST:
        raise UnusableInput("A payment plan has 1 to 120 instalments. Type a number like 12.")
    if not agreement.with_whom.strip():
        raise UnusableInput("A payment plan needs a name. Say with whom you agreed, as the bill names them.")
    what = f"Saved the payment plan with {agreement.with_whom}"
    return keep_and_check(vault, lambda of: of.agreements, agreement, lambda _there: what, today=today)


def remove_agreement(vault: Vault, agreement_id: str, *, today: datetime.date) -> Changes:
    """Takes a plan away with its days; the payments stay. Raises UnusableInput when it is gone already."""
    agreement = vault.agreements.get(agreement_id)
    if agreement is None:
        raise UnusableInput(f"This payment plan was removed already. {IN_HISTORY}")
    what = f"Removed the payment plan with {agreement.with_whom}"
    return remove_and_check(vault, lambda of: of.agreements, agreement, what, today=today)


def _says(agreement: Agreement, stands: Standing) -> str:
    told = [f"{stands.paid} is paid, {stands.left} is left." if stands.left else f"All {stands.paid} is paid."]
    if stands.next is not None:
        told.append(f"Next: {stands.next.open} by {long_day(stands.next.instalment.due)}.")
    if agreement.deferred and stands.left:
        told.append(f"Pay it off by {long_day(stands.rows[-1].instalment.due)}: else all interest from the first day is added.")
    return " ".join(told)


def _missed(stands: Standing, today: datetime.date) -> str:
    if not stands.missed:
        return ""
    first = stands.missed[0]
    late = counted((today - first.instalment.due).days, "day")
    told = [f"{first.open} was due on {long_day(first.instalment.due)}, {late} ago. No payment for it is here."]
    if len(stands.missed) > 1:
        told.append(f"{len(stands.missed)} payments are missed in all.")
    return " ".join([*told, "Did you pay? Press the row to note it. If not, call and ask for a new day."])
