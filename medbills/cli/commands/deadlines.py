"""`medbills deadlines --facts FILE`: the dated rules that apply to events."""

from __future__ import annotations

import argparse
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.output import note, put, put_json, read_json, table
from medbills.errors import UnusableInput


def _arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--facts", type=Path, metavar="FILE", help="events with their dates, as JSON")
    what.add_argument("--events", action="store_true", help="list the events, each with the rules it sets off")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(options: argparse.Namespace) -> int:
    from medbills.services.tell_deadlines import tell_deadlines, tell_events

    if options.events:
        events = tell_events()
        if options.json:
            put_json(events)
        else:
            table([[row["event"], row["meaning"]] for row in events["events"]])
        return 0
    data = read_json(options.facts)
    if not isinstance(data, dict):
        raise UnusableInput(f"{options.facts.name} must hold one JSON object with events.")
    if options.today_is_given:
        data = {**data, "today": options.today.isoformat()}
    if options.today_is_given:
        data = data | {"today": options.today.isoformat()}
    answer = tell_deadlines(data, today=options.today)
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
