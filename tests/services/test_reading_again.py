"""A kept paper read anew: a real PDF, real reading; nothing changes until the user says so."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.reader_mark import READER_VERSION, ReaderMark
from medbills.errors import UnusableInput
from medbills.services.confirm_paper import confirm_paper
from medbills.services.edit_paper import with_value, without_line
from medbills.services.keep_paper import keep_paper
from medbills.services.read_again import leave_as_it_is, original_of, read_again, read_by_older, take_differences
from medbills.services.read_paper import read_paper
from medbills.services.remove_paper import remove_paper
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "02-riverbend-itemized-bill.pdf"


@pytest.fixture
def paper_id(vault: Vault) -> str:
    kept = keep_paper(vault, read_paper(SAMPLE), now=NOON).papers[0]
    confirm_paper(vault, kept.id, today=TODAY)
    return kept.id


def _worse(vault: Vault, paper_id: str) -> None:
    """The paper as an earlier reader might have read it, with one value that the user typed."""
    kept = vault.papers.get(paper_id)
    assert kept is not None
    paper = without_line(with_value(kept.paper, "account_number", "TYPED-1"), 2)
    spots = {name: dataclasses.replace(spot, confidence=0.8) if not spot.typed else spot for name, spot in paper.spots.items()}
    paper = dataclasses.replace(paper, amount_due=Money(1), due_date=None, spots={k: v for k, v in spots.items() if k != "due_date"})
    with vault.change("Made it worse") as change:
        change.papers.update(dataclasses.replace(kept, paper=paper))


def test_a_paper_that_reads_the_same_has_no_differences(vault: Vault, paper_id: str) -> None:
    anew = read_again(original_of(vault, paper_id))
    assert anew.differences == ()


def test_differences_are_shown_and_nothing_changes_by_itself(vault: Vault, paper_id: str) -> None:
    good = vault.papers.get(paper_id)
    assert good is not None
    _worse(vault, paper_id)
    before = vault.papers.get(paper_id)
    anew = read_again(original_of(vault, paper_id))
    told = {one.label: one for one in anew.differences}
    assert set(told) == {"Account", "Pay by", "Amount due", "Line 3"}
    assert told["Account"].yours and told["Account"] not in anew.to_take
    assert (told["Amount due"].old, told["Amount due"].new) == (Money(1), Money(500000))
    assert told["Amount due"].spot is not None and told["Amount due"].spot.page == 1
    assert vault.papers.get(paper_id) == before

    take_differences(vault, anew, anew.to_take, today=TODAY)
    after = vault.papers.get(paper_id)
    assert after is not None and after.paper == dataclasses.replace(good.paper, account_number="TYPED-1")
    assert after.confirmed and after.case_id == good.case_id
    vault.undo_last()
    assert vault.papers.get(paper_id) == before


def test_only_what_is_chosen_is_taken(vault: Vault, paper_id: str) -> None:
    _worse(vault, paper_id)
    anew = read_again(original_of(vault, paper_id))
    take_differences(vault, anew, [one for one in anew.differences if one.label == "Pay by"], today=TODAY)
    after = vault.papers.get(paper_id)
    assert after is not None and after.paper.due_date is not None and after.paper.amount_due == Money(1)


def test_a_paper_changed_in_the_meantime_is_not_written_over(vault: Vault, paper_id: str) -> None:
    _worse(vault, paper_id)
    anew = read_again(original_of(vault, paper_id))
    kept = vault.papers.get(paper_id)
    assert kept is not None
    with vault.change("Edited") as change:
        change.papers.update(dataclasses.replace(kept, paper=with_value(kept.paper, "issuer_name", "Somebody")))
    with pytest.raises(UnusableInput, match="changed in the meantime"):
        take_differences(vault, anew, anew.to_take, today=TODAY)
    remove_paper(vault, paper_id, today=TODAY)
    with pytest.raises(UnusableInput, match="no longer among your papers"):
        take_differences(vault, anew, anew.to_take, today=TODAY)
    with pytest.raises(UnusableInput, match="no longer among your papers"):
        original_of(vault, paper_id)


def test_papers_of_an_earlier_reader_are_offered_until_they_are_looked_at(vault: Vault, paper_id: str) -> None:
    assert read_by_older(vault) == ()
    with vault.change("An earlier reader") as change:
        change.reader_marks.put(ReaderMark(id=paper_id, version=READER_VERSION - 1))
    assert read_by_older(vault) == (paper_id,)
    assert read_by_older(vault, "somebody else") == ()
    leave_as_it_is(vault, paper_id)
    assert read_by_older(vault) == ()


def test_a_paper_kept_before_marks_were_kept_is_of_an_earlier_reader(vault: Vault, paper_id: str) -> None:
    with vault.change("An older vault") as change:
        change.reader_marks.remove(paper_id)
    assert read_by_older(vault) == (paper_id,)


def test_claims_of_one_data_file_are_told_apart(vault: Vault) -> None:
    table = b"Claim Number,Provider,Service Date,Billed,You Owe\nA-1,Osprey,2026-09-09,100.00,10.00\nA-2,Osprey,2026-09-10,200.00,20.00\n"
    from medbills.services.read_paper import read_bytes

    kept = keep_paper(vault, read_bytes("claims.csv", table), now=NOON)
    claims = [one for one in kept.papers if one.paper.kind is Kind.EOB]
    assert len(claims) == 2
    for one in claims:
        anew = read_again(original_of(vault, one.id))
        assert anew.fresh.claim_number == one.paper.claim_number and anew.differences == ()
