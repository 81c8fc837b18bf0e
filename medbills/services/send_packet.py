"""The ways a packet leaves as a frozen copy: an e-mail draft, a fax with its cover sheet, an envelope."""

from __future__ import annotations

import datetime

from medbills.domain.media import PDF
from medbills.domain.packet import Packet
from medbills.domain.person import Person
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.letters.mail_draft import Attachment, mail_draft
from medbills.pdf.envelope import envelope_pdf
from medbills.pdf.fax_cover import FaxCover, fax_cover_pdf
from medbills.pdf.joined import joined_pdf, page_count
from medbills.services.lock_packet import lock_bytes
from medbills.store import Vault

_MOST = 20 * 1024 * 1024  # bytes; most mail programs send no more


def mail_packet(vault: Vault, packet_id: str, *, to: str, password: str = "", now: datetime.datetime) -> bytes:
    """An e-mail draft (.eml) with the frozen packet attached, locked with `password` where one is given.

    Subject and text tell nothing of the care. Raises UnusableInput when `to` is no address, or the packet is too large to mail.
    """
    packet, pdf, me = _frozen(vault, packet_id)
    data = lock_bytes(pdf, password)
    if len(data) > _MOST:
        raise UnusableInput("This packet is larger than 20 MB, which most mail does not take. Print it, or fax it.")
    day = long_day(packet.made_on)
    locked = "\n\nThe file is locked. I tell you the password by phone." if password else ""
    text = f"Please find my papers of {day} attached.{locked}\n\nPlease write back that you received them.\n\n{me.name if me else ''}"
    attached = Attachment(f"packet-{packet.made_on.isoformat()}.pdf", data, PDF)
    return mail_draft(to=to, subject=f"Papers of {day}", text=text.rstrip(), attachments=(attached,), sender=me.email if me else "")


def fax_packet(vault: Vault, packet_id: str, *, fax: str, now: datetime.datetime) -> bytes:
    """The frozen packet behind a cover sheet that names the reader, the number and the pages, and tells nothing of the care."""
    packet, pdf, me = _frozen(vault, packet_id)
    cover = FaxCover(
        to=packet.recipient.split("\n")[0], fax=fax, sender=me.name if me else "", phone=me.phone if me else "", day=now.date(),
        pages=page_count(pdf) + 1, about=f"Papers of {long_day(packet.made_on)}",
    )  # fmt: skip
    return joined_pdf([fax_cover_pdf(cover), pdf], "Fax")


def envelope_for_packet(vault: Vault, packet_id: str) -> bytes:
    """A number 10 envelope with your address and the reader's."""
    packet, _, me = _frozen(vault, packet_id)
    sender = "\n".join(part for part in (me.name, me.address) if part) if me else ""
    return envelope_pdf(sender=sender, recipient=packet.recipient)


def _frozen(vault: Vault, packet_id: str) -> tuple[Packet, bytes, Person | None]:
    """The copy that was kept, byte for byte, and who sends it."""
    packet = vault.packets.get(packet_id)
    document = vault.documents.get(packet.document_id) if packet else None
    if packet is None or document is None:
        raise UnusableInput("This packet is no longer among your papers. Build it again.")
    return packet, vault.paper_files.read(document.key), next((person for person in vault.people.all() if person.is_me), None)
