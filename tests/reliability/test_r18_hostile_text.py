"""R18: hostile text comes out literally in PDF, Word, e-mail, calendar and CSV, and controls nothing there."""

from __future__ import annotations

import csv
import datetime
import email
import io
import zipfile
from email.policy import default

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
import vobject
from reportlab.platypus import Paragraph

from medbills.deadlines.calendar_file import CalendarDay, calendar_file
from medbills.domain.csv_text import csv_text
from medbills.domain.letter import Block, BlockKind, RenderedLetter, Run
from medbills.domain.money import Money
from medbills.domain.packet import CallNote, Criterion, Exhibit, Happening, Lit, Mailing, PacketPlan, Reason
from medbills.letters.mail_draft import Attachment, mail_draft
from medbills.letters.word import letter_docx
from medbills.pdf.envelope import envelope_pdf
from medbills.pdf.fax_cover import FaxCover, fax_cover_pdf
from medbills.pdf.letter_paper import letter_pdf
from medbills.pdf.packet import packet_pdf
from medbills.pdf.type_setting import SUBSTITUTE, style

DAY = datetime.date(2026, 11, 17)
HOSTILE = (
    "Smith & Sons <Billing>", '<img src="/etc/passwd">', "<b>unclosed", "<para>", "&lt;b&gt; &amp;", "</font></para>",
    "=1+2", "+1", "-1+2", "@SUM(A1)", "\t=1", "\u00a0=cmd|' /C calc'!A0", "a\rb", "a\nb", 'say "hi"; x', "%_",
    '" OR 1=1 --', "../../secret", "CON", "nul\x00byte", "bell\x07",
    "\u202egnp.exe", "שלום hello", "名前 ł ñ ő", "emoji \U0001f600 end", "BEGIN:VEVENT\nEND:VCALENDAR", "X-Evil: 1\r\nBcc: all@example.com",
    "{{ 7*7 }}{% raw %}", "$(rm -rf /)", "\\n\\t\\\\", "x" * 10_000, "word " * 2_000,
)  # fmt: skip
IDS = [text[:16].encode("unicode_escape").decode() for text in HOSTILE]
hostile = pytest.mark.parametrize("text", HOSTILE, ids=IDS)


def bare(text: str) -> str:
    """What of a text can be seen anywhere: without spaces, controls, marks of direction and what our type lacks."""
    return "".join(char for char in text.replace("-", "") if "!" <= char <= "~" or ("\u00a1" <= char <= "\u017f" and char != "\u00ad"))


def shown(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def is_inside(text: str, whole: str) -> bool:
    return bare(text) in bare(whole.replace(SUBSTITUTE, "")).replace("\ufffe", "")


def clean(pdf: bytes) -> None:
    """No script, no file and no link out came in with the text, and the metadata tell nothing."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert "/OpenAction" not in opened.Root and "/Names" not in opened.Root
        for page in opened.pages:
            for note in page.obj.get("/Annots", []):
                assert "/A" not in note or note.A.get("/S") == "/GoTo"
            fonts = page.obj.get("/Resources", {})
            assert not any(str(name).startswith("/Im") for name in fonts.get("/XObject", {}))


def rendered(text: str) -> RenderedLetter:
    def block(kind: BlockKind, words: str) -> Block:
        return Block(kind=kind, runs=(Run(words),))

    rows = (((Run("Line"),), (Run("Why"),)), ((Run(text[:300]),), (Run("$1.00"),)))
    return RenderedLetter(
        template_id="L02", title=f"About {text[:40]}", date=DAY, sources=(),
        blocks=(
            block(BlockKind.SENDER, "Ruth"), block(BlockKind.ADDRESSEE, f"{text[:120]}\nP.O. Box 1"), block(BlockKind.SUBJECT, text[:500]),
            block(BlockKind.PARAGRAPH, text), block(BlockKind.LIST_ITEM, f"1.\t{text}"), Block(kind=BlockKind.TABLE, rows=rows),
            block(BlockKind.SIGNATURE, f"Sincerely,\n{text[:200]}"),
        ),
    )  # fmt: skip


@hostile
def test_a_letter_on_paper(text: str) -> None:
    pdf = letter_pdf(rendered(text))
    clean(pdf)
    whole = shown(pdf)
    if len(text) > 5_000:  # it runs over pages, with a foot between
        assert whole.count("x") >= 20_000 or whole.count("word") >= 4_000
    else:
        assert is_inside(text, whole)
    assert pdf == letter_pdf(rendered(text))


@hostile
@pytest.mark.parametrize("kind", ["single", "double"])
def test_a_letter_for_windows_an_envelope_and_a_fax_sheet_stay_one_page_of_their_own(text: str, kind: str) -> None:
    clean(letter_pdf(rendered(text), window=kind))
    envelope = envelope_pdf(sender=text, recipient=f"{text}\nEaston, PA")
    clean(envelope)
    assert len(pypdfium2.PdfDocument(envelope)) == 1
    sheet = fax_cover_pdf(FaxCover(to=text, fax=text, sender=text, phone=text, day=DAY, pages=2, about=text, reference=text))
    clean(sheet)
    assert len(pypdfium2.PdfDocument(sheet)) <= 3
    if len(text) < 100:
        assert is_inside(text, shown(envelope)) and is_inside(text, shown(sheet))


def one_page() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


@hostile
def test_a_packet(text: str) -> None:
    exhibit = Exhibit(label="A", title=text[:300], pdf=one_page(), lit=(Lit(page=1, box=(10, 10, 90, 30), note=text[:400]),),
                      file=text[:100], fingerprint="0" * 64)  # fmt: skip
    plan = PacketPlan(
        title="Request", recipient=text[:300], particulars=(("Patient", text[:300]),), asks=text,
        reasons=(Reason(why=text[:500], amount=Money(-41000), proof=("A",), at=(("A", 1),)),),
        happenings=(Happening(day=DAY, what=text[:300], detail=text, proof="A"),), exhibits=(exhibit,),
        calls=(CallNote(day=DAY, time=text[:20], who=text[:100], reference=text[:50], said=text, promised=text),),
        footer=text, printed_on=DAY, number="K3F7Q2WX", criteria=(Criterion(rule=text, met=text, proof=("A",)),),
        mailing=Mailing(sender=text[:200], method=text[:200], tracking=text[:60]), lists_files=True,
    )  # fmt: skip
    pdf = packet_pdf(plan)
    clean(pdf)
    whole = shown(pdf)
    if len(text) > 5_000:
        assert whole.count("x") >= 60_000 or whole.count("word") >= 12_000
    else:
        assert is_inside(text, whole)
    assert "410.00" in whole


@hostile
def test_a_letter_in_word(text: str) -> None:
    made = letter_docx(rendered(text))
    document = docx.Document(io.BytesIO(made))
    paragraphs = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert is_inside(text, paragraphs) and is_inside(text[:300], cells)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        assert not any("media/" in name or "embeddings" in name or "vba" in name.lower() for name in names)
        relations = b"".join(archive.read(name) for name in names if name.endswith(".rels"))
        assert b'TargetMode="External"' not in relations
        assert b"<w:instrText" not in archive.read("word/document.xml"), "no field is made of it"


@hostile
def test_an_e_mail_draft(text: str) -> None:
    files = [Attachment(f"{text}.pdf", b"%PDF-1"), Attachment(text, b"two")]
    made = mail_draft(to="a@example.com", subject=text, text=text, attachments=files)
    message = email.message_from_bytes(made, policy=default)
    assert "Bcc" not in message and "X-Evil" not in message and message["To"] == "a@example.com"
    assert bare(message["Subject"]) == bare(text) or len(text) > 150
    assert is_inside(text, message.get_body(("plain",)).get_content())
    parts = list(message.iter_attachments())
    assert [part.get_content() for part in parts] == [b"%PDF-1", b"two"]
    for part in parts:
        name = part.get_filename()
        assert name and not set(name) & set("/\\\r\n\0") and name not in (".", "..") and len(name) <= 130


@hostile
def test_a_calendar_file(text: str) -> None:
    days = [CalendarDay(id="a@medbills", day=DAY, title=text, text=text), CalendarDay(id="b@medbills", day=DAY, title="Second")]
    made = calendar_file(days, made_on=DAY)
    calendar = vobject.readOne(made.decode())
    events = {event.uid.value: event for event in calendar.vevent_list}
    assert set(events) == {"a@medbills", "b@medbills"} and events["b@medbills"].summary.value == "Second"
    assert is_inside(text, events["a@medbills"].summary.value)
    assert is_inside(text[:3_900], events["a@medbills"].description.value)
    assert all(len(line) <= 75 for line in made.split(b"\r\n")), "long lines are folded"
    assert made.count(b"\r\nBEGIN:VEVENT\r\n") == 2 and b"\x00" not in made


@hostile
def test_a_table_for_a_spreadsheet(text: str) -> None:
    made = csv_text(("Name", "Amount"), [(text, "-12.50"), ("Plain", "3.00")])
    rows = list(csv.reader(io.StringIO(made, newline="")))
    assert len(rows) == 3 and len(rows[1]) == 2
    cell = rows[1][0]
    assert cell in (text, f"'{text}")
    assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    book = openpyxl.Workbook()
    book.active.append([cell.replace("\0", "").replace("\x07", "")])
    assert book.active["A1"].data_type != "f"


# Negative controls: the same texts without our gateways do harm, so these tests can fail.


def test_without_escaping_the_paper_loses_or_refuses_words() -> None:
    lost = Paragraph("Smith & Sons <Billing>", style(11))
    assert "Billing" not in lost.getPlainText()
    with pytest.raises(ValueError, match=r"(?i)parse"):
        Paragraph("<b>unclosed", style(11))


def test_without_care_a_spreadsheet_works_a_cell_out() -> None:
    book = openpyxl.Workbook()
    book.active.append(["=1+2"])
    assert book.active["A1"].data_type == "f"


def test_without_care_a_header_brings_another_in() -> None:
    raw = b"Subject: X-Evil: 1\r\nBcc: all@example.com\r\n\r\ntext"
    assert email.message_from_bytes(raw, policy=default)["Bcc"] == "all@example.com"


def test_without_care_a_calendar_gets_a_second_entry() -> None:
    lines = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:x", "END:VEVENT", "BEGIN:VEVENT", "UID:evil", "END:VEVENT", "END:VCALENDAR", "")
    raw = "\r\n".join(lines)
    assert len(vobject.readOne(raw).vevent_list) == 2
