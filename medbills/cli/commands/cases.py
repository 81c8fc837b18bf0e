"""`medbills cases PATH`: the cases of a vault, with their amounts, next step and deadlines."""

from __future__ import annotations

import argparse

from medbills.cli.command import Command
from medbills.cli.output import put, put_json, table
from medbills.cli.vaults import add_vault, opened


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(options: argparse.Namespace) -> int:
    from medbills.services.load_matters import load_matters
    from medbills.services.print_cases import cases_json

    with opened(options) as vault:
        matters = load_matters(vault, today=options.today)
    answer = cases_json(matters, today=options.today)
    if options.json:
        put_json(answer)
        return 0
    if not matters:
        put("No cases yet. Add a paper with the command import.")
    for case in answer["cases"]:
        put(f"{case['title']}  ({case['id']})")
        step = case["next_step"]
        table(
            [
                ["stage", case["stage"]],
                ["asked", case["amounts"]["asked"]],
                ["in question", case["amounts"]["in_question"]],
                ["next", step["sentence"] if step else "nothing to do"],
                ["by", step["by"] or "" if step else ""],
            ]
        )
    return 0


COMMAND = Command(slug="cases", sentence="Lists the cases of a vault.", arguments=_arguments, run=_run)
