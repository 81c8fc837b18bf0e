"""R22: redaction is real. No hidden word is left in text, notes, fields, metadata, XMP, attachments, thumbnails or older versions."""

from __future__ import annotations

import dataclasses
import datetime
import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.packet import Cover, Exhibit, Lit, PacketPlan
from medbills.errors import UnusableInput
from medbills.pdf import redaction
from medbills.pdf.exhibits import taken_pages
from medbills.pdf.packet import packet_pdf, print_plan
from medbills.pdf.reader import read_pages
from medbills.pdf.redaction import redacted
from medbills.pdf.redaction_proof import traces, uncovered
from medbills.pdf.scans import picture_pdf
from medbills.services.find_on_pages import find_on, seek_words

SECRET = "QX-7741-22-ZK"
OPEN = "Emergency visit"


def paper(pages: int = 1, *, size: tuple[float, float] = (612, 792)) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, size[1] - 100, f"Account {SECRET} on page {number}")
        canvas.drawString(72, size[1] - 140, f"{OPEN}, level 4, $1,180.00")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(pdf: bytes, change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def photo(words: str = f"Account {SECRET}") -> bytes:
    image = Image.effect_noise((1200, 1600), 24).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((80, 80, 1120, 1500), fill=(236, 232, 224))
    font = ImageFont.load_default(44)
    for place, line in enumerate(("Riverbend General Hospital", words, f"{OPEN} 1,180.00", "Please pay by November 30", "Thank you")):
        draw.text((120, 160 + 110 * place), line, fill=(20, 20, 30), font=font)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, comment=SECRET.encode())
    return out.getvalue()


def scan() -> bytes:
    """A gray scan with an invisible layer of words, as office scanners make it."""
    image = Image.new("L", (1700, 2200), 250)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(40)
    draw.text((200, 250), f"Account {SECRET}", fill=10, font=font)
    draw.text((200, 400), OPEN, fill=10, font=font)
    file = io.BytesIO()
    image.save(file, "PNG")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    canvas.drawImage(ImageReader(io.BytesIO(file.getvalue())), 0, 0, 612, 792)
    text = canvas.beginText(72, 792 - 104)
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 14)
    text.textLine(f"Account {SECRET}")
    canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def rotated(pdf: bytes) -> bytes:
    def turn(opened):
        page = opened.pages[0]
        page.obj.Rotate = 90
        page.obj.CropBox = Array([36, 400, 576, 780])

    return changed(pdf, turn)


def burdened(pdf: bytes) -> bytes:
    """The word in every corner of the file: notes, a field, an attachment, XMP, a title, a bookmark, a thumbnail, a script."""

    def load(opened):
        page = opened.pages[0]
        box = Array([72, 500, 300, 520])
        look = opened.make_stream(f"BT /F 10 Tf 2 5 Td ({SECRET}) Tj ET".encode())
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 228, 20])
        look.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
        field = opened.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("account"), V=String(SECRET), Rect=box,
            AP=Dictionary(N=look), F=4,
        ))  # fmt: skip
        note = opened.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), Contents=String(SECRET)))
        page.obj.Annots = Array([field, note])
        opened.Root.AcroForm = Dictionary(Fields=Array([field]))
        thumb = opened.make_stream(SECRET.encode())
        thumb.Width, thumb.Height, thumb.BitsPerComponent, thumb.ColorSpace = len(SECRET), 1, 8, Name.DeviceGray
        page.obj.Thumb = thumb
        page.obj.PieceInfo = Dictionary(App=Dictionary(LastModified=String("D:2026"), Private=String(SECRET)))
        opened.attachments["note.txt"] = SECRET.encode()
        opened.docinfo["/Title"] = SECRET
        with opened.open_metadata() as xmp:
            xmp["dc:description"] = SECRET
        with opened.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(SECRET, 0))
        opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
        page.obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String(f"https://example.org/{SECRET}")))

    return changed(pdf, load)


def revised(pdf: bytes) -> bytes:
    """A later version of the file shows another page; the first one still lies beneath."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        number, version = opened.pages[0].Contents.objgen
        root, size = opened.Root.objgen[0], int(opened.trailer.Size)
    before = pdf.rindex(b"startxref")
    offset = int(pdf[before + 9 :].split()[0])
    content = f"BT /F1 12 Tf 72 692 Td ({OPEN}) Tj ET".encode()
    body = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    at = len(body)
    body += f"{number} {version} obj\n<</Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream\nendobj\n"
    table = len(body)
    body += f"xref\n{number} 1\n{at:010d} {version:05d} n \ntrailer\n<</Size {size} /Root {root} 0 R /Prev {offset}>>\n".encode()
    return body + f"startxref\n{table}\n%%EOF\n".encode()


def exhibit(pdf: bytes, *covers: Cover, **other) -> Exhibit:
    return Exhibit(**{"label": "A", "title": "Bill", "pdf": pdf, "covers": covers, **other})


def plan(*exhibits: Exhibit) -> PacketPlan:
    return PacketPlan(
        title="Request to correct a bill", recipient="Riverbend", particulars=(), asks="Please correct it.", reasons=(), happenings=(),
        exhibits=exhibits, printed_on=datetime.date(2026, 11, 17),
    )  # fmt: skip


def covers_of(pdf: bytes, words: str = SECRET) -> tuple[Cover, ...]:
    """Where the words stand, as the program finds them."""
    sought = seek_words(words)
    pages = read_pages(taken_pages(exhibit(pdf)), name="It", slanted=True).pages
    return tuple(Cover(page=place.page, box=box, words=place.words) for page in pages for place in find_on(page, [sought])
                 for box in place.boxes)  # fmt: skip


def everything(pdf: bytes) -> bytes:
    """All bytes of a file, its streams unpacked, without what parts letters."""
    parts = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream):
                parts.append(item.read_raw_bytes() if item.get(Name.Filter) == Name.DCTDecode else item.read_bytes())
            parts.append(repr(item).encode())
    return b"".join(parts).replace(b"-", b"").replace(b"\0", b"").lower()


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def darkness(pdf: bytes, cover: Cover) -> int:
    """The lightest pixel under a cover, in the page as PDFium draws it."""
    scale = 2
    image = pypdfium2.PdfDocument(pdf)[cover.page - 1].render(scale=scale).to_pil().convert("L")
    x0, top, x1, bottom = (round(edge * scale) for edge in cover.box)
    return int(image.crop((x0, top, x1, bottom)).getextrema()[1])


def holds_secret(pdf: bytes) -> bool:
    return SECRET.replace("-", "").lower().encode() in everything(pdf) or "7741" in text_of(pdf)


FILES = {
    "text": lambda: paper(2),
    "rotated and cropped": lambda: rotated(paper()),
    "scan with a layer of words": scan,
    "photo": lambda: picture_pdf(photo(), name="photo.jpg"),
    "notes, fields, XMP, attachment, thumbnail": lambda: burdened(paper()),
    "older version": lambda: revised(paper()),
}


@pytest.mark.parametrize("name", FILES)
def test_no_hidden_word_is_left_anywhere(name: str) -> None:
    pdf = FILES[name]()
    covers = covers_of(pdf) or (Cover(page=1, box=(70, 80, 300, 110), words=SECRET),)
    made = redacted(exhibit(pdf, *covers, lit=(Lit(page=1, box=(70, 130, 300, 150)),)))
    assert not made.covers and text_of(made.pdf).strip() == ""
    assert not holds_secret(made.pdf)
    assert traces(made.pdf, [SECRET]) == ()
    assert all(darkness(made.pdf, cover) <= 48 for cover in covers)
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        assert set(opened.Root.keys()) == {"/Type", "/Pages"} and "/Info" not in opened.trailer
        assert all(set(page.obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"} for page in opened.pages)
    packet = packet_pdf(plan(exhibit(pdf, *covers)))
    assert not holds_secret(packet)
    assert redacted(exhibit(pdf, *covers)).pdf == redacted(exhibit(pdf, *covers)).pdf


@pytest.mark.parametrize("name", ["text", "photo", "scan with a layer of words"])
def test_a_machine_reads_the_rest_and_not_what_was_hidden(name: str) -> None:
    pdf = FILES[name]()
    made = redacted(exhibit(pdf, *covers_of(pdf)))
    read = " ".join(word.text for page in read_pages(made.pdf, name="It").pages for word in page.words)
    assert "Emergency" in read, "the rest is as sharp as before"
    assert "7741" not in read and "QX" not in read


def test_pages_keep_the_size_they_are_shown_in() -> None:
    before = pypdfium2.PdfDocument(rotated(paper()))[0].get_size()
    cover = Cover(page=1, box=(10, 10, 40, 30))
    assert pypdfium2.PdfDocument(redacted(exhibit(rotated(paper()), cover)).pdf)[0].get_size() == pytest.approx(before, abs=0.01)
    wide = redacted(exhibit(paper(size=(792, 612)), cover)).pdf
    assert pypdfium2.PdfDocument(wide)[0].get_size() == pytest.approx((792, 612))


def test_what_stands_in_a_field_is_found_and_hidden_too() -> None:
    pdf = burdened(paper())
    covers = covers_of(pdf)
    assert [round(cover.box[1], -1) for cover in covers] == [90, 280], "the line, and the field below it"
    made = redacted(exhibit(pdf, *covers)).pdf
    assert [darkness(made, cover) for cover in covers] == [0, 0]
    pages = read_pages(taken_pages(exhibit(pdf)), name="It", slanted=True).pages
    assert seek_words(SECRET) is not None and sum(len(find_on(page, [seek_words(SECRET)])) for page in pages) == 2


def test_only_the_pages_that_are_taken_go_out_and_lit_spots_follow() -> None:
    pdf = paper(4)
    lit = Lit(page=3, box=(70, 130, 300, 150), note="Here")
    cover = next(cover for cover in covers_of(pdf) if cover.page == 3)
    made = redacted(exhibit(pdf, cover, pages=(2, 3), lit=(lit,)))
    assert made.pages is None and made.lit == (dataclasses.replace(lit, page=2),)
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        assert len(opened.pages) == 2
    assert darkness(made.pdf, dataclasses.replace(cover, page=2)) == 0
    assert darkness(made.pdf, dataclasses.replace(cover, page=1)) > 200
    printed = print_plan(plan(exhibit(pdf, cover, pages=(2, 3), lit=(lit,))))
    (number,) = [number for number, _, sheet in printed.sheets if sheet.number == 2]
    assert "Here" in pypdfium2.PdfDocument(printed.pdf)[number - 1].get_textpage().get_text_range()


def test_without_anything_to_hide_nothing_changes() -> None:
    one = exhibit(paper())
    assert redacted(one) is one
    blank = changed(paper(), lambda pdf: pdf.pages[0].obj.__setattr__("Contents", pdf.make_stream(b"")))
    made = redacted(exhibit(blank, Cover(page=1, box=(100, 100, 200, 120))))
    assert darkness(made.pdf, Cover(page=1, box=(100, 100, 200, 120))) == 0


# The same proof, run on files that were not redacted, must find each hiding place.


def test_a_black_box_drawn_over_live_text_is_caught() -> None:
    def draw(pdf):
        pdf.pages[0].contents_add(b"0 g 70 680 260 24 re f")

    boxed = changed(paper(), draw)
    assert darkness(boxed, Cover(page=1, box=(80, 92, 250, 104))) == 0, "on the screen it looks hidden"
    assert any("hidden word" in trace for trace in traces(boxed, [SECRET]))
    assert any(page.words for page in read_pages(boxed, name="It").pages)


def clean() -> bytes:
    return redacted(exhibit(paper(), *covers_of(paper()))).pdf


def spoiled(change) -> tuple[str, ...]:
    return traces(changed(clean(), change), [SECRET])


XMP = (
    '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Keywords>' + SECRET + "</pdf:Keywords>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
).encode()
SPOILED = {
    "a note": lambda pdf: pdf.pages[0].obj.__setitem__(
        "/Annots", Array([pdf.make_indirect(Dictionary(Subtype=Name.Text, Contents=String(SECRET)))])),
    "XMP": lambda pdf: pdf.Root.__setitem__("/Metadata", pdf.make_stream(XMP)),
    "a title": lambda pdf: pdf.docinfo.__setitem__("/Title", SECRET),
    "a title in two bytes a letter": lambda pdf: pdf.docinfo.__setitem__("/Title", f"Zoë {SECRET}"),
    "an attachment": lambda pdf: pdf.attachments.__setitem__("a.txt", SECRET.encode()),
    "a thumbnail": lambda pdf: pdf.pages[0].obj.__setitem__("/Thumb", pdf.make_stream(SECRET.encode())),
    "a part that no page shows": lambda pdf: pdf.pages[0].obj.__setitem__("/Beside", Dictionary(X=pdf.make_stream(SECRET.encode()))),
    "the page's own words": lambda pdf: pdf.pages[0].contents_add(f"BT ({SECRET}) Tj ET".encode()),
}  # fmt: skip


@pytest.mark.parametrize("place", SPOILED)
def test_the_proof_finds_the_word_in(place: str) -> None:
    found = spoiled(SPOILED[place])
    assert any("hidden word" in trace for trace in found), found
    assert len(found) > 1, "the part itself is named as well"


def test_the_proof_finds_parts_that_hold_no_word_as_well() -> None:
    found = spoiled(lambda pdf: pdf.pages[0].obj.__setitem__("/Thumb", pdf.make_stream(b"\0\1\2")))
    assert "page 1 has Thumb" in found and not any("hidden word" in trace for trace in found)


def test_the_proof_finds_the_word_in_an_older_version() -> None:
    later = revised(paper())
    assert "7741" not in text_of(later), "the newest version does not show it"
    found = traces(later, [SECRET])
    assert "an older version lies in the file" in found and any("hidden word" in trace for trace in found)


def test_the_proof_finds_notes_in_the_camera_s_picture() -> None:
    pdf = redacted(exhibit(picture_pdf(photo(), name="p"), Cover(page=1, box=(60, 40, 400, 90), words=SECRET))).pdf
    assert traces(pdf, [SECRET]) == ()

    def comment(opened):
        picture = opened.pages[0].Resources.XObject.Picture
        data = picture.read_raw_bytes()
        note = b"\xff\xfe" + (len(SECRET) + 2).to_bytes(2, "big") + SECRET.encode()
        picture.write(data[:2] + note + data[2:], filter=Name.DCTDecode)

    assert any("carries notes" in trace for trace in traces(changed(pdf, comment), [SECRET]))


def test_the_proof_finds_a_spot_that_is_not_black() -> None:
    (cover,) = covers_of(paper())
    assert uncovered(clean(), {1: (cover.box,)}) == ()
    elsewhere = (cover.box[0], cover.box[1] + 40, cover.box[2], cover.box[3] + 40)
    assert uncovered(clean(), {1: (elsewhere,)}) == ("a spot on page 1 is not black",)


def test_what_does_not_prove_clean_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A painter that paints beside the spot: the packet is not made."""
    real = redaction.blackened
    monkeypatch.setattr(redaction, "blackened", lambda rgb, size, black: real(rgb, size, [(0, 0, 9, 9) for _ in black]))
    redaction._picture.cache_clear()
    with pytest.raises(UnusableInput, match=r"Exhibit A \(Bill\).*nothing was saved"):
        packet_pdf(plan(exhibit(paper(), *covers_of(paper()))))
    redaction._picture.cache_clear()


def test_a_plan_with_covers_cannot_be_printed_open() -> None:
    covered = plan(exhibit(paper(), *covers_of(paper())))
    assert "7741" in text_of(packet_pdf(plan(exhibit(paper()))))
    assert "7741" not in text_of(packet_pdf(covered))
