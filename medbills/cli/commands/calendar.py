"""`medbills calendar PATH --out F.ics`: deadlines and follow-ups for another calendar."""

from __future__ import annotations

import argparse
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.output import put
from medbills.cli.vaults import add_vault, opened


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--out", required=True, type=Path, metavar="F.ics", help="where to write the calendar file")
    parser.add_argument("--in-words", action="store_true", help="say in the titles what each day is about; by default they are neutral")


def _run(options: argparse.Namespace) -> int:
    from medbills.domain.wording import counted
    from medbills.services.export_calendar import calendar_export, count_days
    from medbills.services.keep_authority import coming_ends
    from medbills.services.load_matters import load_matters
    from medbills.services.write_file import write_file

    with opened(options) as vault:
        matters = load_matters(vault, today=options.today)
        forms = coming_ends(vault, today=options.today)
    write_file(options.out, calendar_export(matters, today=options.today, in_words=options.in_words, forms=forms))
    put(f"{options.out}: {counted(count_days(matters, options.today, forms), 'day')}")
    return 0


COMMAND = Command(slug="calendar", sentence="Writes the days to keep for another calendar.", arguments=_arguments, run=_run)
