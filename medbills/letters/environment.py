"""The Jinja2 environment of letters: sandboxed, with our filters, and a gap for every fact that is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from medbills.letters.phrasing import FILTERS
from medbills.paths import resource


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """One for all letters. An undefined name raises: what a letter may name is proved when it is read."""
    engine = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(resource("letters", "en")), undefined=jinja2.StrictUndefined, autoescape=False,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_finalize,
    )  # fmt: skip
    engine.filters.update(FILTERS)
    return engine


@lru_cache(maxsize=256)
def compiled(body: str) -> jinja2.Template:
    """A letter's text, ready to be filled: the wizard fills it anew after every key."""
    return environment().from_string(body)


@lru_cache(maxsize=2048)
def condition(expression: str) -> Callable[..., Any]:
    """An expression over facts, ready to be asked."""
    return environment().compile_expression(expression)


def _finalize(value: Any) -> Any:
    return "" if value is None else value
