"""Loads cases whole: what every screen, letter and packet looks at."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from medbills.domain.alike_pairs import grouped
from medbills.domain.call import Call
from medbills.domain.case import Case, KeptPaper
from medbills.domain.contradiction import Contradiction
from medbills.domain.deadline import KeptDeadline
from medbills.domain.finding import KeptFinding
from medbills.domain.letter import Letter
from medbills.domain.link import Link
from medbills.domain.matter import Matter, Owed
from medbills.domain.offer import Offer
from medbills.domain.packet import Packet
from medbills.domain.paper import Kind
from medbills.domain.payment import Payment
from medbills.domain.person import Provider
from medbills.domain.rule import Pack
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.gather_facts import papers_of_open_cases, plans_of
from medbills.services.load_replies import arrivals_of, replies_of
from medbills.services.rules_in_use import rules_in_use
from medbills.services.split_owed import split_owed
from medbills.store import Vault
from medbills.unswept import nothing_swept


def load_matters(vault: Vault, *, today: datetime.date, person_id: str | None = None, with_closed: bool = True) -> tuple[Matter, ...]:
    """Every case, or those of one person, in the order they were opened. Without the closed ones it takes a part of the time."""
    mine = [case for case in vault.cases.all() if person_id is None or case.person_id == person_id]
    cases = [case for case in mine if with_closed or not case.closed_on]
    papers = grouped(vault.papers.all() if with_closed else papers_of_open_cases(vault), attrgetter("case_id"))
    owed = split_owed(vault, {case.person_id for case in cases}, today=today)
    told, rules = _Told.of_all(vault), rules_in_use(vault)
    in_order = sorted(cases, key=lambda case: (case.opened_on, case.id))
    with nothing_swept():
        return tuple(_matter(vault, case, papers.get(case.id, ()), owed, rules, told) for case in in_order)


def load_matter(vault: Vault, case_id: str, *, today: datetime.date) -> Matter:
    """One case. Raises UnusableInput when there is none of that id."""
    case = vault.cases.get(case_id)
    if case is None:
        raise UnusableInput(f"This case is not among your papers. {IN_HISTORY}")
    owed, told = split_owed(vault, {case.person_id}, today=today), _Told.of_one(vault, case_id)
    return _matter(vault, case, vault.papers.of_case(case_id), owed, rules_in_use(vault), told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What belongs to cases, by their ids: of all cases it is read at once, not case by case."""

    findings: Mapping[str | None, Sequence[KeptFinding]]
    deadlines: Mapping[str | None, Sequence[KeptDeadline]]
    calls: Mapping[str | None, Sequence[Call]]
    letters: Mapping[str | None, Sequence[Letter]]
    packets: Mapping[str | None, Sequence[Packet]]
    payments: Mapping[str | None, Sequence[Payment]]
    offers: Mapping[str | None, Sequence[Offer]]
    contradictions: Mapping[str | None, Sequence[Contradiction]]
    links: Mapping[str, Sequence[Link]]  # by the first of their two papers

    @classmethod
    def of_all(cls, vault: Vault) -> _Told:
        """Of every case there is."""
        return cls(
            findings=grouped(vault.findings.all(), _case_id), deadlines=grouped(vault.deadlines.all(), _case_id),
            calls=grouped(vault.calls.all(), _case_id), letters=grouped(vault.letters.all(), _case_id),
            packets=grouped(vault.packets.all(), _case_id), payments=grouped(vault.payments.all(), _case_id),
            offers=grouped(vault.offers.all(), _case_id), contradictions=grouped(vault.contradictions.all(), _case_id),
            links=_by_paper(vault),
        )  # fmt: skip

    @classmethod
    def of_one(cls, vault: Vault, case_id: str) -> _Told:
        """Of one case."""
        return cls(
            findings={case_id: vault.findings.of_case(case_id)}, deadlines={case_id: vault.deadlines.of_case(case_id)},
            calls={case_id: vault.calls.of_case(case_id)}, letters={case_id: vault.letters.of_case(case_id)},
            packets={case_id: vault.packets.of_case(case_id)}, payments={case_id: vault.payments.of_case(case_id)},
            offers={case_id: vault.offers.of_case(case_id)}, contradictions={case_id: vault.contradictions.of_case(case_id)},
            links=_by_paper(vault),
        )  # fmt: skip


def _by_paper(vault: Vault) -> Mapping[str, Sequence[Link]]:
    return grouped(vault.links.all(), attrgetter("paper_id"))


def _matter(vault: Vault, case: Case, filed: Sequence[KeptPaper], owed: dict[str, Owed], rules: Pack, told: _Told) -> Matter:
    person = vault.people.get(case.person_id) if case.person_id else None
    papers = tuple(sorted(filed, key=_by_date))
    plans = plans_of(vault, person)
    share = Owed()
    for kept in papers:
        share = share + owed.get(kept.id, Owed())
    return Matter(
        case=case,
        person=person,
        provider=_provider(vault, papers),
        plan=plans[0] if plans else None,
        papers=papers,
        findings=tuple(told.findings.get(case.id, ())),
        deadlines=tuple(told.deadlines.get(case.id, ())),
        calls=tuple(told.calls.get(case.id, ())),
        letters=tuple(told.letters.get(case.id, ())),
        packets=tuple(told.packets.get(case.id, ())),
        payments=tuple(told.payments.get(case.id, ())),
        owed=share,
        links=_links(told, papers),
        replies=replies_of(vault, papers),
        arrivals=arrivals_of(vault, papers),
        offers=tuple(told.offers.get(case.id, ())),
        contradictions=tuple(told.contradictions.get(case.id, ())),
        rules=rules,
    )


def _links(told: _Told, papers: tuple[KeptPaper, ...]) -> tuple[Link, ...]:
    """Between two of these papers, in the order of all links."""
    there = {kept.id for kept in papers}
    found = (link for kept in papers for link in told.links.get(kept.id, ()) if link.other_id in there)
    return tuple(sorted(found, key=attrgetter("id")))


def _case_id(kept: KeptFinding | KeptDeadline | Call | Letter | Packet | Payment | Offer | Contradiction) -> str | None:
    return kept.case_id


def _by_date(kept: KeptPaper) -> tuple[datetime.date, bool, str]:
    return (kept.paper.dated or datetime.date.min, kept.paper.kind is Kind.ITEMIZED_BILL, kept.id)


def _provider(vault: Vault, papers: tuple[KeptPaper, ...]) -> Provider | None:
    """The collector of a collection, else whoever billed, else whoever a paper names."""
    order = sorted(papers, key=lambda kept: (kept.paper.kind is not Kind.COLLECTION_NOTICE, not kept.paper.is_bill))
    found = (vault.providers.get(kept.provider_id) for kept in order if kept.provider_id)
    return next((provider for provider in found if provider), None)
