"""The ways out of a packet: saved, printed, mailed, faxed, and noted as sent; each leaves a sealed copy in the case first."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from medbills.domain.packet import Packet
from medbills.domain.wording import long_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.parts.clock_face import now, saved_words
from medbills.gui.parts.printing import PrintRun
from medbills.services.list_fingerprints import fingerprint_list
from medbills.services.lock_packet import packet_to_go
from medbills.services.make_packet import freeze_packet, mark_packet_sent
from medbills.services.preview_packet import MadePacket
from medbills.services.send_packet import envelope_for_packet, fax_packet, mail_packet
from medbills.services.write_file import write_file

if TYPE_CHECKING:
    from medbills.gui.wizards.packet import PacketTask
    from medbills.store import Vault

PDF = "PDF (*.pdf)"


class PacketOut(QObject):
    """Over the packet that a task shows. Of one that is held back nothing goes out without a reason."""

    def __init__(self, desk: Desk, task: PacketTask, case_id: str) -> None:
        super().__init__(task)
        self._desk, self._task, self._case_id = desk, task, case_id

    def _may_go(self) -> bool:
        """A packet that is held back goes out with a reason only."""
        held = self._task.checks.held
        if held is None or held.reason:
            return self._task.made is not None
        self._task.sides.show_side(2)
        held.ask_reason()
        return False

    def save(self) -> None:
        """As a file, with its password where one is wanted."""
        if not self._may_go():
            return
        password = self._task.checks.extras.password_given()
        if password is None:
            self._task.sides.show_side(2)
            return
        name = f"packet-{self._desk.today().isoformat()}.pdf"
        path = dialogs.save_file(self._task, "Save the packet", name, PDF)
        if path is not None and self._task.made is not None:
            path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._freeze(partial(self._write, path, self._task.made, password))

    def _freeze(self, then: Any) -> None:
        """The copy in the vault comes first, so that what goes out is always on file."""
        assert self._task.made is not None
        made, at = self._task.made, now(self._desk).astimezone()
        why = self._task.checks.held.reason if self._task.checks.held else ""
        self._desk.vault_job(lambda vault: freeze_packet(vault, self._case_id, made, now=at, why=why), partial(self._frozen, then))

    def _frozen(self, then: Any, packet: Packet) -> None:
        self._task.kept = packet
        self._task.saved.emit(saved_words(self._desk))
        self._desk.tell_changed({"packets", "documents"})
        self._task.checks.offer_sent(self._desk.today())
        then()

    def _write(self, path: Path, made: MadePacket, password: str) -> None:
        beside = path.with_name(f"{path.stem}-fingerprints.txt") if self._task.checks.extras.beside.isChecked() else None

        def work(_job: Job) -> None:
            data = packet_to_go(made, password)
            write_file(path, data)
            if beside is not None:
                write_file(beside, fingerprint_list(made, path.name, data).encode())

        self._desk.paper_job(work, partial(self._written, path))

    def _written(self, path: Path, _none: None) -> None:
        self._desk.toast(f"Saved as {path.name}. A sealed copy is kept in the case.")

    def print(self) -> None:
        """Through the system's own print dialog."""
        if self._may_go() and self._task.made is not None:
            PrintRun(self._desk, self._task, self._task.made.pdf, "The packet", self._on_paper).start()

    def _on_paper(self, pages: int) -> None:
        self._freeze(partial(self._desk.toast, f"{pages} pages went to the printer. A sealed copy is kept in the case."))

    def mail(self, to: str) -> None:
        """As an e-mail draft, which the user sends."""
        password = self._task.checks.extras.password_given()
        if password is None:
            return
        at = now(self._desk).astimezone()
        self._leave("Save the e-mail draft", "packet.eml", "E-mail (*.eml)", "Open it in your mail program, and send it there.",
                    lambda vault, packet: mail_packet(vault, packet, to=to, password=password, now=at))  # fmt: skip

    def fax(self, number: str) -> None:
        """With a cover sheet in front."""
        at = now(self._desk).astimezone()
        self._leave("Save the fax", "packet-fax.pdf", PDF, "Fax all pages. Keep the sheet that confirms it.",
                    lambda vault, packet: fax_packet(vault, packet, fax=number, now=at))  # fmt: skip

    def envelope(self) -> None:
        """An envelope with both addresses."""
        self._leave("Save the envelope", "packet-envelope.pdf", PDF, "Print it at 100 % on a number 10 envelope.", envelope_for_packet)

    def _leave(self, title: str, name: str, kinds: str, told: str, make: Callable[[Vault, str], bytes]) -> None:
        """Freeze the packet, make what leaves from the frozen copy, and write it."""
        if not self._may_go():
            return
        path = dialogs.save_file(self._task, title, name, kinds)
        if path is None:
            return
        path = path if path.suffix.lower() == Path(name).suffix else path.with_name(f"{path.name}{Path(name).suffix}")

        def made() -> None:
            assert self._task.kept is not None
            packet = self._task.kept.id
            self._desk.vault_job(lambda vault: make(vault, packet), written)

        def written(data: bytes) -> None:
            self._desk.paper_job(lambda _job: write_file(path, data), lambda _none: self._desk.toast(f"Saved as {path.name}. {told}"))

        self._freeze(made)

    def mark_sent(self, day: datetime.date, way: str, number: str) -> None:
        """Notes the day and the way of the packet that was kept last."""
        if self._task.kept is None:
            return
        packet = self._task.kept.id
        self._desk.vault_job(
            lambda vault: mark_packet_sent(vault, packet, sent_on=day, method=way, tracking=number),
            partial(self._sent, f"Sent on {long_day(day)}, {way.lower()}"),
        )

    def _sent(self, words: str, _none: None) -> None:
        self._task.checks.close_sent(words)
        self._desk.tell_changed({"packets", "cases"})
        self._desk.toast("Noted as sent.")
