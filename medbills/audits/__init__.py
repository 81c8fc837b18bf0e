"""The catalogue of checks: each file looks for one problem; here they run together."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache

from medbills.catalogue import entries
from medbills.domain.facts import Facts
from medbills.domain.finding import Check, Finding, Inspection


@cache
def checks() -> tuple[Check, ...]:
    """Every check, sorted by slug."""
    return entries(__name__, "CHECK", Check)


def run_checks(facts: Facts, only: Collection[str] | None = None) -> Inspection:
    """What the checks say of the matter: findings with the most money at stake first, the same every time.

    `only` names the checks to run (all when None). Findings that the user marked as fine (`facts.accepted`) are left out.
    """
    chosen = [check for check in checks() if only is None or check.slug in only]
    with _nothing_swept():
        answers = [check.inspect(facts) for check in chosen]
    findings = {finding.key: finding for answer in answers for finding in answer.findings if finding.key not in facts.accepted}
    return Inspection(
        findings=tuple(sorted(findings.values(), key=_order)),
        not_checked=tuple(sorted({item for answer in answers for item in answer.not_checked}, key=lambda item: (item.check, item.needs))),
    )


@contextmanager
def _nothing_swept() -> Iterator[None]:
    """No search for garbage meanwhile: what checks work out is kept with its paper, and looking through it cost a fifth of the time."""
    sweeping = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeping:
            gc.enable()


def _order(finding: Finding) -> tuple[int, str, str]:
    return (-finding.amount_at_stake.cents, finding.check, finding.key)
