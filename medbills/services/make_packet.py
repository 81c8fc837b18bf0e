"""Makes a dispute packet of a case in one go, keeps a frozen copy, and notes when it went out."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Sequence

from medbills.domain.packet import Packet, PacketChoices
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.pdf.packet import packet_page_count
from medbills.services.hide_in_packet import Hiding
from medbills.services.hold_packet import pass_held
from medbills.services.keep_file import keep_file
from medbills.services.keep_paper import new_id
from medbills.services.plan_packet import USUAL
from medbills.services.preview_packet import MadePacket, draft_packet, print_packet
from medbills.store import Vault


def make_packet(
    vault: Vault,
    case_id: str,
    *,
    today: datetime.date,
    papers: Sequence[str] | None = None,
    hide: Sequence[str] = (),
    choices: PacketChoices = USUAL,
) -> MadePacket:
    """The packet of a case; `papers` chooses and orders the exhibits by paper id (default: all that matter).

    The words of `hide` are blacked out wherever they are found, and Social Security numbers anyway.
    """
    draft = draft_packet(vault, case_id, today=today, exhibits=papers, choices=choices)
    return print_packet(draft, Hiding(words=tuple(dict.fromkeys(hide))))


def freeze_packet(vault: Vault, case_id: str, made: MadePacket, *, now: datetime.datetime, why: str = "") -> Packet:
    """Keeps the packet as it is, unless the very same bytes were kept before.

    `why` is the user's reason to go on though names or sums differ. Raises UnusableInput for one that is held back without it.
    """
    pass_held(made.held, why)
    sha256 = hashlib.sha256(made.pdf).hexdigest()
    before = next((packet for packet in vault.packets.of_case(case_id) if packet.sha256 == sha256), None)
    return before or keep_packet(vault, case_id, made, now=now, why=why)


def keep_packet(vault: Vault, case_id: str, made: MadePacket, *, now: datetime.datetime, why: str = "") -> Packet:
    """The frozen copy in the vault, with the hash of its bytes and why it went out in spite of a check, as `freeze_packet` has it."""
    in_spite_of = pass_held(made.held, why)
    with vault.change(f"Made a packet in spite of a check: {in_spite_of}" if in_spite_of else "Made a packet") as change:
        name = f"packet-{now.date().isoformat()}.pdf"
        document = keep_file(vault, change, made.pdf, name=name, media_type="application/pdf", now=now)
        packet = Packet(
            id=new_id(),
            case_id=case_id,
            title=made.plan.title,
            recipient=made.plan.recipient,
            made_on=now.date(),
            pages=packet_page_count(made.plan),
            sha256=hashlib.sha256(made.pdf).hexdigest(),
            document_id=document.id,
            in_spite_of=in_spite_of,
        )
        change.packets.add(packet)
    return packet


def mark_packet_sent(vault: Vault, packet_id: str, *, sent_on: datetime.date, method: str, tracking: str = "") -> None:
    """Notes the day a packet went out, how, and the number of certified mail."""
    packet = vault.packets.get(packet_id)
    if packet is None:
        raise UnusableInput(f"This packet is no longer among your papers. {IN_HISTORY}")
    with vault.change("Sent a packet") as change:
        change.packets.update(dataclasses.replace(packet, sent_on=sent_on, method=method, tracking=tracking or None))
