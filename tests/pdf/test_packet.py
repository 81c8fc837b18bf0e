"""A dispute packet from real PDFs of every awkward kind: numbered, labeled, lit, linked, clean and repeatable."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.money import Money
from medbills.domain.packet import CallNote, Exhibit, Happening, Lit, PacketPlan, Reason
from medbills.errors import UnusableInput
from medbills.pdf.packet import call_notes_pdf, packet_contents, packet_pdf

DAY = datetime.date(2026, 11, 17)
CALL = CallNote(day=DAY, time="10:42 a.m.", who="Dana <billing>", reference="R-1", said="On hold & noted", promised="A new bill")


def paper(pages: int = 1, size: tuple[float, float] = (612, 792), word: str = "Statement") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(20, size[1] - 40, f"{word} {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(pdf: bytes, change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def plan(*exhibits: Exhibit, **other) -> PacketPlan:
    given = {
        "title": "Request to correct a bill", "recipient": "Smith & Sons <Billing>", "particulars": (("Patient", "Walter Calloway"),),
        "asks": "Please correct the balance from $5,000.00 to $320.00.",
        "reasons": (Reason(why="Chest X-ray charged twice", amount=Money(41000), proof=("A", "B")),
                    Reason(why="Discount not taken off", amount=Money(299000), proof=("B",))),
        "happenings": (Happening(day=DAY, what="The bill came", proof="A"), Happening(day=datetime.date(2026, 9, 9), what="The visit")),
        "exhibits": exhibits or (
            Exhibit(label="A", title="Itemized bill", pdf=paper(2)), Exhibit(label="B", title="Statement", pdf=paper(3)),
        ),
        "calls": (CALL,), "footer": "Calloway, Riverbend 2026", "printed_on": DAY,
    }  # fmt: skip
    return PacketPlan(**{**given, **other})


def text_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def pixels(pdf: bytes, page: int):
    return pypdfium2.PdfDocument(pdf)[page - 1].render(scale=1).to_pil().convert("RGB")


def test_every_page_is_numbered_and_every_exhibit_page_labeled() -> None:
    pages = text_of(packet_pdf(plan()))
    assert len(pages) == 8
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of 8" in page and "Calloway, Riverbend 2026" in page
    for number, label in ((3, "A"), (4, "A"), (5, "B"), (7, "B")):
        assert f"Exhibit {label} · " in pages[number - 1] and "Statement" in pages[number - 1]
    assert "Smith & Sons <Billing>" in pages[0] and "Together" in pages[0] and "$3,400.00" in pages[0]
    assert pages[1].index("The visit") < pages[1].index("The bill came")
    assert "Dana <billing>" in pages[7] and "On hold & noted" in pages[7]


def test_contents_bookmarks_and_links_lead_to_the_right_pages() -> None:
    made = plan()
    contents = packet_contents(made)
    ours = (("", "Cover", 1), ("", "What happened, in order", 2))
    assert contents == (*ours, ("A", "Itemized bill", 3), ("B", "Statement", 5), ("", "Calls", 8))
    pdf = packet_pdf(made)
    document = pypdfium2.PdfDocument(pdf)
    assert [mark.get_dest().get_index() + 1 for mark in document.get_toc()] == [page for _, _, page in contents]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        targets = {note.Dest[0].objgen for note in opened.pages[0].Annots}
        assert targets == {opened.pages[2].obj.objgen, opened.pages[4].obj.objgen}
        assert opened.pages[1].Annots[0].Dest[0].objgen == opened.pages[2].obj.objgen


def test_the_same_plan_gives_the_same_bytes_and_qpdf_finds_nothing(tmp_path: Path) -> None:
    pdf = packet_pdf(plan())
    assert pdf == packet_pdf(plan())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert dict(opened.docinfo) == {"/Title": "Request to correct a bill"}
        assert "/Metadata" not in opened.Root
    if tool := shutil.which("qpdf"):
        (tmp_path / "packet.pdf").write_bytes(pdf)
        assert subprocess.run([tool, "--check", str(tmp_path / "packet.pdf")], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50, 100, 450, 600)])
def test_a_lit_spot_lies_where_it_is_seen_on_turned_and_cropped_pages(turn: int, crop) -> None:
    """The source has one black square; its place as seen is lit, and yellow surrounds black in the packet."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 700), invariant=1)
    canvas.rect(200, 300, 20, 20, fill=1)
    canvas.save()

    def turned(opened) -> None:
        opened.pages[0].obj.Rotate = turn
        if crop:
            opened.pages[0].obj.CropBox = Array(list(crop))

    source = changed(out.getvalue(), turned)
    seen = pypdfium2.PdfDocument(source)[0]
    image = seen.render(scale=1).to_pil().convert("L")
    dark = [(x, y) for x in range(image.width) for y in range(image.height) if image.getpixel((x, y)) < 60]
    left, top = min(x for x, _ in dark), min(y for _, y in dark)
    right, under = max(x for x, _ in dark) + 1, max(y for _, y in dark) + 1
    lit = Lit(page=1, box=(left - 8, top - 8, right + 8, under + 8), note="Why twice?")
    pdf = packet_pdf(plan(Exhibit(label="A", title="Bill", pdf=source, lit=(lit,)), happenings=(), calls=()))
    page = pixels(pdf, 2)
    yellow, black = [], []
    for x in range(page.width):
        for y in range(40, page.height - 40):
            red, green, blue = page.getpixel((x, y))
            if red > 240 and green > 200 and blue < 150:
                yellow.append((x, y))
            elif red < 40 and x < page.width * 0.7:
                black.append((x, y))
    assert yellow and len(black) > 60
    for axis in (0, 1):
        middle_yellow = (min(p[axis] for p in yellow) + max(p[axis] for p in yellow)) / 2
        middle_black = (min(p[axis] for p in black) + max(p[axis] for p in black)) / 2
        assert abs(middle_yellow - middle_black) < 2
    assert "Why twice?" in text_of(pdf)[1]


def test_odd_sizes_fit_and_are_never_enlarged() -> None:
    sizes = [(226, 500), (1224, 792), (14_000, 9_000), (20, 20)]
    odd = [Exhibit(label=str(n), title="Odd", pdf=paper(1, size)) for n, size in enumerate(sizes)]
    pdf = packet_pdf(plan(*odd, happenings=(), calls=()))
    boxes = [(page.get_width(), page.get_height()) for page in pypdfium2.PdfDocument(pdf)]
    assert set(boxes[1:]) == {(612, 792), (792, 612)}


def test_only_the_pages_chosen_are_taken_and_lights_count_by_the_paper() -> None:
    lit = (Lit(page=3, box=(20, 20, 200, 60), note="Third page"),)
    pages = text_of(packet_pdf(plan(Exhibit(label="A", title="Bill", pdf=paper(5), lit=lit, pages=(2, 3)), happenings=(), calls=())))
    assert len(pages) == 3 and "Statement 2" in pages[1] and "Statement 3" in pages[2]
    assert "Third page" in pages[2] and "Third page" not in pages[1]


def test_links_scripts_and_metadata_of_a_source_stay_behind_and_filled_fields_print() -> None:
    def burden(opened) -> None:
        page = opened.pages[0]
        look = opened.make_stream(b"BT /F 12 Tf 5 5 Td (Filled in) Tj ET")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 20])
        look.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
        field = opened.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V="Filled in", Rect=Array([100, 100, 200, 120]), F=4,
            AP=Dictionary(N=look),
        ))  # fmt: skip
        script = Dictionary(S=Name.JavaScript, JS="app.alert('secret-script')")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 50, 50]), A=Dictionary(S=Name.URI, URI="http://secret.example"))
        page.obj.Annots = Array([field, opened.make_indirect(link)])
        page.obj.AA = Dictionary(O=script)
        page.obj.PieceInfo = Dictionary(App=Dictionary(Private="secret-piece"))
        opened.Root.OpenAction = script
        opened.Root.AcroForm = Dictionary(Fields=Array([field]))
        opened.docinfo["/Author"] = "secret-author"

    pdf = packet_pdf(plan(Exhibit(label="A", title="Form", pdf=changed(paper(), burden)), happenings=(), calls=()))
    assert "Filled in" in text_of(pdf)[1]
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
        assert "/Annots" not in opened.pages[1] and "/AcroForm" not in opened.Root and "/OpenAction" not in opened.Root
    assert b"secret" not in plain.getvalue()


def test_a_layer_that_is_switched_off_stays_off() -> None:
    def layered(opened) -> None:
        layers = [opened.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("On", "Off")]
        opened.Root.OCProperties = Dictionary(OCGs=Array(layers), D=Dictionary(OFF=Array([layers[1]])))
        page = opened.pages[0]
        page.obj.Resources.Properties = Dictionary(On=layers[0], Off=layers[1])
        page.obj.Contents = opened.make_stream(b"/OC /On BDC 0 0 1 rg 0 0 300 792 re f EMC /OC /Off BDC 1 0 0 rg 300 0 300 792 re f EMC")

    page = pixels(packet_pdf(plan(Exhibit(label="A", title="Bill", pdf=changed(paper(), layered)), happenings=(), calls=())), 2)
    assert page.getpixel((150, 400)) == (0, 0, 255) and page.getpixel((450, 400)) == (255, 255, 255)


def test_unbalanced_content_does_not_disturb_what_we_print() -> None:
    def disturb(opened) -> None:
        opened.pages[0].Contents = opened.make_stream(b"q q 5 0 0 5 300 300 cm 1 0 0 rg BT")

    pages = text_of(packet_pdf(plan(Exhibit(label="A", title="Odd", pdf=changed(paper(), disturb)), happenings=(), calls=())))
    assert "Exhibit A · Odd" in pages[1] and "Page 2 of 2" in pages[1]


@pytest.mark.parametrize("broken", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF", paper()[:200]])
def test_a_broken_exhibit_is_named(broken: bytes) -> None:
    with pytest.raises(UnusableInput, match=r"Exhibit B \(Chart\)"):
        packet_pdf(plan(Exhibit(label="A", title="Bill", pdf=paper()), Exhibit(label="B", title="Chart", pdf=broken)))


def test_a_locked_exhibit_is_named_and_one_locked_only_against_changes_is_used() -> None:
    def locked(user: str) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(paper())) as opened:
            opened.save(out, encryption=pikepdf.Encryption(user=user, owner="owner"))
        return out.getvalue()

    with pytest.raises(UnusableInput, match="password"):
        packet_pdf(plan(Exhibit(label="A", title="Bill", pdf=locked("user"))))
    assert "Statement 1" in text_of(packet_pdf(plan(Exhibit(label="A", title="Bill", pdf=locked("")), happenings=(), calls=())))[1]


def test_pages_that_are_not_there_are_said() -> None:
    with pytest.raises(UnusableInput, match="has no pages"):
        packet_pdf(plan(Exhibit(label="A", title="Bill", pdf=paper(2), pages=(5, 6))))


def test_many_notes_long_titles_and_long_calls_still_fit() -> None:
    lit = tuple(Lit(page=1, box=(20, 20 + 17 * n, 300, 32 + 17 * n), note=f"Note {n}: please check this line") for n in range(40))
    exhibit = Exhibit(label="A", title="A very long title " * 12, pdf=paper(), lit=lit)
    call = CallNote(day=DAY, time="", who="Dana", reference="", said="They said a lot. " * 900, promised="")
    pages = text_of(packet_pdf(plan(exhibit, calls=(call,), asks="Please correct it. " * 300)))
    shown = "".join(pages)
    assert all(f"Note {n}:" in shown for n in range(40))
    assert shown.count("lot.") == 900


def test_hundreds_of_pages_are_put_together() -> None:
    pdf = packet_pdf(plan(*[Exhibit(label=f"A{n}", title=f"Records {n}", pdf=paper(60)) for n in range(10)], calls=()))
    pages = text_of(pdf)
    assert len(pages) == 602 and "Page 602 of 602" in pages[-1] and "Exhibit A9 · Records 9" in pages[-1]


def test_call_notes_make_an_exhibit() -> None:
    pages = text_of(packet_pdf(plan(Exhibit(label="C", title="Call notes", pdf=call_notes_pdf([CALL])), calls=())))
    assert "Reference R-1" in pages[2] and "A new bill" in pages[2]


def test_every_strange_pdf_is_printed_or_named(third_party: Path) -> None:
    files = [path for path in sorted(third_party.rglob("*.pdf")) if path.stat().st_size < 60_000]
    printed = 0
    for path in files[::2]:
        try:
            pdf = packet_pdf(plan(Exhibit(label="A", title=path.name, pdf=path.read_bytes()), happenings=(), calls=()))
        except UnusableInput as problem:
            assert path.name in str(problem)
            continue
        printed += 1
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert len(opened.pages) >= 2 and all("/Annots" not in page for page in list(opened.pages)[1:])
    assert printed > len(files) / 3
