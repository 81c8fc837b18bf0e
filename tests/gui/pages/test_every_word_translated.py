"""In the pseudo-language each word of the window stands in brackets and takes 40 % more room: none is forgotten, none is cut."""

from __future__ import annotations

import pytest
import yaml
from reportlab.pdfgen.canvas import Canvas
from tour import Tour, family_stops
from untranslated import untranslated
from window_faults import faults

from medbills.gui.language import ENGLISH, PSEUDO, language
from medbills.paths import resource
from medbills.services.name_case import short_name

SHORT = ("today", "bill", "case_er", "settings", "money_limits", "call", "letter", "review_lines", "codes", "people")
# The pages of a letter, of the law and of the codes are long in any language: they scroll.


# Its own file and question.
OF_THE_TOUR = ("Date", "Amount", "Description", "Delete this letter for good", "It cannot be brought back", "Delete for good")


@pytest.fixture
def pseudo():
    language().speak(PSEUDO)
    yield
    language().speak(ENGLISH)


@pytest.fixture
def data(family):
    """What the sample's papers and people hold, the longest first."""
    found = {str(family.ask(lambda vault: vault.folder)), *OF_THE_TOUR}

    def walk(value):
        if isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str) and len(value) > 1:
            found.update((*value.split(", "), value.rstrip("."), value[0].swapcase() + value[1:], short_name(value)))

    for file in resource("samples").glob("*.yaml"):
        walk(yaml.safe_load(file.read_text("utf-8")))
    return sorted(found, key=len, reverse=True)


def test_every_word_is_translated_and_none_is_cut(pseudo, family, data, tmp_path, long_form):
    booklet, rows = tmp_path / "Lakeshore_SPD.pdf", tmp_path / "bank.csv"
    canvas = Canvas(str(booklet))
    canvas.drawString(72, 700, "When more than one treatment is sound, the plan pays for the least costly one.")
    canvas.save()
    rows.write_text("Date,Description,Amount\n10/22/2026,OSEI MEDICAL OFFICE,-40.00\n")
    tour, found = Tour(family.window, family.desk), []
    for stop in family_stops(booklet, rows):
        if long_form or stop.name in SHORT:
            stop.reach(tour)
            tour.settle()
            found += [f"{stop.name}: {said}" for said in (*untranslated(tour.shown, data), *faults(tour.shown))]
            tour.leave()
    assert not found, "\n".join(found)
