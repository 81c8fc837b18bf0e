"""What proves a case: papers on file first, then what was asked for and on which day, then what is missing and what it would show."""

from __future__ import annotations

import datetime
from typing import Any

from medbills.domain.call import Call
from medbills.services.case_proof import Standing, case_proof
from medbills.services.log_call import end_call

TODAY = datetime.date(2026, 11, 17)


def standing(desk: Any, paper: str) -> dict[str, tuple[Standing, datetime.date | None]]:
    return {proof.what: (proof.standing, proof.asked_on) for proof in case_proof(desk.matter(paper))}


def test_what_is_on_file_asked_for_and_missing(desk: Any) -> None:
    bill = desk.bill()
    matter = desk.matter(bill)
    before = standing(desk, bill)
    assert before["Itemized bill"] == (Standing.HAVE, None)
    assert before["Insurer’s statement"] == (Standing.MISSING, None)
    asked = Call(id="c", case_id=matter.id, at=datetime.datetime(2026, 11, 10, 10, 5), organization="Riverbend billing",
                 they_will="Send the record of the X-ray", they_will_by=datetime.date(2026, 11, 24))  # fmt: skip
    end_call(desk.vault, asked, today=TODAY)
    found = standing(desk, bill)
    assert found["Record of the X-ray"] == (Standing.ASKED, datetime.date(2026, 11, 10))
    assert found["Notes of 1 call"] == (Standing.HAVE, None)
    order = [proof.standing for proof in case_proof(desk.matter(bill))]
    assert order == sorted(order, key=list(Standing).index)
    assert all(proof.why for proof in case_proof(desk.matter(bill)) if proof.standing is Standing.MISSING)
    desk.eob()
    assert standing(desk, bill)["Insurer’s statement"] == (Standing.HAVE, None)


def test_a_refusal_lacks_the_doctor_s_letter(desk: Any) -> None:
    paper = desk.refusal()
    found = standing(desk, paper)
    assert found["Refusal letter"] == (Standing.HAVE, None) and found["Doctor’s letter"] == (Standing.MISSING, None)
