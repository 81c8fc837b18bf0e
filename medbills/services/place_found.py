"""Turns what the index knows into what is shown: names, days and sums as they stand in the vault now, and what opens."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice

from medbills.domain.belonging import sender
from medbills.domain.case import Case, CaseKind, KeptPaper
from medbills.domain.letter import Letter
from medbills.domain.money import Money
from medbills.domain.packet import Packet
from medbills.domain.person import Person
from medbills.domain.search_entry import Sort
from medbills.domain.search_terms import as_written
from medbills.domain.wording import short_day
from medbills.services.letter_facts import paper_words
from medbills.services.light_spots import Place, spots_of
from medbills.services.name_case import icon_of, short_name
from medbills.services.search_hit import Group, Hit, Opening, Way
from medbills.store import Match, Vault

_BEFORE, _LONG = 24, 120  # letters of a page: before the first word that fits, and in all
_MOST_PLACES = 40  # of words on one page that are looked at
_SPACES = re.compile(r"\s+")
_LINE_SUMS = ("billed", "patient_owes", "allowed")


class FoundThings:
    """Looks each thing up once. On the vault's thread; of no use after the next change."""

    def __init__(self, vault: Vault, today: datetime.date) -> None:
        self._vault, self._today = vault, today
        self._papers: dict[str, KeptPaper | None] = {}
        self._files: dict[str, tuple[KeptPaper, ...]] = {}

    def hits(self, matches: Iterable[Match], lit: Sequence[str] = ()) -> list[Hit]:
        """Those that can be opened, in the same order."""
        wanted = list(matches)
        self._look_up(wanted)
        made = (self._hit(match, lit) for match in wanted)
        return [hit for hit in made if hit is not None]

    def _look_up(self, wanted: Sequence[Match]) -> None:
        """All papers at once."""
        ids = {match.row for match in wanted if match.sort in (Sort.PAPER, Sort.LINE)}
        files = {match.row for match in wanted if match.sort in (Sort.FILE, Sort.PAGE)}
        found = self._vault.papers.some(ids, files)
        self._papers |= {kept.id: kept for kept in found}
        self._files |= {file: tuple(kept for kept in found if kept.document_id == file) for file in files}

    def _hit(self, match: Match, lit: Sequence[str]) -> Hit | None:
        if match.sort in (Sort.PAGE, Sort.BOOKLET_PAGE):
            return self._page(match, lit)
        return _MAKERS[match.sort](self, match)

    # who and where

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        return {person.id: person for person in self._vault.people.all()}

    @cached_property
    def _cases(self) -> Mapping[str, Case]:
        return {case.id: case for case in self._vault.cases.all()}

    def _paper_of(self, paper_id: str) -> KeptPaper | None:
        if paper_id not in self._papers:
            self._papers[paper_id] = self._vault.papers.get(paper_id)
        return self._papers[paper_id]

    def _papers_in(self, document_id: str) -> tuple[KeptPaper, ...]:
        if document_id not in self._files:
            self._files[document_id] = self._vault.papers.of_document(document_id)
            self._papers |= {kept.id: kept for kept in self._files[document_id]}
        return self._files[document_id]

    def _whose(self, person_id: str | None) -> str:
        person = self._people.get(person_id or "")
        return person.short if person else ""

    def _day(self, day: datetime.date | None) -> str:
        return short_day(day, self._today) if day else ""

    def _about(self, case_id: str | None) -> str:
        case = self._cases.get(case_id or "")
        return _line(case.title, self._whose(case.person_id)) if case else ""

    # each sort

    def _person(self, match: Match) -> Hit | None:
        person = self._people.get(match.row)
        if person is None:
            return None
        return self._made(match, Group.PEOPLE, "person", person.name, person.called, Opening(Way.PAGE, "people", person.id))

    def _plan(self, match: Match) -> Hit | None:
        plan = self._vault.plans.get(match.row)
        if plan is None:
            return None
        members = [person for person in self._people.values() if plan.id in person.plan_ids]
        where = _line(plan.payer_name if plan.name else "", ", ".join(person.short for person in members))
        opening = Opening(Way.PAGE, "people", members[0].id if members else "")
        return self._made(match, Group.PEOPLE, "insurance", plan.name or plan.payer_name or "Plan", where, opening)

    def _case(self, match: Match) -> Hit | None:
        case = self._cases.get(match.row)
        if case is None:
            return None
        where = _line(self._whose(case.person_id), "closed" if case.closed_on else f"opened {self._day(case.opened_on)}")
        return self._made(match, Group.CASES, icon_of(case.kind, None), case.title, where, Opening(Way.PAGE, "cases", case.id))

    def _finding(self, match: Match) -> Hit | None:
        kept = self._vault.findings.get(match.row)
        if kept is None or kept.case_id not in self._cases:
            return None
        page = "bills" if self._cases[kept.case_id].kind in (CaseKind.BILL, CaseKind.DENTAL) else "cases"
        return self._made(
            match, Group.CASES, "flag", kept.finding.title, self._about(kept.case_id), Opening(Way.PAGE, page, kept.case_id),
            case_id=kept.case_id, letter=kept.finding.letter or "",
        )  # fmt: skip

    def _paper(self, match: Match) -> Hit | None:
        kept = self._paper_of(match.row)
        return self._paper_hit(match, kept) if kept else None

    def _paper_hit(self, match: Match, kept: KeptPaper) -> Hit:
        icon = "insurance" if kept.paper.is_eob else "bill" if kept.paper.is_bill else "papers"
        where = _line(sender(kept.paper) or "", self._whose(kept.person_id))
        if not kept.confirmed:
            opening = Opening(Way.PAGE, "papers", kept.id)
        elif kept.paper.is_bill and kept.case_id in self._cases:
            opening = Opening(Way.PAGE, "bills", kept.case_id or "")
        else:
            opening = Opening(Way.PAPER, item=kept.id, place=Place(paper_id=kept.id, paper=paper_words(kept), what=paper_words(kept)))
        return self._made(match, Group.PAPERS, icon, paper_words(kept), where, opening, paper_id=kept.id)

    def _bill_line(self, match: Match) -> Hit | None:
        kept = self._paper_of(match.row)
        if kept is None or match.part > len(kept.paper.lines):
            return None
        line = kept.paper.lines[match.part - 1]
        what = line.description or line.code or "A line"
        begins = f"line {match.part - 1} "
        spots = {spot.key.removeprefix(begins): spot for spot in spots_of(kept.paper) if spot.key.startswith(begins)}
        spot = next((spots[name] for name in ("description", "billed", "code") if name in spots), next(iter(spots.values()), None))
        place = Place(paper_id=kept.id, paper=paper_words(kept), what=f"{what} · line {match.part}", spot=spot)
        whose = kept.paper.payer_name or kept.paper.issuer_name if kept.paper.is_eob else sender(kept.paper)
        where = _line(short_name(whose), self._day(line.first_day or kept.paper.dated), self._whose(kept.person_id))
        icon = "insurance" if kept.paper.is_eob else "bill"
        return self._made(match, Group.LINES, icon, place.what, where, Opening(Way.PAPER, item=kept.id, place=place))

    def _call(self, match: Match) -> Hit | None:
        call = self._vault.calls.get(match.row)
        if call is None:
            return None
        who = call.person or call.organization or "someone"
        told = next((text for text in (call.notes, call.they_will) if text.strip()), "")
        title = f"Call with {who}: “{_cut(told)}”" if told else f"Call with {who}"
        where = _line(call.organization if call.person else "", self._day(call.at.date()), call.reference and f"reference {call.reference}")
        return self._made(match, Group.CONTACTS, "phone", title, where, Opening(Way.PAGE, "calls_letters", call.id))

    def _letter(self, match: Match) -> Hit | None:
        letter = self._vault.letters.get(match.row)
        if letter is None:
            return None
        sent = f"sent {self._day(letter.sent_on)}" if letter.sent_on else "not sent yet"
        where = _line(letter.recipient, sent, self._about(letter.case_id))
        return self._made(match, Group.CONTACTS, "letter", letter.title, where, Opening(Way.PAGE, "calls_letters", letter.id))

    def _packet(self, match: Match) -> Hit | None:
        packet = self._vault.packets.get(match.row)
        if packet is None:
            return None
        where = _line(packet.recipient, self._day(packet.made_on))
        return self._made(match, Group.CONTACTS, "packet", packet.title, where, Opening(Way.PAGE, "calls_letters", packet.id))

    def _deadline(self, match: Match) -> Hit | None:
        kept = self._vault.deadlines.get(match.row)
        if kept is None or match.day is None:
            return None
        where = _line(self._day(match.day), self._about(kept.case_id))
        return self._made(match, Group.CONTACTS, "calendar", kept.deadline.title, where, Opening(Way.PAGE, "calendar", kept.id))

    def _payment(self, match: Match) -> Hit | None:
        paid = self._vault.payments.get(match.row)
        if paid is None:
            return None
        where = _line(self._day(paid.date), paid.payer_from, self._whose(paid.person_id))
        return self._made(match, Group.MONEY, "money", paid.what or "Payment", where, Opening(Way.PAGE, "money", "payments"))

    def _agreement(self, match: Match) -> Hit | None:
        kept = self._vault.agreements.get(match.row)
        if kept is None:
            return None
        title = f"Payment plan with {kept.with_whom}"
        return self._made(match, Group.MONEY, "money", title, self._day(kept.agreed_on), Opening(Way.PAGE, "money", "plans"))

    def _refund(self, match: Match) -> Hit | None:
        kept = self._vault.refunds.get(match.row)
        if kept is None:
            return None
        title = f"Refund from {kept.from_whom}"
        return self._made(match, Group.MONEY, "money", title, self._about(kept.case_id), Opening(Way.PAGE, "money", "payments"))

    def _offer(self, match: Match) -> Hit | None:
        kept = self._vault.offers.get(match.row)
        if kept is None:
            return None
        title = "Your offer" if kept.yours else "Their offer"
        where = _line(self._day(kept.made_on), self._about(kept.case_id))
        return self._made(match, Group.MONEY, "offer", title, where, Opening(Way.PAGE, "money", "offers"))

    def _care(self, match: Match) -> Hit | None:
        kept = self._vault.planned_cares.get(match.row)
        if kept is None:
            return None
        where = _line(kept.provider, self._day(kept.care_on), self._whose(kept.person_id))
        return self._made(match, Group.CASES, "flag", kept.title, where, Opening(Way.PAGE, "before_care", kept.id))

    def _booklet(self, match: Match) -> Hit | None:
        kept = self._vault.booklets.get(match.row)
        if kept is None:
            return None
        return self._made(match, Group.PAPERS, "learn", kept.title, "Plan booklet", Opening(Way.BOOKLET, item=kept.id))

    def _file(self, match: Match) -> Hit | None:
        """The paper that lies in the file; a file of ours is found by its letter."""
        papers = self._papers_in(match.row)
        document = self._vault.documents.get(match.row)
        if not papers or document is None:
            return None
        hit = self._paper_hit(match, papers[0])
        return self._made(match, hit.group, hit.icon, document.name, _line(hit.title, hit.where), hit.opening, paper_id=hit.paper_id)

    def _page(self, match: Match, lit: Sequence[str]) -> Hit | None:
        _, text = self._vault.search.texts(match)
        said = f"page {match.part}: “{excerpt(text, lit)}”"
        if match.sort is Sort.BOOKLET_PAGE:
            booklet = self._vault.booklets.get(match.row)
            if booklet is None:
                return None
            opening = Opening(Way.BOOKLET, item=booklet.id, number=match.part)
            return self._made(match, Group.PAGES, "learn", f"{booklet.title}, {said}", "Plan booklet", opening)
        papers = self._papers_in(match.row)
        kept = next((paper for paper in papers if paper.pages[0] <= match.part <= paper.pages[1]), papers[0] if papers else None)
        if kept is not None:
            name = paper_words(kept)
            place = Place(paper_id=kept.id, paper=name, what=f"Page {match.part}", page=match.part)
            where = _line(sender(kept.paper) or "", self._whose(kept.person_id))
            what = name.split(" of ")[0]
            return self._made(match, Group.PAGES, "papers", f"{what}, {said}", where, Opening(Way.PAPER, item=kept.id, place=place))
        return self._own_page(match, said)

    def _own_page(self, match: Match, said: str) -> Hit | None:
        """A page of a letter or packet that was kept as it was sent."""
        sent: tuple[Letter | Packet, ...] = (*self._vault.letters.all(), *self._vault.packets.all())
        ours = next((one for one in sent if one.document_id == match.row), None)
        if ours is None:
            return None
        opening = Opening(Way.FROZEN, page=ours.title, item=match.row, number=match.part)
        return self._made(match, Group.PAGES, "letter", f"{ours.title}, {said}", ours.recipient, opening)

    def _made(
        self, match: Match, group: Group, icon: str, title: str, where: str, opening: Opening, *, case_id: str = "", letter: str = "",
        paper_id: str = "",
    ) -> Hit:
        amount = Money(match.cents).text() if match.cents is not None else ""
        return Hit(
            group=group, icon=icon, title=title, where=where, amount=amount, opening=opening, sort=match.sort, day=match.day,
            cents=match.cents, part=match.part, case_id=case_id, letter=letter, paper_id=paper_id,
        )  # fmt: skip


def excerpt(text: str, lit: Sequence[str]) -> str:
    """A line of a page from a little before the place where most of the words stand; its beginning where none is found."""
    plain = _SPACES.sub(" ", text).strip()
    at = _densest(plain, lit)
    start, end = max(at - _BEFORE, 0), min(max(at - _BEFORE, 0) + _LONG, len(plain))
    piece = plain[start:end]
    if start and " " in piece:
        piece = "… " + piece.split(" ", 1)[1]
    if end < len(plain) and " " in piece:
        piece = piece.rsplit(" ", 1)[0] + " …"
    return piece


def _densest(text: str, words: Sequence[str]) -> int:
    """The place from which on the most of the words stand; the first of these."""
    pattern = as_written(words)
    matches = islice(pattern.finditer(text), _MOST_PLACES) if pattern else ()
    found = [(match.start(), match[0].casefold()) for match in matches]
    near = [(-len({word for other, word in found if place <= other < place + _LONG - _BEFORE}), place) for place, _ in found]
    return min(near)[1] if near else 0


def _line(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _cut(text: str) -> str:
    plain = _SPACES.sub(" ", text).strip()
    return plain if len(plain) <= _LONG else plain[:_LONG].rsplit(" ", 1)[0] + " …"


_MAKERS: Mapping[Sort, Callable[[FoundThings, Match], Hit | None]] = {
    Sort.PERSON: FoundThings._person, Sort.PLAN: FoundThings._plan, Sort.CASE: FoundThings._case, Sort.FINDING: FoundThings._finding,
    Sort.PAPER: FoundThings._paper, Sort.LINE: FoundThings._bill_line, Sort.CALL: FoundThings._call, Sort.LETTER: FoundThings._letter,
    Sort.PACKET: FoundThings._packet, Sort.DEADLINE: FoundThings._deadline, Sort.PAYMENT: FoundThings._payment,
    Sort.AGREEMENT: FoundThings._agreement, Sort.REFUND: FoundThings._refund, Sort.OFFER: FoundThings._offer, Sort.CARE: FoundThings._care,
    Sort.BOOKLET: FoundThings._booklet, Sort.FILE: FoundThings._file,
}  # fmt: skip
