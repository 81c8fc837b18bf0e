"""Learn: rights, ways to ask, words and codes, where to get help, calculators and this program, found by typing."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.help_entry import Shelf
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import PageSpec, PageWidget
from medbills.gui.parts.learn_list import LearnList, Listed
from medbills.gui.parts.learn_text import EntryText
from medbills.gui.parts.learn_words import CodesText, OneCode, WordText
from medbills.gui.parts.start import start_letter
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.editors import LineEdit
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.scroll import Scroll
from medbills.gui.widgets.section_choice import SectionChoice
from medbills.services.browse_codes import code_lists
from medbills.services.explain_code import explain
from medbills.services.find_help import CODE, SHELF_WORDS, WORD, find_help
from medbills.services.fit_help import Bearings, bearings, bearings_without_papers
from medbills.services.read_help import entry, of_shelf, words

LIST_LINES, NARROW_LINES, SEARCH_LINES = 13.5, 40, 15  # in body lines: the list, a window too narrow for both, the search field
SEARCH_EDGES = 56  # pixels beside the words in the search field: its edges, and the button that clears it
SOON_MS = 80  # after the last key, so that a fast typist does not wait for each list
CODES = "codes:"
ASK = "Search words, codes and rights"
NOTHING = "Nothing found. Try one word, or a code like CO-45."


class LearnPage(PageWidget):
    """`show_item` takes the slug of an entry, or "word:", "code:" or "codes:" with a name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, scrolls=False)
        self._bearings: Bearings = bearings_without_papers()
        self._key = ""
        self._reading = False  # in a narrow window: the text instead of the list
        self.header = PageHeader("Learn")
        self.search = LineEdit()
        self.search.setProperty("passing", True)  # no draft is kept of it
        self.search.setAccessibleName(tr(ASK))
        self.search.setPlaceholderText(tr(ASK))
        self.search.setClearButtonEnabled(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._find)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.search.returnPressed.connect(self._take_first)
        self.header.add_right(self.search)
        self.body.addWidget(self.header)
        self.sections = SectionChoice([(shelf.value, SHELF_WORDS[shelf]) for shelf in Shelf], "What to read about")
        self.sections.chosen.connect(self._to_shelf)
        self.body.addWidget(self.sections)
        self._panes()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._leave)
        type_().scaled.connect(self._fit)
        self._list_shelf()

    def _panes(self) -> None:
        panes = QWidget()
        row = QHBoxLayout(panes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.list = LearnList()
        self.list.chosen.connect(self._choose)
        self.list.walked.connect(lambda key: None if self.narrow else self._show(key))
        row.addWidget(self.list)
        self.text = Card()
        self.text.body.setContentsMargins(4, 4, 4, 4)
        content = QWidget()
        self._place = QVBoxLayout(content)
        self._place.setContentsMargins(28, 20, 24, 20)
        self._place.setSpacing(12)
        self.to_list = button("All of this list", "quiet", "chevron_left", small=True, bar=True)
        self.to_list.clicked.connect(self._back_to_list)
        self._content = QVBoxLayout()
        self._place.addWidget(self.to_list, 0, Qt.AlignmentFlag.AlignLeft)
        self._place.addLayout(self._content, 1)
        self.area_of_text = _Reading(content)
        self.text.body.addWidget(self.area_of_text)
        row.addWidget(self.text, 1)
        self.body.addWidget(panes, 1)

    # what the window asks

    def reload(self) -> None:
        today, person = self.desk.today(), self.desk.person_filter
        self.desk.vault_job(lambda vault: bearings(vault, today=today, person_id=person), self._came)

    def show_item(self, item_id: str) -> None:
        self._forget_search()
        found = entry(item_id)
        shelf = found.shelf if found else Shelf.WORDS
        self.sections.set_current(shelf.value)
        self._key = item_id
        self._list_shelf()
        if found is not None or ":" in item_id:  # of an entry that is no more, the first of its shelf is shown
            self._choose(item_id)

    def _came(self, found: Bearings) -> None:
        self._bearings = found
        if not isinstance(self.shown, (OneCode, CodesText)):  # what it says does not hang on the papers
            self._show(self._key)

    # the list

    @property
    def narrow(self) -> bool:
        """Whether there is room for the list or the text only."""
        return self.width() < NARROW_LINES * type_().line("body")

    def _to_shelf(self, _key: str) -> None:
        self._forget_search()
        self._key = ""
        self._reading = False
        self._list_shelf()

    def _forget_search(self) -> None:
        self.search.clear()
        self._soon.stop()

    def _find(self) -> None:
        self._soon.stop()
        text = self.search.text()
        if text.strip():
            hits = [Listed(hit.key, hit.group, hit.title, hit.line) for hit in find_help(text)]
            groups = list(dict.fromkeys(hit.group for hit in hits))  # the group of the best fit first
            self._list(sorted(hits, key=lambda hit: groups.index(hit.group)))
        else:
            self._list_shelf()

    def _list_shelf(self) -> None:
        shelf = Shelf(self.sections.current)
        rows = [Listed(found.slug, found.group, found.short, found.line) for found in of_shelf(shelf)]
        if shelf is Shelf.WORDS:
            rows += [Listed(f"{CODES}{codes.name}", "Codes", codes.title, codes.line) for codes in code_lists()]
            rows += [Listed(f"{WORD}{word.slug}", "Words", word.word, word.means) for word in words().values()]
        self._list(rows)

    def _list(self, rows: list[Listed]) -> None:
        keys = [row.key for row in rows]
        if self._key not in keys and keys:
            self._key = keys[0]
        self.list.show_rows(rows, self._key, NOTHING)
        self._show(self._key)

    def _take_first(self) -> None:
        if self._soon.isActive():
            self._find()
        if self.list.rows:
            self.list.focus_row(next(iter(self.list.rows)))
            self._choose(next(iter(self.list.rows)))

    # the text

    @property
    def shown(self) -> QWidget | None:
        """The text that is read."""
        item = self._content.itemAt(0)
        return item.widget() if item is not None else None

    def _choose(self, key: str) -> None:
        self._reading = True
        self._show(key)
        if self.narrow:
            self.area_of_text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, key: str) -> None:
        self._key = key
        self.list.choose(key)
        held = self.area_of_text.isAncestorOf(self.window().focusWidget() or self)
        clear(self._content)
        text = self._text_of(key)
        if text is not None:
            self._content.addWidget(text)
        self.area_of_text.verticalScrollBar().setValue(0)
        self._fit()
        if held:
            self.area_of_text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _text_of(self, key: str) -> QWidget | None:
        kind, _, name = key.rpartition(":")
        if kind == WORD[:-1]:
            word = WordText(words()[name])
            word.linked.connect(self.show_item)
            return self._named(word, words()[name].word)
        if kind == CODE[:-1]:
            return self._named(OneCode(explain(name)), name)
        if kind == CODES[:-1]:
            codes = next(codes for codes in code_lists() if codes.name == name)
            return self._named(CodesText(codes), codes.title)
        found = entry(key)
        if found is None:
            return None
        text = EntryText(found, self._bearings)
        text.linked.connect(self.show_item)
        text.letter_asked.connect(lambda case_id, letter: start_letter(self.desk, case_id, letter))
        text.part_asked.connect(lambda part: self.desk.go("money", part))
        return self._named(text, found.title)

    def _named(self, text: QWidget, title: str) -> QWidget:
        self.area_of_text.setAccessibleName(tr(title))
        return text

    # room, and the way back

    def _fit(self, _scale: float = 1.0) -> None:
        line = type_().line("body")
        asked = self.search.fontMetrics().horizontalAdvance(tr(ASK)) + SEARCH_EDGES
        self.search.setFixedWidth(min(max(round(SEARCH_LINES * line), asked), max(self.width() - 64, 200)))
        self.list.setMaximumWidth(16_777_215 if self.narrow else round(LIST_LINES * line))
        self.list.setMinimumWidth(0 if self.narrow else round(LIST_LINES * line))
        self.list.setVisible(not self.narrow or not self._reading)
        self.text.setVisible(not self.narrow or self._reading)
        self.to_list.setVisible(self.narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _back_to_list(self) -> None:
        self._reading = False
        self._fit()
        self.list.focus_row(self._key)

    def _leave(self) -> None:
        """Escape: out of the search, out of the text of a narrow window, then to the page before."""
        if self.search.text():
            self._forget_search()
            self._list_shelf()
            self.search.setFocus()
        elif self.narrow and self._reading:
            self._back_to_list()
        else:
            self.desk.back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.focus_row()
        else:
            super().keyPressEvent(event)


class _Reading(Scroll):
    """The text: it holds the keyboard, so that arrows scroll and a screen reader reads on from here."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


PAGE = PageSpec(
    slug="learn", title="Learn", icon="learn", order=90, make=LearnPage,
    topics=frozenset({"papers", "cases", "findings", "deadlines", "letters", "calls", "people", "plans", "settings"}),
)  # fmt: skip
