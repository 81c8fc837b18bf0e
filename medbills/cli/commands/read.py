"""`medbills read FILE…`: what stands on papers, every value tied to its spot."""

from __future__ import annotations

import argparse
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.output import first_line, note, put, put_json
from medbills.domain.fields import FieldType
from medbills.domain.paper import PAPER_FIELDS, Spot
from medbills.domain.reading import Reading
from medbills.domain.wording import counted
from medbills.errors import UnusableInput


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print the reading as one JSON object")
    parser.add_argument("--password-file", type=Path, default=None, help="a file whose first line is the password of an encrypted PDF")


def _run(options: argparse.Namespace) -> int:
    from medbills.services.read_files import read_files

    password = first_line(options.password_file, "password") if options.password_file else None
    readings, refused = [], 0
    for together in read_files(options.files, password=password):
        if len(options.files) == 1 and not together.read:
            raise together.problems[0]
        for problem in together.problems:
            note(f"medbills: {problem}")
        refused += len(together.problems)
        if together.read:
            readings.append(together.reading)
    for reading in readings:
        for document in reading.documents:
            for warning in document.warnings:
                note(f"{reading.file.name}: {warning}")
    if options.json:
        plain = [reading.to_json() for reading in readings]
        put_json(plain[0] if len(options.files) == 1 else {"schema": 1, "files": plain})
    else:
        for reading in readings:
            _put(reading)
    return UnusableInput.exit_status if refused else 0


def _put(reading: Reading) -> None:
    pages = reading.file.pages
    put(f"{reading.file.name}: {counted(len(reading.documents), 'document') if pages is None else counted(pages, 'page')}")
    for document in reading.documents:
        first, last = document.pages
        where = "" if pages is None else f", page {first}" if first == last else f", pages {first} to {last}"
        put(f"  {document.kind.value.replace('_', ' ')}{where}")
        for name, item in document.fields.items():
            spec = PAPER_FIELDS[name]
            shown = item.value.text() if spec.type is FieldType.MONEY else item.value
            put(f"    {spec.label}: {shown}{_spot(item.spot)}")
        put(f"    {counted(len(document.lines), 'line')}")


def _spot(spot: Spot) -> str:
    """Where a value stands, in brackets."""
    where = f"page {spot.page}" if spot.page is not None else spot.path
    return f"  ({where})" if where else ""


COMMAND = Command(slug="read", sentence="Reads papers and prints what stands on them.", arguments=_arguments, run=_run)
