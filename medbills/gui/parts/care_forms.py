"""The forms of planned care: what it is, its estimate, authorization, referral, network evidence and predetermination."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from medbills.domain.person import Person
from medbills.domain.planned_care import NetworkEvidence, PlannedCare, read_units, units_words
from medbills.gui.parts.bill_form import BillForm
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import ChoiceField, DateField, Field, MoneyField
from medbills.services.list_payments import BillChoice

NO_PAPER = ""
PROOFS = ("Call", "Picture of the directory", "Letter", "E-mail", "In person")
WRONG_CODES = "Type codes like 97110, 97112"
WRONG_UNITS = "Type codes with units, like 97110 x 12, 97112 x 6"


class CareForm(MoneyForm):
    """`care()` gives the planned care with what stands here; each form changes its own part."""

    def __init__(self, care: PlannedCare, title: str, remove: str = "") -> None:
        super().__init__(title, remove)
        self._before = care

    def care(self) -> PlannedCare:
        """The whole with this part of it."""
        return dataclasses.replace(self._before, **self.part())

    def part(self) -> dict[str, Any]:
        """The fields of this form."""
        raise NotImplementedError  # abstract


class WhatForm(BillForm):
    """What is planned, for whom, by whom and when."""

    def __init__(
        self, care: PlannedCare | None, bills: Sequence[BillChoice], people: Sequence[Person], person_id: str | None, today: datetime.date
    ) -> None:
        super().__init__("Change this care" if care else "Care you plan", "Remove this care" if care else "")
        self._before = care
        self.what = Field("What care", text=care.title if care else "")
        self.provider = Field("Who will give it, as their papers name them", text=care.provider if care else "")
        self.about(self.provider, bills, people, care.case_id if care else None, (care.person_id if care else None) or person_id)
        self.care_on = DateField("On which day (blank: not yet)", today, day=care.care_on if care else None)
        self.booked_on = DateField("Booked on", today, day=care.booked_on if care else None)
        units = dict.fromkeys(care.codes, 1) if care else {}
        wrong = WRONG_CODES
        self.codes = Field("Codes, if you know them", text=", ".join(units), check=lambda text: None if _codes(text) is not None else wrong)
        self.alone = CheckRow("Paid without insurance", "Then the law asks for a good-faith estimate.")
        self.alone.setChecked(care.without_insurance if care else False)
        self.put((self.what, self.provider, *self.whose()))
        self.put((self.care_on, self.booked_on, self.codes))
        self.put((self.bill,))
        self.body.addWidget(self.alone)
        self.end()

    def complete(self) -> bool:
        return self.require(self.what, "Type what is planned, like Knee surgery.") and self.require(
            self.provider, "Type who will give the care, like Oak Clinic."
        )

    def care(self) -> PlannedCare:
        """The planned care; its id is empty where it is new."""
        before = self._before or PlannedCare(id="", title="", provider="")
        return dataclasses.replace(
            before, title=self.what.text(), provider=self.provider.text(), person_id=self.person.key() or None,
            case_id=self.bill.key() or None, care_on=self.care_on.day(), booked_on=self.booked_on.day(),
            codes=tuple(_codes(self.codes.text()) or ()), without_insurance=self.alone.isChecked(),
        )  # fmt: skip


class EstimateForm(CareForm):
    """The estimate: a paper on file, or its sum and day."""

    def __init__(self, care: PlannedCare, papers: Sequence[tuple[str, str]], today: datetime.date) -> None:
        super().__init__(care, "The good-faith estimate")
        self.paper = ChoiceField("Is it among your papers?", [(NO_PAPER, "No, I type it"), *papers], key=care.estimate_paper or NO_PAPER)
        self.amount = MoneyField("It comes to", amount=care.estimate)
        self.day = DateField("Dated", today, day=care.estimate_on)
        self.asked = DateField("You asked for it on", today, day=care.estimate_asked_on)
        self.put((self.paper, self.amount, self.day, self.asked), most=2)
        self.end()

    def part(self) -> dict[str, Any]:
        amount = self.amount.money()
        return {
            "estimate_paper": self.paper.key(), "estimate": abs(amount) if amount is not None else None, "estimate_on": self.day.day(),
            "estimate_asked_on": self.asked.day(),
        }  # fmt: skip


class AuthorizationForm(CareForm):
    """The prior authorization: number, approved codes and units, first and last day."""

    def __init__(self, care: PlannedCare, today: datetime.date) -> None:
        super().__init__(care, "Prior authorization")
        self.number = Field("Its number", text=care.authorization)
        self.units = Field(
            "Approved codes and units, like 97110 x 12", text=units_words(care.authorized_units),
            check=lambda text: None if read_units(text) is not None else WRONG_UNITS,
        )  # fmt: skip
        self.first = DateField("From", today, day=care.authorized_from)
        self.last = DateField("Until", today, day=care.authorized_to)
        self.put((self.number, self.units, self.first, self.last), most=2)
        self.end()

    def complete(self) -> bool:
        first, last = self.first.day(), self.last.day()
        if first and last and last < first:
            self.last.set_problem("This day is before the first one.")
            self.last.setFocus()
            return False
        return True

    def part(self) -> dict[str, Any]:
        return {
            "authorization": self.number.text(), "authorized_units": read_units(self.units.text()) or {},
            "authorized_from": self.first.day(), "authorized_to": self.last.day(),
        }  # fmt: skip


class ReferralForm(CareForm):
    """The referral: who gave it, its number, its last day."""

    def __init__(self, care: PlannedCare, today: datetime.date) -> None:
        super().__init__(care, "Referral")
        self.referral = Field("From whom, and its number", text=care.referral)
        self.last = DateField("Until", today, day=care.referral_to)
        self.put((self.referral, self.last), most=2)
        self.end()

    def part(self) -> dict[str, Any]:
        return {"referral": self.referral.text(), "referral_to": self.last.day()}


class DentalForm(CareForm):
    """What the dental plan says it will pay."""

    def __init__(self, care: PlannedCare, today: datetime.date) -> None:
        super().__init__(care, "Dental predetermination")
        self.amount = MoneyField("The plan says it will pay", amount=care.predetermined)
        self.day = DateField("Dated", today, day=care.predetermined_on)
        self.put((self.amount, self.day), most=2)
        self.end()

    def part(self) -> dict[str, Any]:
        amount = self.amount.money()
        return {"predetermined": abs(amount) if amount is not None else None, "predetermined_on": self.day.day()}


class EvidenceForm(MoneyForm):
    """Who said what about the network; `evidence()` gives it."""

    def __init__(
        self, care: PlannedCare, evidence: NetworkEvidence | None, papers: Sequence[tuple[str, str]], today: datetime.date
    ) -> None:
        super().__init__("In the network?", "Remove this note" if evidence else "")
        self._before, self._care, self._today = evidence, care, today
        self.says = ChoiceField("What was said", (("in", "In network"), ("out", "Not in network")), key=_word(evidence))
        self.about = Field("About whom (blank: the provider)", text=evidence.about if evidence else "")
        self.said_by = Field("Who said so, with the reference number", text=evidence.said_by if evidence else "")
        self.day = DateField("On which day", today, day=evidence.told_on if evidence else today)
        proof, paper = (evidence.proof or PROOFS[0], evidence.paper) if evidence else (PROOFS[0], NO_PAPER)
        self.proof = ChoiceField("What proves it", [(way, way) for way in PROOFS], key=proof)
        self.paper = ChoiceField("The paper, if it is here", [(NO_PAPER, "No paper"), *papers], key=paper)
        self.put((self.says, self.about, self.said_by))
        self.put((self.day, self.proof, self.paper))
        self.end()

    def complete(self) -> bool:
        day = self.day.day()
        if day is None or day > self._today:
            self.day.set_problem("This day is still to come. Note it once it was said." if day else "Type the day it was said.")
            self.day.setFocus()
            return False
        return self.require(self.said_by, "Type who said so, like: Insurer, Ana, reference 4711")

    def evidence(self) -> NetworkEvidence:
        """The note; its id is empty where it is new."""
        day = self.day.day() or self._today
        before = self._before or NetworkEvidence(id="", care_id=self._care.id, told_on=day, in_network=True)
        return dataclasses.replace(
            before, told_on=day, in_network=self.says.key() == "in", about=self.about.text(), said_by=self.said_by.text(),
            proof=self.proof.key(), paper=self.paper.key(),
        )  # fmt: skip


def _word(evidence: NetworkEvidence | None) -> str:
    return "in" if evidence is None or evidence.in_network else "out"


def _codes(text: str) -> list[str] | None:
    units = read_units(text)
    return None if units is None else list(units)
