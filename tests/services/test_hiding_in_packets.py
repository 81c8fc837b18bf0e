"""What can be hidden on a packet's exhibits: found wherever it is printed, said where it still stands, and gone from the file."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.call import Call
from medbills.domain.packet import PacketChoices
from medbills.domain.page import Page, Word
from medbills.services.confirm_paper import confirm_paper
from medbills.services.find_on_pages import SOCIAL_SECURITY, find_on, says, seek_day, seek_words
from medbills.services.hide_in_packet import CoveredSpot, Hiding, PagesRead
from medbills.services.keep_paper import keep_paper
from medbills.services.log_call import end_call
from medbills.services.make_packet import make_packet
from medbills.services.preview_packet import draft_packet, print_packet, spot_at
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
BORN = datetime.date(1963, 3, 8)


def page(*lines: str, confidence: float = 1.0) -> Page:
    """A page with these lines, its words six points a letter."""
    words = []
    for row, line in enumerate(lines):
        left = 50.0
        for text in line.split(" "):
            if text:
                words.append(Word(text, left, 50 + 14 * row, left + 6 * len(text), 60 + 14 * row, 10, confidence=confidence))
            left += 6 * len(text) + 4
    return Page(1, 612, 792, tuple(words))


def found(where: Page, *sought: Any) -> list[str]:
    return [place.words for place in find_on(where, [one for one in sought if one])]


@pytest.mark.parametrize(("words", "line", "covered"), [
    ("7741-22", "Account 7741-22 due", "7741-22"),
    ("7741-22", "Remit 0000774122000500 slip", "0000774122000500"),
    ("7741-22", "Account: 7741 22 due", "7741 22"),
    ("7741-22", "ACCT#7741.22, due", "ACCT#7741.22,"),
    ("LH4471902", "Member LH 4471 902 plan", "LH 4471 902"),
    ("LH4471902", "Member lh447i9o2 plan", "lh447i9o2"),
    ("orchard street", "12 ORCHARD STREET Easton", "ORCHARD STREET"),
    ("José Muñoz", "for JOSE MUNOZ today", "JOSE MUNOZ"),
    ("R07", "code R07 chest", "R07"),
])  # fmt: skip
def test_whole_words_are_taken_however_they_are_written(words: str, line: str, covered: str) -> None:
    assert found(page("Nothing here", line), seek_words(words)) == [covered]


@pytest.mark.parametrize(("words", "line"), [
    ("7741-22", "Charge $77.41 22 more"), ("7741-22", "Total 7,741.22 due"), ("R07", "code R070 chest"), ("MA", "Emma at March"),
    ("Orchard", "Orch ard-n"),
])  # fmt: skip
def test_sums_and_parts_of_short_words_are_left(words: str, line: str) -> None:
    assert found(page(line), seek_words(words)) in ([], ["Orch ard-n"])


def test_a_phrase_goes_on_over_the_end_of_a_line() -> None:
    (place,) = find_on(page("Bill to 12 Orchard", "Street Easton"), [seek_words("Orchard Street")])
    assert place.words == "Orchard Street" and len(place.boxes) == 2


@pytest.mark.parametrize("written", [
    "03/08/1963", "3/8/63", "3-8-1963", "03.08.1963", "1963-03-08", "03081963", "March 8, 1963", "Mar 8 1963", "MARCH 8TH, 1963",
    "8 Mar 1963", "8 de marzo de 1963", "DOB:03/08/1963",
])  # fmt: skip
def test_a_day_is_found_in_every_way_to_write_it(written: str) -> None:
    assert found(page(f"Born {written} in Easton"), seek_day(BORN)) != []
    assert says(f"She said {written}.", [seek_day(BORN)])


@pytest.mark.parametrize("written", ["13/8/1963", "3/8/2026", "3/18/1963", "$38.63", "38.63", "4/8/1963"])
def test_another_day_is_not_that_day(written: str) -> None:
    assert found(page(f"Seen {written} there"), seek_day(BORN)) == []


@pytest.mark.parametrize(("line", "count"), [
    ("SSN 123-45-6789", 1), ("SSN:123-45-6789.", 1), ("123 - 45 - 6789", 1), ("SSN 123 45 6789", 1), ("ssn 123456789", 1),
    ("Call 1-123-45-6789-0", 0), ("Phone 555-123-4567", 0), ("ZIP 18042-1234", 0), ("bill-so-soil", 0),
])  # fmt: skip
def test_social_security_numbers_are_known_by_their_shape(line: str, count: int) -> None:
    assert len(found(page(line), *SOCIAL_SECURITY)) == count


def test_type_that_stands_upright_is_found_letter_by_letter() -> None:
    letters = tuple(Word(letter, 20, 50 + 8 * place, 28, 57 + 8 * place, 8) for place, letter in enumerate("123-45-6789"))
    assert len(find_on(Page(1, 612, 792, letters), SOCIAL_SECURITY)) == 1


@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_any_text_can_be_looked_for(words: str, line: str) -> None:
    sought = seek_words(words)
    if sought is None:
        assert not any(char.isascii() and char.isalnum() for char in words)
    else:
        assert all(place.words for place in find_on(page(line), [sought]))
        assert len(find_on(page(words), [sought])) >= (words.isascii() and words.isalnum() and not words.isdigit())


def text(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(pdf)))


def printed(*lines: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for place, line in enumerate(lines):
        canvas.drawString(72, 720 - 20 * place, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


LINES = ("Riverbend General Hospital", "Account 7741-22", "Born 03/08/1963 SSN 219-09-9999",
         "Pay 000077412200500 here", "219099999 on file")  # fmt: skip


@pytest.fixture
def er(desk: Any, vault: Vault, read_file: Any) -> Any:
    desk.me()
    fields = {
        "issuer_name": "Riverbend General Hospital", "provider_name": "Riverbend General Hospital", "patient_name": "Walter Calloway",
        "patient_birth_date": "1963-03-08", "account_number": "7741-22", "statement_date": "2026-10-30", "amount_due": "2000.00",
    }  # fmt: skip
    read = read_file("bill.pdf", printed(*LINES), [{"kind": "itemized_bill", "fields": fields}])
    paper = keep_paper(vault, read, now=NOON).papers[0].id
    confirm_paper(vault, paper, today=TODAY)
    return desk.matter(paper)


def test_each_value_is_offered_with_every_place_it_stands(er: Any, vault: Vault) -> None:
    made = make_packet(vault, er.id, today=TODAY)
    offered = {one.key: (one.places, one.exhibits, one.hidden) for one in made.hidden.values}
    assert offered["account_number"] == (2, ("A",), False)
    assert offered["patient_birth_date"] == (1, ("A",), False)
    assert offered["social_security"] == (2, ("A",), True), "with dashes, and without them"
    assert "claim_number" not in offered


def test_social_security_numbers_are_hidden_from_the_start_and_can_be_shown(er: Any, vault: Vault) -> None:
    draft = draft_packet(vault, er.id, today=TODAY)
    made = print_packet(draft)
    assert "219-09-9999" not in text(made.pdf) and "219099999" not in text(made.pdf)
    assert any(note.title == "Hidden: Social Security numbers" for note in made.seen)
    shown = print_packet(draft, Hiding(values=frozenset()))
    assert "219-09-9999" in text(shown.pdf)
    assert any(note.title == "A Social Security number is shown" for note in shown.seen)


def test_it_is_said_where_a_hidden_value_still_stands(er: Any, vault: Vault) -> None:
    end_call(vault, Call(id="c", case_id=er.id, at=datetime.datetime(2026, 11, 10, 10, 5), organization="Riverbend billing",
                         person="Marcus", notes="He asked for Dad's birthday, March 8, 1963."), today=TODAY)  # fmt: skip
    hiding = Hiding(values=frozenset({"account_number", "patient_birth_date"}))
    made = print_packet(draft_packet(vault, er.id, today=TODAY, choices=PacketChoices(full_numbers=True)), hiding)
    told = {note.title: note.detail for note in made.seen}
    assert told["On the cover still: account number"] == "It stays there: they need it to find the account."
    assert "in your call notes" in told["Date of birth: still in your own words"]
    assert "7741-22" in text(made.pdf), "on the cover"
    exhibit = next(page for number, _, page in made.contents if number == "A")
    assert exhibit and pypdfium2.PdfDocument(made.pdf)[exhibit - 1].get_textpage().get_text_range().count("7741") == 0


def test_typed_words_are_hidden_where_they_are_found(er: Any, vault: Vault) -> None:
    made = make_packet(vault, er.id, today=TODAY, hide=("riverbend general", "Nowhere Lane"))
    first, second = made.hidden.words
    assert (first.places, first.where) == (1, "1 place, Exhibit A")
    assert (second.places, second.where) == (0, "Not found. Look through the pages.")
    assert not any("Nowhere" in note.title for note in made.seen)


def test_a_spot_covered_by_hand_is_measured_on_the_paper_itself(er: Any, vault: Vault) -> None:
    draft = draft_packet(vault, er.id, today=TODAY)
    open_ = print_packet(draft, Hiding(values=frozenset()))
    (number, _, sheet) = open_.sheets[0]
    left, bottom, right, top = sheet.on_paper((72, 60, 300, 80))
    spot = spot_at(draft, open_, number, (left, sheet.paper[1] - top, right, sheet.paper[1] - bottom))
    assert spot is not None and spot.box == pytest.approx((72, 60, 300, 80), abs=0.01) and spot.page == 1
    assert spot_at(draft, open_, 1, (10, 10, 90, 90)) is None, "the cover is ours"
    made = print_packet(draft, Hiding(values=frozenset(), spots=(spot, CoveredSpot("gone", 1, (0, 0, 9, 9)))))
    assert [label for _, label in made.hidden.spots] == ["A", ""]
    assert "219-09" not in text(made.pdf), "the page is a picture now"
    assert any(note.title == "Hidden: 1 spot you covered" for note in made.seen)
    drawn = pypdfium2.PdfDocument(made.pdf)[number - 1].render(scale=2).to_pil().convert("L")
    area = tuple(round(2 * edge) for edge in (left, sheet.paper[1] - top, right, sheet.paper[1] - bottom))
    assert drawn.crop((area[0] + 2, area[1] + 2, area[2] - 2, area[3] - 2)).getextrema()[1] <= 48


def test_the_words_of_a_paper_are_read_once(er: Any, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    from medbills.services import hide_in_packet

    draft, read, asked = draft_packet(vault, er.id, today=TODAY), PagesRead(), []
    real = hide_in_packet.read_pages
    monkeypatch.setattr(hide_in_packet, "read_pages", lambda *given, **named: asked.append(1) or real(*given, **named))
    first = print_packet(draft, Hiding(), read)
    again = print_packet(draft, Hiding(), read)
    assert first.pdf == again.pdf and len(asked) == 1
