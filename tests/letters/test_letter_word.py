"""A letter as a Word file: every word is in it, literally, and nothing about who or when."""

from __future__ import annotations

import datetime
import io

import docx

from medbills.domain.letter import Fact
from medbills.letters import facts_from_json, find, render
from medbills.letters.word import letter_docx

DAY = datetime.date(2026, 11, 17)


def words(file: bytes) -> str:
    document = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_word_file_says_what_the_letter_says(sample_facts) -> None:
    facts, _ = facts_from_json(find("L02"), sample_facts["L02"])
    letter = render(find("L02"), facts, today=DAY)
    file = letter_docx(letter)
    for block in letter.blocks:
        for runs in (block.runs, *(cell for row in block.rows for cell in row)):
            for line in "".join(run.text for run in runs).split("\n"):
                assert line in words(file)
    assert "Draft" not in words(file)
    assert file == letter_docx(letter)
    properties = docx.Document(io.BytesIO(file)).core_properties
    assert properties.author == "" and properties.title == letter.title and properties.comments == ""


def test_hostile_text_is_literal_and_a_draft_says_so() -> None:
    letter = render(find("L51"), {"person": Fact("Smith & <b>Sons\uffff 🙂 \x00")}, today=DAY)
    assert "Smith & <b>Sons\ufffd 🙂 \ufffd" in words(letter_docx(letter))
    assert "Draft: not ready to send" in words(letter_docx(letter))
