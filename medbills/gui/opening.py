"""The work behind the first window, done beside it: look at papers, open them, make new ones, bring them back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medbills.paths import data_folder

if TYPE_CHECKING:
    import datetime

    from medbills.gui.jobs import Job
    from medbills.store import Vault

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
    papers: tuple[Path, ...] = ()  # dropped on the first window, before there was a place for them


def last_used(folder: Path) -> str:
    """When papers were open last, in words; empty where nothing tells."""
    import datetime

    try:
        at = datetime.datetime.fromtimestamp((folder / "vault.db").stat().st_mtime).astimezone()
    except OSError:
        return ""
    days = (datetime.datetime.now().astimezone().date() - at.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"on {at:%B} {at.day}, {at.year}")
    return f"Last used {day} at {at.hour}:{at:%M}."


def look(folder: Path, _job: Job) -> None:
    """Raises MedbillsError where the folder holds no papers of ours."""
    from medbills.services.open_vault import look_at_vault

    look_at_vault(folder)


def open_papers(folder: Path, secret: str, _job: Job) -> Opened:
    """Open papers with their passphrase or recovery key. Raises WrongPassphrase, or another MedbillsError."""
    import datetime

    from medbills.services.open_vault import open_vault
    from medbills.services.sample_family import TODAY_SETTING

    vault = open_vault(folder, secret)
    stands = vault.settings.get(TODAY_SETTING)
    today = datetime.date.fromisoformat(str(stands)) if stands else None
    return Opened(vault, folder, vault.name, today, kind=vault.kind.value)


def create_papers(name: str, passphrase: str, kind: str, _job: Job) -> tuple[Opened, str]:
    """New papers in the data folder, and their recovery key. Raises MedbillsError where the disk takes none."""
    from medbills.domain.practice import VaultKind
    from medbills.services.open_vault import create_vault, new_folder

    folder = new_folder(data_folder(), name)
    vault, key = create_vault(folder, name, passphrase, kind=VaultKind(kind))
    return Opened(vault, folder, name, first=True, kind=kind), key


def visit(job: Job) -> Opened:
    """The sample family's papers, set up on a day that stands still. Raises Cancelled when the user stopped it."""
    from medbills.services.care_for_vault import SAMPLES
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
    return bring_back(backup, new_folder(data_folder(), named))
