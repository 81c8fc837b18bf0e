"""A dental practice's fees: the proposal to a payer, lists, volumes, benchmarks, rounds, and what was paid on codes never billed."""

from __future__ import annotations

from medbills.domain.practice import VaultKind
from medbills.gui.desk import Desk
from medbills.gui.page import PageSpec
from medbills.gui.parts.own_pairs import PairsPart
from medbills.gui.parts.practice_lists import BenchmarksPart, FeeListsPart, VolumesPart
from medbills.gui.parts.practice_proposal import ProposalPart
from medbills.gui.parts.practice_report import ReportPart
from medbills.gui.parts.practice_rounds import RoundsPart
from medbills.gui.parts.sections_page import Parts, SectionsPage

PARTS: Parts = {
    "proposal": ("Proposal", ProposalPart),
    "lists": ("Fee lists", FeeListsPart),
    "volumes": ("Volumes", VolumesPart),
    "benchmarks": ("Benchmarks", BenchmarksPart),
    "rounds": ("Rounds and letters", RoundsPart),
    "report": ("Never billed", ReportPart),
    "pairs": ("Paid as", PairsPart),
}


class PracticePage(SectionsPage):
    """`show_item` takes the name of a section: proposal, lists, volumes, benchmarks, rounds, report, pairs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Fees", PARTS)


PAGE = PageSpec(
    slug="practice", title="Fees", icon="tooth", order=10, make=PracticePage, kinds=frozenset({VaultKind.PRACTICE}),
    topics=frozenset({"fee_schedules", "volumes", "benchmarks", "fee_rounds", "letters", "settings", "own_pairs"}),
)  # fmt: skip
