"""A paper on the desk with its read spots lit: zoom, page by page, field and spot following each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QVariantAnimation, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.theme import wants_less_motion
from medbills.gui.widgets.buttons import button, icon_button
from medbills.gui.widgets.label import Label
from medbills.gui.widgets.page_sheet import MARGIN, PIXELS_PER_POINT, LitSpot, PageImage, PageSheet
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.scroll import Scroll

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
SCROLL_MS = 200


class DocumentViewer(QWidget):
    """Shows one page at a time. N and P walk through its spots; `spotClicked` carries the key of the one taken."""

    spotClicked = Signal(str)
    pageChanged = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pages: Sequence[PageImage] = ()
        self._spots: Sequence[LitSpot] = ()
        self._number, self._fit = 1, True
        self.sheet = PageSheet()
        self.sheet.pressed.connect(self._take)
        self.area = Scroll(self.sheet, "desk")
        self.area.setAccessibleName(tr("The paper"))
        self.area.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(self._make_bar())
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(SCROLL_MS)
        self._motion.valueChanged.connect(lambda value: self.area.verticalScrollBar().setValue(int(value)))

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setProperty("role", "viewer-bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        self.before = icon_button("chevron_left", "Page before", "quiet")
        self.after = icon_button("chevron_right", "Next page", "quiet")
        self.page_label = Label("", "small", "text2", tabular=True)
        out = icon_button("zoom_out", "Smaller", "quiet")
        into = icon_button("zoom_in", "Larger", "quiet")
        self.zoom_label = Label("100%", "small", tabular=True)
        fit = button("Fit width", "quiet", bar=True)
        self.light = button("All spots lit", "quiet", "highlight", bar=True)
        self.light.setCheckable(True)
        self.light.setChecked(True)
        self.before.clicked.connect(lambda: self.show_page(self._number - 1))
        self.after.clicked.connect(lambda: self.show_page(self._number + 1))
        out.clicked.connect(lambda: self._step(-1))
        into.clicked.connect(lambda: self._step(1))
        fit.clicked.connect(self.fit_width)
        self.light.toggled.connect(self._light_all)
        self._tools = Flow(self.before, self.page_label, self.after, out, self.zoom_label, into, fit, self.light, gap=8)
        self._tools.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row.addWidget(self._tools)
        return bar

    def add_tool(self, tool: QWidget) -> None:
        """One more button in the bar below the page."""
        layout = self._tools.layout()
        if layout is not None:
            layout.addWidget(tool)

    def show_document(self, pages: Sequence[PageImage], page: int = 1) -> None:
        """Show these pages, from `page` on; spots of another paper go."""
        self._pages, self._spots = list(pages), []
        self.sheet.lit = None
        self._number = 0
        self.show_page(page)

    def replace_page(self, number: int, page: PageImage) -> None:
        """A page came in (rendered later, or sharper)."""
        pages = list(self._pages)
        pages[number - 1] = page
        self._pages = pages
        if number == self._number:
            self._show()

    def set_spots(self, spots: Sequence[LitSpot]) -> None:
        """All that was read from this paper."""
        self._spots = list(spots)
        self._show()

    @property
    def page(self) -> int:
        """The number of the page shown, from 1."""
        return self._number

    @property
    def zoom(self) -> float:
        """1.0 is the paper's own size."""
        return self.sheet.zoom

    def show_page(self, number: int) -> None:
        """Turn to a page; one that is not there changes nothing."""
        if 1 <= number <= len(self._pages) and number != self._number:
            self._number = number
            self._show()
            self.area.verticalScrollBar().setValue(0)
            self.pageChanged.emit(number)

    def emphasise(self, key: str | None) -> None:
        """Light the spot in question, and bring it into the upper third."""
        self.sheet.lit = key
        spot = next((spot for spot in self._spots if spot.key == key), None)
        if spot:
            self.show_page(spot.page)
            self._scroll_to(spot)
        self.sheet.update()
        self._name()

    def fit_width(self) -> None:
        """As wide as there is room; it stays so when the window changes."""
        self._fit = True
        self._refit()

    def set_zoom(self, zoom: float) -> None:
        """1.0 is the paper's own size."""
        self._fit = False
        self._apply_zoom(zoom)

    def _refit(self) -> None:
        if self._fit and self._pages:
            page = self._pages[self._number - 1]
            room = self.area.viewport().width() - 2 * MARGIN
            self._apply_zoom(min(max(room / (page.width * PIXELS_PER_POINT), 0.2), 1.5))

    def _apply_zoom(self, zoom: float) -> None:
        self.sheet.zoom = zoom
        self.zoom_label.setText(f"{round(zoom * 100)}%")
        self.sheet.updateGeometry()
        self.sheet.update()

    def _step(self, direction: int) -> None:
        now = self.sheet.zoom
        larger = [zoom for zoom in ZOOMS if zoom > now + 0.01]
        smaller = [zoom for zoom in ZOOMS if zoom < now - 0.01]
        if direction > 0 and larger:
            self.set_zoom(larger[0])
        elif direction < 0 and smaller:
            self.set_zoom(smaller[-1])

    def _show(self) -> None:
        if not self._pages:
            return
        self.sheet.page = self._pages[self._number - 1]
        self.sheet.spots = [spot for spot in self._spots if spot.page == self._number]
        count = len(self._pages)
        self.page_label.setText(f"Page {self._number} of {count}")
        self.before.setEnabled(self._number > 1)
        self.after.setEnabled(self._number < count)
        for part in (self.before, self.after):
            part.setVisible(count > 1)
        self._refit()
        self.sheet.update()
        self._name()

    def _name(self) -> None:
        lit = next((spot.label for spot in self.sheet.spots if spot.key == self.sheet.lit), "")
        said = f"Page {self._number} of {len(self._pages)}, {len(self.sheet.spots)} spots read"
        self.sheet.setAccessibleName(tr(f"{said}. Lit: {lit}" if lit else said))

    def _take(self, key: str) -> None:
        self.emphasise(key)
        self.spotClicked.emit(key)

    def _light_all(self, on: bool) -> None:
        self.sheet.all_lit = on
        self.light.setText("All spots lit" if on else "Light all spots")
        self.sheet.update()

    def _scroll_to(self, spot: LitSpot) -> None:
        self.sheet.resize(self.sheet.size().expandedTo(self.sheet.sizeHint()))
        bar = self.area.verticalScrollBar()
        box = self.sheet.place(spot)
        wanted = round(box.center().y() - self.area.viewport().height() / 3)
        wanted = min(max(wanted, bar.minimum()), max(bar.maximum(), 0))
        self.area.horizontalScrollBar().setValue(max(round(box.right()) + MARGIN - self.area.viewport().width(), 0))
        if self.isVisible() and not wants_less_motion():
            self._motion.stop()
            self._motion.setStartValue(bar.value())
            self._motion.setEndValue(wanted)
            self._motion.start()
        else:
            bar.setValue(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.area.viewport() and event.type() == QEvent.Type.Resize:
            self._refit()
        return False
