"""Notes that stand beside an amount in its own cell: "$31.49 (1)", a raised "a"; they are no amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.layout.assignment import assigned
from medbills.layout.columns import Column
from medbills.layout.rows import text_of
from medbills.layout.sheet import Sheet
from medbills.layout.table_rows import TableRow
from medbills.layout.tokens import MONEY, WORD, Token
from medbills.layout.wording import canonical

_BRACKETED = re.compile(r"(?:[(\[][A-Z0-9]{1,4}(?:,[A-Z0-9]{1,4})*[)\]],?)+", re.I)
_RAISED = re.compile(r"[A-Z0-9]{1,2}(?:,[A-Z0-9]{1,2})*", re.I)
_NAMED = re.compile(r"\b(?:remarks?|notes?|messages?|footnotes?|reasons?|see|code)\b", re.I)
_CLOSE, _SMALL = 0.65, 0.82  # of the amount's type: the space before a note, and the size of a raised one
_EXPLAINED = 3  # words at least of a note's explanation


def table_row(sheet: Sheet, index: int, columns: Sequence[Column]) -> TableRow:
    """A row of a sheet as a row of a table: its tokens by column, the notes beside its amounts apart."""
    kept, notes = parted(sheet.tokens[index])
    known = [note for note in notes if _named(columns) or _explained(sheet, note)]
    return TableRow(sheet.page.number, index, sheet.rows[index], assigned(kept, columns), known)


def parted(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens of a row without the notes beside its amounts, and these notes."""
    kept: list[Token] = []
    notes: list[Token] = []
    for n, token in enumerate(tokens):
        before = tokens[n - 1] if n else None
        beside = before is not None and (before.kind == MONEY or before in notes) and _is_note(before, token)
        (notes if beside else kept).append(token)
    return kept, notes


def _is_note(before: Token, token: Token) -> bool:
    size = max(before.words[0].size, 4.0)
    if token.kind != WORD or not -0.3 * size <= token.x0 - before.x1 < _CLOSE * size:
        return False
    raised = token.words[0].size < _SMALL * size and _RAISED.fullmatch(token.text) is not None
    return raised or _BRACKETED.fullmatch(token.text) is not None


def _named(columns: Sequence[Column]) -> bool:
    """Whether a header speaks of notes, be it that of an amount: "Not payable (Remarks)", "Not covered / note"."""
    for column in columns:
        words = text_of(column.words)
        if column.field == "remark_codes":
            return True
        if column.money and (_NAMED.search(words) or _NAMED.search(canonical(words))):
            return True
    return False


def _explained(sheet: Sheet, note: Token) -> bool:
    """Whether the page explains the note: a line that opens with it."""
    mark = note.text.strip("()[].,:").upper()
    return any(
        phrase.words[0].text.strip("()[].,:").upper() == mark and len(phrase.words) > _EXPLAINED and phrase.words[0] is not note.words[0]
        for phrase in sheet.phrases
    )
