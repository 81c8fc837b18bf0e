"""Every phone script in all its branches: plain, safe, without a dead end, and each branch ends with a next step."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from medbills.domain.call import Said
from medbills.domain.letter import NARROW, Evidence, Fact
from medbills.domain.money import Money
from medbills.domain.script import Act, Script, ScriptLine
from medbills.errors import WrongUsage
from medbills.letters import find
from medbills.letters.script_grammar import read_lines
from medbills.letters.scripts import comfort, find_script, names_used, script_facts, scripts, speak, walk

SCRIPTS = scripts()
IDS = [script.slug for script in SCRIPTS]
SOURCE = Evidence(source="Itemized bill of October 30, page 1")
NEVER = re.compile(
    r"fraud|illegal|overcharg|!|\bI owe\b|\bwe owe\b|\bmy (debt|balance)\b|sue you|criminal|social security|walk.away|\bat most\b"
    r"|\bI (will|can|shall|want to|agree to|promise to) pay\b(?! a correct)",
    re.IGNORECASE,
)
# What may restart the time to sue, or reads as an admission: never to a collector, whatever they answer.
ADMITS = re.compile(
    r"\b(my|our) (debt|balance|account|bill|payment)\b|payment plan|correct balance|last pa(id|yment)|\boffer\b(?! nothing)"
    r"|\bI (will|can|gladly) pay\b|settle|lowest|how much .* take",
    re.IGNORECASE,
)
CARE = re.compile(r"diagnos|X-ray|procedure|\bMRI\b|birth date is|surgery|doctor", re.IGNORECASE)


def value(fact: str) -> Any:
    entry = script_facts()[fact]
    example = entry["example"]
    return {"money": lambda: Money(int(Decimal(example) * 100)), "number": lambda: Decimal(example)}.get(entry["type"], lambda: example)()


def facts_of(*names: str) -> dict[str, Fact]:
    return {name: Fact(value(name), SOURCE) for name in names}


EVERYTHING = facts_of(*script_facts())
WORLDS: dict[str, dict[str, Fact]] = {
    "nothing known": {},
    "everything known": EVERYTHING,
    "a young debt": {name: fact for name, fact in EVERYTHING.items() if name not in ("old_debt", "age_unknown")},
    "a debt not disputed": {name: fact for name, fact in EVERYTHING.items() if name not in ("old_debt", "age_unknown", "dispute_sent")},
    "no refusal": {name: fact for name, fact in EVERYTHING.items() if not name.startswith("denial")},
}  # fmt: skip
EVERY = [(script, world) for script in SCRIPTS for world in WORLDS]
CASES = pytest.mark.parametrize(("script", "world"), EVERY, ids=[f"{script.slug}-{world}" for script, world in EVERY])


def routes(script: Script, facts: dict[str, Fact]) -> dict[str, tuple[tuple[Said, ...], ScriptLine]]:
    """For each line that some answers lead to, one way there."""
    found: dict[str, tuple[tuple[Said, ...], ScriptLine]] = {}
    waiting: list[tuple[Said, ...]] = [()]
    while waiting:
        trail = waiting.pop()
        line = walk(script, facts, trail)
        if line.key in found:
            continue
        found[line.key] = (trail, line)
        waiting += [(*trail, step) for step in steps(line)]
    return found


def steps(line: ScriptLine) -> Iterator[Said]:
    yield from (Said(line=line.key, reply=reply.key, words=reply.label) for reply in line.replies)
    if line.goes_to:
        yield Said(line=line.key)


def prose(script: Script) -> Iterator[str]:
    yield from (script.title, script.when, script.if_pressed, comfort(script, {}), comfort(script, EVERYTHING))
    yield from (*script.do_not, *script.have)
    for line in script.lines.values():
        yield from (speak(script, line, {}).text, speak(script, line, EVERYTHING).text, line.title, line.hint)
        yield from (words for reply in line.replies for words in (reply.label, reply.follows, reply.promise))
        if line.inquiry:
            yield line.inquiry.words
        if line.ending:
            yield line.ending.words


def test_the_ten_scripts_are_there() -> None:
    assert [script.id for script in SCRIPTS] == [f"P{number:02}" for number in range(1, 11)]
    assert find_script("hospital_billing") is find_script("p01")
    with pytest.raises(WrongUsage, match="P01 hospital_billing"):
        find_script("nobody")


@CASES
def test_no_branch_ends_without_a_next_step(script: Script, world: str) -> None:
    found = routes(script, WORLDS[world])
    ends = [line.ending for _, line in found.values() if line.ending]
    assert ends, "some branch ends"
    for _, line in found.values():
        assert line.ending or any(True for _ in steps(line)), f"{line.key} is a dead end"
        ending = line.ending
        if ending and ending.act is Act.LETTER:
            assert find(ending.of).slug == ending.of
        if ending and ending.act is Act.CALL:
            assert find_script(ending.of)


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_every_line_is_reached_and_no_branch_runs_in_a_circle(script: Script) -> None:
    reached = {key for world in WORLDS.values() for key in routes(script, world)}
    assert reached == set(script.lines)

    def deepest(key: str, seen: tuple[str, ...]) -> None:
        assert key not in seen, f"{key} comes again after {seen}"
        for following in script.lines[key].leads_to:
            deepest(following, (*seen, key))

    deepest(script.opening.key, ())


@CASES
def test_whatever_is_known_no_line_has_a_gap(script: Script, world: str) -> None:
    for trail, line in routes(script, WORLDS[world]).values():
        spoken = speak(script, line, WORLDS[world])
        assert spoken.missing == () and "_" not in spoken.text and "{" not in spoken.text and "None" not in spoken.text
        assert not re.search(r"\s[.,?]|\.\.|,\.", spoken.text), spoken.text
        assert len(trail) <= 14


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_facts_carry_their_paper_into_the_line(script: Script) -> None:
    told = [speak(script, line, EVERYTHING) for line in script.lines.values()]
    if any(run.fact for spoken in told for run in spoken.runs):
        assert {source for spoken in told for source in spoken.sources} == {SOURCE}


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_words_are_plain_short_and_promise_nothing(script: Script) -> None:
    for text in prose(script):
        assert not NEVER.search(text), text
        for sentence in re.split(r"(?<=[.?])\s", text):
            assert len(sentence.split()) <= 21, sentence
    spoken = "\n".join(speak(script, line, EVERYTHING).text for line in script.lines.values())
    assert grade(spoken) <= 8
    for words in (script.title, script.who, script.when, script.comfort, script.authority, script.if_pressed):
        assert words.strip()
    assert script.have and script.do_not and script.write_down and script.before_end
    assert script.confidence in {"verified", "well_known", "uncertain"} and script.checked_on >= datetime.date(2026, 1, 1)


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_at_most_six_answers_and_each_is_told_apart(script: Script) -> None:
    for line in script.lines.values():
        assert len(line.replies) <= 6
        assert len({reply.label for reply in line.replies}) == len(line.replies)
        assert all(not reply.promise[:1].isupper() for reply in line.replies)


def test_one_question_is_worded_the_same_in_every_script() -> None:
    words: dict[str, tuple[str, str]] = {}
    for script in SCRIPTS:
        for line in script.lines.values():
            if line.inquiry:
                asked = (line.inquiry.about.value, line.inquiry.words)
                assert words.setdefault(line.inquiry.key, asked) == asked


def test_every_fact_in_the_list_is_of_use() -> None:
    assert frozenset().union(*map(names_used, SCRIPTS)) == script_facts().keys()


@pytest.mark.parametrize("world", WORLDS)
def test_a_collector_hears_no_admission_and_no_word_of_care(world: str) -> None:
    for script in (script for script in SCRIPTS if script.to in NARROW):
        for _, line in routes(script, WORLDS[world]).values():
            text = speak(script, line, WORLDS[world]).text
            if script.to == "collector":
                assert not ADMITS.search(text), text
            assert not CARE.search(text), text
            for name in (name for name, entry in script_facts().items() if entry.get("private") and entry["type"] == "text"):
                assert str(value(name)) not in text


@pytest.mark.parametrize("age", ["old_debt", "age_unknown"])
def test_of_an_old_debt_only_the_safe_wordings_are_left(age: str) -> None:
    script = find_script("collections")
    lines = routes(script, {**facts_of(age, "dispute_sent", "collector_reference")})
    assert "deletes" not in lines
    ends = {line.ending.of for _, line in lines.values() if line.ending}
    assert not ends & {"pay_for_delete_request", "settlement_offer_collections", "lump_sum_settlement", "payment_plan_interest_free"}
    if age == "old_debt":
        assert "time_barred_notice" in ends and "debt_validation_request" not in ends


def test_a_step_that_the_script_does_not_know_ends_the_walk_where_it_stands() -> None:
    script = find_script("hospital_billing")
    trail = (Said(line="opening", reply="found"), Said(line="gone", reply="yes"))
    assert walk(script, {}, trail) is walk(script, {}, trail[:1])
    assert walk(script, {}, (Said(line="opening", reply="gone"),)) is script.opening


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "has no lines"), ("# a: A\n> Say.\n- b: B\n", "leads nowhere"), ("# a: A\n> Say.\n", "must have replies"),
        ("# a: A\n> Say.\n-> b\n", "is not there"), ("# a: A\n-> a\n", "says nothing"), ("# a: A\nSay.\n", "means nothing"),
        ("# a: A\n> Say.\n=> letter: Write.\n", "what comes next"), ("# a: A\n> Say.\n    | more\n", "no reply"),
        ("# a: A\n> Say.\n=> wait: Wait.\n\n# a: A\n> Say.\n=> wait: Wait.\n", "two lines"),
    ],
)  # fmt: skip
def test_a_body_that_is_no_script_is_refused(body: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_lines(body, "test.md")


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(groups - (word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and groups > 1), 1)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade."""
    sentences = [part for part in re.split(r"(?<=[.?:])\s+|\n", text) if re.search(r"[A-Za-z]", part)]
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
