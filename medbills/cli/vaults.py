"""Opens the vault that a command names."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from medbills.cli.output import note, passphrase

if TYPE_CHECKING:
    from medbills.store import Vault

SET_CLOCK = "Days are counted from this date. Set the clock if it is wrong, or name the day with --today."


def add_vault(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that opens a vault."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder of the vault")
    parser.add_argument("--passphrase-file", type=Path, default=None, help="a file whose first line is the passphrase")


def found(options: argparse.Namespace) -> Path:
    """The folder at `options.path`, once it is sure to hold a vault: nobody types a passphrase for nothing.

    After wrong passphrases the wait is waited out here, so that a script needs not try again.
    """
    from medbills.services.change_keys import seconds_to_wait
    from medbills.services.open_vault import look_at_vault

    folder: Path = options.path
    look_at_vault(folder)
    wait = seconds_to_wait(folder)
    if wait > 0:
        if sys.stderr.isatty():
            note(f"After a wrong passphrase there is a wait of {max(1, round(wait))} seconds.")
        time.sleep(wait)
    return folder


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Vault]:
    """The vault at `options.path`, closed again whatever happens."""
    from medbills.services.care_for_vault import words_of_restored
    from medbills.services.doubt_clock import clock_doubt
    from medbills.services.open_vault import open_vault
    from medbills.services.settle_conflict import versions_beside

    vault = open_vault(found(options), passphrase(options.passphrase_file))
    try:
        for version in versions_beside(vault):
            note(version.sentence)
        if told := words_of_restored(vault):
            note(told)
        if not options.today_is_given and (doubt := clock_doubt(vault, today=options.today)):
            note(f"{doubt} {SET_CLOCK}")
        yield vault
    finally:
        vault.close()
