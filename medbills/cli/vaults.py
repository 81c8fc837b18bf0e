"""Opens the vault that a command names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from medbills.cli.output import passphrase

if TYPE_CHECKING:
    from medbills.store import Vault


def add_vault(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that opens a vault."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder of the vault")
    parser.add_argument("--passphrase-file", type=Path, default=None, help="a file whose first line is the passphrase")


def found(options: argparse.Namespace) -> Path:
    """The folder at `options.path`, once it is sure to hold a vault: nobody types a passphrase for nothing."""
    from medbills.store import Vault

    folder: Path = options.path
    Vault.look(folder)
    return folder


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Vault]:
    """The vault at `options.path`, closed again whatever happens."""
    from medbills.services.open_vault import open_vault

    vault = open_vault(found(options), passphrase(options.passphrase_file))
    try:
        yield vault
    finally:
        vault.close()
