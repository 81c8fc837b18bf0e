"""Finds how papers are tied to each other when one is kept or changed, and takes the ties of a removed one away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from medbills.domain.case import KeptPaper
from medbills.domain.differences import moved_lines
from medbills.domain.kinship import kinship, marks
from medbills.domain.link import FOUND, ONE_OF_TWO, Link, LinkState
from medbills.domain.paper import Paper
from medbills.store import Change, Vault


def link_papers(vault: Vault, change: Change, paper_ids: Collection[str], papers: Sequence[KeptPaper] | None = None) -> None:
    """Keeps how these papers are tied to the others, inside an open change. What the user said of a pair stays.

    `papers` are all there are, where the caller has them at hand.
    """
    known = {link.id: link for link in vault.links.all()}
    found = _found(vault.papers.all() if papers is None else papers, paper_ids)
    for link_id, link in found.items():
        before = known.get(link_id)
        if before is None:
            change.links.add(link)
        elif before.state is LinkState.SUGGESTED:
            same_way = link.relation in ONE_OF_TWO
            change.links.put(replace(link, paper_id=before.paper_id, other_id=before.other_id) if same_way else link)
    for link_id, link in known.items():
        gone = link_id not in found and link.relation in FOUND and link.state is LinkState.SUGGESTED
        if gone and not {link.paper_id, link.other_id}.isdisjoint(paper_ids):
            change.links.remove(link_id)


def unlink_paper(vault: Vault, change: Change, paper_id: str) -> None:
    """Takes the links of a paper away with it, inside an open change; undoing that brings them back."""
    for link in vault.links.of_paper(paper_id):
        change.links.remove(link.id)
    for reply in vault.replies.of_paper(paper_id):
        change.replies.remove(reply.id)
    if vault.arrivals.get(paper_id):
        change.arrivals.remove(paper_id)
    if vault.reader_marks.get(paper_id):
        change.reader_marks.remove(paper_id)


def move_line_links(vault: Vault, change: Change, before: Paper, after: Paper) -> None:
    """Lets what the user said of single lines follow them when lines of a paper were added or taken away, inside an open change."""
    if len(before.lines) == len(after.lines):
        return
    moved = moved_lines(before, after)
    touched = [link for link in vault.links.of_paper(before.id) if link.line is not None and link.other_line is not None]
    for link in touched:
        change.links.remove(link.id)
    for link in touched:
        side = "line" if link.paper_id == before.id else "other_line"
        to = moved.get(getattr(link, side))
        if to is not None:
            change.links.put(replace(link, line=to) if side == "line" else replace(link, other_line=to))


def _found(papers: Sequence[KeptPaper], paper_ids: Collection[str]) -> dict[str, Link]:
    """The ties of these papers to all others, by id. Of papers kept at one moment those that are looked at count as the newer."""
    order = {kept.id: (kept.kept_at.isoformat() if kept.kept_at else "", kept.id in paper_ids, at) for at, kept in enumerate(papers)}
    marks_of = {kept.id: marks(kept.paper) for kept in papers}
    by_mark: dict[str, list[KeptPaper]] = defaultdict(list)
    for kept in papers:
        for mark in marks_of[kept.id]:
            by_mark[mark].append(kept)
    found: dict[str, Link] = {}
    seen: set[tuple[str, str]] = set()
    for kept in papers:
        if kept.id not in paper_ids:
            continue
        for other in {other.id: other for mark in marks_of[kept.id] for other in by_mark[mark]}.values():
            newer, older = (kept, other) if order[kept.id] > order[other.id] else (other, kept)
            if newer is older or (newer.id, older.id) in seen:
                continue
            seen.add((newer.id, older.id))
            if _may_be_one_persons(newer, older) and (link := _link(newer, older)):
                found[link.id] = link
    return found


def _link(newer: KeptPaper, older: KeptPaper) -> Link | None:
    tie = kinship(newer.paper, older.paper)
    if tie is None:
        return None
    found, swapped = tie
    first, second = (older, newer) if swapped else (newer, older)
    return Link(paper_id=first.id, other_id=second.id, relation=found.relation, score=found.score, reason=found.reason)


def _may_be_one_persons(paper: KeptPaper, other: KeptPaper) -> bool:
    """A paper whose person is not known yet may be anybody's; the printed names are compared with the rest."""
    return not (paper.person_id and other.person_id) or paper.person_id == other.person_id
