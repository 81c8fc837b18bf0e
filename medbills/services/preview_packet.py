"""Prepares a packet to look at before it goes out: which papers may be in it, what stands where, and what to check."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.case import KeptPaper
from medbills.domain.packet import PacketChoices, PacketPlan
from medbills.domain.paper import Box
from medbills.errors import UnusableInput
from medbills.pdf.exhibits import Sheet
from medbills.pdf.packet import print_plan
from medbills.services.check_packet import PacketNote, check_packet, what_they_see
from medbills.services.draw_limits import drawn_limits
from medbills.services.exhibit_papers import (
    letter_words,
    offered_letters,
    offered_papers,
    offered_quotes,
    usual_letters,
    usual_papers,
    usual_quotes,
)
from medbills.services.hide_in_packet import CoveredSpot, HiddenPlan, Hiding, PagesRead, Told, hide_in_packet
from medbills.services.hold_packet import held_by
from medbills.services.letter_facts import paper_words
from medbills.services.load_matters import load_matter
from medbills.services.number_packet import numbered
from medbills.services.plan_packet import USUAL, plan_packet
from medbills.services.values_to_hide import HidableValue, values_to_hide
from medbills.store import Vault

_LEAST = 1.0  # points of a spot's side: less was no more than a touch


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that may be an exhibit."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketDraft:
    """A packet as it is put together now. `exhibits` are paper ids in order; `offered` are all that could be in it."""

    plan: PacketPlan
    case_title: str
    offered: tuple[Offered, ...]
    exhibits: tuple[str, ...]
    checks: tuple[PacketNote, ...]
    inside: tuple[KeptPaper, ...]  # the papers behind the exhibits, in their order; letters are not among them
    values: tuple[HidableValue, ...]
    has_limits: bool = False  # whether limits of the plan year could be drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePacket:
    """A packet ready to look at. `pdf` is printed, saved and frozen alike; `plan` is the one it was printed from, redacted."""

    plan: PacketPlan
    pdf: bytes
    contents: tuple[tuple[str, str, int], ...]  # label, title and first page of each part
    hidden: HiddenPlan
    seen: tuple[PacketNote, ...]
    sheets: tuple[tuple[int, str, Sheet], ...]
    held: tuple[PacketNote, ...] = ()  # what holds it back until the user says why it goes out


def draft_packet(
    vault: Vault, case_id: str, *, today: datetime.date, exhibits: Sequence[str] | None = None, choices: PacketChoices = USUAL
) -> PacketDraft:
    """The packet with these papers and sent letters in this order (None: the usual ones, in the order a stranger understands).

    Raises UnusableInput when the case has no paper that can go into a packet.
    """
    matter = load_matter(vault, case_id, today=today)
    papers = offered_papers(vault, matter, today=today)
    letters = offered_letters(vault, matter)
    offered = tuple(Offered(kept.id, paper_words(kept)) for kept in papers)
    offered += tuple(Offered(letter.id, letter_words(letter)) for letter in letters)
    offered += tuple(Offered(page.id, page.title) for page in offered_quotes(vault, matter))
    usual = [kept.id for kept in usual_papers(vault, matter, today=today)] + [letter.id for letter in usual_letters(vault, matter)]
    usual += [page.id for page in usual_quotes(vault, matter)]
    wanted = usual if exhibits is None else exhibits
    known = {one.id for one in offered}
    chosen = tuple(one for one in wanted if one in known)
    by_id = {kept.id: kept for kept in papers}
    inside = [by_id[one] for one in chosen if one in by_id]
    if not inside:
        raise UnusableInput("A packet needs at least one paper. Add the bill to this case, or put a paper back.")
    plan = plan_packet(vault, case_id, today=today, papers=chosen, choices=choices)
    me = next((person for person in vault.people.all() if person.is_me), None)
    outside = [kept for kept in papers if kept.id not in chosen]
    return PacketDraft(
        plan=plan,
        case_title=matter.case.title,
        offered=offered,
        exhibits=chosen,
        checks=check_packet(matter, plan, inside, outside),
        inside=tuple(inside),
        values=values_to_hide(inside, [person for person in (matter.person, me) if person is not None]),
        has_limits=bool(plan.limits or drawn_limits(vault, matter, {}, today=today)),
    )


def print_packet(
    draft: PacketDraft,
    hiding: Hiding | None = None,
    read: PagesRead | None = None,
    *,
    told: Told = lambda _words: None,
    cancel: threading.Event | None = None,
) -> MadePacket:
    """Hides what was chosen, and prints. It needs no vault; `read` keeps the exhibits' words for the next time.

    `told` hears what is being done, and may raise Cancelled. Raises UnusableInput when an exhibit cannot be used,
    or when what was hidden does not prove to be gone.
    """
    hidden = hide_in_packet(
        draft.plan, draft.exhibits, draft.values, hiding or Hiding(), read or PagesRead(), told=told, cancel=cancel
    )  # fmt: skip
    printed = print_plan(numbered(hidden.plan), lambda: told("Blacking out what you hid"))
    seen = what_they_see(draft.plan, draft.inside, hidden)
    return MadePacket(
        plan=printed.plan, pdf=printed.pdf, contents=printed.contents, hidden=hidden, seen=seen, sheets=printed.sheets,
        held=held_by(draft.checks),
    )  # fmt: skip


def spot_at(draft: PacketDraft, made: MadePacket, page: int, box: Box) -> CoveredSpot | None:
    """The spot of an exhibit's paper under a box on a page of the packet (points from its top-left); None on pages of our own."""
    for number, label, sheet in made.sheets:
        if number == page:
            exhibit, paper = next(
                (one, paper) for one, paper in zip(made.hidden.plan.exhibits, draft.exhibits, strict=True) if one.label == label
            )
            renumbered = bool(exhibit.covers) and exhibit.pages is not None
            first = max(exhibit.pages[0], 1) if exhibit.pages else 1
            spot = sheet.on_page(box)
            if spot[2] - spot[0] < _LEAST or spot[3] - spot[1] < _LEAST:
                return None
            return CoveredSpot(paper, sheet.number + (first - 1 if renumbered else 0), spot)
    return None
