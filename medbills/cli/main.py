"""Parses the command line and runs the command: every command is a file in `cli/commands/`."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from medbills import __version__
from medbills.catalogue import entries
from medbills.cli.command import Command
from medbills.cli.output import note
from medbills.errors import MedbillsError


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")


def day(text: str) -> datetime.date:
    """A day as the contracts write it, 2026-11-21."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it like 2026-11-21") from None


def parser() -> argparse.ArgumentParser:
    """The parser of every command in the catalogue."""
    top = _Parser(prog="medbills", description="Checks medical bills on your own computer. Without a command it opens the window.")
    top.add_argument("--version", action="version", version=f"medbills {__version__}")
    top.add_argument("--today", type=day, default=None, metavar="DAY", help="the day to count from (default: today)")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for command in entries("medbills.cli.commands", "COMMAND", Command):
        sub = commands.add_parser(command.slug, help=command.sentence, description=command.sentence)
        command.arguments(sub)
        for last in (sub, *_verbs(sub)):
            last.add_argument("--today", type=day, default=argparse.SUPPRESS, metavar="DAY", help=argparse.SUPPRESS)
        sub.set_defaults(run=command.run)
    return top


def _verbs(command: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parsers of a command that has verbs of its own."""
    return [verb for action in command._actions if isinstance(action, argparse._SubParsersAction) for verb in action.choices.values()]


def run(arguments: Sequence[str], *, open_window: Callable[..., int]) -> int:
    """Runs one command and returns its exit status; what a user can cause ends in one sentence, never a traceback.

    `open_window` is what the demo calls at its end; the window itself is none of this package's affairs.
    """
    options = parser().parse_args(arguments)
    if options.command is None:
        return open_window(today=options.today)
    options.open_window = open_window
    options.today_is_given = options.today is not None
    options.today = options.today or datetime.datetime.now().astimezone().date()
    try:
        status = options.run(options)
        sys.stdout.flush()
    except MedbillsError as problem:
        note(f"medbills: {problem}")
        return problem.exit_status
    except KeyboardInterrupt:
        note("medbills: stopped. What was kept before stays.")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return int(status)
