"""Papers on their way into the vault: kept once, filed where they belong, undone whole."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from medbills.domain.case import CaseKind
from medbills.domain.money import Money
from medbills.domain.person import Person
from medbills.errors import UnusableInput
from medbills.services.confirm_paper import confirm_paper
from medbills.services.keep_paper import keep_paper
from medbills.store import Vault, content_hash, verify

TODAY = datetime.date(2026, 11, 17)


def test_the_original_and_its_papers_are_kept(desk: Any, vault: Vault) -> None:
    kept = desk.keep("bill", patient_name="Walter Calloway", amount_due="50.00")
    assert not kept.already and len(kept.papers) == 1
    stored = vault.papers.get(kept.papers[0].id)
    assert stored is not None and not stored.confirmed and stored.case_id is None
    assert vault.paper_files.read(kept.document.key).startswith(b"%PDF")
    assert verify(vault).problems == ()


def test_the_same_bytes_twice_are_kept_once(desk: Any, vault: Vault) -> None:
    first = desk.keep("bill", amount_due="50.00")
    before = content_hash(vault)
    desk.count -= 1  # the same page again, under any name
    again = desk.keep("bill", amount_due="99.00")
    assert again.already and again.document == first.document and again.papers == first.papers
    assert content_hash(vault) == before


def test_several_papers_in_one_file(vault: Vault, desk: Any, read_file: Any) -> None:
    read = read_file("both.pdf", b"%PDF-1.7 two papers", [{"kind": "bill", "pages": (1, 1)}, {"kind": "eob", "pages": (2, 3)}], pages=3)
    kept = keep_paper(vault, read, now=datetime.datetime(2026, 11, 17, tzinfo=datetime.UTC))
    assert [paper.pages for paper in kept.papers] == [(1, 1), (2, 3)]
    assert vault.documents.count() == 1 and vault.papers.count() == 2


def test_the_first_paper_makes_person_provider_and_case(desk: Any, vault: Vault) -> None:
    paper = desk.bill()
    (person,), (provider,), (case,) = vault.people.all(), vault.providers.all(), vault.cases.all()
    assert (person.name, person.birth_date, person.is_me) == ("Walter Calloway", datetime.date(1963, 3, 8), False)
    assert (provider.name, provider.phone) == ("Riverbend General Hospital", "555-0114")
    assert (case.title, case.kind, case.person_id, case.opened_on) == (
        "ER visit at Riverbend", CaseKind.BILL, person.id, datetime.date(2026, 10, 30),
    )  # fmt: skip
    kept = vault.papers.get(paper)
    assert kept is not None
    assert (kept.person_id, kept.provider_id, kept.case_id, kept.confirmed) == (person.id, provider.id, case.id, True)


def test_the_insurer_s_statement_joins_the_bill(desk: Any, vault: Vault) -> None:
    bill, eob = desk.bill(), desk.eob()
    assert vault.papers.get(bill).case_id == vault.papers.get(eob).case_id  # type: ignore[union-attr]
    assert vault.cases.count() == 1 and vault.people.count() == 1


def test_the_bill_joins_the_statement_that_came_first(desk: Any, vault: Vault) -> None:
    eob, bill = desk.eob(), desk.bill()
    assert vault.papers.get(bill).case_id == vault.papers.get(eob).case_id  # type: ignore[union-attr]


def test_another_patient_s_paper_never_joins(desk: Any, vault: Vault) -> None:
    first = desk.bill()
    other = desk.bill(patient_name="Ruth Calloway", patient_birth_date="1991-05-17")
    assert vault.papers.get(first).case_id != vault.papers.get(other).case_id  # type: ignore[union-attr]
    assert {person.name for person in vault.people.all()} == {"Walter Calloway", "Ruth Calloway"}
    assert not any(person.is_me for person in vault.people.all()), "nobody said who is at the keyboard"


def test_another_day_s_care_makes_a_case_of_its_own(desk: Any, vault: Vault) -> None:
    desk.bill()
    line = {"service_date": "2026-01-05", "code": "99213", "billed": "90.00"}
    desk.bill(account_number="9999", lines=[line], statement_date="2026-01-20")
    assert vault.cases.count() == 2


def test_a_second_statement_of_the_account_joins(desk: Any, vault: Vault) -> None:
    desk.bill()
    desk.bill(statement_date="2026-11-10", amount_due="1500.00")
    assert vault.cases.count() == 1


def test_a_receipt_that_came_first_joins_its_bill(desk: Any, vault: Vault) -> None:
    receipt = desk.file("receipt", issuer_name="Riverbend General Hospital", patient_name="Walter Calloway", account_number="7741-22",
                        patient_paid="100.00", statement_date="2026-11-02")  # fmt: skip
    assert vault.papers.get(receipt).case_id is None  # type: ignore[union-attr]
    bill = desk.bill()
    assert vault.papers.get(receipt).case_id == vault.papers.get(bill).case_id  # type: ignore[union-attr]


def test_a_waiting_paper_is_not_drawn_into_a_case(desk: Any, vault: Vault) -> None:
    waiting = desk.keep("receipt", issuer_name="Riverbend General Hospital", account_number="7741-22", patient_paid="100.00").papers[0].id
    desk.bill()
    assert vault.papers.get(waiting).case_id is None  # type: ignore[union-attr]


def test_a_collector_s_letter_joins_and_renames(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    desk.notice()
    (case,) = vault.cases.all()
    assert case.title == "Riverbend debt at Harrow & Pike" and case.kind is CaseKind.COLLECTION
    assert desk.matter(bill).provider.name == "Harrow & Pike Recovery"


def test_a_better_paper_renames_the_case(desk: Any, vault: Vault) -> None:
    desk.file("bill", issuer_name="Riverbend General Hospital", patient_name="Walter Calloway", account_number="7741-22",
              statement_date="2026-10-02", amount_due="2000.00", service_from="2026-09-09")  # fmt: skip
    assert vault.cases.all()[0].title == "Bill from Riverbend"
    desk.bill()
    assert vault.cases.all()[0].title == "ER visit at Riverbend"


def test_a_name_the_user_chose_stays(desk: Any, vault: Vault) -> None:
    desk.bill()
    with vault.change("Renamed") as change:
        change.cases.update(dataclasses.replace(vault.cases.all()[0], title="Dad's fall"))
    desk.eob()
    desk.notice()
    assert [case.title for case in vault.cases.all()] == ["Dad's fall"]


def test_what_the_user_edited_is_what_stands(desk: Any, vault: Vault) -> None:
    kept = desk.keep("bill", patient_name="Walter Calloway", issuer_name="Riverbend", amount_due="4500.00").papers[0]
    edited = dataclasses.replace(kept.paper, amount_due=Money.of("45.00"))
    confirm_paper(vault, kept.id, today=TODAY, edited=edited)
    assert vault.papers.get(kept.id).paper.amount_due == Money.of("45.00")  # type: ignore[union-attr]


def test_an_edited_patient_moves_the_paper(desk: Any, vault: Vault) -> None:
    with vault.change("People") as change:
        change.people.add(Person(id="walter", name="Walter Calloway"))
        change.people.add(Person(id="ruth", name="Ruth Calloway", is_me=True))
    kept = desk.keep("bill", patient_name="Walter Calloway", issuer_name="Riverbend", amount_due="45.00").papers[0]
    assert kept.person_id == "walter"
    confirm_paper(vault, kept.id, today=TODAY, edited=dataclasses.replace(kept.paper, patient_name="Ruth Calloway"))
    stored = vault.papers.get(kept.id)
    assert stored is not None and stored.person_id == "ruth"
    assert vault.cases.get(stored.case_id or "").person_id == "ruth"  # type: ignore[union-attr]


def test_a_paper_confirmed_again_for_another_person_leaves_its_case(desk: Any, vault: Vault) -> None:
    desk.me()
    bill = desk.bill()
    before = vault.papers.get(bill).case_id  # type: ignore[union-attr]
    confirm_paper(vault, bill, today=TODAY, person_id="ruth")
    kept = vault.papers.get(bill)
    assert kept is not None and kept.person_id == "ruth" and kept.case_id != before
    assert [case.person_id for case in vault.cases.all()] == ["ruth"], "the emptied case goes"
    assert {found.case_id for found in vault.findings.all()} <= {kept.case_id}


def test_the_user_s_own_choice_of_case_wins(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    other = desk.keep("bill", patient_name="Walter Calloway", issuer_name="Another Lab", amount_due="20.00").papers[0].id
    confirm_paper(vault, other, today=TODAY, case_id=vault.papers.get(bill).case_id)  # type: ignore[union-attr]
    assert vault.cases.count() == 1


def test_a_closed_case_is_not_opened_by_the_provider_s_next_bill(desk: Any, vault: Vault) -> None:
    first = desk.bill()
    desk.close(vault.papers.get(first).case_id)  # type: ignore[union-attr, arg-type]
    second = desk.bill(account_number="8800-1")
    assert vault.papers.get(first).case_id != vault.papers.get(second).case_id  # type: ignore[union-attr]


def test_confirming_is_undone_whole(desk: Any, vault: Vault) -> None:
    kept = desk.keep("itemized_bill", patient_name="Walter Calloway", issuer_name="Riverbend", amount_due="45.00",
                     statement_date="2026-10-30", due_date="2026-11-30").papers[0]  # fmt: skip
    before = content_hash(vault)
    changes = confirm_paper(vault, kept.id, today=TODAY)
    assert {"papers", "cases", "people"} <= changes.topics and changes.what == "Kept the itemized bill of Riverbend"
    assert content_hash(vault) != before
    undone = vault.undo_last()
    assert undone is not None and undone.topics == changes.topics
    assert content_hash(vault) == before


def test_a_paper_that_is_gone_is_said(vault: Vault) -> None:
    with pytest.raises(UnusableInput, match=r"no longer among your papers"):
        confirm_paper(vault, "nothing", today=TODAY)
