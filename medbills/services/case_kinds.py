"""The kinds of case: what each is about and which one the papers show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from medbills import plain_yaml
from medbills.domain.case import CaseKind
from medbills.domain.closing import ClosingItem
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.paths import resource
from medbills.services.name_case import kind_of_case, lead_paper


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that would be proof in a case of this kind, and what it would show."""

    what: str
    paper: Kind
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfCase:
    """An entry of resources/cases/kinds.yaml. `sign` is what a case of this kind shows by itself to the ways forward."""

    kind: CaseKind
    name: str
    about: str
    papers: frozenset[Kind] = frozenset()
    checks: frozenset[str] = frozenset()
    lead_checks: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    network: str = ""
    tooth: bool = False
    from_sum: Money | None = None
    aim: str = ""
    sign: str = ""
    proof: tuple[Wanted, ...] = ()
    closes: frozenset[ClosingItem] = frozenset()


@cache
def kinds_of_case() -> Mapping[CaseKind, KindOfCase]:
    """Every kind, in the order in which they are proposed. Raises ValueError where the file is not whole: a mistake of ours."""
    rows = plain_yaml.load(resource("cases", "kinds.yaml").read_text(encoding="utf-8"))["kinds"]
    found = {kind.kind: kind for kind in map(_kind, rows)}
    if found.keys() != set(CaseKind):
        raise ValueError("resources/cases/kinds.yaml does not name every kind of case once")
    return found


def _kind(row: Mapping[str, Any]) -> KindOfCase:
    return KindOfCase(
        kind=CaseKind(row["kind"]), name=row["name"], about=row["about"], papers=frozenset(map(Kind, row.get("papers", ()))),
        checks=frozenset(row.get("checks", ())), lead_checks=frozenset(row.get("lead_checks", ())),
        letters=frozenset(row.get("letters", ())), network=row.get("network", ""), tooth=row.get("tooth", False),
        from_sum=Money.of(row["from"]) if "from" in row else None, aim=row.get("aim", ""), sign=row.get("sign", ""),
        proof=tuple(Wanted(wanted["what"], Kind(wanted["paper"]), wanted["why"]) for wanted in row.get("proof", ())),
        closes=frozenset(map(ClosingItem, row.get("closes", ()))),
    )  # fmt: skip


def kind_of(matter: Matter) -> KindOfCase:
    """The kind that holds for the case."""
    return kinds_of_case()[matter.case.kind]


def proposed_kind(matter: Matter) -> KindOfCase:
    """What the papers, the findings and the letters show; the same papers in another order show the same."""
    kinds = kinds_of_case()
    return next((kind for kind in kinds.values() if any(_shown(kind, matter))), kinds[CaseKind.BILL])


def other_kind(matter: Matter) -> KindOfCase | None:
    """The kind to offer: None where the case has it already, is closed, or the user chose its kind."""
    if matter.case.closed_on or matter.case.kind_told_on:
        return None
    proposed = proposed_kind(matter)
    return proposed if proposed.kind not in (matter.case.kind, CaseKind.BILL) else None


def _shown(kind: KindOfCase, matter: Matter) -> Iterator[bool]:
    papers = [kept.paper for kept in matter.counting]
    found = matter.in_question
    lead = lead_paper(papers)
    yield bool(kind.papers & {paper.kind for paper in papers})
    yield bool(kind.checks & {kept.finding.check for kept in found})
    yield bool(found) and found[0].finding.check in kind.lead_checks
    yield bool(kind.letters & {letter.slug for letter in matter.letters if letter.sent_on})
    yield bool(kind.network) and any(paper.network_status == kind.network for paper in papers if paper.is_eob)
    yield kind.tooth and lead is not None and kind_of_case(lead) is CaseKind.DENTAL
    yield kind.from_sum is not None and matter.owed.asked >= kind.from_sum
