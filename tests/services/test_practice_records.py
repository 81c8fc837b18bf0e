"""What a practice keeps beside its fees: clauses, the gate, counts before and after, never billed, and the sheet to sign."""

from __future__ import annotations

import dataclasses
import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills import keys
from medbills.domain.estimate_sheet import EstimateLine, EstimateSheet
from medbills.domain.money import Money
from medbills.domain.outcomes import before_and_after, tenths
from medbills.domain.planned_care import PlannedCare
from medbills.domain.practice import FeeSchedule, ListKind, Outcome, PayerClause, StatementGate, VaultKind, Volumes
from medbills.errors import UnusableInput
from medbills.pdf.reader import read_pages
from medbills.services.keep_practice_figures import keep_fee_list, keep_volumes
from medbills.services.keep_practice_records import keep_clause, keep_gate, keep_outcome, missing_words, remove_clause
from medbills.services.make_estimate_sheet import fees_for_estimates, make_estimate_sheet, sheet_to_fill_in
from medbills.services.open_vault import create_vault
from medbills.services.read_outcomes import read_outcomes
from medbills.services.report_never_billed import report_never_billed
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
HARBOR = "Harbor Dental"
GATE = StatementGate(id="", reference="A-1", payer=HARBOR, code="D2392", amount=Money(8000), noted_on=TODAY)


def day(year: int, month: int = 1, date: int = 1) -> datetime.date:
    return datetime.date(year, month, date)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("office") / "Office.medbills"
    create_vault(folder, "Office", "gray heron 7", kind=VaultKind.PRACTICE)[0].close()
    return folder, keys.unlock(folder, "gray heron 7")


@pytest.fixture
def office(made: tuple[Path, bytes], tmp_path: Path) -> Iterator[Vault]:
    import shutil

    shutil.copytree(made[0], tmp_path / "Office.medbills")
    with Vault.open(tmp_path / "Office.medbills", made[1]) as vault:
        yield vault


def test_a_clause_keeps_its_words_page_source_and_day(office: Vault) -> None:
    clause = PayerClause(
        id="", payer="harbor  dental", about="Cheaper ones", words="You may bill.", page="p. 12", source="Contract", dated=day(2024)
    )
    keep_clause(office, clause, today=TODAY)
    keep_clause(office, dataclasses.replace(clause, payer="HARBOR DENTAL", page="p. 13"), today=TODAY)
    assert sorted((one.payer, one.page) for one in office.payer_clauses.all()) == [("harbor dental", "p. 12"), ("harbor dental", "p. 13")]
    for missing in ("payer", "words", "page", "source"):
        with pytest.raises(UnusableInput):
            keep_clause(office, dataclasses.replace(clause, **{missing: " "}), today=TODAY)
    remove_clause(office, office.payer_clauses.all()[0].id)
    assert office.payer_clauses.count() == 1


@given(st.tuples(*[st.sampled_from([True, False, None])] * 3))
def test_only_three_yeses_open_the_gate(answers: tuple[bool | None, bool | None, bool | None]) -> None:
    gate = dataclasses.replace(GATE, contract_permits=answers[0], eob_explains=answers[1], told_before=answers[2])
    assert gate.open == (answers == (True, True, True)) == (missing_words(gate) == "")


def test_a_statement_that_waits_is_not_noted_as_sent(office: Vault) -> None:
    with pytest.raises(UnusableInput, match=r"This statement waits\. Does the contract permit it\?"):
        keep_gate(office, dataclasses.replace(GATE, issued_on=TODAY), today=TODAY)
    ready = dataclasses.replace(GATE, contract_permits=True, eob_explains=True, told_before=True, issued_on=TODAY)
    keep_gate(office, ready, today=TODAY)
    assert office.statement_gates.all()[0].issued_on == TODAY
    with pytest.raises(UnusableInput, match="Name no patient"):
        keep_gate(office, dataclasses.replace(ready, reference=" "), today=TODAY)


def test_before_and_after_count_what_lies_on_one_side() -> None:
    counts = (
        Outcome(id="a", first_on=day(2026, 1), last_on=day(2026, 1, 30), surprises=3, shown=10, accepted=4),
        Outcome(id="b", first_on=day(2026, 6), last_on=day(2026, 7, 15), surprises=9),
        Outcome(id="c", first_on=day(2026, 7), last_on=day(2026, 8, 29), surprises=1, shown=8, accepted=7),
    )
    both = before_and_after(counts, day(2026, 7))
    assert (both.before.surprises, tenths(both.before.a_month), both.before.percent) == (3, "3.0", 40)
    assert (both.after.surprises, tenths(both.after.a_month), both.after.percent) == (1, "0.5", 88)
    assert [one.id for one in both.across] == ["b"]
    assert before_and_after((), TODAY).after.percent is None and tenths(None) == "–"


def test_counts_that_cannot_be_are_refused(office: Vault) -> None:
    good = Outcome(id="", first_on=day(2026), last_on=day(2026, 6), shown=10, accepted=4)
    for wrong in (
        dataclasses.replace(good, accepted=11), dataclasses.replace(good, last_on=day(2025)),
        dataclasses.replace(good, shown=None, accepted=None),
    ):  # fmt: skip
        with pytest.raises(UnusableInput):
            keep_outcome(office, wrong, today=TODAY)
    with pytest.raises(UnusableInput, match="no columns with the days"):
        read_outcomes("x.csv", b"Code,Fee\nD2150,120\n")
    with pytest.raises(UnusableInput, match=r"Row 1 of x\.csv"):
        read_outcomes("x.csv", b"From,To,Surprises\nsoon,later,3\n")


def fill(office: Vault) -> None:
    for kind, since, fees in (
        (ListKind.ALTERNATE, day(2024), {"D2150": 11000}), (ListKind.ALTERNATE, day(2025), {"D2150": 12000}),
        (ListKind.PRIMARY, day(2024), {"D2392": 20000}),
    ):  # fmt: skip
        fees_of = {code: Money(fee) for code, fee in fees.items()}
        keep_fee_list(office, FeeSchedule(id="", payer=HARBOR, kind=kind, effective_on=since, fees=fees_of))
    for year, count in ((2024, 10), (2025, 20)):
        counts = {"D2392": count, "D2740": 1}
        keep_volumes(office, Volumes(id="", payer=HARBOR, first_on=day(year), last_on=day(year, 12, 31), counts=counts))


def test_each_year_counts_by_the_list_in_force_then(office: Vault) -> None:
    fill(office)
    report = report_never_billed(office)
    assert [(row.year, row.code, row.treatments, row.paid) for row in report.rows] == [
        (2025, "D2150", 20, Money(240000)), (2024, "D2150", 10, Money(110000)),
    ]  # fmt: skip
    assert report.sums == {2025: Money(240000), 2024: Money(110000)}
    assert any("D2791" in words for words in report.left_out), "what no list tells is said"


def test_a_code_that_is_billed_too_is_listed_and_not_summed(office: Vault) -> None:
    fill(office)
    keep_volumes(office, Volumes(id="", payer=HARBOR, first_on=day(2025), last_on=day(2025, 6), counts={"D2150": 2}))
    report = report_never_billed(office)
    assert report.rows[0].billed == 2 and report.sums == {2024: Money(110000)}


def test_an_estimate_takes_fee_payment_and_cheaper_code_from_the_lists(office: Vault) -> None:
    fill(office)
    (fees,) = fees_for_estimates(office, today=TODAY)
    line = fees.line("D2392")
    assert (line.fee, line.plan_pays, line.paid_as, line.you_pay) == (Money(20000), Money(12000), "D2150", Money(8000))
    assert fees.line("D9999").you_pay is None


def words_of(pdf: bytes, page: int) -> str:
    return " ".join(word.text for word in read_pages(pdf, name="sheet.pdf").pages[page].words)


def test_the_sheet_is_one_page_for_each_side_in_plain_words() -> None:
    line = EstimateLine(code="D2392", tooth="19", words="White filling", fee=Money(20000), plan_pays=Money(12000), paid_as="D2150")
    pdf = make_estimate_sheet("Maple & <b>Street</b>", "", HARBOR, [line, EstimateLine()], today=TODAY)
    assert make_estimate_sheet("Maple & <b>Street</b>", "", HARBOR, [line, EstimateLine()], today=TODAY) == pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
    first, second = words_of(pdf, 0), words_of(pdf, 1)
    assert "Maple & <b>Street</b>" in first and "The plan may pay it as D2150." in first and "$80.00" in first
    assert "Patient, or who signs for the patient" in first and "For the office" in first
    assert first.endswith("Copy for the patient") and second.endswith("Copy for the office")
    with pytest.raises(UnusableInput, match="No treatment was typed yet"):
        make_estimate_sheet("", "", "", [EstimateLine()], today=TODAY)


def test_a_sum_is_told_only_when_every_part_of_it_is_known() -> None:
    known, unknown = EstimateLine(code="D2392", fee=Money(20000), plan_pays=Money(12000)), EstimateLine(code="D2740", fee=Money(100))
    sheet = EstimateSheet(office="", patient="", plan="", day=TODAY, lines=(known, unknown))
    assert sheet.summed("fee") == Money(20100) and sheet.summed("you_pay") is None


def test_a_patient_s_planned_care_becomes_a_sheet_for_the_dentist_to_fill_in(vault: Vault) -> None:
    care = PlannedCare(id="c", title="Crown", provider="Maple Street Dental", codes=("D2740",))
    words = words_of(sheet_to_fill_in(vault, care, today=TODAY), 0)
    assert "Maple Street Dental" in words and "D2740" in words and "The plan may pay it as D2791." in words and "$" not in words
    with pytest.raises(UnusableInput, match="no dental code"):
        sheet_to_fill_in(vault, dataclasses.replace(care, codes=("99213",)), today=TODAY)


def test_a_family_s_vault_takes_none_of_it(vault: Vault) -> None:
    with pytest.raises(UnusableInput, match="family"):
        keep_gate(vault, GATE, today=TODAY)
    with pytest.raises(UnusableInput, match="family"):
        report_never_billed(vault)
