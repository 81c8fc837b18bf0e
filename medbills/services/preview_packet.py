"""Prepares a packet to look at before it goes out: which papers may be in it, what stands where, and what to check."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.packet import Packet, PacketPlan
from medbills.errors import UnusableInput
from medbills.pdf.packet import packet_contents, packet_pdf
from medbills.services.check_packet import PacketNote, check_packet, what_they_see
from medbills.services.letter_facts import paper_words
from medbills.services.load_matters import load_matter
from medbills.services.make_packet import MadePacket, keep_packet, offered_papers, plan_packet, usual_papers
from medbills.store import Vault


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
    seen: tuple[PacketNote, ...]


def draft_packet(vault: Vault, case_id: str, *, today: datetime.date, exhibits: Sequence[str] | None = None) -> PacketDraft:
    """The packet with these papers in this order (None: the usual ones, in the order a stranger understands).

    Raises UnusableInput when the case has no paper that can go into a packet.
    """
    matter = load_matter(vault, case_id, today=today)
    papers = offered_papers(vault, matter)
    offered = tuple(Offered(kept.id, paper_words(kept)) for kept in papers)
    wanted = [kept.id for kept in usual_papers(vault, matter)] if exhibits is None else exhibits
    known = {kept.id for kept in papers}
    chosen = tuple(paper_id for paper_id in wanted if paper_id in known)
    if not chosen:
        raise UnusableInput("A packet needs at least one paper. Add the bill to this case, or put a paper back.")
    plan = plan_packet(vault, case_id, today=today, papers=chosen)
    by_id = {kept.id: kept for kept in papers}
    inside = [by_id[paper_id] for paper_id in chosen]
    outside = [kept for kept in papers if kept.id not in chosen]
    return PacketDraft(
        plan=plan,
        case_title=matter.case.title,
        offered=offered,
        exhibits=chosen,
        checks=check_packet(matter, plan, inside, outside),
        seen=what_they_see(plan, inside),
    )


def print_packet(plan: PacketPlan) -> tuple[MadePacket, tuple[tuple[str, str, int], ...]]:
    """The PDF of a plan, and label, title and first page of each part. It needs no vault."""
    return MadePacket(plan, packet_pdf(plan)), packet_contents(plan)


def freeze_packet(vault: Vault, case_id: str, made: MadePacket, *, now: datetime.datetime) -> Packet:
    """Keeps the packet as it is, unless the very same bytes were kept before."""
    sha256 = hashlib.sha256(made.pdf).hexdigest()
    before = next((packet for packet in vault.packets.of_case(case_id) if packet.sha256 == sha256), None)
    return before or keep_packet(vault, case_id, made, now=now)
