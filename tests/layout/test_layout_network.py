"""The network status that stands without a label of its own."""

from __future__ import annotations

import pytest

from medbills.domain.page import Page, Sheets, Word
from medbills.layout.network import network_said
from medbills.layout.sheet import sheets_of


def said(*phrases: str) -> list[str]:
    """What a row says whose phrases stand apart."""
    words, x = [], 40.0
    for phrase in phrases:
        for part in phrase.split(" "):
            words.append(Word(part, x, 100.0, x + 5.0 * len(part), 110.0, size=10.0))
            x += 5.0 * len(part) + 3.0
        x += 30.0
    page = Page(1, max(612.0, x + 40), 792.0, tuple(words))
    return [fact.value for fact in network_said(sheets_of(Sheets("a.pdf", "application/pdf", (page,))), lambda page, order: True)]


@pytest.mark.parametrize(
    ("phrases", "status"),
    [
        (("Proveedor: Clínica Sierra Vista", "Dentro de la red"), "in"),
        (("Provider: Sierra Clinic", "In network"), "in"),
        (("Paciente: Ana Lara", "Proveedor: Dra. Vega", "Fuera de la red"), "out"),
        (("Doctor: Amy Lee MD", "|", "Out-of-network"), "out"),
        (("Provider:", "Sierra Clinic", "In-network"), "in"),
    ],
)
def test_beside_the_name_of_the_provider(phrases: tuple[str, ...], status: str) -> None:
    assert said(*phrases) == [status]


def test_alone_it_heads_a_column_or_a_benefit() -> None:
    assert said("Deductible", "In network", "Out of network") == []
    assert said("In network") == []


def test_a_row_that_names_both_is_no_providers() -> None:
    assert said("Provider: any", "In network", "Out of network") == []
