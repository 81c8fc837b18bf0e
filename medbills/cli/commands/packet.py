"""`medbills packet PATH --case ID --out F.pdf`: the dispute packet of a case."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from medbills.cli.command import Command
from medbills.cli.output import first_line, put
from medbills.cli.vaults import add_vault, opened


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--case", required=True, metavar="ID", help="the case, as the command cases names it")
    parser.add_argument("--out", required=True, type=Path, metavar="F.pdf", help="where to write the packet")
    parser.add_argument(
        "--hide", action="append", default=[], metavar="WORDS", help="black these words out on the exhibits; may be given several times"
    )
    parser.add_argument("--full-numbers", action="store_true", help="print account numbers in full on the cover, not their last signs only")
    parser.add_argument("--in-time", action="store_true", help="add a page on which the case is drawn in time")
    parser.add_argument("--limits", action="store_true", help="add a page on which the patient's limits of the plan year are drawn")
    parser.add_argument("--tracking", default="", metavar="NUMBER", help="number of certified mail, for the certificate of mailing")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="lock the written copy with the first line of this file")
    parser.add_argument("--in-spite-of", default="", metavar="REASON", help="why it goes out though a name or a sum differs; kept with it")
    parser.add_argument("--fingerprints", type=Path, metavar="F.txt", help="also write the list of fingerprints (SHA-256)")


def _run(options: argparse.Namespace) -> int:
    from medbills.domain.packet import PacketChoices
    from medbills.errors import UnusableInput
    from medbills.services.hold_packet import pass_held
    from medbills.services.list_fingerprints import fingerprint_list
    from medbills.services.lock_packet import packet_to_go
    from medbills.services.make_packet import keep_packet, make_packet
    from medbills.services.write_file import write_file

    choices = PacketChoices(full_numbers=options.full_numbers, tracking=options.tracking, in_time=options.in_time, limits=options.limits)
    password = first_line(options.password_file, "password") if options.password_file else ""
    with opened(options) as vault:
        if vault.cases.get(options.case) is None:
            raise UnusableInput(f"There is no case {options.case} among these papers. List them with the command cases.")
        made = make_packet(vault, options.case, today=options.today, hide=options.hide, choices=choices)
        pass_held(made.held, options.in_spite_of)
        data = packet_to_go(made, password)
        write_file(options.out, data)
        if options.fingerprints:
            write_file(options.fingerprints, fingerprint_list(made, options.out.name, data).encode())
        packet = keep_packet(vault, options.case, made, now=datetime.datetime.now(datetime.UTC), why=options.in_spite_of)
    for found in (*made.hidden.values, *made.hidden.words):
        if found.hidden:
            put(f"Hidden: {found.name}: {found.where}" if found.places else f"{found.name}: {found.where}")
    put(f"{options.out}: {packet.pages} pages, {len(made.plan.exhibits)} exhibits, sha256 {packet.sha256}")
    return 0


COMMAND = Command(slug="packet", sentence="Builds the dispute packet of a case.", arguments=_arguments, run=_run)
