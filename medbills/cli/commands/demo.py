"""`medbills demo --out DIR`: the whole path on the sample papers, from the mail to the packet."""

from __future__ import annotations

import argparse
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.output import note, put, put_json


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="an empty or new folder for what is made")
    parser.add_argument("--window", action="store_true", help="open the window on the vault afterwards")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(options: argparse.Namespace) -> int:
    from medbills.services.sample_journey import sample_journey

    journey = sample_journey(options.out, say=note if options.json else put)
    if options.json:
        put_json(journey.to_json())
    if options.window and journey.complete:
        status: int = options.open_window(vault=journey.vault_folder, passphrase=journey.passphrase)
        return status
    return 0 if journey.complete else 1


COMMAND = Command(
    slug="demo", sentence="Shows the whole path on the sample papers, and makes every file of it.", arguments=_arguments, run=_run
)
