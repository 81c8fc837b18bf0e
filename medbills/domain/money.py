"""Money as whole cents of US dollars, never a float."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_PLAIN = re.compile(r"(-?)(\d+)(?:\.(\d{1,2}))?$")


@dataclass(frozen=True, order=True, slots=True, init=False)
class Money:
    """An amount in cents; negative is a credit."""

    cents: int

    def __init__(self, cents: int) -> None:
        if type(cents) is not int:
            raise TypeError("money is a whole number of cents")
        object.__setattr__(self, "cents", cents)

    @classmethod
    def of(cls, plain: str) -> Money:
        """From the contracts' form: digits, two decimals, no sign of currency ("1240.00", "-12.50").

        Raises ValueError for anything else; what is printed on paper is read by `layout.amounts`.
        """
        found = _PLAIN.match(plain.strip())
        if not found:
            raise ValueError(f"not an amount of money: {plain!r}")
        cents = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
        return cls(-cents if found[1] else cents)

    def plain(self) -> str:
        """The contracts' form: "1240.00"."""
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02d}"

    def text(self) -> str:
        """As people read it: "$1,240.00", a credit with a true minus."""
        sign = "\N{MINUS SIGN}" if self.cents < 0 else ""
        return f"{sign}${abs(self.cents) // 100:,}.{abs(self.cents) % 100:02d}"

    __str__ = text

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __abs__(self) -> Money:
        return Money(abs(self.cents))

    def __mul__(self, count: int) -> Money:
        if type(count) is not int:
            raise TypeError("money times a whole number; for a rate use share()")
        return Money(self.cents * count)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.cents != 0

    def share(self, rate: Decimal | Fraction) -> Money:
        """This amount times a rate, rounded half up to the cent as payers do."""
        exact = Fraction(rate) * self.cents
        return Money(int((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), ROUND_HALF_UP)))


ZERO = Money(0)
ONE_CENT = Money(1)


def total(amounts: Iterable[Money]) -> Money:
    """The sum; zero of nothing."""
    return Money(sum([amount.cents for amount in amounts]))


def total_if_known(amounts: Sequence[Money | None]) -> Money | None:
    """The sum; None where one of them is not known."""
    known = [amount.cents for amount in amounts if amount is not None]
    return Money(sum(known)) if len(known) == len(amounts) else None
