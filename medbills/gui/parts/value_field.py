"""A field for one value of a paper, made and read by the value's type."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from medbills.domain.fields import FieldSpec, FieldType, Value, from_plain
from medbills.domain.money import Money
from medbills.domain.wording import long_day
from medbills.gui.widgets.field import DateField, Field, MoneyField

TYPED = "You typed this."
EDITABLE = frozenset({FieldType.MONEY, FieldType.DATE, FieldType.NUMBER, FieldType.CODE, FieldType.TEXT, FieldType.LIST})


def value_words(value: Value | None) -> str:
    """A value as people read it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return value.text()
    if isinstance(value, datetime.date):
        return long_day(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return ", ".join(str(getattr(part, "reason", part)) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {amount}" for name, amount in value.items())
    return str(value)


def make_field(spec: FieldSpec, value: Value | None, today: datetime.date, *, label: str = "", hint: str = "") -> Field:
    """The field for a value of this kind, filled with it."""
    words = label or spec.label
    if spec.type is FieldType.MONEY:
        return MoneyField(words, hint, value)
    if spec.type is FieldType.DATE:
        return DateField(words, today, hint, value)
    if spec.type is FieldType.NUMBER:
        return Field(words, hint, value_words(value), check=lambda text: None if _number(text) is not None else "Type a number like 2")
    return Field(words, hint, value_words(value))


def fill_field(field: Field, value: Value | None) -> None:
    """Put another value of the same kind into a field that `make_field` made."""
    if isinstance(field, MoneyField):
        field.set_money(value)
    elif isinstance(field, DateField):
        field.set_day(value)
    else:
        field.set_text(value_words(value))


def hold(part: QWidget) -> None:
    """Give a field the keyboard, what stands in it selected: what is typed now replaces it."""
    part.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(part, Field) and isinstance(part.editor, QLineEdit):
        part.editor.selectAll()


def value_of(field: Field, spec: FieldSpec) -> Value | None:
    """What stands in the field, as a value; None when it is blank. Ask `field.validate()` first."""
    if isinstance(field, MoneyField):
        return field.money()
    if isinstance(field, DateField):
        return field.day()
    text = field.text()
    if not text:
        return None
    if spec.type is FieldType.NUMBER:
        return _number(text)
    return from_plain(spec.type, [part.strip() for part in text.split(",") if part.strip()] if spec.type is FieldType.LIST else text)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 1_000_000 else None
