"""The work behind the first window, done beside it: look at papers, open them, make new ones, bring them back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medbills.domain.wording import long_day
from medbills.paths import data_folder

if TYPE_CHECKING:
    import datetime

    from medbills.gui.jobs import Job
    from medbills.services.change_keys import NewSheet
    from medbills.store import Examined, Vault

# The services are loaded inside the jobs: the first window waits for nothing it does not show.


@dataclass(frozen=True, slots=True)
class Opened:
    """An open vault on its way to the main window. `today` is set where time stands still; `first` asks for a first paper."""

    vault: Vault
    folder: Path
    name: str
    today: datetime.date | None = None
    sample: bool = False
    first: bool = False
    kind: str = "family"  # what it is for: a family's papers, or a dental practice's fees
    copy: str = ""  # what the window says above a copy that somebody handed over, or above a backup
    read_only: bool = False  # it takes no change
    clock_doubt: str = ""  # what is asked first where this computer's date lies before the last change
    papers: tuple[Path, ...] = ()  # dropped on the first window, before there was a place for them


def last_used(folder: Path) -> str:
    """When papers were open last, in words; empty where nothing tells."""
    import datetime

    try:
        at = datetime.datetime.fromtimestamp((folder / "vault.db").stat().st_mtime).astimezone()
    except OSError:
        return ""
    days = (datetime.datetime.now().astimezone().date() - at.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"on {long_day(at)}")
    return f"Last used {day} at {at.hour}:{at:%M}."


def look(folder: Path, _job: Job) -> tuple[bool, float]:
    """Whether a keychain opens the papers too, and the seconds to wait after wrong tries.

    Raises MedbillsError where the folder holds no papers of ours.
    """
    from medbills.services.change_keys import has_keychain, seconds_to_wait

    return has_keychain(folder), seconds_to_wait(folder)


def seconds_left(folder: Path) -> float:
    """Until the next try."""
    from medbills.services.change_keys import seconds_to_wait

    return seconds_to_wait(folder)


def open_papers(folder: Path, secret: str | None, _job: Job) -> Opened:
    """Open papers with their passphrase or recovery key; with None by this computer's keychain.

    Raises WrongPassphrase, TooSoon, NoKeychain, or another MedbillsError.
    """
    import datetime

    from medbills.services.care_for_vault import words_of_restored
    from medbills.services.doubt_clock import clock_doubt
    from medbills.services.hand_over import copy_words
    from medbills.services.open_vault import open_vault, open_with_keychain
    from medbills.services.sample_family import TODAY_SETTING

    if is_backup(folder):
        return _open_backup(folder, secret)
    vault = open_with_keychain(folder) if secret is None else open_vault(folder, secret)
    stands = vault.settings.get(TODAY_SETTING)
    today = datetime.date.fromisoformat(str(stands)) if stands else None
    copy = copy_words(vault) or words_of_restored(vault)
    doubt = clock_doubt(vault, today=datetime.datetime.now().astimezone().date())
    return Opened(
        vault, folder, vault.name, today, kind=vault.kind.value, copy=copy, read_only=vault.read_only, clock_doubt=doubt
    )


def is_backup(folder: Path) -> bool:
    """Whether the folder is one backup, by the list that lies in it."""
    return (folder / "manifest.json").is_file()


def _open_backup(folder: Path, secret: str | None) -> Opened:
    """A backup to look into: nothing in it is changed."""
    from medbills.services.look_into_backup import look_into_backup

    vault, at = look_into_backup(folder, secret or "")
    words = f"This is the backup of {long_day(at)}. It is for reading only. “Bring back a backup” makes papers of it."
    return Opened(vault, folder, vault.name, kind=vault.kind.value, copy=words, read_only=True)


def examine_papers(folder: Path, secret: str, _job: Job) -> Examined:
    """What is whole and what is damaged. Raises MedbillsError when not even that can be told."""
    from medbills.services.mend_vault import examine_vault

    return examine_vault(folder, secret)


def save_papers(folder: Path, secret: str, _job: Job) -> tuple[Path, tuple[str, ...]]:
    """The folder of new papers with all that could be read of the damaged ones, and sentences about what is lost."""
    import datetime

    from medbills.services.mend_vault import save_what_is_left
    from medbills.services.open_vault import new_folder

    to = new_folder(data_folder(), f"{folder.stem} saved")
    return to, save_what_is_left(folder, secret, to, at=datetime.datetime.now(datetime.UTC)).lost


def create_papers(name: str, passphrase: str, kind: str, export: Path | None, _job: Job) -> tuple[Opened, NewSheet]:
    """New papers in the data folder, and their recovery sheet, which is to be kept; with all that an export holds where one is named.

    Raises MedbillsError where the disk takes none, or where the export is damaged.
    """
    from medbills.domain.practice import VaultKind
    from medbills.services.change_keys import first_sheet
    from medbills.services.open_vault import create_vault, new_folder

    folder = new_folder(data_folder(), name)
    if export is not None:
        from medbills.services.move_vault import bring_in_export

        vault, key = bring_in_export(export, folder, passphrase, printed_already=False)
        return Opened(vault, folder, vault.name, kind=vault.kind.value), first_sheet(folder, passphrase, key)
    vault, key = create_vault(folder, name, passphrase, kind=VaultKind(kind), printed_already=False)
    return Opened(vault, folder, name, first=True, kind=kind), first_sheet(folder, passphrase, key)


def holds_export(folder: Path) -> bool:
    """Whether everything of a vault was written there in open formats."""
    from medbills.services.move_vault import is_export

    return is_export(folder)


def visit(job: Job) -> Opened:
    """The sample family's papers, set up on a day that stands still. Raises Cancelled when the user stopped it."""
    from medbills.services.keep_backups import SAMPLES
    from medbills.services.sample_family import sample_today
    from medbills.services.visit_samples import visit_samples

    def told(done: int, of: int, name: str) -> None:
        job.check()
        job.report(done, of, name)

    vault = visit_samples(data_folder() / SAMPLES, progress=told)
    return Opened(vault, vault.folder, vault.name, sample_today(), sample=True)


def bring_back_papers(backup: Path, _job: Job) -> Path:
    """The folder of new papers made of a backup. Raises MedbillsError where it is none or cannot be read."""
    from medbills.services.care_for_vault import bring_back
    from medbills.services.open_vault import new_folder

    named = next((part.stem for part in (backup, *backup.parents) if part.suffix == ".medbills"), "Papers from a backup")
    return bring_back(backup, new_folder(data_folder(), named))[0]
