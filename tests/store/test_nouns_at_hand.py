"""Nouns that stay in memory tell what the database holds, whatever was written, dropped or undone."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from medbills.domain.case import Case, CaseKind
from medbills.domain.deadline import Event
from medbills.domain.kept_event import KeptEvent
from medbills.domain.link import Link, Relation
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.person import Person, Provider
from medbills.domain.told_fact import Owner, ToldFact
from medbills.store import Vault
from medbills.store.records import Records

DAY = datetime.date(2026, 11, 17)
ANN = Person(id="p1", name="Ann Lee")
CASE = Case(id="c1", title="ER", kind=CaseKind.BILL, person_id="p1", opened_on=DAY)


def at_hand(vault: Vault) -> list[Records[object]]:
    return [noun for noun in vars(vault).values() if isinstance(noun, Records) and noun.at_hand_from]


def same_as_in_the_database(vault: Vault) -> bool:
    nouns = at_hand(vault)
    assert len(nouns) > 10 and all(noun.table in noun.at_hand_from for noun in nouns)
    return all(noun.all() == noun._where() and noun.all() is noun.all() for noun in nouns)


def fill(vault: Vault) -> None:
    with vault.change("filled") as change:
        change.people.add(ANN)
        change.cases.add(CASE)
        change.cases.add(dataclasses.replace(CASE, id="c2", opened_on=DAY - datetime.timedelta(days=1)))
        change.providers.add(Provider(id="v1", name="Oak Clinic"))
        change.payments.add(Payment(id="m1", person_id="p1", case_id="c1", date=DAY, amount=Money(500), what="Oak Clinic"))
        change.told_facts.add(ToldFact(id="t1", owner=Owner.CASE, owner_id="c1", question="emergency", told_on=DAY))
        change.told_facts.add(ToldFact(id="t2", owner=Owner.PERSON, owner_id="c1", question="income", told_on=DAY))
        change.events.add(KeptEvent(event=Event(event="debt_first_late", date=DAY, id="e1"), case_id="c1"))
        assert same_as_in_the_database(vault)  # an open change is seen


def test_each_write_is_seen(vault: Vault) -> None:
    assert same_as_in_the_database(vault)
    fill(vault)
    assert [case.id for case in vault.cases.all()] == ["c2", "c1"]
    assert vault.cases.get("c1") == CASE and vault.cases.get("c3") is None
    assert [told.id for told in vault.told_facts.about(Owner.CASE, "c1")] == ["t1"]
    assert [payment.id for payment in vault.payments.of_case("c1")] == ["m1"] and not vault.payments.of_case("c2")
    with vault.change("a death, and a tie") as change:
        change.people.update(dataclasses.replace(ANN, died_on=DAY))
        change.links.add(Link(paper_id="a", other_id="b", relation=Relation.PAYS, score=0.5, reason="Told."))
        assert same_as_in_the_database(vault)
    assert vault.people.get("p1") == dataclasses.replace(ANN, died_on=DAY) and len(vault.links.all()) == 1


def test_what_goes_with_another_row_is_seen(vault: Vault) -> None:
    fill(vault)
    with vault.change("the case goes") as change:
        change.cases.remove("c1")
        assert same_as_in_the_database(vault)
    assert not vault.payments.of_case("c1") and same_as_in_the_database(vault)
    vault.undo_last()
    assert vault.cases.get("c1") == CASE and same_as_in_the_database(vault)


def test_a_dropped_change_leaves_nothing_in_memory(vault: Vault) -> None:
    fill(vault)
    with pytest.raises(ZeroDivisionError), vault.change("dropped") as change:
        change.people.update(dataclasses.replace(ANN, name="Bo"))
        assert vault.people.get("p1") == dataclasses.replace(ANN, name="Bo")
        raise ZeroDivisionError
    assert vault.people.all() == (ANN,) and same_as_in_the_database(vault)
