"""Says who may sign a letter: the patient, or somebody whose form in the register allows it towards this addressee."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.authority import ACT_WORDS, Act, Authority, Form, Standing, best_form
from medbills.domain.case import KeptPaper
from medbills.domain.letter import ADDRESSEES, ANYONE, Evidence, Fact, Letter, LetterTemplate, RenderedLetter
from medbills.domain.matter import Matter
from medbills.domain.names import same_organization, same_person
from medbills.domain.paper import Kind
from medbills.domain.person import Person
from medbills.domain.wording import long_day
from medbills.services.load_matters import load_matter
from medbills.services.name_case import short_name
from medbills.store import Vault

RESTS_ON = ("authority", "representative_form")  # the facts of a letter that only the register gives
NO_FORM = "signed_form"  # what is missing then
HELPER_FORM = "hipaa_authorization_caregiver"
EXECUTOR = "executor of the estate"


class WayOut(StrEnum):
    """What can be done about a letter that may not be signed so."""

    ADD_FORM = "add_form"  # the form is signed: put it into the register
    WRITE_FORM = "write_form"  # the letter that gives it
    PATIENT_SIGNS = "patient_signs"
    GIVE_NOTICE = "give_notice"  # of the death


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs. `problem` is a sentence, "" where the letter may be signed so; `form` is what a helper's signature rests on."""

    patient_id: str = ""
    form: Authority | None = None
    problem: str = ""
    ways: tuple[WayOut, ...] = ()


def signer_of(
    vault: Vault, matter: Matter, template: LetterTemplate, facts: Mapping[str, Fact], *, to: str, on: datetime.date
) -> Signer:
    """Whether who signs this letter may do so on a day. A letter that anybody may sign, and one of nobody's case, is free."""
    person, signs = matter.person, facts.get("sender_name")
    if person is None or template.signing == ANYONE or signs is None or not signs.value:
        return Signer(patient_id=person.id if person else "")
    holder, act = str(signs.value), Act(template.signing)
    own = _is_own(holder, person)
    if person.died_on is not None and on >= person.died_on:
        if act is Act.MONEY:
            return Signer(patient_id=person.id, problem=_NO_OFFER, ways=(WayOut.GIVE_NOTICE,))
        if own:
            return _after_death(person, person.name)
    elif own:
        return Signer(patient_id=person.id)
    register = vault.authorities.of_person(person.id)
    names = _addressees(matter, facts, to)
    form = best_form(register, holder, act, names, on, died_on=person.died_on)
    if form is not None:
        return Signer(patient_id=person.id, form=form)
    if person.died_on is not None and on >= person.died_on:
        return _after_death(person, holder)
    return _unsigned(vault, matter, person, holder, act, names, register, on, to)


_NO_OFFER = "After a death, promise no money before you know what the estate must pay. Legal aid can tell. You can give notice first."


def signature(
    vault: Vault, letter: Letter, template: LetterTemplate, facts: Mapping[str, Fact], *, today: datetime.date
) -> tuple[Signer, dict[str, Fact]]:
    """Who signs a letter, and what it says that their right rests on. One of no case has no patient to sign for."""
    if letter.case_id is None:
        return Signer(), {}
    matter = load_matter(vault, letter.case_id, today=today)
    chosen = str(letter.answers.get("addressee_kind", ""))
    signer = signer_of(vault, matter, template, facts, to=chosen if chosen in ADDRESSEES else template.to, on=today)
    asked = {question.fact for question in template.questions}
    if signer.form is None:
        return signer, _as_patient(matter.person, letter, facts, asked)
    rests = {name: fact_of_form(vault, signer.form) for name in RESTS_ON if name in asked}
    if signer.form.form is Form.ESTATE and "relationship_to_patient" in asked:
        rests["relationship_to_patient"] = Fact(EXECUTOR, Evidence(source=f"People & plans, {signer.form.title}"))
    return signer, rests


def _as_patient(person: Person | None, letter: Letter, facts: Mapping[str, Fact], asked: Iterable[str]) -> dict[str, Fact]:
    """The patient's own name and address, where the patient signs instead of who helps; what the user typed stays."""
    signs = facts.get("sender_name")
    if person is None or signs is None or not _is_own(str(signs.value), person):
        return {}
    own = {"sender_name": person.name, "sender_address": person.address, "phone": person.phone, "email": person.email}
    return {
        name: Fact(value, Evidence(source="People & plans")) for name, value in own.items()
        if value and name in asked and (name == "sender_name" or name not in letter.answers)
    }  # fmt: skip


def _is_own(holder: str, person: Person) -> bool:
    return holder.split() == person.name.split()


def held_back(rendered: RenderedLetter, signer: Signer) -> RenderedLetter:
    """A letter that may not be signed so stays a draft, whatever else is known."""
    if not signer.problem:
        return rendered
    others = tuple(name for name in rendered.missing if name not in RESTS_ON)
    return dataclasses.replace(rendered, missing=(*others, NO_FORM))


def form_at_hand(vault: Vault, matter: Matter, to: str, *, on: datetime.date) -> Authority | None:
    """The form on which the user may talk with a desk of this case (a key of ADDRESSEES); None where none is needed or on file."""
    me = next((person for person in vault.people.all() if person.is_me), None)
    if me is None or matter.person is None or me.id == matter.person.id:
        return None
    register = vault.authorities.of_person(matter.person.id)
    return best_form(register, me.name, Act.TALK, _addressees(matter, {}, to), on, died_on=matter.person.died_on)


def paper_of_form(vault: Vault, matter: Matter, *, on: datetime.date) -> KeptPaper | None:
    """The copy on file of the form that lets the family speak with this provider, where it is a paper of its own."""
    form = form_at_hand(vault, matter, "provider", on=on)
    if form is None or form.document_id is None:
        return None
    return next((kept for kept in vault.papers.all() if kept.document_id == form.document_id), None)


def fact_of_form(vault: Vault, form: Authority) -> Fact:
    """A form as the letter names it, with the copy on file as its evidence."""
    paper = next((kept for kept in vault.papers.all() if form.document_id and kept.document_id == form.document_id), None)
    return Fact(form.words(), Evidence(source=f"People & plans, {form.title}", document=paper.id if paper else None))


def _after_death(person: Person, holder: str) -> Signer:
    says = f"{person.short} has died. {_first(holder)} needs the paper that names who acts for the estate."
    if holder == person.name:
        says = f"{person.short} has died. Somebody who acts for the estate signs now."
    return Signer(patient_id=person.id, problem=f"{says} Anyone may give notice.", ways=(WayOut.ADD_FORM, WayOut.GIVE_NOTICE))


def _unsigned(
    vault: Vault, matter: Matter, person: Person, holder: str, act: Act, names: tuple[str, ...], register: Iterable[Authority],
    on: datetime.date, to: str,
) -> Signer:  # fmt: skip
    """Why not, in the order in which it helps: a form that ended, one that allows less, one among the papers, none."""
    who, whom = _first(holder), short_name(names[0]) if names else "them"
    own = [form for form in register if same_person(form.holder, holder) and form.counts_towards(names)]
    ways: tuple[WayOut, ...] = (WayOut.ADD_FORM, WayOut.PATIENT_SIGNS)
    if act is Act.TALK and to in ("provider", "insurer", "collector"):
        ways = (WayOut.ADD_FORM, WayOut.WRITE_FORM, WayOut.PATIENT_SIGNS)
    ended = [form for form in own if form.allows(act) and form.standing(on) is Standing.ENDED]
    open_end = [form for form in own if form.allows(act) and form.standing(on) is Standing.NO_END_TOLD]
    later = [form for form in own if form.allows(act) and form.standing(on) is Standing.NOT_YET]
    less = [form for form in own if not form.allows(act) and form.counts(on)]
    if ended:
        last = max(form.last_day or on for form in ended)
        says = f"The form for {whom} ended on {long_day(last)}. {who} needs a new one to sign for {person.short}."
    elif open_end:
        says = f"Say on which day the form for {whom} ends. Until then {who} cannot sign for {person.short}."
    elif later:
        says = f"The form for {whom} is signed for a later day. {who} cannot sign for {person.short} before that."
    elif less:
        says = f"The form on file does not let {who} {ACT_WORDS[act]} for {person.short}."
    elif _among_papers(vault, matter, register, names):
        says = f"A signed form is among your papers. Say what it lets {who} do, and until when."
    else:
        says = f"No signed form on file lets {who} {ACT_WORDS[act]} for {person.short} with {whom}."
    return Signer(patient_id=person.id, problem=says, ways=ways)


def _among_papers(vault: Vault, matter: Matter, register: Iterable[Authority], names: tuple[str, ...]) -> bool:
    known = {form.document_id for form in register}
    return any(
        kept.paper.kind is Kind.CONSENT_FORM and kept.person_id == matter.case.person_id and kept.document_id not in known
        and any(same_organization(kept.paper.provider_name or kept.paper.issuer_name, name) for name in names)
        for kept in vault.papers.all()
    )  # fmt: skip


def _addressees(matter: Matter, facts: Mapping[str, Fact], to: str) -> tuple[str, ...]:
    """The names by which the addressee is known: as the letter has it, and as the papers print it."""
    said = facts.get("addressee")
    names = [str(said.value).splitlines()[0]] if said is not None and said.value else []
    if to == "provider":
        charged = matter.charged
        names += [matter.provider.name if matter.provider else "", (charged.paper.issuer_name if charged else "") or ""]
    elif to == "insurer":
        papers = [kept.paper for kept in (matter.latest(Kind.DENIAL_LETTER), matter.eob) if kept]
        names += [name for paper in papers for name in (paper.payer_name, paper.issuer_name) if name]
        names += [matter.plan.payer_name or "", matter.plan.name or ""] if matter.plan else []
    elif to == "collector":
        notice = matter.latest(Kind.COLLECTION_NOTICE)
        names += [notice.paper.issuer_name or ""] if notice else []
    return tuple(dict.fromkeys(name for name in names if name))


def _first(name: str) -> str:
    """The given name: "Ruth"."""
    return name.split()[0] if name.split() else "Somebody"
