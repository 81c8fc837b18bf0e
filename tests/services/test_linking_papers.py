"""Papers that are tied: one scanned twice counts once, a denied tie stays denied, and each answer can be undone."""

from __future__ import annotations

import dataclasses
import datetime
import sys
from typing import Any

import pytest

from medbills.domain.facts import Facts
from medbills.domain.finding import LineRef
from medbills.domain.link import LinkState, Relation
from medbills.domain.matter import Matter
from medbills.errors import UnusableInput
from medbills.services.compare_lines import compare_lines
from medbills.services.confirm_paper import confirm_paper
from medbills.services.edit_paper import without_line
from medbills.services.gather_facts import gather_facts
from medbills.services.keep_paper import Kept, keep_paper
from medbills.services.link_papers import answer_link, kin_of, part_lines, part_receipt
from medbills.services.read_paper import ReadFile
from medbills.services.remove_paper import remove_paper
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


@pytest.fixture(autouse=True)
def clock(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each paper is kept a minute after the one before."""
    minutes = iter(range(59))

    def keep(vault: Vault, read: ReadFile, *, now: datetime.datetime) -> Kept:
        return keep_paper(vault, read, now=now.replace(minute=next(minutes)))

    monkeypatch.setattr(sys.modules[type(desk).__module__], "keep_paper", keep)


def facts(vault: Vault) -> Facts:
    return gather_facts(vault, vault.people.all()[0].id, today=TODAY)


def says(vault: Vault, paper_id: str) -> list[str]:
    return [one.says for one in kin_of(vault.papers.all(), vault.links.all()).get(paper_id, ())]


def at_stake(vault: Vault) -> int:
    return sum(kept.counted.cents for kept in vault.findings.all())


def test_a_bill_scanned_twice_is_seen_when_it_is_kept_and_counts_once(vault: Vault, desk: Any) -> None:
    first, eob = desk.bill(), desk.eob()
    before, findings = at_stake(vault), len(vault.findings.all())
    kept = desk.keep("itemized_bill", lines=_lines(vault, first), **_fields(desk))
    again = kept.papers[0].id
    (link,) = vault.links.of_paper(again)
    assert (link.relation, link.other_id, link.state, link.score) == (Relation.SAME_PAPER, first, LinkState.SUGGESTED, 1.0)
    assert says(vault, again) == ["The same as the itemized bill you added on November 17, 2026. It counts once."]
    confirm_paper(vault, again, today=TODAY)
    assert {paper.id for paper in facts(vault).papers} == {first, eob}
    assert (at_stake(vault), len(vault.findings.all())) == (before, findings)
    matter: Matter = desk.matter(first)
    assert len(matter.papers) == 3 and matter.bill is not None and matter.bill.id == first
    comparison = compare_lines(matter, TODAY)
    assert comparison is not None and len(comparison.rows) == 3 and comparison.bill.id == first


def test_what_is_kept_apart_stays_apart_and_counts_twice(vault: Vault, desk: Any) -> None:
    first = desk.bill()
    again = desk.bill()
    (link,) = vault.links.of_paper(again)
    answer_link(vault, link.id, LinkState.REJECTED, today=TODAY)
    assert {paper.id for paper in facts(vault).papers} == {first, again}
    confirm_paper(vault, again, today=TODAY)
    confirm_paper(vault, first, today=TODAY)
    assert [one.state for one in vault.links.all()] == [LinkState.REJECTED]
    assert says(vault, again) == []


def test_a_denial_is_undone_at_once(vault: Vault, desk: Any) -> None:
    first = desk.bill()
    desk.bill()
    (link,) = vault.links.all()
    answer_link(vault, link.id, LinkState.REJECTED, today=TODAY)
    vault.undo_last()
    assert vault.links.all() == (link,)
    assert {paper.id for paper in facts(vault).papers} == {first}


def test_a_doubtful_copy_counts_until_the_user_says_it_is_one(vault: Vault, desk: Any) -> None:
    first = desk.bill()
    again = desk.bill(due_date="2026-11-20", total_billed="2800.00")
    (link,) = vault.links.of_paper(again)
    assert link.score < 0.95 and says(vault, again) == ["Looks like the itemized bill you added on November 17, 2026."]
    assert len(facts(vault).papers) == 2
    answer_link(vault, link.id, LinkState.CONFIRMED, today=TODAY)
    assert {paper.id for paper in facts(vault).papers} == {first}
    vault.undo_last()
    assert len(facts(vault).papers) == 2


def test_a_tie_follows_what_the_user_corrects(vault: Vault, desk: Any) -> None:
    first = desk.bill()
    again = desk.bill()
    assert len(vault.links.of_paper(again)) == 1
    kept = vault.papers.get(again)
    assert kept is not None
    later = dataclasses.replace(kept.paper, statement_date=datetime.date(2026, 11, 29), due_date=datetime.date(2026, 12, 29))
    confirm_paper(vault, again, today=TODAY, edited=later)
    (link,) = vault.links.of_paper(again)
    assert (link.relation, link.paper_id, link.other_id) == (Relation.LATER_STATEMENT, again, first)
    assert says(vault, again) == ["A later statement than the itemized bill of October 30, 2026. The newest one counts."]
    assert len(facts(vault).papers) == 2, "an account knows which of its statements counts"


def test_an_earlier_statement_added_late_is_still_the_earlier_one(vault: Vault, desk: Any) -> None:
    late = desk.bill()
    early = desk.bill(statement_date="2026-09-30", due_date="2026-10-30")
    (link,) = vault.links.all()
    assert (link.paper_id, link.other_id) == (late, early)


def test_a_corrected_claim_supersedes_the_first(vault: Vault, desk: Any) -> None:
    desk.bill()
    first = desk.eob()
    new = desk.eob(statement_date="2026-11-12", claim_version="replacement", plan_paid="600.00", patient_responsibility="0.00")
    (link,) = vault.links.of_paper(new)
    assert says(vault, new) == ["Corrects the insurer’s statement of October 15, 2026."]
    assert link.relation is Relation.CORRECTED_CLAIM and link.counts
    assert first in facts(vault).superseded
    answer_link(vault, link.id, LinkState.REJECTED, today=TODAY)
    assert first not in facts(vault).superseded


def test_removing_a_paper_takes_its_ties_and_undo_brings_them_back(vault: Vault, desk: Any) -> None:
    desk.bill()
    again = desk.bill()
    remove_paper(vault, again, today=TODAY)
    assert vault.links.all() == () and vault.reader_marks.get(again) is None
    vault.undo_last()
    assert len(vault.links.all()) == 1 and vault.reader_marks.get(again) is not None


def test_somebody_elses_paper_is_never_tied(vault: Vault, desk: Any) -> None:
    desk.bill()
    desk.bill(patient_name="Rosa Delgado")
    assert vault.links.all() == ()


def test_lines_taken_apart_and_matched_again(vault: Vault, desk: Any) -> None:
    bill, eob = desk.bill(), desk.eob()
    comparison = compare_lines(desk.matter(bill), TODAY)
    assert comparison is not None
    visit = comparison.rows[0]
    assert (visit.score, visit.match) == (1.0, "Same day, same code and same charge.")
    copy = comparison.rows[1]
    assert copy.score < 1 and "paired in their order" in copy.match
    part_lines(vault, LineRef(bill, 0), LineRef(eob, 0), today=TODAY)
    confirm_paper(vault, eob, today=TODAY)
    parted = compare_lines(desk.matter(bill), TODAY)
    assert parted is not None
    assert (parted.rows[0].eob_line, parted.rows[0].why, parted.rows[0].parted) == (None, "You said it is not the same", LineRef(eob, 0))
    assert parted.rows[1].eob_line is not None, "the other lines stay matched"
    part_lines(vault, LineRef(bill, 0), LineRef(eob, 0), today=TODAY, apart=False)
    assert compare_lines(desk.matter(bill), TODAY) == comparison


def test_what_was_said_of_a_line_follows_it(vault: Vault, desk: Any) -> None:
    bill, eob = desk.bill(), desk.eob()
    part_lines(vault, LineRef(bill, 1), LineRef(eob, 1), today=TODAY)
    kept = vault.papers.get(bill)
    assert kept is not None
    confirm_paper(vault, bill, today=TODAY, edited=without_line(kept.paper, 0))
    assert [(link.line, link.other_line) for link in vault.links.all()] == [(0, 1)]


def test_a_receipt_taken_from_its_bill(vault: Vault, desk: Any) -> None:
    bill = desk.bill()
    receipt = desk.file("receipt", issuer_name="Riverbend General Hospital", account_number="7741-22", patient_name="Walter Calloway",
                        letter_date="2026-11-03", patient_paid="120.00")  # fmt: skip
    comparison = compare_lines(desk.matter(bill), TODAY)
    assert comparison is not None and [(one.receipt_id, one.reason) for one in comparison.receipts] == [(receipt, "Same account number.")]
    part_receipt(vault, receipt, bill, today=TODAY)
    parted = compare_lines(desk.matter(bill), TODAY)
    assert parted is not None and parted.receipts == ()
    vault.undo_last()
    assert compare_lines(desk.matter(bill), TODAY) == comparison


def test_an_answer_about_papers_that_are_gone_is_refused(vault: Vault, desk: Any) -> None:
    desk.bill()
    again = desk.bill()
    (link,) = vault.links.all()
    remove_paper(vault, again, today=TODAY)
    with pytest.raises(UnusableInput):
        answer_link(vault, link.id, LinkState.CONFIRMED, today=TODAY)
    with pytest.raises(UnusableInput):
        part_receipt(vault, again, again, today=TODAY)


def _fields(desk: Any) -> dict[str, Any]:
    return dict(sys.modules[type(desk).__module__].BILL)


def _lines(vault: Vault, paper_id: str) -> list[dict[str, Any]]:
    kept = vault.papers.get(paper_id)
    assert kept is not None
    return [
        {"service_date": str(line.service_date), "code": line.code, "description": line.description, "billed": line.billed.plain()}
        for line in kept.paper.lines
        if line.billed
    ]
