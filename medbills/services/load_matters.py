"""Loads cases whole: what every screen, letter and packet looks at."""

from __future__ import annotations

import datetime

from medbills.domain.case import Case, KeptPaper
from medbills.domain.link import Link
from medbills.domain.matter import Matter, Owed
from medbills.domain.paper import Kind
from medbills.domain.person import Provider
from medbills.domain.rule import Pack
from medbills.errors import UnusableInput
from medbills.services.gather_facts import plans_of
from medbills.services.load_replies import arrivals_of, replies_of
from medbills.services.rules_in_use import rules_in_use
from medbills.services.split_owed import split_owed
from medbills.store import Vault


def load_matters(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> tuple[Matter, ...]:
    """Every case, or those of one person, in the order they were opened."""
    cases = [case for case in vault.cases.all() if person_id is None or case.person_id == person_id]
    owed = split_owed(vault, {case.person_id for case in cases}, today=today)
    rules = rules_in_use(vault)
    return tuple(_matter(vault, case, owed, rules) for case in sorted(cases, key=lambda case: (case.opened_on, case.id)))


def load_matter(vault: Vault, case_id: str, *, today: datetime.date) -> Matter:
    """One case. Raises UnusableInput when there is none of that id."""
    case = vault.cases.get(case_id)
    if case is None:
        raise UnusableInput(f"There is no case {case_id} among these papers. List them with the command cases.")
    return _matter(vault, case, split_owed(vault, {case.person_id}, today=today), rules_in_use(vault))


def _matter(vault: Vault, case: Case, owed: dict[str, Owed], rules: Pack) -> Matter:
    person = vault.people.get(case.person_id) if case.person_id else None
    papers = tuple(sorted(vault.papers.of_case(case.id), key=_by_date))
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
        findings=vault.findings.of_case(case.id),
        deadlines=vault.deadlines.of_case(case.id),
        calls=vault.calls.of_case(case.id),
        letters=vault.letters.of_case(case.id),
        packets=vault.packets.of_case(case.id),
        payments=vault.payments.of_case(case.id),
        owed=share,
        links=_links(vault, papers),
        replies=replies_of(vault, papers),
        arrivals=arrivals_of(vault, papers),
        offers=vault.offers.of_case(case.id),
        contradictions=vault.contradictions.of_case(case.id),
        rules=rules,
    )


def _links(vault: Vault, papers: tuple[KeptPaper, ...]) -> tuple[Link, ...]:
    there = {kept.id for kept in papers}
    return tuple(link for link in vault.links.all() if link.paper_id in there and link.other_id in there)


def _by_date(kept: KeptPaper) -> tuple[datetime.date, bool, str]:
    return (kept.paper.dated or datetime.date.min, kept.paper.kind is Kind.ITEMIZED_BILL, kept.id)


def _provider(vault: Vault, papers: tuple[KeptPaper, ...]) -> Provider | None:
    """The collector of a collection, else whoever billed, else whoever a paper names."""
    order = sorted(papers, key=lambda kept: (kept.paper.kind is not Kind.COLLECTION_NOTICE, not kept.paper.is_bill))
    found = (vault.providers.get(kept.provider_id) for kept in order if kept.provider_id)
    return next((provider for provider in found if provider), None)
