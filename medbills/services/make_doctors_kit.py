"""Makes the doctor's kit of a refusal: the sheet for the call between doctors, and the one for the letter, from what the case knows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from medbills.domain.letter import Fact
from medbills.domain.matter import Matter
from medbills.domain.packet import Criterion
from medbills.domain.paper import Kind
from medbills.errors import UnusableInput
from medbills.pdf.doctors_kit import DoctorsKit, doctors_kit_pdf
from medbills.services.letter_details import letter_details
from medbills.services.letter_facts import letter_facts
from medbills.services.load_matters import load_matter
from medbills.services.packet_criteria import criteria_of
from medbills.store import Vault

_CALL, _LETTER = "peer_to_peer_request", "medical_necessity_letter_template"


def doctors_kit(vault: Vault, case_id: str, *, today: datetime.date) -> bytes:
    """Two pages as a PDF. What the user answered in the letters to the doctor comes first, then what the papers say.

    Raises UnusableInput for a case in which nobody said no.
    """
    return doctors_kit_pdf(plan_doctors_kit(vault, case_id, today=today))


def plan_doctors_kit(vault: Vault, case_id: str, *, today: datetime.date) -> DoctorsKit:
    """What the kit says, before it is printed."""
    matter = load_matter(vault, case_id, today=today)
    denied = matter.latest(Kind.DENIAL_LETTER)
    if denied is None:
        raise UnusableInput("The doctor’s kit answers a letter in which the insurer says no. Add that letter to the case first.")
    paper, me = denied.paper, next((person for person in vault.people.all() if person.is_me), None)
    facts = letter_details(matter, "provider") | letter_facts(matter, "provider", me=me)
    answers = _answers(matter)
    person = matter.person
    return DoctorsKit(
        doctor=_text(answers, facts, "doctor_name"),
        patient=person.name if person else paper.patient_name or "",
        born=f"{person.birth_date:%m/%d/%Y}" if person and person.birth_date else "",
        insurer=_text(answers, facts, "payer_name") or paper.payer_name or paper.issuer_name or "",
        member=_text(answers, facts, "member_id") or paper.member_id or "",
        request=_text(answers, facts, "claim_no") or paper.authorization_number or paper.claim_number or "",
        service=_text(answers, facts, "service"),
        refused_on=paper.dated,
        reason=(paper.denial_reason or "").strip(" ."),
        phone=_text(answers, facts, "talk_phone"),
        call_by=_day(answers.get("talk_by")) or (paper.respond_by_date if paper.respond_by_date != paper.appeal_by_date else None),
        appeal_by=matter.appeal_by or paper.appeal_by_date,
        points=tuple(_lines(answers.get("points"))),
        criteria=criteria_of(matter, {}) or _reason_alone(paper.denial_reason),
        contact=", ".join(part for part in ((me.name, me.phone, me.email) if me else ()) if part),
        day=today,
    )


def _reason_alone(reason: str | None) -> tuple[Criterion, ...]:
    """Without rules, the reason they gave is the rule to meet."""
    said = (reason or "").strip()
    return (Criterion(rule=said, met=""),) if said else ()


def _answers(matter: Matter) -> dict[str, Any]:
    """What was answered in the letters to the doctor; the call's own beat the letter's."""
    found: dict[str, Any] = {}
    for slug in (_LETTER, _CALL):
        for letter in (letter for letter in matter.letters if letter.slug == slug):
            found |= {name: value for name, value in letter.answers.items() if value}
    return found


def _text(answers: Mapping[str, Any], facts: Mapping[str, Fact], name: str) -> str:
    value = answers.get(name) or (facts[name].value if name in facts else "")
    return " ".join(str(value or "").split())


def _day(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _lines(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else str(value or "").splitlines()
    return [text for part in parts if (text := str(part).strip("-•* "))]
