"""A letter as plain text, for a portal's message box or a .txt file."""

from __future__ import annotations

import textwrap

from medbills.domain.letter import Block, BlockKind, RenderedLetter, Run

_WIDTH = 78
_DRAFT = "Draft: not ready to send"


def letter_text(letter: RenderedLetter) -> str:
    """The whole letter in lines of at most 78 characters, tables as one paragraph a row."""
    parts = [_DRAFT] if not letter.final else []
    previous: BlockKind | None = None
    for block in letter.blocks:
        text = _table(block) if block.kind is BlockKind.TABLE else _filled(_joined(block.runs), block.kind)
        if parts and block.kind is BlockKind.LIST_ITEM and previous is BlockKind.LIST_ITEM:
            parts[-1] += "\n" + text
        else:
            parts.append(text)
        previous = block.kind
    return "\n\n".join([*parts, letter.foot] if letter.foot else parts) + "\n"


def _joined(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def _filled(text: str, kind: BlockKind) -> str:
    if kind is BlockKind.LIST_ITEM:
        head, _, words = text.partition("\t")
        return _wrapped(words, f"{head:<3} ", "    ")
    return "\n".join(_wrapped(line, "", "") for line in text.split("\n"))


def _wrapped(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    ) or first.rstrip()  # fmt: skip


def _table(block: Block) -> str:
    heads = [_joined(cell) for cell in block.rows[0]]
    rows = []
    for row in block.rows[1:]:
        cells = [(head, _joined(cell)) for head, cell in zip(heads, row, strict=False)]
        rows.append(_wrapped("; ".join(f"{head}: {cell}" if head else cell for head, cell in cells if cell), "  ", "    "))
    return "\n".join(rows)
