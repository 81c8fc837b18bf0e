"""What to say as a card in large type: the lines of the script with this case's facts, and nothing of the care for a collector."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pypdfium2
import pytest

from medbills.letters.scripts import scripts
from medbills.services.keep_quiet import show_quietly, shown_quietly
from medbills.services.print_say_card import print_say_card
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]


def sizes(pdf: bytes) -> set[float]:
    """The sizes of type on its first page, in points."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return {round(char["size"], 1) for char in document.pages[0].chars}


def test_the_card_names_whom_to_call_what_to_say_and_what_not(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    desk.eob()
    matter = desk.matter(bill)
    card = print_say_card(vault, matter.id, today=TODAY)
    text = " ".join(pages(card))
    for told in ("What to say", "Riverbend General Hospital", "555-0114", "7741-22", "Before you hang up", "If they press you", "Do not"):
        assert told in text, told
    assert "____" not in text and "None" not in text and "{{" not in text
    assert card == print_say_card(vault, matter.id, today=TODAY)
    assert min(sizes(card)) >= 11 and max(sizes(card)) >= 18
    assert len(pages(card)) <= 4


@pytest.mark.parametrize("slug", [script.slug for script in scripts()])
def test_every_script_can_be_printed_with_an_opening(desk: Any, vault: Vault, slug: str) -> None:
    matter = desk.matter(desk.bill())
    told = pages(print_say_card(vault, matter.id, today=TODAY, slug=slug))
    assert "1. " in told[0] and "____" not in " ".join(told)
    assert len(told) == 1 or not told[-1].startswith("Before you hang up"), "the boxes to tick stand with what was said"


def test_a_card_for_a_collector_tells_nothing_of_the_care(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.notice())
    text = " ".join(pages(print_say_card(vault, matter.id, today=TODAY)))
    assert "Harrow & Pike" in text and not any(word in text for word in ("Walter", "X-ray", "7741-22", "Emergency"))


def test_the_quiet_view_is_remembered(vault: Vault) -> None:
    assert not shown_quietly(vault)
    show_quietly(vault, True)
    assert shown_quietly(vault)
    show_quietly(vault, False)
    assert not shown_quietly(vault) and vault.settings.get("quiet_cases") is None


def test_lines_passed_over_for_a_case_are_left_out_and_side_lines_say_when(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    text = " ".join(pages(print_say_card(vault, desk.matter(bill).id, today=TODAY, slug="doctor_office")))
    assert "Could another doctor" not in text and "letter that says why" not in text and "Was a claim sent" in text
    assert "(only if: They may not talk with me)" in text
    refused = " ".join(pages(print_say_card(vault, desk.matter(desk.refusal()).id, today=TODAY, slug="doctor_office")))
    assert "(only if: The doctor is away)" in refused and "Was a claim sent" not in refused


def test_a_collector_is_asked_about_credit_reports_only_after_a_dispute(desk: Any, vault: Vault) -> None:
    text = " ".join(pages(print_say_card(vault, desk.matter(desk.notice()).id, today=TODAY)))
    assert "credit report" not in text
