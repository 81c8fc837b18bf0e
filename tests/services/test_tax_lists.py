"""The year's medical expenses on a real vault: what counts, what two purses paid, and what is taken away."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from medbills.domain.household import Household
from medbills.domain.money import ZERO, Money
from medbills.domain.payment import Payment
from medbills.errors import UnusableInput
from medbills.services.export_tax_year import save_list, save_with_papers
from medbills.services.find_double_dips import find_dips, mark_checked, patient_shares, would_dip
from medbills.services.keep_household import keep_gross_income, keep_household
from medbills.services.keep_payment import keep_payment
from medbills.services.list_payments import list_payments
from medbills.services.list_tax_year import tax_book, tax_year
from medbills.services.load_household import load_household

TODAY = datetime.date(2026, 11, 17)


@pytest.fixture
def ruth(desk: Any) -> Any:
    desk.me()
    return desk


def pay(desk: Any, amount: str, how: str = "Checking", day: str = "2026-10-02", what: str = "Oak Clinic", **fields: Any) -> Payment:
    payment = Payment(
        id="", date=datetime.date.fromisoformat(day), amount=Money.of(amount), what=what, payer_from=how, **{"person_id": "ruth", **fields}
    )
    keep_payment(desk.vault, payment, today=TODAY)
    return payment


def test_the_year_counts_what_was_paid_from_one_s_own_money(ruth: Any) -> None:
    pay(ruth, "120.00")
    pay(ruth, "65.00", "HSA card", what="Elm Dental")
    pay(ruth, "-20.00", "", "2026-11-01")
    pay(ruth, "300.00", day="2025-03-01")
    book = tax_book(ruth.vault, today=TODAY)
    assert book.years == (2026, 2025)
    year = tax_year(book, 2026)
    assert (year.counts, year.floor, year.above) == (Money(100_00), None, None)
    assert [(one.who, one.paid, one.tax_free, one.came_back) for one in year.people] == [
        ("Me", Money(185_00), Money(65_00), Money(20_00))
    ]  # fmt: skip
    assert {row.row.what: row.words for row in year.rows if row.row.amount > ZERO}["Elm Dental"] == "Paid from an account free of tax"


def test_the_floor_is_worked_out_only_from_an_income_that_was_typed(ruth: Any) -> None:
    pay(ruth, "900.00")
    keep_gross_income(ruth.vault, 2026, Money(10_000_00), today=TODAY)
    year = tax_year(tax_book(ruth.vault, today=TODAY), 2026)
    assert (year.floor, year.above) == (Money(750_00), Money(150_00))
    keep_gross_income(ruth.vault, 2026, None, today=TODAY)
    assert tax_year(tax_book(ruth.vault, today=TODAY), 2026).floor is None
    assert load_household(ruth.vault) == Household() and ruth.vault.settings.get("household") is None


def test_a_household_that_cannot_be_is_refused(ruth: Any) -> None:
    with pytest.raises(UnusableInput, match="1 to 30 people"):
        keep_household(ruth.vault, Household(size=0, income=Money(1)), today=TODAY)
    with pytest.raises(UnusableInput, match="not below zero"):
        keep_household(ruth.vault, Household(size=2, income=Money(-1)), today=TODAY)
    keep_household(ruth.vault, Household(size=3, income=Money(31_200_00), in_letters=True), today=TODAY)
    assert load_household(ruth.vault) == Household(size=3, income=Money(31_200_00), in_letters=True)
    assert ruth.vault.undo_last() is not None and load_household(ruth.vault) == Household()


def test_an_expense_from_two_purses_is_told_before_and_after_and_forgotten_once_checked(ruth: Any) -> None:
    pay(ruth, "80.00", "HSA card")
    spent = [row.spent for row in list_payments(ruth.vault, today=TODAY).rows]
    again = Payment(id="", date=TODAY, amount=Money(80_00), what="Oak Clinic", person_id="ruth", payer_from="Checking")
    (told,) = would_dip(again, spent, {})
    assert "is here twice: from the HSA on October 2, 2026 and your own money on November 17, 2026" in told.says
    keep_payment(ruth.vault, again, today=TODAY)
    (seen,) = tax_book(ruth.vault, today=TODAY).dips
    mark_checked(ruth.vault, seen.dip)
    assert tax_book(ruth.vault, today=TODAY).dips == ()


def test_an_account_that_paid_more_than_the_insurer_leaves_is_told(desk: Any) -> None:
    desk.bill()
    paper = desk.eob()
    case = desk.vault.papers.get(paper).case_id
    person = desk.vault.cases.get(case).person_id
    share = patient_shares(desk.vault, today=TODAY)[case]
    pay(desk, (share + Money(50_00)).plain(), "HSA card", person_id=person, case_id=case)
    spent = [row.spent for row in list_payments(desk.vault, today=TODAY).rows]
    (told,) = find_dips(desk.vault, spent, today=TODAY)
    assert told.dip.amount == Money(50_00) and f"leave {share} to you" in told.says


def test_the_table_holds_no_formula_and_the_file_holds_each_paper_once(family_vault: Any, tmp_path: Path) -> None:
    person = family_vault.people.all()[0].id
    bad = Payment(id="", date=TODAY, amount=Money(5_00), what='=HYPERLINK("http://x")', person_id=person, reference="+1")
    keep_payment(family_vault, bad, today=TODAY)
    year = tax_year(tax_book(family_vault, today=TODAY), 2026)
    save_list(year, tmp_path / "list.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "list.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == len(year.rows) + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    count = save_with_papers(family_vault, year, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as file:
        papers = [name for name in file.namelist() if name.startswith("papers/")]
        table = file.read("medical expenses 2026.csv").decode("utf-8-sig")
        assert len(papers) == len(set(papers)) == count > 0
        assert all(file.read(name).startswith(b"%PDF") for name in papers)
    named = {part for row in csv.reader(io.StringIO(table, newline="")) for part in row[-1].split("; ") if part.startswith("papers/")}
    assert named == set(papers)


def test_a_place_that_cannot_be_written_is_told(ruth: Any, tmp_path: Path) -> None:
    pay(ruth, "10.00")
    with pytest.raises(UnusableInput, match="Choose another folder"):
        save_list(tax_year(tax_book(ruth.vault, today=TODAY), 2026), tmp_path / "none" / "list.csv")
