"""Writes a letter with the user: what is known is filled in, what is missing is asked, and every answer is kept."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medbills.domain.changes import Changes
from medbills.domain.letter import Caution, Evidence, Fact, Letter, LetterTemplate, Question, RenderedLetter, pages_of
from medbills.domain.unbacked import Unbacked
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.letters import cautions, facts_from_json, find, parse_answer, plain_answer, questions_open, reading_copy, render
from medbills.letters.rendering import applies
from medbills.letters.traced import as_text
from medbills.pdf.letter_paper import letter_pdf
from medbills.services.audit_cases import audit_cases
from medbills.services.back_letter import IN_SPITE, kept_open, stop_unbacked, unbacked
from medbills.services.check_signer import RESTS_ON, Signer, held_back, signature
from medbills.services.check_typed import OWN_WORD, typed_freely
from medbills.services.cite_booklet import QUOTING, Citation, citations_of, proved
from medbills.services.keep_file import keep_file
from medbills.services.keep_paper import new_id
from medbills.services.known_facts import addressee_of, known_facts, own_record
from medbills.services.letter_facts import letter_facts
from medbills.services.load_matters import load_matter
from medbills.services.plan_fee_proposal import LETTER_PAYER
from medbills.services.rules_in_use import rules_in_use
from medbills.store import Vault

WAY_OF_SENDING = "method"
SENT_COPY = "sent_copy"  # among the answers: the document that the user sent instead of our page
_ABOUT = ("call_id", LETTER_PAYER, SENT_COPY, IN_SPITE, OWN_WORD)  # kept with the answers: what the letter is about, not what it says


@dataclass(frozen=True, kw_only=True)
class LetterState:
    """A letter under way. `questions` are those the wizard asks, in order; `known` are the facts found in the vault."""

    letter: Letter
    template: LetterTemplate
    known: dict[str, Fact]
    facts: dict[str, Fact]
    questions: tuple[Question, ...]
    open: tuple[Question, ...]
    rendered: RenderedLetter
    cautions: tuple[Caution, ...]
    spanish: RenderedLetter | None = None  # a copy to read, where there is one; the letter itself goes out in English
    unbacked: tuple[Unbacked, ...] = ()  # facts that the file does not back: while there are any, the letter is a draft
    own_copy: str = ""  # name of the file that the user sends instead of our page
    signer: Signer = Signer()  # whether who signs it may do so
    quotes: tuple[Citation, ...] = ()  # kept passages of the plan's booklets, where the letter may quote them

    @property
    def pages(self) -> tuple[tuple[Question, ...], ...]:
        """The questions as the wizard asks them, page by page."""
        return pages_of(self.questions)


def begin_letter(vault: Vault, case_id: str, slug: str, *, today: datetime.date, call_id: str | None = None) -> Letter:
    """A new draft of the letter `slug` for a case (or for one of its calls), or the one begun before and not sent yet."""
    template = find(slug)
    for letter in vault.letters.of_case(case_id):
        if letter.template_id == template.id and not letter.sent_on and letter.answers.get("call_id") == call_id:
            return letter
    matter = load_matter(vault, case_id, today=today)
    who = letter_facts(matter, addressee_of(template), me=own_record(vault)).get("addressee")
    letter = Letter(
        id=new_id(),
        case_id=case_id,
        template_id=template.id,
        slug=template.slug,
        title=template.title,
        recipient=str(who.value) if who else "",
        answers={"call_id": call_id} if call_id else {},
        written_on=today,
    )
    with vault.change(f"Began a letter: {template.title}") as change:
        change.letters.add(letter)
    return letter


def letter_state(vault: Vault, letter_id: str, *, today: datetime.date) -> LetterState:
    """The letter as it stands: known facts under the user's answers, the questions, and the letter as it reads now."""
    letter = _letter(vault, letter_id)
    template = find(letter.template_id)
    known = known_facts(vault, letter, template, today=today)
    answers = {name: value for name, value in letter.answers.items() if name not in _ABOUT and not _by_register(letter, name)}
    given, _ = facts_from_json(template, {name: value for name, value in answers.items() if value is not None})
    left_out = {name for name, value in answers.items() if value is None}
    facts = {name: fact for name, fact in {**known, **given}.items() if name not in left_out}
    quotes = _quotes(vault, letter, template)
    facts = {name: proved(fact, quotes) if name in QUOTING else fact for name, fact in facts.items()}
    facts = (_advised_way(template) if not letter.sent_on else {}) | facts
    signer, rests = signature(vault, letter, template, facts, today=today)
    known, facts = known | rests, facts | rests
    unknown = tuple(question for question in questions_open(template, facts) if not _by_register(letter, question.fact))
    questions = tuple(
        question
        for question in template.questions
        if question in unknown or (question.fact in answers and question.fact != WAY_OF_SENDING and applies(template, question.fact, facts))
    )
    printed = held_back(render(template, facts, today=today, rules_version=rules_in_use(vault).version), signer)
    apart = () if letter.sent_on else unbacked(letter, template, known, facts, printed)
    apart += () if letter.sent_on else typed_freely(vault, letter, template, known, facts, today)
    return LetterState(
        letter=letter,
        template=template,
        known=known,
        facts=facts,
        questions=questions,
        open=tuple(question for question in unknown if question.fact not in answers),
        rendered=kept_open(printed, apart),
        unbacked=apart,
        cautions=cautions(template, facts),
        spanish=reading_copy(template, facts, today=today),
        own_copy=sent_copy_name(vault, letter),
        quotes=quotes,
        signer=signer,
    )


def _advised_way(template: LetterTemplate) -> dict[str, Fact]:
    """The way of sending that this letter advises stands until the user chooses another, on the last page."""
    question = next((question for question in template.questions if question.fact == WAY_OF_SENDING), None)
    advised = question is not None and template.sending in {choice.value for choice in question.choices}
    return {WAY_OF_SENDING: Fact(template.sending, Evidence(source="Advised for this letter"))} if advised else {}


def _by_register(letter: Letter, fact: str) -> bool:
    """Whether the register alone gives this fact: who may sign a letter of a case stands there, and nowhere else."""
    return fact in RESTS_ON and letter.case_id is not None


def _quotes(vault: Vault, letter: Letter, template: LetterTemplate) -> tuple[Citation, ...]:
    """What this letter may quote from the booklets of the person's plans."""
    if letter.case_id is None or not any(question.fact in QUOTING for question in template.questions):
        return ()
    case = vault.cases.get(letter.case_id)
    return citations_of(vault, case.person_id if case else None)


def answer_letter(vault: Vault, letter_id: str, fact: str, value: Any, *, position: int, today: datetime.date) -> LetterState:
    """Keeps one answer (a parsed value, or None for "leave it out") and gives the letter anew.

    Raises UnusableInput for a letter that was sent: what they received stays as it is.
    """
    return answer_together(vault, letter_id, {fact: value}, position=position, today=today)


def answer_together(vault: Vault, letter_id: str, given: Mapping[str, Any], *, position: int, today: datetime.date) -> LetterState:
    """Keeps the answers of one page, by fact name. Raises UnusableInput for a letter that was sent."""
    letter = _letter(vault, letter_id)
    if letter.sent_on:
        raise UnusableInput("This letter was sent and stays as it is. Begin a new one to write something else.")
    answers = {**letter.answers, **{fact: plain_answer(value) for fact, value in given.items()}}
    with vault.change("Answered a question of a letter") as change:
        change.letters.update(dataclasses.replace(letter, answers=answers, position=position))
    return letter_state(vault, letter_id, today=today)


def let_patient_sign(vault: Vault, letter_id: str, *, position: int, today: datetime.date) -> LetterState:
    """The patient signs instead of who helps. Raises UnusableInput for a letter that was sent, and for one of no patient."""
    letter = _letter(vault, letter_id)
    case = vault.cases.get(letter.case_id) if letter.case_id else None
    patient = vault.people.get(case.person_id) if case and case.person_id else None
    if patient is None:
        raise UnusableInput("It is not known whose bill this is. Say it on the paper first.")
    return answer_letter(vault, letter_id, "sender_name", patient.name, position=position, today=today)


def typed_answer(question: Question, text: str) -> Any:
    """The value of what was typed; None for an empty answer that may be left out. Raises ValueError with a sentence for the user."""
    return parse_answer(question, text)


def fact_words(question: Question, fact: Fact) -> str:
    """A fact as the letter prints it; of a choice its label."""
    label = next((choice.label for choice in question.choices if choice.value == fact.value), None)
    return label or as_text(fact.value)


def letter_enclosures(state: LetterState) -> tuple[str, ...]:
    """What goes into the envelope: the papers the letter names, else what this kind of letter needs."""
    named = state.facts.get("enclosures") or state.facts.get("copies")
    if named is None:
        return state.template.enclosures
    lines = named.value.splitlines() if isinstance(named.value, str) else [str(paper) for paper in named.value]
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


def turn_to(vault: Vault, letter_id: str, position: int) -> None:
    """Remembers at which question the wizard stands, so that it is taken up there again."""
    letter = _letter(vault, letter_id)
    if letter.position != position:
        with vault.change("Turned a page of a letter") as change:
            change.letters.update(dataclasses.replace(letter, position=position))


def finish_letter(vault: Vault, letter_id: str, *, now: datetime.datetime, window: str = "") -> bytes:
    """The letter as PDF, frozen in the vault with its hash; or the user's own copy, whatever file that is.

    `window` ("single", "double") places the addresses for an envelope with windows.

    Raises UnusableInput while a fact is missing: an unfinished letter is never sent.
    """
    today = now.date()
    frozen = _frozen(vault, _letter(vault, letter_id))
    if frozen is not None:
        return frozen
    state = letter_state(vault, letter_id, today=today)
    if state.signer.problem:
        raise UnusableInput(f"This letter is not ready. {state.signer.problem} Your answers are kept.")
    stop_unbacked(state.unbacked)
    if not state.rendered.final:
        missing = ", ".join(name.replace("_", " ") for name in state.rendered.missing)
        raise UnusableInput(f"This letter is not ready. Fill in what is missing: {missing}. Your answers are kept.")
    pdf = letter_pdf(state.rendered, window=window)
    sha256 = hashlib.sha256(pdf).hexdigest()
    if state.letter.document_id and state.letter.sha256 == sha256:
        return pdf
    finished = dataclasses.replace(
        state.letter,
        sha256=sha256,
        reply_by=state.rendered.reply_by,
        written_on=today,
        recipient=str(state.facts["addressee"].value) if "addressee" in state.facts else state.letter.recipient,
    )
    with vault.change(f"Wrote a letter: {state.template.title}") as change:
        name = f"{state.template.slug}-{today.isoformat()}.pdf"
        document = keep_file(vault, change, pdf, name=name, media_type="application/pdf", now=now)
        change.letters.update(dataclasses.replace(finished, document_id=document.id))
    return pdf


def sent_copy_name(vault: Vault, letter: Letter) -> str:
    """The file name of the user's own copy, "" where there is none."""
    document = vault.documents.get(letter.answers[SENT_COPY]) if letter.answers.get(SENT_COPY) else None
    return document.name if document else ""


def _frozen(vault: Vault, letter: Letter) -> bytes | None:
    """The letter as it went out, or as the user attached it."""
    fixed = letter.sent_on or letter.answers.get(SENT_COPY)
    document = vault.documents.get(letter.document_id) if fixed and letter.document_id else None
    return vault.paper_files.read(document.key) if document else None


def mark_sent(vault: Vault, letter_id: str, *, sent_on: datetime.date, method: str, tracking: str = "", today: datetime.date) -> Changes:
    """Notes that a letter went out; its reply date becomes a deadline of theirs."""
    letter = _letter(vault, letter_id)
    with vault.change(f"Sent a letter: {letter.title}") as change:
        change.letters.update(dataclasses.replace(letter, sent_on=sent_on, method=method, tracking=tracking))
        case = vault.cases.get(letter.case_id) if letter.case_id else None
        if case is not None:
            audit_cases(vault, change, today=today, person_id=case.person_id)
    return change.changes


def _letter(vault: Vault, letter_id: str) -> Letter:
    letter = vault.letters.get(letter_id)
    if letter is None:
        raise UnusableInput(f"This letter is no longer among your papers. {IN_HISTORY}")
    return letter
