"""Plain JSON made into the frozen values of the domain, by the types of their fields, and the schema of the same."""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from medbills.domain.money import Money


class NotPlain(ValueError):
    """A value is not of its field's type; the text names the place, the value and the form it must have."""


def unwrapped(item: Any) -> Any:
    """The value of an object with `value`, as a reading prints it; anything else as it stands."""
    return item["value"] if isinstance(item, Mapping) and "value" in item else item


def from_plain(kind: Any, plain: Any, place: str, unknown: list[str]) -> Any:
    """A value of type `kind` from its JSON form; names of keys that no field has are added to `unknown`. Raises NotPlain."""
    plain = unwrapped(plain)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind is not Money:
        return _object(kind, plain, place, unknown)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        options = [option for option in inner if option is not type(None)]
        return None if plain is None else from_plain(options[0], plain, place, unknown)
    if origin is tuple:
        listed = _checked(plain, list, place, "a list")
        return tuple(from_plain(inner[0], item, f"{place}[{at}]", unknown) for at, item in enumerate(listed))
    if origin is not None and issubclass(origin, Mapping):
        items = {str(name): item for name, item in _checked(plain, dict, place, "an object").items() if unwrapped(item) is not None}
        return {name: from_plain(inner[1], item, f"{place}.{name}", unknown) for name, item in items.items()}
    return _scalar(kind, plain, place)


def schema_of(kind: Any) -> dict[str, Any]:
    """The JSON Schema of a type that `from_plain` reads."""
    if kind in _SCALARS:
        return dict(_SCALARS[kind][1])
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return {"type": "object", "properties": {item.name: schema_of(hints[item.name]) for item in dataclasses.fields(kind)}}
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        options = [option for option in inner if option is not type(None)]
        return {"anyOf": [schema_of(options[0]), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": schema_of(inner[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_of(inner[1])}
    return {}


def _object(kind: type, plain: Any, place: str, unknown: list[str]) -> Any:
    items = _checked(plain, dict, place, "an object")
    hints = typing.get_type_hints(kind)
    names = {item.name for item in dataclasses.fields(kind)}
    unknown += [f"{place}.{name}" for name in items if name not in names]
    given = {name: item for name, item in items.items() if name in names and unwrapped(item) is not None}
    try:
        return kind(**{name: from_plain(hints[name], item, f"{place}.{name}", unknown) for name, item in given.items()})
    except TypeError as missing:
        raise NotPlain(f"{place} is not whole: {str(missing).partition(' missing ')[2] or missing}.") from missing


def _checked(plain: Any, kind: type, place: str, form: str) -> Any:
    if not isinstance(plain, kind):
        raise NotPlain(f"{place} is {plain!r}. It must be {form}.")
    return plain


def _scalar(kind: Any, plain: Any, place: str) -> Any:
    if kind is object:
        return plain
    make, schema = _SCALARS[kind]
    try:
        return make(plain)
    except (ValueError, TypeError, InvalidOperation) as wrong:
        raise NotPlain(f"{place} is {plain!r}. It must be {schema['description']}.") from wrong


def _money(plain: Any) -> Money:
    if isinstance(plain, bool):
        raise TypeError("not money")
    return Money.of(plain) if isinstance(plain, str) else Money.of(f"{Decimal(str(plain)):.2f}")


def _day(plain: Any) -> datetime.date:
    return datetime.date.fromisoformat(plain)


def _number(plain: Any) -> Decimal:
    number = Decimal(str(plain))
    if isinstance(plain, bool) or not number.is_finite():
        raise ValueError("not a number")
    return number


def _whole(plain: Any) -> int:
    if isinstance(plain, bool) or int(plain) != float(plain):
        raise ValueError("not a whole number")
    return int(plain)


def _flag(plain: Any) -> bool:
    if not isinstance(plain, bool):
        raise TypeError("not true or false")
    return plain


def _words(plain: Any) -> str:
    if not isinstance(plain, (str, int)) or isinstance(plain, bool):
        raise TypeError("not words")
    return " ".join(str(plain).split())


_SCALARS: Mapping[Any, tuple[Any, dict[str, Any]]] = {
    Money: (_money, {"type": ["string", "number"], "description": 'an amount of money like "1240.00"'}),
    datetime.date: (_day, {"type": "string", "format": "date", "description": 'a day like "2026-11-21"'}),
    Decimal: (_number, {"type": ["string", "number"], "description": 'a number like "0.20"'}),
    int: (_whole, {"type": "integer", "description": "a whole number"}),
    bool: (_flag, {"type": "boolean", "description": "true or false"}),
    str: (_words, {"type": "string", "description": "words"}),
}
