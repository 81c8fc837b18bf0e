"""Keeps what is worked out of a frozen value beside that value: many checks ask the same of one paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Value = TypeVar("Value")
Answer = TypeVar("Answer")


def remembered(work: Callable[[Value], Answer]) -> Callable[[Value], Answer]:
    """A function of one frozen value (one that has a `__dict__`), worked out once for each, as cached_property does."""
    key = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def once(value: Value) -> Answer:
        kept: dict[str, Answer] = value.__dict__
        if key not in kept:
            kept[key] = work(value)
        return kept[key]

    return once
