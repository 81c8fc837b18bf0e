"""Counts how often one called and wrote in a case, and how long the calls took."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.matter import Matter
from medbills.domain.wording import counted, listed, short_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Calls that were ended, letters and packets that were sent. `minutes` are those that were noted."""

    calls: int
    minutes: int
    letters: int
    packets: int
    last: datetime.date | None

    @property
    def all(self) -> int:
        return self.calls + self.letters + self.packets

    def words(self, today: datetime.date) -> str:
        """ "2 calls (31 minutes) and 1 letter. The last on Nov 12."."""
        if not self.all:
            return "No call and no letter yet."
        length = f" ({counted(self.minutes, 'minute')})" if self.minutes else ""
        parts = [
            f"{counted(self.calls, 'call')}{length}" if self.calls else "",
            counted(self.letters, "letter") if self.letters else "",
            counted(self.packets, "packet") if self.packets else "",
        ]
        said = listed([part for part in parts if part])
        return f"{said}. The last on {short_day(self.last, today)}." if self.last else f"{said}."


def count_contacts(matter: Matter) -> Contacts:
    """A draft and a call that goes on still are not counted."""
    calls = [call for call in matter.calls if call.ended]
    letters = [letter.sent_on for letter in matter.letters if letter.sent_on]
    packets = [packet.sent_on for packet in matter.packets if packet.sent_on]
    days = [*(call.at.date() for call in calls), *letters, *packets]
    return Contacts(
        calls=len(calls), minutes=sum(call.minutes or 0 for call in calls), letters=len(letters), packets=len(packets),
        last=max(days, default=None),
    )  # fmt: skip
