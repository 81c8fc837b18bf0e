"""A look at papers with the whole window: the spots in question at the left, the page with them lit at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.folding_sides import FoldingSides, Ground, Side
from medbills.gui.parts.page_pictures import as_page
from medbills.gui.widgets.document_viewer import DocumentViewer
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.page_sheet import LitSpot, PageImage
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.gui.widgets.scroll import Scroll
from medbills.services.light_spots import Place, ReadSpot, spots_of
from medbills.services.show_page import PagePicture, PaperFile, page_image, paper_file

LETTER = (612.0, 792.0)  # points, until a page is drawn


class PaperTask(TaskWidget):
    """`places` are the spots to look at, the first one lit at once. N and P walk through all spots of the page.

    `note` stands below their list.
    """

    def __init__(
        self, desk: Desk, title: str, places: Sequence[Place], way_out: str = "Back", note: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, way_out=way_out)
        self.note = note
        self.places = tuple(places)
        self.viewer = DocumentViewer()
        self.viewer.pageChanged.connect(self._need_page)
        self._files: dict[str, PaperFile] = {}
        self._drawn: set[int] = set()
        self._file: PaperFile | None = None
        self._place = self.places[0]
        self.rows: list[RowButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._sides = FoldingSides([Side("Spots", self._make_list(), 340), Side("Paper", self.viewer)], "What to see")
        column.addWidget(self._sides)
        self._open(self._place)
        self._sides.show_side(1)

    def _make_list(self) -> QWidget:
        ground = Ground("bg")
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        column.addWidget(ReadingLabel("Where it stands", "body", weight=600))
        for index, place in enumerate(self.places):
            page = f", page {place.spot.page}" if place.spot else ""
            row = RowButton(f"{place.what}. {place.paper}{page}")
            row.setCheckable(True)
            lines = QVBoxLayout(row)
            lines.setContentsMargins(12, 8, 12, 8)
            lines.setSpacing(0)
            for label in two_lines(place.what, f"{place.paper}{page}"):
                lines.addWidget(label)
            see_through(row)
            row.clicked.connect(partial(self._choose, index))
            column.addWidget(row)
            self.rows.append(row)
        if self.note is not None:
            column.addWidget(self.note)
        column.addStretch(1)
        outer.addWidget(Scroll(content))
        return ground

    def _choose(self, index: int, _checked: bool = True) -> None:
        self._open(self.places[index])
        self._sides.show_side(1)

    def _open(self, place: Place) -> None:
        self._place = place
        for row, other in zip(self.rows, self.places, strict=True):
            row.setChecked(other is place)
        kept = self._files.get(place.paper_id)
        if kept is None:
            self.desk.vault_job(lambda vault: paper_file(vault, place.paper_id), self._came)
        else:
            self._show(kept)

    def _came(self, file: PaperFile) -> None:
        self._files[file.kept.id] = file
        if file.kept.id == self._place.paper_id:
            self._show(file)

    def _show(self, file: PaperFile) -> None:
        if not file.pages:
            self.titled.emit(self.title, "This paper came as data. It has no page to show.")
            return
        if self._file is not file:
            self._file = file
            self._drawn.clear()
            first = self._place.spot.page if self._place.spot else self._place.page or file.kept.pages[0]
            self.viewer.show_document([_blank() for _ in range(file.pages)], first)
        spot = self._place.spot
        spots = [_lit(read) for read in spots_of(file.kept.paper)]
        self.viewer.set_spots([*spots, _lit(spot, "shown")] if spot else spots)
        self.titled.emit(self.title, f"{self._place.paper}, page {spot.page}" if spot else self._place.paper)
        self._light()
        self._need_page(self.viewer.page)

    def _light(self) -> None:
        self.viewer.emphasise("shown" if self._place.spot else None)

    def _need_page(self, number: int) -> None:
        """Draw a page when it is turned to, once."""
        file = self._file
        if file is None or number in self._drawn:
            return
        self._drawn.add(number)
        self.desk.paper_job(lambda _job: page_image(file, number), lambda drawn: self._draw(file, number, drawn))

    def _draw(self, file: PaperFile, number: int, drawn: PagePicture) -> None:
        if self._file is file:
            self.viewer.replace_page(number, as_page(drawn))
            if self._place.spot and self._place.spot.page == number:
                self._light()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _blank() -> PageImage:
    image = QImage(1, 1, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    return PageImage(image, *LETTER)


def _lit(read: ReadSpot, key: str = "") -> LitSpot:
    return LitSpot(key or read.key, read.page, read.box, read.label)
