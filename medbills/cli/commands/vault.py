"""`medbills vault …`: makes a vault, verifies it, backs it up, brings a backup or another copy back, and changes its keys."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.merging import merge, merge_arguments
from medbills.cli.moving import bring_in, export, export_arguments, salvage, salvage_arguments
from medbills.cli.output import note, passphrase, put, put_json
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
    _warn(secret)
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
        more = {"more": list(health.more)} if health.more else {}
        put_json({"schema": 1, "ok": health.ok, "papers": health.papers, "damaged": list(health.problems)} | more)
    elif health.ok:
        put(f"{options.path}: whole. {health.papers} papers, each read back; the history holds.")
    else:
        put(f"{options.path}: something is damaged.")
        for sentence in (*health.problems, *health.more):
            put(f"  {sentence}")
        put("Save what can be read with: medbills vault salvage VAULT NEW")
    return 0 if health.ok else 1


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("to", nargs="?", type=Path, default=None, metavar="FOLDER", help="where to put it (default: in the vault)")
    parser.add_argument("--out", type=Path, default=None, metavar="FOLDER", help="the same")


def _backup(options: argparse.Namespace) -> int:
    from medbills.services.keep_backups import back_up

    with opened(options) as vault:
        report = back_up(vault, options.out or options.to)
    if options.json:
        put_json({"schema": 1, "folder": str(report.folder), "papers": report.papers, "missing": list(report.missing), "verified": True})
    else:
        put(f"Backed up to {report.folder}: {report.papers} papers. It was opened again and compared.")
    return 1 if report.missing else 0


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="BACKUP", help="the folder of the backup or export")
    parser.add_argument("to", nargs="?", type=Path, default=None, metavar="NEW", help="the folder of the new vault")
    parser.add_argument("--out", type=Path, default=None, metavar="NEW", help="the same")
    parser.add_argument("--passphrase-file", type=Path, default=None, help="checks it with this passphrase; of an export, the new one's")


def _restore(options: argparse.Namespace) -> int:
    from medbills.services.care_for_vault import bring_back
    from medbills.services.move_vault import is_export

    to = options.out or options.to
    if to is None:
        raise WrongUsage("No place for the vault was named. Name one: medbills vault restore BACKUP NEW")
    if is_export(options.path):
        return bring_in(options, to)
    folder, told = bring_back(options.path, to, passphrase(options.passphrase_file) if options.passphrase_file else None)
    if told:
        note(told)
    if options.json:
        put_json({"schema": 1, "path": str(folder)})
    else:
        put(f"Brought back as {folder}. The backup stays where it was.")
    return 0


def _change_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--new-passphrase-file", type=Path, default=None, help="a file whose first line is the new passphrase")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    _change_arguments(parser)
    parser.add_argument("--name", default="", help="whose passphrase it is, as the settings show it")


def _warn(new: str) -> None:
    """A script may take what it likes; a person at the window may not."""
    from medbills.services.weigh_passphrase import TOO_WEAK, weigh_passphrase

    if not weigh_passphrase(new).enough:
        note(f"This passphrase is weak. {TOO_WEAK}")


def _change_passphrase(options: argparse.Namespace) -> int:
    from medbills.services.change_keys import change_passphrase

    folder, old = found(options), passphrase(options.passphrase_file)
    new = passphrase(options.new_passphrase_file, twice=True, what="New passphrase")
    _warn(new)
    change_passphrase(folder, old, new)
    put("The passphrase is changed. The recovery key stays as it was.")
    return 0


def _add_key(options: argparse.Namespace) -> int:
    from medbills.services.change_keys import add_passphrase

    folder, old = found(options), passphrase(options.passphrase_file)
    new = passphrase(options.new_passphrase_file, twice=True, what="Passphrase of the other person")
    _warn(new)
    add_passphrase(folder, old, new, options.name)
    put("Added. Each passphrase opens this vault by itself.")
    return 0


def _over_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--person", required=True, metavar="NAME", help="whose papers, by name or by what the family says")
    parser.add_argument("--out", type=Path, required=True, metavar="NEW", help="the folder of the copy; never one that is there already")
    parser.add_argument("--new-passphrase-file", type=Path, default=None, help="a file whose first line is the copy's passphrase")
    parser.add_argument("--case", action="append", default=None, metavar="ID", help="this case alone, for reading only (may be repeated)")
    parser.add_argument("--briefing", type=Path, default=None, metavar="F.pdf", help="writes the page that sums it up, not sealed")


def _hand_over(options: argparse.Namespace) -> int:
    from medbills.errors import UnusableInput
    from medbills.services.hand_over import hand_over
    from medbills.services.write_file import write_file

    with opened(options) as vault:
        person = next((one for one in vault.people.all() if options.person in (one.id, one.name, one.called)), None)
        if person is None:
            raise UnusableInput(f"There is nobody called {options.person} among these papers. List the names with the command cases.")
        secret = passphrase(options.new_passphrase_file, twice=True, what="Passphrase of the copy")
        done = hand_over(
            vault, person.id, options.out, secret, today=options.today, case_ids=options.case, read_only=options.case is not None
        )
    if options.briefing is not None:
        write_file(options.briefing, done.briefing)
    if options.json:
        put_json({
            "schema": 1, "path": str(done.folder), "person": person.name, "files": done.papers, "read_only": done.read_only,
            "holds": list(done.preview.holds), "stays": list(done.preview.stays), "recovery_key": done.recovery_key,
        })  # fmt: skip
        return 0
    put(f"Made {done.folder}: {person.name}'s papers{', for reading only' if done.read_only else ''}. It was opened again and checked.")
    for sentence in (*done.preview.holds, *(f"Not in it: {stays}" for stays in done.preview.stays)):
        put(f"  {sentence}")
    put(f"Its recovery key: {done.recovery_key}")
    return 0


_VERBS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]] = {
    "create": ("Makes a new vault and prints its recovery key.", _create_arguments, _create),
    "verify": ("Reads everything back and says what is damaged.", add_vault, _verify),
    "backup": ("Makes a backup, opens it again and compares it.", _backup_arguments, _backup),
    "hand-over": ("Makes a sealed copy of one person's papers, with a passphrase of its own.", _over_arguments, _hand_over),
    "restore": ("Makes a new vault of a backup or an export; never writes over one.", _restore_arguments, _restore),
    "export": ("Writes everything as JSON with the original files, not locked.", export_arguments, export),
    "salvage": ("Saves what can be read of a damaged vault into a new one.", salvage_arguments, salvage),
    "merge": ("Brings in what another copy of the same vault knows; both words are kept where they differ.", merge_arguments, merge),
    "change-passphrase": ("Changes your passphrase.", _change_arguments, _change_passphrase),
    "add-key": ("Adds a passphrase for another person.", _add_arguments, _add_key),
}

COMMAND = Command(slug="vault", sentence="Takes care of a vault.", arguments=_arguments, run=_run)
