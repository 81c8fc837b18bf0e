"""A real vault for the services: made once with its real passphrase, copied for each test, and a desk to put papers on."""

from __future__ import annotations

import datetime
import hashlib
import io
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from reportlab.pdfgen.canvas import Canvas

from medbills import keys
from medbills.domain.authority import Act, Authority, Form
from medbills.domain.changes import Changes
from medbills.domain.matter import Matter
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind
from medbills.domain.person import Person
from medbills.domain.reading import ReadDocument, Reading, SourceFile, values_from_json
from medbills.services import sample_family
from medbills.services.check_closing import closing_list, missing_of, set_aside
from medbills.services.close_case import close_case
from medbills.services.confirm_paper import confirm_paper
from medbills.services.keep_paper import Kept, keep_paper
from medbills.services.load_matters import load_matter
from medbills.services.open_vault import create_vault
from medbills.services.read_paper import ReadFile
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
PASSPHRASE = "gray heron 7"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ready:
    """A vault that was made and closed, with the key that opens it without the slow passphrase."""

    folder: Path
    data_key: bytes
    passphrase: str

    def copy(self, to: Path) -> Vault:
        shutil.copytree(self.folder, to)
        return Vault.open(to, self.data_key)


def one_page(*words: str) -> bytes:
    """A PDF of one page with these lines; other words, other bytes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for place, text in enumerate(words):
        canvas.drawString(72, 720 - 20 * place, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def read_as(
    name: str, data: bytes, documents: Sequence[Mapping[str, Any]], media_type: str = "application/pdf", pages: int = 1
) -> ReadFile:
    """A file as if a perfect reader had read it."""
    found = tuple(
        ReadDocument(
            kind=Kind(item["kind"]),
            pages=tuple(item.get("pages", (1, pages))),  # type: ignore[arg-type]
            fields=values_from_json(PAPER_FIELDS, item.get("fields", {})),
            lines=tuple(values_from_json(LINE_FIELDS, line) for line in item.get("lines", ())),
            warnings=tuple(item.get("warnings", ())),
        )
        for item in documents
    )
    digest = hashlib.sha256(data).hexdigest()
    file = SourceFile(name=name, sha256=digest, bytes=len(data), pages=pages, media_type=media_type)
    return ReadFile(data, Reading(file=file, documents=found))


class Desk:
    """Papers go from here into the vault the way they do in the program."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.count = 0

    def keep(self, kind: str, *, lines: Sequence[Mapping[str, Any]] = (), **fields: Any) -> Kept:
        """Kept, waiting for review."""
        self.count += 1
        data = one_page(kind, str(self.count))
        read = read_as(f"{kind}-{self.count}.pdf", data, [{"kind": kind, "fields": fields, "lines": lines}])
        return keep_paper(self.vault, read, now=NOON)

    def file(self, kind: str, *, today: datetime.date = TODAY, lines: Sequence[Mapping[str, Any]] = (), **fields: Any) -> str:
        """Kept and confirmed; the paper's id."""
        paper = self.keep(kind, lines=lines, **fields).papers[0].id
        confirm_paper(self.vault, paper, today=today)
        return paper

    def bill(self, **fields: Any) -> str:
        return self.file("itemized_bill", lines=fields.pop("lines", BILL_LINES), **{**BILL, **fields})

    def eob(self, **fields: Any) -> str:
        return self.file("eob", lines=fields.pop("lines", EOB_LINES), **{**EOB, **fields})

    def notice(self, **fields: Any) -> str:
        return self.file("collection_notice", **{**NOTICE, **fields})

    def refusal(self, **fields: Any) -> str:
        return self.file("denial_letter", **{**REFUSAL, **fields})

    def matter(self, paper_id: str, today: datetime.date = TODAY) -> Matter:
        """The case that a paper was put into."""
        kept = self.vault.papers.get(paper_id)
        assert kept is not None and kept.case_id is not None
        return load_matter(self.vault, kept.case_id, today=today)

    def close(self, case_id: str, today: datetime.date = TODAY) -> Changes:
        """Closes a case, whatever is missing: the user says why."""
        for line in missing_of(closing_list(self.vault, load_matter(self.vault, case_id, today=today))):
            set_aside(self.vault, case_id, line.item, "Settled on the phone.", today=today)
        return close_case(self.vault, case_id, today=today)

    def form(self, paper_id: str = "", **fields: Any) -> Authority:
        """A signed form of the register that lets Ruth act for Walter; `paper_id` is its copy on file."""
        kept = self.vault.papers.get(paper_id)
        walter = next(person for person in self.vault.people.all() if person.name == "Walter Calloway")
        form = Authority(**{"id": f"form{len(self.vault.authorities.all())}", "person_id": walter.id, "form": Form.HIPAA,
                            "holder": "Ruth Calloway", "acts": (Act.TALK,), "signed_on": datetime.date(2026, 9, 20),
                            "ends_on": datetime.date(2027, 9, 20), "document_id": kept.document_id if kept else None,
                            **fields})  # fmt: skip
        with self.vault.change("Added a form") as change:
            change.authorities.add(form)
        return form

    def me(self, **fields: Any) -> Person:
        """The user's own record."""
        person = Person(**{"id": "ruth", "name": "Ruth Calloway", "called": "Me", "address": "12 Orchard Street\nEaston, PA 18042",
                           "phone": "555-0103", "email": "ruth@example.org", "is_me": True, **fields})  # fmt: skip
        with self.vault.change("Added a person") as change:
            change.people.add(person)
        return person


DAY = "2026-09-09"
BILL: dict[str, Any] = {
    "issuer_name": "Riverbend General Hospital", "provider_name": "Riverbend General Hospital", "provider_phone": "555-0114",
    "provider_address": "P.O. Box 2200, Easton, PA 18042", "patient_name": "Walter Calloway", "patient_birth_date": "1963-03-08",
    "account_number": "7741-22", "statement_date": "2026-10-30", "due_date": "2026-11-30", "total_billed": "2000.00",
    "plan_paid": "0.00", "total_adjustments": "0.00", "amount_due": "2000.00",
}  # fmt: skip
BILL_LINES = [
    {"service_date": DAY, "code": "99284", "description": "Emergency visit, level 4", "billed": "1180.00"},
    {"service_date": DAY, "code": "71045", "description": "Chest X-ray, one view", "billed": "410.00"},
    {"service_date": DAY, "code": "71045", "description": "Chest X-ray, one view", "billed": "410.00"},
]
EOB: dict[str, Any] = {
    "issuer_name": "Lakeshore Health", "payer_name": "Lakeshore Health", "payer_address": "P.O. Box 7100, Millbrook, PA 18099",
    "patient_name": "Walter Calloway", "member_id": "LH4471902", "claim_number": "26-2840-11937", "account_number": "7741-22",
    "provider_name": "Riverbend General Hospital", "statement_date": "2026-10-15", "total_billed": "2000.00", "plan_paid": "480.00",
    "patient_responsibility": "120.00",
}  # fmt: skip
EOB_LINES = [
    {"service_date": DAY, "code": "99284", "billed": "1180.00", "allowed": "470.00", "adjustment": "710.00", "plan_paid": "376.00",
     "coinsurance": "94.00", "patient_owes": "94.00", "remark_codes": ["CO-45", "PR-2"]},
    {"service_date": DAY, "code": "71045", "billed": "410.00", "allowed": "130.00", "adjustment": "280.00", "plan_paid": "104.00",
     "coinsurance": "26.00", "patient_owes": "26.00", "remark_codes": ["CO-45", "PR-2"]},
    {"service_date": DAY, "code": "71045", "billed": "410.00", "allowed": "0.00", "adjustment": "0.00", "not_covered": "410.00",
     "plan_paid": "0.00", "patient_owes": "0.00", "remark_codes": ["CO-18"]},
]  # fmt: skip
NOTICE: dict[str, Any] = {
    "issuer_name": "Harrow & Pike Recovery", "original_creditor": "Riverbend General Hospital", "reference_number": "HP-66031",
    "account_number": "7741-22", "patient_name": "Walter Calloway", "letter_date": "2026-11-06", "itemization_date": "2026-10-31",
    "previous_balance": "2000.00", "fees": "32.40", "amount_due": "2032.40", "respond_by_date": "2026-12-10",
    "provider_address": "P.O. Box 418, Millbrook, PA 18099", "provider_phone": "555-0186",
}  # fmt: skip
REFUSAL: dict[str, Any] = {
    "issuer_name": "Lakeshore Health", "payer_name": "Lakeshore Health", "payer_address": "P.O. Box 7100, Millbrook, PA 18099",
    "payer_phone": "555-0120", "patient_name": "Walter Calloway", "member_id": "LH4471902", "authorization_number": "PA-88213",
    "provider_name": "Grace A. Osei, MD", "letter_date": "2026-10-28", "respond_by_date": "2026-11-20", "appeal_by_date": "2027-04-26",
    "denial_reason": "No 6 weeks of therapy on file.", "total_billed": "1150.00",
}  # fmt: skip


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """An empty vault, made the way the program makes one."""
    folder = tmp_path_factory.mktemp("ready") / "Calloway.medbills"
    vault, _ = create_vault(folder, "Calloway", PASSPHRASE)
    vault.close()
    return Ready(folder, keys.unlock(folder, PASSPHRASE), PASSPHRASE)


@pytest.fixture
def vault(ready: Ready, tmp_path: Path) -> Iterator[Vault]:
    with ready.copy(tmp_path / "Calloway.medbills") as opened:
        yield opened


@pytest.fixture
def desk(vault: Vault) -> Desk:
    return Desk(vault)


@pytest.fixture(scope="session")
def family_ready(ready: Ready, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """The sample family's vault, its papers read without a fault: what the services make of right readings."""
    data = yaml.safe_load((ROOT / "resources" / "samples" / "family.yaml").read_text(encoding="utf-8"))
    truth = {paper["file"]: paper["truth"] for paper in data["papers"]}

    def read(path: Path, **_: Any) -> ReadFile:
        told = truth[path.name]
        return read_as(path.name, path.read_bytes(), [_truth(document) for document in told["documents"]], pages=told["pages"])

    folder = tmp_path_factory.mktemp("family") / "Calloway family.medbills"
    with pytest.MonkeyPatch.context() as patch, ready.copy(folder) as opened:
        patch.setattr(sample_family, "read_paper", read)
        sample_family.fill_with_samples(opened)
    return Ready(folder, ready.data_key, ready.passphrase)


@pytest.fixture
def family_vault(family_ready: Ready, tmp_path: Path) -> Iterator[Vault]:
    with family_ready.copy(tmp_path / "Family.medbills") as opened:
        yield opened


def _truth(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a perfect reader finds, with the lines and the sum that it may find."""
    fields = dict(document.get("fields", {}))
    fields |= {name: values[0] for name, values in document.get("also_fields", {}).items() if name in ("total_billed", "service_from")}
    lines = document.get("lines") or document.get("optional_lines") or ()
    return {**document, "lines": [_plain(line) for line in lines], "fields": _plain(fields)}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in values.items()}


@pytest.fixture
def read_file() -> Callable[..., ReadFile]:
    """Makes a file as if a perfect reader had read it: name, bytes, documents."""
    return read_as
