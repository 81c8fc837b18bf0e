"""`medbills deadlines --facts FILE`: the dated rules that apply to events."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from medbills.cli.command import Command
from medbills.cli.output import note, put, put_json, read_json, table
from medbills.cli.vaults import opened
from medbills.errors import UnusableInput

if TYPE_CHECKING:
    from medbills.store import Vault


def _arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--facts", type=Path, metavar="FILE", help="events with their dates, as JSON")
    what.add_argument("--events", action="store_true", help="list the events, each with the rules it sets off")
    parser.add_argument(
        "--vault", dest="path", type=Path, metavar="PATH",
        help="use the rules of this vault, where newer ones were brought in; without it the rules that ship with this version count",
    )  # fmt: skip
    parser.add_argument("--passphrase-file", type=Path, default=None, help="a file whose first line is the passphrase of that vault")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(options: argparse.Namespace) -> int:
    if options.path is None:
        return _tell(options, None)
    with opened(options) as vault:
        return _tell(options, vault)


def _tell(options: argparse.Namespace, vault: Vault | None) -> int:
    from medbills.services.tell_deadlines import tell_deadlines, tell_events

    if options.events:
        events = tell_events(vault)
        if options.json:
            put_json(events)
        else:
            table([[row["event"], row["meaning"]] for row in events["events"]])
        return 0
    data = read_json(options.facts)
    if not isinstance(data, dict):
        raise UnusableInput(f"{options.facts.name} does not hold one JSON object. Write it as {{\"events\": [...]}}.")
    if options.today_is_given:
        data = {**data, "today": options.today.isoformat()}
    answer = tell_deadlines(data, today=options.today, vault=vault)
    for warning in answer.get("warnings", ()):
        note(f"{options.facts.name}: {warning}")
    if options.json:
        put_json(answer)
        return 0
    for row in answer["deadlines"]:
        put(f"{row.get('date') or row.get('cautious_date') or 'no date':<12}{row['title']}")
        put(f"            {row['computed']}  ({row['citation']}; checked {row['checked_on']}, {row['confidence']})")
    return 0


COMMAND = Command(slug="deadlines", sentence="Tells the dated rules that apply to events.", arguments=_arguments, run=_run)
