"""What a packet adds to the papers: masked numbers, arithmetic, letters as exhibits, rules against evidence, fingerprints."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
from datetime import date
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.case import Document
from medbills.domain.letter import Letter
from medbills.domain.packet import PacketChoices
from medbills.services.keep_paper import new_id
from medbills.services.list_fingerprints import fingerprint_list
from medbills.services.make_packet import make_packet
from medbills.services.mask_numbers import is_card_number, mask_plan, masked
from medbills.services.number_packet import numbered
from medbills.services.plan_packet import plan_packet
from medbills.services.preview_packet import draft_packet, print_packet
from medbills.store import Vault

TODAY = date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)


def at(value: Any, top: float, left: float = 300.0) -> dict[str, Any]:
    return {"value": value, "page": 1, "box": [left, top, left + 60, top + 10], "confidence": 0.99}


@pytest.fixture
def er(desk: Any, vault: Vault) -> Any:
    desk.me()
    line = {"service_date": at("2026-09-09", 100, 50), "code": at("71045", 100, 120), "billed": at("410.00", 100)}
    copy = {"service_date": at("2026-09-09", 120, 50), "code": at("71045", 120, 120), "billed": at("410.00", 120)}
    bill = desk.bill(lines=[line, copy], amount_due=at("2000.00", 300))
    desk.eob(patient_responsibility=at("120.00", 400))
    return desk.matter(bill)


def one_page(words: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, words)
    canvas.save()
    return out.getvalue()


def send(vault: Vault, case_id: str, slug: str, **answers: Any) -> Letter:
    """A letter that went out, with its copy on file."""
    pdf = one_page(f"Copy of {slug}")
    document = Document(id=new_id(), key=vault.paper_files.add(pdf), name=f"{slug}.pdf", media_type="application/pdf", bytes=len(pdf),
                        pages=1, kept_at=NOON)  # fmt: skip
    letter = Letter(id=new_id(), case_id=case_id, template_id="L25", slug=slug, title="A letter", answers=answers, written_on=TODAY,
                    sent_on=TODAY, document_id=document.id, sha256=hashlib.sha256(pdf).hexdigest())  # fmt: skip
    with vault.change("Sent a letter") as change:
        change.documents.add(document)
        change.letters.add(letter)
    return letter


@pytest.mark.parametrize(("number", "short"), [
    ("7741-22", "ends in 1-22"), ("4471902112", "ends in 2112"), ("1234", "1234"), ("A-77-4122-X", "ends in 122-X"), ("", ""),
])  # fmt: skip
def test_a_number_shows_its_last_signs_and_never_more_than_half(number: str, short: str) -> None:
    assert masked(number) == short


@given(st.text("0123456789ABC-", min_size=5, max_size=30))
def test_masking_hides_at_least_half(number: str) -> None:
    count = sum(map(str.isalnum, number))
    if count >= 5:
        assert sum(map(str.isalnum, masked(number).removeprefix("ends in "))) <= count // 2


def test_masked_everywhere_on_our_own_pages_and_card_numbers_too(er: Any, vault: Vault) -> None:
    plan = plan_packet(vault, er.id, today=TODAY, choices=PacketChoices(full_numbers=True))
    said = dataclasses.replace(plan, asks="Account 7741-22, paid with 4111 1111 1111 1111, claim 26-2840-11937 and 1234567890123.")
    hidden = mask_plan(said, {"7741-22"})
    assert hidden.asks == "Account ends in 1-22, paid with ends in 1111, claim 26-2840-11937 and 1234567890123."
    assert dict(hidden.particulars)["Account"] == "ends in 1-22" and dict(plan.particulars)["Account"] == "7741-22"
    assert is_card_number("4111 1111 1111 1111") and not is_card_number("4111 1111 1111 1112") and not is_card_number("4111")
    assert hidden.exhibits == plan.exhibits


def test_the_call_out_says_the_sum_and_how_it_comes_about(er: Any, vault: Vault) -> None:
    plan = plan_packet(vault, er.id, today=TODAY)
    notes = {lit.box: lit.note for lit in plan.exhibits[0].lit}
    copied = notes[(50.0, 120.0, 360.0, 130.0)]
    assert ": $410.00. " in copied and "lines 1 and 2" in copied
    whole = notes[(300.0, 300.0, 360.0, 310.0)]
    assert "$2,000.00" in whole and "$820.00" in whole, "what concerns the whole bill stands at its sum"
    at_pages = {reason.why: reason.at for reason in plan.reasons}
    assert all(("A", 1) in pages for pages in at_pages.values())


def test_the_same_packet_has_the_same_number_and_another_another(er: Any, vault: Vault) -> None:
    plan = plan_packet(vault, er.id, today=TODAY)
    number = numbered(plan).number
    assert number == numbered(plan_packet(vault, er.id, today=TODAY)).number and len(number) == 8 and number.isalnum()
    assert numbered(dataclasses.replace(plan, asks="Please answer.")).number != number


def test_sent_letters_can_be_exhibits_and_the_doctor_s_is_one_in_an_appeal(desk: Any, vault: Vault) -> None:
    desk.me()
    case = desk.matter(desk.refusal()).id
    plain = send(vault, case, "internal_appeal", appeal_reasons="Six weeks of therapy did not help.")
    rules = "Six weeks of other care: done from August 3, see the denial letter\nA doctor's exam: done on July 30"
    doctors = send(vault, case, "medical_necessity_letter_template", criteria=rules)
    draft = draft_packet(vault, case, today=TODAY)
    assert doctors.id in draft.exhibits and plain.id not in draft.exhibits
    assert plain.id in [paper.id for paper in draft.offered]
    rows = [(row.rule, row.met) for row in draft.plan.criteria]
    assert rows == [("Six weeks of other care", "done from August 3, see the denial letter"), ("A doctor's exam", "done on July 30")]
    assert draft.plan.criteria[0].proof == ("A",) and draft.plan.criteria[1].proof == ()
    made = print_packet(draft)
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(made.pdf))
    for told in ("Doctor’s letter of November 17, 2026", "Copy of medical_necessity", "Rules and how they are met", "done on July 30"):
        assert told in text, told
    chosen = print_packet(draft_packet(vault, case, today=TODAY, exhibits=(*draft.exhibits, plain.id)))
    assert any("Letter of November 17, 2026: a letter" in title for _, title, _ in chosen.contents)


def test_without_rules_the_reason_of_the_refusal_stands_against_the_appeal(desk: Any, vault: Vault) -> None:
    case = desk.matter(desk.refusal(denial_reason="Not medically necessary.")).id
    assert plan_packet(vault, case, today=TODAY).criteria == ()
    send(vault, case, "internal_appeal", appeal_reasons="Six weeks of therapy did not help.\nThe leg is weak.")
    (row,) = plan_packet(vault, case, today=TODAY).criteria
    assert row.rule == "Not medically necessary." and row.met == "Six weeks of therapy did not help.\nThe leg is weak."


def test_fingerprints_are_those_of_the_kept_files(er: Any, vault: Vault) -> None:
    made = make_packet(vault, er.id, today=TODAY)
    listed = fingerprint_list(made, "packet.pdf")
    rows = dict(reversed(line.split("  ", 1)) for line in listed.splitlines() if not line.startswith("#"))
    assert rows["packet.pdf"] == hashlib.sha256(made.pdf).hexdigest()
    for kept in er.papers:
        document = vault.documents.get(kept.document_id)
        assert document is not None and rows[document.name] == hashlib.sha256(vault.paper_files.read(document.key)).hexdigest()
    assert listed == fingerprint_list(make_packet(vault, er.id, today=TODAY), "packet.pdf")
    assert "\r" not in fingerprint_list(made, "a\nb\rc.pdf").replace("\n", "") and "a b c.pdf" in fingerprint_list(made, "a\nb\rc.pdf")


def test_it_is_said_what_can_be_read(er: Any, vault: Vault) -> None:
    told = " ".join(f"{note.title}. {note.detail}" for note in make_packet(vault, er.id, today=TODAY).seen)
    assert "Account numbers are cut short" in told and "the name Walter Calloway" in told
