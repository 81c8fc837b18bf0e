"""Deductible and out-of-pocket sums, beside a label and in a sentence."""

from __future__ import annotations

import pytest

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


def stacked(*rows: str) -> dict[str, str]:
    """What is found in rows that stand below one another, with room for a drawn bar before each pair of amounts."""
    words, top = [], 100.0
    for row in rows:
        x = 40.0
        top += 24.0 if row[0] in "$0123456789" else 11.0
        for part in row.split(" "):
            words.append(Word(part, x, top, x + 5.0 * len(part), top + 10.0, size=10.0))
            x += 5.0 * len(part) + 3.0
    facts = accumulators(sheets_of(Sheets("a.pdf", "application/pdf", (Page(1, 612.0, 792.0, tuple(words)),))))
    best: dict[str, tuple[float, str]] = {}
    for fact in facts:
        best[fact.field] = max(best.get(fact.field, (0.0, "")), (fact.weight, fact.value.plain()), key=lambda found: found[0])
    return {field: value for field, (_, value) in best.items()}


@pytest.mark.parametrize(
    "label", ["Your deductible", "Deducible alcanzado", "Individual deductible (in network)", "DEDUCTIBLE", "2026 deductible"]
)
def test_under_a_label(label: str) -> None:
    assert stacked(label, "$654.98 of $2,000.00") == {"deductible_met": "654.98", "deductible_limit": "2000.00"}
    assert stacked(label, "$654.98 met of $2,000.00") == {"deductible_met": "654.98", "deductible_limit": "2000.00"}
    assert stacked(label, "You have met $654.98 of $2,000.00") == {"deductible_met": "654.98", "deductible_limit": "2000.00"}


def test_under_a_label_that_wraps_the_individuals_before_the_familys() -> None:
    told = stacked(
        "Family out-of-pocket maximum", "$2,684.76 of $16,000.00", "Individual out-of-pocket (out-of-", "network)", "$1,954.76 of $8,000.00"
    )
    assert told == {"out_of_pocket_met": "1954.76", "out_of_pocket_limit": "8000.00"}


def test_two_amounts_under_another_label_are_none() -> None:
    assert stacked("Annual dental maximum", "$654.98 of $2,000.00") == {}


@pytest.mark.parametrize(
    "told",
    ["Deductible 150.00 Met: 50.00", "Individual deductible 150.00 Satisfied to date: 50.00", "Deductible: $150.00 used so far $50.00"],
)
def test_the_limit_first(told: str) -> None:
    assert found(told) == {"deductible_limit": "150.00", "deductible_met": "50.00"}


@pytest.mark.parametrize(
    "told", ["Deductible $1,842.50 met, $157.50 remaining", "Deductible $120.00 applied $40.00", "Deductible 842.50 met: 157.50 remaining"]
)
def test_what_is_not_clear_is_left_out(told: str) -> None:
    assert found(told) == {}
