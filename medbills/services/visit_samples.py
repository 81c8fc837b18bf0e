"""Makes a fresh vault of the sample family to look around in, and clears away the ones before."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from medbills.errors import VaultError
from medbills.services.open_vault import ENDING, create_vault
from medbills.services.sample_family import NAME, Progress, fill_with_samples
from medbills.store import Vault


def visit_samples(root: Path, *, progress: Progress | None = None) -> Vault:
    """A new vault under `root`, filled with the sample papers. Its passphrase is random and known to nobody.

    `progress` may raise to stop; then nothing is left. Raises NoRoom or VaultError when it cannot be written.
    """
    clear_samples(root)
    folder = root / f"Calloway family {secrets.token_hex(4)}{ENDING}"
    try:
        vault, _ = create_vault(folder, NAME, secrets.token_urlsafe(24))
    except OSError as problem:
        raise VaultError(f"The sample papers cannot be written to {root}: {problem.strerror}. Check that the disk has room.") from problem
    try:
        fill_with_samples(vault, progress=progress)
    except BaseException:
        leave_samples(vault)
        raise
    return vault


def leave_samples(vault: Vault) -> None:
    """Closes the sample vault and removes it."""
    folder = vault.folder
    vault.close()
    shutil.rmtree(folder, ignore_errors=True)


def clear_samples(root: Path) -> None:
    """Removes sample vaults that a crash left, but none that another window has open."""
    for folder in root.glob(f"*{ENDING}"):
        with suppress(Timeout, OSError):
            with FileLock(folder / "vault.lock", timeout=0):
                pass
            shutil.rmtree(folder, ignore_errors=True)
