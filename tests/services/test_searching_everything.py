"""The search as somebody types: sums, days, codes, typing errors, order, and text that is only looked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medbills.domain.search_terms import as_written, days_in, terms_in
from medbills.services.open_vault import create_vault
from medbills.services.place_found import excerpt
from medbills.services.prepare_search import fill_index, keep_read, next_unread, read_words
from medbills.services.sample_family import fill_with_samples
from medbills.services.search_everything import Results, fitting_acts, search_everything, with_help
from medbills.services.search_hit import Group, Hit, Way
from medbills.services.understand_search import letters_off, understand
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
HOSTILE = (
    "<b>unclosed", "=1+2", '" OR 1=1 --', "%_", "nul\x00byte", "\u202egnp.exe", "שלום", "名前", "\U0001f600", "NEAR(a b)", "a* AND b",
    "title:x", "-x", "^x", "(", "''", "x" * 10_000, "word " * 2_000, "\ud800", "ß ǆ ﬁ İ", "²³", "1/1/1", "99/99/9999", "$,", "$.", ".",
    "$999999999999999999999.99", "2026-13-40", "February 30", "a", "1", "\t", "sumof", "dayof2026", "½", "{title} : x",
)  # fmt: skip


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    made, _ = create_vault(tmp_path_factory.mktemp("search") / "C.medbills", "Calloway family", "four plain words here")
    fill_with_samples(made)
    while not fill_index(made).finished:
        continue
    yield made
    made.close()


def ask(vault: Vault, typed: str) -> Results:
    return with_help(search_everything(vault, typed, today=TODAY))


def group(results: Results, wanted: Group) -> list[Hit]:
    return [hit for hit in results.hits if hit.group is wanted]


def test_the_picture(vault: Vault) -> None:
    found = ask(vault, "xray 410")
    lines = group(found, Group.LINES)
    assert found.hits[0] is lines[0], "the lines with the very sum come first"
    assert [hit.title for hit in lines[:2]] == ["Chest X-ray, one view · line 3", "Chest X-ray, one view · line 4"]
    assert lines[0].where == "Riverbend · Sep 9 · Dad" and lines[0].amount == "$410.00"
    assert lines[0].opening.way is Way.PAPER and lines[0].opening.place is not None and lines[0].opening.place.spot is not None
    assert [hit.title for hit in group(found, Group.TO_DO)] == ["Write a letter: chest X-ray charged twice"]
    assert any("X-RAY CHEST 1 VIEW" in hit.title for hit in group(found, Group.PAGES))


@pytest.mark.parametrize("typed", ["5000.00", "$5,000", "5,000.00", "$5000.00", "5000", "5,000.0"])
def test_a_sum_however_it_is_typed(vault: Vault, typed: str) -> None:
    found = ask(vault, typed)
    assert any(hit.title.startswith("Itemized bill of October 30") for hit in found.hits), typed


@pytest.mark.parametrize("typed", ["11/10/2026", "11/10/26", "November 10", "nov 10, 2026", "2026-11-10", "11/10"])
def test_a_day_however_it_is_typed(vault: Vault, typed: str) -> None:
    assert any(hit.title.startswith("Call with Marcus") for hit in ask(vault, typed).hits), typed


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("rivrebend", "ER visit at Riverbend"), ("rivrbend", "ER visit at Riverbend"), ("harow pike", "Cedar Lab debt at Harrow & Pike"),
        ("calowway", "Walter Calloway"), ("bend", "ER visit at Riverbend"), ("RB-218", "Call with Marcus"), ("osprey", "Physical therapy"),
        ("dad", "Walter Calloway"),
    ],
)  # fmt: skip
def test_typing_errors_parts_and_beginnings(vault: Vault, typed: str, title: str) -> None:
    assert any(hit.title.startswith(title) for hit in ask(vault, typed).hits)


def test_what_was_guessed_is_said(vault: Vault) -> None:
    assert ask(vault, "rivrebend").guessed and not ask(vault, "riverbend").guessed
    assert ask(vault, "zzqqzz").hits == ()


def test_a_name_comes_before_a_mention(vault: Vault) -> None:
    assert ask(vault, "Walter Calloway").hits[0].title == "Walter Calloway"
    assert ask(vault, "ER visit at Riverbend").hits[0].group is Group.CASES


def test_help_and_codes_are_found(vault: Vault) -> None:
    assert any(hit.opening.page == "learn" for hit in ask(vault, "70450").hits)
    assert any(hit.opening.page == "learn" for hit in ask(vault, "deductible").hits)


def test_nothing_typed_shows_what_was_last(vault: Vault) -> None:
    found = ask(vault, "  ")
    assert found.recent and {hit.group for hit in found.hits} == {Group.RECENT}
    days = [hit.day for hit in found.hits if hit.day]
    assert days == sorted(days, reverse=True) and max(days) <= TODAY


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_only_looked_for(vault: Vault, typed: str) -> None:
    ask(vault, typed)


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_nothing_that_can_be_typed_breaks_it(vault: Vault, typed: str) -> None:
    for part in understand(vault.search, typed):
        assert part.expressions
    ask(vault, typed)


def test_words_of_an_older_file_are_found_once_they_were_read(vault: Vault) -> None:
    assert next_unread(vault) is None, "new papers are read with their words"
    vault.lane.connection.exec_driver_sql("DELETE FROM page_words WHERE key = (SELECT max(key) FROM document)")
    unread = next_unread(vault)
    assert unread is not None and read_words(unread)[0].split()
    assert not group(ask(vault, "flabbergasted"), Group.PAGES)
    keep_read(vault, unread.document, ("We are flabbergasted.",))
    (page,) = group(ask(vault, "flabergasted"), Group.PAGES)
    assert "flabbergasted" in page.title and page.opening.way in (Way.FROZEN, Way.PAPER)


def test_distances_and_forms() -> None:
    assert [letters_off(*pair) for pair in (("ab", "ba"), ("riverbend", "rivrbend"), ("a", "a"), ("", "abc"))] == [1, 1, 0, 3]
    assert "sumof124055" in terms_in("You owe $1,240.55 now") and "sumof124055" in terms_in("1240.55")
    assert {"dayof20260302", "daymd0302"} <= set(terms_in("on March 2, 2026 and 03/02/26"))
    assert [day for _, day in days_in("Mar. 2nd")] == [(3, 2)]
    pattern = as_written(["xray"])
    assert pattern is not None and [found[0] for found in pattern.finditer("X-ray xray x ray")] == ["X-ray", "xray"]
    assert excerpt("one " * 50 + "the needle here " + "two " * 50, ["needle"]).startswith("… one one one one the needle here")


def test_acts_by_the_beginnings_of_their_words() -> None:
    acts = {"add": "Add papers new bill", "back": "Make a backup save", "lock": "Lock"}
    assert fitting_acts("add p", acts) == ("add",) and fitting_acts("lo", acts) == ("lock",) and fitting_acts(" ", acts) == ()


def test_what_is_not_in_the_vault_any_more_is_not_found(vault: Vault) -> None:
    call = next(hit for hit in ask(vault, "marcus").hits if hit.opening.page == "calls_letters")
    with vault.change("Removed a call") as change:
        change.calls.remove(call.opening.item)
    assert not any(hit.opening.item == call.opening.item for hit in ask(vault, "marcus").hits)
    vault.undo_last()
    assert any(hit.opening.item == call.opening.item for hit in ask(vault, "marcus").hits)
