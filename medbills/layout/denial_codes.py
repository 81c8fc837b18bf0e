"""Why a plan refused, by the codes of its lines or of its sentences: CO-197 (X12 list 139), N115 (remark codes, X12 list 411)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.domain.page import Word
from medbills.layout.facts import Fact
from medbills.layout.prose import Block, searched
from medbills.layout.table_line import Cell, TableLine

_REFUSED = re.compile(r"(?:CO|PR|OA|PI|CR)-?[A-Z]?\d{1,3}")
_REMARK = re.compile(r"(?:N|M|MA)\d{1,3}")
_SHARES = frozenset({"CO-45", "PR-1", "PR-2", "PR-3"})  # the contract's discount, deductible, coinsurance, copay: nothing refused
_SAID = re.compile(
    r"\b(?i:(?:(?:denial|reason|adjustment|remark|claim|carc) )+codes?\b:?(?: (?:is|are|was|of))?) "
    r"(?P<codes>(?:CO|PR|OA|PI)[- ]?\d{1,3}(?:(?:,| and|, and|;)? (?:(?:CO|PR|OA|PI)[- ]?\d{1,3}|(?:N|M|MA)\d{1,3}))*)(?![\w-]*\d)"
)
_CODE = re.compile(r"(?:CO|PR|OA|PI)[- ]?\d{1,3}|(?:N|M|MA)\d{1,3}")
_OF_LINES, _IN_PROSE = 0.93, 0.88


def codes_of_lines(lines: Sequence[TableLine]) -> Iterator[Fact]:
    """The codes of the lines that were refused, each once, with the remarks that stand beside them."""
    codes: dict[str, tuple[Cell, tuple[Word, ...]]] = {}
    for line in lines:
        cell = line.cells.get("remark_codes")
        if cell is None or not any(_REFUSED.fullmatch(code) and code not in _SHARES for code in cell.value):
            continue
        for code in cell.value:
            words = tuple(word for word in cell.words if code in word.text.upper())
            if words and (_REFUSED.fullmatch(code) or _REMARK.fullmatch(code)) and code not in _SHARES:
                codes.setdefault(code, (cell, words))
    if codes:
        page = next(iter(codes.values()))[0].page
        own = tuple(dict.fromkeys(word for cell, words in codes.values() if cell.page == page for word in words))
        yield Fact("denial_codes", tuple(codes), page, own, _OF_LINES)


def codes_said(blocks: Sequence[Block]) -> Iterator[Fact]:
    """The codes that a sentence names: "Reason code CO-50: these are non-covered services"."""
    for block, match in searched(blocks, _SAID):
        codes = tuple(dict.fromkeys(re.sub(r"^([A-Z]{2})[- ]?(?=\d)(?<!MA)", r"\1-", code) for code in _CODE.findall(match["codes"])))
        yield Fact("denial_codes", codes, block.page, block.words_at(*match.span("codes")), _IN_PROSE)
