"""What freely typed words claim: sums, days and people, in every way that people write them, and however they are hidden."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.money import Money
from medbills.letters.claims_in_words import claims_in
from medbills.letters.traced import as_text


@pytest.mark.parametrize(
    ("words", "cents"),
    [
        ("They took $185 from me.", 18500), ("I paid 1,240.00 then.", 124000), ("about 500 dollars", 50000), ("500$ too much", 50000),
        ("USD 300", 30000), ("a bill of $2.5k", 250000), ("$3 thousand", 300000), ("five hundred dollars", 50000),
        ("two thousand five hundred dollars", 250000), ("twenty-five dollars", 2500), ("(−$32.40)", 3240), ("Pay $500.", 50000),
        ("＄５００", 50000), ("$5\u200b00", 50000), ("$\u00a0500", 50000), ("१०० dollars", 10000), ("$\u202e500", 50000),
        ("**$500**", 50000),
    ],
)  # fmt: skip
def test_a_sum_is_found_however_it_is_written(words: str, cents: int) -> None:
    assert [claim.money for claim in claims_in(words)] == [Money(cents)]


@pytest.mark.parametrize("words", ["$1.240,00", "$500,00", "$12.345"])
def test_a_sum_that_is_none_as_americans_write_it_is_a_claim_that_nothing_backs(words: str) -> None:
    (claim,) = claims_in(words)
    assert claim.money is None and claim.month is None and claim.words == words


@pytest.mark.parametrize(
    "words",
    ["code 99213", "M54.50", "by check 1182", "80.00% of it", "it may 3 times a week", "open 24/7", "1/2 of it", "call 555-0103",
     "version 3.14.15.9", "P.O. Box 500", "not a dollar", "", "the doctor said so", "\x00\x1b[31m"],
)  # fmt: skip
def test_what_counts_something_else_is_no_claim(words: str) -> None:
    assert claims_in(words) == ()


DAY = date(2026, 10, 2)


@pytest.mark.parametrize(
    "words",
    ["10/02/26", "10/2/2026", "2026-10-02", "10-02-2026", "October 2, 2026", "Oct. 2nd", "the 2nd of October", "2 October 2026",
     "2 de octubre de 2026", "on 10/2", "October 2026", "OCTOBER 2", "1０/02/２6", "Octo\u200bber 2"],
)  # fmt: skip
def test_a_day_is_found_however_it_is_written(words: str) -> None:
    (claim,) = claims_in(f"It came {words}; then nothing.")
    assert claim.is_day(DAY) and not claim.is_day(date(2025, 11, 3)) and claim.money is None


@pytest.mark.parametrize("words", ["13/45/26", "February 30, 2026"])
def test_a_day_that_does_not_exist_is_a_claim_that_no_day_backs(words: str) -> None:
    (claim,) = claims_in(words)
    assert not any(claim.is_day(date(2026, month, day)) for month in range(1, 13) for day in (1, 28))


def test_people_are_known_by_their_titles() -> None:
    assert [claim.name for claim in claims_in("Dr. Osei and Grace A. Osei, MD. Mrs. O’Brien. Ms. Lee agreed.")] == [
        "Osei", "Grace A. Osei", "O’Brien", "Lee",
    ]  # fmt: skip


BETWEEN = st.text(st.characters(categories=["Zs", "Po", "Ll"]), max_size=30)


@given(st.integers(0, 10**9), st.dates(date(1970, 1, 1), date(2069, 12, 31)), BETWEEN)
def test_what_a_letter_prints_is_read_back(cents: int, day: date, between: str) -> None:
    found = claims_in(f"{Money(cents)} ; {between} ; {as_text(day)}")
    assert any(claim.money == Money(cents) for claim in found)
    assert any((claim.year, claim.month, claim.day) == (day.year, day.month, day.day) for claim in found)


@given(st.text())
def test_no_words_stop_it(words: str) -> None:
    claims_in(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("I spoke with Marcus Bell about it.", "Marcus Bell"), ("Ruth Ann Calloway told them.", "Ruth Ann Calloway"),
        ("Then Denise Okafor said so.", "Denise Okafor"), ("It went to Harbor Pike Recovery.", "Harbor Pike Recovery"),
        ("José Núñez called", "José Núñez"), ("John Q. Public paid", "John Q. Public"),
    ],
)  # fmt: skip
def test_a_name_without_a_title_is_found(words: str, name: str) -> None:
    assert [claim.name for claim in claims_in(words)] == [name]


@pytest.mark.parametrize(
    "words",
    ["The bill came late.", "MRI of the Back", "Please Hold the account", "On Monday I called.", "They said no. Then I wrote.",
     "Marcus said so.", "I HAVE PAID THIS", "Thank You"],
)  # fmt: skip
def test_words_that_name_nobody_are_no_claim(words: str) -> None:
    assert claims_in(words) == ()
