"""`medbills import PATH FILE…`: reads papers and keeps them in a vault."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.output import note, put
from medbills.cli.vaults import add_vault, opened
from medbills.domain.doubt import doubts
from medbills.errors import UnusableInput


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")


def _run(options: argparse.Namespace) -> int:
    from medbills.services.confirm_paper import confirm_paper, describe
    from medbills.services.keep_paper import keep_paper
    from medbills.services.read_paper import read_paper

    refused = 0
    with opened(options) as vault:
        for path in options.files:
            try:
                read = read_paper(path)
            except UnusableInput as problem:
                note(f"medbills: {problem}")
                refused += 1
                continue
            kept = keep_paper(vault, read, now=datetime.datetime.now(datetime.UTC))
            if kept.already:
                put(f"{path.name}: kept before, as {kept.document.name}")
                continue
            words = []
            for one in kept.papers:
                doubtful = len(doubts(one.paper))
                confirm_paper(vault, one.id, today=options.today, confirmed=not doubtful)
                words.append(describe(one.paper) + (f", {doubtful} values to confirm" if doubtful else ""))
            put(f"{path.name}: kept: {'; '.join(words)}")
    return UnusableInput.exit_status if refused else 0


COMMAND = Command(slug="import", sentence="Reads papers and keeps them in a vault.", arguments=_arguments, run=_run)
