"""The register of who may act for whom: shows it, keeps a form, takes one back, and tells which end soon."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medbills.domain.authority import KINDS, SOON_DAYS, Act, Authority, Form, Standing, usual_end
from medbills.domain.changes import Changes
from medbills.domain.letter import Letter
from medbills.domain.media import PDF, PICTURES, media_type
from medbills.domain.paper import Kind
from medbills.domain.person import Person
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.keep_file import keep_file
from medbills.services.keep_paper import new_id
from medbills.store import Vault

WRITTEN_FORM = "hipaa_authorization_caregiver"
SENT_FORM = "Written with Medbills and sent."
LARGEST = 50 * 1024 * 1024  # bytes of a copy
_ANY_END = 100 * 366  # calendar days: no form lasts longer
_CAME_BY_PAPER = (Form.HIPAA, Form.PLAN_FORM, Form.CMS_1696)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A form with how it stands today."""

    form: Authority
    standing: Standing
    days_left: int | None = None  # until its last day
    copy: str = ""  # the file's name
    paper_id: str = ""  # the paper that is its copy, to show it


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The forms of one person. `proposed` are forms that the papers hint at: the user says what they allow."""

    person: Person
    helper: str  # the user's own name, "" where nobody is marked as "me"
    forms: tuple[Shown, ...] = ()
    proposed: tuple[Authority, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingForm:
    """A form whose end is near or past, with the person it is about."""

    person: Person
    shown: Shown

    @property
    def day(self) -> datetime.date:
        last = self.shown.form.last_day
        assert last is not None
        return last


def load_register(vault: Vault, person_id: str, *, today: datetime.date) -> Register:
    """The register of one person. Raises UnusableInput when there is no such person."""
    person = vault.people.get(person_id)
    if person is None:
        raise UnusableInput(f"This person was removed already. {IN_HISTORY}")
    me = next((one.name for one in vault.people.all() if one.is_me), "")
    forms = tuple(_shown(vault, form, person, today) for form in vault.authorities.of_person(person_id))
    return Register(person=person, helper=me, forms=forms, proposed=tuple(_proposed(vault, person, me)))


def keep_authority(vault: Vault, form: Authority, *, copy: Path | None = None, now: datetime.datetime) -> tuple[Authority, Changes]:
    """Adds or changes a form; `copy` is a file that is kept with it. Raises UnusableInput for what does not hold together."""
    _check(vault, form)
    data = _read(copy) if copy else None
    kept = dataclasses.replace(form, id=form.id or new_id(), ends_on=form.ends_on or usual_end(form.form, form.signed_on))
    with vault.change(f"Kept a form: {kept.title}") as change:
        if copy is not None and data is not None:
            document = keep_file(vault, change, data, name=copy.name, media_type=media_type(copy.name, data), now=now)
            kept = dataclasses.replace(kept, document_id=document.id)
        change.authorities.put(kept)
    return kept, change.changes


def take_back_form(vault: Vault, form_id: str, *, on: datetime.date) -> Changes:
    """Notes that a form was taken back: from that day on nothing may be signed on it. It stays in the list."""
    form = _form(vault, form_id)
    with vault.change(f"Taken back: {form.title}") as change:
        change.authorities.update(dataclasses.replace(form, taken_back_on=on))
    return change.changes


def remove_form(vault: Vault, form_id: str) -> Changes:
    """Removes a form from the list; its copy stays among the files."""
    form = _form(vault, form_id)
    with vault.change(f"Removed a form: {form.title}") as change:
        change.authorities.remove(form_id)
    return change.changes


def ending_forms(vault: Vault, *, today: datetime.date, person_id: str | None = None, days: int = SOON_DAYS) -> tuple[EndingForm, ...]:
    """Forms that end within so many calendar days, and those that ended not longer ago; a newer one of the same kind settles it."""
    found = []
    for person in vault.people.all():
        if (person_id is not None and person.id != person_id) or person.died_on is not None:
            continue
        forms = vault.authorities.of_person(person.id)
        for form in forms:
            last = form.last_day
            if last is None or form.taken_back_on or abs((last - today).days) > days or _renewed(form, forms):
                continue
            found.append(EndingForm(person=person, shown=_shown(vault, form, person, today)))
    return tuple(sorted(found, key=lambda one: (one.day, one.shown.form.id)))


def coming_ends(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> tuple[EndingForm, ...]:
    """Every form that has an end ahead, for another calendar."""
    return tuple(one for one in ending_forms(vault, today=today, person_id=person_id, days=_ANY_END) if one.day >= today)


def form_copy(vault: Vault, form_id: str) -> tuple[bytes, str]:
    """The bytes and name of the copy on file. Raises UnusableInput when there is none."""
    form = _form(vault, form_id)
    document = vault.documents.get(form.document_id) if form.document_id else None
    if document is None:
        raise UnusableInput("There is no copy of this form on file. Add it with Change.")
    return vault.paper_files.read(document.key), document.name


def _renewed(form: Authority, forms: tuple[Authority, ...]) -> bool:
    """Whether another form gives the same, towards the same, for longer."""
    return any(
        other.id != form.id and other.holder == form.holder and other.towards == form.towards and set(form.acts) <= set(other.acts)
        and other.taken_back_on is None and (other.last_day or datetime.date.max) > (form.last_day or datetime.date.max)
        for other in forms
    )  # fmt: skip


def _shown(vault: Vault, form: Authority, person: Person, today: datetime.date) -> Shown:
    document = vault.documents.get(form.document_id) if form.document_id else None
    paper = next((kept.id for kept in vault.papers.all() if document and kept.document_id == document.id), "")
    return Shown(
        form=form, standing=form.standing(today, died_on=person.died_on), copy=document.name if document else "", paper_id=paper,
        days_left=(form.last_day - today).days if form.last_day else None,
    )  # fmt: skip


def _proposed(vault: Vault, person: Person, me: str) -> Iterator[Authority]:
    """A privacy form among the papers, and one written here and signed since, where the register does not have it yet."""
    if person.is_me:
        return
    forms = vault.authorities.of_person(person.id)
    known = {form.document_id for form in forms}
    for kept in vault.papers.all():
        if kept.paper.kind is Kind.CONSENT_FORM and kept.person_id == person.id and kept.confirmed and kept.document_id not in known:
            towards = kept.paper.provider_name or kept.paper.issuer_name or ""
            yield Authority(
                id="", person_id=person.id, form=Form.HIPAA, holder=me, towards=towards, acts=(Act.TALK,), signed_on=kept.paper.dated,
                document_id=kept.document_id,
            )  # fmt: skip
    cases = {case.id for case in vault.cases.of_person(person.id)}
    for letter in vault.letters.all():
        sent = letter.slug == WRITTEN_FORM and letter.case_id in cases and letter.sent_on is not None
        if sent and letter.document_id not in known:
            yield _written(letter, person, me)


def _written(letter: Letter, person: Person, me: str) -> Authority:
    """A form that was written here and went out, as its answers have it; the day it was signed is for the user to tell."""
    said = letter.answers
    return Authority(
        id="", person_id=person.id, form=Form.HIPAA, holder=str(said.get("sender_name") or me), acts=(Act.TALK,),
        towards=letter.recipient.splitlines()[0] if letter.recipient else "", signed_on=letter.sent_on,
        ends_on=_day(said.get("ends_on")), document_id=letter.document_id, note=SENT_FORM,
    )  # fmt: skip


def _day(answer: object) -> datetime.date | None:
    return datetime.date.fromisoformat(answer) if isinstance(answer, str) else answer if isinstance(answer, datetime.date) else None


def _check(vault: Vault, form: Authority) -> None:
    if vault.people.get(form.person_id) is None:
        raise UnusableInput(f"This person was removed already. {IN_HISTORY}")
    if not form.holder.strip():
        raise UnusableInput("The form needs a name. Type who may act, as the form says, like Ruth Calloway.")
    kind = KINDS[form.form]
    acts = [act for act in form.acts if act in kind.allows]
    if not acts:
        raise UnusableInput("Nothing is ticked yet. Tick at least one thing that this form allows.")
    if form.form in _CAME_BY_PAPER and not form.towards.strip():
        raise UnusableInput("It is not said whom the form is for. Type a name like Riverbend General.")
    if kind.must_end and form.ends_on is None and usual_end(form.form, form.signed_on) is None:
        raise UnusableInput("This kind of form has an end. Type the last day, as the form says.")
    if form.signed_on and form.ends_on and form.ends_on < form.signed_on:
        raise UnusableInput("The form ends before it was signed. Check both days.")


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UnusableInput(f"{path.name} cannot be read: {problem.strerror}. Choose another copy of it.") from problem
    found = media_type(path.name, data)
    if len(data) > LARGEST or (found != PDF and found not in PICTURES):
        raise UnusableInput(f"{path.name} cannot be kept as a copy. Choose a PDF or a picture up to 50 MB.")
    return data


def _form(vault: Vault, form_id: str) -> Authority:
    form = vault.authorities.get(form_id)
    if form is None:
        raise UnusableInput("This form is no longer in the list. Undo brings back what was removed.")
    return form
