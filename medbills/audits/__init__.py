"""The catalogue of checks: each file looks for one problem; here they run together."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from medbills.catalogue import entries
from medbills.domain.facts import Facts
from medbills.domain.finding import Check, Finding, Inspection
from medbills.unswept import nothing_swept


@cache
def checks() -> tuple[Check, ...]:
    """Every check, sorted by slug."""
    return entries(__name__, "CHECK", Check)


def run_checks(facts: Facts, only: Collection[str] | None = None) -> Inspection:
    """What the checks say of the matter: findings with the most money at stake first, the same every time.

    `only` names the checks to run (all when None). Findings that the user marked as fine (`facts.accepted`) are left out.
    """
    chosen = [check for check in checks() if only is None or check.slug in only]
    with nothing_swept():
        answers = [check.inspect(facts) for check in chosen]
    findings = {finding.key: finding for answer in answers for finding in answer.findings if finding.key not in facts.accepted}
    return Inspection(
        findings=tuple(sorted(findings.values(), key=_order)),
        not_checked=tuple(sorted({item for answer in answers for item in answer.not_checked}, key=lambda item: (item.check, item.needs))),
    )



def _order(finding: Finding) -> tuple[int, str, str]:
    return (-finding.amount_at_stake.cents, finding.check, finding.key)
