"""Every entry, word and helper of Learn: plain, sourced or marked as not sure, and with no link that leads nowhere."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest

from medbills.domain.advocate_fee import FeeKind, FeeTerms
from medbills.domain.help_entry import HelpEntry, Helper, Shelf
from medbills.domain.money import Money
from medbills.domain.strategy import Signs
from medbills.letters import find
from medbills.rules import load_pack
from medbills.services import read_help
from medbills.services.browse_codes import code_lists
from medbills.services.case_signs import SIGNS
from medbills.services.find_help import find_help
from medbills.services.fit_help import authority_of
from medbills.services.read_help import entries, entry, for_page, for_task, helpers, of_shelf, places, source_of_words, words

ENTRIES = entries()
LISTS = sorted({told.helpers for told in ENTRIES if told.helpers} - {read_help.STATES_LIST})
IN_STATES = [(code, one) for code, place in places().items() for one in place.helpers]
HELPERS = [(name, one) for name in LISTS for one in helpers(name)] + IN_STATES
LONGEST, HARDEST = 15, 6.0  # words of a sentence; grade of an entry
LAST_DAY = datetime.date(2026, 11, 22)
HARSH = re.compile(r"\b(fraud|illegal|overcharg\w*|error|errors|scam|guarantee\w*)\b|!", re.IGNORECASE)
STATES = 51  # with the District of Columbia


def ids(told: HelpEntry) -> str:
    return told.slug


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?:])\s+", text.strip()) if part]


def grade(texts: list[str]) -> float:
    """The Flesch-Kincaid grade of sentences."""
    found = [re.findall(r"[A-Za-z’']+", sentence) for text in texts for sentence in sentences(text)]
    spoken = [word for sentence in found for word in sentence]
    beats = sum(max(len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$", "", word.lower()))), 1) for word in spoken)
    return 0.39 * len(spoken) / max(len([one for one in found if one]), 1) + 11.8 * beats / max(len(spoken), 1) - 15.59


def test_each_section_has_something_and_names_are_unique() -> None:
    assert {told.shelf for told in ENTRIES} == set(Shelf) - {Shelf.WORDS}
    assert len({told.slug for told in ENTRIES}) == len(ENTRIES)
    assert len(words()) > 50 and sum(len(codes.codes) for codes in code_lists()) > 400


@pytest.mark.parametrize("told", ENTRIES, ids=ids)
def test_it_is_plain(told: HelpEntry) -> None:
    texts = [told.title, told.line, *told.sentences]
    assert all(text and text == text.strip() for text in texts)
    assert not [text for text in texts if HARSH.search(text)], "no verdicts, no exclamation marks"
    assert "'" not in " ".join(texts), "the apostrophe of a book"
    long = [one for text in told.sentences for one in sentences(text) if len(one.split()) > LONGEST]
    assert not long
    assert grade([*told.sentences]) <= HARDEST


def test_the_reading_grade_tells_easy_from_hard() -> None:
    assert grade(["The dog ran home. It was late."]) < 2
    assert grade(["Notwithstanding contractual obligations, reimbursement determinations necessitate individualized adjudication."]) > 15


@pytest.mark.parametrize("told", ENTRIES, ids=ids)
def test_it_has_a_source_and_the_day_it_was_checked(told: HelpEntry) -> None:
    if told.shelf is Shelf.WINDOW:
        assert not told.source and not told.rules, "it tells of the program itself"
        return
    authority = authority_of(told, load_pack())
    assert authority.source and authority.checked_on is not None and authority.checked_on <= LAST_DAY
    assert told.shelf is not Shelf.RIGHTS or told.rules, "a right rests on a dated rule"


@pytest.mark.parametrize("told", ENTRIES, ids=ids)
def test_no_link_leads_nowhere(told: HelpEntry) -> None:
    assert not [slug for slug in told.see if entry(slug) is None or slug == told.slug]
    assert not [slug for slug in told.words if slug not in words()]
    assert not [name for name in told.rules if name not in load_pack().rules]
    assert not {condition.removeprefix("not ") for condition in told.when} - SIGNS
    assert not told.letter or (find(told.letter) and told.when)
    assert not told.helpers or told.helpers in {read_help.STATES_LIST, *LISTS}


def test_a_tactic_says_what_to_look_out_for() -> None:
    assert all(told.caveats for told in of_shelf(Shelf.ASKING))


@pytest.mark.parametrize("found", HELPERS, ids=lambda found: f"{found[0]}-{found[1].name[:24]}")
def test_a_helper_has_its_source_or_is_marked_as_not_sure(found: tuple[str, Helper]) -> None:
    _, told = found
    assert told.name and told.what and told.cost
    assert told.sure is False or (told.source and told.checked_on and told.checked_on <= LAST_DAY)
    assert not told.phone or told.source, "no number from memory"
    assert not told.web or told.source, "no address from memory"
    assert told.phone or told.web or told.look_up
    assert not HARSH.search(f"{told.what} {told.who} {told.note}")
    assert all(len(one.split()) <= 30 for one in sentences(told.who))


def test_funds_say_whom_they_are_for_and_advocates_stand_with_their_warning() -> None:
    assert all(told.who for name in ("funds", "gatherings") for told in helpers(name))
    by_name = {told.name.split(" (")[0]: told for told in helpers("advocates")}
    assert not by_name["Alliance of Claims Assistance Professionals"].sure
    assert "AdvoConnection" in by_name["Umbra Health Advocacy"].what
    told = entry("before_you_give_access")
    assert told is not None and len(told.checklist) >= 10 and all("?" in question or "writing" in question for question in told.checklist)
    assert any("passphrase" in caveat for caveat in told.caveats)


def test_every_state_has_its_insurance_office_and_its_medicare_help() -> None:
    assert len(places()) == STATES and {"PA", "CA", "DC", "WY"} <= places().keys()
    for place in places().values():
        office, medicare, *_ = place.helpers
        assert "insurance office" in office.what and "Medicare" in medicare.what
        assert not office.web or "." in office.web
    assert "Office of the Healthcare Advocate" in [told.name for told in places()["CT"].helpers]


def test_words_are_short_and_their_other_names_lead_to_them() -> None:
    source, checked_on = source_of_words()
    assert source and checked_on <= LAST_DAY
    for word in words().values():
        assert all(len(one.split()) <= LONGEST for one in sentences(word.means)), word.word
        assert not HARSH.search(word.means)
    assert grade([word.means for word in words().values()]) <= 7
    assert "word:out_of_pocket" in [hit.key for hit in find_help("MOOP")]


@pytest.mark.parametrize("codes", code_lists(), ids=lambda codes: codes.name)
def test_every_listed_code_is_explained(codes: object) -> None:
    assert all(listed.told().known and listed.title for listed in codes.codes)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("CO-45", "code:CO-45"), ("deductible", "word:deductible"), ("umbra", "advocates"), ("wyoming", "in_your_state"),
        ("validation", "word:validation"),
    ],
)
def test_typing_finds(typed: str, first: str) -> None:
    assert first in [hit.key for hit in find_help(typed)][:2]


def test_each_typed_word_must_fit_and_nothing_finds_nothing() -> None:
    assert find_help("") == find_help("  ?") == find_help("collector zebra") == ()
    assert find_help("COLLECTOR call") == find_help("call collector")


def test_a_page_and_a_task_have_their_entry_and_others_lead_to_the_program() -> None:
    assert for_page("today").slug == "help_today" and for_task("CallTask").slug == "help_call"
    assert for_page("a page to come") == for_task("A task to come") == entry("using_medbills")


def test_a_newer_set_of_rules_is_what_an_entry_cites() -> None:
    told = entry("prove_the_debt")
    assert told is not None
    assert authority_of(told, load_pack()).source.startswith("15 U.S.C. 1692g(b); 12 CFR 1006.34(b)(5), 1006.38")
    assert not authority_of(entry("court_papers") or told, load_pack()).sure, "an uncertain rule is told as one"
    assert Signs(frozenset({"collector", "dispute_open"})).meet(told.when)


def test_the_example_of_the_operation_is_worked_out_by_the_calculator() -> None:
    """John: $12,000 becomes $6,000 with an advocate; what is left after the fee, with and without a cap."""
    told = entry("advocate_or_alone")
    assert told is not None
    saved = Money.of("12000.00") - Money.of("6000.00")
    fee = FeeTerms(kind=FeeKind.PERCENT, rate=Decimal("0.25"))
    capped = FeeTerms(kind=FeeKind.PERCENT, rate=Decimal("0.25"), cap=Money.of("1000.00"))
    text = " ".join(told.sentences)
    for amount in (saved, fee.fee(saved), saved - fee.fee(saved), capped.fee(saved), saved - capped.fee(saved)):
        assert str(amount) in text, amount
