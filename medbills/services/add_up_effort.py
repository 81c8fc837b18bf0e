"""Adds up what the cases took, in calls, minutes and letters, and what was saved in the cases where each way was used."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medbills.domain.matter import Matter
from medbills.domain.money import ZERO, Money, total
from medbills.domain.wording import counted
from medbills.services.count_contacts import Contacts, count_contacts
from medbills.services.load_matters import load_matters
from medbills.store import Vault

CALLS, PACKETS, NOTHING = "Phone calls", "Packets sent", "Neither a call nor a letter on file"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBrought:
    """A way that was used, in how many cases, of which so many are closed, and what papers prove was saved in those."""

    way: str
    cases: int
    closed: int
    saved: Money


@dataclass(frozen=True, slots=True)
class Effort:
    """`calls`, `minutes`, `letters` and `packets` over all cases, open ones too. A case stands under each way it used."""

    calls: int
    minutes: int
    letters: int
    packets: int
    ways: tuple[WayBrought, ...]

    @property
    def words(self) -> str:
        """ "5 calls (1 hour 12 minutes), 3 letters and 1 packet."."""
        calls = f"{counted(self.calls, 'call')} ({time_words(self.minutes)})" if self.minutes else counted(self.calls, "call")
        packets = f" and {counted(self.packets, 'packet')}" if self.packets else ""
        join = ", " if packets else " and "
        return f"{calls}{join}{counted(self.letters, 'letter')}{packets}"


def add_up_effort(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> Effort:
    """Everybody's cases, or one person's. Only closed cases count as saved, with the sum that a paper proves."""
    return effort_of(load_matters(vault, today=today, person_id=person_id))


def effort_of(matters: Sequence[Matter]) -> Effort:
    """The same of cases that are loaded already. The way with most saved stands first."""
    contacts = [count_contacts(matter) for matter in matters]
    used: dict[str, list[Matter]] = {}
    for matter, told in zip(matters, contacts, strict=True):
        for way in dict.fromkeys(_ways(matter, told)):
            used.setdefault(way, []).append(matter)
    ways = [_brought(way, cases) for way, cases in used.items()]
    ways.sort(key=lambda way: (way.way == NOTHING, -way.saved.cents, -way.cases, way.way))
    return Effort(
        sum(one.calls for one in contacts), sum(one.minutes for one in contacts), sum(one.letters for one in contacts),
        sum(one.packets for one in contacts), tuple(ways),
    )  # fmt: skip


def time_words(minutes: int) -> str:
    """ "1 hour 12 minutes", "45 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour") if hours else "", counted(rest, "minute") if rest or not hours else ""]
    return " ".join(part for part in parts if part)


def _ways(matter: Matter, contacts: Contacts) -> Iterator[str]:
    if contacts.calls:
        yield CALLS
    yield from (letter.title for letter in matter.letters if letter.sent_on)
    if contacts.packets:
        yield PACKETS
    if not contacts.all and matter.case.saved:
        yield NOTHING  # what was saved without any of them is not lost from the sum


def _brought(way: str, cases: Sequence[Matter]) -> WayBrought:
    closed = [matter for matter in cases if matter.case.closed_on]
    return WayBrought(way=way, cases=len(cases), closed=len(closed), saved=total((matter.case.saved or ZERO) for matter in closed))
