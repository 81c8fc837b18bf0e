"""A real vault with cheap keys, and the papers of a small family."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from medbills import keys
from medbills.domain.case import Case, CaseKind, Document, KeptPaper
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper, Spot
from medbills.domain.person import Person
from medbills.store import Vault

CHEAP = keys.Cost(memory_kib=64, passes=1, lanes=1)
DAY = datetime.date(2026, 11, 17)
AT = datetime.datetime(2026, 11, 17, 10, 15, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Made:
    """A vault that was made and closed again."""

    folder: Path
    data_key: bytes

    def open(self) -> Vault:
        return Vault.open(self.folder, self.data_key, clock=lambda: AT)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    folder = tmp_path / "Calloway.medbills"
    data_key, _ = keys.create_keys(folder, "gray heron 7", cost=CHEAP)
    Vault.create(folder, "Calloway", data_key, clock=lambda: AT).close()
    return Made(folder, data_key)


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    with made.open() as opened:
        yield opened


@pytest.fixture
def fill() -> Callable[[Vault], None]:
    return filled


def filled(vault: Vault, pdf: bytes = b"%PDF-1.7 a bill of Riverbend General", number: int = 1) -> None:
    """Walter, his case, and one bill with its file."""
    key = vault.paper_files.add(pdf)
    with vault.change("Added the bill of Riverbend General") as change:
        if number == 1:
            change.people.add(Person(id="walter", name="Walter Calloway", called="Dad", state="TX"))
            change.cases.add(Case(id="er", title="ER visit", kind=CaseKind.BILL, person_id="walter", opened_on=DAY))
        change.documents.add(
            Document(
                id=f"doc{number}", key=key, name=f"bill {number}.pdf", media_type="application/pdf", bytes=len(pdf), pages=1, kept_at=AT
            )
        )
        change.papers.add(bill(number))


def bill(number: int = 1) -> KeptPaper:
    spot = Spot(page=1, box=(36.0, 40.25, 90.1, 52.0), raw="$410.00", confidence=0.98)
    lines = (
        Line(code="71046", description="X-ray chest", units=Decimal("1"), billed=Money(41000), spots={"billed": spot}),
        Line(code="99285", modifiers=("25",), billed=Money(124000)),
    )
    paper = Paper(
        id=f"bill{number}", kind=Kind.ITEMIZED_BILL, issuer_name="Riverbend General", amount_due=Money(500000), statement_date=DAY,
        lines=lines, spots={"amount_due": spot},
    )  # fmt: skip
    return KeptPaper(
        paper=paper, document_id=f"doc{number}", pages=(1, 2), confirmed=True, person_id="walter", case_id="er",
        warnings=("A sum is off.",), kept_at=AT,
    )  # fmt: skip


def state_of(folder: Path) -> dict[str, str]:
    """Every file of a folder with its hash; the lock file, which holds nothing, is left out."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "vault.lock"
    }


@pytest.fixture
def state() -> Callable[[Path], dict[str, str]]:
    return state_of


@pytest.fixture
def kept_bill() -> Callable[[int], KeptPaper]:
    return bill
