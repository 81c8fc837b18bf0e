"""`medbills vault …`: makes a vault, verifies it, backs it up, brings a backup back, and changes its keys."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.output import passphrase, put, put_json
from medbills.cli.vaults import add_vault, found, opened
from medbills.errors import WrongUsage


def _arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    for name, (sentence, arguments, run) in _VERBS.items():
        verb = verbs.add_parser(name, help=sentence, description=sentence)
        verb.add_argument("--json", action="store_true", help="print one JSON object")
        arguments(verb)
        verb.set_defaults(run_verb=run)


def _run(options: argparse.Namespace) -> int:
    status: int = options.run_verb(options)
    return status


def _create_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--name", default=None, help="what to call these papers (default: the folder's name)")
    parser.add_argument("--practice", action="store_true", help="for a dental practice's fees: no patient papers go in")


def _create(options: argparse.Namespace) -> int:
    from medbills.domain.practice import VaultKind
    from medbills.services.open_vault import create_vault

    secret = passphrase(options.passphrase_file, twice=True, what="New passphrase")
    kind = VaultKind.PRACTICE if options.practice else VaultKind.FAMILY
    vault, recovery_key = create_vault(options.path, options.name or options.path.stem, secret, kind=kind)
    vault.close()
    if options.json:
        put_json({"schema": 1, "path": str(options.path), "recovery_key": recovery_key})
    else:
        put(f"Made {options.path}.")
        put("Print this recovery key and keep it in a safe place. It opens the vault when the passphrase is lost:")
        put(f"  {recovery_key}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from medbills.services.care_for_vault import verify_vault

    health = verify_vault(found(options), passphrase(options.passphrase_file))
    if options.json:
        put_json({"schema": 1, "ok": health.ok, "papers": health.papers, "damaged": list(health.problems)})
    elif health.ok:
        put(f"{options.path}: whole. {health.papers} papers, each read back; the history holds.")
    else:
        put(f"{options.path}: something is damaged.")
        for sentence in health.problems:
            put(f"  {sentence}")
    return 0 if health.ok else 1


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("to", nargs="?", type=Path, default=None, metavar="FOLDER", help="where to put it (default: in the vault)")
    parser.add_argument("--out", type=Path, default=None, metavar="FOLDER", help="the same")


def _backup(options: argparse.Namespace) -> int:
    from medbills.services.care_for_vault import back_up

    with opened(options) as vault:
        report = back_up(vault, options.out or options.to)
    if options.json:
        put_json({"schema": 1, "folder": str(report.folder), "papers": report.papers, "missing": list(report.missing), "verified": True})
    else:
        put(f"Backed up to {report.folder}: {report.papers} papers. It was opened again and compared.")
    return 1 if report.missing else 0


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="BACKUP", help="the folder of the backup")
    parser.add_argument("to", nargs="?", type=Path, default=None, metavar="NEW", help="the folder of the new vault")
    parser.add_argument("--out", type=Path, default=None, metavar="NEW", help="the same")
    parser.add_argument("--passphrase-file", type=Path, default=None, help="checks the new vault with this passphrase")


def _restore(options: argparse.Namespace) -> int:
    from medbills.services.care_for_vault import bring_back

    to = options.out or options.to
    if to is None:
        raise WrongUsage("Say where the vault shall go: medbills vault restore BACKUP NEW")
    folder = bring_back(options.path, to, passphrase(options.passphrase_file) if options.passphrase_file else None)
    if options.json:
        put_json({"schema": 1, "path": str(folder)})
    else:
        put(f"Brought back as {folder}. The backup stays where it was.")
    return 0


def _change_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--new-passphrase-file", type=Path, default=None, help="a file whose first line is the new passphrase")


def _change_passphrase(options: argparse.Namespace) -> int:
    from medbills.services.care_for_vault import change_passphrase

    folder, old = found(options), passphrase(options.passphrase_file)
    change_passphrase(folder, old, passphrase(options.new_passphrase_file, twice=True, what="New passphrase"))
    put("The passphrase is changed. The recovery key stays as it was.")
    return 0


def _add_key(options: argparse.Namespace) -> int:
    from medbills.services.care_for_vault import add_passphrase

    folder, old = found(options), passphrase(options.passphrase_file)
    add_passphrase(folder, old, passphrase(options.new_passphrase_file, twice=True, what="Passphrase of the other person"))
    put("Added. Each passphrase opens this vault by itself.")
    return 0


_VERBS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]] = {
    "create": ("Makes a new vault and prints its recovery key.", _create_arguments, _create),
    "verify": ("Reads everything back and says what is damaged.", add_vault, _verify),
    "backup": ("Makes a backup, opens it again and compares it.", _backup_arguments, _backup),
    "restore": ("Makes a new vault of a backup; never writes over one.", _restore_arguments, _restore),
    "change-passphrase": ("Changes your passphrase.", _change_arguments, _change_passphrase),
    "add-key": ("Adds a passphrase for another person.", _change_arguments, _add_key),
}

COMMAND = Command(slug="vault", sentence="Takes care of a vault.", arguments=_arguments, run=_run)
