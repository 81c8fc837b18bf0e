"""The whole path on the sample papers, from the PDFs to the packet: the figures, the findings, the links, and a sealed vault."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from medbills.domain.matter import Matter
from medbills.services.load_matters import load_matters
from medbills.services.open_vault import open_vault
from medbills.services.sample_family import family
from medbills.services.sample_journey import Journey, sample_journey
from medbills.store import Vault

TODAY = date(2026, 11, 17)
CANARIES = ("Calloway", "Walter", "Riverbend", "7741-22", "Harrow", "26-2840-11937", "Chest X-ray", "Marcus", "Atorva", "%PDF-")


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory, told: list[str]) -> Journey:
    return sample_journey(tmp_path_factory.mktemp("journey") / "demo", say=told.append)


@pytest.fixture(scope="module")
def vault(journey: Journey) -> Iterator[Vault]:
    with open_vault(journey.vault_folder, journey.passphrase) as opened:
        yield opened


@pytest.fixture(scope="module")
def matters(vault: Vault) -> dict[str, Matter]:
    return {matter.case.title: matter for matter in load_matters(vault, today=TODAY)}


def made(journey: Journey, name: str) -> bytes:
    return next(path for path in journey.files if path.name == name).read_bytes()


def text_of(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]


def test_all_of_it_worked(journey: Journey, told: list[str]) -> None:
    assert journey.wrong == [] and journey.complete and told[-1] == "All of it worked."
    assert [path.name for path in journey.files] == ["billing-dispute.pdf", "debt-validation-request.pdf", "dispute-packet.pdf"]


def test_the_figures_are_those_of_the_papers(journey: Journey) -> None:
    figures = family()["figures"]
    for name in ("asked", "yours", "in_dispute", "waiting", "saved"):
        assert journey.figures[name] == figures[name]


def test_exactly_the_planted_findings(matters: dict[str, Matter]) -> None:
    found = {
        title: sorted(kept.counted.plain() for kept in matter.in_question)
        for title, matter in matters.items()
        if matter.in_question and not matter.case.closed_on
    }
    assert found == {
        "ER visit at Riverbend": ["1280.00", "2990.00", "410.00"],
        "Cedar Lab debt at Harrow & Pike": ["252.40"],
        "Filling, tooth 30": ["75.00"],
    }
    er = {kept.finding.check: kept.counted.plain() for kept in matters["ER visit at Riverbend"].in_question}
    assert er["exact_duplicate_line"] == "410.00" and er["co_amount_billed_to_patient"] == "2990.00"


def test_every_finding_names_its_papers_question_remedy_and_authority(matters: dict[str, Matter]) -> None:
    for matter in matters.values():
        papers = {kept.id for kept in matter.papers}
        for kept in matter.in_question:
            finding = kept.finding
            assert set(finding.documents) <= papers and finding.documents
            assert finding.question and finding.remedy and finding.letter and finding.authority and finding.explanation
            for ref in finding.lines:
                paper = next(one.paper for one in matter.papers if one.id == ref.document)
                assert paper.lines[ref.line].spots, "a line in question can be shown on its page"


def test_the_packet_opens_and_its_bookmarks_go_to_their_pages(journey: Journey) -> None:
    pdf = made(journey, "dispute-packet.pdf")
    pages = text_of(pdf)
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    marks = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
    assert next(iter(marks)) == "Cover" and marks["Cover"] == 0 and len(marks) >= 6
    for title, page in marks.items():
        label = re.match(r"Exhibit [^:]*|[A-Z]+-\d+(?=:)", title)  # an exhibit, or a lit page in it
        wanted = label[0] if label else "Request to correct a bill" if title == "Cover" else title
        assert wanted in pages[page], title
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text


def test_the_index_of_the_cover_is_linked_to_the_exhibits(journey: Journey) -> None:
    pages = text_of(made(journey, "dispute-packet.pdf"))
    with pikepdf.open(io.BytesIO(made(journey, "dispute-packet.pdf"))) as pdf:
        place = {page.objgen: number for number, page in enumerate(pdf.pages)}
        starts = {number for number, text in enumerate(pages) if "Exhibit" in text and "Exhibits" not in text}
        targets = [place[link.Dest[0].objgen] for link in pdf.pages[0].get("/Annots", []) if link.get("/Dest") is not None]
    assert len(set(targets)) >= 4 and set(targets) <= starts


def test_the_packet_is_the_frozen_one_and_says_the_sums(journey: Journey, vault: Vault) -> None:
    (packet,) = vault.packets.all()
    document = vault.documents.get(packet.document_id)
    assert document is not None and vault.paper_files.read(document.key) == made(journey, "dispute-packet.pdf")
    text = " ".join(text_of(made(journey, "dispute-packet.pdf")))
    for told in ("$4,680.00", "from $5,000.00 to $320.00", "$2,990.00", "$1,280.00", "$410.00", "7741-22", "RB-21877"):
        assert told in text, told


def test_the_lights_lie_on_what_they_light(vault: Vault, matters: dict[str, Matter]) -> None:
    """Each spot of a line in question holds the very value, when the page is read again with another engine."""
    for matter in matters.values():
        by_id = {kept.id: kept for kept in matter.papers}
        for ref in {ref for kept in matter.in_question for ref in kept.finding.lines}:
            kept = by_id[ref.document]
            document = vault.documents.get(kept.document_id)
            assert document is not None
            opened = pypdfium2.PdfDocument(io.BytesIO(vault.paper_files.read(document.key)))
            spot = kept.paper.lines[ref.line].spots.get("billed")
            if spot is None or spot.box is None or spot.page is None:
                continue
            page = opened[spot.page - 1]
            x0, top, x1, bottom = spot.box
            height = page.get_height()
            inside = page.get_textpage().get_text_bounded(x0 - 1, height - bottom - 1, x1 + 1, height - top + 1)
            assert kept.paper.lines[ref.line].billed.text().lstrip("$") in inside.replace(" ", ""), (inside, spot)  # type: ignore[union-attr]


def test_the_letters_are_whole_and_the_collector_learns_nothing_of_the_care(journey: Journey) -> None:
    dispute = " ".join(text_of(made(journey, "billing-dispute.pdf")))
    for told in ("Ruth Calloway", "Walter Calloway", "7741-22", "$5,000.00", "$4,680.00", "$320.00", "October 15, 2026"):
        assert told in dispute, told
    collector = " ".join(text_of(made(journey, "debt-validation-request.pdf")))
    assert "HP-66031" in collector and "$252.40" in collector and "$185.00" in collector
    for secret in ("Walter", "CL-558310", "LH 4471", "80053", "Cholesterol", "Vitamin", "1963", "Lakeshore"):
        assert secret not in collector, secret


def in_base64(word: str) -> list[bytes]:
    """What the word looks like inside a longer text in base64, at each of its three alignments."""
    found = []
    for pad in range(3):
        coded = base64.b64encode(b"\0" * pad + word.encode() + b"\0" * 3)
        first, last = -(-pad * 8 // 6) + (1 if pad else 0), (pad + len(word)) * 8 // 6
        found.append(coded[first:last])
    return found


def test_nothing_in_the_vault_can_be_read_without_the_key(journey: Journey) -> None:
    files = [path for path in journey.vault_folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        data = path.read_bytes()
        assert not any(word in str(path.relative_to(journey.vault_folder)) for word in CANARIES)
        assert not data.startswith(b"SQLite format 3")
        for word in CANARIES:
            forms = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode().hex().encode()]
            assert not any(form in data for form in [*forms, *(form for form in in_base64(word) if len(form) > 6)]), (path.name, word)
    assert journey.vault_folder.stat().st_mode & 0o077 == 0, "nobody else on this computer looks into the folder"


def test_the_canaries_would_be_found(tmp_path: Path) -> None:
    """The test above can fail: each form of a canary is found where it stands."""
    for before in ("", "a", "ab"):
        coded = base64.b64encode((before + "Walter Calloway, 7741-22").encode())
        assert any(form in coded for form in in_base64("Calloway"))


def test_backups_hold_the_papers(journey: Journey, vault: Vault) -> None:
    folders = [path for path in (journey.vault_folder / "backups").iterdir() if path.is_dir()]
    assert len(folders) == 1
