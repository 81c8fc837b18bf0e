"""Keeps the user's word on what a case is about."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.case import CaseKind
from medbills.domain.changes import Changes
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.case_kinds import kinds_of_case
from medbills.store import Vault


def choose_kind(vault: Vault, case_id: str, kind: CaseKind, *, today: datetime.date) -> Changes:
    """Keeps the user's word on what the case is about; later papers leave it alone. Raises UnusableInput where the case is gone."""
    case = vault.cases.get(case_id)
    if case is None:
        raise UnusableInput(f"This case is not there any more. {IN_HISTORY}")
    with vault.change(f"Changed what a case is about: {kinds_of_case()[kind].name}") as change:
        change.cases.update(dataclasses.replace(case, kind=kind, kind_told_on=today))
        audit_cases(vault, change, today=today, person_id=case.person_id)
    return change.changes
