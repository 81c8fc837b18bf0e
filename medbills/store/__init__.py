"""The vault: an encrypted database, the papers' encrypted files beside it, and the history of every write."""

from medbills.store.backup import BackupReport
from medbills.store.change import Change
from medbills.store.content import content_hash
from medbills.store.erase import erase
from medbills.store.examine import Examined, examine
from medbills.store.export import ExportReport, export, export_schema, is_export, read_export
from medbills.store.journal import Entry
from medbills.store.merge_copies import ComingIn, conflicts_of, deciding, merge, settle, what_comes_in
from medbills.store.page_words import keep_words, unread_files
from medbills.store.restore import restore
from medbills.store.salvage import SalvageReport, salvage
from medbills.store.search_index import Indexed, Match, SearchIndex
from medbills.store.standing import Done, Standings
from medbills.store.trash import Removed, Trash
from medbills.store.vault import Vault
from medbills.store.verify import VerifyReport, verify

__all__ = [
    "BackupReport", "Change", "ComingIn", "Done", "Entry", "Examined", "ExportReport", "Indexed", "Match", "Removed",
    "SalvageReport", "SearchIndex", "Standings", "Trash", "Vault", "VerifyReport", "conflicts_of",
    "content_hash", "deciding", "erase", "examine", "export", "export_schema", "is_export", "keep_words",
    "merge", "read_export", "restore", "salvage", "settle", "unread_files", "verify", "what_comes_in",
]  # fmt: skip
