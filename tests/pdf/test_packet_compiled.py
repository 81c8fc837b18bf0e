"""A thick packet as a stranger checks it: each link, bookmark, running number and square code, the last pages, the lock, photos."""

from __future__ import annotations

import dataclasses
import datetime
import io
import shutil
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.money import Money
from medbills.domain.packet import CallNote, Criterion, Exhibit, Happening, Lit, Mailing, PacketPlan, Reason
from medbills.errors import UnusableInput
from medbills.pdf.exhibits import MARGIN
from medbills.pdf.locked import locked_pdf
from medbills.pdf.packet import packet_pdf, print_plan
from medbills.pdf.packet_code import MODULES, _rows, code_text
from medbills.pdf.packet_code import SIDE as CODE_SIDE
from medbills.pdf.packet_front import SIDE
from medbills.pdf.straight import straight_pdf

DAY = datetime.date(2026, 11, 17)
NUMBER = "K3F7Q2WX"
PAGES = [7 + place % 2 for place in range(40)]  # 300 pages of exhibits


def paper(pages: int, word: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(72, 700, f"{word} sheet {number}")
        canvas.drawString(72, 500, "Chest X-ray 410.00")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def labels(count: int) -> list[str]:
    return [chr(65 + place) if place < 26 else f"A{chr(39 + place)}" for place in range(count)]


def thick() -> PacketPlan:
    lit = (Lit(page=3, box=(70, 280, 200, 300), note="Chest X-ray charged twice: $410.00. Lines 3 and 4."),)
    exhibits = tuple(
        Exhibit(label=label, title=f"Records {label}", pdf=paper(pages, f"Paper {label}"), lit=lit if place % 3 == 0 else (),
                file=f"records-{place}.pdf", fingerprint=f"{place:064x}")
        for place, (label, pages) in enumerate(zip(labels(40), PAGES, strict=True))
    )  # fmt: skip
    return PacketPlan(
        title="Request to correct a bill", recipient="Riverbend General Hospital\nP.O. Box 2200\nEaston, PA 18042",
        particulars=(("Patient", "Walter Calloway"), ("Account", "ends in 1-22")), asks="Please correct the balance.",
        reasons=(Reason(why="Chest X-ray charged twice", amount=Money(41000), proof=("A", "B"), at=(("A", 3),)),
                 Reason(why="Discount missing", amount=Money(299000), proof=("AN",))),
        happenings=tuple(Happening(day=DAY + datetime.timedelta(days=place), what=f"Paper {label} came", proof=label)
                         for place, label in enumerate(labels(40))),
        exhibits=exhibits, calls=(CallNote(day=DAY, time="10:42 AM", who="Dana", reference="R-1", said="On hold", promised=""),),
        footer="Calloway, Riverbend 2026", printed_on=DAY, number=NUMBER,
        criteria=(Criterion(rule="Six weeks of other care", met="Done from August 3", proof=("C",)),),
        mailing=Mailing(sender="Ruth Calloway", tracking="9407 1000 0000"), lists_files=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def made() -> bytes:
    return packet_pdf(thick())


@pytest.fixture(scope="module")
def texts(made: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]


def test_three_hundred_pages_are_clean_and_come_out_the_same_twice(made: bytes, tmp_path: Path) -> None:
    assert made == packet_pdf(thick())
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.check_pdf_syntax() == [] and len(opened.pages) > 300
    tool = shutil.which("qpdf")
    if tool:
        (tmp_path / "packet.pdf").write_bytes(made)
        checked = subprocess.run([tool, "--check", str(tmp_path / "packet.pdf")], capture_output=True, text=True, check=False)
        assert checked.returncode == 0 and "WARNING" not in checked.stdout + checked.stderr


def test_every_page_carries_its_number_its_running_number_and_its_place_in_the_exhibit(texts: list[str]) -> None:
    count = len(texts)
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {count}" in text and f"{NUMBER}-{number:04d}" in text
    first = next(place for place, text in enumerate(texts) if "Exhibit A ·" in text)
    for label, pages in zip(labels(40), PAGES, strict=True):
        for within in range(1, pages + 1):
            text = texts[first]
            assert f"Exhibit {label} ·" in text and f"Paper {label} sheet {within}" in text and f"{label}-{within}" in text.split()
            first += 1


def words_in(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> str:
    left, bottom, right, top = box
    return " ".join(page.get_textpage().get_text_bounded(left, bottom, right, top).split())


def test_every_link_leads_to_the_page_that_it_names(made: bytes, texts: list[str]) -> None:
    document = pypdfium2.PdfDocument(made)
    seen = 0
    with pikepdf.open(io.BytesIO(made)) as opened:
        places = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        for number, page in enumerate(opened.pages):
            for note in page.obj.get("/Annots", []):
                target = places[note.Dest[0].objgen]
                box = tuple(float(value) for value in note.Rect)
                words = words_in(document[number], (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1))
                parts = [word.strip(",") for word in words.replace(",", " ").split()]
                named = [word for word in parts if any(word == one or word.startswith(f"{one}-") for one in labels(40))]
                shown = texts[target]
                if words.isdigit():  # the page number in the index
                    assert int(words) == target + 1
                elif named and named[0] in labels(40):
                    assert f"Paper {named[0]} sheet 1" in shown, words
                elif named:
                    label, _, within = named[0].partition("-")
                    assert f"Paper {label} sheet {within}" in shown, words
                else:  # an exhibit's title in the index
                    assert words.removeprefix("Records ") and f"Exhibit {words.split()[-1]} ·" in shown
                seen += 1
    assert seen > 40 * 3 + 40


def test_every_bookmark_leads_to_the_page_that_it_names(made: bytes, texts: list[str]) -> None:
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pypdfium2.PdfDocument(made).get_toc()]
    tops = [title for level, title, _ in marks if level == 0]
    ours = ["Cover", "Rules and how they are met", "What happened, in order"]
    assert tops[:3] == ours and tops[-3:] == ["Calls", "Certificate of mailing", "Files and their fingerprints"] and len(tops) == 46
    for level, title, page in marks:
        if title.startswith("Exhibit "):
            label = title.split(":")[0].removeprefix("Exhibit ")
            assert f"Paper {label} sheet 1" in texts[page]
        elif level:
            label, _, within = title.partition(":")[0].partition("-")
            assert f"Paper {label} sheet {within}" in texts[page] and "charged twice" in texts[page]
        elif title not in ("Cover",):
            assert title.split(",")[0] in texts[page]
    assert sum(level for level, _, _ in marks) == 14, "one for each lit page"


@given(st.integers(min_value=1, max_value=20_000))
def test_a_code_put_together_from_halves_is_the_code_itself(page: int) -> None:
    whole = segno.make(code_text(NUMBER, page), mode="alphanumeric", error="m", mask=3, boost_error=False, micro=False)
    assert _rows(NUMBER, page) == ["".join(str(int(bool(module))) for module in row) for row in whole.matrix]
    assert page > 9999 or len(whole.matrix) == MODULES


def test_the_code_at_the_foot_reads_as_packet_and_page_and_nothing_else(made: bytes, texts: list[str]) -> None:
    document = pypdfium2.PdfDocument(made)
    for number in (1, 2, 57, 100, 233, len(texts)):
        image = document[number - 1].render(scale=300 / 72).to_numpy()
        side = MARGIN if "Exhibit " in texts[number - 1] and "sheet" in texts[number - 1] else SIDE
        right, under = round((612 - side + 6) * 300 / 72), round((792 - 6) * 300 / 72)
        length = round((CODE_SIDE + 12) * 300 / 72)
        corner = np.ascontiguousarray(image[under - length : under, right - length : right, :3])
        corner = cv2.copyMakeBorder(corner, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=(255, 255, 255))
        said, _, _ = cv2.QRCodeDetector().detectAndDecode(corner)
        assert said == f"MB-{NUMBER}-{number:04d}"


def test_the_last_pages_certify_the_mailing_and_list_the_files(texts: list[str]) -> None:
    certificate = next(text for text in texts if "Certificate of mailing" in text)
    names = ("Riverbend General Hospital", "Ruth Calloway", "Signature")
    expected = (*names, NUMBER, f"{len(texts)} pages", "Exhibits A to AN", "9407 1000 0000")
    assert [told for told in expected if told not in certificate] == []
    files = " ".join("".join(texts[-4:]).split())
    assert "records-0.pdf" in files and "records-39.pdf" in files and f"{39:064x}"[-8:] in files


def test_a_plan_without_number_and_last_pages_has_none() -> None:
    bare = dataclasses.replace(thick(), number="", mailing=None, lists_files=False, criteria=())
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(packet_pdf(bare))]
    assert not any("Certificate of mailing" in page or NUMBER in page for page in pages)


def test_a_locked_copy_opens_with_its_password_only_and_holds_the_same_pages(made: bytes) -> None:
    locked = locked_pdf(made, "three quiet words")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked), password="three quiet word")
    with pikepdf.open(io.BytesIO(locked), password="three quiet words") as opened:
        assert opened.encryption.bits == 256 and opened.encryption.stream_method == pikepdf.models.encryption.EncryptionMethod.aesv3
        assert len(opened.pages) == len(pypdfium2.PdfDocument(made))
    assert b"Calloway" not in locked and locked != locked_pdf(made, "three quiet words")
    for wrong in ("short", "x" * 200):
        with pytest.raises(UnusableInput, match="password"):
            locked_pdf(made, wrong)


def photo(angle: float) -> tuple[bytes, tuple[float, float, float, float]]:
    """A letter page on a dark table, turned; the box of its black mark on the photo as it is shown, in points."""
    sheet = Image.new("RGB", (850, 1100), "white")
    draw = ImageDraw.Draw(sheet)
    for row in range(20):
        draw.rectangle((80, 90 + row * 45, 80 + 560 - (row * 37) % 200, 104 + row * 45), fill=(70, 70, 70))
    mark = (600, 880, 760, 920)
    draw.rectangle(mark, fill=(0, 0, 160))
    table = Image.new("RGB", (1300, 1500), (60, 45, 40))
    table.paste(sheet, (220, 200))
    turned = table.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=(60, 45, 40), center=(650, 750))
    blue = np.argwhere((np.asarray(turned)[..., 2] > 110) & (np.asarray(turned)[..., 0] < 40))
    (top, left), (bottom, right) = blue.min(axis=0), blue.max(axis=0)
    scale = 792 / 1500
    out = io.BytesIO()
    turned.save(out, "JPEG", quality=92)
    return out.getvalue(), (left * scale, top * scale, right * scale, bottom * scale)


@pytest.mark.parametrize("angle", [0.0, 4.0, -6.0])
def test_a_photo_comes_out_straight_and_letter_sized_and_its_lit_spot_moves_along(angle: float) -> None:
    data, seen = photo(angle)
    straight = straight_pdf(data, name="slip.jpg")
    assert straight.pdf == straight_pdf(data, name="slip.jpg").pdf
    page = pypdfium2.PdfDocument(straight.pdf)[0]
    assert page.get_size() == pytest.approx((612, 792), abs=6), "the sheet alone, eleven inches long"
    image = page.render(scale=1).to_pil().convert("RGB")
    assert min(image.getpixel((12, y))[0] for y in range(12, 780, 40)) > 150, "no table is left at the edge"
    blue = np.argwhere((np.asarray(image)[..., 2] > 110) & (np.asarray(image)[..., 0] < 60))
    (top, left), (bottom, right) = blue.min(axis=0), blue.max(axis=0)
    assert bottom - top == pytest.approx(40 * 0.72, abs=3.5), "level: no taller than it is"
    lit = straight.lit(Lit(page=1, box=seen))
    middle = (lit.box[0] + lit.box[2]) / 2, (lit.box[1] + lit.box[3]) / 2
    assert middle == pytest.approx(((left + right) / 2, (top + bottom) / 2), abs=3)
    exhibit = Exhibit(label="A", title="Photo", pdf=straight.pdf, lit=(lit,), lenses=straight.lenses)
    assert exhibit.place(1, seen) == lit.box and exhibit.place(2, seen) == seen
    printed = print_plan(dataclasses.replace(thick(), exhibits=(exhibit,), reasons=(), happenings=(), criteria=()))
    assert len(pypdfium2.PdfDocument(printed.pdf)) >= 3
