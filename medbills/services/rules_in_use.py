"""Tells which rules count in a vault: a newer set that was brought in, else the set that ships with the program."""

from __future__ import annotations

import base64

from medbills.domain.rule import Pack, version_number
from medbills.rules import load_pack
from medbills.rules.signed_file import pack_in
from medbills.store import Vault

KEPT, KEPT_FILE = "rules", "rules_file"  # settings: what was brought in, in short; and its file
_READ: dict[str, Pack | None] = {}  # by the hash of the file, so that a set is read once in a run


def rules_in_use(vault: Vault) -> Pack:
    """The newer of the two. A set that this program cannot read (an older program opened the vault) does not count."""
    kept = vault.settings.get(KEPT)
    shipped = load_pack()
    if not kept or version_number(kept["version"]) <= version_number(shipped.version):
        return shipped
    if kept["sha256"] not in _READ:
        _READ[kept["sha256"]] = _read(base64.b64decode(vault.settings.get(KEPT_FILE)))
    return _READ[kept["sha256"]] or shipped


def brought_in(vault: Vault) -> bool:
    """Whether the set in use is one that was brought in."""
    return rules_in_use(vault) is not load_pack()


def _read(data: bytes) -> Pack | None:
    try:
        return pack_in(data)
    except ValueError:
        return None
