"""Brings a paper before the user's eyes, and keeps what they say of it: right as it is, corrected, or later."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from medbills.domain.case import Document, KeptPaper
from medbills.domain.changes import Changes
from medbills.domain.doubt import Doubt, doubts
from medbills.domain.fields import FieldType
from medbills.domain.finding import FindingState
from medbills.domain.names import same_person
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Paper
from medbills.domain.person import Person
from medbills.domain.reply import Answers
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.confirm_paper import confirm_paper
from medbills.services.edit_paper import sum_checks, without_empty_lines
from medbills.services.find_links import link_papers, move_line_links
from medbills.services.find_replies import Offered, Sent, offered_reply
from medbills.services.keep_paper import new_id, whose
from medbills.services.link_papers import Kin, kin_of
from medbills.services.show_page import PaperFile, paper_file
from medbills.store import Vault

_UNSURE_OF_PLACE = 0.5
_OF_SUMS = "lines add up to"  # in the readers' warnings
_TYPING, _LATER = "Kept what was typed on a paper", "Kept a paper for later"
GONE = f"This paper is no longer among your papers. {IN_HISTORY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A paper to look at: its file, whose it seems to be, and everybody it could be for."""

    file: PaperFile
    person_id: str | None
    people: tuple[Person, ...]
    kin: tuple[Kin, ...] = ()  # papers that it may be a copy or a correction of
    offered: Offered | None = None  # what it may answer
    answers: tuple[Sent, ...] = ()  # what it answers, by the user's word
    arrived_on: datetime.date | None = None

    @property
    def kept(self) -> KeptPaper:
        return self.file.kept

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reading says of itself, without the sums of the lines: the review weighs those anew at every change."""
        return tuple(warning for warning in self.kept.warnings if not (_OF_SUMS in warning and sum_checks(self.kept.paper)))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Nothing is in doubt any more once the paper was accepted."""
        return () if self.kept.confirmed else doubts(self.kept.paper)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a paper is for: somebody known, or a new person by name."""

    person_id: str | None = None
    new_name: str = ""
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of an accepted paper; `questions` counts what the checks would ask about its case."""

    changes: Changes
    case_id: str | None
    questions: int


@dataclass(frozen=True, slots=True)
class KeptSoFar:
    """What was typed on a paper is kept; `change_id` names the change of the history, for the next time in the same sitting."""

    changes: Changes
    change_id: str


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper with its file and its person, for a list."""

    kept: KeptPaper
    document: Document | None
    person: Person | None


def list_papers(vault: Vault, person_id: str | None = None) -> tuple[ListedPaper, ...]:
    """Every paper, the newest first; of one person, those that are theirs or nobody's yet."""
    people = {person.id: person for person in vault.people.all()}
    documents = {document.id: document for document in vault.documents.all()}
    wanted = {None, person_id}
    return tuple(
        ListedPaper(kept, documents.get(kept.document_id), people.get(kept.person_id or ""))
        for kept in reversed(vault.papers.all())
        if person_id is None or kept.person_id in wanted
    )


def load_review(vault: Vault, paper_id: str) -> Review:
    """Raises UnusableInput when the paper is gone, DamagedVault when its file was altered."""
    file = paper_file(vault, paper_id)
    kin = kin_of(vault.papers.all(), vault.links.all()).get(paper_id, ())
    arrival = vault.arrivals.get(paper_id)
    said = [reply.sent_id for reply in vault.replies.of_paper(paper_id) if reply.word is Answers.YES]
    return Review(
        file=file, person_id=file.kept.person_id or whose(vault, file.kept.paper), people=vault.people.all(), kin=kin,
        offered=offered_reply(vault, file.kept), arrived_on=arrival.received_on if arrival else None,
        answers=tuple(sent for sent_id in said if (sent := vault.letters.get(sent_id) or vault.packets.get(sent_id))),
    )  # fmt: skip


def printed_person(people: tuple[Person, ...], paper: Paper) -> Person | None:
    """The person whose name stands on the paper."""
    return next((person for person in people if same_person(person.name, paper.patient_name)), None)


def why_look(doubt: Doubt, paper: Paper) -> str:
    """In one sentence why a value needs the user's eyes."""
    spec = (PAPER_FIELDS if doubt.line is None else LINE_FIELDS)[doubt.name]
    raw = " ".join((doubt.spot.raw or "").split())
    if doubt.spot.confidence < _UNSURE_OF_PLACE:
        return "We are not sure we found the right spot. Look at the page."
    if spec.type is FieldType.DATE and raw:
        return f"The page has “{_short(raw)}”. Is it the right day?"
    if spec.type is FieldType.MONEY and raw:
        return f"The page has “{_short(raw)}”. Is it the right sum?"
    if raw:
        return "Are these the right words? Look at the lit spot."
    return "We worked this out ourselves. Look at the page."


def accept_paper(vault: Vault, paper_id: str, edited: Paper, whom: Whose, *, today: datetime.date) -> Accepted:
    """Files the paper as the user says it reads, and checks its case anew."""
    edited = without_empty_lines(edited)
    person_id = whom.person_id
    if person_id is None and whom.new_name:
        person_id = _new_person(vault, edited, whom)
    before = vault.papers.get(paper_id)
    if before is not None and before.person_id not in {None, person_id}:
        _move_to(vault, before, person_id)
    changes = confirm_paper(vault, paper_id, today=today, edited=edited, person_id=person_id)
    kept = vault.papers.get(paper_id)
    case_id = kept.case_id if kept else None
    asked = [one for one in vault.findings.of_case(case_id or "") if one.state is not FindingState.FINE]
    return Accepted(changes | Changes(frozenset({"people"})), case_id, len(asked))


def keep_for_later(
    vault: Vault, paper_id: str, edited: Paper, whom: Whose, *, today: datetime.date, after: str = "", still_typing: bool = False
) -> KeptSoFar:
    """Keeps what was typed so far. A paper that waits goes on waiting; one accepted before is checked anew.

    `after` is the change that kept it before in this sitting: while nothing else was done the two are one, so that one undo takes
    back the whole sitting. While a person is `still_typing` on a paper that waits, its ties to other papers are left for the end.
    Raises UnusableInput when it is gone.
    """
    kept = vault.papers.get(paper_id)
    if kept is None:
        raise UnusableInput(GONE)
    last = vault.journal.last()
    goes_on = last is not None and bool(after) and last.change_id == after
    with vault.change(_TYPING if still_typing else _LATER, with_last=goes_on) as change:
        paper = without_empty_lines(edited)
        change.papers.update(dataclasses.replace(kept, paper=paper, person_id=whom.person_id or kept.person_id))
        move_line_links(vault, change, kept.paper, paper)
        if kept.confirmed or not still_typing:
            link_papers(vault, change, [paper_id])
        if kept.confirmed:
            audit_cases(vault, change, today=today, person_id=whom.person_id or kept.person_id)
    last = vault.journal.last()
    return KeptSoFar(change.changes, last.change_id if last is not None and last.what in (_TYPING, _LATER) else "")


def _new_person(vault: Vault, paper: Paper, whom: Whose) -> str:
    printed = same_person(whom.new_name, paper.patient_name)
    person = Person(id=new_id(), name=whom.new_name, birth_date=paper.patient_birth_date if printed else None, is_me=whom.is_me)
    with vault.change(f"Added {whom.new_name}") as change:
        change.people.add(person)
    return person.id


def _move_to(vault: Vault, kept: KeptPaper, person_id: str | None) -> None:
    """A paper of somebody else leaves the case it was filed in."""
    with vault.change("Gave a paper to another person") as change:
        change.papers.update(dataclasses.replace(kept, person_id=person_id, case_id=None))


def _short(raw: str, most: int = 40) -> str:
    return raw if len(raw) <= most else raw[: most - 1].rsplit(" ", 1)[0] + " …"
