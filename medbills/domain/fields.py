"""What kinds of value a paper can hold: their types, their plain JSON form, their labels for people."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from medbills.domain.money import Money

Value: TypeAlias = Any  # one of the Python types named in FieldType, by the field it belongs to


class FieldType(StrEnum):
    """The type of a field's value, with its Python type and its JSON form (reading contract, "value")."""

    MONEY = "money"  # Money; "1240.00"
    DATE = "date"  # datetime.date; ISO 8601
    NUMBER = "number"  # Decimal; a JSON number
    CODE = "code"  # str, upper case without spaces
    TEXT = "text"  # str as printed, white space folded
    LIST = "list"  # tuple[str, ...]; a JSON list
    ADJUSTMENTS = "adjustments"  # tuple[Adjustment, ...]
    AMOUNTS = "amounts"  # Mapping[str, Money]; {"current": "0.00"}


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Money taken off a line, with its claim adjustment group and reason (CARC)."""

    group: str
    reason: str
    amount: Money


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a paper or of a line: its contract name, its type, and its label in plain words."""

    name: str
    type: FieldType
    label: str


def declared(type_: FieldType, label: str) -> Any:
    """A dataclass field of the contract: optional, absent unless the paper prints it."""
    return dataclasses.field(default=None, metadata={"type": type_, "label": label})


def money(label: str) -> Any:
    return declared(FieldType.MONEY, label)


def day(label: str) -> Any:
    return declared(FieldType.DATE, label)


def number(label: str) -> Any:
    return declared(FieldType.NUMBER, label)


def code(label: str) -> Any:
    return declared(FieldType.CODE, label)


def text(label: str) -> Any:
    return declared(FieldType.TEXT, label)


def listing(label: str) -> Any:
    return declared(FieldType.LIST, label)


def specs_of(cls: type) -> dict[str, FieldSpec]:
    """The contract fields declared by a dataclass, by name, in the order of declaration."""
    return {
        item.name: FieldSpec(item.name, item.metadata["type"], item.metadata["label"])
        for item in dataclasses.fields(cls)
        if "type" in item.metadata
    }


def to_plain(type_: FieldType, value: Value) -> Any:
    """A value in the JSON form of the contracts."""
    match type_:
        case FieldType.MONEY:
            return value.plain()
        case FieldType.DATE:
            return value.isoformat()
        case FieldType.NUMBER:
            return int(value) if value == value.to_integral_value() else float(value)
        case FieldType.LIST:
            return list(value)
        case FieldType.ADJUSTMENTS:
            return [{"group": a.group, "reason": a.reason, "amount": a.amount.plain()} for a in value]
        case FieldType.AMOUNTS:
            return {name: amount.plain() for name, amount in value.items()}
        case _:
            return value


def from_plain(type_: FieldType, plain: Any) -> Value:
    """A value from its JSON form. Raises ValueError or TypeError when it is not one of that type."""
    match type_:
        case FieldType.MONEY:
            return Money.of(plain) if isinstance(plain, str) else Money.of(f"{Decimal(str(plain)):.2f}")
        case FieldType.DATE:
            return datetime.date.fromisoformat(plain)
        case FieldType.NUMBER:
            return Decimal(str(plain))
        case FieldType.CODE:
            return "".join(str(plain).split()).upper()
        case FieldType.LIST:
            if isinstance(plain, str):
                raise TypeError("a list, not one word")
            return tuple(str(item) for item in plain)
        case FieldType.ADJUSTMENTS:
            return tuple(Adjustment(a["group"], str(a["reason"]), Money.of(a["amount"])) for a in plain)
        case FieldType.AMOUNTS:
            return {str(name): Money.of(amount) for name, amount in plain.items()}
        case _:
            return " ".join(str(plain).split())
