"""Lists the calls, letters and packets of all cases, with what was promised and by when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from medbills.domain.call import Call, Promised, PromiseState, promise_event
from medbills.domain.correction import Correction
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.packet import Packet
from medbills.domain.wording import counted, long_day, short_day, time_of_day
from medbills.services.call_words import answers_of, said_words
from medbills.services.late_answers import answered_words
from medbills.services.next_steps import heading

NO_CORRECTIONS: Mapping[str, Sequence[Correction]] = MappingProxyType({})


class Standing(StrEnum):
    """How far a call or a letter has come."""

    OPEN = "open"  # a draft, or a call that was not ended
    READY = "ready"  # written, not sent
    WAITING = "waiting"  # they still have time to answer
    LATE = "late"  # their day has passed
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One call, letter or packet. `by` is the day they promised, or were asked, to answer."""

    item: str  # "call", "letter", "packet"
    id: str
    case_id: str
    day: datetime.date
    title: str
    about: str  # "Dad · ER visit at Riverbend"
    told: str  # "Sent by certified mail, arrived Nov 14"
    promise: str
    standing: Standing
    by: datetime.date | None = None
    document_id: str | None = None  # the frozen PDF
    corrected: str = ""  # the newest correction, "Corrected Nov 17: It was $210."


def list_contacts(
    matters: Sequence[Matter], *, today: datetime.date, corrections: Mapping[str, Sequence[Correction]] = NO_CORRECTIONS
) -> tuple[Contact, ...]:
    """Those whose promise is late first; else the newest first. `corrections` are by the id of what they stand beside."""
    found = [
        replace(contact, corrected=corrected_words(corrections.get(contact.id, ()), today))
        for matter in matters
        for contact in _contacts(matter, today)
    ]
    found.sort(key=lambda contact: (contact.day, contact.item, contact.id), reverse=True)
    return tuple(sorted(found, key=lambda contact: contact.standing is not Standing.LATE))


def corrected_words(corrections: Sequence[Correction], today: datetime.date) -> str:
    """The newest of them in one line; empty where there is none."""
    return f"Corrected {short_day(corrections[-1].at.date(), today)}: {corrections[-1].text}" if corrections else ""


def _contacts(matter: Matter, today: datetime.date) -> Iterator[Contact]:
    due = {kept.deadline.event: kept.deadline.acts_on for kept in matter.open_deadlines}
    for call in matter.calls:
        days = (due.get(promise_event(call.id, nth)) for nth in range(len(call.promised)))
        yield _call(matter, call, min((day for day in days if day), default=None), today)
    for letter in matter.letters:
        yield _letter(matter, letter, due.get(f"letter:{letter.id}"), today)
    for packet in matter.packets:
        yield _packet(matter, packet, today)


def _call(matter: Matter, call: Call, by: datetime.date | None, today: datetime.date) -> Contact:
    who = ", ".join(part for part in (call.person, call.organization) if part)
    length = counted(call.minutes, "minute") if call.minutes else ""
    told = " · ".join(part for part in (length, f"reference {call.reference}" if call.reference else "") if part)
    return Contact(
        item="call", id=call.id, case_id=matter.id, day=call.at.date(), title=f"Call with {who}" if who else "Call",
        about=heading(matter), told=told, promise=_promise(call, today),
        standing=_standing(by, today) if call.ended else Standing.OPEN, by=by,
    )  # fmt: skip


def _promise(call: Call, today: datetime.date) -> str:
    """What they promised, and what became of it where the user said so."""
    parts = []
    for made in call.promised:
        became = _BECAME.get(made.state, "")
        words = promise_words("They will", made.what, made.by, today)
        parts.append(f"{words} · {became}" if became else words)
    return " · ".join(parts)


def promise_words(start: str, what: str, by: datetime.date | None, today: datetime.date) -> str:
    """ "They will: send a corrected bill, by Nov 24"."""
    if not what:
        return ""
    return f"{start}: {what[:1].lower()}{what[1:]}{f', by {short_day(by, today)}' if by else ''}"


def _letter(matter: Matter, letter: Letter, by: datetime.date | None, today: datetime.date) -> Contact:
    day = letter.sent_on or letter.written_on or today
    standing = Standing.READY if letter.document_id else Standing.OPEN
    if letter.sent_on:
        standing = _standing(by, today)
    promise = f"Their answer is due by {short_day(by, today)}" if by else capital(answered_words(matter, letter, today))
    return Contact(
        item="letter", id=letter.id, case_id=matter.id, day=day, title=letter.title, about=heading(matter),
        told=sent_words(letter, today), promise=promise, standing=standing, by=by, document_id=letter.document_id,
    )  # fmt: skip


def sent_words(letter: Letter | Packet, today: datetime.date) -> str:
    """ "Sent Nov 12 by certified mail, arrived Nov 14"."""
    if letter.sent_on is None:
        return "Not sent yet"
    sent, way = short_day(letter.sent_on, today), f"{letter.method[:1].lower()}{letter.method[1:]}"
    if isinstance(letter, Letter) and letter.arrived_on:
        arrived = short_day(letter.arrived_on, today)
        return f"Sent {sent} by {way}, arrived {arrived}" if way else f"Sent {sent}, arrived {arrived}"
    return f"Sent {sent} by {way}" if way else f"Sent {sent}"


def _packet(matter: Matter, packet: Packet, today: datetime.date) -> Contact:
    day = packet.sent_on or packet.made_on
    told = f"{counted(packet.pages, 'page')} · {sent_words(packet, today)}"
    if packet.tracking:
        told += f" · number {packet.tracking}"
    standing = Standing.OVER if packet.sent_on else Standing.READY
    return Contact(
        item="packet", id=packet.id, case_id=matter.id, day=day, title=f"Packet: {packet.title}", about=heading(matter),
        told=told, promise=capital(answered_words(matter, packet, today)), standing=standing, document_id=packet.document_id,
    )  # fmt: skip


def _standing(by: datetime.date | None, today: datetime.date) -> Standing:
    if by is None:
        return Standing.OVER
    return Standing.LATE if by < today else Standing.WAITING


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of a call's or letter's record, as it is read again: "Reference", "44-1187"."""

    label: str
    text: str


def call_record(call: Call, today: datetime.date) -> tuple[Noted, ...]:
    """What was noted about a call; what was left empty is left out."""
    lines = (
        ("Day", f"{long_day(call.at.date())}, {time_of_day(call.at)}"),
        ("How long", counted(call.minutes, "minute") if call.minutes else ""),
        ("With", ", ".join(part for part in (call.person, call.role, call.organization) if part)),
        ("Number", call.number),
        ("Their direct line", call.line),
        ("Reference", call.reference),
        *(line for made in call.promised for line in _promise_lines(made)),
        ("You will", _by(call.you_will, call.you_will_by)),
        ("Look again on", long_day(call.follow_up_on) if call.follow_up_on else ""),
        ("Recorded", _RECORDED.get(call.recording, "")),
        *((said.asked, said_words(said)) for said in answers_of(call)),
    )
    return tuple(Noted(label, text) for label, text in lines if text)


def _promise_lines(made: Promised) -> tuple[tuple[str, str], ...]:
    return (("They will", _by(made.what, made.by)), ("Promised by", made.who), ("The promise", _became(made)))


def _became(made: Promised) -> str:
    words = _BECAME.get(made.state, "")
    return f"{words}, told on {long_day(made.told_on)}" if words and made.told_on else words


_BECAME = {PromiseState.KEPT: "Kept", PromiseState.BROKEN: "Not kept"}
_RECORDED = {"agreed": "They agreed to it", "refused": "They said no to it"}


def letter_record(letter: Letter, today: datetime.date, answered: str = "") -> tuple[Noted, ...]:
    """What is on file about a letter that went out; `answered` as `answered_words` has it."""
    lines = (
        ("Sent to", letter.recipient),
        ("Written on", long_day(letter.written_on) if letter.written_on else ""),
        ("Sent on", long_day(letter.sent_on) if letter.sent_on else ""),
        ("How", letter.method),
        ("Tracking number", letter.tracking),
        ("Arrived", long_day(letter.arrived_on) if letter.arrived_on else ""),
        ("Their answer is due", long_day(letter.reply_by) if letter.reply_by else ""),
        ("Their answer", capital(answered)),
    )
    return tuple(Noted(label, text) for label, text in lines if text)


def capital(words: str) -> str:
    """With a capital first letter."""
    return f"{words[:1].upper()}{words[1:]}"


def _by(what: str, day: datetime.date | None) -> str:
    return f"{what}{f', by {long_day(day)}' if day else ''}" if what else ""
