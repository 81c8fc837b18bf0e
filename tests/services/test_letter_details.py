"""Facts that single kinds of letters ask for: from the plan, the refusal, the calendar and the payments, and to nobody outside."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

from medbills.domain.letter import NARROW, AnswerType
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.planned_care import NetworkEvidence, PlannedCare
from medbills.letters import catalogue
from medbills.letters.templates import fact_types
from medbills.services.letter_details import letter_details
from medbills.services.write_letter import begin_letter, letter_state
from medbills.store import Vault

TODAY = date(2026, 11, 17)


def test_a_refusal_gives_the_doctor_and_the_last_day_for_the_call(desk: Any, vault: Vault) -> None:
    desk.me()
    matter = desk.matter(desk.refusal())
    denied = matter.papers[-1]
    facts = letter_details(matter, "provider")
    assert facts["doctor_name"].value == denied.paper.provider_name and facts["doctor_name"].evidence.document == denied.id
    assert facts["talk_by"].value == denied.paper.respond_by_date
    assert facts["appeal_by"].value == matter.appeal_by
    letter = begin_letter(vault, matter.id, "peer_to_peer_request", today=TODAY)
    assert letter_state(vault, letter.id, today=TODAY).known["talk_by"].value == denied.paper.respond_by_date


def test_payments_become_rows_and_their_sum(desk: Any, vault: Vault) -> None:
    desk.me()
    matter = desk.matter(desk.bill())
    paid = (("a", date(2026, 10, 20), "185.00", "Check 1182"), ("b", date(2026, 9, 9), "135.00", "Card"))
    with vault.change("Paid") as change:
        for name, day, amount, how in paid:
            change.payments.add(Payment(id=name, date=day, amount=Money.of(amount), what="Paid", case_id=matter.id, payer_from=how))
    letter = begin_letter(vault, matter.id, "refund_request", today=TODAY)
    known = letter_state(vault, letter.id, today=TODAY).known
    assert known["paid_total"].value == Money.of("320.00")
    assert [row["how"] for row in known["payments"].value] == ["card", "check 1182"]


def test_who_must_not_learn_of_the_care_gets_none_of_it(desk: Any, vault: Vault) -> None:
    matter = desk.matter(desk.refusal())
    matter = dataclasses.replace(matter, payments=(Payment(id="a", date=TODAY, amount=Money.of("1.00"), what="Paid"),))
    assert letter_details(matter, "insurer")
    assert not any(letter_details(matter, who) for who in NARROW)


def test_every_letter_begins_from_a_case_and_each_known_fact_is_of_its_question_s_kind(desk: Any, vault: Vault) -> None:
    desk.me()
    desk.eob()
    kinds: dict[AnswerType, type | tuple[type, ...]] = {
        AnswerType.MONEY: Money, AnswerType.DATE: date, AnswerType.TICK: bool, AnswerType.NUMBER: Decimal,
    }  # fmt: skip
    for matter in (desk.matter(desk.bill()), desk.matter(desk.refusal())):
        for template in catalogue():
            state = letter_state(vault, begin_letter(vault, matter.id, template.slug, today=TODAY).id, today=TODAY)
            types = fact_types(template)
            for name, fact in state.known.items():
                assert name in template.lists or isinstance(fact.value, kinds.get(types[name], (str, tuple))), (template.id, name)
            assert not state.rendered.final, f"{template.id} is never whole without the user"


def test_what_the_plan_said_of_the_network_before_the_care_is_filled_in(desk: Any, vault: Vault) -> None:
    desk.me()
    matter = desk.matter(desk.bill(patient_name="Ruth Calloway"))
    desk.eob(patient_name="Ruth Calloway")
    care = PlannedCare(id="care", title="Visit", provider="Riverbend General Hospital", person_id=matter.case.person_id)
    told = ((date(2026, 8, 20), True, "Phone, Dana, R-55"), (date(2026, 9, 1), True, "Plan's directory"),
            (date(2026, 9, 2), False, "Phone"), (date(2026, 10, 1), True, "Phone, too late"))  # fmt: skip
    with vault.change("Told") as change:
        change.planned_cares.add(care)
        for day, inside, by in told:
            change.network_evidence.add(NetworkEvidence(id=f"{day}", care_id="care", told_on=day, in_network=inside, said_by=by))
    state = letter_state(vault, begin_letter(vault, matter.id, "directory_error_claim", today=TODAY).id, today=TODAY)
    assert (state.known["seen_on"].value, state.known["source"].value) == (date(2026, 9, 1), "directory")
    assert state.known["seen_on"].evidence.source == "Before care"
    assert not {"source", "seen_on", "person"} & {question.fact for question in state.questions}
    letter = begin_letter(vault, matter.id, "billing_dispute", today=TODAY)
    assert "seen_on" not in letter_state(vault, letter.id, today=TODAY).known
