"""Takes everything out of a vault in open formats, and brings such an export in as a new vault."""

from __future__ import annotations

import shutil
from pathlib import Path

from medbills import keys
from medbills.errors import UnusableInput
from medbills.services.open_vault import empty_folder
from medbills.store import ExportReport, Vault, export, export_schema, is_export, read_export

__all__ = ["ExportReport", "bring_in_export", "export_schema", "export_vault", "is_export"]


def export_vault(vault: Vault, to: Path) -> ExportReport:
    """Everything as one JSON file and the original papers, readable by anybody. Raises UnusableInput inside the vault."""
    if to.resolve().is_relative_to(vault.folder.resolve()):
        raise UnusableInput("This folder lies inside the vault. Choose another place for the export.")
    return export(vault, to)


def bring_in_export(source: Path, to: Path, passphrase: str, *, printed_already: bool = True) -> tuple[Vault, str]:
    """A new vault under a passphrase of its own, with all that the export holds, open; and the recovery key to print.

    Raises UnusableInput when something is there already, and what a damaged export raises; then nothing is left behind.
    """
    if not passphrase:
        raise UnusableInput("The passphrase is empty. Type a few words that you can remember.")
    existed = empty_folder(to)
    try:
        data_key, recovery_key = keys.create_keys(to, passphrase, printed_already=printed_already)
        read_export(source, to, data_key)
        return Vault.open(to, data_key), recovery_key
    except BaseException:
        shutil.rmtree(to, ignore_errors=True)
        if existed:
            to.mkdir(exist_ok=True)
        raise
