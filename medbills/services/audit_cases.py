"""Checks one person's cases anew and keeps what was found, with the user's answers to earlier findings."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.audits import run_checks
from medbills.domain.case import Case, Stage
from medbills.domain.facts import Facts
from medbills.domain.finding import Finding, FindingState, KeptFinding
from medbills.domain.money import ZERO
from medbills.domain.owing import count_once
from medbills.domain.paper import Kind
from medbills.services.gather_facts import gather_facts
from medbills.services.keep_paper import new_id
from medbills.services.track_deadlines import track_deadlines
from medbills.store import Change, Vault


def audit_cases(vault: Vault, change: Change, *, today: datetime.date, person_id: str | None) -> None:
    """Replaces the findings and deadlines of a person's open cases by today's, inside an open change."""
    facts = gather_facts(vault, person_id, today=today)
    found = run_checks(facts).findings
    case_of = {kept.id: kept.case_id for kept in vault.papers.all() if kept.case_id}
    cases = [case for case in vault.cases.all() if case.person_id == person_id and not case.closed_on]
    for case in cases:
        about = tuple(finding for finding in found if _case_of(finding, case_of) == case.id)
        _keep_findings(vault, change, case, about, facts)
        track_deadlines(vault, change, case, today=today)
        stage = stage_of(vault, case)
        if stage is not case.stage:
            change.cases.update(dataclasses.replace(case, stage=stage))


def answer_finding(
    vault: Vault, finding_id: str, state: FindingState, *, today: datetime.date, asked_on: datetime.date | None = None
) -> None:
    """Remembers what the user did about a finding: asked (on a day, else today), or "I checked, it's fine"."""
    kept = vault.findings.get(finding_id)
    if kept is None:
        return
    asked = asked_on or today if state is FindingState.ASKED else None
    with vault.change(f"Marked: {kept.finding.title}") as change:
        change.findings.update(dataclasses.replace(kept, state=state, asked_on=asked))
        case = vault.cases.get(kept.case_id)
        audit_cases(vault, change, today=today, person_id=case.person_id if case else None)


def stage_of(vault: Vault, case: Case) -> Stage:
    """How far a case has come, by what is on file."""
    if case.closed_on:
        return Stage.SETTLED
    papers = [kept.paper for kept in vault.papers.of_case(case.id)]
    findings = vault.findings.of_case(case.id)
    asked = any(kept.state is FindingState.ASKED for kept in findings)
    sent = any(letter.case_id == case.id and letter.sent_on for letter in vault.letters.all())
    if asked or (sent and findings):
        return Stage.DISPUTED
    if any(paper.is_bill for paper in papers) and any(paper.is_eob for paper in papers):
        return Stage.CHECKED
    if any(paper.kind is Kind.ITEMIZED_BILL for paper in papers):
        return Stage.ITEMIZED
    return Stage.RECEIVED


def _case_of(finding: Finding, case_of: dict[str, str]) -> str | None:
    return next((case_of[document] for document in finding.documents if document in case_of), None)


def _keep_findings(vault: Vault, change: Change, case: Case, found: tuple[Finding, ...], facts: Facts) -> None:
    """An answer of the user outlives a new check; a finding that no longer stands goes."""
    before = {kept.finding.key: kept for kept in vault.findings.of_case(case.id)}
    # What only explains the dollars of another finding stays without dollars of its own when that one is laid aside.
    own = count_once(found, facts)
    live = [finding for finding in found if own[finding.key] and not _laid_aside(before.get(finding.key))]
    counts = count_once(live, facts)
    for finding in found:
        counted = counts.get(finding.key, ZERO)
        kept = before.pop(finding.key, None)
        if kept is None:
            change.findings.add(KeptFinding(id=new_id(), case_id=case.id, finding=finding, counted=counted))
        elif kept.finding != finding or kept.counted != counted:
            change.findings.update(dataclasses.replace(kept, finding=finding, counted=counted))
    for gone in before.values():
        change.findings.remove(gone.id)


def _laid_aside(kept: KeptFinding | None) -> bool:
    return kept is not None and kept.state is FindingState.FINE
