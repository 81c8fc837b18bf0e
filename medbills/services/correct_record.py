"""Adds a correction beside a call, a sent letter or a sent packet: what was there before stays."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from medbills.domain.changes import Changes
from medbills.domain.correction import About, Correction
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.keep_paper import new_id
from medbills.store import Vault

_WORDS = {About.CALL: "a call", About.LETTER: "a letter", About.PACKET: "a packet"}


def add_correction(vault: Vault, about: About, about_id: str, text: str, *, now: datetime.datetime) -> Changes:
    """Keeps the words with their day. Raises UnusableInput when nothing was typed, or what it is about is gone."""
    words = text.strip()
    if not words:
        raise UnusableInput("Type what is right. What was noted before stays as it is.")
    nouns = {About.CALL: vault.calls, About.LETTER: vault.letters, About.PACKET: vault.packets}
    if nouns[about].get(about_id) is None:  # type: ignore[attr-defined]
        raise UnusableInput(f"What this corrects is not there any more. {IN_HISTORY}")
    with vault.change(f"Added a correction to {_WORDS[about]}") as change:
        change.corrections.add(Correction(id=new_id(), about=about, about_id=about_id, at=now, text=words))
    return change.changes


def corrections_by_record(vault: Vault) -> Mapping[str, tuple[Correction, ...]]:
    """All corrections, oldest first, by the id of what they are about."""
    found: dict[str, tuple[Correction, ...]] = {}
    for correction in vault.corrections.all():
        found[correction.about_id] = (*found.get(correction.about_id, ()), correction)
    return found
