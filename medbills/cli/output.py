"""What every command writes: results to standard output, everything else to standard error."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from medbills.errors import UnusableInput, WrongUsage

_LONGEST_SECRET = 4096  # characters


def put(line: str = "") -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


def put_json(answer: Any) -> None:
    """The result as one JSON object."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def note(line: str) -> None:
    """A word beside the result: progress, a warning."""
    sys.stderr.write(line + "\n")


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), indent: str = "  ") -> None:
    """Rows in columns; those named in `right` are set flush right, as sums are."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [cell.rjust(widths[column]) if column in right else cell.ljust(widths[column]) for column, cell in enumerate(row)]
        put((indent + "  ".join(cells)).rstrip())


def read_json(path: Path) -> Any:
    """The JSON of a file. Raises UnusableInput in one sentence when there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UnusableInput(f"There is no file {path}. Check the name.") from None
    except IsADirectoryError:
        raise UnusableInput(f"{path} is a folder. Name a file in it.") from None
    except OSError as problem:
        raise UnusableInput(f"{path} cannot be read: {problem.strerror}. Check that you may read it.") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise UnusableInput(f"{path.name} is not a JSON file. Make it anew, or name another file.") from None


def passphrase(file: Path | None, *, twice: bool = False, what: str = "Passphrase") -> str:
    """From the first line of a file, or asked on the terminal; never an argument, never the environment."""
    if file is not None:
        return first_line(file, "passphrase")
    if not sys.stdin.isatty():
        raise WrongUsage("A passphrase is needed. Name a file that holds it with --passphrase-file.")
    try:
        typed = getpass.getpass(f"{what}: ")
        if twice and getpass.getpass(f"{what} again: ") != typed:
            raise WrongUsage("The two were not the same. Start again.")
    except EOFError:
        raise WrongUsage("No passphrase was typed. Start again.") from None
    return typed


def first_line(file: Path, what: str) -> str:
    """The secret on the first line of a text file. Raises WrongUsage in one sentence when there is none."""
    try:
        with file.open(encoding="utf-8-sig") as stream:
            line = stream.readline(_LONGEST_SECRET + 1).rstrip("\r\n")
    except (OSError, UnicodeDecodeError, ValueError):
        raise WrongUsage(f"The file {file} cannot be read. Name a text file with the {what} on its first line.") from None
    if not line:
        raise WrongUsage(f"The first line of {file} is empty. Put the {what} there.")
    if len(line) > _LONGEST_SECRET:
        raise WrongUsage(f"The first line of {file} is too long for a {what}. Name another file.")
    return line
