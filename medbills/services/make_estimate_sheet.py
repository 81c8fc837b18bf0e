"""Makes the estimate and consent sheet of dental work: from a practice's fee lists, or blank for a patient's planned care."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medbills.domain.code_formats import is_cdt
from medbills.domain.estimate_sheet import EstimateLine, EstimateSheet
from medbills.domain.money import Money
from medbills.domain.planned_care import PlannedCare
from medbills.domain.practice import ListKind, in_force
from medbills.errors import UnusableInput
from medbills.pdf.estimate_sheet import estimate_sheet_pdf
from medbills.services.keep_own_pair import pairs_in_use
from medbills.services.keep_practice_figures import only_practice, payers_of
from medbills.services.plan_fee_proposal import wish_of
from medbills.store import Vault

NO_TREATMENT = "No treatment was typed yet. Type at least one, like D2392."


@dataclass(frozen=True, kw_only=True)
class PayerFees:
    """What is on file of a payer for an estimate: what may be billed, and what the plan pays, by code."""

    payer: str
    bills: Mapping[str, Money]
    pays: Mapping[str, Money]
    paid_as: Mapping[str, str]

    def line(self, code: str) -> EstimateLine:
        """What the lists tell of one treatment."""
        return EstimateLine(code=code, fee=self.bills.get(code), plan_pays=self.pays.get(code), paid_as=self.paid_as.get(code, ""))


def fees_for_estimates(vault: Vault, *, today: datetime.date) -> tuple[PayerFees, ...]:
    """Of each payer on file: its own fee limits what is billed; where it pays a cheaper code, that amount at the plan's rate.

    Raises UnusableInput in a family's vault.
    """
    only_practice(vault)
    lists, pairs = vault.fee_schedules.all(), pairs_in_use(vault)
    usual = in_force(lists, "", ListKind.USUAL, today)
    found = []
    for payer in payers_of(vault):
        primary, alternate = (in_force(lists, payer, kind, today) for kind in (ListKind.PRIMARY, ListKind.ALTERNATE))
        bills = {**(usual.fees if usual else {}), **(primary.fees if primary else {})}
        amounts = alternate.fees if alternate else {}
        paid_as = {code: first for code, cheaper in pairs.items() if (first := next((one for one in cheaper if one in amounts), ""))}
        rate = wish_of(vault, payer).rate
        pays = {code: min(amounts[cheaper], bills.get(code, amounts[cheaper])).share(rate) for code, cheaper in paid_as.items()}
        found.append(PayerFees(payer=payer, bills=bills, pays=pays, paid_as=paid_as))
    return tuple(found)


def make_estimate_sheet(office: str, patient: str, plan: str, lines: Sequence[EstimateLine], *, today: datetime.date) -> bytes:
    """Two copies as a PDF; nothing of it is kept. Raises UnusableInput without a treatment, or for what is no dental code."""
    filled = [line for line in lines if line.code or line.words]
    if not filled:
        raise UnusableInput(NO_TREATMENT)
    for line in filled:
        if line.code and not is_cdt(line.code):
            raise UnusableInput(f"“{line.code}” is no dental code. Type one like D2392.")
    return estimate_sheet_pdf(EstimateSheet(office=office, patient=patient, plan=plan, day=today, lines=tuple(filled)))


def sheet_to_fill_in(vault: Vault, care: PlannedCare, *, today: datetime.date) -> bytes:
    """The same sheet for planned dental care, with the sums left for the dentist to fill in and to sign."""
    codes = [code for code in care.codes if is_cdt(code)]
    if not codes:
        raise UnusableInput("This care has no dental code yet. Add one, like D2740, and print the sheet again.")
    person = vault.people.get(care.person_id) if care.person_id else None
    dental = [plan for plan in (vault.plans.get(one) for one in (person.plan_ids if person else ())) if plan and plan.dental]
    plan = dental[0].name or dental[0].payer_name or "" if dental else ""
    pairs = pairs_in_use(vault)
    lines = tuple(EstimateLine(code=code, paid_as=next(iter(pairs.get(code, ())), "")) for code in codes)
    sheet = EstimateSheet(office=care.provider, patient=person.name if person else "", plan=plan, day=today, lines=lines)
    return estimate_sheet_pdf(sheet)
