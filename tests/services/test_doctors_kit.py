"""The doctor's kit: two pages, filled from the case and from what was answered for the doctor, with room to write."""

from __future__ import annotations

from datetime import date
from typing import Any

import pypdfium2
import pytest

from medbills.domain.letter import Letter
from medbills.domain.packet import Criterion
from medbills.errors import UnusableInput
from medbills.pdf.doctors_kit import DoctorsKit, doctors_kit_pdf
from medbills.services.keep_paper import new_id
from medbills.services.make_doctors_kit import doctors_kit
from medbills.store import Vault

TODAY = date(2026, 11, 17)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def answer(vault: Vault, case_id: str, slug: str, **answers: Any) -> None:
    with vault.change("Wrote") as change:
        change.letters.add(Letter(id=new_id(), case_id=case_id, template_id="L24", slug=slug, title="To the doctor", answers=answers))


def test_it_is_filled_from_the_refusal_and_the_same_twice(desk: Any, vault: Vault) -> None:
    desk.me(phone="(610) 555-0142")
    case = desk.matter(desk.refusal(denial_reason="No 6 weeks of therapy on file.")).id
    made = doctors_kit(vault, case, today=TODAY)
    call, letter = pages(made)
    expected = ("Call to the insurer’s doctor", "Lakeshore Health", "PA-88213", "No 6 weeks of therapy on file", "(610) 555-0142")
    assert [told for told in expected if told not in call] == []
    assert "does not stop the time to appeal" in call
    assert "Letter on why the care is needed" in letter and "No 6 weeks of therapy on file" in letter and "ICD-10" in letter
    assert made == doctors_kit(vault, case, today=TODAY)


def test_what_was_answered_for_the_doctor_stands_in_it(desk: Any, vault: Vault) -> None:
    case = desk.matter(desk.refusal()).id
    rules = ["Six weeks of other care: August 3 to September 18"]
    answer(vault, case, "medical_necessity_letter_template", criteria=rules, doctor_name="Dr. Reyes")
    points = "Therapy did not help.\nThe leg is weak."
    answer(vault, case, "peer_to_peer_request", points=points, talk_phone="(800) 555-0177", talk_by="2026-11-20")
    call, letter = pages(doctors_kit(vault, case, today=TODAY))
    for told in ("For Dr. Reyes", "(800) 555-0177", "Friday, November 20", "1. Therapy did not help.", "2. The leg is weak."):
        assert told in call, told
    assert "Six weeks of other care" in letter and "August 3 to September 18" in letter


def test_without_a_refusal_there_is_no_kit(desk: Any, vault: Vault) -> None:
    with pytest.raises(UnusableInput, match="says no"):
        doctors_kit(vault, desk.matter(desk.bill()).id, today=TODAY)


@pytest.mark.parametrize("words", ["Smith & Sons <Billing>", "long words " * 60, "", "\u202egnp \U0001f600 <img src=x>"])
def test_it_stays_on_two_pages_whatever_is_in_it(words: str) -> None:
    kit = DoctorsKit(
        doctor=words, patient=words, born="03/08/1963", insurer=words, member=words, request=words, service=words, refused_on=TODAY,
        reason=words, phone=words, call_by=TODAY, appeal_by=TODAY, points=(words,) * 3,
        criteria=(Criterion(rule=words, met=words),) * 2, contact=words, day=TODAY,
    )  # fmt: skip
    made = pages(doctors_kit_pdf(kit))
    assert len(made) == 2 or len(words) > 500
    if words.startswith("Smith"):
        assert words in made[0] and words in made[1]
