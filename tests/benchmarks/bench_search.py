"""The search in a long life of papers: 5,000 bills, 20,000 pages of words, asked at each key. Run by hand; aim p95 50 ms."""

from __future__ import annotations

import datetime
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench_audit import PLACES, TRADES
from scale_vault import CARE, words

from medbills import keys
from medbills.domain.case import Document, KeptPaper
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.person import Person
from medbills.services.search_everything import search_everything
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
AT = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
BILLS, PAGES = (int(text) for text in (*sys.argv[1:], "5000", "20000")[:2])
QUESTIONS = (
    "riverbend", "xray 410", "$1,240.55", "1240.55", "march 2", "3/2/2026", "rivrebend", "cardiolgy", "summit radiology", "A0001234",
    "medication", "the plan paid", "office visit", "71046", "walter", "claim 00004411", "deductible", "back up",
)  # fmt: skip
WORDS_ON_PAGE = 300


def fill(vault: Vault) -> None:
    rng = random.Random(7)
    vocabulary = words(rng)
    weights = [1 / (place + 3) for place in range(len(vocabulary))]
    rng.shuffle(vocabulary)
    pages_each = max(PAGES // BILLS, 1)
    with vault.change("A long life") as change:
        change.people.add(Person(id="walter", name="Walter Calloway", called="Dad"))
        for number in range(BILLS):
            day = datetime.date(2012, 1, 2) + datetime.timedelta(days=number)
            place = f"{PLACES[number % 10]} {TRADES[number // 10 % 10]}"
            document = Document(
                id=f"d{number}", key=f"{number:064x}", name=f"bill {number}.pdf", media_type="application/pdf", bytes=1, pages=pages_each,
                kept_at=AT,
            )  # fmt: skip
            change.documents.add(document)
            texts = [
                f"{place} statement of {day:%B} {day.day}, {day.year} " + " ".join(rng.choices(vocabulary, weights, k=WORDS_ON_PAGE))
                + f" total ${rng.randint(1, 9)},{rng.randint(100, 999)}.{rng.randint(10, 99)}"
                for _ in range(pages_each)
            ]  # fmt: skip
            change.page_words.put(document, texts)
            lines = tuple(
                Line(service_date=day, code=f"{70000 + (number + step) % 9000}", description=CARE[(number + step) % 8],
                     billed=Money(rng.randint(2_000, 250_000)))
                for step in range(8)
            )  # fmt: skip
            paper = Paper(
                id=f"b{number}", kind=Kind.ITEMIZED_BILL, issuer_name=place, patient_name="Walter Calloway", statement_date=day,
                account_number=f"A{number:07}", claim_number=f"C{number:08}", amount_due=Money(rng.randint(2_000, 900_000)), lines=lines,
            )  # fmt: skip
            change.papers.add(
                KeptPaper(paper=paper, document_id=document.id, pages=(1, pages_each), confirmed=True, person_id="walter", kept_at=AT)
            )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "V.medbills"
        data_key, _ = keys.create_keys(here, "gray heron 7", cost=keys.Cost(memory_kib=64, passes=1, lanes=1))
        with Vault.create(here, "V", data_key, clock=lambda: AT) as vault:
            start = time.perf_counter()
            fill(vault)
            made, size = time.perf_counter() - start, (here / "vault.db").stat().st_size
            start = time.perf_counter()
            longest = 0.0
            while True:
                step = time.perf_counter()
                done = vault.search.fill(50).finished
                longest = max(longest, time.perf_counter() - step)
                if done:
                    break
            filled, whole = time.perf_counter() - start, (here / "vault.db").stat().st_size
            print(f"{BILLS} bills, {PAGES} pages: made in {made:.0f} s; index in {filled:.0f} s, longest step {longest * 1000:.0f} ms,")
            print(f"{size / 1e6:.0f} MB without it, {whole / 1e6:.0f} MB with it")
            ask(vault)
            start = time.perf_counter()
            with vault.change("Added somebody") as change:
                change.people.add(Person(id="ruth", name="Ruth Calloway", called="Me"))
            print(f"a small change with the index: {(time.perf_counter() - start) * 1000:.0f} ms")
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def ask(vault: Vault) -> None:
    """Every beginning of every question, as it is typed."""
    search_everything(vault, "warm", today=TODAY)
    took: list[tuple[float, str]] = []
    for question in QUESTIONS:
        for end in range(1, len(question) + 1):
            start = time.perf_counter()
            search_everything(vault, question[:end], today=TODAY)
            took.append(((time.perf_counter() - start) * 1000, question[:end]))
    took.sort()
    times = [one for one, _ in took]
    late = times[int(len(times) * 0.95)]
    print(f"{len(times)} questions: median {statistics.median(times):.0f} ms, p95 {late:.0f} ms, most {times[-1]:.0f} ms")
    print("slowest: " + ", ".join(f"“{text}” {one:.0f}" for one, text in took[-8:]))


if __name__ == "__main__":
    main()
