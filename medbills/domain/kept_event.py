"""A dated event as the vault keeps it: with the case it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.deadline import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEvent:
    """The event's own id names it; an event without an id cannot be kept."""

    event: Event
    case_id: str | None = None

    @property
    def id(self) -> str:
        return self.event.id
