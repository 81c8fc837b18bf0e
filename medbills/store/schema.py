"""The vault's tables as they are today. A change here comes with a migration; a test compares the two."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, MetaData, PrimaryKeyConstraint, String, Table, Text

from medbills.domain.authority import Form
from medbills.domain.booklet import BookletKind
from medbills.domain.call import PromiseState
from medbills.domain.case import CaseKind, Stage
from medbills.domain.closing import ClosingItem
from medbills.domain.contradiction import Word
from medbills.domain.correction import About
from medbills.domain.finding import Certainty, FindingState, Severity
from medbills.domain.link import LinkState, Relation
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind
from medbills.domain.practice import ListKind
from medbills.domain.reply import Answers
from medbills.domain.told_fact import Answered, Owner
from medbills.store import columns as as_
from medbills.store.columns import BY_FIELD_TYPE, CENTS, DAY, EXACT, MOMENT, word

HEAD = "0016"  # the newest migration

METADATA = MetaData()


def _table(name: str, topic: str, *parts: Column[object]) -> Table:
    """A table of kept rows: every one has a text id, and a topic by which pages are told of changes."""
    return Table(name, METADATA, Column("id", Text, primary_key=True), *parts, info={"topic": topic})


def _text(name: str) -> Column[object]:
    """Words that may be empty, never absent."""
    return Column(name, Text, nullable=False)


def _of(name: str, table: str, *, owned: bool = False) -> Column[object]:
    """A reference. A row that is `owned` goes when the other row goes; else only the reference does."""
    return Column(name, Text, ForeignKey(f"{table}.id"), nullable=not owned, index=True)


# Not part of the history: what the vault is, and the history itself.
META = Table("meta", METADATA, Column("id", Text, primary_key=True), Column("value", Text, nullable=False))

# As Alembic makes it, so that a new vault and an upgraded one are the same.
SCHEMA_VERSION = Table(
    "alembic_version", METADATA,
    Column("version_num", String(32), nullable=False), PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)  # fmt: skip

JOURNAL = Table(
    "journal", METADATA,
    Column("seq", Integer, primary_key=True),
    Column("change_id", Text, nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("undoes", Text, index=True),  # the change that this one reverts
    Column("table_name", Text, nullable=False),
    Column("row_id", Text, nullable=False, index=True),
    Column("before", Text),
    Column("after", Text),
    Column("hash", Text, nullable=False),  # of this entry and the hash before it
)  # fmt: skip

PERSON = _table(
    "person", "people",
    _text("name"), _text("called"), Column("birth_date", DAY), _text("address"), Column("state", Text), _text("phone"), _text("email"),
    Column("is_me", Boolean, nullable=False), _text("helped_as"), Column("plan_ids", as_.WORDS, nullable=False),
)  # fmt: skip

PROVIDER = _table(
    "provider", "providers",
    _text("name"), Column("npi", Text), Column("tax_id", Text), _text("phone"), _text("address"), Column("nonprofit", Boolean),
)  # fmt: skip

PLAN = _table(
    "plan", "plans",
    Column("name", Text), Column("type", Text), Column("payer_name", Text), _text("payer_address"), _text("payer_phone"),
    Column("member_id", Text), Column("group_number", Text), Column("employer", Text), Column("covered_from", DAY),
    Column("covered_to", DAY), Column("deductible_individual", CENTS), Column("deductible_family", CENTS),
    Column("out_of_pocket_max_individual", CENTS), Column("out_of_pocket_max_family", CENTS), Column("coinsurance_in", EXACT),
    Column("coinsurance_out", EXACT), Column("copays", as_.AMOUNTS, nullable=False), Column("exclusions", as_.WORDS, nullable=False),
    Column("has_dental", Boolean, nullable=False), Column("dental_annual_maximum", CENTS), Column("dental_annual_maximum_left", CENTS),
    Column("dental_frequency", as_.ANY), Column("dental_network_fees", as_.AMOUNTS), Column("dental_alternate_fees", as_.AMOUNTS),
    Column("dental_alternate_fees_asked", as_.AMOUNTS), Column("dental_rates", as_.RATES), Column("dental_deductible_left", CENTS),
    Column("dental_contract_permission", Text), Column("dental_waiting_months", as_.ANY), Column("dental_prior_coverage_months", Integer),
    Column("dental_year_start", DAY), Column("dental_non_covered_billing", Text),
)  # fmt: skip

DOCUMENT = _table(
    "document", "documents",
    Column("key", Text, nullable=False, unique=True), _text("name"), _text("media_type"), Column("bytes", Integer, nullable=False),
    Column("pages", Integer), Column("kept_at", MOMENT, nullable=False),
)  # fmt: skip

CASE = _table(
    "case_", "cases",
    _text("title"), Column("kind", word(CaseKind), nullable=False), _of("person_id", "person"), _of("plan_id", "plan"),
    Column("stage", word(Stage), nullable=False), Column("opened_on", DAY, nullable=False), Column("closed_on", DAY),
    Column("saved", CENTS), _text("saved_proof"), Column("kind_told_on", DAY),
)  # fmt: skip


def _papers(name: str) -> tuple[Table, Table]:
    """A table of papers and the table of their lines, with a column for each field of the reading contract."""
    fields = (Column(field.name, BY_FIELD_TYPE[field.type]) for field in PAPER_FIELDS.values())
    line_fields = (Column(field.name, BY_FIELD_TYPE[field.type]) for field in LINE_FIELDS.values())
    papers = _table(
        name, "papers",
        Column("kind", word(Kind), nullable=False), _of("document_id", "document", owned=True),
        Column("first_page", Integer, nullable=False), Column("last_page", Integer, nullable=False),
        Column("confirmed", Boolean, nullable=False), _of("person_id", "person"), _of("provider_id", "provider"),
        _of("case_id", "case_"), Column("warnings", as_.WORDS, nullable=False), Column("kept_at", MOMENT),
        *fields, Column("spots", as_.SPOTS, nullable=False),
    )  # fmt: skip
    lines = _table(
        f"{name}_line", "papers",
        _of(f"{name}_id", name, owned=True), Column("position", Integer, nullable=False),
        *line_fields, Column("spots", as_.SPOTS, nullable=False),
    )  # fmt: skip
    return papers, lines


BILL, BILL_LINE = _papers("bill")
EOB, EOB_LINE = _papers("eob")
NOTICE, NOTICE_LINE = _papers("notice")  # every other kind

FINDING = _table(
    "finding", "findings",
    _of("case_id", "case_", owned=True), _text("check_name"), Column("severity", word(Severity), nullable=False), _text("title"),
    _text("explanation"), Column("amount_at_stake", CENTS, nullable=False), Column("documents", as_.WORDS, nullable=False),
    Column("lines", as_.LINE_REFS, nullable=False), Column("certainty", word(Certainty), nullable=False), _text("question"),
    _text("remedy"), _text("letter"), _text("authority"), Column("checked_on", DAY, nullable=False), _text("reason"), _text("rest_title"),
    Column("part_of", Text),
    Column("counted", CENTS, nullable=False), Column("state", word(FindingState), nullable=False), Column("asked_on", DAY),
)  # fmt: skip

CALL = _table(
    "call", "calls",
    _of("case_id", "case_"), Column("at", MOMENT, nullable=False), Column("minutes", Integer), _text("number"), _text("organization"),
    _text("person"), _text("role"), _text("reference"), _text("line"), _text("notes"), _text("they_will"), Column("they_will_by", DAY),
    _text("you_will"), Column("you_will_by", DAY), Column("follow_up_on", DAY), Column("ended", Boolean, nullable=False),
)  # fmt: skip

CALL_COURSE = _table(
    "call_course", "calls",
    _of("call_id", "call", owned=True), _text("script"), Column("trail", as_.TRAIL, nullable=False), _text("recording"),
    Column("promise", word(PromiseState), nullable=False), Column("promise_told_on", DAY),
)  # fmt: skip

CALL_PROMISE = _table(  # what they promised after the first promise, which stands in the call's own row
    "call_promise", "calls",
    _of("call_id", "call", owned=True), Column("position", Integer, nullable=False), _text("what"), Column("by", DAY), _text("who"),
    Column("state", word(PromiseState), nullable=False), Column("told_on", DAY),
)  # fmt: skip

CONTRADICTION = _table(
    "contradiction", "calls",
    _of("case_id", "case_"), _of("call_id", "call", owned=True), _of("other_id", "call", owned=True), _text("question"),
    Column("word", word(Word), nullable=False), _text("about"), _text("said"), _text("other_said"),
)  # fmt: skip

EVENT = _table(
    "event", "events",
    _of("case_id", "case_"), _text("event"), Column("date", DAY, nullable=False), Column("printed", DAY), Column("printed_rule", Text),
    Column("statuses", as_.STATUSES, nullable=False), _text("source"), Column("document", Text), Column("spot", as_.SPOT),
)  # fmt: skip

DEADLINE = _table(
    "deadline", "deadlines",
    _of("case_id", "case_", owned=True), _text("rule"), _text("event"), _text("kind"), _text("whose"), _text("title"), Column("date", DAY),
    Column("cautious_date", DAY), Column("safe_mailing_date", DAY), _text("computed"), _text("consequence"), _text("citation"),
    Column("checked_on", DAY, nullable=False), _text("confidence"), _text("notes"), Column("receipt", as_.RECEIPT, nullable=False),
    Column("done_on", DAY),
)  # fmt: skip

LETTER = _table(
    "letter", "letters",
    _of("case_id", "case_"), _text("template_id"), _text("slug"), _text("title"), _text("recipient"),
    Column("answers", as_.ANY, nullable=False),
    Column("position", Integer, nullable=False), Column("written_on", DAY), Column("reply_by", DAY), Column("sent_on", DAY),
    _text("method"), _text("tracking"), Column("arrived_on", DAY), _of("document_id", "document"), _text("sha256"),
)  # fmt: skip

# A death has a table of its own, as most people have none.
DEATH = _table("death", "people", _of("person_id", "person", owned=True), Column("died_on", DAY, nullable=False))

AUTHORITY = _table(
    "authority", "authorities",
    _of("person_id", "person", owned=True), Column("form", word(Form), nullable=False), _text("holder"), _text("towards"),
    Column("acts", as_.WORDS, nullable=False), Column("signed_on", DAY), Column("ends_on", DAY), Column("taken_back_on", DAY),
    _of("document_id", "document"), _text("note"),
)  # fmt: skip

CLOSING_WORD = _table(
    "closing_word", "cases",
    _of("case_id", "case_", owned=True), Column("item", word(ClosingItem), nullable=False), _text("reason"),
    Column("told_on", DAY, nullable=False),
)  # fmt: skip

PACKET = _table(
    "packet", "packets",
    _of("case_id", "case_", owned=True), _text("title"), _text("recipient"), Column("made_on", DAY, nullable=False),
    Column("pages", Integer, nullable=False), _text("sha256"), _of("document_id", "document", owned=True), Column("sent_on", DAY),
    _text("method"), Column("tracking", Text), Column("in_spite_of", Text),
)  # fmt: skip

PAYMENT = _table(
    "payment", "payments",
    Column("date", DAY, nullable=False), Column("amount", CENTS, nullable=False), _text("what"), _of("person_id", "person"),
    _of("case_id", "case_"), _text("payer_from"), _text("reference"), _text("proof"), _of("document_id", "document"),
)  # fmt: skip

REFUND = _table(
    "refund", "refunds",
    _text("from_whom"), Column("amount", CENTS, nullable=False), Column("since", DAY, nullable=False), _of("person_id", "person"),
    _of("case_id", "case_"), _text("finding_key"), Column("received_on", DAY), _of("payment_id", "payment"),
)  # fmt: skip

AGREEMENT = _table(
    "agreement", "agreements",
    _text("with_whom"), Column("amount", CENTS, nullable=False), Column("count", Integer, nullable=False),
    Column("agreed_on", DAY, nullable=False), Column("first_on", DAY, nullable=False), Column("yearly_rate", EXACT),
    Column("deferred", Boolean, nullable=False),
    _of("person_id", "person"), _of("case_id", "case_"), _text("note"),
)  # fmt: skip

OFFER = _table(
    "offer", "offers",
    _of("case_id", "case_"), Column("made_on", DAY, nullable=False), Column("yours", Boolean, nullable=False),
    Column("amount", CENTS, nullable=False), Column("until", DAY), _text("note"), Column("number", Integer, nullable=False),
)  # fmt: skip

WALK_AWAY = _table("walk_away", "walk_aways", _of("case_id", "case_", owned=True), Column("amount", CENTS, nullable=False))

PLANNED_CARE = _table(
    "planned_care", "planned_cares",
    _text("title"), _text("provider"), _of("person_id", "person"), _of("case_id", "case_"), Column("care_on", DAY),
    Column("booked_on", DAY), Column("codes", as_.WORDS, nullable=False), Column("without_insurance", Boolean, nullable=False),
    Column("estimate", CENTS), Column("estimate_on", DAY), Column("estimate_asked_on", DAY), _text("estimate_paper"),
    _text("authorization"), Column("authorized_units", as_.ANY, nullable=False), Column("authorized_from", DAY),
    Column("authorized_to", DAY), _text("referral"), Column("referral_to", DAY), Column("predetermined", CENTS),
    Column("predetermined_on", DAY), Column("habits", as_.WORDS, nullable=False), _text("note"),
)  # fmt: skip

NETWORK_EVIDENCE = _table(
    "network_evidence", "planned_cares",
    _of("care_id", "planned_care", owned=True), Column("told_on", DAY, nullable=False), Column("in_network", Boolean, nullable=False),
    _text("about"), _text("said_by"), _text("proof"), _text("paper"),
)  # fmt: skip

# A dental practice's, which has a vault of its own.
FEE_SCHEDULE = _table(
    "fee_schedule", "fee_schedules",
    _text("payer"), Column("kind", word(ListKind), nullable=False), Column("effective_on", DAY, nullable=False),
    Column("fees", as_.AMOUNTS, nullable=False), _text("source"),
)  # fmt: skip

VOLUMES = _table(
    "volumes", "volumes",
    _text("payer"), Column("first_on", DAY, nullable=False), Column("last_on", DAY, nullable=False),
    Column("counts", as_.ANY, nullable=False), Column("paid_as", as_.ANY, nullable=False), _text("source"),
)  # fmt: skip

BENCHMARK = _table(
    "benchmark", "benchmarks",
    _text("code"), Column("amount", CENTS, nullable=False), _text("source"), Column("as_of", DAY, nullable=False),
)  # fmt: skip

FEE_ROUND = _table(
    "fee_round", "fee_rounds",
    _text("payer"), Column("made_on", DAY, nullable=False), Column("ours", Boolean, nullable=False),
    Column("amounts", as_.AMOUNTS, nullable=False), _text("note"), Column("number", Integer, nullable=False),
)  # fmt: skip

PAYER_CLAUSE = _table(
    "payer_clause", "payer_clauses",
    _text("payer"), _text("about"), _text("words"), _text("page"), _text("source"), Column("dated", DAY),
)  # fmt: skip

STATEMENT_GATE = _table(
    "statement_gate", "statement_gates",
    _text("reference"), _text("payer"), _text("code"), Column("amount", CENTS, nullable=False), Column("noted_on", DAY, nullable=False),
    Column("contract_permits", Boolean), Column("eob_explains", Boolean), Column("told_before", Boolean), _text("clause"),
    Column("issued_on", DAY),
)  # fmt: skip

OUTCOME = _table(
    "outcome", "outcomes",
    Column("first_on", DAY, nullable=False), Column("last_on", DAY, nullable=False), Column("surprises", Integer),
    Column("shown", Integer), Column("accepted", Integer), _text("source"),
)  # fmt: skip

OWN_PAIR = _table(
    "own_pair", "own_pairs",
    Column("paid_as", as_.WORDS, nullable=False), _text("source"), Column("told_on", DAY, nullable=False),
)  # fmt: skip

# A plan's booklets: the words of every page lie in the vault, so that they can be searched.
BOOKLET = _table(
    "booklet", "booklets",
    _of("plan_id", "plan", owned=True), _of("document_id", "document", owned=True), Column("kind", word(BookletKind), nullable=False),
    _text("title"), Column("pages", Integer, nullable=False), Column("added_on", DAY, nullable=False),
    Column("without_words", as_.WORDS, nullable=False),
)  # fmt: skip

BOOKLET_PAGE = _table(
    "booklet_page", "booklets",
    _of("booklet_id", "booklet", owned=True), Column("number", Integer, nullable=False), _text("text"),
)  # fmt: skip

KEPT_QUOTE = _table(
    "kept_quote", "booklets",
    _of("booklet_id", "booklet", owned=True), Column("page", Integer, nullable=False), _text("words"),
    Column("boxes", as_.BOXES, nullable=False), Column("kept_on", DAY, nullable=False), _text("about"),
)  # fmt: skip

# Papers lie in three tables, so that these name them by id alone; who removes a paper removes its links.
LINK = _table(
    "link", "links",
    Column("paper_id", Text, nullable=False, index=True), Column("other_id", Text, nullable=False, index=True),
    Column("relation", word(Relation), nullable=False), Column("score", EXACT, nullable=False), _text("reason"),
    Column("state", word(LinkState), nullable=False), Column("line", Integer), Column("other_line", Integer),
)  # fmt: skip

# By id alone, as links: a paper lies in one of three tables, and what it answers is a letter or a packet.
REPLY = _table(
    "reply", "letters",
    Column("paper_id", Text, nullable=False, index=True), Column("sent_id", Text, nullable=False, index=True),
    Column("word", word(Answers), nullable=False), _text("reason"),
)  # fmt: skip

ARRIVAL = _table("arrival", "papers", Column("received_on", DAY, nullable=False))  # its id is the paper's

READER_MARK = _table("reader_mark", "reader_marks", Column("version", Integer, nullable=False))  # its id is the paper's

# A paper lies in one of three tables, so that an answer names its owner by id alone; of a gone owner it says nothing.
TOLD_FACT = _table(
    "told_fact", "told_facts",
    Column("owner", word(Owner), nullable=False), Column("owner_id", Text, nullable=False, index=True), _text("question"), _text("about"),
    Column("answer", word(Answered), nullable=False), Column("said", as_.ANY, nullable=False), Column("told_on", DAY, nullable=False),
)  # fmt: skip

# Beside a call, letter or packet, which stays as it was; by id alone, as links.
CORRECTION = _table(
    "correction", "calls",
    Column("about", word(About), nullable=False), Column("about_id", Text, nullable=False, index=True),
    Column("at", MOMENT, nullable=False), _text("text"),
)  # fmt: skip

# What two copies of the vault did not agree on when they were merged.
CONFLICT = _table(
    "conflict", "conflicts",
    _text("noun"), _text("row"), _text("field"), Column("one", as_.ANY), Column("other", as_.ANY), _text("one_at"), _text("other_at"),
    Column("kept_one", Boolean, nullable=False), Column("settled_on", DAY),
)  # fmt: skip

SETTING = _table("setting", "settings", Column("value", as_.ANY, nullable=False))

# Not part of the history either: work in progress, of no meaning once it is done.
WAITING_FILE = Table(
    "waiting_file", METADATA,
    Column("id", Text, primary_key=True), _text("name"), Column("added_at", MOMENT, nullable=False),
    Column("position", Integer, nullable=False), Column("path", Text), Column("key", Text), _text("origin"),
    Column("watched", Boolean, nullable=False),
)  # fmt: skip

SEEN_FILE = Table(
    "seen_file", METADATA,
    Column("id", Text, primary_key=True), Column("bytes", BigInteger, nullable=False), Column("written_ns", BigInteger, nullable=False),
)  # fmt: skip

# Files of papers that were removed for good: named here with the removal, gone once the disk has let go of them.
LEAVING_FILE = Table("leaving_file", METADATA, Column("id", Text, primary_key=True))

# Not part of the history either: read off the papers' files, whose names are their keys, and read again where it is missing.
PAGE_WORDS = Table(
    "page_words", METADATA,
    Column("id", Text, primary_key=True), Column("key", Text, nullable=False, index=True),
    Column("number", Integer, nullable=False), _text("text"),
)  # fmt: skip

KEPT: tuple[Table, ...] = tuple(table for table in METADATA.sorted_tables if "topic" in table.info)
