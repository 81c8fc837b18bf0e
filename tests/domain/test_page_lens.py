"""A page that was read upright finds its spots on the page as it is shown."""

from __future__ import annotations

import pytest

from medbills.domain.page import Page


def test_without_a_lens_a_box_stays() -> None:
    assert Page(1, 612, 792, ()).as_shown((1, 2, 3, 4)) == (1, 2, 3, 4)


def test_a_quarter_turn() -> None:
    page = Page(1, 612, 792, (), lens=(0, -1, 792, 1, 0, 0, 0, 0, 1))  # up on the page is to the right as shown
    assert page.as_shown((100, 50, 200, 60)) == (732, 100, 742, 200)


def test_a_sheet_seen_from_aside_gets_the_smallest_box_around_the_spot() -> None:
    page = Page(1, 100, 100, (), lens=(1, 0, 0, 0, 1, 0, 0, 0.01, 1))  # what is further down is smaller
    assert page.as_shown((0, 0, 50, 100)) == pytest.approx((0, 0, 50, 50))
