"""Letters: the engine over the texts in `resources/letters`, from questions and facts to a letter with its evidence."""

from medbills.letters.answers import parse_answer, plain_answer, questions_open
from medbills.letters.facts_file import facts_from_json, facts_schema
from medbills.letters.plain_text import letter_text
from medbills.letters.reading_copy import reading_copy
from medbills.letters.rendering import cautions, render
from medbills.letters.templates import catalogue, find

__all__ = [
    "catalogue",
    "cautions",
    "facts_from_json",
    "facts_schema",
    "find",
    "letter_text",
    "parse_answer",
    "plain_answer",
    "questions_open",
    "reading_copy",
    "render",
]
