"""Shows what was done and when, undoes one change or the newest, and does it again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.changes import Changes
from medbills.errors import UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.store import Done, Standings, Vault

# What the program does by itself, and what is noted at every keystroke: neither is told as something the user did.
_OWN_KEEPING = ("Backed up", "Noted a call", "Answered a question of a letter", "Set the person’s view")
_MOST = 200  # changes on the screen
GONE = "Something that was removed for good"


@dataclass(frozen=True, slots=True)
class Deed:
    """One change as the history shows it."""

    change_id: str
    what: str
    at: datetime.datetime
    undone: bool
    can_undo: bool


@dataclass(frozen=True, slots=True)
class DeedList:
    """The newest first. `undo` and `redo` name what the two buttons would do, empty where there is nothing."""

    deeds: tuple[Deed, ...]
    undo: str
    redo: str
    whole: bool  # whether all there is fits in


def list_deeds(vault: Vault, most: int = _MOST) -> DeedList:
    """What was done, the newest first."""
    standings = Standings(vault.lane)
    told = [_deed(standings, done) for done in reversed(standings.all) if done.what not in _OWN_KEEPING]
    newest, undone = _newest(standings), standings.to_redo()
    return DeedList(
        tuple(told[:most]), newest.what if newest else "", undone.what.removeprefix("Undid: ") if undone else "", whole=len(told) <= most
    )


def undo_newest(vault: Vault, *, today: datetime.date) -> Changes:
    """Undoes the newest change that the user made. Raises UnusableInput when there is none."""
    newest = _newest(Standings(vault.lane))
    if newest is None:
        raise UnusableInput("There is nothing to undo. Look in History, under What was done.")
    return undo_deed(vault, newest.id, today=today)


def undo_deed(vault: Vault, change_id: str, *, today: datetime.date) -> Changes:
    """Undoes one change, now or after a restart. Raises UnusableInput that names a later change which builds on it."""
    newest = Standings(vault.lane).to_undo()
    changes = vault.undo(change_id)
    if newest is None or newest.id != change_id:
        changes |= _check_anew(vault, today)
    return changes


def redo_newest(vault: Vault) -> Changes:
    """Does again what was undone last. Raises UnusableInput when there is nothing, or something new was done since."""
    changes = vault.redo_last()
    if changes is None:
        raise UnusableInput("There is nothing to do again. Look in History, under What was done.")
    return changes


def _newest(standings: Standings) -> Done | None:
    found = (done for done in reversed(standings.all) if done.own and standings.may_be_undone(done))
    return next((done for done in found if done.what not in _OWN_KEEPING), None)


def _check_anew(vault: Vault, today: datetime.date) -> Changes:
    """Findings and days as they follow now, as a part of the undo."""
    with vault.change("", with_last=True) as change:
        for person_id in (*(person.id for person in vault.people.all()), None):
            audit_cases(vault, change, today=today, person_id=person_id, everywhere=True)
    return Changes(change.topics)


def _deed(standings: Standings, done: Done) -> Deed:
    return Deed(done.id, done.what or GONE, done.at, undone=not done.stands, can_undo=done.own and standings.may_be_undone(done))
