"""The one unit of work: every write to the vault goes through a change, which is kept whole or not at all."""

from __future__ import annotations

from medbills.domain.agreement import Agreement
from medbills.domain.call import Call
from medbills.domain.case import Case, Document, KeptPaper
from medbills.domain.changes import Changes
from medbills.domain.contradiction import Contradiction
from medbills.domain.deadline import KeptDeadline
from medbills.domain.finding import KeptFinding
from medbills.domain.kept_event import KeptEvent
from medbills.domain.letter import Letter
from medbills.domain.link import Link
from medbills.domain.offer import Offer, WalkAway
from medbills.domain.packet import Packet
from medbills.domain.payment import Payment
from medbills.domain.person import Person, Provider
from medbills.domain.plan import Plan
from medbills.domain.planned_care import NetworkEvidence, PlannedCare
from medbills.domain.practice import Benchmark, FeeRound, FeeSchedule, Volumes
from medbills.domain.reader_mark import ReaderMark
from medbills.domain.refund import Refund
from medbills.store.nouns import Nouns
from medbills.store.records import Edits, EditsOfCases
from medbills.store.rows import Rows
from medbills.store.settings import SettingEdits
from medbills.store.waiting_files import WaitingEdits


class Change:
    """What may be written, noun by noun. Only `Vault.change` makes one, and it is of no use once its block has ended."""

    def __init__(self, what: str, nouns: Nouns, rows: Rows) -> None:
        self.what = what
        self._rows = rows
        self.people: Edits[Person] = Edits(nouns.people, rows)
        self.providers: Edits[Provider] = Edits(nouns.providers, rows)
        self.plans: Edits[Plan] = Edits(nouns.plans, rows)
        self.documents: Edits[Document] = Edits(nouns.documents, rows)
        self.papers: Edits[KeptPaper] = Edits(nouns.papers, rows)
        self.cases: Edits[Case] = Edits(nouns.cases, rows)
        self.findings: EditsOfCases[KeptFinding] = EditsOfCases(nouns.findings, rows)
        self.events: EditsOfCases[KeptEvent] = EditsOfCases(nouns.events, rows)
        self.deadlines: EditsOfCases[KeptDeadline] = EditsOfCases(nouns.deadlines, rows)
        self.calls: Edits[Call] = Edits(nouns.calls, rows)
        self.contradictions: Edits[Contradiction] = Edits(nouns.contradictions, rows)
        self.letters: Edits[Letter] = Edits(nouns.letters, rows)
        self.packets: Edits[Packet] = Edits(nouns.packets, rows)
        self.payments: Edits[Payment] = Edits(nouns.payments, rows)
        self.refunds: Edits[Refund] = Edits(nouns.refunds, rows)
        self.agreements: Edits[Agreement] = Edits(nouns.agreements, rows)
        self.offers: Edits[Offer] = Edits(nouns.offers, rows)
        self.walk_aways: Edits[WalkAway] = Edits(nouns.walk_aways, rows)
        self.planned_cares: Edits[PlannedCare] = Edits(nouns.planned_cares, rows)
        self.network_evidence: Edits[NetworkEvidence] = Edits(nouns.network_evidence, rows)
        self.fee_schedules: Edits[FeeSchedule] = Edits(nouns.fee_schedules, rows)
        self.volumes: Edits[Volumes] = Edits(nouns.volumes, rows)
        self.benchmarks: Edits[Benchmark] = Edits(nouns.benchmarks, rows)
        self.fee_rounds: Edits[FeeRound] = Edits(nouns.fee_rounds, rows)
        self.links: Edits[Link] = Edits(nouns.links, rows)
        self.reader_marks: Edits[ReaderMark] = Edits(nouns.reader_marks, rows)
        self.settings = SettingEdits(rows)
        self.waiting_files = WaitingEdits(rows)

    @property
    def topics(self) -> frozenset[str]:
        """The nouns touched so far."""
        return self._rows.topics

    @property
    def changes(self) -> Changes:
        """What to tell the pages; final once the block has ended."""
        return Changes(self.topics, self.what)
