"""The pages of one kept paper in the viewer, each drawn when it is turned to, with all spots that were read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from medbills.domain.paper import Paper
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.parts.folding_sides import Ground
from medbills.gui.parts.page_pictures import as_page
from medbills.gui.widgets.document_viewer import DocumentViewer, LitSpot, PageImage
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.light_spots import spots_of
from medbills.services.show_page import PagePicture, PaperFile, page_image

LETTER = (612.0, 792.0)  # points, until a page is drawn
NO_PAGES = "This paper came as data. It has no page to show; its values stand beside."


class PaperPane(QWidget):
    """`spot_taken` carries the key of a spot that was pressed, `page_turned` the page shown."""

    spot_taken = Signal(str)
    page_turned = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._file: PaperFile | None = None
        self._drawn: set[int] = set()
        self.viewer = DocumentViewer()
        self.viewer.spotClicked.connect(self.spot_taken)
        self.viewer.pageChanged.connect(self._turned)
        self._words = ReadingLabel("", "body", "text2")
        ground = Ground("desk")
        column = QVBoxLayout(ground)
        column.setContentsMargins(32, 32, 32, 32)
        column.addWidget(self._words)
        column.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.viewer)
        self._stack.addWidget(ground)
        self._ground = ground

    def show_file(self, file: PaperFile) -> None:
        """Show a paper from its first page on."""
        self._file = file
        self._drawn.clear()
        if not file.pages:
            self._say(NO_PAGES)
            return
        self._stack.setCurrentWidget(self.viewer)
        first = min(file.kept.pages[0], file.pages)
        self.viewer.show_document([_blank() for _ in range(file.pages)], first)
        self.show_spots(file.kept.paper)
        self._need(first)

    def show_spots(self, paper: Paper) -> None:
        """The spots of the paper as it reads now."""
        if self._file is not None and self._file.pages:
            self.viewer.set_spots([LitSpot(read.key, read.page, read.box, read.label) for read in spots_of(paper)])

    def light(self, key: str | None) -> None:
        """Light one spot, and bring it into view."""
        if self._file is not None and self._file.pages:
            self.viewer.emphasise(key)

    def _turned(self, number: int) -> None:
        self._need(number)
        self.page_turned.emit(number)

    def _need(self, number: int) -> None:
        file = self._file
        if file is None or number in self._drawn:
            return
        self._drawn.add(number)
        self._desk.paper_job(lambda _job: page_image(file, number), lambda drawn: self._draw(file, number, drawn), self._failed)

    def _draw(self, file: PaperFile, number: int, drawn: PagePicture) -> None:
        if self._file is file:
            self.viewer.replace_page(number, as_page(drawn))
            self.viewer.emphasise(self.viewer.sheet.lit)

    def _failed(self, problem: MedbillsError) -> None:
        self._say(str(problem))

    def _say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self._stack.setCurrentWidget(self._ground)


def _blank() -> PageImage:
    image = QImage(1, 1, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    return PageImage(image, *LETTER)
