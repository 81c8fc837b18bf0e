"""A dispute packet from the vault: exhibits in order, the disputed spots lit, sums that agree, and nothing a collector should not see."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
from datetime import date
from typing import Any

import pypdfium2
import pytest

from medbills.domain.call import Call
from medbills.domain.finding import FindingState
from medbills.domain.money import Money, total
from medbills.domain.payment import Payment
from medbills.errors import UnusableInput
from medbills.services.audit_cases import answer_finding
from medbills.services.confirm_paper import confirm_paper
from medbills.services.exhibit_papers import offered_papers
from medbills.services.keep_paper import keep_paper
from medbills.services.log_call import end_call
from medbills.services.make_packet import freeze_packet, keep_packet, make_packet, mark_packet_sent
from medbills.services.plan_packet import plan_packet, together
from medbills.services.preview_packet import draft_packet
from medbills.store import Vault, content_hash

TODAY = date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
DAY = "2026-09-09"


def at(value: Any, page: int, top: float, left: float = 300.0) -> dict[str, Any]:
    return {"value": value, "page": page, "box": [left, top, left + 60, top + 10], "confidence": 0.99}


def lit_lines() -> list[dict[str, Any]]:
    return [
        {"service_date": at(DAY, 1, 100, 50), "code": at("99284", 1, 100, 120), "billed": at("1180.00", 1, 100)},
        {"service_date": at(DAY, 1, 120, 50), "code": at("71045", 1, 120, 120), "billed": at("410.00", 1, 120)},
        {"service_date": at(DAY, 1, 140, 50), "code": at("71045", 1, 140, 120), "billed": at("410.00", 1, 140)},
    ]


@pytest.fixture
def er(desk: Any, vault: Vault) -> Any:
    desk.me()
    bill = desk.bill(lines=lit_lines(), amount_due=at("2000.00", 1, 300))
    desk.eob(patient_responsibility=at("120.00", 1, 400))
    form = desk.file("consent_form", provider_name="Riverbend General Hospital", patient_name="Walter Calloway", letter_date="2026-09-20")
    desk.form(form, towards="Riverbend General Hospital")
    return desk.matter(bill)


def words(pdf: bytes) -> str:
    found = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(pdf)))
    return " ".join(found.split())


def test_the_cover_asks_for_what_the_papers_prove(er: Any, vault: Vault) -> None:
    plan = plan_packet(vault, er.id, today=TODAY)
    assert plan.title == "Request to correct a bill" and plan.recipient.startswith("Riverbend General Hospital\n")
    assert plan.asks == "Please correct the balance from $2,000.00 to $120.00, and send a corrected bill."
    assert total(reason.amount for reason in plan.reasons) == er.at_stake == Money.of("1880.00")
    assert together(plan) == "$1,880.00" and all(reason.proof for reason in plan.reasons)
    rows = dict(plan.particulars)
    assert (rows["Patient"], rows["Account"], rows["Claim"]) == ("Walter Calloway", "ends in 1-22", "26-2840-11937")
    assert rows["Sent by"] == "Ruth Calloway, with a signed form (Exhibit C)"


def test_exhibits_stand_in_the_order_a_stranger_understands(er: Any, vault: Vault) -> None:
    plan = plan_packet(vault, er.id, today=TODAY)
    assert [(exhibit.label, exhibit.title.split(" of ")[0]) for exhibit in plan.exhibits] == [
        ("A", "Itemized bill"), ("B", "Insurer’s statement"), ("C", "Signed form"),
    ]  # fmt: skip


def test_the_disputed_lines_are_lit_where_they_stand(er: Any, vault: Vault) -> None:
    bill = plan_packet(vault, er.id, today=TODAY).exhibits[0]
    bands = {lit.box: lit for lit in bill.lit}
    assert {(50.0, 120.0, 360.0, 130.0), (50.0, 140.0, 360.0, 150.0)} <= set(bands), "one band for a line, from its first value to its last"
    assert all(lit.page == 1 for lit in bill.lit)
    statement = plan_packet(vault, er.id, today=TODAY).exhibits[1]
    assert (300.0, 400.0, 360.0, 410.0) in {lit.box for lit in statement.lit}


def test_what_was_laid_aside_is_not_in_the_packet(er: Any, vault: Vault) -> None:
    for kept in er.in_question:
        answer_finding(vault, kept.id, FindingState.FINE, today=TODAY)
    plan = plan_packet(vault, er.id, today=TODAY)
    assert plan.reasons == () and not any(exhibit.lit for exhibit in plan.exhibits)


def test_the_user_chooses_and_orders_the_exhibits(er: Any, vault: Vault) -> None:
    eob, bill = er.eob.id, er.bill.id
    plan = plan_packet(vault, er.id, today=TODAY, papers=(eob, "gone", bill))
    assert [(exhibit.label, exhibit.title[:7]) for exhibit in plan.exhibits] == [("A", "Insurer"), ("B", "Itemize")]
    assert {label for reason in plan.reasons for label in reason.proof} <= {"A", "B"}


def test_the_same_plan_gives_the_same_bytes_and_a_frozen_copy(er: Any, vault: Vault) -> None:
    made, again = make_packet(vault, er.id, today=TODAY), make_packet(vault, er.id, today=TODAY)
    assert made.pdf == again.pdf
    packet = freeze_packet(vault, er.id, made, now=NOON)
    assert packet.sha256 == hashlib.sha256(made.pdf).hexdigest()
    document = vault.documents.get(packet.document_id)
    assert document is not None and vault.paper_files.read(document.key) == made.pdf
    assert packet.pages == len(pypdfium2.PdfDocument(io.BytesIO(made.pdf)))
    before = content_hash(vault)
    assert freeze_packet(vault, er.id, made, now=NOON) == packet and content_hash(vault) == before
    mark_packet_sent(vault, packet.id, sent_on=TODAY, method="Certified mail")
    assert vault.packets.get(packet.id).sent_on == TODAY  # type: ignore[union-attr]


def test_the_printed_packet_says_what_the_plan_says(er: Any, vault: Vault) -> None:
    text = words(make_packet(vault, er.id, today=TODAY).pdf)
    for told in ("Request to correct a bill", "$1,880.00", "Exhibit A", "Exhibit C", "from $2,000.00 to $120.00", "Page 1 of"):
        assert told in text, told


def test_a_collector_gets_its_letter_and_the_receipts_only(er: Any, desk: Any, vault: Vault) -> None:
    desk.notice()
    with vault.change("Paid") as change:
        change.payments.add(Payment(id="p", date=date(2026, 4, 15), amount=Money.of("120.00"), what="Riverbend General", case_id=er.id,
                                    person_id=er.case.person_id, payer_from="Check 1182"))  # fmt: skip
    end_call(vault, Call(id="c", case_id=er.id, at=datetime.datetime(2026, 11, 10, 10, 5), organization="Riverbend billing",
                         person="Marcus", notes="The X-ray was done once."), today=TODAY)  # fmt: skip
    plan = plan_packet(vault, er.id, today=TODAY)
    assert plan.title == "Request to verify a debt" and plan.recipient.startswith("Harrow & Pike Recovery")
    assert [exhibit.title.split(" of ")[0] for exhibit in plan.exhibits] == ["Collection notice"]
    assert dict(plan.particulars) == {"Your reference": "HP-66031", "For": "Riverbend General Hospital"}
    assert plan.calls == () and "do not agree" in plan.asks
    text = words(make_packet(vault, er.id, today=TODAY).pdf)
    for secret in ("X-ray", "71045", "99284", "Emergency", "26-2840", "LH4471902", "1963", "Lakeshore", "September 9", "Walter", "7741-22"):
        assert secret not in text, secret
    assert len(offered_papers(vault, desk.matter(er.bill.id), today=TODAY)) == 4, "the user may still add any paper"


def test_a_refusal_s_packet_goes_to_the_insurer(desk: Any, vault: Vault) -> None:
    plan = plan_packet(vault, desk.matter(desk.refusal()).id, today=TODAY)
    assert plan.title == "Appeal of a refusal" and plan.recipient.startswith("Lakeshore Health")
    assert dict(plan.particulars)["Request"] == "PA-88213"


def test_a_claim_that_came_as_data_is_printed_as_an_exhibit(er: Any, vault: Vault, read_file: Any) -> None:
    fields = {"patient_name": "Walter Calloway", "account_number": "7741-22", "provider_name": "Riverbend General Hospital",
              "claim_number": "26-2840-11937", "payer_name": "Lakeshore Health"}  # fmt: skip
    document = {"kind": "eob", "fields": fields}
    read = read_file("claim.json", b'{"resourceType": "ExplanationOfBenefit"}', [document], media_type="application/json")
    paper = keep_paper(vault, read, now=NOON).papers[0].id
    confirm_paper(vault, paper, today=TODAY, case_id=er.id)
    draft = draft_packet(vault, er.id, today=TODAY, exhibits=(paper,))
    (exhibit,) = draft.plan.exhibits
    text = pypdfium2.PdfDocument(exhibit.pdf)[0].get_textpage().get_text_range()
    assert "Lakeshore Health" in text and "26-2840-11937" in text and "claim.json" in text
    with pytest.raises(UnusableInput, match="at least one paper"):
        draft_packet(vault, er.id, today=TODAY, exhibits=())


def test_the_check_before_sending_says_what_is_missing(er: Any, vault: Vault) -> None:
    good = {note.title: note.good for note in draft_packet(vault, er.id, today=TODAY).checks}
    assert good == {"Every amount has its proof": True, "The numbers agree": True, "The names match": True}
    short = {note.title: note.good for note in draft_packet(vault, er.id, today=TODAY, exhibits=(er.bill.id,)).checks}
    assert short["A paper is left out"] is False and short["The signed form is missing"] is False


def test_another_name_on_a_paper_is_said(er: Any, vault: Vault) -> None:
    kept = next(kept for kept in er.papers if kept.paper.is_eob)
    confirm_paper(vault, kept.id, today=TODAY, person_id=er.case.person_id, case_id=er.id,
                  edited=dataclasses.replace(kept.paper, patient_name="Ruth Calloway"))  # fmt: skip
    assert "Another name on a paper" in {note.title for note in draft_packet(vault, er.id, today=TODAY).checks}


def test_nothing_to_show_is_said(vault: Vault) -> None:
    with pytest.raises(UnusableInput, match="This case is not among your papers"):
        make_packet(vault, "nothing", today=TODAY)


def test_more_exhibits_than_letters(er: Any, desk: Any, vault: Vault) -> None:
    for number in range(26):
        paper = desk.keep("other", patient_name="Walter Calloway", letter_date="2026-10-01", issuer_name=f"Sender {number}").papers[0].id
        confirm_paper(vault, paper, today=TODAY, case_id=er.id)
    plan = plan_packet(vault, er.id, today=TODAY)
    labels = [exhibit.label for exhibit in plan.exhibits]
    assert len(set(labels)) == 29 and labels[25:28] == ["Z", "AA", "AB"]
    assert keep_packet(vault, er.id, make_packet(vault, er.id, today=TODAY), now=NOON).pages >= 30


def test_no_balance_is_named_where_the_papers_do_not_tell_it(desk: Any, vault: Vault) -> None:
    """A copied charge of 2,400.00 on a bill that asks 920.00: what the patient's part of it is stands on no paper."""
    copied = {"service_date": "2026-01-12", "code": "45378", "description": "Colonoscopy", "billed": "2400.00"}
    told = desk.bill(total_billed="4800.00", amount_due="920.00", plan_paid="1500.00", lines=[copied, copied])
    plan = plan_packet(vault, desk.matter(told).id, today=TODAY)
    assert "$0.00" not in plan.asks and "explain" in plan.asks


def test_a_copied_line_counts_the_part_that_the_bill_asks_for(desk: Any, vault: Vault) -> None:
    copied = {"service_date": "2026-01-12", "code": "45378", "description": "Colonoscopy", "billed": "2400.00", "patient_owes": "350.00"}
    bill = desk.bill(total_billed="4800.00", amount_due="920.00", plan_paid="1500.00", lines=[copied, copied])
    matter = desk.matter(bill)
    (copy,) = [kept for kept in matter.in_question if kept.finding.check == "exact_duplicate_line"]
    assert (copy.finding.amount_at_stake.plain(), copy.counted.plain()) == ("2400.00", "350.00")
    assert "from $920.00 to $570.00" in plan_packet(vault, matter.id, today=TODAY).asks
