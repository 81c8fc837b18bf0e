"""A change says which cases it was about, and says so when it may have been about any."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.call import Call
from medbills.domain.case import Case, CaseKind, Document, KeptPaper
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.person import Person, Provider
from medbills.store import Vault

DAY = datetime.date(2026, 11, 17)
NOW = datetime.datetime(2026, 11, 17, 9, 0, tzinfo=datetime.UTC)


def fill(vault: Vault) -> KeptPaper:
    paper = Paper(id="b1", kind=Kind.BILL, amount_due=Money(5000), lines=(Line(code="99213", billed=Money(5000)),))
    kept = KeptPaper(paper=paper, document_id="d1", pages=(1, 1), confirmed=True, person_id="p1", case_id="c1")
    with vault.change("filled") as change:
        change.people.add(Person(id="p1", name="Ann Lee"))
        change.documents.add(Document(id="d1", key="0" * 64, name="b.pdf", media_type="application/pdf", bytes=1, pages=1, kept_at=NOW))
        for name in ("c1", "c2"):
            change.cases.add(Case(id=name, title=name, kind=CaseKind.BILL, person_id="p1", opened_on=DAY))
        change.papers.add(kept)
        change.calls.add(Call(id="k1", at=NOW, case_id="c2", organization="Oak Clinic"))
    return kept


def test_what_was_written_names_its_case(vault: Vault) -> None:
    kept = fill(vault)
    with vault.change("the amount") as change:
        change.papers.update(dataclasses.replace(kept, paper=dataclasses.replace(kept.paper, amount_due=Money(4000))))
        assert change.touched == {"c1"}
    with vault.change("a line alone") as change:
        lines = (Line(code="99214", billed=Money(5000)),)
        change.papers.update(dataclasses.replace(kept, paper=dataclasses.replace(kept.paper, amount_due=Money(4000), lines=lines)))
        assert change.touched == {"c1"}
    with vault.change("another case") as change:
        change.papers.update(dataclasses.replace(kept, case_id="c2"))
        assert change.touched == {"c1", "c2"}
    with vault.change("the course of a call alone") as change:
        change.calls.update(Call(id="k1", at=NOW, case_id="c2", organization="Oak Clinic", script="P01"))
        assert change.touched == {"c2"}
    with vault.change("gone") as change:
        change.papers.remove("b1")
        assert change.touched == {"c2"}


def test_a_person_or_a_setting_may_concern_any_case(vault: Vault) -> None:
    fill(vault)
    with vault.change("a provider who is nobody's yet") as change:
        change.providers.add(Provider(id="v1", name="Oak Clinic"))
        assert change.touched == frozenset()
    with vault.change("the provider's standing") as change:
        change.providers.update(Provider(id="v1", name="Oak Clinic", nonprofit=True))
        assert change.touched is None
    with vault.change("the state") as change:
        change.people.update(Person(id="p1", name="Ann Lee", state="TX"))
        assert change.touched is None
    with vault.change("a setting") as change:
        change.settings.set("rules", "newer")
        assert change.touched is None
