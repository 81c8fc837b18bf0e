"""A tie between two papers, or two of their lines, as it is kept: what it says, how sure it is, and the user's word on it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

AS_GOOD_AS_TOLD = 0.95  # from this score on a tie counts until the user says otherwise


class Relation(StrEnum):
    """How a paper relates to another one. Those with a direction go from the later paper to the earlier one."""

    SAME_PAPER = "same_paper"  # scanned, photographed or downloaded twice
    SAME_CLAIM = "same_claim"  # one claim, once on paper and once as data
    LATER_STATEMENT = "later_statement"  # of the same account
    CORRECTED_CLAIM = "corrected_claim"  # replaces or takes back what the insurer said before
    SAME_LINE = "same_line"  # a line of a bill, and the insurer's word on it
    PAYS = "pays"  # a receipt, and the bill it pays


FOUND = frozenset({Relation.SAME_PAPER, Relation.SAME_CLAIM, Relation.LATER_STATEMENT, Relation.CORRECTED_CLAIM})  # by the program
ONE_OF_TWO = frozenset({Relation.SAME_PAPER, Relation.SAME_CLAIM})  # only one of the two papers counts


class LinkState(StrEnum):
    """Found by the program, or what the user said of it. What was rejected is never suggested again."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, order=True)
class Apart:
    """Two papers, or two of their lines, that the user says do not belong to each other. Ids in order; lines from 0."""

    paper: str
    other: str
    line: int | None = None
    other_line: int | None = None

    @classmethod
    def of(cls, paper: str, other: str, line: int | None = None, other_line: int | None = None) -> Apart:
        """The same whichever of the two is named first."""
        return cls(paper, other, line, other_line) if paper <= other else cls(other, paper, other_line, line)


def are_apart(apart: Collection[Apart], paper: str, other: str, line: int | None = None, other_line: int | None = None) -> bool:
    """Whether the user said that the two papers, or these two of their lines, do not belong to each other."""
    return bool(apart) and Apart.of(paper, other, line, other_line) in apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`score` is 0 to 1; `reason` a plain sentence. `line` and `other_line` count from 0 and are None for whole papers."""

    paper_id: str
    other_id: str
    relation: Relation
    score: float
    reason: str
    state: LinkState = LinkState.SUGGESTED
    line: int | None = None
    other_line: int | None = None

    @property
    def id(self) -> str:
        """One for each pair and relation, so that an answer of the user is found again."""
        pair = self.apart
        lines = "" if pair.line is None else f":{pair.line}:{pair.other_line}"
        return f"{self.relation.value}:{pair.paper}:{pair.other}{lines}"

    @property
    def counts(self) -> bool:
        """Whether the checks go by it."""
        return self.state is LinkState.CONFIRMED or (self.state is LinkState.SUGGESTED and self.score >= AS_GOOD_AS_TOLD)

    @property
    def apart(self) -> Apart:
        """The pair it speaks of."""
        return Apart.of(self.paper_id, self.other_id, self.line, self.other_line)
