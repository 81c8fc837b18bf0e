"""Prints one letter from plain facts, without a vault."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medbills.errors import UnusableInput, WrongUsage
from medbills.letters import catalogue, cautions, facts_from_json, facts_schema, find, letter_text, render
from medbills.letters.word import letter_docx
from medbills.pdf.letter_paper import letter_pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLetter:
    """The bytes of a letter in the form asked for."""

    title: str
    data: bytes
    reply_by: str
    warnings: tuple[str, ...]


def list_letters() -> list[dict[str, str]]:
    """The catalogue of letters."""
    return [
        {"id": letter.id, "slug": letter.slug, "title": letter.title, "addressee": letter.addressee, "when": letter.when}
        for letter in catalogue()
    ]


def facts_schema_of(which: str) -> dict[str, Any]:
    """The JSON Schema of a letter's facts."""
    return facts_schema(find(which))


def print_letter(which: str, data: Mapping[str, Any], *, form: str, today: datetime.date) -> PrintedLetter:
    """The letter as .pdf, .docx or .txt.

    Raises UnusableInput while a fact is missing (an unfinished letter is not printed), WrongUsage for another form.
    """
    template = find(which)
    facts, strange = facts_from_json(template, data)
    letter = render(template, facts, today=today)
    if not letter.final:
        raise UnusableInput(f"The letter {template.id} still needs: {', '.join(letter.missing)}. Add them to the facts.")
    if form == ".pdf":
        printed = letter_pdf(letter)
    elif form == ".docx":
        printed = letter_docx(letter)
    elif form == ".txt":
        printed = letter_text(letter).encode()
    else:
        raise WrongUsage("A letter is written as .pdf, .docx or .txt. Choose one of these endings.")
    warnings = (*strange, *(caution.say for caution in cautions(template, facts)))
    return PrintedLetter(
        title=letter.title, data=printed, reply_by=letter.reply_by.isoformat() if letter.reply_by else "", warnings=warnings
    )
