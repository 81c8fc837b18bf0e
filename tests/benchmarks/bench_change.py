"""One changed bill among 25 cases, as the window keeps it: the whole change and what its parts take. Run by hand; aim 20 ms."""

from __future__ import annotations

import dataclasses
import datetime
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench_audit import TODAY, papers_of_visit

from medbills.audits import checks
from medbills.domain.case import Document, KeptPaper
from medbills.domain.money import Money
from medbills.domain.person import Person
from medbills.domain.plan import Plan
from medbills.services.audit_cases import audit_cases
from medbills.services.confirm_paper import confirm_paper
from medbills.services.open_vault import create_vault, open_vault
from medbills.services.prepare_search import fill_index
from medbills.store import Vault

CASES, RUNS, WORDS = 25, 12, "four plain words here"
AT = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
PLAN = Plan(id="plan", type="employer_self_funded_erisa", payer_name="Lakeshore Health Plan")


def fill(vault: Vault) -> None:
    """One person's cases, each a bill and its EOB of ten lines, confirmed one after the other."""
    papers = [paper for number in range(CASES) for paper in papers_of_visit(number)]
    with vault.change("Began") as change:
        change.plans.add(PLAN)
        change.people.add(Person(id="ann", name="Ann Lee", is_me=True, state="TX", plan_ids=(PLAN.id,)))
        for paper in papers:
            change.documents.add(
                Document(id=paper.id, key=f"k{paper.id:>063}", name="x.pdf", media_type="application/pdf", bytes=1, pages=1, kept_at=AT)
            )
            change.papers.add(KeptPaper(paper=paper, document_id=paper.id, pages=(1, 1), confirmed=False, person_id="ann", kept_at=AT))
    for paper in papers:
        confirm_paper(vault, paper.id, today=TODAY)
    assert len(vault.cases.all()) == CASES


@contextmanager
def timed(spent: dict[str, float], *parts: tuple[str, object, str]) -> Iterator[None]:
    """Adds up the seconds in some methods, by the name given to each."""
    patches = [patch.object(owner, method, _counting(spent, name, getattr(owner, method))) for name, owner, method in parts]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()


def _counting(spent: dict[str, float], name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return method(*args, **kwargs)
        finally:
            spent[name] += time.perf_counter() - began

    return counted


def first_audit(vault: Vault) -> float:
    """Processor seconds of checking everything when the vault was just opened; nothing is other than it was."""
    began = time.process_time()
    with vault.change("Checked") as change:
        audit_cases(vault, change, today=TODAY, person_id="ann")
    return time.process_time() - began


def one_change(vault: Vault, run: int) -> tuple[float, float, dict[str, float]]:
    """Processor and wall seconds of keeping a bill with another amount due, and the wall seconds of its last parts."""
    kept = vault.papers.get("b7")
    assert kept is not None
    edited = dataclasses.replace(kept.paper, amount_due=Money(30000 + run))
    spent: dict[str, float] = defaultdict(float)
    with timed(spent, ("journal", vault.journal, "append"), ("search index", vault.search, "follow"), ("commit", vault.lane, "commit")):
        wall, processor = time.perf_counter(), time.process_time()
        confirm_paper(vault, kept.id, edited=edited, today=TODAY)
        return time.process_time() - processor, time.perf_counter() - wall, spent


def main() -> None:
    """Prints the best of several runs."""
    checks()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "Bench.medbills"
        vault, _ = create_vault(folder, "Bench", WORDS)
        with vault:
            fill(vault)
        opened = []
        for _ in range(3):
            with open_vault(folder, WORDS) as vault:
                opened.append(first_audit(vault))
        print(f"first audit of {CASES} cases after opening: {min(opened) * 1000:.0f} ms of processor time")
        with open_vault(folder, WORDS) as vault:
            while not fill_index(vault).finished:
                pass
            runs = [one_change(vault, run) for run in range(RUNS)]
            processor, wall, spent = min(runs, key=lambda run: run[0])
            took = f"{processor * 1000:.1f} ms of processor time (aim 20), {wall * 1000:.1f} ms by the clock"
            print(f"one changed bill among {CASES} cases: {took}")
            print("  of these by the clock:", ", ".join(f"{name} {seconds * 1000:.1f} ms" for name, seconds in spent.items()))


if __name__ == "__main__":
    main()
