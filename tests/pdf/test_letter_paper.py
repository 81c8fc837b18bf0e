"""A letter on paper: literal text, our fonts, one page where it fits, the same bytes every time."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys

import pikepdf
import pypdfium2
import pytest

from medbills.domain.letter import Block, BlockKind, RenderedLetter, Run
from medbills.pdf.letter_paper import letter_pdf, letter_unprintable

DAY = datetime.date(2026, 11, 17)


def letter(*blocks: Block, missing: tuple[str, ...] = ()) -> RenderedLetter:
    return RenderedLetter(template_id="L02", title="Ask for a bill to be corrected", date=DAY, blocks=blocks, sources=(), missing=missing)


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(kind=kind, runs=(Run(text, 1, "x"),))


def typical(paragraphs: int = 4) -> RenderedLetter:
    cells = (("Service", "Amount"), ("Chest X-ray", "$410.00"), ("Together", "$410.00"))
    rows = tuple(tuple((Run(cell),) for cell in row) for row in cells)
    return letter(
        block("Walter Calloway\n27 Birch Lane", BlockKind.SENDER), block("November 17, 2026", BlockKind.DATE),
        block("RE: account 7741-22", BlockKind.SUBJECT), *[block("Please review this account. " * 9)] * paragraphs,
        block("1.\tThe first fact.", BlockKind.LIST_ITEM), block("•\tSend a corrected bill.", BlockKind.LIST_ITEM),
        Block(kind=BlockKind.TABLE, rows=rows), block("Sincerely,\nWalter Calloway", BlockKind.SIGNATURE),
        block("Enclosed (copies):\nItemized bill", BlockKind.ENCLOSURES),
    )  # fmt: skip


def text_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def test_the_letter_is_one_page_of_us_letter_with_embedded_fonts_and_neutral_metadata() -> None:
    pdf = letter_pdf(typical())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [float(side) for side in opened.pages[0].mediabox] == [0, 0, 612, 792]
        assert len(opened.pages) == 1
        assert dict(opened.docinfo) == {"/Title": "Ask for a bill to be corrected"}
        for font in opened.pages[0].Resources.Font.values():
            assert "/FontFile2" in font.FontDescriptor and "Caladea" in str(font.BaseFont)
    assert "Page 1" not in text_of(pdf)[0] and "Draft" not in text_of(pdf)[0]


@pytest.mark.parametrize("text", [
    "Smith & Sons <Billing>", "an <unclosed <b> tag", '<img src="/etc/passwd"/>', "&amp; stays", "łñőś ½ × −",
    "Ωμέγα Жук",
])  # fmt: skip
def test_text_prints_literally(text: str) -> None:
    pdf = letter_pdf(letter(block(text)))
    assert text in text_of(pdf)[0]
    assert b"/Image" not in pdf


def test_what_no_font_has_is_shown_and_said_and_nothing_is_lost_around_it() -> None:
    written = letter(block("Dr. 陈伟 🙂 Chen"))
    assert "Dr. [?] [?] Chen" in text_of(letter_pdf(written))[0]
    assert "[?] stands for characters" in text_of(letter_pdf(written))[0]
    assert set(letter_unprintable(written)) == {"陈", "伟", "🙂"}
    assert letter_unprintable(typical()) == ()


def test_characters_with_a_plain_likeness_keep_it() -> None:
    assert "a-b ﬁne A1".replace("ﬁ", "fi") in text_of(letter_pdf(letter(block("a\u2011b ﬁne Ａ１\u200d"))))[0].replace("\u00a0", " ")


def test_a_long_letter_runs_over_pages_with_their_numbers_and_keeps_every_word() -> None:
    words = " ".join(f"word{number}" for number in range(4000))
    pages = text_of(letter_pdf(letter(block(words), block("x" * 10_000), block("Sincerely,\nWalter", BlockKind.SIGNATURE))))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    joined = "".join(pages)
    assert all(f"word{number}" in joined for number in range(0, 4000, 97))
    assert joined.count("x") >= 10_000


def test_the_signature_stays_together() -> None:
    for count in range(8, 16):
        pages = text_of(letter_pdf(typical(count)))
        at = next(page for page in pages if "Sincerely," in page)
        assert "Walter Calloway" in at.split("Sincerely,")[1]


def test_a_draft_says_so() -> None:
    assert "Draft: not ready to send" in text_of(letter_pdf(letter(block("Balance ______"), missing=("amount",))))[0]


def test_the_same_letter_gives_the_same_bytes_in_another_process() -> None:
    code = "import sys; sys.path[:0] = sys.argv[1:]; import test_letter_paper as t; sys.stdout.buffer.write(t.letter_pdf(t.typical()))"
    here = __file__.rsplit("/", 1)[0] if "/" in __file__ else __file__.rsplit("\\", 1)[0]
    done = subprocess.run([sys.executable, "-c", code, here, *sys.path], capture_output=True, check=True)
    assert done.stdout == letter_pdf(typical()) == letter_pdf(typical())


def test_no_signature_and_no_list_of_enclosures_stands_alone_on_a_page() -> None:
    last, signed = "The last words of this letter.", "Sincerely,\nWalter Calloway"
    for count in range(6, 30, 3):
        body = [block(f"Paragraph {number}. " + "Some words to fill it. " * 6) for number in range(count)]
        end = (block(last), block(signed, BlockKind.SIGNATURE), block("Enclosed (copies):\nItemized bill", BlockKind.ENCLOSURES))
        pages = text_of(letter_pdf(letter(*body, *end)))
        at = next(page for page in pages if "Sincerely," in page)
        assert last in at and "Enclosed" in at


def test_a_little_too_long_keeps_to_one_page_by_its_margins() -> None:
    counts = [len(text_of(letter_pdf(letter(*[block(f"Line {number}") for number in range(count)])))) for count in range(20, 50, 2)]
    assert counts == sorted(counts) and counts[0] == 1 and counts[-1] == 2
