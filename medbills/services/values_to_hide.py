"""Knows what of a case one may want to hide from the reader of a packet, by plain names, and how each is recognized in print."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medbills.domain.case import KeptPaper
from medbills.domain.paper import Line, Paper, Spot
from medbills.domain.person import Person
from medbills.services.find_on_pages import BANK_AND_CARD, SOCIAL_SECURITY, Sought, seek_day, seek_words

SOCIAL_SECURITY_KEY, BANK_KEY = "social_security", "bank_and_card"
FROM_THE_START = frozenset({SOCIAL_SECURITY_KEY, BANK_KEY})  # hidden until the user shows them
# In the order they are offered: the field of the reading, and its name in a sentence.
_FIELDS = (
    ("patient_birth_date", "date of birth"),
    ("member_id", "member number"),
    ("group_number", "group number"),
    ("account_number", "account number"),
    ("claim_number", "claim number"),
    ("statement_number", "statement number"),
    ("authorization_number", "request number"),
    ("reference_number", "reference number"),
    ("diagnosis_codes", "diagnosis codes"),
    ("guarantor_name", "guarantor (who pays)"),
)
_ENDINGS = (("street", "st"), ("avenue", "ave"), ("road", "rd"), ("drive", "dr"), ("lane", "ln"), ("court", "ct"), ("boulevard", "blvd"),
            ("place", "pl"), ("terrace", "ter"), ("circle", "cir"), ("highway", "hwy"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class HidableValue:
    """A value by its plain name; `spots` are where the reading found it, by paper id."""

    key: str
    name: str
    sought: tuple[Sought, ...]
    spots: tuple[tuple[str, Spot], ...] = ()


def values_to_hide(papers: Sequence[KeptPaper], people: Sequence[Person]) -> tuple[HidableValue, ...]:
    """What these papers may show of these people. Social Security, bank and card numbers are known by their shape alone."""
    values = [HidableValue(SOCIAL_SECURITY_KEY, "Social Security numbers", SOCIAL_SECURITY)]
    values.append(HidableValue(BANK_KEY, "bank and card numbers", BANK_AND_CARD))
    for field, name in _FIELDS:
        told = [value for kept in papers for value in _told(kept.paper, field)]
        if field == "patient_birth_date":
            told += [person.birth_date for person in people if person.birth_date]
        sought = [one for value in dict.fromkeys(told) for one in _seek(value, person=field == "guarantor_name")]
        spots = [(kept.id, spot) for kept in papers for spot in _spots(kept.paper, field)]
        sought += [one for _, spot in spots if spot.raw and (one := seek_words(spot.raw)) is not None]
        values.append(HidableValue(field, name, tuple(dict.fromkeys(sought)), tuple(spots)))
    homes = dict.fromkeys(person.address for person in people if person.address)
    values.append(HidableValue("home_address", "home address", tuple(one for home in homes for one in _seek_home(home))))
    return tuple(value for value in values if value.sought or value.spots)


def _holders(paper: Paper) -> Iterator[Paper | Line]:
    yield paper
    yield from paper.lines


def _told(paper: Paper, field: str) -> Iterator[str | datetime.date]:
    for holder in _holders(paper):
        value = getattr(holder, field, None)
        yield from value if isinstance(value, tuple) else [value] if value else []


def _spots(paper: Paper, field: str) -> Iterator[Spot]:
    for holder in _holders(paper):
        spot = holder.spots.get(field)
        if spot is not None and spot.page and spot.box:
            yield spot


def _seek(value: str | datetime.date, *, person: bool) -> Iterator[Sought]:
    if isinstance(value, datetime.date):
        yield seek_day(value)
        return
    words = value.split()
    turned = [" ".join([words[-1], *words[:-1]])] if person and len(words) > 1 else []  # "Calloway, Ruth"
    for one in map(seek_words, [value, *turned]):
        if one is not None:
            yield one


def _seek_home(address: str) -> Iterator[Sought]:
    """The street, spelled out or short, and the town where it follows the street: a hospital may be in the same town."""
    lines = [line.strip() for line in address.replace("\n", ",").split(",") if line.strip()]
    for street in lines[:1]:
        spellings = {street}
        for long, short in _ENDINGS:
            spellings |= {re.sub(rf"\b{a}\b\.?", b, street, flags=re.IGNORECASE) for a, b in ((long, short), (short, long))}
        for spelling in sorted(spellings, key=len, reverse=True):
            for words in (", ".join([spelling, *lines[1:]]), spelling):
                one = seek_words(words)
                if one is not None:
                    yield one
