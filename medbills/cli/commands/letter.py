"""`medbills letter LIST` and `medbills letter ID --facts FILE --out F.pdf`: the catalogue of letters, and one letter."""

from __future__ import annotations

import argparse
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.output import note, put, put_json, read_json, table
from medbills.errors import UnusableInput, WrongUsage


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="LIST|ID", help="the word list, or a letter's number or name")
    parser.add_argument("--facts", type=Path, default=None, metavar="FILE", help="the facts of the letter, as JSON")
    parser.add_argument("--out", type=Path, default=None, metavar="F", help="where to write it: .pdf, .docx or .txt")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the letter's facts")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(options: argparse.Namespace) -> int:
    from medbills.services import print_letter
    from medbills.services.write_file import write_file

    if options.which.lower() == "list":
        letters = print_letter.list_letters()
        if options.json:
            put_json({"schema": 1, "letters": letters})
        else:
            table([[row["id"], row["slug"], row["title"]] for row in letters])
        return 0
    if options.schema:
        put_json(print_letter.facts_schema_of(options.which))
        return 0
    if options.facts is None or options.out is None:
        raise WrongUsage("A letter needs its facts and a place. Name both: --facts FILE --out F.pdf")
    data = read_json(options.facts)
    if not isinstance(data, dict):
        raise UnusableInput(
            f"{options.facts.name} does not hold one JSON object. "
            f"Run `medbills letter {options.which} --schema` to see its form."
        )  # fmt: skip
    printed = print_letter.print_letter(options.which, data, form=options.out.suffix.lower(), today=options.today)
    for warning in printed.warnings:
        note(f"medbills: {warning}")
    write_file(options.out, printed.data)
    put(f"{options.out}: {printed.title}, answer by {printed.reply_by}")
    return 0


COMMAND = Command(slug="letter", sentence="Lists the letters, or writes one from facts.", arguments=_arguments, run=_run)
