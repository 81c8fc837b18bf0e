"""Checks one person's cases anew and keeps what was found, with the user's answers to earlier findings."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence

from medbills.audits import run_checks
from medbills.domain.alike_pairs import grouped
from medbills.domain.case import Case, Stage
from medbills.domain.facts import Facts
from medbills.domain.finding import Finding, FindingState, KeptFinding
from medbills.domain.money import ZERO
from medbills.domain.owing import count_once
from medbills.domain.paper import Kind
from medbills.services.gather_facts import gather_facts
from medbills.services.keep_paper import found_id
from medbills.services.told_to_checks import facts_of_case
from medbills.services.track_deadlines import track_deadlines
from medbills.store import Change, Vault


def audit_cases(vault: Vault, change: Change, *, today: datetime.date, person_id: str | None, everywhere: bool = False) -> None:
    """Replaces the findings and deadlines of a person's open cases by today's, inside an open change.

    All papers are checked together; what follows of it is worked out for the cases that the change was about, those with other
    findings than before, and those not looked at today. `everywhere`: for all, where the change itself does not tell.
    """
    touched = None if everywhere else change.touched
    facts = gather_facts(vault, person_id, today=today)
    case_of = {kept.id: kept.case_id for kept in vault.papers.all() if kept.case_id}
    cases = [case for case in vault.cases.all() if case.person_id == person_id and not case.closed_on]
    before = grouped(vault.findings.of_cases([case.id for case in cases]), lambda kept: kept.case_id)
    ran = [(facts, _found(facts, case_of))]  # cases of which the same was told share one run
    for case in cases:
        own = facts_of_case(vault, case, facts)
        found = next((findings for known, findings in ran if known.context == own.context), None)
        if found is None:
            found = _found(own, case_of)
            ran.append((own, found))
        others = _keep_findings(change, case, before.get(case.id, []), found.get(case.id, []), own)
        if others or touched is None or case.id in touched or vault.looked_at.on(case.id) != today:
            _work_out(vault, change, case, today)


def _found(facts: Facts, case_of: Mapping[str, str]) -> dict[str | None, list[Finding]]:
    """What the checks find, by the case that the first of its papers lies in."""
    return grouped(run_checks(facts).findings, lambda finding: _case_of(finding, case_of))


def _work_out(vault: Vault, change: Change, case: Case, today: datetime.date) -> None:
    track_deadlines(vault, change, case, today=today)
    stage = stage_of(vault, case)
    if stage is not case.stage:
        change.cases.update(dataclasses.replace(case, stage=stage))
    vault.looked_at.note(case.id, today)


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
    sent = any(letter.sent_on for letter in vault.letters.of_case(case.id))
    if asked or (sent and findings):
        return Stage.DISPUTED
    if any(paper.is_bill for paper in papers) and any(paper.is_eob for paper in papers):
        return Stage.CHECKED
    if any(paper.kind is Kind.ITEMIZED_BILL for paper in papers):
        return Stage.ITEMIZED
    return Stage.RECEIVED


def _case_of(finding: Finding, case_of: Mapping[str, str]) -> str | None:
    return next((case_of[document] for document in finding.documents if document in case_of), None)


def _keep_findings(change: Change, case: Case, known: Sequence[KeptFinding], found: Sequence[Finding], facts: Facts) -> bool:
    """Whether anything is other than it was. An answer of the user outlives a new check; a finding that no longer stands goes."""
    before = {kept.finding.key: kept for kept in known}
    # What only explains the dollars of another finding stays without dollars of its own when that one is laid aside.
    own = count_once(found, facts)
    live = [finding for finding in found if own[finding.key] and not _laid_aside(before.get(finding.key))]
    counts = count_once(live, facts)
    others = before.keys() != {finding.key for finding in found}
    for finding in found:
        counted = counts.get(finding.key, ZERO)
        kept = before.pop(finding.key, None)
        if kept is None:
            change.findings.put(KeptFinding(id=found_id(case.id, finding.key), case_id=case.id, finding=finding, counted=counted))
        elif kept.finding != finding or kept.counted != counted:
            change.findings.update(dataclasses.replace(kept, finding=finding, counted=counted))
            others = True
    for gone in before.values():
        change.findings.remove(gone.id)
    return others


def _laid_aside(kept: KeptFinding | None) -> bool:
    return kept is not None and kept.state is FindingState.FINE
