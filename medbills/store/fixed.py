"""What was said on the phone and what was sent stays as it was: the store itself takes no change of it, only corrections beside it."""

from __future__ import annotations

from typing import TypeVar

from medbills.domain.call import Call
from medbills.domain.letter import Letter
from medbills.domain.packet import Packet
from medbills.errors import UnusableInput
from medbills.store.records import Edits

# What the user noted while the call went on. Its case, its next look and what became of the promise come later.
OF_CALL = (
    "at", "minutes", "number", "organization", "person", "role", "reference", "line", "notes", "they_will", "they_will_by", "you_will",
    "you_will_by", "ended", "script", "trail", "recording", "more_words",
)  # fmt: skip
OF_LETTER = (
    "template_id", "slug", "title", "recipient", "answers", "written_on", "reply_by", "sent_on", "method", "document_id", "sha256",
)  # fmt: skip
OF_PACKET = ("title", "recipient", "made_on", "pages", "sha256", "document_id", "sent_on", "method")
# What may still be filled in, once: it is known only after the letter went out.
LATER = ("tracking",)

CALL_STAYS = "This call is over, and its notes stay as they are. Add a correction beside them."
LETTER_STAYS = "This letter was sent and stays as it is. Add a correction beside it."
PACKET_STAYS = "This packet was sent and stays as it is. Add a correction beside it."

V = TypeVar("V", Call, Letter, Packet)


def changed(before: V, after: V, fields: tuple[str, ...]) -> bool:
    """Whether one of these fields differs."""
    filled_in = any(getattr(before, name) and getattr(before, name) != getattr(after, name) for name in LATER if hasattr(before, name))
    return filled_in or any(getattr(before, name) != getattr(after, name) for name in fields)


class FixedCalls(Edits[Call]):
    """Calls. Raises UnusableInput where the notes of a call that has ended would change."""

    def update(self, value: Call) -> None:
        before = self._records.get(value.id)
        if before is not None and before.ended and changed(before, value, OF_CALL):
            raise UnusableInput(CALL_STAYS)
        super().update(value)


class FixedLetters(Edits[Letter]):
    """Letters. Raises UnusableInput where a letter that was sent would change."""

    def update(self, value: Letter) -> None:
        before = self._records.get(value.id)
        if before is not None and before.sent_on and changed(before, value, OF_LETTER):
            raise UnusableInput(LETTER_STAYS)
        super().update(value)


class FixedPackets(Edits[Packet]):
    """Packets. Raises UnusableInput where a packet that was sent would change."""

    def update(self, value: Packet) -> None:
        before = self._records.get(value.id)
        if before is not None and before.sent_on and changed(before, value, OF_PACKET):
            raise UnusableInput(PACKET_STAYS)
        super().update(value)
