"""Booklets, quotes, own pairs and a practice's records: an older vault gets their tables, every value comes back, undo takes all."""

from __future__ import annotations

import datetime
from pathlib import Path

from medbills.domain.booklet import ALTERNATE_BENEFIT, Booklet, BookletKind, BookletPage, KeptQuote
from medbills.domain.case import Document
from medbills.domain.money import Money
from medbills.domain.own_pair import OwnPair
from medbills.domain.plan import Dental, Plan
from medbills.domain.practice import Outcome, PayerClause, StatementGate
from medbills.store import Vault, cipher, upgrade, verify
from medbills.store.plans import Plans

DAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
BOOKLET = Booklet(
    id="b", plan_id="p", document_id="d", kind=BookletKind.DENTAL, title="Dental booklet", pages=3, added_on=DAY, without_words=(2,)
)
PAGES = tuple(BookletPage(id=f"b:{number}", booklet_id="b", number=number, text="" if number == 2 else "words") for number in (1, 2, 3))
QUOTE = KeptQuote(
    id="q", booklet_id="b", page=3, words="words", boxes=((1.0, 2.0, 3.5, 4.0),), kept_on=DAY, about=ALTERNATE_BENEFIT
)  # fmt: skip
PAIR = OwnPair(id="D2392", paid_as=("D2150", "D2140"), source="Dental booklet p. 18", told_on=DAY)
CLAUSE = PayerClause(id="c", payer="Harbor", about="Cheaper", words="You may.", page="p. 12", source="Contract", dated=DAY)
GATE = StatementGate(
    id="g", reference="A-1", payer="Harbor", code="D2392", amount=Money(8000), noted_on=DAY, contract_permits=True, told_before=False
)  # fmt: skip
COUNT = Outcome(id="o", first_on=DAY, last_on=DAY, surprises=0, shown=None, accepted=None, source="Report")


def test_every_value_comes_back_and_one_undo_takes_all(vault: Vault) -> None:
    with vault.change("Kept all of it") as change:
        change.plans.add(Plan(id="p", name="Harbor", dental=Dental(non_covered_billing="no")))
        key = vault.paper_files.add(b"%PDF- a booklet")
        change.documents.add(Document(id="d", key=key, name="b.pdf", media_type="application/pdf", bytes=15, pages=3, kept_at=NOON))
        change.booklets.add(BOOKLET)
        for page in PAGES:
            change.booklet_pages.add(page)
        change.kept_quotes.add(QUOTE)
        change.own_pairs.add(PAIR)
        change.payer_clauses.add(CLAUSE)
        change.statement_gates.add(GATE)
        change.outcomes.add(COUNT)
    assert vault.booklets.of_plan("p") == vault.booklets.of_document("d") == (BOOKLET,)
    assert vault.booklet_pages.of_booklet("b") == PAGES and vault.kept_quotes.of_booklet("b") == (QUOTE,)
    assert (vault.own_pairs.get("D2392"), *vault.payer_clauses.all(), *vault.statement_gates.all(), *vault.outcomes.all()) == (
        PAIR, CLAUSE, GATE, COUNT,
    )  # fmt: skip
    plan = vault.plans.get("p")
    assert plan is not None and plan.dental is not None and plan.dental.non_covered_billing == "no"
    with vault.change("Removed the plan") as change:
        change.plans.remove("p")
    assert vault.booklets.count() == vault.booklet_pages.count() == vault.kept_quotes.count() == 0, "they go with their plan"
    vault.undo_last()
    assert vault.kept_quotes.all() == (QUOTE,)
    vault.undo_last()
    assert vault.booklets.count() == vault.own_pairs.count() == 0 and verify(vault).ok


def test_a_vault_of_the_step_before_is_brought_up(tmp_path: Path) -> None:
    lane = cipher.open_lane(tmp_path / "old.db", b"k" * 32, create=True)
    lane.begin()
    upgrade.build(lane, head="0008")
    lane.connection.exec_driver_sql(
        "INSERT INTO plan (id, payer_address, payer_phone, copays, exclusions, has_dental) VALUES ('p', '', '', '{}', '[]', 1)"
    )
    upgrade.build(lane)
    lane.commit()
    (plan,) = Plans(lane).all()
    assert plan.dental is not None and plan.dental.non_covered_billing is None
    lane.close()
