"""The pages of one kept paper in the viewer, each drawn when it is turned to, with all spots that were read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from medbills.domain.paper import Paper
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.parts.data_pane import DataPane
from medbills.gui.parts.page_pictures import as_page, blank_page
from medbills.gui.widgets.document_viewer import DocumentViewer
from medbills.gui.widgets.page_sheet import LitSpot
from medbills.services.codes_on_papers import codes_of_key
from medbills.services.light_spots import spots_of, stand_of
from medbills.services.show_page import PagePicture, PaperFile, kind_of_file, page_image


class PaperPane(QWidget):
    """`spot_taken` carries the key of a spot that was pressed, `page_turned` the page shown."""

    spot_taken = Signal(str)
    page_turned = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._file: PaperFile | None = None
        self._paper: Paper | None = None
        self._drawn: set[int] = set()
        self.viewer = DocumentViewer()
        self.viewer.spotClicked.connect(self.spot_taken)
        self.viewer.pageChanged.connect(self._turned)
        self.data = DataPane()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.viewer)
        self._stack.addWidget(self.data)

    def show_file(self, file: PaperFile) -> None:
        """Show a paper from its first page on."""
        self._file, self._paper = file, file.kept.paper
        self._drawn.clear()
        if not file.pages:
            self.data.show_kind(kind_of_file(file))
            self._stack.setCurrentWidget(self.data)
            return
        self._stack.setCurrentWidget(self.viewer)
        first = min(file.kept.pages[0], file.pages)
        self.viewer.show_document([blank_page() for _ in range(file.pages)], first)
        self.show_spots(file.kept.paper)
        self._need(first)

    def show_spots(self, paper: Paper) -> None:
        """The spots of the paper as it reads now."""
        self._paper = paper
        if self._file is not None and self._file.pages:
            self.viewer.set_spots([LitSpot(read.key, read.page, read.box, read.label) for read in spots_of(paper)])

    def light(self, key: str | None) -> None:
        """Light one spot, and bring it into view; of a file without pages, say where the value stands."""
        if self._file is None:
            return
        if self._file.pages:
            self.viewer.emphasise(key)
        else:
            paper = self._paper
            if paper is None or not key:
                self.data.show_value(None)
            else:
                self.data.show_value(stand_of(paper, key), codes_of_key(paper, key))

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
        self.data.show_problem(str(problem))
        self._stack.setCurrentWidget(self.data)
