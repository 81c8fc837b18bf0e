"""A birth date, member number or name on a paper that is not the patient's."""

from __future__ import annotations

import re
import unicodedata

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.names import same_organization
from medbills.domain.paper import Paper
from medbills.domain.wording import long_day

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_FAR = 2  # letters that may differ between two spellings of a name
_MASKED = re.compile(r"[*#]|X{3}")
_ASK = Inquiry(
    slug="wrong_patient_identifiers", number="G06", title="Whose paper it is",
    sentence="Compares the patient's data on a paper with what is on file.", severity=Severity.HIGH,
    question="Whose paper is this, and which data do you have on file?",
    remedy="Please correct the patient's data, and file the claim again if it was refused for that.", letter="identity_mixup_dispute",
    authority="Right to correct records under 45 CFR 164.526",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each bill and insurer's paper, by what both the paper and the file hold."""
    on_file = (facts.patient.birth_date, facts.patient.name, facts.plan and facts.plan.member_id)
    papers = [*facts.bills, *facts.eobs]
    if not any(on_file) or not papers:
        return _ASK.answer((), ["papers, and the patient's name, birth date or member number on file"])
    return _ASK.answer(finding for paper in papers if (finding := _compare(facts, paper)))


def _compare(facts: Facts, paper: Paper) -> Finding | None:
    born = facts.patient.birth_date
    if born and paper.patient_birth_date and paper.patient_birth_date != born:
        words = f"The paper shows the birth date {long_day(paper.patient_birth_date)}. On file is {long_day(born)}."
        return _finding(paper, "Birth date differs", words, Severity.HIGH)
    if _other_member(facts, paper):
        return _finding(paper, "Member number differs", "The paper shows another member number than the one on file.", Severity.HIGH)
    if facts.patient.name and paper.patient_name and not _same_last_name(paper.patient_name, facts.patient.name):
        words = f"The paper names {paper.patient_name}. On file is {facts.patient.name}."
        return _finding(paper, "Name differs", words, Severity.LOW)
    return None


def _other_member(facts: Facts, paper: Paper) -> bool:
    """Another number than both plans', on a paper that names no other insurer."""
    plans = [plan for plan in (facts.plan, facts.secondary_plan) if plan]
    known = [plan.member_id for plan in plans if plan.member_id]
    if not paper.member_id or not known or _MASKED.search(paper.member_id) or len(known) < len(plans):
        return False
    if all(same_organization(paper.payer_name, plan.payer_name or plan.name) is False for plan in plans):
        return False
    return not any(_same_member(paper.member_id, number) for number in known)


def _same_member(one: str, other: str) -> bool:
    """Without blanks, dashes, a letter prefix, and a person suffix of one or two digits."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    return bool(short) and long.startswith(short) and len(long) - len(short) <= 2


def _plain(number: str) -> str:
    joined = re.sub(r"[^A-Z0-9]", "", number.upper())
    return re.sub(r"^[A-Z]{1,3}(?=[0-9])", "", joined)


def _same_last_name(printed: str, on_file: str) -> bool:
    if printed.casefold() == on_file.casefold():
        return True
    words = _words(printed)
    last = _last_names(on_file)
    return not words or not last or any(_distance(word, name) <= (_FAR if len(name) > 4 else 0) for word in words for name in last)


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return [word for word in re.findall(r"[a-z]+", letters.replace("'", "")) if len(word) > 1 and word not in _SUFFIXES]


def _last_names(name: str) -> list[str]:
    """The words before a comma; else the last word, with its parts where it has a hyphen."""
    if "," in name:
        return _words(name.partition(",")[0])
    words = [word for word in name.split() if _words(word)]
    return _words(words[-1]) if words else []


def _distance(one: str, other: str) -> int:
    """Letters to change, add or leave out to make one of the other."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, row = row, [at]
        for to, wanted in enumerate(other, start=1):
            row.append(min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != wanted)))
    return row[-1]


def _finding(paper: Paper, title: str, words: str, severity: Severity) -> Finding:
    return _ASK.finding(
        title, f"{words} First look whose paper it is: a relative's can be among yours.", words, certainty=Certainty.ASK,
        severity=severity, documents=(paper.id,),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
