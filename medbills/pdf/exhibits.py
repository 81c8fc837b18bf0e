"""Opens a packet's exhibits, and lays their pages, scaled into a frame, under what is printed around them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
from pikepdf import Name

from medbills.domain.packet import Exhibit
from medbills.domain.paper import Box
from medbills.errors import UnusableInput
from medbills.pdf.type_setting import PAGE

MARGIN = 30.0  # points left and right of a page without call-outs
BAND = 46.0  # points above and below it, for the label and the page number
NOTES_WIDTH = 124.0  # points kept at the right of a page with call-outs
_GAP = 14.0
_LARGEST = 14_400.0  # points: the limit of the format for a page's side
_PRIVATE = (Name.Metadata, Name.PieceInfo, Name.LastModified)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of an exhibit and its place on our paper: all in points, from the paper's bottom-left corner."""

    number: int  # page of the paper, from 1
    crop: Box  # in the page's own space
    rotation: int
    paper: tuple[float, float]
    scale: float
    left: float
    bottom: float

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height as the page is seen, before scaling."""
        wide, high = self.crop[2] - self.crop[0], self.crop[3] - self.crop[1]
        return (high, wide) if self.rotation in (90, 270) else (wide, high)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height on our paper."""
        wide, high = self.shown
        return wide * self.scale, high * self.scale

    def on_paper(self, box: Box) -> Box:
        """A box from the seen page's top-left corner, as left, bottom, right, top on our paper."""
        high = self.shown[1]
        x0, top, x1, under = box
        return (
            self.left + x0 * self.scale, self.bottom + (high - under) * self.scale,
            self.left + x1 * self.scale, self.bottom + (high - top) * self.scale,
        )  # fmt: skip

    def on_page(self, box: Box) -> Box:
        """A box from our paper's top-left corner, as one from the seen page's, cut to the page: the way back from `on_paper`."""
        wide, high = self.shown
        over = self.paper[1] - self.bottom - high * self.scale  # between the paper's head and the page's
        x0, x1 = (min(max((x - self.left) / self.scale, 0.0), wide) for x in (box[0], box[2]))
        top, under = (min(max((y - over) / self.scale, 0.0), high) for y in (box[1], box[3]))
        return x0, top, x1, under

    def placing(self) -> bytes:
        """The operators that draw the page's form, turned upright and scaled, at its place."""
        x0, y0, x1, y1 = self.crop
        turned = {
            0: (1, 0, 0, 1, -x0, -y0), 90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0),
        }[self.rotation]  # fmt: skip
        matrix = " ".join(f"{value:.4f}" for value in turned)
        return f"q {self.scale:.6f} 0 0 {self.scale:.6f} {self.left:.4f} {self.bottom:.4f} cm {matrix} cm /Exhibit Do Q\n".encode()


class OpenExhibit:
    """An exhibit's PDF, opened, with the sheets that go into the packet. Raises UnusableInput for a broken one."""

    def __init__(self, exhibit: Exhibit) -> None:
        self.exhibit = exhibit
        with _named(exhibit):
            self._pdf = pikepdf.open(io.BytesIO(exhibit.pdf))
            _flatten(self._pdf)
            count = len(self._pdf.pages)
            first, last = exhibit.pages or (1, count)
            noted = {lit.page for lit in exhibit.lit if lit.note}
            self.sheets = tuple(
                _sheet(self._pdf.pages[number - 1], number, notes=number in noted) for number in range(max(first, 1), min(last, count) + 1)
            )
        if not self.sheets:
            raise _without_pages(exhibit)

    @property
    def layers(self) -> pikepdf.Object | None:
        """The catalog of the paper's layers, where it has any."""
        return self._pdf.Root.get(Name.OCProperties)

    def lay_under(self, packet: pikepdf.Pdf, page: pikepdf.Page, sheet: Sheet) -> None:
        """Draws the sheet's page beneath what stands on `page`; links, forms, scripts and metadata stay behind."""
        with _named(self.exhibit):
            source = self._pdf.pages[sheet.number - 1]
            for box in (Name.TrimBox, Name.BleedBox, Name.ArtBox):  # what is seen is the crop box; a form would take the trim box
                if box in source.obj:
                    del source.obj[box]
            source.obj[Name.CropBox] = pikepdf.Array(list(sheet.crop))
            form = source.as_form_xobject(handle_transformations=False)
            _forget(form, deep=2)
            page.add_resource(packet.copy_foreign(form), Name.XObject, Name("/Exhibit"))
            page.contents_add(sheet.placing(), prepend=True)


def taken_pages(exhibit: Exhibit) -> bytes:
    """The pages of an exhibit that go into the packet, as a PDF of their own; what was filled in or stamped is part of the page.

    Raises UnusableInput for a broken file, or where none of the pages is there.
    """
    out = io.BytesIO()
    with _named(exhibit), pikepdf.open(io.BytesIO(exhibit.pdf)) as pdf:
        _flatten(pdf)
        first, last = exhibit.pages or (1, len(pdf.pages))
        del pdf.pages[max(last, 0) :]
        del pdf.pages[: max(first - 1, 0)]
        if not len(pdf.pages):
            raise _without_pages(exhibit)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def keep_layers(packet: pikepdf.Pdf, opened: OpenExhibit) -> None:
    """Layers that are switched off in the exhibit stay off in the packet."""
    layers = opened.layers
    if layers is None:
        return
    if Name.OCProperties not in packet.Root:
        packet.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(), D=pikepdf.Dictionary(OFF=pikepdf.Array()))
    shown, hidden = packet.Root.OCProperties.OCGs, packet.Root.OCProperties.D.OFF
    with _named(opened.exhibit):
        default = layers.get(Name.D, pikepdf.Dictionary())
        everything = list(layers.get(Name.OCGs, []))
        off = [group.objgen for group in default.get(Name.OFF, [])]
        on = [group.objgen for group in default.get(Name.ON, [])]
        all_off = default.get(Name.BaseState, Name.ON) == Name.OFF
        for group in everything:
            copied = packet.copy_foreign(group)
            shown.append(copied)
            if group.objgen in off or (all_off and group.objgen not in on):
                hidden.append(copied)


def named(exhibit: Exhibit) -> str:
    """How an exhibit is called in a sentence."""
    return f"Exhibit {exhibit.label} ({exhibit.title})"


def _without_pages(exhibit: Exhibit) -> UnusableInput:
    return UnusableInput(f"{named(exhibit)} has no pages to print. Choose other pages, or leave it out.")


@contextmanager
def _named(exhibit: Exhibit) -> Iterator[None]:
    """Turns what goes wrong inside a stranger's PDF into a sentence that names the exhibit."""
    try:
        yield
    except pikepdf.PasswordError as problem:
        raise UnusableInput(
            f"{named(exhibit)} is locked with a password. Open it, save a copy without the password, and add that copy."
        ) from problem
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as problem:
        raise UnusableInput(
            f"{named(exhibit)} cannot be put into the packet: the file is damaged. Add another copy of this paper, or leave it out."
        ) from problem


def _flatten(pdf: pikepdf.Pdf) -> None:
    """Makes what was filled in or stamped a part of the page, since annotations themselves stay behind."""
    drawn = any(
        Name.AP in note for page in pdf.pages for note in _listed(page.obj.get(Name.Annots)) if isinstance(note, pikepdf.Dictionary)
    )  # fmt: skip
    form = pdf.Root.get(Name.AcroForm)
    if isinstance(form, pikepdf.Dictionary) and form.get(Name.NeedAppearances, False):
        pdf.generate_appearance_streams()
        drawn = True
    if drawn:
        pdf.flatten_annotations("all")


def _listed(annotations: object) -> list[object]:
    return list(annotations) if isinstance(annotations, pikepdf.Array) else []


def _sheet(page: pikepdf.Page, number: int, *, notes: bool) -> Sheet:
    media, crop = _box(page.mediabox), _box(page.cropbox)
    seen = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    if seen[2] - seen[0] < 1 or seen[3] - seen[1] < 1:
        seen = media
    wide, high = seen[2] - seen[0], seen[3] - seen[1]
    if not (1 <= wide <= _LARGEST and 1 <= high <= _LARGEST):
        raise ValueError("a page without a usable size")
    rotation = _rotation(page.obj)
    if rotation in (90, 270):
        wide, high = high, wide
    paper = PAGE if wide <= high else (PAGE[1], PAGE[0])
    right = NOTES_WIDTH + _GAP + MARGIN * 0.6 if notes else MARGIN
    room = (paper[0] - MARGIN - right, paper[1] - 2 * BAND)
    scale = min(room[0] / wide, room[1] / high, 1.0)
    left = MARGIN + (room[0] - wide * scale) / 2
    bottom = paper[1] - BAND - high * scale if high * scale < room[1] * 0.8 else BAND + (room[1] - high * scale) / 2
    return Sheet(number=number, crop=seen, rotation=rotation, paper=paper, scale=scale, left=left, bottom=bottom)


def _box(array: object) -> Box:
    a, b, c, d = (float(value) for value in array)  # type: ignore[attr-defined]
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _rotation(node: pikepdf.Object) -> int:
    """The page's own rotation, or the one it inherits; 0, 90, 180 or 270 degrees clockwise."""
    for _ in range(32):
        if Name.Rotate in node:
            return int(node[Name.Rotate]) // 90 * 90 % 360
        if Name.Parent not in node:
            break
        node = node[Name.Parent]
    return 0


def _forget(form: pikepdf.Object, *, deep: int) -> None:
    """Removes metadata from a form and from the images and forms it uses."""
    for key in _PRIVATE:
        if key in form:
            del form[key]
    resources = form.get(Name.Resources)
    inner = resources.get(Name.XObject) if isinstance(resources, pikepdf.Dictionary) else None
    if deep and isinstance(inner, pikepdf.Dictionary):
        for name in list(inner.keys()):
            if isinstance(inner[name], pikepdf.Stream):
                _forget(inner[name], deep=deep - 1)
