"""The queue of files that wait to be read: it lies in the vault, so that it outlives the window."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medbills.domain.refused_file import RefusedFile
from medbills.domain.waiting_file import WaitingFile
from medbills.errors import DamagedVault, UnusableInput
from medbills.services.keep_paper import new_id
from medbills.services.map_columns import known_mapping

if TYPE_CHECKING:
    from medbills.store import Vault

_LEFT_OUT, _MOST_TOLD = "left_out", 1000
NOT_KEPT = "{name} was waiting to be read, but its bytes are not in the vault. Add it again."


def line_up(vault: Vault, paths: Sequence[Path], *, now: datetime.datetime) -> tuple[WaitingFile, ...]:
    """Files of the disk, at the end of the queue; the files themselves are not touched. Raises NoRoom."""
    waiting = files_of(paths, now=now)
    _add(vault, waiting)
    return waiting


def files_of(paths: Sequence[Path], *, now: datetime.datetime, watched: bool = False) -> tuple[WaitingFile, ...]:
    """How files of the disk stand in the queue, in this order; `watched` ones came by themselves."""
    return tuple(
        WaitingFile(id=new_id(), name=path.name or str(path), path=str(path.absolute()), added_at=now, position=place, watched=watched)
        for place, path in enumerate(paths)
    )


def line_up_contents(
    vault: Vault, contents: Sequence[tuple[str, bytes]], *, now: datetime.datetime, origin: str = "", instead_of: WaitingFile | None = None
) -> tuple[WaitingFile, ...]:
    """Names and bytes that lie in no file of their own: they are kept encrypted until they are read.

    `instead_of` is the e-mail they were attached to: they stand in its place. Raises NoRoom.
    """
    waiting = tuple(
        WaitingFile(id=new_id(), name=name, key=vault.paper_files.add(data), origin=origin, added_at=now, position=place)
        for place, (name, data) in enumerate(contents)
    )
    _add(vault, waiting, instead_of)
    return waiting


def _add(vault: Vault, waiting: Sequence[WaitingFile], instead_of: WaitingFile | None = None) -> None:
    if not waiting and instead_of is None:
        return
    with vault.change("Lined up files") as change:
        change.waiting_files.add(waiting)
        if instead_of is not None:
            change.waiting_files.remove(instead_of.id)


def still_waiting(vault: Vault) -> tuple[WaitingFile, ...]:
    """What was not read yet when the window closed, in order."""
    return vault.waiting_files.all()


def bytes_kept(vault: Vault, waiting: WaitingFile) -> bytes | None:
    """The bytes that the vault keeps for it; None for a file of the disk. Raises UnusableInput when they are gone."""
    if waiting.key is None:
        return None
    try:
        return vault.paper_files.read(waiting.key)
    except DamagedVault:
        raise UnusableInput(NOT_KEPT.format(name=waiting.shown)) from None


def leave_out(vault: Vault, waiting: WaitingFile, why: str = "") -> None:
    """One is not wanted, or cannot be read; with `why` it stays on the list of what was left out until the user closes it."""
    told = [*left_out(vault), RefusedFile(waiting.shown, why)][-_MOST_TOLD:] if why else None
    with vault.change("Left out a file") as change:
        change.waiting_files.remove(waiting.id)
        if told is not None:
            change.settings.set(_LEFT_OUT, [[one.name, one.sentence] for one in told])


def left_out(vault: Vault) -> tuple[RefusedFile, ...]:
    """What was left out, with its reasons, and not looked at yet; in the order it happened."""
    return tuple(RefusedFile(name, sentence) for name, sentence in vault.settings.get(_LEFT_OUT, []))


def forget_left_out(vault: Vault) -> None:
    """The user closed the list."""
    if left_out(vault):
        with vault.change("Closed the list of files") as change:
            change.settings.set(_LEFT_OUT, None)


def leave_out_all(vault: Vault) -> None:
    """The user stopped: nothing waits any longer."""
    with vault.change("Left out files") as change:
        change.waiting_files.clear()


def known_columns(vault: Vault, headers: Sequence[str]) -> Mapping[str, str | None] | None:
    """What the user said these columns mean, the last time."""
    return known_mapping(vault, headers)
