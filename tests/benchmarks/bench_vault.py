"""A vault's day: 200 papers added, all read, sums taken; against the same database without a key. Run by hand; aim 1.2."""

from __future__ import annotations

import datetime
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from medbills import keys
from medbills.domain.case import Case, CaseKind, Document, KeptPaper
from medbills.domain.money import Money, total
from medbills.domain.paper import Kind, Line, Paper, Spot
from medbills.domain.person import Person
from medbills.store import Vault, cipher, place

PAPERS, LINES, RUNS = 200, 12, 5
AT = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
SPOT = Spot(page=1, box=(36.0, 40.0, 90.0, 52.0), raw="$41.00", confidence=0.98)


def paper(number: int) -> KeptPaper:
    line = Line(service_date=AT.date(), code="99213", description="Office visit", billed=Money(4100), spots={"billed": SPOT, "code": SPOT})
    bill = Paper(id=f"p{number}", kind=Kind.BILL, issuer_name="Riverbend", account_number=str(number), amount_due=Money(4100 * LINES),
                 statement_date=AT.date(), lines=(line,) * LINES, spots={"amount_due": SPOT})  # fmt: skip
    return KeptPaper(paper=bill, document_id=f"d{number}", pages=(1, 1), confirmed=True, person_id="w", case_id="c", kept_at=AT)


def journey(vault: Vault) -> None:
    """Each paper in a change of its own, as papers come; then everything is read and added up, ten times."""
    with vault.change("Began") as change:
        change.people.add(Person(id="w", name="Walter Calloway"))
        change.cases.add(Case(id="c", title="ER visit", kind=CaseKind.BILL, person_id="w", opened_on=AT.date()))
    for number in range(PAPERS):
        with vault.change("Added a paper") as change:
            change.documents.add(
                Document(id=f"d{number}", key=f"k{number:060}", name="x.pdf", media_type="application/pdf", bytes=1, pages=1, kept_at=AT)
            )
            change.papers.add(paper(number))
    for _ in range(10):
        kept = vault.papers.all()
        assert total(one.paper.amount_due for one in kept if one.paper.amount_due) == Money(4100 * LINES * PAPERS)


@contextmanager
def no_key() -> Iterator[None]:
    """The same library, the same build, the same settings; only the key is never given."""
    with ExitStack() as stack:
        for module, name, other in (
            (cipher, "_give_key", lambda *_: None),
            (cipher, "prove_encrypted", lambda _: None),
            (cipher, "check_database_file", lambda _: None),
            (place, "check_database_file", lambda _: None),
        ):
            stack.enter_context(patch.object(module, name, other))
        yield


def seconds(folder: Path, *, plain: bool) -> float:
    data_key, _ = keys.create_keys(folder, "gray heron 7", cost=keys.Cost(memory_kib=64, passes=1, lanes=1))
    vault = Vault.create(folder, "Benchmark", data_key)
    head = (folder / "vault.db").read_bytes()[:15]
    assert (head == b"SQLite format 3") is plain, head
    with vault:
        start = time.perf_counter()
        journey(vault)
        return time.perf_counter() - start


def main() -> None:
    """Prints both times and their ratio."""
    pairs = []
    with tempfile.TemporaryDirectory() as root:
        for run in range(RUNS):
            sealed = seconds(Path(root) / f"sealed{run}.medbills", plain=False)
            with no_key():
                pairs.append((sealed, seconds(Path(root) / f"plain{run}.medbills", plain=True)))
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"vault: {ours:.2f} s for {PAPERS} papers, without a key {bare:.2f} s, ratio {ours / bare:.2f} (aim 1.2)")


if __name__ == "__main__":
    main()
