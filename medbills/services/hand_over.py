"""Hands one person's affairs over: a sealed copy with a passphrase of its own that holds their records and nobody else's."""

from __future__ import annotations

import datetime
import shutil
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from medbills.domain.media import PDF
from medbills.domain.person import Person
from medbills.domain.wording import counted, listed, long_day
from medbills.errors import IN_HISTORY, DamagedVault, UnusableInput
from medbills.pdf.briefing_page import briefing_pdf
from medbills.pdf.only_pages import only_pages
from medbills.services.keep_paper import password_setting
from medbills.services.open_vault import create_vault
from medbills.services.weigh_passphrase import TOO_WEAK, weigh_passphrase
from medbills.services.write_briefing import write_briefing
from medbills.store import Vault, verify
from medbills.store.partition import DOCUMENTS, PAPERS, Part, documents_of, keep_part, part_of_person, without_private
from medbills.store.rows import Plain

HANDED_OVER = "handed_over"  # the setting of a copy that says whom it is about, since when, and whether it is for reading only
KEY_OPENS_ALL = "Whoever has the passphrase can read everything in this copy."
_NOTE = "This file held papers of other people as well and could not be divided. It was left out of this copy.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPreview:
    """What a copy will hold, in sentences for the user. `shared_files` hold pages of other people, which stay behind."""

    person: Person
    holds: tuple[str, ...]
    stays: tuple[str, ...]
    shared_files: int = 0
    cases: tuple[tuple[str, str], ...] = ()  # id and title of every case of theirs, to choose from


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The copy that was made. `recovery_key` opens it when its passphrase is lost."""

    folder: Path
    recovery_key: str
    briefing: bytes = field(repr=False)
    preview: CopyPreview
    papers: int
    read_only: bool


def preview_copy(vault: Vault, person_id: str, *, case_ids: Collection[str] | None = None) -> CopyPreview:
    """What a copy of this person's records, or of these cases alone, holds. Raises UnusableInput for somebody who is not here."""
    person = _person(vault, person_id)
    part = part_of_person(vault.lane, person_id, case_ids=case_ids)
    shared = len(_shared(vault, part))
    papers = sum(len(part.get(name, {})) for name in PAPERS)
    counts = (
        (len(part.get("case_", {})), "case", "cases"), (papers, "paper", "papers"), (len(part.get("call", {})), "call", "calls"),
        (len(part.get("letter", {})), "letter", "letters"), (len(part.get("packet", {})), "packet", "packets"),
        (len(part.get("payment", {})), "payment", "payments"), (len(part.get("plan", {})), "plan", "plans"),
        (len(part.get("authority", {})), "signed form", "signed forms"),
    )  # fmt: skip
    told = [counted(number, one, many) for number, one, many in counts if number]
    others = [one.name if one.is_me else one.short for one in vault.people.all() if one.id != person_id]
    held = f"{listed(told)}." if told else "No papers yet."
    holds = [f"{person.short}’s name, birth date and address.", held, "Beside it, one page that sums it up."]
    stays = ["The history of changes, the trash and your settings."]
    if others:
        stays.insert(0, f"Everything of {listed(others)}.")
        holds.append("Your name, where you signed a letter, made a call or hold a form.")
    if shared:
        stays.append(f"Pages of other people in {counted(shared, 'file')} that you share.")
    if case_ids is not None:
        stays.append("Every case you did not choose.")
    cases = tuple((case.id, case.title) for case in vault.cases.all() if case.person_id == person_id)
    return CopyPreview(person=person, holds=tuple(holds), stays=tuple(stays), shared_files=shared, cases=cases)


def hand_over(
    vault: Vault, person_id: str, to: Path, passphrase: str, *, today: datetime.date, case_ids: Collection[str] | None = None,
    read_only: bool = False,
) -> HandedOver:  # fmt: skip
    """Makes the copy in the new folder `to`, opened again and checked before it counts; ours is not changed.

    Raises UnusableInput when something is there already, for a weak passphrase, or when a case chosen is not this person's;
    DamagedVault when a paper cannot be read. Then nothing is left behind.
    """
    person = _person(vault, person_id)
    if not weigh_passphrase(passphrase).enough:
        raise UnusableInput(f"The copy needs a stronger passphrase. {TOO_WEAK}")
    strange = set(case_ids or ()) - {case.id for case in vault.cases.all() if case.person_id == person_id}
    if strange or (case_ids is not None and not case_ids):
        raise UnusableInput(f"The copy needs cases of {person.short} alone. Choose at least one.")
    preview = preview_copy(vault, person_id, case_ids=case_ids)
    whole = part_of_person(vault.lane, person_id, case_ids=case_ids)
    part = without_private(whole) if read_only else whole
    page = briefing_pdf(write_briefing(vault, person_id, today=today, case_ids=case_ids))
    copy, recovery_key = create_vault(to, f"{person.name}’s papers", passphrase)
    try:
        with copy:
            _fill(vault, copy, part)
            _mark(copy, person, today, read_only)
            _prove(vault, copy, person_id)
            if read_only:
                copy.make_read_only()
            papers = copy.documents.count()
    except BaseException:
        shutil.rmtree(to, ignore_errors=True)
        raise
    return HandedOver(folder=to, recovery_key=recovery_key, briefing=page, preview=preview, papers=papers, read_only=read_only)


def handed_over(vault: Vault) -> Mapping[str, str] | None:
    """What a copy says of itself: `name`, `on`, and `read_only`; None for a vault that is no such copy."""
    said = vault.settings.get(HANDED_OVER)
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else None


def copy_words(vault: Vault) -> str:
    """What the window says above a copy; "" above any other vault."""
    said = handed_over(vault)
    if said is None:
        return ""
    day = long_day(datetime.date.fromisoformat(said["on"]))
    if vault.read_only:
        return f"For reading only: {said['name']}’s papers as of {day}. {KEY_OPENS_ALL}"
    return f"{said['name']}’s papers, handed over on {day}."


def _fill(vault: Vault, copy: Vault, part: Part) -> None:
    """Every row, with its file under the copy's own key."""
    shared = _shared(vault, part)
    passwords: dict[str, object] = {}
    rows_of = {name: dict(rows) for name, rows in part.items()}
    for document_id in documents_of(part):
        row = rows_of[DOCUMENTS][document_id]
        data = vault.paper_files.read(row["key"])
        password = vault.settings.get(password_setting(document_id))
        if document_id in shared:
            data, row = _divided(data, row, shared[document_id], str(password or ""))
        elif password is not None:
            passwords[password_setting(document_id)] = password
        rows_of[DOCUMENTS][document_id] = {**row, "key": copy.paper_files.add(data), "bytes": len(data)}
    with copy.written("Handed over", uuid.uuid4().hex, None) as rows:
        keep_part(rows, rows_of)
    if passwords:
        with copy.change("Handed over") as change:
            for name, value in passwords.items():
                change.settings.set(name, value)


def _mark(copy: Vault, person: Person, today: datetime.date, read_only: bool) -> None:
    with copy.change("Handed over") as change:
        change.settings.set(
            HANDED_OVER, {"name": person.name, "called": person.short, "on": today.isoformat(), "read_only": "yes" if read_only else ""}
        )


def _prove(vault: Vault, copy: Vault, person_id: str) -> None:
    """Reads the whole copy back, and makes sure that nobody else is in it."""
    report = verify(copy)
    if not report.ok:
        raise DamagedVault(f"The copy did not pass its check, so it was removed. {report.problems[0]} Make it again on another disk.")
    people = {one.id for one in copy.people.all()}
    strangers = {kept.person_id for kept in copy.papers.all() if kept.person_id} | {case.person_id for case in copy.cases.all()}
    if people != {person_id} or strangers - {person_id, None}:
        raise RuntimeError("the copy holds somebody else's record")


def _shared(vault: Vault, part: Part) -> dict[str, frozenset[int]]:
    """Documents that also hold papers of somebody else, or of a case that stays: the pages that are only theirs."""
    here = {paper for name in PAPERS for paper in part.get(name, {})}
    documents = documents_of(part)
    mine: dict[str, set[int]] = {}
    others: dict[str, set[int]] = {}
    for kept in vault.papers.all():
        if kept.document_id in documents:
            pages = mine if kept.id in here else others
            pages.setdefault(kept.document_id, set()).update(range(kept.pages[0], kept.pages[1] + 1))
    return {document: frozenset(mine.get(document, set()) - pages) for document, pages in others.items()}


def _divided(data: bytes, row: Plain, pages: frozenset[int], password: str) -> tuple[bytes, Plain]:
    """The file with these pages alone; a file that is no PDF gives a note in its place. Its name may tell of others: it goes."""
    if row["media_type"] == PDF and pages:
        return only_pages(data, pages, "Papers", password=password), {**row, "name": "papers.pdf"}
    row = {name: value for name, value in row.items() if name != "pages"}
    return _NOTE.encode(), {**row, "name": "left-out.txt", "media_type": "text/plain"}


def _person(vault: Vault, person_id: str) -> Person:
    person = vault.people.get(person_id)
    if person is None:
        raise UnusableInput(f"This person was removed already. {IN_HISTORY}")
    return person

