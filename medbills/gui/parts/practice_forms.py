"""The forms of a practice: a fee list, volumes, a benchmark, a round."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence

from medbills.domain.code_formats import is_cdt
from medbills.domain.money import ZERO
from medbills.domain.practice import Benchmark, FeeRound, FeeSchedule, ListKind, Volumes
from medbills.errors import UnusableInput
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.widgets.field import ChoiceField, DateField, Field, MoneyField, NotesField
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.read_practice_figures import FeesRead, VolumesRead, fee_words, typed_fees, typed_volumes, volume_words

KINDS = (
    (ListKind.ALTERNATE.value, "What a payer pays for cheaper treatments"),
    (ListKind.PRIMARY.value, "What a payer pays for your treatments"),
    (ListKind.USUAL.value, "Your office’s own fees"),
)  # fmt: skip
WHOSE = (("ours", "You asked"), ("theirs", "They offered"))
FEE_LINES = "One code on each line, like D2150 110.00"
COUNT_LINES = "One code on each line, like D2392 140. Add “as D2150” where you know it."


class LinesField(NotesField):
    """Lines that mean something: `read` raises UnusableInput with a sentence about the one that does not."""

    def __init__(self, label: str, hint: str, text: str, lines: int, read: Callable[[str], object]) -> None:
        self._read = read
        super().__init__(label, hint, text, lines)

    def validate(self) -> bool:
        """Read the lines now; the first that cannot be read is told below them."""
        try:
            self._read(self.text())
        except UnusableInput as problem:
            self.set_problem(str(problem))
            return False
        self.set_problem(None)
        return True


class FeeListForm(MoneyForm):
    """`fee_list()` gives what stands here."""

    def __init__(self, one: FeeSchedule | None, today: datetime.date, read: FeesRead | None = None, source: str = "") -> None:
        super().__init__("Change this fee list" if one else "A fee list", "Remove this list" if one else "")
        self._one = one
        self.kind = ChoiceField("Which fees", KINDS, "Each kind has a list of its own", key=one.kind.value if one else KINDS[0][0])
        self.payer = Field("Payer", "Blank for your own fees", text=one.payer if one else read.payer if read else "")
        day = one.effective_on if one else read.effective_on if read else None
        self.day = DateField("In force since", today, "As the list says", day=day)
        self.source = Field("Where it is from", "Like: sent by the payer on May 2", text=one.source if one else source)
        fees = one.fees if one else read.fees if read else {}
        self.fees_typed = LinesField("Fees", FEE_LINES, fee_words(fees), 8, typed_fees)
        self.put((self.kind, self.payer), most=2)
        self.put((self.day, self.source), most=2)
        self.put((self.fees_typed,), most=1)
        if read and read.left_out:
            self.body.addWidget(ReadingLabel(read.left_out, "small", "amber"))
        self.end()

    def complete(self) -> bool:
        if self.kind.key() != ListKind.USUAL.value and not self.require(self.payer, "Say whose list it is, like Harbor Dental."):
            return False
        if not self.require(self.day, "Type the day it came into force."):
            return False
        return self.require(self.fees_typed, "Type at least one line, like D2150 110.00")

    def fee_list(self) -> FeeSchedule:
        """The list with what stands here; its id is empty where it is new."""
        day = self.day.day()
        assert day is not None
        return FeeSchedule(
            id=self._one.id if self._one else "", payer=self.payer.text(), kind=ListKind(self.kind.key()), effective_on=day,
            fees=typed_fees(self.fees_typed.text()), source=self.source.text(),
        )  # fmt: skip


class VolumesForm(MoneyForm):
    """`volumes()` gives what stands here."""

    def __init__(
        self, one: Volumes | None, today: datetime.date, payers: Sequence[str], read: VolumesRead | None = None, source: str = ""
    ) -> None:
        super().__init__("Change these volumes" if one else "How often you did what", "Remove these volumes" if one else "")
        self._one = one
        before = read.payer if read and read.payer else payers[0] if len(payers) == 1 else ""
        self.payer = Field("Payer", "Whose patients these are", text=one.payer if one else before)
        self.first = DateField("From", today, "First day counted", day=one.first_on if one else datetime.date(today.year - 1, 1, 1))
        self.last = DateField("To", today, "Last day counted", day=one.last_on if one else datetime.date(today.year - 1, 12, 31))
        self.source = Field("Where it is from", "Like: report of our own program", text=one.source if one else source)
        counts = (one.counts, one.paid_as) if one else (read.counts, read.paid_as) if read else ({}, {})
        self.counts_typed = LinesField("Codes and counts", COUNT_LINES, volume_words(*counts), 8, typed_volumes)
        self.put((self.payer, self.source), most=2)
        self.put((self.first, self.last), most=2)
        self.put((self.counts_typed,), most=1)
        if read and read.left_out:
            self.body.addWidget(ReadingLabel(read.left_out, "small", "amber"))
        self.end()

    def complete(self) -> bool:
        first, last = self.first.day(), self.last.day()
        if not self.require(self.payer, "Say whose patients these are, like Harbor Dental."):
            return False
        if not self.require(self.first, "Type the first day.") or not self.require(self.last, "Type the last day."):
            return False
        if first and last and last < first:
            self.last.set_problem("This day is before the first one. Check both.")
            self.last.setFocus()
            return False
        return self.require(self.counts_typed, "Type at least one line, like D2392 140")

    def volumes(self) -> Volumes:
        """The volumes with what stands here; their id is empty where they are new."""
        first, last = self.first.day(), self.last.day()
        assert first is not None and last is not None
        counts, paid_as = typed_volumes(self.counts_typed.text())
        return Volumes(
            id=self._one.id if self._one else "", payer=self.payer.text(), first_on=first, last_on=last, counts=counts, paid_as=paid_as,
            source=self.source.text(),
        )  # fmt: skip


class BenchmarkForm(MoneyForm):
    """`benchmark()` gives what stands here."""

    def __init__(self, one: Benchmark | None, today: datetime.date) -> None:
        super().__init__("Change this benchmark" if one else "A benchmark", "Remove this benchmark" if one else "")
        self._one, self._today = one, today
        self.code = Field(
            "Code", "Of the cheaper treatment", text=one.code if one else "",
            check=lambda text: None if is_cdt(text.upper()) else "Type a code like D2150",
        )  # fmt: skip
        self.amount = MoneyField("Amount", "What it is worth there", one.amount if one else None)
        self.source = Field("Source", "Name it, so that they can check", text=one.source if one else "")
        self.day = DateField("As of", today, "The day of the source", day=one.as_of if one else None)
        self.put((self.code, self.amount, self.source, self.day), most=4)
        self.end()

    def complete(self) -> bool:
        needed = (
            (self.code, "Type a code like D2150"), (self.amount, "Type a sum like 140.00"),
            (self.source, "Name the source. Without one it proves nothing."), (self.day, "Type the day the amount is of"),
        )  # fmt: skip
        if not all(self.require(field, example) for field, example in needed):
            return False
        day, amount = self.day.day(), self.amount.money()
        if amount is None or amount <= ZERO:
            self.amount.set_problem("Type a sum above zero, like 140.00")
            return False
        if day is None or day > self._today:
            self.day.set_problem("This day is still to come. Type the day the amount is of.")
            return False
        return True

    def benchmark(self) -> Benchmark:
        """The benchmark with what stands here; its id is empty where it is new."""
        amount, day = self.amount.money(), self.day.day()
        assert amount is not None and day is not None
        before = self._one or Benchmark(id="", code="", amount=amount, source="", as_of=day)
        return dataclasses.replace(before, code=self.code.text().upper(), amount=amount, source=self.source.text(), as_of=day)


class RoundForm(MoneyForm):
    """`round()` gives what stands here."""

    def __init__(self, one: FeeRound | None, payers: Sequence[str], payer: str, today: datetime.date) -> None:
        super().__init__("Change this round" if one else "A round", "Remove this round" if one else "")
        self._one, self._today = one, today
        self.payer = ChoiceField("With whom", [(name, name) for name in payers], key=one.payer if one else payer)
        self.whose = ChoiceField("Whose", WHOSE, key=WHOSE[0][0] if one is None or one.ours else WHOSE[1][0])
        self.day = DateField("On", today, day=one.made_on if one else today)
        self.note = Field("What was said, and by whom", text=one.note if one else "")
        self.amounts = LinesField("Amounts they or you named", FEE_LINES, fee_words(one.amounts) if one else "", 4, typed_fees)
        self.put((self.payer, self.whose, self.day), most=3)
        self.put((self.note,), most=1)
        self.put((self.amounts,), most=1)
        self.end()

    def complete(self) -> bool:
        day = self.day.day()
        if day is None or day > self._today:
            self.day.set_problem("This day is still to come. Note a round once it was made." if day else "Type the day it was made.")
            self.day.setFocus()
            return False
        if not self.amounts.text() and not self.note.text():
            self.note.set_problem("Type what was said, or the amounts below.")
            self.note.setFocus()
            return False
        return True

    def round(self) -> FeeRound:
        """The round with what stands here; its id is empty where it is new."""
        day = self.day.day()
        assert day is not None
        before = self._one or FeeRound(id="", payer="", made_on=day, ours=True)
        return dataclasses.replace(
            before, payer=self.payer.key(), made_on=day, ours=self.whose.key() == WHOSE[0][0],
            amounts=typed_fees(self.amounts.text()), note=self.note.text(),
        )  # fmt: skip
