"""Lines of service printed as cards that stand side by side: each lane of cards is read as a narrow page of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medbills.domain.page import Page, Word
from medbills.layout.card_lines import CARD_FIELDS
from medbills.layout.codes import CAPTIONED, modifiers_of, notes_of, system_of
from medbills.layout.labels import DATE, PAID_BY_NAME, money_field, text_field
from medbills.layout.laid import Laid
from medbills.layout.money_pairs import money_pairs
from medbills.layout.pairs import Pair
from medbills.layout.rows import Row, box_of, text_of, words_at
from medbills.layout.sheet import Sheet
from medbills.layout.table_line import Cell, TableLine
from medbills.layout.table_rows import TableRow
from medbills.layout.tokens import DAY, MONEY, SPAN, Token

_SURE, _FAIR = 0.95, 0.93  # confidences: of an amount beside its label, of what stands in a card's head
_EDGE = 4.0  # points by which the left edges of a lane's labels may differ
_ROWS = 3  # amounts that a lane has at least
_APART, _NEAR, _TIGHT = 4.0, 2.0, 0.6  # heights of type between rows of a head: at most; over its code; over code and title
_HEAD = 7  # rows that a card's head may have
_NOTES = re.compile(
    r"(?:see |ver )?(?:(?:remark|reason|message|claim|adjustment) )?(?:notes?|codes?|remarks?|messages?|footnotes?|notas?)"
    r"(?: codes?)?:? ?#? ?(?P<notes>[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,4})?(?:[,;] ?(?:and |y )?[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,4})?)*)\.?",
    re.I,
)
_DATED = re.compile(r"\b(?:date|fecha)\b", re.I)  # of what, is not known
_STATE = re.compile(r"\b[A-Z]{2},?$")
_OF_SERVICE = frozenset({"service_span", "service_from", DATE})
_CAPTION = re.compile(r"(?:service|procedure|description|treatment|servicio|descripci[oó]n|procedimiento): ?", re.I)


@dataclass(frozen=True)
class Lane:
    """A strip of a page in which cards stand below one another."""

    left: float
    right: float


@dataclass(frozen=True)
class Grid:
    """Lines in the order they are read, the words that their cards take, and whether any stand side by side."""

    lines: list[TableLine]
    words: set[Word]
    across: bool


def grid_of(laid: Laid) -> Grid:
    """The lines of cards that stand in lanes; in a lone lane, beside which other matter may stand, only those with codes."""
    lanes = {sheet.page.number: lanes_of(sheet) for sheet in laid.sheets}
    across = any(len(found) > 1 for found in lanes.values())
    made: list[tuple[tuple[int, float, float], TableLine]] = []
    taken: set[Word] = set()
    for sheet in laid.sheets:
        for lane in lanes[sheet.page.number]:
            for line, words in _cards(_strip(sheet, lane)):
                if "code" in line.cells or across:
                    box = box_of(words)
                    made.append(((sheet.page.number, box[1], box[0]), line))
                    taken |= words
    return Grid([line for _, line in sorted(made, key=lambda item: _reading_order(item[0]))], taken, across)


def _reading_order(place: tuple[int, float, float]) -> tuple[int, int, float]:
    page, top, left = place
    return (page, round(top / 6.0), left)  # cards of one row open at the same height, or nearly so


def lanes_of(sheet: Sheet) -> list[Lane]:
    """The lanes of a page in which amounts stand with labels; none where they run into one another."""
    edges: list[list[tuple[float, float]]] = []
    for row in sheet.rows:
        for left, right in _labelled(row):
            home = next((edge for edge in edges if abs(edge[0][0] - left) < _EDGE), None)
            if home is None:
                edges.append([(left, right)])
            else:
                home.append((left, right))
    found = (Lane(min(x for x, _ in edge), max(x for _, x in edge)) for edge in edges if len(edge) >= _ROWS)
    lanes = sorted(found, key=lambda lane: lane.left)
    apart = all(one.right < other.left for one, other in itertools.pairwise(lanes))
    return lanes if apart else []


def _labelled(row: Row) -> Iterator[tuple[float, float]]:
    """Left edge of the label and right edge of the amount, for each amount of a row with a label of a card right before it."""
    for label, amount in zip(row.phrases, row.phrases[1:], strict=False):
        if amount.words[0].text[0] in "$-(0123456789" and len(amount.words) <= 2 and money_field(label.text) in CARD_FIELDS:
            yield label.x0, amount.x1


def _strip(sheet: Sheet, lane: Lane) -> Sheet:
    """The phrases that stand whole within a lane, laid out as a page of their own."""
    inside = [phrase for phrase in sheet.phrases if phrase.x0 > lane.left - _EDGE and phrase.x1 < lane.right + _EDGE]
    page = sheet.page
    words = tuple(word for phrase in inside for word in phrase.words)
    return Sheet.of(Page(page.number, page.width, page.height, words, page.rules, page.lens))


def _cards(strip: Sheet) -> list[tuple[TableLine, set[Word]]]:
    """Each card of a lane with all its words: a head, amounts that open with what was charged, and perhaps notes."""
    amounts: dict[int, list[Pair]] = {}
    for pair in money_pairs(strip):
        if pair.field in CARD_FIELDS:
            amounts.setdefault(pair.order, []).append(pair)
    starts = [order for order, pairs in amounts.items() if any(CARD_FIELDS[pair.field] == "billed" for pair in pairs)]
    made = []
    free = 0  # the first row that no card before has taken
    for start, following in itertools.pairwise([*starts, len(strip.rows)]):
        head = _head(strip, start, free)
        line = _line(strip, head, start)
        used = {start, *head}
        for order in range(start, following):
            if order > start and not _goes_on(strip, order, amounts):
                break
            used.add(order)
            for pair in amounts.get(order, ()):
                name = CARD_FIELDS[pair.field]
                value = pair.value if name == "billed" else abs(pair.value)
                confidence = _FAIR if pair.field == PAID_BY_NAME else _SURE
                line.cells.setdefault(name, Cell(value, pair.words, pair.page, confidence))
            _read_notes(line, strip.rows[order])
        free = max(used) + 1
        if line.cells.keys() & {"code", "description"} and line.cells.keys() & {"code", "service_date", "service_from"}:
            made.append((line, {word for order in used for word in strip.rows[order].words}))
    return made


def _goes_on(strip: Sheet, order: int, amounts: dict[int, list[Pair]]) -> bool:
    """Whether a row under a card's first amount is still of that card."""
    row, above = strip.rows[order], strip.rows[order - 1]
    if row.top - above.bottom > 1.2 * max(row.size, 4.0):
        return False
    return order in amounts or any(token.kind == MONEY for token in strip.tokens[order]) or _NOTES.fullmatch(row.text) is not None


def _head(strip: Sheet, start: int, free: int) -> list[int]:
    """The rows over a card's first amount: up to the card before, or to a title in larger type."""
    head: list[int] = []
    size = max(strip.rows[start].size, 4.0)
    reach = _APART
    for order in range(start - 1, max(free, start - _HEAD) - 1, -1):
        row, below = strip.rows[order], strip.rows[order + 1]
        if row.size > 1.25 * size or below.top - row.bottom > reach * size or any(token.kind == MONEY for token in strip.tokens[order]):
            break
        head.insert(0, order)
        if any(system_of(match["code"].upper()) for match in CAPTIONED.finditer(row.text)):
            reach = _TIGHT if len(row.words) > 3 else _NEAR
    return head


def _line(strip: Sheet, head: Sequence[int], start: int) -> TableLine:
    """A line with what the head of its card says: the service, its code, its day."""
    anchor = head[0] if head else start
    line = TableLine(TableRow(strip.page.number, anchor, strip.rows[anchor], {}))
    described: list[Word] = []
    open_words = True
    for order in head:
        row = strip.rows[order]
        words = _read_code(line, row.words)
        words = _read_day(line, words, strip.tokens[order])
        if not words:
            continue
        titled = not described or _same_type(described[-1], words[0], described[0])
        if open_words and titled and not _is_label(words):
            described += words
        elif described:
            open_words = False
    caption = _CAPTION.match(text_of(described)) if described else None
    kept = tuple(described) if caption is None else words_at(described, caption.end(), len(text_of(described)))
    text = text_of(kept).strip(" -–·|:,()")
    if any(c.isalpha() for c in text):
        line.cells["description"] = Cell(text, kept, strip.page.number, _FAIR)
    return line


def _same_type(last: Word, word: Word, first: Word) -> bool:
    """Whether a word goes on with a card's title in the next row: same type, same left edge, right below."""
    alike = word.bold == last.bold and abs(word.size - last.size) < 0.6
    return alike and abs(word.x0 - first.x0) < _EDGE and word.top - last.bottom < 0.6 * word.size


def _is_label(words: Sequence[Word]) -> bool:
    """Whether words name something else: "Provider: Dr. Lee", or a label that stands alone."""
    text = text_of(words)
    if _CAPTION.match(text):
        return False
    return ":" in text or text_field(text) is not None


def _read_code(line: TableLine, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Reads the code among the words of a row; returns the words besides it and its caption."""
    text = text_of(words)
    found = next((match for match in CAPTIONED.finditer(text) if _may_be_code(text, match)), None)
    if found is None or "code" in line.cells:
        return words
    own = words_at(words, found.start("code"), found.end("code"))
    line.cells["code"] = Cell(found["code"].upper(), own, line.anchor.page, _FAIR)
    line.cells["code_system"] = Cell(system_of(found["code"].upper()), own, line.anchor.page, _FAIR)
    if found["mods"]:
        line.cells["modifiers"] = Cell(modifiers_of(found["mods"]), own, line.anchor.page, _FAIR)
    gone = set(words_at(words, found.start(), found.end()))
    return tuple(word for word in words if word not in gone and any(c.isalnum() for c in word.text))


def _may_be_code(text: str, found: re.Match[str]) -> bool:
    """Whether a number in the head of a card is a code: not that of an account, and no postal code."""
    before = text[: found.start()].rstrip(" #")
    labelled = before.endswith(":") or text_field(before) is not None
    other = labelled and _CAPTION.fullmatch(f"{before.rstrip(':')}: ") is None
    return system_of(found["code"].upper()) is not None and not other and _STATE.search(before) is None


def _read_day(line: TableLine, words: tuple[Word, ...], tokens: Sequence[Token]) -> tuple[Word, ...]:
    """Reads the day among the words of a row; returns the words besides it and its label."""
    token = next((token for token in tokens if token.kind in (DAY, SPAN) and set(token.words) <= set(words)), None)
    if token is None:
        return words
    label = [word for word in words if word.x0 < token.x0]
    named = text_field(text_of(label).rstrip(":")) if label else None
    if named not in _OF_SERVICE and (named is not None or _DATED.search(text_of(label))):
        return ()
    names = ("service_date",) if token.kind == DAY or token.value.first == token.value.last else ("service_from", "service_to")
    days = (token.value,) if token.kind == DAY else (token.value.first, token.value.last)
    if not line.cells.keys() & {"service_date", "service_from"}:
        for name, day in zip(names, days, strict=False):
            line.cells[name] = Cell(day, token.words, line.anchor.page, _FAIR)
    if named is not None:
        return ()
    return tuple(word for word in words if word not in token.words and any(c.isalnum() for c in word.text))


def _read_notes(line: TableLine, row: Row) -> None:
    found = _NOTES.fullmatch(row.text)
    if found is None or "remark_codes" in line.cells:
        return
    notes = notes_of(re.sub(r"\b(?:and|y)\b", ",", found["notes"], flags=re.I))
    if notes and all(any(c.isdigit() for c in note) or len(note) <= 2 for note in notes):
        line.cells["remark_codes"] = Cell(notes, words_at(row.words, found.start("notes"), found.end("notes")), row.page, _FAIR)
