"""Over every letter: no sum, day or number stands in it that neither the letter's own text, its day, nor a named source gives."""

from __future__ import annotations

import dataclasses
import datetime
import re
from typing import Any

import pytest

from medbills.domain.letter import LetterTemplate, RenderedLetter, Run
from medbills.letters import catalogue, facts_from_json, render
from medbills.paths import resource

TODAY = datetime.date(2026, 11, 17)
SUM = re.compile(r"\$\d[\d,]*(?:\.\d\d)?")
DAY = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}")
NUMBER = re.compile(r"\b[\w-]*\d{5,}[\w-]*\b")
OWN_WORDS = "\n".join(
    path.read_text(encoding="utf-8") for folder in ("en",) for path in sorted(resource("letters", folder).iterdir()) if path.is_file()
)  # fmt: skip


def facts_of(template: LetterTemplate, sample_facts: Any) -> Any:
    return facts_from_json(template, sample_facts[template.id])[0]


def runs(letter: RenderedLetter) -> list[Run]:
    cells = [run for block in letter.blocks for row in block.rows for cell in row for run in cell]
    return [run for block in letter.blocks for run in block.runs] + cells


def bare_claims(letter: RenderedLetter) -> list[str]:
    """Sums, days and numbers that stand outside every run with a source."""
    plain = "\x00".join(run.text for run in runs(letter) if run.evidence is None)
    own = {f"{day:%B} {day.day}, {day.year}" for day in (letter.date, letter.reply_by) if day}
    found = [claim for pattern in (SUM, DAY, NUMBER) for claim in pattern.findall(plain)]
    return [claim for claim in found if claim not in own and claim not in OWN_WORDS]


@pytest.mark.parametrize("template", catalogue(), ids=lambda template: template.slug)
def test_every_claim_has_its_source(template: LetterTemplate, sample_facts: Any) -> None:
    letter = render(template, facts_of(template, sample_facts), today=TODAY)
    assert bare_claims(letter) == []
    assert all(source.source.strip() for source in letter.sources)
    used = {run.evidence for run in runs(letter) if run.evidence is not None}
    assert used <= set(range(1, len(letter.sources) + 1))


def test_a_claim_without_a_source_would_be_seen(sample_facts: Any) -> None:
    """The negative control: the same letter with its evidence taken off."""
    template = next(one for one in catalogue() if one.slug == "billing_dispute")
    letter = render(template, facts_of(template, sample_facts), today=TODAY)
    bare = dataclasses.replace(letter, blocks=tuple(
        dataclasses.replace(block, runs=tuple(dataclasses.replace(run, evidence=None) for run in block.runs)) for block in letter.blocks
    ))  # fmt: skip
    assert len(bare_claims(bare)) >= 3
