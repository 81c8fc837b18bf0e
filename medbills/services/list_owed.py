"""Lists every account that asks for money: how the sum divides, whose it is, and who held the debt before."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.case import KeptPaper
from medbills.domain.collected import original_debt
from medbills.domain.custody import Custody, Holder, Role, custodies
from medbills.domain.facts import Facts
from medbills.domain.matter import Owed
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.person import Person
from medbills.domain.wording import long_day
from medbills.services.gather_facts import gather_facts
from medbills.services.name_case import short_name
from medbills.services.split_owed import owed_by
from medbills.store import Vault

_ROLES = {Role.PROVIDER: "First owed to", Role.AGENCY: "Collector", Role.BUYER: "Debt buyer, by its name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One holder of a debt, in words: what it is, its name, what it asks, and by which paper."""

    role: str
    name: str
    asks: Money | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedAccount:
    """One account. `chain` is empty unless a collector asks; `notes` say where the sums of the chain differ."""

    paper_id: str
    case_id: str
    name: str
    account: str
    person_id: str | None
    who: str
    owed: Owed
    chain: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwedPerson:
    """One person's sums."""

    person_id: str | None
    who: str
    owed: Owed


@dataclass(frozen=True, slots=True)
class OwedList:
    """Accounts, the largest sum of each person first; the sums of each person, and of all."""

    accounts: tuple[OwedAccount, ...]
    people: tuple[OwedPerson, ...]
    owed: Owed


def list_owed(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> OwedList:
    """What the papers of open cases ask of everybody, or of one person. The sums are those of Today."""
    people = [person for person in vault.people.all() if person_id in (None, person.id)]
    nobody: list[Person | None] = [None] if person_id is None else []
    accounts: list[OwedAccount] = []
    sums: list[OwedPerson] = []
    for person in [*people, *nobody]:
        found = _of_person(vault, person, today)
        accounts += found
        if found:
            owed = sum((account.owed for account in found), Owed())
            sums.append(OwedPerson(person.id if person else None, person.short if person else "Not said whose", owed))
    return OwedList(tuple(accounts), tuple(sums), sum((person.owed for person in sums), Owed()))


def _of_person(vault: Vault, person: Person | None, today: datetime.date) -> list[OwedAccount]:
    facts = gather_facts(vault, person.id if person else None, today=today)
    chains = {custody.now.paper.id: custody for custody in custodies(facts) if custody.now.paper}
    found = []
    for paper_id, owed in owed_by(vault, facts).items():
        kept = vault.papers.get(paper_id)
        if kept is not None and kept.case_id and owed.asked:
            found.append(_account(vault, kept, kept.case_id, owed, person, chains.get(paper_id), facts))
    return sorted(found, key=lambda account: (-account.owed.asked.cents, account.name))


def _account(
    vault: Vault, kept: KeptPaper, case_id: str, owed: Owed, person: Person | None, custody: Custody | None, facts: Facts
) -> OwedAccount:
    paper = kept.paper
    known = vault.providers.get(kept.provider_id) if kept.provider_id else None
    printed = paper.issuer_name or paper.provider_name or "Sender not read"
    return OwedAccount(
        paper_id=paper.id, case_id=case_id, name=known.name if known else printed,
        account=paper.account_number or paper.reference_number or "", person_id=person.id if person else None,
        who=person.short if person else "", owed=owed,
        chain=tuple(_link(holder) for holder in custody.holders) if custody else (),
        notes=tuple(_notes(custody, facts)) if custody else (),
    )  # fmt: skip


def _link(holder: Holder) -> Link:
    if holder.paper is None:
        by = "As the collector says"
    else:
        what = "letter" if holder.paper.kind is Kind.COLLECTION_NOTICE else "last bill"
        by = f"By its {what} of {long_day(holder.on)}" if holder.on else f"By its {what}"
    return Link(role=_ROLES[holder.role], name=holder.name or "Name not read", asks=holder.asks, by=by)


def _notes(custody: Custody, facts: Facts) -> list[str]:
    """Where the sums of two who follow each other differ, and what the papers leave."""
    said = []
    for before, after in zip(custody.holders, custody.holders[1:], strict=False):
        if before.asks is not None and after.asks is not None and before.asks != after.asks:
            more = after.asks - before.asks
            one, first = _short(after), _short(before)
            said.append(f"{one} asks {more} more than {first} did." if more.cents > 0 else f"{one} asks {abs(more)} less than {first} did.")
    now = custody.now.paper
    debt = original_debt(facts, now) if now else None
    if debt is not None and custody.now.asks is not None and debt.left != custody.now.asks:
        said.append(f"Your papers leave {debt.left} to pay.")
    if custody.holders[0].paper is None or custody.holders[0].role is not Role.PROVIDER:
        said.append("The first bill is not here. Ask for it before you pay.")
    if len(custody.collectors) > 1:
        said.append(f"{len(custody.collectors)} companies have asked for this debt. Ask who owns it now before you pay.")
    return said


def _short(holder: Holder) -> str:
    return short_name(holder.name) or "The collector"
