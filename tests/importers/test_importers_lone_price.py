"""A column that is only called "Price" is the charge, where no other column is."""

from __future__ import annotations

from medbills.domain.page import Page, Word
from medbills.layout.headers import headers_of
from medbills.layout.rows import rows_of


def fields(*heads: str) -> list[str]:
    words, x = [], 40.0
    for head in heads:
        words += [Word(part, x + 40 * at, 100.0, x + 40 * at + 6.0 * len(part), 110.0, size=10.0) for at, part in enumerate(head.split())]
        x += 40 * len(head.split()) + 60.0
    (header,) = headers_of(rows_of(Page(1, x + 40, 792.0, tuple(words))))
    return [column.field for column in header.columns]


def test_a_lone_price_is_the_charge() -> None:
    assert fields("Date", "Description", "Procedure", "Qty", "Price")[-1] == "billed"


def test_beside_a_charge_it_is_the_price_of_one() -> None:
    assert fields("Date", "Description", "Qty", "Price", "Charge")[-2:] == ["unit_price", "billed"]
