"""The verbs of `medbills vault` that take everything out, bring it in, and save what is left of a damaged vault."""

from __future__ import annotations

import argparse
from pathlib import Path

from medbills.cli.output import passphrase, put, put_json
from medbills.cli.vaults import add_vault, found, opened
from medbills.errors import WrongUsage


def export_arguments(parser: argparse.ArgumentParser) -> None:
    """A vault and a new folder; or the schema alone."""
    parser.add_argument("path", nargs="?", type=Path, default=None, metavar="PATH", help="the folder of the vault")
    parser.add_argument("--passphrase-file", type=Path, default=None, help="a file whose first line is the passphrase")
    parser.add_argument("--out", type=Path, default=None, metavar="DIR", help="a new or empty folder for the export")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of an export, and do nothing else")


def export(options: argparse.Namespace) -> int:
    """1 when a paper has lost its file; the rest was written."""
    from medbills.services.move_vault import export_schema, export_vault

    if options.schema:
        put_json(export_schema())
        return 0
    if options.path is None or options.out is None:
        raise WrongUsage("An export needs a vault and a new folder. Name both: medbills vault export PATH --out DIR")
    with opened(options) as vault:
        report = export_vault(vault, options.out)
    if options.json:
        told = {"schema": 1, "folder": str(report.folder), "rows": report.rows, "papers": report.papers, "missing": list(report.missing)}
        put_json(told)
    else:
        put(f"Exported to {report.folder}: {report.rows} rows, {report.papers} papers. It is not locked: anybody can read it.")
        for sentence in report.missing:
            put(f"  {sentence}")
    return 1 if report.missing else 0


def bring_in(options: argparse.Namespace, to: Path) -> int:
    """`restore` of an export: a new vault needs a passphrase of its own."""
    from medbills.services.move_vault import bring_in_export

    secret = passphrase(options.passphrase_file, twice=True, what="New passphrase")
    vault, recovery_key = bring_in_export(options.path, to, secret)
    vault.close()
    if options.json:
        put_json({"schema": 1, "path": str(to), "recovery_key": recovery_key})
    else:
        put(f"Brought in as {to}. The export stays where it was.")
        put("Print this recovery key and keep it in a safe place. It opens the vault when the passphrase is lost:")
        put(f"  {recovery_key}")
    return 0


def salvage_arguments(parser: argparse.ArgumentParser) -> None:
    """A damaged vault and the folder of the new one."""
    add_vault(parser)
    parser.add_argument("to", type=Path, metavar="NEW", help="the folder of the new vault")


def salvage(options: argparse.Namespace) -> int:
    """1 when something is lost; what could be read is in the new vault."""
    import datetime

    from medbills.services.mend_vault import save_what_is_left

    at = datetime.datetime.now(datetime.UTC)
    report = save_what_is_left(found(options), passphrase(options.passphrase_file), options.to, at=at)
    if options.json:
        put_json({"schema": 1, "path": str(report.folder), "rows": report.rows, "papers": report.papers, "lost": list(report.lost)})
    else:
        put(f"Saved into {report.folder}: {report.rows} rows, {report.papers} papers. The damaged vault stays as it is.")
        for sentence in report.lost:
            put(f"  Lost: {sentence}")
    return 1 if report.lost else 0
