"""Why a line of a bill is matched with an insurer's line, how sure that is, and what the user took apart."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.case import KeptPaper
from medbills.domain.counting_once import kept_apart, left_out, superseded
from medbills.domain.facts import Facts
from medbills.domain.link import Apart, Link, LinkState, Relation
from medbills.domain.live_eobs import live_eobs
from medbills.domain.match_reasons import why_lines
from medbills.domain.matching import bill_matches
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.receipts import paid_to
from medbills.domain.statements import accounts_of

TODAY, DAY = datetime.date(2026, 11, 17), datetime.date(2026, 9, 9)
VISIT = Line(service_date=DAY, code="99284", billed=Money(118000))
XRAY = Line(service_date=DAY, code="71045", billed=Money(41000))
BILL = Paper(
    id="bill", kind=Kind.ITEMIZED_BILL, issuer_name="Riverbend General Hospital", account_number="7741-22", statement_date=TODAY,
    amount_due=Money(159000), lines=(VISIT, XRAY),
)  # fmt: skip
EOB = Paper(
    id="eob", kind=Kind.EOB, payer_name="Lakeshore Health", provider_name="Riverbend General Hospital", claim_number="26-1",
    processed_date=DAY, lines=(VISIT, XRAY),
)  # fmt: skip
RECEIPT = Paper(
    id="receipt", kind=Kind.RECEIPT, issuer_name="Riverbend General Hospital", account_number="7741-22", patient_paid=Money(5000)
)  # fmt: skip


def facts(*papers: Paper, apart: tuple[Apart, ...] = (), gone: tuple[str, ...] = ()) -> Facts:
    return Facts(today=TODAY, papers=papers, apart=frozenset(apart), superseded=frozenset(gone))


def test_what_agrees_in_full_is_sure() -> None:
    first = bill_matches(facts(BILL, EOB))[0].lines[0]
    assert (first.score, first.reason, first.fallback) == (1.0, "Same day, same code and same charge.", False)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"code": None}, "prints no code"),
        ({"service_date": None}, "within the dates of care"),
    ],
)
def test_less_is_less_sure_and_says_so(line: dict[str, object], words: str) -> None:
    score, reason = why_lines(VISIT, dataclasses.replace(VISIT, **line))  # type: ignore[arg-type]
    assert score < 1 and words in reason


def test_a_match_by_fallback_is_never_sure() -> None:
    eob = dataclasses.replace(EOB, provider_name=None)
    for match in bill_matches(facts(BILL, eob))[0].lines:
        assert match.fallback and match.score < 1 and "does not name the provider" in match.reason


def test_whole_claims_have_a_reason_too() -> None:
    bill = dataclasses.replace(BILL, lines=(), total_billed=Money(159000), service_from=DAY, service_to=DAY)
    eob = dataclasses.replace(EOB, lines=(), total_billed=Money(159000), service_from=DAY, service_to=DAY)
    found = bill_matches(facts(bill, eob))[0]
    assert found.claims and (found.score, found.reason) == (0.85, "Same days of care and same total.")
    by_number = bill_matches(facts(dataclasses.replace(bill, claim_number="26-1"), eob))[0]
    assert (by_number.score, by_number.reason) == (1.0, "Same claim number.")


def test_lines_taken_apart_stay_apart_and_the_others_stay_matched() -> None:
    found = bill_matches(facts(BILL, EOB, apart=(Apart.of("eob", "bill", 1, 1),)))[0]
    assert [match.line for match in found.lines] == [0] and found.unmatched == (1,) and not found.claims


def test_papers_taken_apart_are_no_match_at_all() -> None:
    assert not bill_matches(facts(BILL, EOB, apart=(Apart.of("bill", "eob"),)))[0].found


def test_statements_taken_apart_are_two_accounts() -> None:
    later = dataclasses.replace(BILL, id="later", statement_date=datetime.date(2026, 12, 17))
    assert len(accounts_of(facts(BILL, later))) == 1
    assert len(accounts_of(facts(BILL, later, apart=(Apart.of("later", "bill"),)))) == 2


def test_versions_of_a_claim_taken_apart_both_live() -> None:
    newer = dataclasses.replace(EOB, id="newer", processed_date=TODAY)
    assert [eob.id for eob in live_eobs(facts(EOB, newer))] == ["newer"]
    assert {eob.id for eob in live_eobs(facts(EOB, newer, apart=(Apart.of("eob", "newer"),)))} == {"eob", "newer"}
    replaces = dataclasses.replace(EOB, id="newer", claim_number="26-2", replaces_claim_number="26-1", processed_date=TODAY)
    assert [eob.id for eob in live_eobs(facts(EOB, replaces))] == ["newer"]
    assert len(live_eobs(facts(EOB, replaces, apart=(Apart.of("eob", "newer"),)))) == 2


def test_a_superseded_paper_is_not_live_whatever_its_names() -> None:
    newer = dataclasses.replace(EOB, id="newer", payer_name="LSH Administrators", processed_date=TODAY)
    assert len(live_eobs(facts(EOB, newer))) == 2
    assert [eob.id for eob in live_eobs(facts(EOB, newer, gone=("eob",)))] == ["newer"]


def test_a_receipt_says_why_it_pays_a_bill_and_can_be_taken_from_it() -> None:
    known = facts(BILL, RECEIPT)
    paid = paid_to(known, accounts_of(known)[0])
    assert [(one.score, one.reason) for one in paid] == [(1.0, "Same account number.")]
    parted = facts(BILL, RECEIPT, apart=(Apart.of("receipt", "bill"),))
    assert paid_to(parted, accounts_of(parted)[0]) == ()


# papers that are here twice


def kept(paper: Paper, paper_id: str, confirmed: bool = True) -> KeptPaper:
    return KeptPaper(paper=dataclasses.replace(paper, id=paper_id), document_id="d", pages=(1, 1), confirmed=confirmed)


def tie(one: str, other: str, score: float = 1.0, state: LinkState = LinkState.SUGGESTED, relation: Relation = Relation.SAME_PAPER) -> Link:
    return Link(paper_id=one, other_id=other, relation=relation, score=score, reason="", state=state)


def test_the_copy_that_says_less_is_left_out() -> None:
    papers = [kept(BILL, "a"), kept(BILL, "b")]
    assert left_out(papers, [tie("b", "a")]) == {"b"}
    assert left_out(papers, [tie("b", "a", score=0.9)]) == frozenset()
    assert left_out(papers, [tie("b", "a", score=0.5, state=LinkState.CONFIRMED)]) == {"b"}
    assert left_out(papers, [tie("b", "a", state=LinkState.REJECTED)]) == frozenset()
    assert left_out([kept(BILL, "a", confirmed=False), kept(BILL, "b")], [tie("b", "a")]) == {"a"}
    assert left_out([kept(dataclasses.replace(BILL, lines=()), "a"), kept(BILL, "b")], [tie("b", "a")]) == {"a"}
    assert left_out(papers[:1], [tie("b", "a")]) == frozenset(), "the other one does not count anyway"


@given(st.integers(2, 6), st.data())
def test_of_papers_that_are_all_one_exactly_one_is_left(count: int, data: st.DataObject) -> None:
    papers = [kept(BILL, f"p{at}", confirmed=data.draw(st.booleans())) for at in range(count)]
    links = [tie(f"p{b}", f"p{a}") for b in range(count) for a in range(b)]
    assert len(left_out(papers, links)) == count - 1


def test_what_the_user_said_is_told_whichever_paper_is_named_first() -> None:
    link = tie("b", "a", state=LinkState.REJECTED, relation=Relation.SAME_LINE)
    assert kept_apart([dataclasses.replace(link, line=2, other_line=5)]) == {Apart.of("a", "b", 5, 2)}
    assert superseded([kept(EOB, "new"), kept(EOB, "old")], [tie("new", "old", relation=Relation.CORRECTED_CLAIM)]) == {"old"}
    assert superseded([kept(EOB, "old")], [tie("new", "old", relation=Relation.CORRECTED_CLAIM)]) == frozenset()
