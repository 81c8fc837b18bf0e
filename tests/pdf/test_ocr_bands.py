"""The parts of a page that the text detector is asked about hold all its print, once."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medbills.pdf.ocr_bands import inked_bands
from medbills.pdf.ocr_engine import Char, Line
from medbills.pdf.ocr_words import words_of_line

HIGH, WIDE = 2016, 1560


def page(rows: list[int]) -> np.ndarray:
    """White paper with a line of print at each of these heights."""
    made = np.full((HIGH, WIDE), 250, np.uint8)
    for row in rows:
        cv2.putText(made, "Balance due 412.00", (180, row), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 20, 2)
    return made


def test_a_blank_page_has_none() -> None:
    assert inked_bands(page([])) == []


def test_white_paper_between_two_parts_is_left_out() -> None:
    first, second = inked_bands(page([200, 240, 1800]))
    assert first[3] < 320 < 1700 < second[1]
    assert first[0] > 100 and first[2] < 800


@settings(max_examples=25)
@given(st.lists(st.integers(3, 48), max_size=45, unique=True))
def test_every_line_lies_whole_in_one_band_and_in_no_other(places: list[int]) -> None:
    rows = [40 * place for place in places]
    bands = inked_bands(page(rows))
    assert bands or not rows
    for row in rows:
        around = [band for band in bands if band[1] < row + 8 and band[3] > row - 20]
        assert len(around) == 1
        left, top, right, bottom = around[0]
        assert top <= row - 20 and row + 8 <= bottom and left <= 178 and right >= 390
    assert all(bottom - top < 1400 for _, top, _, bottom in bands)


@pytest.mark.parametrize("text", ["412.00", "pay"])
def test_a_line_whose_crop_is_mostly_stain_still_has_a_baseline(text: str) -> None:
    crop = np.full((40, 200), 240, np.uint8)
    crop[0:2, :150] = 10  # a rule hangs in from above
    for x in range(20, 180, 22):
        crop[12:30, x] = 10
    corners = np.array([[0, 0], [200, 0], [200, 40], [0, 40]], dtype=np.float32)
    chars = tuple(Char(sign, 30.0 + 20 * place, 0.9) for place, sign in enumerate(text))
    words = words_of_line(Line(corners, crop, chars))
    assert "".join(word.text for word in words) == text
    assert all(0 < word.size <= 42 and word.top < word.bottom for word in words)
