"""Which papers count, by what is known of how they are tied: of one paper that is here twice, one is left out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from medbills.domain.case import KeptPaper
from medbills.domain.kinship import is_data
from medbills.domain.link import ONE_OF_TWO, Apart, Link, LinkState, Relation

_LONG_AGO = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)


def left_out(papers: Sequence[KeptPaper], links: Iterable[Link]) -> frozenset[str]:
    """Ids of the papers that say nothing new.

    Of two that are one, the one stays that was confirmed, lists more charges, has pages to show, or came first.
    """
    order = {kept.id: (not kept.confirmed, -_charges(kept), is_data(kept.paper), kept.kept_at or _LONG_AGO, kept.id) for kept in papers}
    return frozenset(
        max(link.paper_id, link.other_id, key=lambda paper_id: order[paper_id])
        for link in links
        if link.relation in ONE_OF_TWO and link.counts and link.paper_id in order and link.other_id in order
    )


def superseded(papers: Sequence[KeptPaper], links: Iterable[Link]) -> frozenset[str]:
    """Ids of the insurer's papers that a corrected one among these replaces."""
    there = {kept.id for kept in papers}
    corrections = (link for link in links if link.relation is Relation.CORRECTED_CLAIM and link.counts)
    return frozenset(link.other_id for link in corrections if link.paper_id in there)


def kept_apart(links: Iterable[Link]) -> frozenset[Apart]:
    """The pairs that the user says do not belong to each other."""
    return frozenset(link.apart for link in links if link.state is LinkState.REJECTED)


def _charges(kept: KeptPaper) -> int:
    return sum(line.billed is not None for line in kept.paper.lines)
