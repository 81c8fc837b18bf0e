"""The one unit of work: every write to the vault goes through a change, which is kept whole or not at all."""

from __future__ import annotations

from medbills.domain.agreement import Agreement
from medbills.domain.authority import Authority
from medbills.domain.booklet import Booklet, BookletPage, KeptQuote
from medbills.domain.call import Call
from medbills.domain.case import Case, Document, KeptPaper
from medbills.domain.changes import Changes
from medbills.domain.closing import ClosingWord
from medbills.domain.conflict import Conflict
from medbills.domain.contradiction import Contradiction
from medbills.domain.correction import Correction
from medbills.domain.deadline import KeptDeadline
from medbills.domain.finding import KeptFinding
from medbills.domain.kept_event import KeptEvent
from medbills.domain.letter import Letter
from medbills.domain.link import Link
from medbills.domain.offer import Offer, WalkAway
from medbills.domain.own_pair import OwnPair
from medbills.domain.packet import Packet
from medbills.domain.payment import Payment
from medbills.domain.person import Person, Provider
from medbills.domain.plan import Plan
from medbills.domain.planned_care import NetworkEvidence, PlannedCare
from medbills.domain.practice import Benchmark, FeeRound, FeeSchedule, Outcome, PayerClause, StatementGate, Volumes
from medbills.domain.reader_mark import ReaderMark
from medbills.domain.refund import Refund
from medbills.domain.reply import Arrival, Reply
from medbills.domain.told_fact import ToldFact
from medbills.store.corrections import CorrectionEdits
from medbills.store.fixed import FixedCalls, FixedLetters, FixedPackets
from medbills.store.nouns import Nouns
from medbills.store.page_words import PageWordsEdits
from medbills.store.records import Edits, EditsOfCases
from medbills.store.rows import Rows
from medbills.store.settings import SettingEdits
from medbills.store.touched_cases import touched_cases
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
        self.calls: Edits[Call] = FixedCalls(nouns.calls, rows)
        self.contradictions: Edits[Contradiction] = Edits(nouns.contradictions, rows)
        self.letters: Edits[Letter] = FixedLetters(nouns.letters, rows)
        self.authorities: Edits[Authority] = Edits(nouns.authorities, rows)
        self.closing_words: Edits[ClosingWord] = Edits(nouns.closing_words, rows)
        self.packets: Edits[Packet] = FixedPackets(nouns.packets, rows)
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
        self.payer_clauses: Edits[PayerClause] = Edits(nouns.payer_clauses, rows)
        self.statement_gates: Edits[StatementGate] = Edits(nouns.statement_gates, rows)
        self.outcomes: Edits[Outcome] = Edits(nouns.outcomes, rows)
        self.own_pairs: Edits[OwnPair] = Edits(nouns.own_pairs, rows)
        self.booklets: Edits[Booklet] = Edits(nouns.booklets, rows)
        self.booklet_pages: Edits[BookletPage] = Edits(nouns.booklet_pages, rows)
        self.kept_quotes: Edits[KeptQuote] = Edits(nouns.kept_quotes, rows)
        self.links: Edits[Link] = Edits(nouns.links, rows)
        self.reader_marks: Edits[ReaderMark] = Edits(nouns.reader_marks, rows)
        self.replies: Edits[Reply] = Edits(nouns.replies, rows)
        self.arrivals: Edits[Arrival] = Edits(nouns.arrivals, rows)
        self.told_facts: Edits[ToldFact] = Edits(nouns.told_facts, rows)
        self.corrections: Edits[Correction] = CorrectionEdits(nouns.corrections, rows)
        self.conflicts: Edits[Conflict] = Edits(nouns.conflicts, rows)
        self.settings = SettingEdits(rows)
        self.waiting_files = WaitingEdits(rows)
        self.page_words = PageWordsEdits(rows)

    @property
    def topics(self) -> frozenset[str]:
        """The nouns touched so far."""
        return self._rows.topics

    @property
    def touched(self) -> frozenset[str] | None:
        """The cases whose own rows were touched so far; None where what was touched may concern any case."""
        return touched_cases(self._rows)

    @property
    def changes(self) -> Changes:
        """What to tell the pages; final once the block has ended."""
        return Changes(self.topics, self.what)
