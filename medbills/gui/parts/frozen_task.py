"""A letter or packet as it was kept, page by page, with the whole window."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout

from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.page_pictures import as_page, blank_page
from medbills.gui.widgets.document_viewer import DocumentViewer
from medbills.services.draw_pages import DrawnPages, draw_pages
from medbills.services.show_document import FrozenPdf, frozen_pdf

SCREEN_DPI = 144.0


class FrozenTask(TaskWidget):
    """Each page is drawn when it is turned to. There are no spots to light: these are our own words."""

    def __init__(self, desk: Desk, title: str, detail: str, document_id: str) -> None:
        super().__init__(desk, title, detail)
        self._file: FrozenPdf | None = None
        self._drawn: set[int] = set()
        self.viewer = DocumentViewer()
        self.viewer.light.hide()
        self.viewer.pageChanged.connect(self._need)
        QStackedLayout(self).addWidget(self.viewer)
        desk.vault_job(lambda vault: frozen_pdf(vault, document_id), self._came, self._fail)

    def _fail(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self.closed.emit()

    def _came(self, file: FrozenPdf) -> None:
        self._file = file
        self._need(1)

    def _need(self, number: int) -> None:
        file = self._file
        if file is None or number in self._drawn:
            return
        self._drawn.add(number)
        self.desk.paper_job(lambda _job: draw_pages(file.data, number, number, dpi=SCREEN_DPI, name=file.name), self._show)

    def _show(self, drawn: DrawnPages) -> None:
        if len(self._drawn) == 1 and drawn.first == 1:  # only now it is known how many there are
            self.viewer.show_document([blank_page() for _ in range(drawn.count)])
            self.viewer.sheet.setFocus()
        self.viewer.replace_page(drawn.first, as_page(drawn.pages[0]))
