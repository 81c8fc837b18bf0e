"""Offers in rounds; the walk-away figure and the month's figures leave the vault in nothing that is meant for others."""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from medbills.domain.affordability import Budget
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.offer import Offer
from medbills.errors import MedbillsError, UnusableInput
from medbills.letters import catalogue
from medbills.services.calendar_days import calendar_entries
from medbills.services.case_timeline import case_timeline
from medbills.services.keep_budget import keep_budget, load_budget
from medbills.services.keep_offer import keep_offer, list_offers, remove_offer, set_walk_away, share_of
from medbills.services.load_matters import load_matters
from medbills.services.make_packet import make_packet
from medbills.services.print_cases import cases_json
from medbills.services.remove_paper import take_back
from medbills.services.what_to_say import what_to_say
from medbills.services.write_letter import begin_letter, finish_letter, letter_state
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
SECRET = Money(1234_57)
INCOME = Money(2718_29)
AS_WRITTEN = tuple(form for amount in (SECRET, INCOME) for form in (amount.text(), amount.plain(), str(amount.cents), amount.text()[1:]))
ROOT = Path(__file__).resolve().parents[2] / "medbills"
MAY_KNOW = frozenset({
    "domain/offer.py", "store/schema.py", "store/walk_aways.py", "store/nouns.py", "store/change.py",
    "store/migrations/versions/0004_money.py", "services/keep_offer.py", "services/remove_paper.py", "services/confirm_paper.py",
    "gui/parts/money_offers.py", "gui/parts/offer_form.py", "gui/pages/money.py",
    "store/trash.py",  # a case that comes back brings it along
})  # fmt: skip


def offer(case_id: str | None, amount: str, yours: bool = True, **fields: Any) -> Offer:
    told = {"id": "", "made_on": datetime.date(2026, 11, 4), "case_id": case_id, "yours": yours}
    return Offer(**{**told, "amount": Money.of(amount), **fields})


@pytest.fixture
def er(family_vault: Vault) -> Matter:
    """The family's ER bill, with offers and a figure that nobody else may see."""
    matter = next(matter for matter in load_matters(family_vault, today=TODAY) if matter.case.title.startswith("ER visit"))
    keep_offer(family_vault, offer(matter.id, "250.00"), today=TODAY)
    keep_offer(family_vault, offer(matter.id, "1500.00", False, made_on=datetime.date(2026, 11, 9)), today=TODAY)
    set_walk_away(family_vault, matter.id, SECRET)
    keep_budget(family_vault, Budget(INCOME, {"home": Money(1100_00)}))
    return matter


def test_the_rounds_with_their_share_of_the_bill(family_vault: Vault, er: Matter) -> None:
    (one,) = list_offers(family_vault, today=TODAY).open
    rounds = [(each.offer.yours, str(each.offer.amount), each.share) for each in one.rounds]
    assert rounds == [(True, "$250.00", 5), (False, "$1,500.00", 30)]
    assert one.says == "You are $1,250.00 apart. Their last offer is above what you would pay."
    keep_offer(family_vault, offer(er.id, "900.00", False, made_on=TODAY, until=TODAY), today=TODAY)
    assert list_offers(family_vault, today=TODAY).open[0].says == "You are $650.00 apart. Their last offer is within what you would pay."
    later = TODAY + datetime.timedelta(days=1)
    assert list_offers(family_vault, today=later).open[0].says.endswith("Their last offer has run out.")
    keep_offer(family_vault, offer(er.id, "200.00", False, made_on=TODAY), today=TODAY)
    assert list_offers(family_vault, today=TODAY).open[0].says.startswith("Their last offer is no more than yours.")


def test_what_the_page_says_never_holds_the_hidden_sum(family_vault: Vault, er: Matter) -> None:
    (one,) = list_offers(family_vault, today=TODAY).open
    told = [one.says] + [entry.what for entry in family_vault.history("walk_away", family_vault.walk_aways.all()[0].id)]
    assert not any(form in text for text in told for form in AS_WRITTEN)


@pytest.mark.parametrize(
    ("amount", "asked", "share"), [("250.00", "5000.00", 5), ("2.50", "100.00", 3), ("1.49", "100.00", 1), ("5.00", "0.00", None)]
)
def test_the_share_is_rounded_half_up(amount: str, asked: str, share: int | None) -> None:
    assert share_of(Money.of(amount), Money.of(asked)) == share


def test_an_offer_is_changed_removed_and_taken_back(family_vault: Vault, er: Matter) -> None:
    first = family_vault.offers.of_case(er.id)[0]
    keep_offer(family_vault, dataclasses.replace(first, amount=Money(300_00)), today=TODAY)
    assert family_vault.offers.of_case(er.id)[0].amount == Money(300_00)
    changes = remove_offer(family_vault, first.id)
    assert family_vault.offers.count() == 1
    take_back(family_vault, changes.what)
    assert family_vault.offers.count() == 2
    set_walk_away(family_vault, er.id, None)
    assert family_vault.walk_aways.all() == ()


@pytest.mark.parametrize("wrong", [offer("x", "-1.00"), offer("x", "1.00", made_on=datetime.date(2026, 11, 18)), offer(None, "1.00")])
def test_what_is_no_offer_is_told(vault: Vault, wrong: Offer) -> None:
    with pytest.raises(UnusableInput):
        keep_offer(vault, wrong, today=TODAY)


def test_the_month_s_figures_are_kept_and_forgotten(vault: Vault) -> None:
    assert load_budget(vault) is None
    budget = Budget(INCOME, {"food": Money(1)})
    keep_budget(vault, budget)
    kept = load_budget(vault)
    assert kept is not None and (kept.income, dict(kept.needs)) == (budget.income, dict(budget.needs))
    keep_budget(vault, None)
    assert load_budget(vault) is None


# private


def test_no_letter_holds_the_figure(family_vault: Vault, er: Matter) -> None:
    """Every letter of the catalogue, as far as this case can fill it; those that can be finished also as PDF."""
    written = printed = 0
    for template in catalogue():
        try:
            letter = begin_letter(family_vault, er.id, template.slug, today=TODAY)
        except MedbillsError:
            continue  # a letter that is not for this kind of case
        state = letter_state(family_vault, letter.id, today=TODAY)
        _holds_no_secret(repr(state), template.slug)
        written += 1
        try:
            pdf = finish_letter(family_vault, letter.id, now=NOON)
        except MedbillsError:
            continue  # a fact is missing
        _holds_no_secret(_words(pdf), template.slug)
        printed += 1
    assert written > 20 and printed >= 1


def test_no_packet_export_calendar_or_script_holds_the_figure(family_vault: Vault, er: Matter) -> None:
    made = make_packet(family_vault, er.id, today=TODAY)
    _holds_no_secret(_words(made.pdf), "packet")
    matters = load_matters(family_vault, today=TODAY)
    _holds_no_secret(json.dumps(cases_json(matters, today=TODAY)), "cases")
    _holds_no_secret(repr(calendar_entries(matters, today=TODAY)), "calendar")
    for matter in matters:
        _holds_no_secret(repr(matter), "matter")  # what every screen, letter and packet is made from
        _holds_no_secret(repr(case_timeline(matter, TODAY)), "timeline")
        _holds_no_secret(repr(what_to_say(family_vault, matter, TODAY)), "script")


def test_only_the_page_and_its_service_know_of_the_figure() -> None:
    """Whoever wants it elsewhere changes this list, and thinks about it."""
    knowing = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("walk_away", "WalkAway"))
    }
    assert knowing == MAY_KNOW


def _words(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(pdf)))


def _holds_no_secret(text: str, where: str) -> None:
    assert text, where
    assert not [form for form in AS_WRITTEN if form in text], where
