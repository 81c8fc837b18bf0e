"""The vault: an encrypted database, the papers' encrypted files beside it, and the history of every write."""

from medbills.store.backup import BackupReport
from medbills.store.change import Change
from medbills.store.content import content_hash
from medbills.store.journal import Entry
from medbills.store.restore import restore
from medbills.store.vault import Vault
from medbills.store.verify import VerifyReport, verify

__all__ = ["BackupReport", "Change", "Entry", "Vault", "VerifyReport", "content_hash", "restore", "verify"]
