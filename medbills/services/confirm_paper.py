"""Confirms a reviewed paper: files it under its person, provider and case, and checks the case anew."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.belonging import belong_together, sender
from medbills.domain.case import Case, KeptPaper
from medbills.domain.changes import Changes
from medbills.domain.names import same_organization, same_person
from medbills.domain.paper import Kind, Paper
from medbills.domain.person import Person, Provider
from medbills.domain.reply import Answers
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.find_links import link_papers, move_line_links
from medbills.services.keep_paper import new_id, whose
from medbills.services.name_case import kind_of_case, lead_paper, name_case
from medbills.store import Change, Vault

# Papers that open a case of their own; the others join one, or lie with the person.
OPENS_A_CASE = frozenset(
    {Kind.BILL, Kind.ITEMIZED_BILL, Kind.EOB, Kind.MEDICARE_SUMMARY_NOTICE, Kind.COLLECTION_NOTICE, Kind.DENIAL_LETTER}
)


def confirm_paper(
    vault: Vault,
    paper_id: str,
    *,
    today: datetime.date,
    edited: Paper | None = None,
    person_id: str | None = None,
    case_id: str | None = None,
    confirmed: bool = True,
) -> Changes:
    """Files a paper and checks its case, in one change. `edited` replaces what was read; its typed spots say so.

    `person_id` and `case_id` are the user's own choice where given. `confirmed=False` files it while some values still wait
    for the user's eyes. Raises UnusableInput when the paper is gone.
    """
    kept = vault.papers.get(paper_id)
    if kept is None:
        raise UnusableInput(f"This paper is no longer among your papers. {IN_HISTORY}")
    paper, before = edited or kept.paper, kept
    with vault.change(f"Kept {describe(paper)}") as change:
        read = kept.person_id if paper.patient_name == kept.paper.patient_name else None
        person = person_id or read or whose(vault, paper) or _new_person(vault, change, paper) or kept.person_id
        provider = _provider(vault, change, paper)
        kept = dataclasses.replace(kept, paper=paper, confirmed=confirmed, person_id=person, provider_id=provider)
        joined = case_id or _answered_case(vault, kept) or _known_case(vault, kept)
        kept = dataclasses.replace(kept, case_id=joined or _new_case(change, kept, today))
        change.papers.update(kept)
        if kept.case_id:
            _rename_case(vault, change, kept, opened=joined is None)
            _join_loose_papers(vault, change, kept)
        move_line_links(vault, change, before.paper, paper)
        link_papers(vault, change, [kept.id])
        audit_cases(vault, change, today=today, person_id=person)
        if before.case_id and before.case_id != kept.case_id:
            _leave_case(vault, change, before, today)
    return change.changes


def describe(paper: Paper) -> str:
    """A paper in words: "the itemized bill of Riverbend General Hospital"."""
    what = {Kind.EOB: "insurer's statement", Kind.OTHER: "paper"}.get(paper.kind, paper.kind.value.replace("_", " "))
    who = paper.issuer_name or paper.payer_name or paper.provider_name
    return f"the {what} of {who}" if who else f"a {what}"


def _new_person(vault: Vault, change: Change, paper: Paper) -> str | None:
    """The first paper of somebody makes their record, so that nobody has to type a name twice."""
    if not paper.patient_name:
        return None
    person = Person(id=new_id(), name=paper.patient_name, birth_date=paper.patient_birth_date, is_me=False)
    change.people.add(person)
    return person.id


def _provider(vault: Vault, change: Change, paper: Paper) -> str | None:
    name = paper.issuer_name if paper.kind is Kind.COLLECTION_NOTICE else sender(paper)
    if not name:
        return None
    for provider in vault.providers.all():
        if same_organization(provider.name, name) or (paper.provider_npi and provider.npi == paper.provider_npi):
            return provider.id
    provider = Provider(
        id=new_id(),
        name=name,
        npi=paper.provider_npi,
        tax_id=paper.provider_tax_id,
        phone=paper.provider_phone or "",
        address=paper.provider_address or "",
    )
    change.providers.add(provider)
    return provider.id


def _answered_case(vault: Vault, kept: KeptPaper) -> str | None:
    """The case of the letter or packet that the user said it answers, if it is the same person's."""
    said = [reply.sent_id for reply in vault.replies.of_paper(kept.id) if reply.word is Answers.YES]
    sent = [one for sent_id in said if (one := vault.letters.get(sent_id) or vault.packets.get(sent_id))]
    cases = [case for one in sent if (case := vault.cases.get(one.case_id or "")) and not case.closed_on]
    return next((case.id for case in cases if kept.person_id in (None, case.person_id)), None)


def _known_case(vault: Vault, kept: KeptPaper) -> str | None:
    """The case it lies in, else one of the same patient with a paper about the same care."""
    paper = kept.paper
    own = vault.cases.get(kept.case_id) if kept.case_id else None
    if own is not None and own.person_id == kept.person_id:
        return own.id
    for other in vault.papers.all():
        fits = other.case_id and other.id != kept.id and _same_patient(other, kept) and belong_together(other.paper, paper)
        if fits and not _stands_apart(vault, other, paper):
            return other.case_id
    return None


def _new_case(change: Change, kept: KeptPaper, today: datetime.date) -> str | None:
    """A case of its own, for a paper that opens one."""
    paper = kept.paper
    if paper.kind not in OPENS_A_CASE and not _asks_to_be_checked(paper):
        return None
    case = Case(id=new_id(), title=name_case(paper), kind=kind_of_case(paper), person_id=kept.person_id, opened_on=paper.dated or today)
    change.cases.add(case)
    return case.id


def _asks_to_be_checked(paper: Paper) -> bool:
    """A receipt or another paper with a list of charges is worth a look of its own."""
    return paper.kind in (Kind.RECEIPT, Kind.OTHER) and sum(line.billed is not None for line in paper.lines) > 1


def _join_loose_papers(vault: Vault, change: Change, kept: KeptPaper) -> None:
    """A receipt or a form that came before its bill goes into the bill's case now."""
    for other in vault.papers.all():
        waits = other.confirmed and other.case_id is None and other.person_id == kept.person_id
        if waits and belong_together(other.paper, kept.paper):
            change.papers.update(dataclasses.replace(other, case_id=kept.case_id))


def _leave_case(vault: Vault, change: Change, before: KeptPaper, today: datetime.date) -> None:
    """The case that a paper went out of is checked anew; one that holds nothing any more goes."""
    audit_cases(vault, change, today=today, person_id=before.person_id)
    left = before.case_id or ""
    nouns = (
        vault.papers, vault.findings, vault.deadlines, vault.calls, vault.letters, vault.packets, vault.payments,
        vault.refunds, vault.agreements, vault.offers, vault.walk_aways, vault.planned_cares,
    )  # fmt: skip
    if not any(noun.of_case(left) for noun in nouns) and vault.cases.get(left):
        change.cases.remove(left)


def _rename_case(vault: Vault, change: Change, kept: KeptPaper, *, opened: bool) -> None:
    """A paper that says better what the matter is gives the case its name, unless somebody chose another one.

    `opened` says that the case was made for this paper.
    """
    case = vault.cases.get(kept.case_id or "")
    papers = [other.paper for other in vault.papers.of_case(kept.case_id or "")]
    before, after = lead_paper(paper for paper in papers if paper.id != kept.id), lead_paper(papers)
    chosen = not opened and (before is None or (case is not None and case.title != name_case(before)))
    if case is None or after is None or chosen:
        return
    kind = case.kind if case.kind_told_on else kind_of_case(after)
    renamed = dataclasses.replace(case, title=name_case(after), kind=kind)
    if renamed != case:
        change.cases.update(renamed)


def _stands_apart(vault: Vault, other: KeptPaper, paper: Paper) -> bool:
    """A closed case is not opened again by a new paper of the same provider unless a number ties them."""
    case = vault.cases.get(other.case_id) if other.case_id else None
    return bool(case and case.closed_on and other.paper.account_number != paper.account_number)


def _same_patient(first: KeptPaper, second: KeptPaper) -> bool:
    if first.person_id and second.person_id:
        return first.person_id == second.person_id
    names = first.paper.patient_name, second.paper.patient_name
    return same_person(*names) is not False
