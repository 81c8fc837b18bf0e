"""Finds what shall be hidden on the exhibits of a packet, and says where it was found and where it still stands."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from medbills.domain.packet import Cover, Exhibit, PacketPlan
from medbills.domain.page import Page
from medbills.domain.paper import Box, Spot
from medbills.domain.wording import counted, listed
from medbills.errors import UnusableInput
from medbills.pdf.exhibits import taken_pages
from medbills.pdf.reader import read_pages
from medbills.services.find_on_pages import Place, Sought, find_on, seek_words
from medbills.services.values_to_hide import FROM_THE_START, SOCIAL_SECURITY_KEY, HidableValue

Told = Callable[[str], None]  # hears what is read; may raise Cancelled


@dataclass(frozen=True, slots=True)
class CoveredSpot:
    """A spot that the user covered by hand: `page` as the paper counts, `box` in points on the page as it is shown."""

    paper: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiding:
    """What the user chose to hide: values by key, words as typed, spots."""

    values: frozenset[str] = FROM_THE_START
    words: tuple[str, ...] = ()
    spots: tuple[CoveredSpot, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What can be hidden, or was looked for: how many places, on the exhibits with these letters."""

    key: str  # of a value; for words the words
    name: str
    places: int
    exhibits: tuple[str, ...]
    hidden: bool
    sought: tuple[Sought, ...] = ()

    @property
    def where(self) -> str:
        """ "2 places, Exhibits A and B"; for what was not found, what to do."""
        if not self.places:
            return "Not found. Look through the pages."
        return f"{counted(self.places, 'place')}, {exhibits_in_words(self.exhibits)}"


@dataclass(frozen=True, slots=True)
class HiddenPlan:
    """A plan with its spots to cover; `spots` are those covered by hand, each with its exhibit's letter ("": left out).

    `by_machine` are exhibits that are pictures, `unread` those that could not be searched.
    """

    plan: PacketPlan
    values: tuple[Found, ...]
    words: tuple[Found, ...]
    spots: tuple[tuple[CoveredSpot, str], ...]
    by_machine: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def hidden(self) -> tuple[Found, ...]:
        """What is hidden, and was found."""
        return tuple(one for one in (*self.values, *self.words) if one.hidden and one.places)

    @property
    def covered(self) -> int:
        """How many spots covered by hand are on papers that go out."""
        return sum(1 for _, label in self.spots if label)

    @property
    def has_covers(self) -> bool:
        """Whether anything is black."""
        return any(exhibit.covers for exhibit in self.plan.exhibits)


class PagesRead:
    """The words of exhibits' pages, read once for as long as a packet is put together."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, tuple[int, int] | None], tuple[Page, ...] | None] = {}

    def of(self, exhibit: Exhibit, told: Told, cancel: threading.Event | None) -> tuple[Page, ...] | None:
        """The pages that are taken, numbered as the paper counts; None where they cannot be read. May raise Cancelled."""
        key = (hashlib.sha256(exhibit.pdf).hexdigest(), exhibit.pages)
        if key not in self._read:
            first = max(exhibit.pages[0], 1) if exhibit.pages else 1
            name = f"Exhibit {exhibit.label}"
            try:
                sheets = read_pages(
                    taken_pages(exhibit), name=name, slanted=True, cancel=cancel,
                    progress=lambda done, of: told(f"Reading {name}, page {done} of {of}"),
                )  # fmt: skip
                self._read[key] = tuple(dataclasses.replace(page, number=page.number + first - 1) for page in sheets.pages)
            except UnusableInput:
                self._read[key] = None
        return self._read[key]


def hide_in_packet(
    plan: PacketPlan,
    papers: Sequence[str],
    values: Sequence[HidableValue],
    hiding: Hiding,
    read: PagesRead,
    *,
    told: Told = lambda _words: None,
    cancel: threading.Event | None = None,
) -> HiddenPlan:
    """The plan with the spots of what is hidden; `papers` are the ids behind its exhibits, in their order. May raise Cancelled."""
    pages = {exhibit.label: read.of(exhibit, told, cancel) for exhibit in plan.exhibits}
    ids = {exhibit.label: paper for exhibit, paper in zip(plan.exhibits, papers, strict=True)}
    search = _Search({label: found or () for label, found in pages.items()}, ids, {one.label: one for one in plan.exhibits})
    offered = tuple(found for value in values if (found := search.value(value, hiding)).places)
    typed = tuple(search.typed(words) for words in hiding.words)
    spots = tuple((spot, search.by_hand(spot)) for spot in hiding.spots)
    exhibits = tuple(dataclasses.replace(exhibit, covers=search.covers(exhibit.label)) for exhibit in plan.exhibits)
    return HiddenPlan(
        plan=dataclasses.replace(plan, exhibits=exhibits),
        values=offered,
        words=typed,
        spots=spots,
        by_machine=tuple(label for label, found in pages.items() if any(map(_by_machine, found or ()))),
        unread=tuple(label for label, found in pages.items() if found is None),
    )


class _Search:
    """Looks through the pages of all exhibits, and gathers the spots of what is hidden."""

    def __init__(self, pages: Mapping[str, tuple[Page, ...]], papers: Mapping[str, str], exhibits: Mapping[str, Exhibit]) -> None:
        self._pages, self._papers, self._exhibits = pages, papers, exhibits
        self._covers: dict[str, list[Cover]] = {label: [] for label in pages}

    def covers(self, label: str) -> tuple[Cover, ...]:
        """The spots to cover on an exhibit, each once."""
        unique = {(cover.page, cover.box): cover for cover in self._covers[label]}
        return tuple(unique[key] for key in sorted(unique))

    def value(self, value: HidableValue, hiding: Hiding) -> Found:
        """Where a value of the case stands."""
        sought = value.sought
        if value.key == SOCIAL_SECURITY_KEY:
            sought = (*sought, *self._same_numbers(sought))
        places = self._find(sought)
        for label, paper in self._papers.items():
            for spot in (spot for owner, spot in value.spots if owner == paper):
                self._add_spot(places[label], label, spot)
        return self._found(value.key, value.name, places, value.key in hiding.values, sought)

    def typed(self, words: str) -> Found:
        """Where typed words stand: what is found is hidden."""
        one = seek_words(words)
        sought = (one,) if one is not None else ()
        return self._found(words, f"“{words}”", self._find(sought), True, sought)

    def by_hand(self, spot: CoveredSpot) -> str:
        """Covers a spot of the user's own; the letter of its exhibit, "" where the paper does not go out."""
        for label, pages in self._pages.items():
            if spot.paper == self._papers[label]:
                page = next((page for page in pages if page.number == spot.page), None)
                under = _words_under(page, spot.box) if page is not None else ""
                self._covers[label].append(Cover(page=spot.page, box=spot.box, words=under, drawn=True))
                return label
        return ""

    def _find(self, sought: Sequence[Sought]) -> dict[str, list[Place]]:
        return {label: [place for page in pages for place in find_on(page, sought)] for label, pages in self._pages.items()}

    def _same_numbers(self, sought: Sequence[Sought]) -> list[Sought]:
        """The numbers found by their shape, wherever they stand without dashes."""
        texts = {place.words for places in self._find(sought).values() for place in places}
        digits = {"".join(char for char in text if char.isdigit()) for text in sorted(texts)}
        return [one for number in sorted(digits) if len(number) == 9 and (one := seek_words(number)) is not None]

    def _add_spot(self, places: list[Place], label: str, spot: Spot) -> None:
        """A spot of the reading is a place of its own only where the words were not found anyway."""
        pages = [page.number for page in self._pages[label]]
        if spot.page is None or spot.box is None or spot.page not in pages:
            return
        where = self._exhibits[label].place(spot.page, spot.box)
        if not any(place.page == spot.page and _overlap(box, where) for place in places for box in place.boxes):
            places.append(Place(spot.page, (where,), spot.raw or ""))

    def _found(self, key: str, name: str, places: Mapping[str, list[Place]], hidden: bool, sought: tuple[Sought, ...]) -> Found:
        if hidden:
            for label, found in places.items():
                self._covers[label] += [Cover(page=place.page, box=box, words=place.words) for place in found for box in place.boxes]
        where = tuple(label for label, found in places.items() if found)
        return Found(key, name, sum(map(len, places.values())), where, hidden, sought)


def _by_machine(page: Page) -> bool:
    """Whether the words were read from a picture, or a picture gave none."""
    return any(word.confidence < 1 for word in page.words) or (page.lens is not None and not page.words)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _words_under(page: Page, box: Box) -> str:
    return " ".join(word.text for word in page.words if _overlap(page.as_shown(word.box), box))


def exhibits_in_words(labels: Sequence[str]) -> str:
    """ "Exhibit A", "Exhibits A and B"."""
    return f"Exhibit{'s' if len(labels) > 1 else ''} {listed(list(labels))}"
