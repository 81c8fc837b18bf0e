"""Replays what a program wrote, up to any moment, as a power cut leaves it: what was synced stays, of the rest any part may be missing.

The writes are recorded from outside by strace. A file's bytes are safe once it was synced, a name (made, renamed, removed) once its
folder was; names that are not safe yet are lost from the newest one back, writes one by one, each as a whole or torn at a sector.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2"
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OF_HANDLE = re.compile(r"^(\d+)<([^>]*)>")


@dataclass(frozen=True)
class Step:
    """One call: what it did to which path."""

    call: str
    path: str
    data: bytes = b""
    at: int = 0
    to: str = ""


def can_record() -> bool:
    """Whether strace is there and may watch a program of ours."""
    try:
        return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def recorded(command: Sequence[str], folder: Path, notes: Path) -> list[Step]:
    """Runs the command; its steps in the folder, and its words on standard output under the path "said"."""
    done = subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "5000000", "-e", f"trace={_CALLS}", "-o", str(notes), *command], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    places: dict[str, int] = {}
    return list(_steps(notes, str(folder), places))


def _steps(notes: Path, folder: str, places: dict[str, int]) -> Iterator[Step]:
    with notes.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            match = _LINE.match(line)
            if match is None:
                continue
            call, arguments, answer = match[1], match[2], int(match[3])
            texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
            handle = _OF_HANDLE.match(arguments)
            path = _plain(handle[2]) if handle else ""
            if call == "write" and handle is not None and handle[1] == "1":
                yield Step("said", "said", texts[0])
            elif call == "openat":
                opened = texts[0].decode()
                if opened.startswith(folder) and ("O_CREAT" in arguments or "O_TRUNC" in arguments):
                    places[opened] = 0
                    yield Step("trunc" if "O_TRUNC" in arguments else "create", opened)
            elif call in ("rename", "renameat", "renameat2") and texts[0].decode().startswith(folder):
                yield Step("rename", texts[0].decode(), to=texts[1].decode())
            elif call in ("unlink", "unlinkat") and texts[0].decode().startswith(folder):
                yield Step("unlink", texts[0].decode())
            elif path.startswith(folder) and call == "pwrite64":
                yield Step("write", path, texts[0][:answer], int(arguments.rsplit(",", 1)[1]))
            elif path.startswith(folder) and call == "write":
                yield Step("write", path, texts[0][:answer], places.get(path, 0))
                places[path] = places.get(path, 0) + answer
            elif path.startswith(folder) and call == "ftruncate":
                yield Step("cut", path, at=int(arguments.rsplit(",", 1)[1]))
            elif path.startswith(folder) and call in ("fsync", "fdatasync"):
                yield Step("sync", path)


def _plain(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text


@dataclass
class _File:
    safe: bytes = b""
    waiting: list[Step] = field(default_factory=list)


class Disk:
    """The folder as the disk holds it."""

    def __init__(self, folder: Path) -> None:
        self._root = str(folder)
        self._files: dict[str, _File] = {str(path): _File(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
        self._names = {path: path for path in self._files}  # a name that is safe -> the file behind it
        self._now = dict(self._names)
        self._unsafe: list[tuple[str, str, str]] = []  # names that were changed since their folder was synced
        self._made = 0

    def take(self, step: Step) -> None:
        """One more step was done."""
        if step.call == "sync":
            if step.path in self._now:
                file = self._files[self._now[step.path]]
                file.safe, file.waiting = _written(file.safe, file.waiting), []
            else:
                for change in self._unsafe:
                    _rename(self._names, change)
                self._unsafe = []
        elif step.call in ("write", "cut"):
            self._files[self._now[step.path]].waiting.append(step)
        elif step.call in ("create", "trunc"):
            if step.path not in self._now:
                self._made += 1
                self._files[f"{step.path}#{self._made}"] = _File()
                self._change(("made", step.path, f"{step.path}#{self._made}"))
            elif step.call == "trunc":
                self._files[self._now[step.path]].waiting.append(Step("cut", step.path))
        elif step.call == "rename":
            self._change(("moved", step.path, step.to))
        elif step.call == "unlink":
            self._change(("gone", step.path, ""))

    def _change(self, change: tuple[str, str, str]) -> None:
        _rename(self._now, change)
        self._unsafe.append(change)

    def cut(self, target: Path, chance: random.Random) -> None:
        """Writes what is left after a power cut at this moment."""
        names = dict(self._names)
        for change in self._unsafe[: chance.randint(0, len(self._unsafe))]:
            _rename(names, change)
        for name, behind in names.items():
            file = self._files[behind]
            kept = [left for step in file.waiting if (left := _torn(step, chance)) is not None]
            path = target / Path(name).relative_to(self._root)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_written(file.safe, kept))


def _rename(names: dict[str, str], change: tuple[str, str, str]) -> None:
    what, path, other = change
    if what == "made":
        names[path] = other
    elif path in names:
        behind = names.pop(path)
        if what == "moved":
            names[other] = behind


def _torn(step: Step, chance: random.Random) -> Step | None:
    drawn = chance.random()
    if drawn < 0.45:
        return step
    if drawn < 0.8 or step.call != "write" or len(step.data) <= SECTOR:
        return None
    return Step("write", step.path, step.data[: SECTOR * chance.randint(1, (len(step.data) - 1) // SECTOR)], step.at)


def _written(content: bytes, steps: Sequence[Step]) -> bytes:
    now = bytearray(content)
    for step in steps:
        if step.call == "cut":
            del now[step.at :]
            now.extend(bytes(max(0, step.at - len(now))))
        else:
            now.extend(bytes(max(0, step.at - len(now))))
            now[step.at : step.at + len(step.data)] = step.data
    return bytes(now)
