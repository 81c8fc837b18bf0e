"""Values beside labels that a narrow cell broke over two rows: the end of a day, the rest of a long name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.days import day_of
from medbills.layout.labels import text_field
from medbills.layout.rows import Phrase, Row
from medbills.layout.sheet import Sheet

_TWO_FIGURES = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2}$")
_SMALL = frozenset({"of", "the", "and", "&", "for", "de", "la", "del"})
_MOST = 4  # words of the rest of a name


def day_end(sheet: Sheet, page: int, words: Sequence[Word]) -> tuple[datetime.date, tuple[Word, ...]] | None:
    """The day with its last figures, where a narrow cell broke them off: 02/25/20 over 26."""
    last = words[-1]
    if not _TWO_FIGURES.search(last.text):
        return None
    for below in sheet.below(Phrase(page, tuple(words)), 0.5 * max(last.size, 4.0)):
        day = day_of(last.text + below.text) if len(below.words) == 1 and len(below.text) == 2 else None
        if day is not None and abs(below.x0 - words[0].x0) < 3:
            return day, (*words, *below.words)
    return None


def name_end(sheet: Sheet, words: Sequence[Word]) -> tuple[Word, ...]:
    """The rest of a long name: words that stand alone in the row under its cell, nearer to it than the row after them."""
    own = tuple(words)
    ends = (n for n, row in enumerate(sheet.rows) if any(phrase.words[-len(own) :] == own for phrase in row.phrases))
    order = next(ends, None)
    if order is None or order + 2 >= len(sheet.rows):
        return ()
    row, rest, after = sheet.rows[order : order + 3]
    if len(rest.phrases) != 1 or not _near(row, rest, after) or text_field(rest.text) not in (None, "provider_name"):
        return ()
    found = rest.phrases[0].words
    as_name = all(word.text[0].isupper() or word.text in _SMALL for word in found) and not any(c.isdigit() or c in ":,$" for c in rest.text)
    alike = abs(found[0].size - words[0].size) < 0.5 and found[0].bold == words[0].bold
    return found if as_name and alike and len(found) <= _MOST and abs(found[0].x0 - words[0].x0) < 2 else ()


def _near(row: Row, rest: Row, after: Row) -> bool:
    return rest.top - row.top < after.top - rest.top - 1 and rest.top - row.bottom < 0.6 * rest.size
