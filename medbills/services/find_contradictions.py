"""Sets side by side what two calls with one desk said differently about the same question."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from medbills.domain.call import Call, Said
from medbills.domain.changes import Changes
from medbills.domain.contradiction import Contradiction, Differing, Statement, Word
from medbills.domain.matter import Matter
from medbills.domain.names import same_organization
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.services.call_words import answers_of, said_words, to_them
from medbills.services.name_case import short_name
from medbills.store import Vault

BY_HAND = "You marked this."


def contradictions(matter: Matter) -> tuple[Differing, ...]:
    """What is said differently in the calls of a case and was not set aside; the latest first."""
    set_aside = {kept.id for kept in matter.contradictions if kept.word is Word.SET_ASIDE}
    found = [differing for differing in (*_found(matter), *_marked(matter)) if differing.id not in set_aside]
    return tuple(sorted(found, key=lambda differing: (differing.second.call.at, differing.first.call.at, differing.id), reverse=True))


def set_aside(vault: Vault, case_id: str, differing: Differing) -> Changes:
    """The user says that it is none: a mark of their own goes, one that was found is not shown again."""
    with vault.change("Set aside what two calls say") as change:
        if differing.by_hand:
            change.contradictions.remove(differing.id)
        else:
            question = differing.id.partition(":")[0]
            none = Contradiction(
                call_id=differing.first.call.id, other_id=differing.second.call.id, question=question, case_id=case_id,
                word=Word.SET_ASIDE, about=differing.about,
            )  # fmt: skip
            change.contradictions.put(none)
    return change.changes


def mark_contradiction(vault: Vault, call_id: str, other_id: str, said: str, other_said: str) -> Changes:
    """The user says that two calls contradict each other; `said` belongs to `call_id`.

    Raises UnusableInput for an empty statement, or a call that is no longer there.
    """
    call, other = vault.calls.get(call_id), vault.calls.get(other_id)
    if call is None or other is None or call_id == other_id:
        raise UnusableInput("One of the two calls is no longer here. Choose two calls that are in the list.")
    if not said.strip() or not other_said.strip():
        raise UnusableInput("Write in a few words what each of the two said. Then both stand side by side.")
    statements = sorted(((call, said.strip()), (other, other_said.strip())), key=lambda pair: (pair[0].at, pair[0].id))
    (first, first_said), (second, second_said) = statements
    with vault.change("Marked what two calls say differently") as change:
        change.contradictions.put(
            Contradiction(call_id=first.id, other_id=second.id, case_id=call.case_id, said=first_said, other_said=second_said)
        )
    return change.changes


def others_of(matter: Matter, call_id: str) -> tuple[Call, ...]:
    """The calls that one may contradict: all others of the case that were ended, the latest first."""
    return tuple(sorted((call for call in matter.calls if call.ended and call.id != call_id), key=lambda call: call.at, reverse=True))


def otherwise(matter: Matter, call: Call, *, addressed: bool = False) -> tuple[str, ...]:
    """For each contradiction of the call a sentence that says what the other one told, with its day, name and reference.

    `addressed` puts it as said to the desk itself, for a letter.
    """
    found = (one for one in contradictions(matter) if call.id in (one.first.call.id, one.second.call.id))
    return tuple(_other_words(one, call, addressed) for one in found)


def _other_words(found: Differing, call: Call, addressed: bool) -> str:
    other = found.first if found.second.call.id == call.id else found.second
    reference = f", reference {other.call.reference}" if other.call.reference else ""
    asked = f" {found.asked}" if not found.by_hand else ""
    words = f"{asked} {other.words}".strip().rstrip(".")
    told = "told me otherwise" if addressed else "said otherwise"
    who = f"On {long_day(other.call.at.date())}, {other.call.person or 'somebody of the same desk'}{reference}"
    return f"{who} {told}: {to_them(words) if addressed else words}."


def _found(matter: Matter) -> Iterator[Differing]:
    """Each question compares a call with the last one before it that answered the same: what was said in between settles the rest."""
    ended = sorted((call for call in matter.calls if call.ended and call.trail), key=lambda call: (call.at, call.id))
    for earlier, later in itertools.combinations(ended, 2):
        if not _same_desk(earlier, later):
            continue
        before = {said.question: said for said in answers_of(earlier)}
        for said in answers_of(later):
            first = before.get(said.question)
            if first is not None and _differ(first, said) and not _answered_between(matter, earlier, later, said.question):
                yield Differing(
                    id=f"{said.question}:{earlier.id}:{later.id}", asked=said.asked, about=said.about,
                    first=Statement(call=earlier, words=said_words(first)), second=Statement(call=later, words=said_words(said)),
                )  # fmt: skip


def _answered_between(matter: Matter, earlier: Call, later: Call, question: str) -> bool:
    between = (call for call in matter.calls if call.ended and earlier.at < call.at < later.at and _same_desk(call, later))
    return any(said.question == question for call in between for said in answers_of(call))


def _marked(matter: Matter) -> Iterator[Differing]:
    calls = {call.id: call for call in matter.calls}
    for kept in matter.contradictions:
        if kept.word is Word.MARKED and kept.call_id in calls and kept.other_id in calls:
            yield Differing(
                id=kept.id, asked=BY_HAND, about=kept.about, by_hand=True,
                first=Statement(call=calls[kept.call_id], words=kept.said),
                second=Statement(call=calls[kept.other_id], words=kept.other_said),
            )  # fmt: skip


def _differ(first: Said, second: Said) -> bool:
    """Another answer, or the same one with another amount or day."""
    if first.means != second.means:
        return bool(first.means and second.means)
    return bool(first.value and second.value and first.value != second.value)


def _same_desk(call: Call, other: Call) -> bool:
    if call.number and call.number == other.number:
        return True
    same = same_organization(call.organization, other.organization)
    return same or bool(call.organization and short_name(call.organization) == short_name(other.organization))
