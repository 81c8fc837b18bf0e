"""Dental codes that articles take for others: the lists say what they are, and no pair of the checks draws on the wrong ones."""

from __future__ import annotations

import re

import pytest

from medbills.layout.dental_pairs import dental_pairs
from medbills.services.explain_code import explain


def test_high_noble_metal_is_not_called_base_metal() -> None:
    crown = explain("D2750").means
    assert "D2790 is precious (high noble) metal. D2791 is base metal" in crown
    assert "a crown of plain (base) metal" in explain("D2740").means
    assert dental_pairs()["D2740"][0] == "D2791", "the base metal crown comes first"


def test_recementing_a_bridge_is_paid_as_nothing_cheaper() -> None:
    pairs = dental_pairs()
    assert "D6930" not in pairs and not any("D6930" in paid for paid in pairs.values())
    assert "cheaper" not in explain("D6930").means
    assert "Ask the plan which codes it compared" in explain("D6545").means


@pytest.mark.parametrize(("code", "says"), [
    ("D6065", "a bridge or a partial denture"), ("D6078", "D6078 is no longer in use"), ("D2950", "joins two services"),
    ("D2394", "a silver filling of the same size"),
])  # fmt: skip
def test_more_than_fillings_and_crowns_can_be_paid_as_something_cheaper(code: str, says: str) -> None:
    assert says in explain(code).means


def test_every_pair_is_of_dental_codes_and_names_another_one() -> None:
    for done, paid in dental_pairs().items():
        assert paid and done not in paid and all(re.fullmatch(r"D\d{4}", code) for code in (done, *paid))
