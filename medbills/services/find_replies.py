"""Finds which letter or packet a paper may answer, says why, and keeps the user's word on it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from medbills.domain.alike import same_number
from medbills.domain.case import KeptPaper
from medbills.domain.changes import Changes
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.names import same_organization
from medbills.domain.packet import Packet
from medbills.domain.paper import Paper
from medbills.domain.reply import Answers, Reply
from medbills.domain.wording import counted, long_day
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.late_answers import answered_on
from medbills.services.load_replies import arrivals_of
from medbills.services.name_case import short_name
from medbills.services.their_clocks import clocks
from medbills.store import Vault

Sent = Letter | Packet

_NUMBERS = ("account_number", "claim_number", "reference_number", "authorization_number")
_TYPED = ("account_no", "claim_no", "account_ending")  # the same numbers, as a letter's answers name them
_LONGEST = datetime.timedelta(days=400)  # after that it is hardly an answer any more
_ENOUGH = 3  # of: the same sender 2, the same number 2, the right kind of paper 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A paper that may answer what was sent. `why` is a plain sentence, and what is kept as the reason."""

    paper: KeptPaper
    sent: Sent
    score: int
    says: str
    why: str


def offered_replies(matter: Matter) -> tuple[Offered, ...]:
    """For each paper of the case without a word on it, the letter or packet it most likely answers; the latest paper first."""
    found = [
        best for kept in matter.papers
        if (best := best_offer(kept, (*matter.letters, *matter.packets), matter.papers, matter.replies, matter.arrivals))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.paper.paper.dated or datetime.date.min, one.paper.id), reverse=True))


def offered_reply(vault: Vault, kept: KeptPaper) -> Offered | None:
    """What a paper under review may answer, in any open case of its person; of a person not known yet, in any open case."""
    if vault.replies.of_paper(kept.id):
        return None
    found = []
    for case in vault.cases.all():
        if case.closed_on or (kept.person_id and case.person_id and kept.person_id != case.person_id):
            continue
        papers = vault.papers.of_case(case.id)
        sent: tuple[Sent, ...] = (*vault.letters.of_case(case.id), *vault.packets.of_case(case.id))
        best = best_offer(kept, sent, papers, (), arrivals_of(vault, [kept]))
        if best is not None and (kept.case_id in (None, case.id) or best.score > _ENOUGH):
            found.append(best)
    return max(found, key=lambda one: (one.score, one.sent.sent_on or datetime.date.min, one.sent.id), default=None)


def best_offer(
    kept: KeptPaper, sent: Sequence[Sent], papers: Sequence[KeptPaper], replies: Sequence[Reply], arrivals: Mapping[str, datetime.date]
) -> Offered | None:
    """The likeliest of what was sent; None once the user tied the paper to something, or where nothing fits.

    `papers` are those of the same case: their numbers are those that a letter is about.
    """
    said = {reply.sent_id: reply.word for reply in replies if reply.paper_id == kept.id}
    if Answers.YES in said.values():
        return None
    offers = (_offer(kept, one, papers, arrivals) for one in sent if one.id not in said)
    fitting = (one for one in offers if one)
    return max(fitting, key=lambda one: (one.score, one.sent.sent_on or datetime.date.min, one.sent.id), default=None)


def tell_reply(vault: Vault, paper_id: str, sent_id: str, word: Answers | None, *, today: datetime.date, reason: str = "") -> Changes:
    """Keeps the user's word (None takes it back), puts a filed paper without a case into the letter's, and counts the days anew.

    Raises UnusableInput when one of the two is gone.
    """
    kept, sent = vault.papers.get(paper_id), vault.letters.get(sent_id) or vault.packets.get(sent_id)
    if kept is None or sent is None:
        raise UnusableInput(f"The paper or the letter was removed. Nothing was changed here. {IN_HISTORY}")
    what = {Answers.YES: "Tied a paper to what it answers", Answers.NO: "Said that a paper is no answer"}
    with vault.change(what[word] if word else "Took back what a paper answers") as change:
        reply = Reply(paper_id=paper_id, sent_id=sent_id, word=word or Answers.NO, reason=reason or "You said so.")
        if word is not None:
            change.replies.put(reply)
        elif vault.replies.get(reply.id):
            change.replies.remove(reply.id)
        case = vault.cases.get(sent.case_id) if sent.case_id else None
        if case is not None and word is Answers.YES and kept.confirmed and kept.case_id is None:
            change.papers.update(dataclasses.replace(kept, case_id=case.id, person_id=kept.person_id or case.person_id))
        if case is not None:
            audit_cases(vault, change, today=today, person_id=case.person_id)
    return change.changes


def sent_in_words(sent: Sent) -> str:
    """ "your letter of November 2, 2026 (Appeal)" or "your packet of …"."""
    what = "letter" if isinstance(sent, Letter) else "packet"
    day = f" of {long_day(sent.sent_on)}" if sent.sent_on else ""
    return f"your {what}{day}: {sent.title}"


def _offer(kept: KeptPaper, sent: Sent, papers: Sequence[KeptPaper], arrivals: Mapping[str, datetime.date]) -> Offered | None:
    day = answered_on(kept, arrivals)
    if sent.sent_on is None or day is None or not sent.sent_on < day <= sent.sent_on + _LONGEST:
        return None
    if kept.paper.dated is not None and kept.paper.dated < sent.sent_on:  # it was on its way already
        return None
    who = sent.recipient.split("\n")[0]
    from_them = any(same_organization(who, name) for name in _names(kept.paper))
    number = next(_shared_numbers(kept, sent, papers), "")
    clock = clocks().get(sent.slug) if isinstance(sent, Letter) else None
    fits = clock is not None and kept.paper.kind in clock.answered_by
    score = 2 * from_them + 2 * bool(number) + fits
    if score < _ENOUGH:
        return None
    later = (day - sent.sent_on).days
    parts = [f"It is from {short_name(who)}" if from_them else "", f"it names {number}" if number else "",
             f"it came {counted(later, 'day')} after you wrote"]  # fmt: skip
    why = ", ".join(part for part in parts if part)
    return Offered(
        paper=kept, sent=sent, score=score, says=f"May answer {sent_in_words(sent)}.", why=f"{why[:1].upper()}{why[1:]}.",
    )  # fmt: skip


def _names(paper: Paper) -> tuple[str, ...]:
    """Who wrote it: the one who signs, the plan, whoever gave the care."""
    return tuple(name for name in (paper.issuer_name, paper.payer_name, paper.provider_name) if name)


def _shared_numbers(kept: KeptPaper, sent: Sent, papers: Sequence[KeptPaper]) -> Iterator[str]:
    """Numbers of the paper that the letter, or a paper it was about, names too."""
    last = sent.sent_on or datetime.date.min
    about = [other.paper for other in papers if other.id != kept.id and other.paper.dated and other.paper.dated <= last]
    known = [str(getattr(paper, name)) for paper in about for name in _NUMBERS if getattr(paper, name)]
    if isinstance(sent, Letter):
        known += [str(sent.answers[name]) for name in _TYPED if isinstance(sent.answers.get(name), str)]
    for name in _NUMBERS:
        printed = getattr(kept.paper, name)
        if printed and any(same_number(printed, other) for other in known):
            yield printed
