"""The fields of an offer, and of the private walk-away figure."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

from medbills.domain.money import Money
from medbills.domain.offer import Offer
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.widgets.field import ChoiceField, DateField, Field, MoneyField
from medbills.gui.widgets.label import ReadingLabel

WHOSE = (("yours", "You offered"), ("theirs", "They offered"))
PRIVATE = "Only you see it here. It stands in no letter and no packet."


class OfferForm(MoneyForm):
    """`offer()` gives what stands here."""

    def __init__(self, offer: Offer | None, bills: Sequence[tuple[str, str]], case_id: str | None, today: datetime.date) -> None:
        super().__init__("Change this offer" if offer else "An offer", "Remove this offer" if offer else "")
        self._offer, self._today = offer, today
        self.bill = ChoiceField("About which bill", bills, key=(offer.case_id if offer else case_id) or None)
        self.whose = ChoiceField("Whose offer", WHOSE, key=WHOSE[0][0] if offer is None or offer.yours else WHOSE[1][0])
        self.amount = MoneyField("To settle it for", amount=offer.amount if offer else None)
        self.day = DateField("Made on", today, day=offer.made_on if offer else today)
        self.until = DateField("Stands until (blank: not said)", today, day=offer.until if offer else None)
        self.note = Field("Who said it, and how", text=offer.note if offer else "")
        self.put((self.bill, self.whose, self.amount))
        self.put((self.day, self.until, self.note))
        self.end()

    def complete(self) -> bool:
        day = self.day.day()
        if not self.require(self.amount, "Type a sum like 120.00"):
            return False
        if day is None or day > self._today:
            self.day.set_problem("This day is still to come. Note an offer once it is made." if day else "Type the day it was made.")
            self.day.setFocus()
            return False
        return True

    def offer(self) -> Offer:
        """The offer with what stands here; its id is empty where it is new."""
        amount, day = self.amount.money(), self.day.day()
        assert amount is not None and day is not None
        before = self._offer or Offer(id="", case_id=None, made_on=day, yours=True, amount=amount)
        return dataclasses.replace(
            before, case_id=self.bill.key() or None, made_on=day, yours=self.whose.key() == WHOSE[0][0], amount=abs(amount),
            until=self.until.day(), note=self.note.text(),
        )  # fmt: skip


class WalkAwayForm(MoneyForm):
    """The most one would pay for a bill: `amount()`, or None where the field is blank."""

    def __init__(self, title: str, amount: Money | None) -> None:
        super().__init__(f"The most you would pay: {title}", "Forget it" if amount is not None else "")
        self.most = MoneyField("At most", PRIVATE, amount=amount)
        self.put((self.most,), most=2)
        why = "Choose it before you call. Above it you say: I need to think about that."
        self.body.addWidget(ReadingLabel(why, "small", "text2"))
        self.end()

    def complete(self) -> bool:
        return self.require(self.most, "Type a sum like 500.00")

    def amount(self) -> Money | None:
        """What stands here."""
        return self.most.money()
