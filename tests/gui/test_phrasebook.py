"""Sentences found again in another language: whole, with values in them, beside each other, and names left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.gui.phrasebook import Phrasebook
from medbills.gui.sentence import pieces

BOOK = {
    "Save": "Guardar",
    "in dispute": "en disputa",
    "The bill": "La factura",
    "the insurer": "el seguro",
    "Not asked yet": "Sin preguntar",
    "It came back.": "Volvió.",
    "%1 days left": "quedan %1 días",
    "%1 of %2": "%1 de %2",
    "%1 and %2": "%1 y %2",
    "Ask %1 about the letter of %2.": "Pregunte a %1 por la carta de %2.",
    "Call with %1": "Llamada con %1",
    "They said: “%1”": "Dijeron: «%1»",
    "The care was on %1, %2 days ago.": "La atención fue el %1, hace %2 días.",
    "%1 bill is due": "Vence la factura de %1",
    "%1 is %2": "%1 es %2",
    "due": "fecha de pago",
    "Saved.": "Guardado.",
    "%1 saved.": "Ahorro: %1.",
}


@pytest.fixture
def book():
    return Phrasebook(BOOK, {"a el": "al", "de el": "del"})


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Save", "Guardar"),
        ("Save…", "Guardar…"),
        ("save", "guardar"),
        ("In dispute", "En disputa"),
        ("It came back", "Volvió"),
        ("(in dispute)", "(en disputa)"),
        ("3 days left", "quedan 3 días"),
        ("in dispute $48.00", "en disputa $48.00"),
        ("Ask Cedar Hospital about the letter of May 4.", "Pregunte a Cedar Hospital por la carta de May 4."),
        ("Ask the insurer about the letter of May 4.", "Pregunte al seguro por la carta de May 4."),
        ("Ask Dr. Osei about the letter of May 4. It came back.", "Pregunte a Dr. Osei por la carta de May 4. Volvió."),
        ("The bill, $5.00. Not asked yet. It came back.", "La factura, $5.00. Sin preguntar. Volvió."),
        ("The bill · 3 days left", "La factura · quedan 3 días"),
        ("The bill, Cedar Hospital, in dispute", "La factura, Cedar Hospital, en disputa"),
        ("Call with Marcus T.", "Llamada con Marcus T."),
        ("the bill and the insurer", "la factura y el seguro"),
    ],
)
def test_what_is_said(book, english, spanish):
    assert book.say(english) == spanish
    assert book.meant(spanish) == english


@pytest.mark.parametrize("name", ["Bank of America", "Walter Calloway", "7741-22", "$1,240.55", "", "He paid half of what they asked for"])
def test_what_is_no_word_of_the_program_stays(book, name):
    assert book.say(name) == name


def test_a_day_with_its_year_is_one_value(book):
    assert book.say("The care was on February 12, 2026, 278 days ago.") == "La atención fue el February 12, 2026, hace 278 días."
    assert book.say("The care was on Feb 12, 9 days ago.") == "La atención fue el Feb 12, hace 9 días."


def test_a_title_that_ends_a_sentence_is_still_that_title(book):
    assert book.say("Cedar Lab bill is due.") == "Vence la factura de Cedar Lab."


def test_what_follows_a_sum_is_said_as_it_is_meant_there(book):
    assert (book.say("Saved."), book.say("$750.00 saved.")) == ("Guardado.", "Ahorro: $750.00.")


def test_words_of_a_paper_are_said_whole_or_not_at_all(book):
    assert book.say_whole("In dispute") == "En disputa"
    assert book.say_whole("In dispute, level 4") == "In dispute, level 4"


def test_what_is_said_already_is_not_said_twice(book):
    assert book.say(book.say("Ask Cedar Hospital about the letter of May 4.")) == "Pregunte a Cedar Hospital por la carta de May 4."


def test_the_words_of_others_are_no_value_of_a_weak_sentence(book):
    """“of” between two halves of a sentence is not the template “3 of 5”."""
    assert book.say("3 of 5") == "3 de 5"
    assert book.say("they told me of a discount") == "they told me of a discount"


def test_the_name_of_a_file_is_no_words():
    words = Phrasebook({"bill": "factura", "%1 holds no claims.": "%1 no tiene reclamos."})
    assert words.say("bill.pdf holds no claims.") == "bill.pdf no tiene reclamos."


@given(st.text(max_size=200))
def test_pieces_joined_are_the_text(text):
    assert "".join(piece + after for piece, after in pieces(text)) == text


WORDS = st.sampled_from(
    ["and", "of", "Call", "with", "days", "left", "Ask", "about", "the", "letter", " ", ". ", ", ", ": ", "3", "“", "”", "(", ")"]
)


@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map("".join)))
def test_any_text_can_be_said(text):
    book = Phrasebook(BOOK)
    said = book.say(text)
    assert book.say(said) == said
    if not any(letter.isalpha() for letter in text):
        assert said == text
