"""Prints what to say on the phone as a card in large type, to lie beside the phone."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Table, TableStyle

from medbills.pdf.type_setting import INCH, PAGE, REGULAR, color, cut, draw_page, finished, new_canvas, pages_of, paragraph, style

_FRAME = (0.8 * INCH, 0.8 * INCH, PAGE[0] - 1.6 * INCH, PAGE[1] - 1.5 * INCH)
_LARGE, _SAY, _SMALL = 15.0, 18.0, 11.0  # points; half as large again as a letter, as large-print books are
_SMALLER = (0.95, 0.9, 0.85)  # still larger than a letter
_A_LIST = 2  # parts on a page: a title and its list
_MOST = 900  # characters of one line; a paragraph is cut into pieces of this


@dataclass(frozen=True, slots=True, kw_only=True)
class SayCard:
    """What stands on the card, all in plain words. `say` are title and words of each line, in order."""

    who: str
    number: str
    about: str
    first: str  # who says what at the start
    facts: tuple[tuple[str, str], ...]
    say: tuple[tuple[str, str], ...]
    ask: tuple[str, ...]
    before_end: tuple[str, ...]
    if_pressed: str
    do_not: tuple[str, ...]
    comfort: str


def say_card_pdf(card: SayCard) -> bytes:
    """As many pages as it needs; the same card gives the same bytes."""
    out = io.BytesIO()
    canvas = new_canvas(out)
    pages = _pages(card)
    for number, page in enumerate(pages, 1):
        draw_page(canvas, page, _FRAME)
        canvas.setFont(REGULAR, _SMALL)
        canvas.setFillColor(color("text2"))
        canvas.drawRightString(PAGE[0] - 0.8 * INCH, 0.5 * INCH, f"{number} of {len(pages)}")
        canvas.showPage()
    canvas.save()
    return finished(out.getvalue(), "What to say")


def _pages(card: SayCard) -> list[list[Flowable]]:
    """In the usual size; where one list would stand alone on the last page, in the largest that spares that page."""
    usual = pages_of(_Setting(1.0).story(card), _FRAME)
    if len(usual) == 1 or len(usual[-1]) > _A_LIST:
        return usual
    smaller = (pages_of(_Setting(scale).story(card), _FRAME) for scale in _SMALLER)
    return next((pages for pages in smaller if len(pages) < len(usual)), usual)


@dataclass(frozen=True, slots=True)
class _Setting:
    """Sets the parts of a card in one size of type."""

    scale: float

    @property
    def large(self) -> float:
        return _LARGE * self.scale

    @property
    def saying(self) -> float:
        return _SAY * self.scale

    def story(self, card: SayCard) -> list[Flowable]:
        called = f"{card.who} · {card.number}" if card.number else card.who
        story: list[Flowable] = [
            paragraph("What to say", style(26 * self.scale, bold=True, after=4, leading=1.2)),
            paragraph(called, style(self.saying, bold=True, after=2)),
            paragraph(card.about, style(self.large, after=8, shade="text2")),
            HRFlowable(width="100%", thickness=1.5, color=color("ink"), spaceBefore=0, spaceAfter=10),
        ]
        if card.comfort:
            story.append(paragraph(card.comfort, style(self.large, after=8)))
        story.append(paragraph(card.first, style(self.large, after=8)))
        if card.facts:
            story += [self._title("If they ask"), self._facts(card.facts)]
        story.append(self._title("Say, one after the other"))
        for number, (title, words) in enumerate(card.say, 1):
            story += self._line(f"{number}. {title}", cut(words, _MOST))
        story += self._list("Ask about", card.ask)
        pressed = paragraph(f"“{card.if_pressed}”", style(self.saying, after=6, leading=1.35))
        story.append(KeepTogether([self._title("If they press you"), pressed]))
        story += self._list("What not to do", card.do_not)
        story += self._list("Before you hang up, ask for", card.before_end, boxes=True)
        return story

    def _title(self, words: str) -> Flowable:
        return paragraph(words, style(self.large, bold=True, before=10, after=4))

    def _list(self, title: str, items: tuple[str, ...], *, boxes: bool = False) -> list[Flowable]:
        """Nothing where the list is empty. A box is drawn, no sign of a font: ours have none."""
        if not items:
            return []
        plain = style(self.large, leading=1.3)
        rows = [[_Box(self.large) if boxes else paragraph("–", style(self.large)), paragraph(item[:_MOST], plain)] for item in items]
        table = Table(rows, colWidths=[26, _FRAME[2] - 26], splitInRow=1, hAlign="LEFT")
        whole = ((0, 0), (-1, -1))
        table.setStyle(TableStyle([("VALIGN", *whole, "TOP"), ("BOTTOMPADDING", *whole, 4), ("LEFTPADDING", *whole, 0)]))
        short = sum(map(len, items)) <= _MOST
        return [KeepTogether([self._title(title), table])] if short else [self._title(title), table]

    def _line(self, title: str, pieces: list[str]) -> list[Flowable]:
        """A line to say: its title is never parted from its first words."""
        first: list[Flowable] = [
            paragraph(title, style(self.large - 2, before=6, after=1, shade="text2")),
            paragraph(pieces[0], style(self.saying, after=4, leading=1.35)),
        ]
        return [KeepTogether(first), *(paragraph(piece, style(self.saying, after=4, leading=1.35)) for piece in pieces[1:])]

    def _facts(self, rows: tuple[tuple[str, str], ...]) -> Table:
        names, words = style(self.large, shade="text2"), style(self.large, bold=True)
        cells = [[paragraph(name, names), paragraph(said[:_MOST], words)] for name, said in rows]
        table = Table(cells, colWidths=[_FRAME[2] * 0.4, _FRAME[2] * 0.6], splitInRow=1, hAlign="LEFT")
        table.setStyle(TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, color("hairline")), ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]))  # fmt: skip
        return table


class _Box(Flowable):
    """A square to tick."""

    def __init__(self, side: float) -> None:
        super().__init__()
        self.width = self.height = side

    def wrap(self, _across: float, _down: float) -> tuple[float, float]:
        return self.width, self.height + 3

    def draw(self) -> None:
        self.canv.setStrokeColor(color("ink"))
        self.canv.rect(0, 0, self.width - 2, self.height - 2)
