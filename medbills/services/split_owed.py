"""Splits what each paper asks for into yours, in dispute and waiting, with the user's answers to the findings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from medbills.domain.facts import Facts
from medbills.domain.finding import FindingState, KeptFinding
from medbills.domain.matter import Owed
from medbills.domain.owing import you_owe
from medbills.services.gather_facts import gather_facts
from medbills.store import Vault


def split_owed(vault: Vault, people: Iterable[str | None], *, today: datetime.date) -> dict[str, Owed]:
    """What each paper of these people asks for, by paper id."""
    split: dict[str, Owed] = {}
    for person_id in people:
        split |= owed_by(vault, gather_facts(vault, person_id, today=today))
    return split


def owed_by(vault: Vault, facts: Facts) -> dict[str, Owed]:
    """The same for facts that are gathered already."""
    asked = {paper.id for paper in facts.papers}
    live = [kept for kept in vault.findings.all() if kept.counted and kept.state is not FindingState.FINE]
    findings = [kept.finding for kept in live if _about(kept, asked)]
    return {
        paper_id: Owed(share.sure, share.disputed, share.waiting_for_insurance)
        for paper_id, share in you_owe(facts, findings).per_paper.items()
    }


def _about(kept: KeptFinding, papers: set[str]) -> bool:
    return any(document in papers for document in kept.finding.documents)
