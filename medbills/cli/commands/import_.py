"""`medbills import PATH FILE…`: reads papers and keeps them in a vault."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from medbills.cli.command import Command
from medbills.cli.output import note, put
from medbills.cli.vaults import add_vault, opened
from medbills.domain.doubt import doubts
from medbills.errors import NeedsMapping, UnusableInput

if TYPE_CHECKING:
    from medbills.services.read_files import ReadTogether
    from medbills.services.read_paper import ReadFile
    from medbills.store import Vault


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")


def _run(options: argparse.Namespace) -> int:
    from medbills.services.read_files import read_files

    refused = 0
    with opened(options) as vault:
        for together in read_files(options.files):
            again = _with_known_columns(vault, together)
            for problem in again.problems:
                note(f"medbills: {problem}")
            refused += len(again.problems)
            for read in again.read:
                put(_kept(vault, read, again.origin, options.today))
    return UnusableInput.exit_status if refused else 0


def _with_known_columns(vault: Vault, together: ReadTogether) -> ReadTogether:
    """The same, read again where the user named the columns of such a table in the window before."""
    from medbills.services.map_columns import known_mapping
    from medbills.services.read_files import read_file

    for problem in together.problems:
        if isinstance(problem, NeedsMapping) and (known := known_mapping(vault, problem.headers)) is not None:
            return read_file(together.path, columns=known)
    return together


def _kept(vault: Vault, read: ReadFile, origin: str, today: datetime.date) -> str:
    """Keeps one file, and says what became of it."""
    from medbills.services.confirm_paper import confirm_paper, describe
    from medbills.services.keep_paper import keep_paper

    name = read.reading.file.name
    kept = keep_paper(vault, read, now=datetime.datetime.now(datetime.UTC), origin=origin)
    shown = f"{name} ({origin})" if origin else name
    if kept.already:
        return f"{shown}: kept before, as {kept.document.name}"
    words = []
    for one in kept.papers:
        doubtful = len(doubts(one.paper))
        confirm_paper(vault, one.id, today=today, confirmed=not doubtful)
        words.append(describe(one.paper) + (f", {doubtful} values to confirm" if doubtful else ""))
    return f"{shown}: kept: {'; '.join(words)}"


COMMAND = Command(slug="import", sentence="Reads papers and keeps them in a vault.", arguments=_arguments, run=_run)
