"""A dispute packet: the cover with what is asked, what happened in order, and the exhibits that prove it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.money import Money
from medbills.domain.paper import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One row of the cover: why, how much, and the letters of the exhibits that show it ("A", "B")."""

    why: str
    amount: Money
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One row of the chronology."""

    day: datetime.date
    what: str
    detail: str = ""
    proof: str = ""  # the letter of the exhibit


@dataclass(frozen=True, slots=True, kw_only=True)
class Lit:
    """A spot to light on a page of an exhibit; `page` counts from 1 within it."""

    page: int
    box: Box
    note: str = ""  # the call-out beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A spot to black out on a page of an exhibit; `page` counts as for `Lit`, `box` is measured on the page as it is shown."""

    page: int
    box: Box
    words: str = ""  # what stands there, as far as it is known: the finished file is searched for it
    drawn: bool = False  # by hand: no wider than it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A paper in the packet: the bytes of a PDF, or text pages made here (call notes)."""

    label: str  # "A"
    title: str
    pdf: bytes
    lit: tuple[Lit, ...] = ()
    pages: tuple[int, int] | None = None  # first and last page to take, from 1; None: all
    covers: tuple[Cover, ...] = ()  # with any, the paper goes out as pictures of its pages with these spots black


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNote:
    """A row of the call log."""

    day: datetime.date
    time: str
    who: str
    reference: str
    said: str
    promised: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketPlan:
    """Everything the packet is printed from; the same plan gives the same bytes."""

    title: str  # "Request to correct a bill"
    recipient: str  # name and address, lines divided by line ends
    particulars: tuple[tuple[str, str], ...]  # Patient, Account, Date of service, Sent by
    asks: str  # the remedy, in a sentence or two
    reasons: tuple[Reason, ...]
    happenings: tuple[Happening, ...]
    exhibits: tuple[Exhibit, ...]
    calls: tuple[CallNote, ...] = ()
    footer: str = ""  # "Calloway, Riverbend 2026"
    printed_on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A packet as it was frozen in the vault. `sha256` is the hash of the PDF's bytes."""

    id: str
    case_id: str
    title: str
    recipient: str
    made_on: datetime.date
    pages: int
    sha256: str
    document_id: str
    sent_on: datetime.date | None = None
    method: str = ""
