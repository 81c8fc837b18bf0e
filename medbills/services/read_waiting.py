"""Reads one file of the queue: its bytes from the disk or the vault, its documents in a process beside the window."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from medbills.domain.waiting_file import WaitingFile
from medbills.errors import UnusableInput
from medbills.pdf.reader import load_file
from medbills.services.open_mail import is_mail, open_mail
from medbills.services.read_paper import ReadFile
from medbills.services.readers import shared_readers


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """The papers attached to an e-mail, by name, and in words where they come from."""

    origin: str
    papers: tuple[tuple[str, bytes], ...]


def load_waiting(waiting: WaitingFile, kept: bytes | None) -> bytes:
    """Its bytes; `kept` are those that the vault has. Raises UnusableInput, which names the file."""
    if kept is not None:
        return kept
    if waiting.place is None:
        raise UnusableInput(f"{waiting.shown} is not there any more. Add it again.")
    return load_file(waiting.place)


def read_waiting(
    waiting: WaitingFile,
    kept: bytes | None,
    *,
    password: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    cancel: threading.Event | None = None,
) -> ReadFile | OpenedMail:
    """What stands in it. Raises UnusableInput (NeedsPassword, NeedsMapping) or Cancelled."""
    data = load_waiting(waiting, kept)
    if is_mail(waiting.name, data):
        return OpenedMail(*open_mail(waiting.name, data))
    return shared_readers().read(waiting.name, data, password=password, columns=columns, cancel=cancel)


def preview_columns(
    name: str, data: bytes, columns: Mapping[str, str | None], *, cancel: threading.Event | None = None
) -> ReadFile:
    """What the file would be read as, with these meanings of its columns. Raises UnusableInput that says what is lacking."""
    return shared_readers().read(name, data, columns=columns, cancel=cancel)
