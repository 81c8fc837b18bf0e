"""What an insurer's paper says of each line: discounts, the patient's share, and who gives up what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from medbills.domain.code_formats import group_and_reason
from medbills.domain.fields import Adjustment
from medbills.domain.money import ZERO, Money, total
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import remembered

UNFINISHED = frozenset({"16", "22", "31", "109", "252"})  # CO with one of these: the claim is not finished
_NO_REASONS: frozenset[str] = frozenset()
_SHARES = frozenset({"1", "2", "3"})  # PR-1 deductible, PR-2 coinsurance, PR-3 copay
_USUAL = {("CO", "45"), *(("PR", reason) for reason in _SHARES)}


@dataclass(frozen=True, slots=True)
class Remittance:
    """One EOB line by adjustment group. `derived`: worked out from columns, so a finding from it is likely at most."""

    contractual: Money  # CO: the provider gives it up
    patient: Money | None  # PR: the patient's share; None where the paper shows none
    contractual_reasons: frozenset[str]
    derived: bool

    @property
    def unfinished(self) -> bool:
        return bool(self.contractual_reasons) and self.contractual_reasons <= UNFINISHED


def group_codes(line: Line) -> tuple[tuple[str, str], ...]:
    """Group and reason of each remark code that has both ("CO-45" is ("CO", "45"))."""
    return _group_codes(line.remark_codes) if line.remark_codes else ()


@lru_cache(maxsize=4096)
def _group_codes(remark_codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = (group_and_reason(code) for code in remark_codes)
    return tuple(both for both in found if both)


def reasons(line: Line) -> frozenset[str]:
    """Reason numbers (CARC) of a line, whatever their group."""
    if not line.remark_codes and not line.adjustments:
        return _NO_REASONS
    return frozenset((*(reason for _, reason in group_codes(line)), *(item.reason for item in line.adjustments or ())))


def remittance(eob: Paper, line: Line) -> Remittance:
    """The line by group: from amounts per code where they are printed, else from the columns."""
    if line.adjustments:
        return _from_adjustments(line.adjustments, line.patient_owes)
    return _by_column(line, in_network=eob.network_status == "in")


def patient_share(line: Line) -> Money | None:
    """What the insurer says the patient owes for the line; None when neither it nor its parts are printed."""
    return line.patient_owes if line.patient_owes is not None else _share_by_parts(line)


def _share_by_parts(line: Line) -> Money | None:
    if line.adjustments:
        return total(item.amount for item in line.adjustments if item.group == "PR")
    parts = [part for part in (line.deductible, line.copay, line.coinsurance) if part is not None]
    if not parts:
        return None
    codes = {group for group, reason in group_codes(line) if reason not in _SHARES}
    not_covered = line.not_covered if line.not_covered is not None and codes == {"PR"} else ZERO
    return total(parts) + not_covered


def paid_to_patient(line: Line) -> Money:
    """What the insurer sent to the patient instead of the provider (OA-100): to be passed on, no discount."""
    if not line.adjustments:
        return ZERO
    return total(item.amount for item in line.adjustments if (item.group, item.reason) == ("OA", "100"))


@remembered
def shows_discount(eob: Paper) -> bool:
    """Whether the paper takes something off the charges, as a plan does for a provider under contract."""
    passed_on = total(paid_to_patient(line) for line in eob.lines)
    if eob.total_adjustments is not None and eob.total_adjustments > passed_on:
        return True
    if eob.total_allowed is not None and eob.total_billed is not None and eob.total_allowed < eob.total_billed:
        return True
    return any(
        (line.adjustment is not None and line.adjustment > paid_to_patient(line))
        or any(group == "CO" for group, _ in group_codes(line))
        or any(item.group == "CO" for item in line.adjustments or ())
        or (line.allowed is not None and line.billed is not None and line.allowed < line.billed)
        for line in eob.lines
    )


def shows_code(eob: Paper, group: str, reason: str) -> bool:
    """Whether any line carries that group and reason."""
    return (group, reason) in _codes_of(eob)


@remembered
def _codes_of(eob: Paper) -> frozenset[tuple[str, str]]:
    by_remark = (both for line in eob.lines for both in group_codes(line))
    return frozenset((*by_remark, *((item.group, item.reason) for line in eob.lines for item in line.adjustments or ())))


@remembered
def reasons_of(eob: Paper) -> frozenset[str]:
    """Reason numbers (CARC) of all lines."""
    return frozenset(reason for line in eob.lines for reason in reasons(line))


def _from_adjustments(adjustments: Iterable[Adjustment], owes: Money | None) -> Remittance:
    items = tuple(adjustments)
    patient = [item.amount for item in items if item.group == "PR"]
    return Remittance(
        contractual=total(item.amount for item in items if item.group == "CO"),
        patient=total(patient) if patient else (owes if owes is not None else ZERO),
        contractual_reasons=frozenset(item.reason for item in items if item.group == "CO"),
        derived=False,
    )


def _by_column(line: Line, *, in_network: bool) -> Remittance:
    """The discount column binds a provider in network even where no group code says so."""
    codes = group_codes(line)
    contractual = frozenset(reason for group, reason in codes if group == "CO") if codes else _NO_REASONS
    other_groups = {group for group, reason in codes if (group, reason) not in _USUAL}
    amount = ZERO
    if (contractual or in_network) and (discount := _discount(line)) is not None:
        amount = discount
    if line.not_covered is not None and other_groups == {"CO"}:
        amount = amount + line.not_covered
    if amount and not contractual:
        contractual = frozenset({"45"})
    return Remittance(contractual=amount, patient=patient_share(line), contractual_reasons=contractual, derived=True)


def _discount(line: Line) -> Money | None:
    """The discount column; where it is blank, charge less allowed amount, less what is named as not covered."""
    if line.adjustment is not None:
        return line.adjustment
    if line.allowed is None or line.billed is None:
        return None
    off = line.billed - line.allowed
    if line.not_covered is not None and off >= line.not_covered:
        off = off - line.not_covered
    return off if off.cents > 0 else ZERO
