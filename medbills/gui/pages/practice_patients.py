"""A dental practice toward its patients: statements, the estimate to sign, the contracts' words, and what it changed."""

from __future__ import annotations

from medbills.domain.practice import VaultKind
from medbills.gui.desk import Desk
from medbills.gui.page import PageSpec
from medbills.gui.parts.practice_clauses import ClausesPart
from medbills.gui.parts.practice_estimate import EstimatePart
from medbills.gui.parts.practice_gate import GatePart
from medbills.gui.parts.practice_outcomes import OutcomesPart
from medbills.gui.parts.sections_page import Parts, SectionsPage

PARTS: Parts = {
    "statements": ("Before a statement", GatePart),
    "estimate": ("Estimate to sign", EstimatePart),
    "clauses": ("Contract words", ClausesPart),
    "outcomes": ("What it changed", OutcomesPart),
}


class PracticePatientsPage(SectionsPage):
    """`show_item` takes the name of a section: statements, estimate, clauses, outcomes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Patients", PARTS)


PAGE = PageSpec(
    slug="practice_patients", title="Patients", icon="people", order=12, make=PracticePatientsPage, kinds=frozenset({VaultKind.PRACTICE}),
    topics=frozenset({"statement_gates", "payer_clauses", "outcomes", "fee_schedules", "volumes", "settings", "own_pairs"}),
)  # fmt: skip
