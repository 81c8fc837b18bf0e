"""`medbills rules …`: which rules and figures are in use, and a newer signed set from a file."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medbills.cli.command import Command
from medbills.cli.output import note, put, put_json
from medbills.cli.vaults import opened

if TYPE_CHECKING:
    from medbills.services.bring_in_rules import NewerRules


def _arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    show = verbs.add_parser("show", help="tell the version in use", description="Tells which rules and figures are in use.")
    bring = verbs.add_parser("import", help="bring in a newer set", description="Shows what a newer set changes, and takes it into use.")
    bring.add_argument("file", type=Path, metavar="FILE", help="the signed file with the newer rules")
    bring.add_argument("--yes", action="store_true", help="take it into use without asking")
    for verb, run in ((show, _show), (bring, _import)):
        verb.add_argument("--vault", dest="path", type=Path, default=None, metavar="PATH", help="the folder of the vault")
        verb.add_argument("--passphrase-file", type=Path, default=None, help="a file whose first line is the passphrase")
        verb.add_argument("--json", action="store_true", help="print one JSON object")
        verb.set_defaults(run_verb=run)


def _run(options: argparse.Namespace) -> int:
    status: int = options.run_verb(options)
    return status


def _show(options: argparse.Namespace) -> int:
    from medbills.services.bring_in_rules import checked_words, plain_rules, state_of_rules

    with _vault(options) as vault:
        state = state_of_rules(vault)
    if options.json:
        put_json({"schema": 1, **plain_rules(state)})
    else:
        put(checked_words(state))
    return 0


def _import(options: argparse.Namespace) -> int:
    from medbills.services.bring_in_rules import bring_in_rules, look_at_rules, plain_newer

    with _vault(options) as vault:
        newer = look_at_rules(vault, options.file)
        if not options.json:
            _tell(newer)
        taken = vault is not None and (options.yes or _asked(options))
        if taken:
            bring_in_rules(vault, newer, today=options.today)
    if options.json:
        put_json({"schema": 1, "taken": taken, **plain_newer(newer)})
    elif taken:
        put(f"The rules of {newer.version} are in use in {options.path}.")
    elif vault is None:
        note("Nothing was changed. Name the vault with --vault to take them into use.")
    else:
        note("Nothing was changed. Add --yes to take them into use.")
    return 0 if taken or vault is None else 1


def _vault(options: argparse.Namespace) -> Any:
    """The vault named, open; without one nothing to open."""
    return nullcontext() if options.path is None else opened(options)


def _asked(options: argparse.Namespace) -> bool:
    """The user's word, where there is somebody to ask."""
    if options.json or not sys.stdin.isatty():
        return False
    sys.stderr.write("Take these rules into use? Type yes or no: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _tell(newer: NewerRules) -> None:
    put(f"{newer.name}: rules of {newer.version}, checked {newer.checked_on.isoformat()}. In use: {newer.before}.")
    if not newer.differences:
        put("No rule and no figure differs.")
    for found in newer.differences:
        put(f"{found.turn.value}: {found.title}  ({found.key})")
        if found.says:
            put(f"    {found.says}")
        for field in found.fields:
            put(f"    {field.name}: {field.before}  ->  {field.after}")


COMMAND = Command(slug="rules", sentence="Tells the rules in use, or brings in a newer set.", arguments=_arguments, run=_run)
