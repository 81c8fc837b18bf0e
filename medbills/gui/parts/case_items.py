"""Opens what a row of a case stands for: a paper, a call, a letter, a packet, a payment."""

from __future__ import annotations

from medbills.domain.case import KeptPaper
from medbills.domain.matter import Matter
from medbills.gui.desk import Desk
from medbills.gui.parts.start import show_places
from medbills.services.light_spots import places_of_paper


def can_open(matter: Matter, item: str, item_id: str) -> bool:
    """Whether there is more to see; a payment shows the paper that proves it, if one is on file."""
    return _paper(matter, item, item_id) is not None if item in ("paper", "payment") else bool(item)


def open_item(desk: Desk, matter: Matter, item: str, item_id: str) -> None:
    """A paper is shown at once; calls and letters have their page, as have the lines of a bill."""
    if item in ("call", "letter", "packet"):
        desk.go("calls_letters", item_id)
    elif item == "check":
        desk.go("bills", matter.id)
    else:
        kept = _paper(matter, item, item_id)
        if kept:
            places = places_of_paper(kept)
            show_places(desk, places[0].paper, places)


def _paper(matter: Matter, item: str, item_id: str) -> KeptPaper | None:
    proof = next((payment.document_id for payment in matter.payments if item == "payment" and payment.id == item_id), None)
    return next((kept for kept in matter.papers if kept.id == item_id or (proof and kept.document_id == proof)), None)
