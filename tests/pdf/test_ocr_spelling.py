"""What a recognizer confuses in amounts and dates is mended only where the shape leaves one reading, and is then less sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.pdf.ocr_spelling import mended


@pytest.mark.parametrize(("seen", "printed"), [
    ("1,48O.00", "1,480.00"), ("$4l2.00", "$412.00"), ("1.240.00", "1,240.00"), ("1,240,00", "1,240.00"), ("(1O.00)", "(10.00)"),
    ("O3/14/2026", "03/14/2026"), ("l1/30/26", "11/30/26"),
])  # fmt: skip
def test_one_reading_has_the_shape(seen: str, printed: str) -> None:
    text, sure = mended(seen, 0.99)
    assert text == printed and sure < 0.95


@pytest.mark.parametrize("text", ["J2405", "S09.90XA", "OPT-30918", "SB", "3O", "7741-22", "0131", "1,24.00", "12.5", "Oil"])
def test_codes_and_words_stay_as_they_came(text: str) -> None:
    assert mended(text, 0.9) == (text, 0.9)


@given(st.integers(0, 99_999_999), st.booleans(), st.floats(0, 1))
def test_a_well_printed_amount_is_never_touched(cents: int, signed: bool, sure: float) -> None:
    text = f"{'$' if signed else ''}{cents // 100:,}.{cents % 100:02}"
    assert mended(text, sure) == (text, sure)


@given(st.text(max_size=14), st.floats(0, 1))
def test_nothing_becomes_surer_and_no_figure_becomes_another(text: str, sure: float) -> None:
    made, left = mended(text, sure)
    assert left <= sure and len(made) == len(text)
    assert all(b == a for a, b in zip(text, made, strict=True) if a.isdigit())
