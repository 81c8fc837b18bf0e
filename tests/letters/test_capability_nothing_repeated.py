"""What articles about medical bills claim without proof, and whom they advertise, is said in no letter, script, way or window."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from medbills.domain.letter import LetterTemplate
from medbills.letters import catalogue, facts_from_json, letter_text, render
from medbills.rules import load_pack

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
SPOKEN = ("letters", "scripts", "strategy", "aid", "codes")  # what is printed, said or shown in words
# Each claim as the articles make it, and a sentence that would repeat it.
CLAIMS = {
    "most bills hold errors": (r"\b80 ?(?:%|percent)|\bbills (?:contain|have) (?:errors|mistakes)|Billing Advocates of America",
                               "Up to 80% of bills contain errors."),
    "appeals succeed": (r"\b(?:40|41|44|59) ?(?:%|percent) of (?:all )?(?:appeals|denials)|appeals (?:succeed|are successful)|\bKFF\b",
                        "About 40 percent of appeals succeed."),
    "discounts of a size": (r"\b30 ?(?:-|–|to) ?60 ?(?:%|percent)|(?:save|discount of) (?:up to )?\d+ ?(?:%|percent)",
                            "Ask for a discount of 30-60%."),
    "insured people are charged more": (r"insured (?:people|patients) (?:are )?(?:charged|pay) more|charge insured patients more",
                                        "Hospitals charge insured patients more."),
    "stories of others": (r"\bLisa\b|\bJohn\b|\bMrs\. Johnson\b|success rate", "Lisa went from $5,000 to $500."),
}  # fmt: skip
ADVERTISED = re.compile(
    r"www\.|https?://|\w@\w|\.(?:com|org|net)\b|\b(?:CareCredit|GoFundMe|HealthWell|ACAP|AdvoConnection|Umbra Health|FAIR Health|Veritas"
    r"|MetLife|Delta Dental|Aetna|Cigna|Humana|UnitedHealth)",
    re.IGNORECASE,
)
# Agencies, the bodies that keep the lists of codes, and the sample family's own address in the example of an answer.
NOBODYS = re.compile(r"\S+@\S+\.(?:gov|example)\b|\b(?:naic|x12|nubc)\.org|\bruth@example\.org")


def spoken_files() -> Iterator[tuple[str, str]]:
    for name in SPOKEN:
        for path in sorted((RESOURCES / name).rglob("*")):
            if path.suffix in (".md", ".yaml"):
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


@cache
def shown_strings() -> tuple[tuple[str, str], ...]:
    """Every text in the program's own modules, comments left out."""
    return tuple(_shown_strings())


def _shown_strings() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "medbills").rglob("*.py")):
        strings = [node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                   if isinstance(node, ast.Constant) and isinstance(node.value, str)]  # fmt: skip
        yield path.relative_to(ROOT).as_posix(), "\n".join(strings)


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_articles_claim_is_repeated_nowhere(claim: str) -> None:
    pattern, example = re.compile(CLAIMS[claim][0], re.IGNORECASE), CLAIMS[claim][1]
    assert pattern.search(example), "the search finds the claim itself"
    said = [name for name, text in (*spoken_files(), *shown_strings()) if pattern.search(text)]
    assert said == []


def test_the_table_of_claims_says_what_is_wrong_or_unproved() -> None:
    claims = {entry["claim"]: entry for entry in load_pack().tables["article_claims"]}
    for words, verdict in (
        ("up to 80%", "no published method found"), ("about 40% of appeals", "depends on year and market"),
        ("D6930 to D6240", "WRONG code"), ("D2790 is base metal", "HIGH-NOBLE"), ("hospitals charge insured", "misleading"),
        ("must offer financial aid", "NO minimum generosity"), ("balance billed as non-covered", "only if provider contract"),
    ):  # fmt: skip
        (entry,) = [entry for claim, entry in claims.items() if words in claim]
        assert verdict in entry["verdict"] and entry["confidence"] in ("verified", "well_known", "uncertain")


def test_no_letter_script_or_way_advertises_anybody() -> None:
    texts = [(name, NOBODYS.sub("", text)) for name, text in spoken_files()]
    assert len(texts) > 80 and [(name, found[0]) for name, text in texts for found in ADVERTISED.finditer(text)] == []


@pytest.mark.parametrize("template", catalogue(), ids=lambda template: template.id)
def test_a_letter_one_signs_carries_no_disclaimer(template: LetterTemplate, sample_facts: Any, today: datetime.date) -> None:
    facts, _ = facts_from_json(template, sample_facts[template.id])
    text = " ".join(letter_text(render(template, facts, today=today)).split()).lower()
    assert not re.search(r"(?:legal|medical|financial) advice|information only|medbills", text)
