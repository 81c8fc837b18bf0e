"""A vault as a long life fills it, for the benchmarks: made once in a folder, opened as often as one likes."""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench_audit import PLACES, TRADES

from medbills.domain.case import Case, CaseKind, Document, KeptPaper, Stage
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.person import Person, Provider
from medbills.domain.plan import Plan
from medbills.services.audit_cases import audit_cases
from medbills.services.open_vault import create_vault
from medbills.services.prepare_search import fill_index
from medbills.store import Change, Vault

TODAY = datetime.date(2026, 11, 17)
AT = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
PASSPHRASE = "four plain words here"
PEOPLE = (
    ("walter", "Walter Calloway", "Dad"), ("ruth", "Ruth Calloway", "Me"), ("lena", "Lena Calloway", "Lena"),
    ("max", "Max Calloway", "Max"),
)  # fmt: skip
CARE = ("Office visit", "X-ray chest", "Metabolic panel", "Blood count", "Electrocardiogram", "CT head", "MRI knee", "Therapy unit")
OPEN_CASES = 60  # of all; the others are settled
LINES, PAGES, WORDS_ON_PAGE = 4, 2, 300  # of each paper, and of each page
FILE_BYTES = 200_000  # of each file: holes, since nothing here reads them
AT_ONCE = 250  # visits in one change


def words(rng: random.Random, many: int = 12_000) -> list[str]:
    """Made words that begin and look alike, as real ones do."""
    parts = ("med", "ra", "lo", "pa", "tion", "car", "de", "duct", "ible", "plan", "ser", "vice", "ben", "fit", "co", "pay", "claim", "ver")
    return sorted({"".join(rng.choices(parts, k=rng.randint(1, 4))) for _ in range(many)})


def vault_of(folder: Path, visits: int) -> Path:
    """The folder of the vault with that many visits; made where it is not there yet."""
    place, done = folder / f"Scale {visits}.medbills", folder / f"scale-{visits}.done"
    if done.exists():
        return place
    folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    vault, _ = create_vault(place, "A long life", PASSPHRASE)
    with vault:
        _fill(vault, visits)
        filled = time.perf_counter() - began
        while not fill_index(vault).finished:
            pass
    told = f"made in {filled:.0f} s, its index in {time.perf_counter() - began - filled:.0f} s"
    done.write_text(f"{told}; vault.db {(place / 'vault.db').stat().st_size / 1e6:.0f} MB\n", encoding="utf-8")
    return place


def _fill(vault: Vault, visits: int) -> None:
    rng = random.Random(7)
    vocabulary = words(rng)
    weights = [1 / (place + 3) for place in range(len(vocabulary))]
    rng.shuffle(vocabulary)
    names = [f"{place} {trade}" for place in PLACES for trade in TRADES]

    def page() -> str:
        return " ".join(rng.choices(vocabulary, weights, k=WORDS_ON_PAGE))

    with vault.change("Began") as change:
        change.plans.add(Plan(id="plan", type="employer_self_funded_erisa", payer_name="Lakeshore Health Plan"))
        for person_id, name, called in PEOPLE:
            change.people.add(Person(id=person_id, name=name, called=called, is_me=called == "Me", state="TX", plan_ids=("plan",)))
        for name in names:
            change.providers.add(Provider(id=name, name=name))
    for start in range(0, visits, AT_ONCE):
        with vault.change("More papers") as change:
            for number in range(start, min(start + AT_ONCE, visits)):
                _visit(vault, change, number, visits, names[number % len(names)], page)
    with vault.change("Checked") as change:
        for person_id, _, _ in PEOPLE:
            audit_cases(vault, change, today=TODAY, person_id=person_id, everywhere=True)


def _visit(vault: Vault, change: Change, number: int, visits: int, provider: str, page: Callable[[], str]) -> None:
    """A case with a bill and the insurer's paper about it, each in a file of its own."""
    day = TODAY - datetime.timedelta(days=visits - number + 30)
    person_id, name, _ = PEOPLE[number % len(PEOPLE)]
    is_open = number >= visits - OPEN_CASES
    care = CARE[number % len(CARE)]
    change.cases.add(
        Case(
            id=f"c{number}", title=f"{care} at {provider}", kind=CaseKind.BILL, person_id=person_id, plan_id="plan",
            stage=Stage.CHECKED if is_open else Stage.SETTLED, opened_on=day,
            closed_on=None if is_open else day + datetime.timedelta(days=60),
            saved=None if is_open or number % 5 else Money(4_000),
        )
    )  # fmt: skip
    for paper in _papers(number, day, provider, name, is_open):
        key = f"{number:063x}{'b' if paper.is_bill else 'e'}"
        document = Document(
            id=f"d{paper.id}", key=key, name=f"{paper.kind.value} {number}.pdf", media_type="application/pdf", bytes=FILE_BYTES,
            pages=PAGES, kept_at=AT,
        )  # fmt: skip
        change.documents.add(document)
        with (vault.place.documents / f"{key}.paper").open("wb") as file:
            file.truncate(FILE_BYTES)
        change.page_words.put(document, [f"{provider} {day:%B} {day.day}, {day.year} {page()} total $1,2{n}0.55" for n in range(PAGES)])
        change.papers.add(
            KeptPaper(
                paper=paper, document_id=document.id, pages=(1, PAGES), confirmed=True, person_id=person_id,
                provider_id=provider if paper.is_bill else None, case_id=f"c{number}",
                kept_at=AT - datetime.timedelta(days=visits - number),
            )
        )  # fmt: skip


def _papers(number: int, day: datetime.date, provider: str, patient: str, is_open: bool) -> Iterator[Paper]:
    """Every other open bill asks more than the insurer says."""
    bill_lines, eob_lines = [], []
    for step in range(LINES):
        code, said = f"{70000 + (number + step) % 9000}", CARE[(number + step) % len(CARE)]
        charge = Money(10_000 + 100 * (number % 90) + step)
        allowed, share = Money(charge.cents * 7 // 10), Money(charge.cents // 10)
        bill_lines.append(Line(service_date=day, code=code, description=said, billed=charge))
        eob_lines.append(
            Line(service_date=day, code=code, description=said, billed=charge, adjustment=charge - allowed, allowed=allowed,
                 plan_paid=allowed - share, coinsurance=share, patient_owes=share)
        )  # fmt: skip
    billed = Money(sum(line.billed.cents for line in bill_lines if line.billed))
    owed = Money(sum(line.patient_owes.cents for line in eob_lines if line.patient_owes))
    asked = owed + Money(12_000) if is_open and number % 2 else owed
    yield Paper(
        id=f"b{number}", kind=Kind.ITEMIZED_BILL, issuer_name=provider, patient_name=patient, account_number=f"A{number:07}",
        statement_date=day + datetime.timedelta(days=25), total_billed=billed, amount_due=asked, lines=tuple(bill_lines),
    )  # fmt: skip
    yield Paper(
        id=f"e{number}", kind=Kind.EOB, issuer_name="Lakeshore Health Plan", payer_name="Lakeshore Health Plan", provider_name=provider,
        patient_name=patient, claim_number=f"C{number:08}", statement_date=day + datetime.timedelta(days=18), total_billed=billed,
        patient_responsibility=owed, lines=tuple(eob_lines),
    )  # fmt: skip
