"""Column types that take and give the domain's own values, with one plain form each for database and journal."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from medbills.domain.call import Said
from medbills.domain.deadline import ReceiptLine
from medbills.domain.fields import FieldType, from_plain, to_plain
from medbills.domain.finding import LineRef
from medbills.domain.money import Money
from medbills.domain.paper import Spot

_EMPTY: dict[str, Callable[[], Any]] = {"{}": dict, "[]": list}  # most columns with parts have none


def canonical(plain: Any) -> str:
    """JSON text that is the same for the same value."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Shaped(TypeDecorator[Any]):
    """A value kept as text: `shape` gives its plain form, `build` makes it again."""

    impl = Text
    cache_ok = True

    def __init__(self, shape: Callable[[Any], Any], build: Callable[[Any], Any]) -> None:
        super().__init__()
        self.shape = shape
        self.build = build

    def process_bind_param(self, value: Any, dialect: Any = None) -> Any:
        return None if value is None else self.shape(value)

    def process_result_value(self, value: Any, dialect: Any = None) -> Any:
        return None if value is None else self.build(value)

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[Any], Any]:
        """The same without a step between: a life of papers has a million values."""
        build = self.build
        return lambda value: None if value is None else build(value)


class ShapedInteger(Shaped):
    """A value kept as a whole number."""

    impl = BigInteger  # type: ignore[assignment]
    cache_ok = True


def word(words: type[StrEnum]) -> Shaped:
    """One of an enumeration's words."""
    return Shaped(lambda value: value.value, words)


def _json(shape: Callable[[Any], Any], build: Callable[[Any], Any]) -> Shaped:
    """A value with parts, as JSON text."""
    return Shaped(lambda value: canonical(shape(value)), lambda text: build(_EMPTY[text]()) if text in _EMPTY else build(json.loads(text)))


def to_database(type_: TypeEngine[Any], value: Any) -> Any:
    """The plain form of a column's value: what the database holds and the journal writes."""
    return type_.process_bind_param(value) if isinstance(type_, Shaped) else value


def from_database(type_: TypeEngine[Any], plain: Any) -> Any:
    """A column's value from that plain form."""
    return type_.process_result_value(plain) if isinstance(type_, Shaped) else plain


def _same(value: Any) -> Any:
    return value


def _spot_plain(spot: Spot) -> dict[str, Any]:
    plain = {"page": spot.page, "box": spot.box, "path": spot.path, "raw": spot.raw, "confidence": spot.confidence, "typed": spot.typed}
    return {name: value for name, value in plain.items() if value is not None and value is not False}


def _spot(plain: dict[str, Any]) -> Spot:
    box = plain.pop("box", None)
    return Spot(box=tuple(box) if box else None, **plain)


def _receipt_plain(lines: tuple[ReceiptLine, ...]) -> list[dict[str, Any]]:
    return [
        {"says": line.says, "what": line.what, "document": line.document, "spot": _spot_plain(line.spot) if line.spot else None}
        for line in lines
    ]


def _receipt(plain: list[dict[str, Any]]) -> tuple[ReceiptLine, ...]:
    return tuple(
        ReceiptLine(line["says"], line["what"], line["document"], _spot(line["spot"]) if line["spot"] else None) for line in plain
    )


def _by_field(type_: FieldType) -> Shaped:
    return _json(lambda value: to_plain(type_, value), lambda plain: from_plain(type_, plain))


CENTS = ShapedInteger(lambda money: money.cents, Money)
DAY = Shaped(datetime.date.isoformat, datetime.date.fromisoformat)
MOMENT = Shaped(datetime.datetime.isoformat, datetime.datetime.fromisoformat)  # with its offset where the value has one
EXACT = Shaped(str, Decimal)  # a decimal as text: no binary rounding, ever
ANY = _json(_same, _same)
WORDS = _json(list, tuple)
STATUSES = _json(sorted, frozenset)
AMOUNTS = _by_field(FieldType.AMOUNTS)
ADJUSTMENTS = _by_field(FieldType.ADJUSTMENTS)
RATES = _json(
    lambda rates: {name: str(rate) for name, rate in rates.items()}, lambda plain: {name: Decimal(rate) for name, rate in plain.items()}
)
SPOT = _json(_spot_plain, _spot)
SPOTS = _json(
    lambda spots: {name: _spot_plain(spot) for name, spot in spots.items()},
    lambda plain: {name: _spot(spot) for name, spot in plain.items()},
)
LINE_REFS = _json(
    lambda refs: [[ref.document, ref.line] for ref in refs], lambda plain: tuple(LineRef(document, line) for document, line in plain)
)
TRAIL = _json(
    lambda trail: [{name: value for name in Said.__dataclass_fields__ if (value := getattr(said, name))} for said in trail],
    lambda plain: tuple(Said(**said) for said in plain),
)
BOXES = _json(lambda boxes: [list(box) for box in boxes], lambda plain: tuple(tuple(box) for box in plain))
RECEIPT = _json(_receipt_plain, _receipt)

BY_FIELD_TYPE: dict[FieldType, TypeEngine[Any]] = {
    FieldType.MONEY: CENTS, FieldType.DATE: DAY, FieldType.NUMBER: EXACT, FieldType.CODE: Text(), FieldType.TEXT: Text(),
    FieldType.LIST: WORDS, FieldType.ADJUSTMENTS: ADJUSTMENTS, FieldType.AMOUNTS: AMOUNTS,
}  # fmt: skip
