"""A dispute packet: the cover with what is asked, what happened in order, and the exhibits that prove it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.money import Money
from medbills.domain.page import Lens, from_shown
from medbills.domain.paper import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One row of the cover: why, how much, and the letters of the exhibits that show it ("A", "B")."""

    why: str
    amount: Money
    proof: tuple[str, ...]
    at: tuple[tuple[str, int], ...] = ()  # the pages that show it: letter of an exhibit, and page within it from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One row of the chronology."""

    day: datetime.date
    what: str
    detail: str = ""
    proof: str = ""  # the letter of the exhibit
    group: str = ""  # "papers", "calls", "letters", "money", as a Moment's


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
    file: str = ""  # name of the file as it is kept
    fingerprint: str = ""  # SHA-256 of that file, in hexadecimal
    lenses: tuple[Lens, ...] = ()  # of a photo made straight, page by page: from these pages to the photo that was read


    def place(self, page: int, box: Box) -> Box:
        """Where a spot of the paper lies on the exhibit's pages, which are straight where the photo was not."""
        return from_shown(self.lenses[page - 1], box) if 0 < page <= len(self.lenses) else box


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
class Criterion:
    """A rule the insurer goes by, and how it is met: in words, and on which exhibits."""

    rule: str
    met: str
    proof: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """What the certificate of mailing prints beforehand; the rest is filled in by hand."""

    sender: str
    method: str = "Certified mail, return receipt requested"
    tracking: str = ""  # of certified mail


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnStep:
    """What one statement takes toward a limit, the sum with it, the sum it prints itself, and what of it is above the limit."""

    day: datetime.date
    taken: Money
    running: Money
    above: Money
    printed: Money | None = None
    proof: str = ""  # the letter of the exhibit


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLimit:
    """A limit of a plan year, from its first day to its last; at least one step."""

    title: str  # "Deductible, in network"
    first: datetime.date
    last: datetime.date
    limit: Money
    steps: tuple[DrawnStep, ...]


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
    rules_version: str = ""  # of the rules in use; it stands beside the footer
    printed_on: datetime.date
    number: str = ""  # eight letters and digits that name this packet; on every page, with a square code that repeats them
    criteria: tuple[Criterion, ...] = ()
    mailing: Mailing | None = None
    lists_files: bool = False  # a last page with the fingerprint of each exhibit's file
    draws_time: bool = False  # a page on which the happenings are drawn to scale
    limits: tuple[DrawnLimit, ...] = ()  # a page on which they are drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketChoices:
    """What may be in a packet or not. Account numbers on our own pages show their last signs only, unless `full_numbers`."""

    full_numbers: bool = False
    certificate: bool = True
    fingerprints: bool = True
    tracking: str = ""  # number of certified mail, for the certificate
    in_time: bool = False  # the case drawn in time, beside the list of what happened
    limits: bool = False  # the patient's limits of the plan year, drawn


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
    tracking: str | None = None
    in_spite_of: str | None = None  # what did not fit when it was made, and the user's reason to go on
