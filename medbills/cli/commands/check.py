"""`medbills check FILE…`: audits papers together, without a vault."""

from __future__ import annotations

import argparse
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.output import note, put, put_json
from medbills.errors import WrongUsage


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="papers, readings as JSON, or a case file")
    parser.add_argument("--plan", type=Path, default=None, metavar="FILE", help="the plan's terms, as JSON")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of a case file")


def _run(options: argparse.Namespace) -> int:
    from medbills.services import case_file, check_papers
    from medbills.services.gather_files import gather_files

    if options.schema:
        put_json(case_file.schema())
        return 0
    if not options.files:
        raise WrongUsage("No file was named. Name at least one paper, reading or case file to check.")
    facts, warnings = gather_files(options.files, plan_file=options.plan, today=options.today, today_is_given=options.today_is_given)
    for warning in warnings:
        note(f"medbills: {warning}")
    answer = check_papers.check(facts)
    if options.json:
        put_json(answer)
        return 0
    for finding in answer["findings"]:
        put(f"{finding['amount_at_stake']:>12}  {finding['title']}  [{finding['check']}, {finding['certainty']}]")
        put(f"              {finding['explanation']}")
    owe = answer["you_owe"]
    put(f"By these papers: {owe['sure']} yours, {owe['disputed']} in question, {owe['waiting_for_insurance']} waiting for insurance.")
    for missing in answer["not_checked"]:
        put(f"Not checked: {missing['check']} (needs {missing['needs']})")
    return 0


COMMAND = Command(slug="check", sentence="Checks papers together, without a vault.", arguments=_arguments, run=_run)
