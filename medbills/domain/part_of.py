"""Findings that explain another one: where a bill asks above the share, they say why (one finding, several reasons)."""

from __future__ import annotations

import dataclasses

from medbills.domain.finding import Finding

EXCESS = "bill_exceeds_eob_patient_responsibility"


def explaining(finding: Finding, of: str = EXCESS) -> Finding:
    """The finding as a reason of the other check's finding on the same papers (priority rule)."""
    return dataclasses.replace(finding, part_of=of)
