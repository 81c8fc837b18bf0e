"""Loads what the user told of papers that came: which letters they answer, and on which day they were here."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from medbills.domain.case import KeptPaper
from medbills.domain.reply import Reply
from medbills.store import Vault


def replies_of(vault: Vault, papers: Iterable[KeptPaper]) -> tuple[Reply, ...]:
    """The user's words on these papers."""
    found = (reply for kept in papers for reply in vault.replies.of_paper(kept.id))
    return tuple(sorted(found, key=lambda reply: reply.id))


def arrivals_of(vault: Vault, papers: Iterable[KeptPaper]) -> Mapping[str, datetime.date]:
    """The day each of these papers arrived, by its id, where the user told it."""
    found = (vault.arrivals.get(kept.id) for kept in papers)
    return {arrival.id: arrival.received_on for arrival in found if arrival}
