"""Sets the insurer's rules against the evidence, from what the family wrote for the doctor and for the appeal."""

from __future__ import annotations

from collections.abc import Mapping

from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.packet import Criterion
from medbills.domain.paper import Kind

_DOCTORS, _APPEAL = "medical_necessity_letter_template", "internal_appeal"
_MARKS = "-•*# "


def criteria_of(matter: Matter, titles: Mapping[str, str]) -> tuple[Criterion, ...]:
    """A row for each rule. `titles` are the exhibits' by letter: one that an answer names by its title or file is its proof.

    The rules stand in the doctor's letter, one on a line as "rule: how it is met"; without any, the reason of the refusal is shown
    with what the appeal answers.
    """
    lines = [line for letter in _letters(matter, _DOCTORS) for line in _lines(letter, "criteria")]
    rows = [line.partition(":") for line in lines]
    found = [(rule.strip(), met.strip()) for rule, _, met in rows]
    if not found:
        found = _from_appeal(matter)
    return tuple(Criterion(rule=rule, met=met, proof=_proof(met, titles)) for rule, met in dict.fromkeys(found))


def _from_appeal(matter: Matter) -> list[tuple[str, str]]:
    denied = matter.latest(Kind.DENIAL_LETTER)
    reason = (denied.paper.denial_reason or "").strip() if denied else ""
    answers = [line for letter in _letters(matter, _APPEAL) for line in _lines(letter, "appeal_reasons")]
    clauses = [line for letter in _letters(matter, _APPEAL) for line in _lines(letter, "plan_clause")]
    if not answers:
        return []
    return [(rule, "\n".join(answers)) for rule in (" ".join(clauses) or reason,) if rule]


def _letters(matter: Matter, slug: str) -> list[Letter]:
    """The latest letter of this kind."""
    return [letter for letter in matter.letters if letter.slug == slug][-1:]


def _lines(letter: Letter, fact: str) -> list[str]:
    answer = letter.answers.get(fact)
    parts = answer if isinstance(answer, list) else str(answer or "").splitlines()
    return [text for part in parts if (text := str(part).strip(_MARKS))]


def _proof(met: str, titles: Mapping[str, str]) -> tuple[str, ...]:
    said = met.casefold()
    return tuple(label for label, title in titles.items() if title and title.partition(" of ")[0].casefold() in said)
