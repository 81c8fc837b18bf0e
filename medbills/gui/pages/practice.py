"""A dental practice's fees: the proposal to a payer, fee lists, volumes, benchmarks, and the rounds."""

from __future__ import annotations

from medbills.domain.practice import VaultKind
from medbills.gui.desk import Desk
from medbills.gui.page import PageSpec
from medbills.gui.parts.practice_lists import BenchmarksPart, FeeListsPart, VolumesPart
from medbills.gui.parts.practice_proposal import ProposalPart
from medbills.gui.parts.practice_rounds import RoundsPart
from medbills.gui.parts.sections_page import Parts, SectionsPage

PARTS: Parts = {
    "proposal": ("Proposal", ProposalPart),
    "lists": ("Fee lists", FeeListsPart),
    "volumes": ("Volumes", VolumesPart),
    "benchmarks": ("Benchmarks", BenchmarksPart),
    "rounds": ("Rounds and letters", RoundsPart),
}


class PracticePage(SectionsPage):
    """`show_item` takes the name of a section: proposal, lists, volumes, benchmarks, rounds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Fees", PARTS)


PAGE = PageSpec(
    slug="practice", title="Fees", icon="tooth", order=10, make=PracticePage, kinds=frozenset({VaultKind.PRACTICE}),
    topics=frozenset({"fee_schedules", "volumes", "benchmarks", "fee_rounds", "letters", "settings"}),
)  # fmt: skip
