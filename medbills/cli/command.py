"""The contract of a command: its word, what it does in a sentence, its arguments, and the function that runs it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`run` returns the exit status; a MedbillsError it raises is shown as it stands."""

    slug: str
    sentence: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
