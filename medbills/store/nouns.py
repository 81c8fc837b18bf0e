"""Every noun that the vault can be asked for."""

from __future__ import annotations

from medbills.store.agreements import Agreements
from medbills.store.arrivals import Arrivals
from medbills.store.authorities import Authorities
from medbills.store.benchmarks import Benchmarks
from medbills.store.booklets import BookletPages, Booklets, KeptQuotes
from medbills.store.calls import Calls
from medbills.store.cases import Cases
from medbills.store.closing_words import ClosingWords
from medbills.store.conflicts import Conflicts
from medbills.store.contradictions import Contradictions
from medbills.store.corrections import Corrections
from medbills.store.deadlines import Deadlines
from medbills.store.documents import Documents
from medbills.store.events import Events
from medbills.store.fee_rounds import FeeRounds
from medbills.store.fee_schedules import FeeSchedules
from medbills.store.findings import Findings
from medbills.store.lane import Lane
from medbills.store.letters import Letters
from medbills.store.links import Links
from medbills.store.network_evidence import NetworkEvidences
from medbills.store.offers import Offers
from medbills.store.outcomes import Outcomes
from medbills.store.own_pairs import OwnPairs
from medbills.store.packets import Packets
from medbills.store.papers import Papers
from medbills.store.payer_clauses import PayerClauses
from medbills.store.payments import Payments
from medbills.store.people import People
from medbills.store.planned_cares import PlannedCares
from medbills.store.plans import Plans
from medbills.store.providers import Providers
from medbills.store.reader_marks import ReaderMarks
from medbills.store.refunds import Refunds
from medbills.store.replies import Replies
from medbills.store.settings import Settings
from medbills.store.statement_gates import StatementGates
from medbills.store.told_facts import ToldFacts
from medbills.store.volumes import KeptVolumes
from medbills.store.waiting_files import WaitingFiles
from medbills.store.walk_aways import WalkAways


class Nouns:
    """Reads only; an open change is seen by them."""

    def __init__(self, lane: Lane) -> None:
        self.people = People(lane)
        self.providers = Providers(lane)
        self.plans = Plans(lane)
        self.documents = Documents(lane)
        self.papers = Papers(lane)
        self.cases = Cases(lane)
        self.findings = Findings(lane)
        self.events = Events(lane)
        self.deadlines = Deadlines(lane)
        self.calls = Calls(lane)
        self.contradictions = Contradictions(lane)
        self.letters = Letters(lane)
        self.authorities = Authorities(lane)
        self.closing_words = ClosingWords(lane)
        self.packets = Packets(lane)
        self.payments = Payments(lane)
        self.refunds = Refunds(lane)
        self.agreements = Agreements(lane)
        self.offers = Offers(lane)
        self.walk_aways = WalkAways(lane)
        self.planned_cares = PlannedCares(lane)
        self.network_evidence = NetworkEvidences(lane)
        self.fee_schedules = FeeSchedules(lane)
        self.volumes = KeptVolumes(lane)
        self.benchmarks = Benchmarks(lane)
        self.fee_rounds = FeeRounds(lane)
        self.payer_clauses = PayerClauses(lane)
        self.statement_gates = StatementGates(lane)
        self.outcomes = Outcomes(lane)
        self.own_pairs = OwnPairs(lane)
        self.booklets = Booklets(lane)
        self.booklet_pages = BookletPages(lane)
        self.kept_quotes = KeptQuotes(lane)
        self.links = Links(lane)
        self.reader_marks = ReaderMarks(lane)
        self.replies = Replies(lane)
        self.arrivals = Arrivals(lane)
        self.told_facts = ToldFacts(lane)
        self.corrections = Corrections(lane)
        self.conflicts = Conflicts(lane)
        self.settings = Settings(lane)
        self.waiting_files = WaitingFiles(lane)
