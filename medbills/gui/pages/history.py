"""History: what was done and when, what was removed and can come back, and another copy of the papers."""

from __future__ import annotations

from medbills.domain.practice import VaultKind
from medbills.gui.desk import Desk
from medbills.gui.page import FOOT_ORDER, PageSpec
from medbills.gui.parts.copies_part import CopiesPart
from medbills.gui.parts.deeds_part import DeedsPart
from medbills.gui.parts.removed_part import RemovedPart
from medbills.gui.parts.sections_page import Parts, SectionsPage

PARTS: Parts = {
    "removed": ("Recently removed", RemovedPart),
    "deeds": ("What was done", DeedsPart),
    "copies": ("Two copies", CopiesPart),
}


class HistoryPage(SectionsPage):
    """`show_item` takes the name of a section: removed, deeds, copies."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "History", PARTS)


PAGE = PageSpec(
    slug="history", title="History", icon="history", order=FOOT_ORDER, make=HistoryPage, kinds=frozenset(VaultKind),
    topics=frozenset({
        "papers", "documents", "cases", "findings", "deadlines", "calls", "letters", "packets", "payments", "refunds", "agreements",
        "offers", "people", "plans", "providers", "planned_cares", "settings", "conflicts", "booklets", "fee_schedules", "volumes",
        "benchmarks", "fee_rounds",
    }),
)  # fmt: skip
