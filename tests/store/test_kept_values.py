"""What is kept comes back the same: every noun, every field of the reading contract, any text."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medbills.domain.agreement import Agreement
from medbills.domain.call import Call, Promised, PromiseState, Said
from medbills.domain.case import Case, CaseKind, Document, KeptPaper, Stage
from medbills.domain.deadline import Deadline, Event, KeptDeadline, ReceiptLine
from medbills.domain.fields import Adjustment, FieldSpec, FieldType
from medbills.domain.finding import Certainty, Finding, FindingState, KeptFinding, LineRef, Severity
from medbills.domain.kept_event import KeptEvent
from medbills.domain.letter import Letter
from medbills.domain.money import Money
from medbills.domain.offer import Offer, WalkAway
from medbills.domain.packet import Packet
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind, Line, Paper, Spot
from medbills.domain.payment import Payment
from medbills.domain.person import Person, Provider
from medbills.domain.plan import Dental, Plan
from medbills.domain.refund import Refund
from medbills.store import Vault, schema

DAY = datetime.date(2026, 11, 17)
AT = datetime.datetime(2026, 11, 17, 10, 15, 30, 250)
SPOT = Spot(page=2, box=(1.5, 2.0, 3.25, 4.0), raw="x", confidence=0.5, typed=True)
FINDING = Finding(
    check="duplicate_charge", severity=Severity.HIGH, title="t", explanation="e", amount_at_stake=Money(41000), documents=("bill1",),
    lines=(LineRef("bill1", 0), LineRef("bill1", 3)), certainty=Certainty.LIKELY, question="q", remedy="r", letter="billing_dispute",
    authority="a", checked_on=DAY, reason="the bill says", rest_title="the rest", part_of="other",
)  # fmt: skip
DEADLINE = Deadline(
    rule="appeal_internal_180d", event="x", kind="deadline", whose="patient", title="t", date=DAY, safe_mailing_date=DAY, computed="c",
    citation="29 CFR", checked_on=DAY, confidence="verified", receipt=(ReceiptLine("The letter says", "180 days", "bill1", SPOT),
    ReceiptLine("The law says", "so")),
)  # fmt: skip
DENTAL = Dental(
    annual_maximum=Money(150000), frequency={"D1110": {"times": 2, "per": "calendar year"}}, network_fees={"D2392": Money(20000)},
    rates={"D2392": Decimal("0.50")}, contract_permission="none",
)  # fmt: skip

VALUES: dict[str, tuple[Any, ...]] = {
    "people": (
        Person(id="p", name="Zoë Łukasz\0\n名前", birth_date=DAY, plan_ids=("a", "b"), helped_as="daughter"),
        Person(id="walter", name="W", is_me=True),
    ),
    "providers": tuple(Provider(id=f"p{known}", name="Riverbend", npi="1", nonprofit=known) for known in (True, False, None)),
    "plans": (
        Plan(id="a", name="L", coinsurance_in=Decimal("0.20"), copays={"office_visit": Money(3000)}, exclusions=("x",), dental=DENTAL),
        Plan(id="b"),
        Plan(id="c", dental=Dental()),
    ),
    "documents": (Document(id="d", key="00", name="a.pdf", media_type="application/pdf", bytes=3, pages=None, kept_at=AT),),
    "cases": (
        Case(id="c", title="MRI", kind=CaseKind.DENIAL, opened_on=DAY, stage=Stage.DISPUTED, saved=Money(-5), saved_proof="a receipt"),
        Case(id="d", title="", kind=CaseKind.DENTAL, opened_on=DAY, closed_on=DAY),
    ),
    "calls": (
        Call(id="k", case_id="er", at=AT, minutes=12, they_will="call back", they_will_by=DAY, ended=True),
        Call(
            id="p", case_id="er", at=AT, they_will="call back", ended=True,
            more=(Promised(what="send it", by=DAY, who="Dana", state=PromiseState.KEPT, told_on=DAY), Promised(what="ask")),
        ),
        Call(id="l", case_id=None, at=AT),
        Call(
            id="m", case_id="er", at=AT, script="hospital_billing", recording="refused", promise=PromiseState.BROKEN, promise_told_on=DAY,
            trail=(Said(line="opening"), Said(line="hold", reply="until", question="hold", about="status", words="w", value="2026-11-24")),
        ),
    ),
    "letters": (
        Letter(id="l", case_id="er", template_id="L02", title="t", answers={"a": ["b", {"c": None}]}, written_on=DAY, document_id="doc1"),
    ),
    "packets": (Packet(id="p", case_id="er", title="t", recipient="a\nb", made_on=DAY, pages=9, sha256="00", document_id="doc1"),),
    "payments": (Payment(id="p", date=DAY, amount=Money(-4200), what="refund", person_id="walter", case_id="er", document_id="doc1"),),
    "refunds": (
        Refund(id="r", from_whom="Oak", amount=Money(5180), since=DAY, person_id="walter", case_id="er", finding_key="k", received_on=DAY),
        Refund(id="s", from_whom="", amount=Money(1), since=DAY),
    ),
    "agreements": (
        Agreement(
            id="a", with_whom="Oak", amount=Money(90000), count=7, agreed_on=DAY, first_on=DAY, yearly_rate=Decimal("0.2699"),
            deferred=True,
        ),
        Agreement(
            id="b", with_whom="Elm", amount=Money(1), count=1, agreed_on=DAY, first_on=DAY, person_id="walter", case_id="er",
            note="by phone",
        ),
    ),
    "offers": (
        Offer(id="o", case_id="er", made_on=DAY, yours=True, amount=Money(20000), until=DAY, note="Marcus T.", number=2),
        Offer(id="p", case_id=None, made_on=DAY, yours=False, amount=Money(0)),
    ),
    "walk_aways": (WalkAway(id="w", case_id="er", amount=Money(123456)),),
    "findings": (
        KeptFinding(id="f", case_id="er", finding=FINDING, counted=Money(0), state=FindingState.ASKED, asked_on=DAY),
        KeptFinding(id="g", case_id="er", finding=dataclasses.replace(FINDING, lines=(), part_of=None), counted=Money(1)),
    ),
    "deadlines": (KeptDeadline(id="d", case_id="er", deadline=DEADLINE, done_on=DAY),),
    "events": (
        KeptEvent(event=Event(event="denial", date=DAY, id="x", statuses=frozenset({"b", "a"}), spot=SPOT, printed=DAY), case_id="er"),
        KeptEvent(event=Event(event="trigger_of:R", date=DAY, id="y")),
    ),
}


@pytest.mark.parametrize("noun", VALUES)
def test_every_noun_comes_back_as_it_was_kept(made: Any, fill: Any, noun: str) -> None:
    with made.open() as vault:
        fill(vault)
        if noun == "people":
            with vault.change("Removed Walter") as change:
                change.people.remove("walter")
        with vault.change("Kept") as change:
            for value in VALUES[noun]:
                getattr(change, noun).add(value)
        assert change.topics == {noun}
    with made.open() as vault:
        records = getattr(vault, noun)
        for value in VALUES[noun]:
            assert records.get(value.id) == value
        assert set(VALUES[noun]) <= set(records.all()) if noun not in ("plans", "letters") else records.count() == len(VALUES[noun])
        assert records.get("no such id") is None
        with vault.change("Removed") as change:
            for value in VALUES[noun]:
                getattr(change, noun).remove(value.id)
        assert all(records.get(value.id) is None for value in VALUES[noun])


@pytest.mark.parametrize("noun", VALUES)
def test_no_field_of_a_value_is_forgotten(vault: Vault, noun: str) -> None:
    """A field added to a value needs a column; this names the one that lacks it."""
    records: Any = getattr(vault, noun)
    columns = set(records.table.columns.keys())
    for value in VALUES[noun]:
        assert set(records._columns_of(value)) <= columns


def test_a_replaced_set_touches_only_what_differs(vault: Vault, fill: Any) -> None:
    fill(vault)
    first, second = VALUES["findings"]
    with vault.change("Checked") as change:
        change.findings.replace("er", [first, second])
    with vault.change("Checked again") as change:
        change.findings.replace("er", [dataclasses.replace(second, counted=Money(9))])
    assert vault.findings.of_case("er") == (dataclasses.replace(second, counted=Money(9)),)
    assert sorted(entry.row for entry in vault.journal.of_change(vault.journal.last().change_id)) == ["f", "g"]  # type: ignore[union-attr]
    with vault.change("And again") as change:
        change.findings.replace("er", vault.findings.of_case("er"))
    assert not change.topics


def test_settings_take_any_json(vault: Vault) -> None:
    with vault.change("Set") as change:
        change.settings.set("draft", {"fields": [1, None, "ł"], "on": True})
        change.settings.set("gone", 1)
        change.settings.set("gone", None)
    assert vault.settings.get("draft") == {"fields": [1, None, "ł"], "on": True}
    assert vault.settings.get("gone", "nothing") == "nothing"


def test_a_document_is_found_by_its_bytes(vault: Vault, fill: Any) -> None:
    fill(vault)
    found = vault.documents.by_key(vault.paper_files.key_of(b"%PDF-1.7 a bill of Riverbend General"))
    assert found is not None and found.id == "doc1"
    assert vault.documents.by_key(vault.paper_files.key_of(b"another")) is None


def test_papers_are_found_by_case_document_person_and_state(vault: Vault, fill: Any, kept_bill: Any) -> None:
    fill(vault)
    fill(vault, b"another", 2)
    waiting = dataclasses.replace(kept_bill(2), confirmed=False, case_id=None)
    with vault.change("Doubted it") as change:
        change.papers.update(waiting)
    assert vault.papers.unconfirmed() == (waiting,)
    assert vault.papers.of_case("er") == (kept_bill(1),)
    assert vault.papers.of_document("doc2") == (waiting,)
    assert len(vault.papers.of_person("walter")) == vault.papers.count() == 2


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
MONEY = st.integers(-(2**62), 2**62).map(Money)
DATES = st.dates()
BY_TYPE: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.MONEY: MONEY, FieldType.DATE: DATES, FieldType.CODE: TEXT, FieldType.TEXT: TEXT,
    FieldType.NUMBER: st.decimals(allow_nan=False, allow_infinity=False),
    FieldType.LIST: st.lists(TEXT, max_size=3).map(tuple),
    FieldType.ADJUSTMENTS: st.lists(st.builds(Adjustment, TEXT, TEXT, MONEY), max_size=3).map(tuple),
    FieldType.AMOUNTS: st.dictionaries(TEXT, MONEY, max_size=3),
}  # fmt: skip
SPOTS = st.builds(
    Spot, page=st.none() | st.integers(1, 9), box=st.none() | st.tuples(*[st.floats(0, 800)] * 4), path=st.none() | TEXT,
    raw=st.none() | TEXT, confidence=st.floats(0, 1), typed=st.booleans(),
)  # fmt: skip


def _fields(specs: dict[str, FieldSpec]) -> st.SearchStrategy[dict[str, Any]]:
    some = st.sets(st.sampled_from(sorted(specs)), max_size=12)
    return some.flatmap(
        lambda names: st.fixed_dictionaries(
            {name: BY_TYPE[specs[name].type] for name in sorted(names)}
            | {"spots": st.fixed_dictionaries(dict.fromkeys(sorted(names)[:3], SPOTS))}
        )
    )


LINES = _fields(dict(LINE_FIELDS)).map(lambda values: Line(**values))
PAPERS = st.builds(
    lambda kind, lines, values: Paper(id="any", kind=kind, lines=tuple(lines), **values),
    st.sampled_from(Kind), st.lists(LINES, max_size=4), _fields(dict(PAPER_FIELDS)),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(papers=st.lists(PAPERS, min_size=1, max_size=3))
def test_any_paper_comes_back_as_it_was(vault: Vault, fill: Any, papers: list[Paper]) -> None:
    """Each takes the place of the one before it: kinds, fields and lines change as they do in a review."""
    if not vault.documents.count():
        fill(vault)
    for paper in papers:
        kept = KeptPaper(paper=paper, document_id="doc1", pages=(1, 3), confirmed=False)
        with vault.change("Read it") as change:
            change.papers.put(kept)
        found = vault.papers.get("any")
        assert found == kept
        assert found is not None and dict(found.paper.spots) == dict(paper.spots)
        assert [dict(line.spots) for line in found.paper.lines] == [dict(line.spots) for line in paper.lines]


def test_every_kind_of_paper_has_one_table() -> None:
    assert len({schema.BILL, schema.EOB, schema.NOTICE}) == 3
    for table in (schema.BILL, schema.EOB, schema.NOTICE):
        assert set(PAPER_FIELDS) <= set(table.columns.keys())
    for table in (schema.BILL_LINE, schema.EOB_LINE, schema.NOTICE_LINE):
        assert set(LINE_FIELDS) <= set(table.columns.keys())
