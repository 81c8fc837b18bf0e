"""What a program is at when it is killed: bringing papers in, reading a scan, making a packet; and what has to be there afterwards."""

from __future__ import annotations

import datetime
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from medbills.domain.case import Document
from medbills.services.keep_paper import keep_paper
from medbills.services.make_packet import keep_packet, make_packet
from medbills.services.read_queue import bytes_kept, line_up_contents, still_waiting
from medbills.services.read_waiting import load_waiting
from medbills.services.readers import Readers
from medbills.store import Vault, verify

AT = datetime.datetime(2026, 11, 17, 10, 15, tzinfo=datetime.UTC)
Say = Callable[[str], None]
Contents = Sequence[tuple[str, bytes]]


def brings_in(vault: Vault, contents: Contents, say: Say) -> None:
    """As the window does: all of them stand in the queue first, then each is read in its process and kept; what waited comes first."""
    waiting = still_waiting(vault) or line_up_contents(vault, _anew(vault, contents), now=AT)
    for one in waiting:
        say(f"waits {one.name}")
    readers = Readers(1)
    for one in waiting:
        read = readers.read(one.name, load_waiting(one, bytes_kept(vault, one)))
        keep_paper(vault, read, now=AT, waiting=one)
        say(f"kept {one.name}")


def _anew(vault: Vault, contents: Contents) -> Contents:
    """The same papers as other files, once all of them are kept."""
    number = len(vault.documents.all()) // len(contents)
    return [(f"{number} {name}", data + b"\n%% %d" % number) for name, data in contents]


def makes_packets(vault: Vault, say: Say) -> None:
    """Packet after packet of one case, each a day later and so another one."""
    say("ready")
    for number in range(len(vault.packets.all()), 10_000):
        at = AT + datetime.timedelta(days=number)
        packet = keep_packet(vault, "er", make_packet(vault, "er", today=at.date()), now=at)
        say(f"packet {packet.id}")


def is_careless(vault: Vault, contents: Contents, say: Say) -> None:
    """Does all that must not be done: a plain copy beside, a file without its papers, a word given before it is true."""
    (name, data), (other, _) = contents[:2]
    Path(tempfile.mkdtemp(), name).write_bytes(data)
    with vault.change("Half") as change:
        key = vault.paper_files.add(data)
        change.documents.add(Document(id="half", key=key, name=name, media_type="a", bytes=len(data), pages=1, kept_at=AT))
    say(f"kept {other}")
    time.sleep(600)


def in_home(home: Path, folder: Path, data_key: bytes, work: Callable[[Vault], None]) -> None:
    """With every place for settings, caches and temporary files inside `home`."""
    for place in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        os.environ[place] = str(home)
    tempfile.tempdir = None
    work(Vault.open(folder, data_key))


def wrong_after(folder: Path, data_key: bytes, said: Sequence[str]) -> list[str]:
    """What is lost, half kept or not whole, in words, once the vault is open again."""
    with Vault.open(folder, data_key) as vault:
        waiting = {one.name: one.key for one in vault.waiting_files.all()}
        kept = {document.name for document in vault.documents.all()}
        packets = {packet.id: packet for packet in vault.packets.all()}
        there = {"waits": waiting.keys() | kept, "kept": kept, "packet": packets.keys()}
        told = [word.partition(" ") for word in said if " " in word]
        wrong = [f"lost: {what} {name}" for what, _, name in told if name not in there[what]]
        wrong += [f"half: {name} is kept and waits" for name in waiting if name in kept]
        frozen = {packet.document_id: packet for packet in packets.values()}
        for document in vault.documents.all():
            if document.id in frozen:
                data = vault.paper_files.read(document.key)
                wrong += [f"half: {document.name}"] if hashlib.sha256(data).hexdigest() != frozen[document.id].sha256 else []
            elif not vault.papers.of_document(document.id):
                wrong.append(f"half: {document.name} has no papers")
        wrong += [problem for key in waiting.values() if key and (problem := vault.paper_files.problem(key))]
        return wrong + list(verify(vault).problems)


def still_running(group: int, seconds: float = 60.0) -> bool:
    """Whether anything of a process group goes on after so long; each looks for itself whether it is still wanted."""
    until = time.monotonic() + seconds
    while any(_is_of(group, stat) for stat in Path("/proc").glob("[0-9]*/stat")):
        if time.monotonic() > until:
            return True
        time.sleep(0.05)
    return False


def _is_of(group: int, stat: Path) -> bool:
    try:
        state, _, of, *_ = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except (OSError, ValueError):
        return False  # it ended meanwhile
    return int(of) == group and state != "Z"
