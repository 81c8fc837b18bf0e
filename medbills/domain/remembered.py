"""Keeps what is worked out of a frozen value beside that value: many checks ask the same of one paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")
Answer = TypeVar("Answer")


def remembered(work: Callable[[Value], Answer]) -> Callable[[Value], Answer]:
    """A function of one frozen value (one that has a `__dict__`), worked out once for each, as cached_property does."""
    key = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def once(value: Value) -> Answer:
        known: dict[str, Answer] = value.__dict__
        if key in known:
            return known[key]
        answer = known[key] = work(value)
        return answer

    return once


def recalled(work: Callable[..., Answer]) -> Callable[..., Answer]:
    """A function of several frozen values: asked of the very same ones as the last time, it gives the very same answer.

    It is kept beside the first of them. So what is made of papers (an account, its match) lives as long as these papers do,
    with all that is remembered of it, and a changed paper makes new only what it is part of.
    """
    key = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def again(*values: Any) -> Answer:
        known: dict[str, tuple[tuple[Any, ...], Answer]] = values[0].__dict__
        last, others = known.get(key), values[1:]  # not the first itself: what holds itself is let go of only by a search
        if last is not None and len(last[0]) == len(others) and all(map(is_, last[0], others)):
            return last[1]
        answer = work(*values)
        known[key] = (others, answer)
        return answer

    return again


class kept(Generic[Value, Answer]):
    """A property worked out once for each frozen value: `cached_property` without the lock that Python 3.11 takes in it."""

    def __init__(self, work: Callable[[Value], Answer]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, value: None, owner: type[Any] | None = None) -> kept[Value, Answer]: ...
    @overload
    def __get__(self, value: Value, owner: type[Any] | None = None) -> Answer: ...
    def __get__(self, value: Value | None, owner: type[Any] | None = None) -> kept[Value, Answer] | Answer:
        if value is None:
            return self
        answer = value.__dict__[self._name] = self._work(value)
        return answer
