"""Reads files by their paths for the command line: one after the other or two at once, an e-mail as the papers attached to it."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from medbills.domain.media import EMAIL
from medbills.domain.reading import Reading, SourceFile
from medbills.errors import UnusableInput
from medbills.pdf.reader import load_file
from medbills.services.open_mail import is_mail, open_mail
from medbills.services.read_paper import ReadFile, read_bytes
from medbills.services.readers import AT_ONCE, Readers

_FEW = 4  # files for which a second process is not worth its start


@dataclasses.dataclass(frozen=True, slots=True)
class ReadTogether:
    """What one path gave: a file, or the papers of an e-mail; `problems` are those that could not be used.

    `origin` says where papers come from that lie in no file of their own.
    """

    path: Path
    read: tuple[ReadFile, ...]
    problems: tuple[UnusableInput, ...] = ()
    origin: str = ""

    @property
    def reading(self) -> Reading:
        """All documents as one reading of the file that was named. Raises what was wrong when there are none."""
        if not self.read:
            raise self.problems[0]
        if not self.origin:
            return self.read[0].reading
        documents = tuple(
            dataclasses.replace(document, warnings=(*document.warnings, f"This stands in the attached file {one.reading.file.name}."))
            for one in self.read
            for document in one.reading.documents
        )
        data = load_file(self.path)
        file = SourceFile(
            name=self.path.name, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), pages=None, media_type=EMAIL
        )
        return Reading(file=file, documents=documents)


def read_file(
    path: Path,
    *,
    password: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    readers: Readers | None = None,
    cancel: threading.Event | None = None,
) -> ReadTogether:
    """One path; what is wrong with it stands in the answer. `columns` is what the user said the columns of a table mean."""

    def read(name: str, data: bytes) -> ReadFile:
        if readers is None:
            return read_bytes(name, data, password=password, columns=columns)
        return readers.read(name, data, password=password, columns=columns, cancel=cancel)

    try:
        data = load_file(path)
        if not is_mail(path.name, data):
            return ReadTogether(path, (read(path.name, data),))
        origin, papers = open_mail(path.name, data)
    except UnusableInput as problem:
        return ReadTogether(path, (), (problem,))
    found, problems = [], []
    for name, attached in papers:
        try:
            found.append(read(name, attached))
        except UnusableInput as problem:
            problems.append(problem)
    return ReadTogether(path, tuple(found), tuple(problems), origin)


def read_files(paths: Sequence[Path], *, password: str | None = None) -> Iterator[ReadTogether]:
    """All of them in their order; many are read by two processes at once, and only a few lie in memory."""
    if len(paths) < _FEW:
        for path in paths:
            yield read_file(path, password=password)
        return
    readers, stop = Readers(), threading.Event()
    waiting, under_way = deque(paths), deque[Future[ReadTogether]]()
    with ThreadPoolExecutor(AT_ONCE, "reading") as pool:
        try:
            while waiting or under_way:
                while waiting and len(under_way) < 2 * AT_ONCE:
                    under_way.append(pool.submit(read_file, waiting.popleft(), password=password, readers=readers, cancel=stop))
                yield under_way.popleft().result()
        finally:
            stop.set()
    readers.close()
