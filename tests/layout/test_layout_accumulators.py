"""Deductible and out-of-pocket sums, beside a label and in a sentence."""

from __future__ import annotations

from medbills.domain.page import Page, Sheets, Word
from medbills.layout.accumulators import accumulators
from medbills.layout.sheet import sheets_of


def found(text: str) -> dict[str, str]:
    words, x = [], 40.0
    for part in text.split(" "):
        words.append(Word(part, x, 100.0, x + 5.0 * len(part), 110.0, size=10.0))
        x += 5.0 * len(part) + 3.0
    page = Page(1, max(612.0, x + 40), 792.0, tuple(words))
    facts = accumulators(sheets_of(Sheets("a.pdf", "application/pdf", (page,))))
    return {fact.field: fact.value.plain() for fact in facts}


def test_beside_a_label() -> None:
    assert found("Out of pocket $1,607.75 of $4,000.00") == {"out_of_pocket_met": "1607.75", "out_of_pocket_limit": "4000.00"}


def test_in_a_sentence_each_pair_goes_with_the_word_after_it() -> None:
    told = "You have met $476.08 of your $1,500.00 individual deductible and $686.08 of your $5,000.00 out-of-pocket maximum."
    assert found(told) == {
        "deductible_met": "476.08", "deductible_limit": "1500.00", "out_of_pocket_met": "686.08", "out_of_pocket_limit": "5000.00",
    }  # fmt: skip


def test_amounts_of_the_claim_are_none() -> None:
    assert found("Deductible $120.00 Copay $40.00") == {}


def test_the_year_between_label_and_amounts_is_no_amount() -> None:
    told = "Su deducible individual de 2026: ha acumulado $412.50 de $1,000.00."
    assert found(told) == {"deductible_met": "412.50", "deductible_limit": "1000.00"}
