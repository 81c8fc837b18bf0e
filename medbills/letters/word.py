"""A letter as a Word file, for who wants to change it by hand."""

from __future__ import annotations

import io
import re
import zipfile

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches, Pt
from docx.text.paragraph import Paragraph

from medbills.domain.letter import Block, BlockKind, RenderedLetter, Run

_DRAFT = "Draft: not ready to send"
_FONT = "Cambria"  # on every machine with Word, and of the same widths as the letter's own type
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_TITLE = 255  # characters: the most that a file's properties hold
_EPOCH = (1980, 1, 1, 0, 0, 0)


def letter_docx(letter: RenderedLetter) -> bytes:
    """The letter as .docx on US Letter, with neutral properties; the same letter gives the same bytes."""
    document = Document()
    _prepare(document, letter)
    if not letter.final:
        _paragraph(document, _DRAFT).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for block in letter.blocks:
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return _without_times(out.getvalue())


def _prepare(document: DocumentType, letter: RenderedLetter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(1)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(9)
    if letter.foot:
        section.footer.paragraphs[0].add_run(letter.foot).font.size = Pt(9)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _printable(letter.title)[:_LONGEST_TITLE], "", ""


def _add(document: DocumentType, block: Block) -> None:
    text = _joined(block.runs)
    match block.kind:
        case BlockKind.TABLE:
            _table(document, block)
        case BlockKind.LIST_ITEM:
            item = _paragraph(document, text)
            item.paragraph_format.left_indent, item.paragraph_format.first_line_indent = Inches(0.25), Inches(-0.25)
            item.paragraph_format.tab_stops.add_tab_stop(Inches(0.25))
            item.paragraph_format.space_after = Pt(3)
        case BlockKind.SUBJECT:
            _paragraph(document, text).runs[0].bold = True
        case BlockKind.SIGNATURE:
            greeting, _, rest = text.partition("\n")
            _paragraph(document, greeting).paragraph_format.space_after = Pt(30)
            _paragraph(document, rest)
        case _:
            _paragraph(document, text)


def _table(document: DocumentType, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(block.rows):
        for cell, runs in zip(table.add_row().cells, row, strict=False):
            written = cell.paragraphs[0].add_run(_printable(_joined(runs)))
            written.font.size, written.bold = Pt(9), number == 0
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _paragraph(document: DocumentType, text: str) -> Paragraph:
    added = document.add_paragraph()
    added.add_run(_printable(text))
    return added


def _joined(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def _printable(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _without_times(file: bytes) -> bytes:
    """The same archive with one fixed time, so that it tells nothing of when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            write.writestr(zipfile.ZipInfo(name, _EPOCH), read.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
