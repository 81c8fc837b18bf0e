"""Offers the kept passages of a plan's booklets to letters, and proves in a letter which page such words are from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from medbills.domain.booklet import Booklet, KeptQuote, cited
from medbills.domain.letter import Evidence, Fact, Letter
from medbills.domain.paper import Spot
from medbills.services.gather_facts import plans_of
from medbills.store import Vault

QUOTING = frozenset({"plan_clause"})  # the facts of letters that are the plan's own words


@dataclass(frozen=True, slots=True)
class Citation:
    """A kept passage, ready for a letter. `place` is "SPD p. 43"."""

    quote: KeptQuote
    booklet: Booklet

    @property
    def place(self) -> str:
        return cited(self.booklet, self.quote.page)

    @property
    def letter_words(self) -> str:
        """As a letter says it: the words, and their page."""
        return f"{self.quote.words.rstrip('. ')} ({self.place})"

    @property
    def evidence(self) -> Evidence:
        box = self.quote.boxes[0] if self.quote.boxes else None
        return Evidence(
            source=f"{self.booklet.title}, page {self.quote.page}", document=self.booklet.id,
            spot=Spot(page=self.quote.page, box=box, raw=self.quote.words),
        )  # fmt: skip


def citations_of(vault: Vault, person_id: str | None) -> tuple[Citation, ...]:
    """All kept passages of this person's plans."""
    person = vault.people.get(person_id) if person_id else None
    plans = plans_of(vault, person) if person else vault.plans.all()
    return tuple(
        Citation(quote, booklet)
        for plan in plans
        for booklet in vault.booklets.of_plan(plan.id)
        for quote in vault.kept_quotes.of_booklet(booklet.id)
    )


def proved(fact: Fact, citations: Iterable[Citation]) -> Fact:
    """The fact with the page that its words are from, where they hold a kept passage; else as it was."""
    if not isinstance(fact.value, str):
        return fact
    found = [one for one in citations if one.letter_words in fact.value]
    if not found:
        return fact
    first = found[0].evidence
    sources = dict.fromkeys(one.evidence.source for one in found)
    return dataclasses.replace(fact, evidence=dataclasses.replace(first, source="; ".join(sources)))


def cited_in(letters: Iterable[Letter], citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The kept passages that these letters quote."""
    told = [str(letter.answers.get(fact) or "") for letter in letters for fact in QUOTING]
    return tuple(one for one in citations if any(one.letter_words in words for words in told))

