"""A packet whose names or sums differ from its own papers is held back, and what goes out is the frozen copy."""

from __future__ import annotations

import dataclasses
import datetime
import email
import hashlib
import io
from email.policy import default
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.cli.main import run
from medbills.errors import UnusableInput
from medbills.services.check_packet import PacketNote
from medbills.services.hold_packet import held_by, pass_held
from medbills.services.list_contacts import list_contacts
from medbills.services.load_matters import load_matter
from medbills.services.make_packet import freeze_packet, keep_packet, make_packet, mark_packet_sent
from medbills.services.send_packet import envelope_for_packet, fax_packet, mail_packet
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)


def words(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]


@pytest.fixture
def er(desk: Any) -> Any:
    """A bill and a statement that fit together once the points are taken off."""
    desk.me()
    bill = desk.bill()
    desk.eob()
    return desk.matter(bill)


def test_a_packet_whose_sums_hold_is_not_held_back(er: Any, vault: Vault) -> None:
    made = make_packet(vault, er.id, today=TODAY)
    assert made.held == () and keep_packet(vault, er.id, made, now=NOON).in_spite_of is None


def test_sums_that_differ_hold_it_back_until_the_user_says_why(desk: Any, vault: Vault) -> None:
    desk.me()
    bill = desk.bill()
    desk.eob(patient_responsibility="95.00")  # the lines leave 120.00
    matter = desk.matter(bill)
    made = make_packet(vault, matter.id, today=TODAY)
    (note,) = made.held
    assert note.title == "The numbers differ" and note.paper == bill
    for freeze in (freeze_packet, keep_packet):
        with pytest.raises(UnusableInput, match=r"held back\. The numbers differ.*say why"):
            freeze(vault, matter.id, made, now=NOON)
    assert vault.packets.all() == ()
    packet = freeze_packet(vault, matter.id, made, now=NOON, why="The insurer corrected it on the phone")
    assert packet.in_spite_of == "The numbers differ. You said: The insurer corrected it on the phone"
    assert vault.packets.get(packet.id) == packet and "corrected it on the phone" in (vault.last_change() or "")
    assert "corrected it on the phone" not in " ".join(words(made.pdf)), "the reason stays here"


def test_a_name_of_somebody_else_holds_it_back(er: Any, desk: Any, vault: Vault) -> None:
    strange = desk.file("receipt", issuer_name="Riverbend General Hospital", provider_name="Riverbend General Hospital",
                        account_number="7741-22", patient_name="Warren Caldwell", statement_date="2026-11-01")  # fmt: skip
    with vault.change("Filed with him") as change:
        kept = vault.papers.get(strange)
        assert kept is not None
        change.papers.update(dataclasses.replace(kept, case_id=er.id, person_id=er.person.id))
    made = make_packet(vault, er.id, today=TODAY)
    assert [(note.title, note.paper) for note in made.held] == [("Another name on a paper", strange)]
    others = [kept.id for kept in load_matter(vault, er.id, today=TODAY).papers if kept.id != strange]
    assert make_packet(vault, er.id, today=TODAY, papers=others).held == (), "left out, it holds nothing back"


def test_the_command_line_holds_it_back_too(desk: Any, vault: Vault, ready: Any, tmp_path: Path, capsys: Any) -> None:
    bill = desk.bill()
    desk.eob(patient_responsibility="95.00")
    case, folder, out = desk.matter(bill).id, vault.folder, tmp_path / "packet.pdf"
    secret = tmp_path / "secret"
    secret.write_text(ready.passphrase)
    vault.close()
    asked = ["packet", str(folder), "--passphrase-file", str(secret), "--case", case, "--out", str(out), "--today", "2026-11-17"]
    assert run(asked, open_window=lambda *_: 0) != 0 and not out.exists()
    assert "held back" in capsys.readouterr().err
    assert run([*asked, "--in-spite-of", "they told me so"], open_window=lambda *_: 0) == 0 and out.exists()


@given(st.lists(st.builds(PacketNote, st.text(min_size=1), st.text(), stops=st.booleans())), st.text())
def test_nothing_that_stops_passes_without_a_reason(notes: list[PacketNote], why: str) -> None:
    held = held_by(notes)
    if not held:
        assert pass_held(held, why) is None
    elif why.strip():
        kept = pass_held(held, why)
        assert kept is not None and why.strip() in kept and all(note.title in kept for note in held)
    else:
        with pytest.raises(UnusableInput):
            pass_held(held, why)


@pytest.fixture
def packet(er: Any, vault: Vault) -> Any:
    return keep_packet(vault, er.id, make_packet(vault, er.id, today=TODAY), now=NOON)


def test_the_draft_carries_the_frozen_copy_and_tells_nothing(packet: Any, vault: Vault) -> None:
    draft = email.message_from_bytes(mail_packet(vault, packet.id, to="billing@example.org", now=NOON), policy=default)
    (attached,) = draft.iter_attachments()
    assert hashlib.sha256(attached.get_content()).hexdigest() == packet.sha256
    told = f"{draft['Subject']} {draft.get_body().get_content()} {attached.get_filename()}"  # type: ignore[union-attr]
    assert not any(word in told for word in ("Riverbend", "Walter", "7741", "X-ray", "bill"))


def test_a_locked_copy_says_that_it_is_locked(packet: Any, vault: Vault) -> None:
    mail = mail_packet(vault, packet.id, to="a@example.org", password="three plain words", now=NOON)
    draft = email.message_from_bytes(mail, policy=default)
    (attached,) = draft.iter_attachments()
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(attached.get_content())
    assert "password by phone" in draft.get_body().get_content()  # type: ignore[union-attr]
    with pytest.raises(UnusableInput):
        mail_packet(vault, packet.id, to="no address", now=NOON)


def test_the_fax_has_its_cover_and_every_page(packet: Any, vault: Vault) -> None:
    pages = words(fax_packet(vault, packet.id, fax="610-555-0199", now=NOON))
    assert len(pages) == packet.pages + 1 and f"{packet.pages + 1}, with this one" in pages[0] and "610-555-0199" in pages[0]
    assert not any(word in pages[0] for word in ("Walter", "7741", "X-ray"))


def test_the_envelope_has_both_addresses(packet: Any, vault: Vault) -> None:
    (page,) = words(envelope_for_packet(vault, packet.id))
    assert "Ruth Calloway" in page and "Riverbend General Hospital" in page and "P.O. Box 2200" in page


def test_day_way_and_number_are_kept_with_it(packet: Any, er: Any, vault: Vault) -> None:
    mark_packet_sent(vault, packet.id, sent_on=TODAY, method="Certified mail", tracking="9407 1000")
    kept = vault.packets.get(packet.id)
    assert kept is not None and (kept.sent_on, kept.method, kept.tracking) == (TODAY, "Certified mail", "9407 1000")
    (row,) = [one for one in list_contacts([load_matter(vault, er.id, today=TODAY)], today=TODAY) if one.item == "packet"]
    assert "number 9407 1000" in row.told
