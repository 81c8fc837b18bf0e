"""`medbills vault merge`: brings in what another copy of the same vault knows."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from medbills.cli.output import passphrase, put, put_json
from medbills.cli.vaults import add_vault, found

if TYPE_CHECKING:
    from medbills.services.merge_vaults import Preview


def merge_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_vault(parser)
    parser.add_argument("other", type=Path, metavar="OTHER", help="the folder of the other copy of the same vault; it stays as it is")
    parser.add_argument(
        "--other-passphrase-file", type=Path, default=None, help="a file whose first line opens the other copy (default: the same one)"
    )
    parser.add_argument("--look", action="store_true", help="only say what would come in; nothing is changed")


def merge(options: argparse.Namespace) -> int:
    """Merges record by record, or only looks. Exit status 0 also when the copy holds nothing new."""
    from medbills.services.merge_vaults import look_at_copy, merge_copy
    from medbills.services.open_vault import open_vault
    from medbills.store import Vault

    folder, secret = found(options), passphrase(options.passphrase_file)
    Vault.look(options.other)
    other = passphrase(options.other_passphrase_file) if options.other_passphrase_file else secret
    with open_vault(folder, secret) as vault:
        if options.look:
            preview = look_at_copy(vault, options.other, other)
        else:
            preview, _ = merge_copy(vault, options.other, other, today=options.today)
    if options.json:
        put_json(_plain(preview, merged=not options.look and not preview.nothing))
    else:
        _say(preview, looked=options.look)
    return 0


def _plain(preview: Preview, *, merged: bool) -> dict[str, object]:
    differing = [
        {"about": one.about, "field": one.field, "one": one.one, "other": one.other, "stands": "one" if one.one_stands else "other"}
        for one in preview.differing
    ]
    coming = [{"what": line.text, "names": list(line.names)} for line in preview.coming]
    return {"schema": 1, "merged": merged, "comes_in": coming, "differing": differing}


def _say(preview: Preview, *, looked: bool) -> None:
    if preview.nothing:
        put("The other copy holds nothing new.")
        return
    put("This would come in:" if looked else "This came in:")
    for line in preview.coming:
        put(f"  {line.text}{': ' + ', '.join(line.names) if line.names else ''}")
    for one in preview.differing:
        stands = one.one if one.one_stands else one.other
        put(f"  Both differ in {one.about}, {one.field}: “{one.one}” and “{one.other}”. “{stands}” stands, and both are kept.")
