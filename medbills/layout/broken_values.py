"""Values beside labels that a narrow cell broke over two rows: the end of a day, the rest of a long name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.days import Span, day_of
from medbills.layout.labels import DATE, NOTHING, text_field
from medbills.layout.rows import Phrase, Row
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import DAY, tokens_of

_ONWARD = re.compile(r"to|thru|through|until|[-\u2013\u2014]|al?|hasta", re.I)
_TWO_FIGURES = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2}$")
_SMALL = frozenset({"of", "the", "and", "&", "for", "de", "la", "del"})
_NAME_STOPS = re.compile(r"[a-z]{3}\.$|^(?:PPO|HMO|EPO|POS|HDHP|LLC|PLLC|PC)\.$")
_SHORT = frozenset({"corp.", "assn.", "dept.", "hosp.", "univ.", "comm.", "natl.", "intl.", "bros.", "assoc.", "admin."})
_ENDS = frozenset({"service", "care", "visit", "birth", "bill", "statement", "name", "number", "provider", "plan"})  # of a label
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


def span_end(sheet: Sheet, words: Sequence[Word]) -> tuple[Span | None, tuple[Word, ...]] | None:
    """The days from and to where the line ends after "03/30/2026 to", with no Span where the second day is not found; else None."""
    for order, row in enumerate(sheet.rows):
        at = next((n for n, word in enumerate(row.words) if word is words[-1]), None)
        if at is None:
            continue
        if at + 2 != len(row.words) or not _ONWARD.fullmatch(row.words[at + 1].text):
            return None
        below = sheet.tokens[order + 1] if order + 1 < len(sheet.rows) else ()
        lefts = (row.words[0].x0, words[0].x0)
        near = below and sheet.rows[order + 1].top - row.bottom < 0.6 * max(row.size, 4.0)
        last = next((token for token in below if near and token.kind == DAY and min(abs(token.x0 - left) for left in lefts) < 3), None)
        first = tokens_of(words)[0].value
        if last is None or not isinstance(first, datetime.date) or last.value < first:
            return None, tuple(words)
        return Span(first, last.value), (*words, row.words[at + 1], *last.words)
    return None


def name_end(sheet: Sheet, words: Sequence[Word]) -> tuple[Word, ...]:
    """The rest of a long name: words that stand alone in the row under its cell, nearer to it than the row after them.

    Where they stand under the label instead, as in a form's cell, the name must have run out of room for the first of them;
    a bracket that stays open is always gone on with.
    """
    own = tuple(words)
    ends = (n for n, row in enumerate(sheet.rows) if any(phrase.words[-len(own) :] == own for phrase in row.phrases))
    order = next(ends, None)
    if order is None or order + 2 >= len(sheet.rows):
        return ()
    row, rest, after = sheet.rows[order : order + 3]
    place = next(n for n, phrase in enumerate(row.phrases) if phrase.words[-len(own) :] == own)
    in_cell = _rest_of_cell(sheet, row, place, rest)
    if in_cell:
        return in_cell
    if len(rest.phrases) != 1:
        return ()
    left, right = _left(row, place), row.phrases[place].x1
    later = (below for below in sheet.rows[order + 2 : order + 6] if any(p.x0 < right and p.x1 > left for p in below.phrases))
    after = next(later, after)
    if not _near(row, rest, after) or text_field(rest.text) not in (None, "provider_name"):
        return ()
    found = rest.phrases[0].words
    as_name = all(word.text[0].isupper() or word.text in _SMALL for word in found) and not any(c.isdigit() or c in ":,$" for c in rest.text)
    alike = abs(found[0].size - words[0].size) < 0.5 and found[0].bold == words[0].bold
    return found if as_name and alike and len(found) <= _MOST and abs(found[0].x0 - words[0].x0) < 2 else ()


def before_sentence(words: Sequence[Word]) -> Sequence[Word]:
    """A name without the sentences that go on behind it in the same line: "Saguaro Health Exchange. We filed these visits"."""
    for n in range(len(words) - 2):
        if _NAME_STOPS.search(words[n].text) and words[n].text.lower() not in _SHORT and words[n + 1].text[0].isupper():
            return words[: n + 1] if any(word.text[0].islower() for word in words[n + 2 :]) else words
    return words


def cell_end(sheet: Sheet, words: Sequence[Word]) -> tuple[Word, ...]:
    """The rest of a name in a grid of labels and values side by side, whose rows stand at heights of their own.

    It stands at the value's left or right edge with no label beside it, and its first word had no room behind the name: the next
    column of the page, or the edge of all its words, is too near.
    """
    own = tuple(words)
    place = next(((row, n) for row in sheet.rows for n, phrase in enumerate(row.phrases) if n and phrase.words[-len(own) :] == own), None)
    if place is None:
        return ()
    row, n = place
    label, cell = row.phrases[n - 1], row.phrases[n]
    below = [p for p in sheet.below(cell, 0.6 * cell.size) if p.words[0].bold == cell.words[0].bold]
    under = [p for p in below if min(abs(p.x0 - cell.x0), abs(p.x1 - cell.x1)) < 1.5]
    rest = under[0] if under else None
    if rest is None or len(cell.words) != len(own) or len(rest.words) > _MOST or abs(rest.size - cell.size) > 0.5:
        return ()
    labelled = any(p.x0 < cell.x0 - 1 and p.x1 > label.x0 and min(p.bottom, rest.bottom) - max(p.top, rest.top) > 0.5 * rest.size
                   for p in sheet.phrases)
    as_name = all(word.text[0].isupper() or word.text in _SMALL for word in rest.words)
    as_name = as_name and not any(c.isdigit() or c in ":,$" for c in rest.text) and text_field(rest.text) is None
    return rest.words if as_name and not labelled and _filled(sheet, cell, rest) else ()


def _filled(sheet: Sheet, cell: Phrase, rest: Phrase) -> bool:
    """Whether the first word of the rest had no room behind the cell's own words."""
    near = [p for p in sheet.phrases if abs(p.top - cell.top) < 12 * cell.size]
    limit = min((p.x0 for p in near if p.x0 > cell.x1), default=max(p.x1 for p in sheet.phrases))
    return cell.x1 + (rest.words[0].x1 - rest.words[0].x0) + cell.size > limit


def label_end(sheet: Sheet, row: Row, place: int) -> tuple[str, str] | None:
    """The field and the words of a label that a narrow cell broke over two rows, its value beside the first: "PRIMARY" over "INSURANCE"."""
    first = row.phrases[place]
    if len(first.words) > _MOST or first.text[-1] in ":.,":
        return None
    for below in sheet.below(first, 0.6 * first.size):
        if abs(below.x0 - first.x0) > 2 or abs(below.size - first.size) > 0.5 or len(below.words) > _MOST:
            continue
        if text_field(below.text) == NOTHING:
            continue
        alone = next((other for other in sheet.rows if below in other.phrases), None)
        text = f"{first.text} {below.text}"
        field = text_field(text)
        apart = alone is not None and alone.phrases[-1] is below
        end = text_field(below.text)
        fits = end in (None, field) or end == DATE or below.text.lower() in _ENDS
        return (field, text) if field is not None and apart and fits else None
    return None


def _left(row: Row, place: int) -> float:
    """Where the column of a value begins, at the label beside it."""
    return row.phrases[place - 1].x0 if place else row.phrases[place].x0


def _rest_of_cell(sheet: Sheet, row: Row, place: int, below: Row) -> tuple[Word, ...]:
    """The words under a cell's label and name that go on with the name: the end of its bracket, or words it had no room for."""
    cell = row.phrases[place]
    rest = next((phrase for phrase in below.phrases if abs(phrase.x0 - cell.x0) < 2), None)
    if rest is None or below.top - row.bottom > 0.6 * cell.size or abs(rest.size - cell.size) > 0.5 or len(rest.words) > _MOST:
        return ()
    if cell.text.count("(") > cell.text.count(")"):
        return rest.words if rest.text.endswith(")") and "(" not in rest.text else ()
    beside = row.phrases[place + 1].x0 if place + 1 < len(row.phrases) else None
    full = beside is not None and cell.x1 + (rest.words[0].x1 - rest.words[0].x0) + cell.size > beside
    as_name = all(word.text[0].isupper() or word.text in _SMALL for word in rest.words)
    as_name = as_name and not any(c.isdigit() or c in ":,$" for c in rest.text)
    return rest.words if full and as_name and len(below.phrases) == 1 and text_field(rest.text) is None else ()


def _near(row: Row, rest: Row, after: Row) -> bool:
    return rest.top - row.top < after.top - rest.top - 1 and rest.top - row.bottom < 0.6 * rest.size
