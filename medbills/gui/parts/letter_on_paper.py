"""Turns a letter as it reads now into the paragraphs of the preview."""

from __future__ import annotations

from collections.abc import Iterator

from medbills.domain.letter import Block, BlockKind, RenderedLetter
from medbills.domain.letter import Run as LetterRun
from medbills.gui.widgets.paper_preview import Paragraph, Run

_TAB = "\t"


def paragraphs(letter: RenderedLetter, lit: str | None = None) -> list[Paragraph]:
    """The letter's blocks; those that the answer to the fact `lit` made are lit."""
    lights = _lit_blocks(letter, lit) if lit else set()
    return [paragraph for place, block in enumerate(letter.blocks) for paragraph in _block(block, place in lights)]


def source_names(letter: RenderedLetter) -> list[str]:
    """Where each fact comes from, in the order of the numbers."""
    return [evidence.source for evidence in letter.sources]


def _lit_blocks(letter: RenderedLetter, fact: str) -> set[int]:
    made = {place for place, block in enumerate(letter.blocks) if block.question == fact}
    return made or {place for place, block in enumerate(letter.blocks) if any(run.fact == fact for run in _runs(block))}


def _runs(block: Block) -> Iterator[LetterRun]:
    yield from block.runs
    for row in block.rows:
        for cell in row:
            yield from cell


def _block(block: Block, lit: bool) -> Iterator[Paragraph]:
    if block.kind is BlockKind.TABLE:
        yield from _table(block, lit)
        return
    runs = [_run(run) for run in block.runs]
    head = ""
    if block.kind is BlockKind.LIST_ITEM and runs and _TAB in runs[0].text:
        head, _, rest = runs[0].text.partition(_TAB)
        runs[0] = Run(rest)
    yield Paragraph(tuple(runs), lit=lit, bold=block.kind is BlockKind.SUBJECT, head=head)


def _table(block: Block, lit: bool) -> Iterator[Paragraph]:
    """The preview is too narrow for a table: each row is told as a line. Only its sums are marked, so that it stays calm."""
    for row in block.rows[1:]:
        runs: list[Run] = []
        for cell in row:
            if cell:
                runs += [Run(" · ")] if runs else []
                runs += [_run(run) if run.text[:1] in "$−_" else Run(run.text) for run in cell]
        yield Paragraph(tuple(runs), lit=lit, head="•")


def _run(run: LetterRun) -> Run:
    return Run(run.text, run.evidence, gap=bool(run.text) and not run.text.strip("_"))
