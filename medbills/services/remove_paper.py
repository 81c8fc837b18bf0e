"""Takes a paper out of the vault, and takes that back."""

from __future__ import annotations

import datetime

from medbills.domain.case import KeptPaper
from medbills.domain.changes import Changes
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.confirm_paper import describe
from medbills.services.find_links import unlink_paper
from medbills.store import Change, Vault


def remove_paper(vault: Vault, paper_id: str, *, today: datetime.date) -> Changes:
    """Removes a paper, its file when nothing else needs it, and its case when nothing else is in it.

    The encrypted file stays on the disk and in the history, so that `take_back` brings everything back.
    Raises UnusableInput when the paper is gone already.
    """
    kept = vault.papers.get(paper_id)
    if kept is None:
        raise UnusableInput(f"This paper was removed already. {IN_HISTORY}")
    with vault.change(f"Removed {describe(kept.paper)}") as change:
        change.papers.remove(paper_id)
        unlink_paper(vault, change, paper_id)
        if not _still_needed(vault, kept.document_id):
            change.documents.remove(kept.document_id)
        _leave_case(vault, change, kept)
        audit_cases(vault, change, today=today, person_id=kept.person_id)
    return change.changes


def _still_needed(vault: Vault, document_id: str) -> bool:
    """Whether another paper, a payment or a plan's booklet lies in this file."""
    paid = any(payment.document_id == document_id for payment in vault.payments.all())
    return paid or bool(vault.papers.of_document(document_id) or vault.booklets.of_document(document_id))


def take_back(vault: Vault, what: str) -> Changes:
    """Undoes the change of these words. Raises UnusableInput when another change came after it."""
    if vault.last_change() != what:
        raise UnusableInput(f"Something else was changed since, so this cannot be taken back here. {IN_HISTORY}")
    return vault.undo_last() or Changes()


def _leave_case(vault: Vault, change: Change, kept: KeptPaper) -> None:
    """An emptied case goes too, unless somebody wrote, called, paid or agreed on something in it."""
    case_id = kept.case_id
    if not case_id or vault.papers.of_case(case_id):
        return
    written = (
        vault.calls, vault.letters, vault.payments, vault.packets, vault.refunds, vault.agreements, vault.offers, vault.walk_aways,
        vault.planned_cares,
    )  # fmt: skip
    if any(noun.of_case(case_id) for noun in written):
        return
    for finding in vault.findings.of_case(case_id):
        change.findings.remove(finding.id)
    for deadline in vault.deadlines.of_case(case_id):
        change.deadlines.remove(deadline.id)
    for event in vault.events.of_case(case_id):
        change.events.remove(event.id)
    change.cases.remove(case_id)
