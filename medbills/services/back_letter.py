"""Holds each fact of a letter against what is on file now: a sum, a day, a name or a number that differs keeps it a draft."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from medbills.domain.alike import same_number
from medbills.domain.letter import STATED_BY_YOU, AnswerType, Fact, Letter, LetterTemplate, Question, RenderedLetter
from medbills.domain.names import same_organization, same_person
from medbills.domain.unbacked import Unbacked
from medbills.errors import UnusableInput
from medbills.letters import plain_answer
from medbills.letters.traced import as_text
from medbills.store import Vault

IN_SPITE = "in_spite_of_file"  # among the answers: facts whose difference the user explained, with both values and the reason

_EXACT = frozenset({AnswerType.MONEY, AnswerType.DATE, AnswerType.NUMBER})
_NUMBERS = frozenset({"account_no", "claim_no", "member_id", "account_ending"})
_PEOPLE = frozenset({"patient_name", "sender_name", "doctor_name"})
_BODIES = frozenset({"payer_name", "original_creditor", "provider_name"})


def unbacked(
    letter: Letter, template: LetterTemplate, known: Mapping[str, Fact], facts: Mapping[str, Fact], rendered: RenderedLetter
) -> tuple[Unbacked, ...]:
    """Facts that the letter prints, or is decided by, and that the file does not back; those the user explained are not among them.

    `known` is what the file says now, `facts` what the letter says.
    """
    explained = letter.answers.get(IN_SPITE) or {}
    questions = {question.fact: question for question in template.questions}
    looked = (_differs(question, known.get(name), facts.get(name), explained.get(name)) for name, question in questions.items())
    found = [one for one in looked if one]
    return (*found, *_without_source(rendered, questions))


def explain_difference(vault: Vault, letter_id: str, fact: str, why: str, *, file_says: Any, letter_says: Any) -> None:
    """Keeps why a fact stands though the file says otherwise; it holds only as long as both stay as they are now.

    Raises UnusableInput without a reason, or for a letter that was sent.
    """
    letter = _open(vault, letter_id)
    if not why.strip():
        raise UnusableInput("No reason was typed yet. Say in a few words why your version is right.")
    told = {"file": plain_answer(file_says), "letter": plain_answer(letter_says), "why": why.strip()}
    answers = {**letter.answers, IN_SPITE: {**(letter.answers.get(IN_SPITE) or {}), fact: told}}
    with vault.change(f"Explained a difference in a letter: {why.strip()}") as change:
        change.letters.update(dataclasses.replace(letter, answers=answers))


def take_from_file(vault: Vault, letter_id: str, fact: str) -> None:
    """Drops the user's own version of a fact, so that the file's stands. Raises UnusableInput for a letter that was sent."""
    letter = _open(vault, letter_id)
    answers = {name: value for name, value in letter.answers.items() if name != fact}
    with vault.change("Took a fact of a letter from the file") as change:
        change.letters.update(dataclasses.replace(letter, answers=answers))


def kept_open(rendered: RenderedLetter, found: tuple[Unbacked, ...]) -> RenderedLetter:
    """The letter as a draft while there are such facts."""
    return dataclasses.replace(rendered, missing=(*rendered.missing, *(one.fact for one in found if one.fact not in rendered.missing)))


def stop_unbacked(found: tuple[Unbacked, ...]) -> None:
    """Raises UnusableInput that names what does not stand on the file."""
    if found:
        said = " ".join(one.sentence for one in found)
        raise UnusableInput(f"This letter is not ready. {said} Change it, say why, or say that it is your own word. Your answers are kept.")


def _differs(question: Question, known: Fact | None, used: Fact | None, told: Mapping[str, Any] | None) -> Unbacked | None:
    """Only the user's own word can differ: what comes from the file is taken from it anew each time."""
    stated = used is not None and used.evidence == STATED_BY_YOU
    if not stated or known is None or used is None or known.evidence == STATED_BY_YOU or known.value in (None, "", ()):
        return None
    if _same(question, known.value, used.value):
        return None
    if told and told.get("file") == plain_answer(known.value) and told.get("letter") == plain_answer(used.value):
        return None
    return Unbacked(
        fact=question.fact, ask=question.ask, letter_says=as_text(used.value), file_says=as_text(known.value), source=known.evidence.source,
        document=known.evidence.document, spot=known.evidence.spot,
    )  # fmt: skip


def _same(question: Question, known: Any, used: Any) -> bool:
    """Whether both say the same. Free words, choices and addresses are the user's own, and are not compared."""
    if question.type in _EXACT:
        return bool(known == used) or not isinstance(known, type(used))
    if question.type is not AnswerType.TEXT or not isinstance(known, str) or not isinstance(used, str):
        return True
    if question.fact in _NUMBERS:
        return same_number(known, used) or used.strip()[-4:] == known.strip()[-4:] == used.strip()
    if question.fact in _PEOPLE:
        return same_person(known, used) is not False
    if question.fact in _BODIES:
        return same_organization(known, used) is not False
    return True


def _without_source(rendered: RenderedLetter, questions: Mapping[str, Question]) -> Iterator[Unbacked]:
    """Facts that are printed and name no source at all; a gap is told as missing, not here."""
    seen = set()
    runs = [run for block in rendered.blocks for run in (*block.runs, *(run for row in block.rows for cell in row for run in cell))]
    for run in runs:
        blank = run.evidence is not None and not rendered.sources[run.evidence - 1].source.strip()
        if run.fact and blank and run.fact not in seen:
            seen.add(run.fact)
            ask = questions[run.fact].ask if run.fact in questions else run.fact.replace("_", " ")
            yield Unbacked(fact=run.fact, ask=ask, letter_says=run.text)


def told_why(letter: Letter) -> tuple[tuple[str, str], ...]:
    """Fact and reason of every difference that the user explained."""
    return tuple((fact, str(told.get("why", ""))) for fact, told in (letter.answers.get(IN_SPITE) or {}).items())


def _open(vault: Vault, letter_id: str) -> Letter:
    letter = vault.letters.get(letter_id)
    if letter is None or letter.sent_on:
        raise UnusableInput("This letter was sent or removed. Nothing was changed. Begin a new letter to write something else.")
    return letter
