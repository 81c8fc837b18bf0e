"""Statements that this project did not write, all the way: imported, checked, disputed in a letter and a packet."""

from __future__ import annotations

import datetime
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.person import Person
from medbills.services.confirm_paper import confirm_paper
from medbills.services.keep_paper import Kept, keep_paper
from medbills.services.load_matters import load_matter
from medbills.services.make_packet import make_packet
from medbills.services.open_vault import create_vault
from medbills.services.read_paper import ReadFile, read_paper
from medbills.services.write_letter import answer_letter, begin_letter, finish_letter, letter_state
from medbills.store import Vault

TODAY = date(2026, 3, 2)
NOON = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)
NAMES = ("sample_colonoscopy_bill.pdf", "sample_fsa_claim_history.pdf", "sample_pharmacy_receipt_fsa.pdf")


@pytest.fixture(scope="module")
def statements(third_party: Path) -> dict[str, ReadFile]:
    folder = third_party / "pdf" / "medbilldozer-rendered"
    if not folder.is_dir():
        pytest.skip("the third-party statements are not on this machine")
    return {path.name: read_paper(path) for path in sorted(folder.glob("*.pdf"))}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Any:
    opened, _ = create_vault(tmp_path_factory.mktemp("others") / "Sample.medbills", "Sample", "gray heron 7")
    with opened:
        with opened.change("Me") as change:
            change.people.add(Person(id="me", name="John Sample", address="1 Elm Street\nBriarwood, NY", is_me=True))
        yield opened


@pytest.fixture(scope="module")
def kept(vault: Vault, statements: dict[str, ReadFile]) -> dict[str, Kept]:
    found = {}
    for name, read in statements.items():
        found[name] = keep_paper(vault, read, now=NOON)
        for paper in found[name].papers:
            confirm_paper(vault, paper.id, today=TODAY)
    return found


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(pdf))).split())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_made_up(statements: dict[str, ReadFile], name: str) -> None:
    """Every amount, code and name that was read stands on the paper."""
    printed = ("code", "account_number", "reference_number", "provider_name", "issuer_name", "patient_name")
    text = words(statements[name].data)
    plain = re.sub(r"[^0-9a-z.]", "", text.lower())
    for document in statements[name].reading.documents:
        values = [(field, item.value) for field, item in document.fields.items()]
        values += [(field, item.value) for line in document.lines for field, item in line.items()]
        for field, value in values:
            if isinstance(value, Money):
                assert f"{abs(value).text().lstrip('$')}" in text, (field, value)
            elif isinstance(value, str) and field in printed:
                assert re.sub(r"[^0-9a-z.]", "", value.lower()) in plain, (field, value)
            elif isinstance(value, date):
                forms = {f"{value:%m/%d/%Y}", f"{value:%B} {value.day}, {value.year}"}
                assert any(form in text for form in forms), (field, value)


def test_the_colonoscopy_bill_is_read_as_it_is_printed(kept: dict[str, Kept]) -> None:
    (one,) = kept["sample_colonoscopy_bill.pdf"].papers
    paper = one.paper
    assert paper.is_bill and paper.account_number == "87439201" and paper.statement_date == date(2026, 2, 2)
    assert [(line.code, line.billed, line.allowed, line.first_day) for line in paper.lines] == [
        ("45378", Money(240000), Money(120000), date(2026, 1, 12)), ("45378", Money(240000), Money(120000), date(2026, 1, 12)),
        ("00812", Money(85000), Money(50000), date(2026, 1, 12)),
    ]  # fmt: skip
    assert (paper.total_billed, paper.total_allowed, paper.plan_paid) == (Money(565000), Money(290000), Money(150000))


def test_the_planted_copy_is_found_and_nothing_else_is_in_question(vault: Vault, kept: dict[str, Kept]) -> None:
    (one,) = kept["sample_colonoscopy_bill.pdf"].papers
    filed = vault.papers.get(one.id)
    assert filed is not None and filed.case_id is not None
    matter = load_matter(vault, filed.case_id, today=TODAY)
    (found,) = matter.in_question
    assert found.finding.check == "exact_duplicate_line" and [ref.line for ref in found.finding.lines] == [0, 1]
    assert Money(0) < found.counted <= Money(92000), "never more than the paper asks"
    assert matter.owed.asked == Money(92000)


def test_a_pharmacy_receipt_and_an_account_s_history_are_no_bills(kept: dict[str, Kept]) -> None:
    (receipt,), (history,) = kept["sample_pharmacy_receipt_fsa.pdf"].papers, kept["sample_fsa_claim_history.pdf"].papers
    assert receipt.paper.kind is Kind.RECEIPT and receipt.paper.total_billed == Money(9049)
    assert [line.billed or line.patient_paid for line in receipt.paper.lines] == [Money(3800), Money(1500), Money(1250), Money(2499)]
    assert history.paper.kind is Kind.OTHER and not history.paper.amount_due


def test_a_letter_and_a_packet_are_made_from_it(vault: Vault, kept: dict[str, Kept]) -> None:
    (one,) = kept["sample_colonoscopy_bill.pdf"].papers
    case_id = vault.papers.get(one.id).case_id  # type: ignore[union-attr]
    letter = begin_letter(vault, case_id or "", "billing_dispute", today=TODAY)
    for question in letter_state(vault, letter.id, today=TODAY).open:
        value = "1 Main Street\nValley, NY" if question.fact == "addressee_address" else None
        if question.required and value is None:
            raise AssertionError(f"the vault should know {question.fact}")
        answer_letter(vault, letter.id, question.fact, value, position=0, today=TODAY)
    text = words(finish_letter(vault, letter.id, now=NOON))
    for told in ("Valley Medical Center", "87439201", "45378", "$920.00", "January 12, 2026", "John Sample"):
        assert told in text, told
    packet = words(make_packet(vault, case_id or "", today=TODAY).pdf)
    assert "Exhibit A" in packet and "87439201" in packet and "Together" in packet
