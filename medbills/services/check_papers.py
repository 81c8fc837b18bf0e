"""Checks papers together without a vault, and puts the answer in the contract's form."""

from __future__ import annotations

from typing import Any

from medbills.audits import run_checks
from medbills.domain.facts import Facts
from medbills.domain.owing import you_owe

SCHEMA = 1


def check(facts: Facts) -> dict[str, Any]:
    """The answer of `medbills check --json`: findings by money at stake, what was not checked, and what you owe."""
    inspection = run_checks(facts)
    return {
        "schema": SCHEMA,
        "findings": [finding.to_json() for finding in inspection.findings],
        "not_checked": [{"check": item.check, "needs": item.needs} for item in inspection.not_checked],
        "you_owe": you_owe(facts, inspection.findings).to_json(),
    }
