"""Cuts a letter's rendered text into blocks of runs, and puts back what stands behind each mark.

The form of a letter's text: blocks divided by blank lines. `@kind` on a line of its own starts a block of that kind
(`@kind fact` says whose answer made it); without it a block is a paragraph, or a list whose lines start with "- "
(dots) or "# " (numbers). Lines of sender, addressee, signature and enclosures stay lines; cells of a table are
divided by "|".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from medbills.domain.letter import Block, BlockKind, Evidence, Run
from medbills.letters.traced import MARK_CLOSE, MARK_OPEN, Ledger

_MARK = re.compile(f"{MARK_OPEN}(\\d+){MARK_CLOSE}")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'|^'(?=s\b)")
_KEEPS_LINES = frozenset({BlockKind.SENDER, BlockKind.ADDRESSEE, BlockKind.SIGNATURE, BlockKind.ENCLOSURES})
BULLET = "•\t"  # a list item starts with its dot or number and a tab


class BlockCutter:
    """Cuts one letter; `sources` are the distinct pieces of evidence in the order of their first use."""

    def __init__(self, ledger: Ledger, questions: Collection[str], *, typesets: bool = True) -> None:
        self._ledger, self._questions, self._typesets = ledger, questions, typesets
        self._numbers: dict[Evidence, int] = {}

    @property
    def sources(self) -> tuple[Evidence, ...]:
        return tuple(self._numbers)

    def cut(self, text: str) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for part in re.split(r"\n[ \t]*\n", text):
            if part.strip():
                blocks += self._blocks(part.strip("\n"), announced=_announces(blocks))
        return tuple(blocks)

    def _blocks(self, part: str, *, announced: bool) -> Iterator[Block]:
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        kind, question = BlockKind.PARAGRAPH, None
        if lines[0].startswith("@"):
            words = lines.pop(0)[1:].split()
            kind, question = BlockKind(words[0]), words[1] if len(words) > 1 else None
        if not lines:
            return
        if kind is BlockKind.TABLE:
            rows = [tuple(self._runs(cell.strip(), keep_lines=False) for cell in line.split("|")) for line in lines]
            yield Block(kind=kind, rows=_without_empty_columns(rows), question=question)
        elif lines[0].startswith(("- ", "# ")):
            yield from self._items(lines, question, announced=announced)
        else:
            yield self._block(kind, "\n".join(lines) if kind in _KEEPS_LINES else _flowing(lines), question)

    def _items(self, lines: list[str], question: str | None, *, announced: bool) -> Iterator[Block]:
        """A single item has no number: after a colon it is a dot, else it says itself as a paragraph."""
        items: list[str] = []
        for line in lines:
            if line.startswith(("- ", "# ")):
                items.append(line)
            else:
                items[-1] += " " + line
        if len(items) == 1 and items[0].startswith("# "):
            kind, head = (BlockKind.LIST_ITEM, BULLET) if announced else (BlockKind.PARAGRAPH, "")
            yield self._block(kind, head + items[0][2:].strip(), question)
            return
        number = 0
        for item in items:
            number += item.startswith("# ")
            head = BULLET if item.startswith("- ") else f"{number}.\t"
            yield self._block(BlockKind.LIST_ITEM, head + item[2:].strip(), question)

    def _block(self, kind: BlockKind, text: str, question: str | None) -> Block:
        runs = self._runs(text, keep_lines=kind is not BlockKind.SUBJECT)
        asked = question or next((run.fact for run in runs if run.fact in self._questions), None)
        return Block(kind=kind, runs=runs, question=asked)

    def _runs(self, text: str, *, keep_lines: bool) -> tuple[Run, ...]:
        runs: list[Run] = []
        for place, piece in enumerate(_MARK.split(text)):
            if place % 2 == 0:
                words = piece[1:] if piece.startswith(".") and runs and runs[-1].text.endswith(".") else piece  # "10 a.m." has its stop
                if words:
                    runs.append(Run(typeset(words) if self._typesets else words))
                continue
            printed = self._ledger.printed[int(piece)]
            words = printed.text if keep_lines else " ".join(printed.text.split())
            number = None
            if printed.evidence is not None:
                number = self._numbers.setdefault(printed.evidence, len(self._numbers) + 1)
            if words:
                runs.append(Run(words, number, printed.fact))
        return tuple(runs)


def typeset(words: str) -> str:
    """Words of ours with the apostrophe of print, also where a fact stands before it. What was typed or read stays as it is."""
    return _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", words)


def _announces(blocks: list[Block]) -> bool:
    """Whether the text so far ends in a colon, so that a list belongs to it."""
    return bool(blocks) and "".join(run.text for run in blocks[-1].runs).endswith(":")


def _flowing(lines: list[str]) -> str:
    """Lines as one text; a line that starts with a stop or a comma goes on without a space."""
    text = lines[0]
    for line in lines[1:]:
        text += line if line[0] in ",.;:" else f" {line}"
    return text


def _without_empty_columns(rows: list[tuple[tuple[Run, ...], ...]]) -> tuple[tuple[tuple[Run, ...], ...], ...]:
    """A column whose every cell below the head is empty says nothing, and goes."""
    kept = [place for place in range(len(rows[0])) if len(rows) == 1 or any(len(row) > place and row[place] for row in rows[1:])]
    return tuple(tuple(row[place] if place < len(row) else () for place in kept) for row in rows)
