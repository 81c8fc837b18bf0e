"""Brings in another copy of the same vault: what comes in is shown first, and what is worked out is worked out anew."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from medbills.domain.changes import Changes
from medbills.domain.conflict import Conflict
from medbills.errors import UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.open_vault import look_at_vault, unlocked
from medbills.services.say_conflict import Differing, say_conflict
from medbills.services.say_rows import Coming, say_rows
from medbills.store import Change, Vault, conflicts_of, deciding, merge, what_comes_in
from medbills.store.backup_list import backup_at


@dataclass(frozen=True, slots=True)
class Preview:
    """What the other copy would bring, in words, and what the two say differently."""

    folder: Path
    coming: tuple[Coming, ...]
    differing: tuple[Differing, ...]

    @property
    def nothing(self) -> bool:
        return not self.coming


def look_at_copy(vault: Vault, folder: Path, secret: str) -> Preview:
    """Compares with the copy in `folder`, or with a backup; neither is changed, and an older one is brought up to date on a copy.

    Raises UnusableInput for another vault or the very same one, and what opening a vault raises.
    """
    with _copy(vault, folder, secret) as other:
        found = what_comes_in(vault, other)
        return Preview(folder, say_rows(found), tuple(say_conflict(vault, conflict, found.plan.rows) for conflict in found.plan.conflicts))


def merge_copy(
    vault: Vault, folder: Path, secret: str, *, today: datetime.date, choices: Mapping[str, bool] | None = None
) -> tuple[Preview, Changes]:
    """Brings in what the copy knows, as one change that can be undone. The copy itself stays as it is.

    `choices` says of a conflict, by its id, whether its first word stands; of the others the reviewed or newer word does, and both are
    kept to be decided later. Raises what `look_at_copy` raises.
    """
    with _copy(vault, folder, secret) as other:
        found, changes = merge(vault, other, today=today, choices=choices, then=lambda change: _work_out(vault, change, today))
        told = tuple(say_conflict(vault, conflict, found.plan.rows) for conflict in found.plan.conflicts)
        return Preview(folder, say_rows(found), told), changes


def open_differences(vault: Vault) -> tuple[Differing, ...]:
    """What two copies said differently, and nobody has decided yet."""
    return tuple(say_conflict(vault, conflict) for conflict in conflicts_of(vault))


def decide_difference(vault: Vault, conflict_id: str, keep_one: bool, *, today: datetime.date) -> Changes:
    """Makes the first word, or the other, the one that stands; the cases are checked anew."""
    conflict: Conflict | None = vault.conflicts.get(conflict_id)
    if conflict is None:
        raise UnusableInput("This was decided and put away already. Look in History, under What was done.")
    with deciding(vault, conflict, keep_one, today=today) as change:
        _work_out(vault, change, today)
    return change.changes


def _work_out(vault: Vault, change: Change, today: datetime.date) -> None:
    """Findings and days follow from the papers, so they are never merged as they stand."""
    for person_id in (*(person.id for person in vault.people.all()), None):
        audit_cases(vault, change, today=today, person_id=person_id, everywhere=True)


@contextmanager
def _copy(vault: Vault, folder: Path, secret: str) -> Iterator[Vault]:
    """The other copy, open. It is known to be one before a passphrase is tried on it."""
    if folder.resolve() == vault.folder.resolve():
        raise UnusableInput("This is the vault that is open. Choose the other copy of it.")
    look_at_vault(folder)
    if Vault.look(folder) != vault.id:
        raise UnusableInput(f"{folder.name} is another vault, not a copy of this one. Nothing was changed. Choose a copy of it.")
    open_it = Vault.open_backup if backup_at(folder) else Vault.open_copy
    with open_it(folder, unlocked(folder, secret)) as other:
        yield other


__all__ = ["Coming", "Differing", "Preview", "decide_difference", "look_at_copy", "merge_copy", "open_differences"]
