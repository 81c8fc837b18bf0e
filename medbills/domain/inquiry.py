"""What all findings of one check share, and how a finding is made of the rest."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.money import ZERO, Money


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """The fixed words of a check: its name, what it asks and from whom, and on which authority."""

    slug: str
    number: str
    title: str
    sentence: str
    severity: Severity
    question: str
    remedy: str
    letter: str
    authority: str
    checked_on: datetime.date = datetime.date(2026, 11, 21)

    def finding(
        self, title: str, explanation: str, reason: str, *, certainty: Certainty, lines: Iterable[LineRef] = (),
        documents: Iterable[str] = (), at_stake: Money = ZERO, severity: Severity | None = None, question: str = "", remedy: str = "",
        letter: str = "",
    ) -> Finding:  # fmt: skip
        """A finding of this check. The papers of `lines` need not be named again in `documents`; a blank takes the check's own."""
        refs = tuple(dict.fromkeys(lines))
        return Finding(
            check=self.slug, severity=severity or self.severity, title=title, explanation=explanation, reason=reason,
            amount_at_stake=at_stake, documents=tuple(dict.fromkeys((*(ref.document for ref in refs), *documents))), lines=refs,
            certainty=certainty, question=question or self.question, remedy=remedy or self.remedy, letter=letter or self.letter,
            authority=self.authority, checked_on=self.checked_on,
        )  # fmt: skip

    def answer(self, findings: Iterable[Finding], needs: Iterable[str] = ()) -> Inspection:
        """What the check says: its findings, and what it lacked, each need once."""
        return Inspection(tuple(findings), tuple(NotChecked(self.slug, need) for need in dict.fromkeys(needs)))

    def check(self, inspect: Callable[[Facts], Inspection]) -> Check:
        """The entry of the catalogue."""
        return Check(
            slug=self.slug, number=self.number, title=self.title, sentence=self.sentence, severity=self.severity,
            authority=self.authority, checked_on=self.checked_on, inspect=inspect,
        )  # fmt: skip


def weakest(*certainties: Certainty) -> Certainty:
    """The least sure of them."""
    return max(certainties, key=(Certainty.SURE, Certainty.LIKELY, Certainty.ASK).index)
