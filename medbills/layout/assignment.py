"""Gives the words of a row to the columns of a table, ruled or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.layout.amounts import amount_of, is_blank
from medbills.layout.columns import DAY_COLUMNS, Column
from medbills.layout.days import packed_day
from medbills.layout.tokens import DAY, MONEY, SPAN, WORD, Token

CODE = re.compile(r"(?:CPT|HCPCS|CDT|HC|REV)?[-:]?(?:\d{5}|[A-Z]\d{4}|\d{4}[A-Z]|\d{3,4})(?:[-/,]?[A-Z0-9]{2})*", re.I)
_NO_YEAR = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{0,3})?$")  # or its end stands in the next row
_DAY_END = re.compile(r"[/-]?\d{1,4}$")
_DAY_PIECE = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?$|\d{1,2},$", re.I)
_MONTH_PIECE = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?$", re.I)
_DAY_AND_COMMA = re.compile(r"\d{1,2},?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_OF_ONE_DAY = 160.0  # what the pieces of a day gain by standing together
_NATIONAL = re.compile(r"\d{5}|[A-V]\d{4}", re.I)
_TOOTH = re.compile(r"#?(?:\d{1,2}|[A-T])[-/]?", re.I)
_SURFACES = re.compile(r"[MODBLIFP]{1,5}", re.I)
_LETTERS = re.compile(r"[A-Z]{2}|[A-Z]\d|\d{2}")  # the form of a modifier
_CLOSE = 0.45  # of the type's size: the space between two words
_MODIFIES = 80.0  # what a modifier gains by standing with its code
_AMOUNT_PIECE = re.compile(r"[-($]*(?:[\d,]+\.\d?|[\d,]+,|\.\d\d\)?-?)$")


def assigned(tokens: Sequence[Token], columns: Sequence[Column]) -> dict[int, list[Token]]:
    """The tokens of a row by the index of their column: the cheapest way that keeps the order of both."""
    if not tokens:
        return {}
    count = len(columns)
    costs = [[_cost(token, columns, i) for i in range(count)] for token in tokens]
    best = [costs[0][:]]
    back: list[list[int]] = [[-1] * count]
    for n in range(1, len(tokens)):
        line, marks = [], []
        for i in range(count):
            torn = _torn(tokens[n - 1], tokens[n])
            within = _second(tokens[n - 1], tokens[n], columns[i]) - _bound(tokens, n, columns, i)
            options = [(best[n - 1][j] + (within if j == i else torn), j) for j in range(i + 1)]
            cheapest, j = min(options)
            line.append(cheapest + costs[n][i])
            marks.append(j)
        best.append(line)
        back.append(marks)
    place = min(range(count), key=lambda i: best[-1][i])
    cells: dict[int, list[Token]] = {}
    for n in range(len(tokens) - 1, -1, -1):
        cells.setdefault(place, []).insert(0, tokens[n])
        place = back[n][place]
    return cells


def _torn(before: Token, token: Token) -> float:
    """What it costs to part two words that stand close together, as the words of a name do."""
    if before.kind != WORD or token.kind != WORD or any(c.isdigit() for c in before.text + token.text):
        return 0.0
    return 40.0 if token.x0 - before.x1 < _CLOSE * max(token.words[0].size, 4.0) else 0.0


def _bound(tokens: Sequence[Token], n: int, columns: Sequence[Column], index: int) -> float:
    """What a token gains by standing with the one before it: a modifier with its code, "10," or its year with "Jan"."""
    if columns[index].field in DAY_COLUMNS:
        before, token = tokens[n - 1], tokens[n]
        close = token.x0 - before.x1 < _CLOSE * max(token.words[0].size, 4.0)
        day = _MONTH_PIECE.match(before.text) and _DAY_PIECE.match(token.text)
        year = n > 0 and _DAY_AND_COMMA.match(before.text) and _YEAR.match(token.text)
        return _OF_ONE_DAY if close and (day or year) and before.kind == token.kind == WORD else 0.0
    return _MODIFIES if _modifier_at(tokens, n, columns, index) else 0.0


def _modifier_at(tokens: Sequence[Token], n: int, columns: Sequence[Column], index: int) -> bool:
    """Whether two capital letters close behind a national code, well before the words of the next column, modify it: "A0427 SH"."""
    token, before = tokens[n], tokens[n - 1]
    reaches = index + 1 < len(columns) and token.x1 > columns[index + 1].left
    if columns[index].field != "code" or not _LETTERS.fullmatch(token.text) or reaches:
        return False
    if not (_NATIONAL.fullmatch(before.text) or (n > 1 and _modifier_at(tokens, n - 1, columns, index))):
        return False
    space = _CLOSE * max(token.words[0].size, 4.0)
    if token.x0 - before.x1 >= space:
        return False
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    return after is None or after.x0 - token.x1 > space or _LETTERS.fullmatch(after.text) is not None


def _second(before: Token, token: Token, column: Column) -> float:
    """What a second token in the same cell costs: one amount or day a cell, but many words."""
    if column.field in DAY_COLUMNS and before.kind == token.kind == WORD:
        return 20.0  # pieces of a day that goes on in the next row
    if column.money or column.field in DAY_COLUMNS:
        return 80.0
    if column.field == "tooth" and _TOOTH.fullmatch(before.text) and _SURFACES.fullmatch(token.text) and _follows(before, token):
        return 0.0  # the surfaces stand behind their tooth: "30 MO"
    if column.field in {"units", "revenue_code", "tooth"}:
        return 40.0
    return 0.0


def _follows(before: Token, token: Token) -> bool:
    return token.x0 - before.x1 < _CLOSE * max(token.words[0].size, 4.0)


def _cost(token: Token, columns: Sequence[Column], index: int) -> float:
    column = columns[index]
    edges = min(abs(token.x0 - column.left), abs(token.x1 - column.right), abs((token.x0 + token.x1) / 2 - column.middle))
    apart = max(column.left - token.x1, token.x0 - column.right, 0.0)
    near = min(edges, 40.0) * 0.5 + apart
    if column.money:
        if token.kind == MONEY:
            return near
        if is_blank(token.text):
            return near
        if token.kind == WORD and (_AMOUNT_PIECE.match(token.text) or amount_of(token.text, bare_whole=True) is not None):
            return near + 12
        return near + 120
    if column.field in DAY_COLUMNS:
        torn = _DAY_END.match(token.text) and abs(token.x0 - column.left) < 2
        if token.kind in (DAY, SPAN) or _NO_YEAR.match(token.text) or torn or packed_day(token.text):
            return near
        return near + (15 if _DAY_PIECE.match(token.text) else 110)
    if token.kind == MONEY and column.rated:
        return near
    if token.kind == MONEY:
        return near + (25 if column.field in {"_unknown", "_status", "_patient"} else 150)
    if token.kind in (DAY, SPAN):
        return near + (60 if column.field == "description" else 130)
    return _word_cost(token, columns, index, near)


def _word_cost(token: Token, columns: Sequence[Column], index: int, near: float) -> float:
    column = columns[index]
    text = token.text
    if column.field in {"code", "paid_as_code"}:
        return near + (
            0
            if CODE.fullmatch(text) or (len(text) == 2 and text.isalnum() and text[-1].isdigit())
            else 14
            if any(c.isdigit() for c in text)
            else 34
        )
    if column.field == "revenue_code":
        return near + (0 if re.fullmatch(r"0?\d{3}", text) else 60)
    if column.field == "units":
        return near + (0 if re.fullmatch(r"-?\d{1,4}(?:\.\d{1,3})?-?", text) else 90)
    if column.field in {"tooth", "surface", "modifiers", "remark_codes", "_tooth_surface", "quadrant", "place_of_service"}:
        return near + (0 if len(text) <= 8 and (text.upper() == text) else 30)
    # A wide column of words: free within its own room, which ends where the next column begins.
    left = min(column.left, columns[index - 1].right + 2) if index and column.field == "description" else column.left
    right = columns[index + 1].left - 2 if index + 1 < len(columns) else column.right + 200
    if not index:
        left = 0.0
    outside = max(left - token.x0, token.x1 - right, 0.0)
    return outside * 0.8 + (0.0 if column.field == "description" else near * 0.6 + 4)
