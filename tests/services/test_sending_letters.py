"""A letter on its way: e-mail draft, fax, envelope, windows, Word and back, and what was sent stays as it was."""

from __future__ import annotations

import datetime
import email
import hashlib
import io
from datetime import date
from email.policy import default
from typing import Any

import docx
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.errors import UnusableInput
from medbills.letters.mail_draft import Attachment, mail_draft
from medbills.pdf.envelope import NUMBER_10, WINDOWS
from medbills.services.send_letter import (
    attach_sent_copy,
    drop_sent_copy,
    envelope_for,
    fax_letter,
    mail_letter,
    word_letter,
)
from medbills.services.write_letter import answer_letter, begin_letter, finish_letter, letter_state, mark_sent, sent_copy_name
from medbills.store import Vault

TODAY = date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
INCH = 72.0


@pytest.fixture
def letter(desk: Any, vault: Vault) -> str:
    """An itemized bill request with everything answered."""
    desk.me(email="ruth@example.com", phone="(610) 555-0142", address="12 Orchard Street, Apt 2\nEaston, PA 18042")
    case = desk.matter(desk.bill()).id
    desk.form(towards="Riverbend General Hospital")
    begun = begin_letter(vault, case, "itemized_bill_request", today=TODAY)
    answers = {"addressee": "Riverbend General Hospital", "addressee_address": "P.O. Box 2200\nEaston, PA 18042"}
    state = letter_state(vault, begun.id, today=TODAY)
    for name in state.rendered.missing:
        answer_letter(vault, begun.id, name, answers.get(name, "as told"), position=0, today=TODAY)
    assert letter_state(vault, begun.id, today=TODAY).rendered.final
    return begun.id


def text(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def opened(draft: bytes) -> Any:
    return email.message_from_bytes(draft, policy=default)


def test_the_e_mail_draft_opens_with_the_letter_intact_and_tells_nothing_of_the_care(letter: str, vault: Vault) -> None:
    draft = mail_letter(vault, letter, to="billing@example.org", now=NOON)
    message = opened(draft)
    assert (message["To"], message["From"], message["X-Unsent"]) == ("billing@example.org", "ruth@example.com", "1")
    (attached,) = message.iter_attachments()
    assert attached.get_content() == finish_letter(vault, letter, now=NOON)
    assert attached.get_content_type() == "application/pdf" and attached.get_filename() == "letter-2026-11-17.pdf"
    body = message.get_body(("plain",)).get_content()
    assert "1. letter-2026-11-17.pdf" in body and "7741" not in body and "Walter" not in body + message["Subject"]
    assert draft == mail_letter(vault, letter, to="billing@example.org", now=NOON)
    assert message["Date"] is None and message["Message-ID"] is None


@pytest.mark.parametrize("wrong", ["nobody", "a b@c", "x@y\nBcc: all@example.com", "@", "a@b@c"])
def test_what_is_no_address_is_said(letter: str, vault: Vault, wrong: str) -> None:
    with pytest.raises(UnusableInput, match="e-mail address"):
        mail_letter(vault, letter, to=wrong, now=NOON)


@given(st.text(max_size=200), st.text(max_size=300), st.lists(st.tuples(st.text(max_size=200), st.binary(max_size=50)), max_size=4))
def test_any_text_and_any_name_make_a_draft_that_opens(subject: str, body: str, files: list[tuple[str, bytes]]) -> None:
    made = mail_draft(to="a@example.com", subject=subject, text=body, attachments=[Attachment(name, data) for name, data in files])
    message = opened(made)
    allowed = {"to", "subject", "x-unsent", "content-type", "content-transfer-encoding", "mime-version"}
    assert {name.lower() for name, _ in message.items()} <= allowed
    parts = list(message.iter_attachments())
    assert [part.get_content() for part in parts] == [data for _, data in files]
    names = [part.get_filename() for part in parts]
    assert len(set(names)) == len(names) and not any(set(name) & set('/\\:*?"<>|\r\n') for name in names)


def test_the_fax_has_a_cover_that_counts_its_pages(letter: str, vault: Vault) -> None:
    pages = text(fax_letter(vault, letter, fax="(610) 555-0199", now=NOON))
    assert "(610) 555-0199" in pages[0] and f"{len(pages)}, with this one" in pages[0] and "Riverbend General Hospital" in pages[0]
    assert pages[1:] == text(finish_letter(vault, letter, now=NOON)) and "7741" not in pages[0]
    assert fax_letter(vault, letter, fax="1", now=NOON) == fax_letter(vault, letter, fax="1", now=NOON)


def box_of(page: pypdfium2.PdfPage, words: str) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the words, in inches from the page's top-left corner."""
    textpage = page.get_textpage()
    start, count = textpage.search(words).get_next()
    boxes = [textpage.get_charbox(place) for place in range(start, start + count)]
    high = page.get_height()
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    return left / INCH, (high - max(b[3] for b in boxes)) / INCH, right / INCH, (high - min(b[1] for b in boxes)) / INCH


def inside(box: tuple[float, float, float, float], place: tuple[float, float, float, float]) -> bool:
    left, top, wide, high = place
    return left <= box[0] and top <= box[1] and box[2] <= left + wide and box[3] <= top + high


def test_the_envelope_has_both_addresses_at_their_places(letter: str, vault: Vault) -> None:
    page = pypdfium2.PdfDocument(envelope_for(vault, letter, today=TODAY))[0]
    assert page.get_size() == pytest.approx(NUMBER_10)
    assert inside(box_of(page, "12 Orchard Street"), (0.25, 0.25, 3.5, 1.3))
    for line in ("Riverbend General Hospital", "P.O. Box 2200"):
        assert inside(box_of(page, line), (3.9, 1.8, 5.2, 1.6)), line


@pytest.mark.parametrize("kind", ["single", "double"])
def test_the_addresses_show_through_the_windows_however_the_letter_slips(letter: str, vault: Vault, kind: str) -> None:
    window = WINDOWS[kind]
    page = pypdfium2.PdfDocument(finish_letter(vault, letter, now=NOON, window=kind))[0]
    for line in ("Riverbend General Hospital", "P.O. Box 2200"):
        assert inside(box_of(page, line), window.address), line
    if window.back:
        assert inside(box_of(page, "12 Orchard Street"), window.back)
    assert box_of(page, "RE:")[1] > window.body - 0.1
    shown = page.get_textpage().get_text_range()
    assert shown.count("P.O. Box 2200") == 1, "it stands there once"


def test_a_single_window_shows_nothing_but_the_address_at_both_ends_of_its_play(letter: str, vault: Vault) -> None:
    page = pypdfium2.PdfDocument(finish_letter(vault, letter, now=NOON, window="single"))[0]
    textpage, high = page.get_textpage(), page.get_height()
    for slip_down in (0.0, 0.125):
        for slip_right in (0.0, 1.0):
            left, top = 0.875 - slip_right, 4.125 - 0.5 - 1.125 - slip_down
            seen = textpage.get_text_bounded(left * INCH, high - (top + 1.125) * INCH, (left + 4.5) * INCH, high - top * INCH)
            assert " ".join(seen.replace(",", " ").split()) == "Riverbend General Hospital P.O. Box 2200 Easton PA 18042"


def test_a_letter_changed_in_word_comes_back_as_what_was_sent(letter: str, vault: Vault) -> None:
    document = docx.Document(io.BytesIO(word_letter(vault, letter, today=TODAY)))
    document.add_paragraph("One more sentence of my own.")
    out = io.BytesIO()
    document.save(out)
    kept = attach_sent_copy(vault, letter, "my letter.docx", out.getvalue(), now=NOON)
    assert kept.sha256 == hashlib.sha256(out.getvalue()).hexdigest() and sent_copy_name(vault, kept) == "my letter.docx"
    assert finish_letter(vault, letter, now=NOON) == out.getvalue(), "nothing of ours takes its place"
    mail = opened(mail_letter(vault, letter, to="a@example.com", now=NOON))
    assert next(mail.iter_attachments()).get_filename() == "letter-2026-11-17.docx"
    with pytest.raises(UnusableInput, match="Word file"):
        fax_letter(vault, letter, fax="1", now=NOON)
    mark_sent(vault, letter, sent_on=TODAY, method="Certified mail", tracking="9407 1000", today=TODAY)
    sent = vault.letters.get(letter)
    assert sent is not None and (sent.sent_on, sent.method, sent.tracking) == (TODAY, "Certified mail", "9407 1000")
    assert sent.document_id == kept.document_id and sent.sha256 == kept.sha256
    with pytest.raises(UnusableInput, match="stays as it is"):
        attach_sent_copy(vault, letter, "other.docx", out.getvalue(), now=NOON)
    with pytest.raises(UnusableInput, match="stays as it is"):
        drop_sent_copy(vault, letter)
    assert finish_letter(vault, letter, now=NOON) == out.getvalue()


def test_an_attached_copy_can_be_taken_back_before_sending(letter: str, vault: Vault) -> None:
    ours = finish_letter(vault, letter, now=NOON)
    attach_sent_copy(vault, letter, "scan.pdf", envelope_for(vault, letter, today=TODAY), now=NOON)
    drop_sent_copy(vault, letter)
    assert finish_letter(vault, letter, now=NOON) == ours


@pytest.mark.parametrize(("name", "data"), [
    ("a.docx", b"not a zip"), ("b.docx", b"PK\x03\x04broken"), ("c.exe", b"MZ\0\0"), ("d.txt", b"hello"),
])  # fmt: skip
def test_only_a_letter_s_file_is_attached(letter: str, vault: Vault, name: str, data: bytes) -> None:
    with pytest.raises(UnusableInput, match=name):
        attach_sent_copy(vault, letter, name, data, now=NOON)
