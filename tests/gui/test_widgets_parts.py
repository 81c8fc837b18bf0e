"""The small parts, used as a person would: words of days, fields, choices, timelines, the viewer, folding layouts."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medbills.domain.money import Money
from medbills.domain.wording import long_day
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.typed import read_day, read_money
from medbills.gui.widgets.buttons import button, icon_button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip, DaysLeftPill, days_kind, days_words
from medbills.gui.widgets.choices import CheckRow, RadioCard
from medbills.gui.widgets.deadline_row import DeadlineRow
from medbills.gui.widgets.document_viewer import DocumentViewer
from medbills.gui.widgets.field import ChoiceField, DateField, Field, MoneyField, NotesField, PassphraseField
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import Label, MoneyLabel, ReadingLabel
from medbills.gui.widgets.page_sheet import LitSpot, PageImage
from medbills.gui.widgets.paper_preview import PaperPreview, Paragraph, Run
from medbills.gui.widgets.progress_card import ProgressCard
from medbills.gui.widgets.reflow import Beside, Flow, ResponsiveGrid
from medbills.gui.widgets.scroll import Scroll
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.gui.widgets.split_bar import SplitBar
from medbills.gui.widgets.stage_strip import StageStrip
from medbills.gui.widgets.timeline import TimelineEntry, TimelineView

TODAY = datetime.date(2026, 11, 17)


@pytest.mark.parametrize(
    ("days", "theirs", "words", "kind"),
    [
        (3, False, "3 days left", "red"), (4, False, "4 days left", "amber"), (14, False, "14 days left", "amber"),
        (15, False, "15 days left", "quiet"), (0, False, "today", "red"), (1, False, "tomorrow", "red"),
        (-1, False, "1 day late", "red"), (-2, False, "2 days late", "red"), (-2, True, "2 days late: ask why", "amber"),
        (2, True, "2 days left", "dashed"), (90, True, "90 days left", "dashed"), (0, True, "today", "dashed"),
    ],
)  # fmt: skip
def test_days_left_as_the_design_says(days, theirs, words, kind):
    assert days_words(days, theirs) == words
    assert days_kind(days, theirs) == kind


def test_pill_says_whose_turn_it_is(qtbot):
    pill = DaysLeftPill(datetime.date(2026, 11, 20), TODAY)
    qtbot.addWidget(pill)
    assert pill.accessibleName() == "3 days left, your turn"
    assert DaysLeftPill(TODAY, TODAY, done=True).text() == "Done"


def test_unknown_chip_kind_is_our_mistake(qtbot):
    with pytest.raises(KeyError):
        Chip("x", "pink")


@given(st.integers(min_value=-10**9, max_value=10**9))
def test_a_sum_we_write_is_a_sum_we_read(cents):
    assert read_money(Money(cents).text()) == Money(cents)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("120", 12000), ("$1,240.5", 124050), (" 1240.00 ", 124000), (".50", 50), ("-12.50", -1250), ("$-3", -300),
        ("12,40", None), ("1.234", None), ("abc", None), ("", None), (".", None),
    ],
)  # fmt: skip
def test_sums_as_people_type_them(typed, cents):
    assert read_money(typed) == (None if cents is None else Money(cents))


@given(st.dates(min_value=datetime.date(1930, 1, 1), max_value=datetime.date(2090, 12, 31)))
def test_a_day_we_write_is_a_day_we_read(day):
    assert read_day(long_day(day), TODAY) == day
    assert read_day(day.isoformat(), TODAY) == day
    assert read_day(f"{day.month}/{day.day}/{day.year}", TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11/18/26", datetime.date(2026, 11, 18)), ("Nov 18", datetime.date(2026, 11, 18)), ("jan 5", datetime.date(2027, 1, 5)),
        ("3/8/63", datetime.date(1963, 3, 8)), ("Wednesday, November 18", datetime.date(2026, 11, 18)),
        ("13/45/26", None), ("2/30/26", None),
        ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_days_as_people_type_them(typed, day):
    assert read_day(typed, TODAY) == day


def test_a_field_is_checked_on_leaving_never_while_typing(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field, other = DateField("Pay by", TODAY), Field("Reference")
    column.addWidget(field)
    column.addWidget(other)
    window.show()
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "13/45/26")
    assert field.problem is None
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.problem == "Type a day like 11/17/26"
    assert field.editor.accessibleDescription() == field.problem
    field.editor.clear()
    qtbot.keyClicks(field.editor, "dec 12")
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.problem is None
    assert field.text() == "December 12, 2026"
    assert field.day() == datetime.date(2026, 12, 12)


def test_money_field_writes_the_sum_out(qtbot):
    field = MoneyField("Charge", amount=Money(27500))
    qtbot.addWidget(field)
    assert field.money() == Money(27500)
    field.editor.clear()
    assert field.money() is None
    qtbot.keyClicks(field.editor, "1240.5")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.text() == "$1,240.50"


def test_choice_and_notes(qtbot):
    choice = ChoiceField("Who is this for?", [("w", "Walter"), ("r", "Ruth")], key="r")
    notes = NotesField("What they say", text="<b>not bold</b>")
    qtbot.addWidget(choice)
    qtbot.addWidget(notes)
    assert choice.key() == "r"
    choice.set_key("nobody")
    assert choice.key() == "r"
    assert notes.text() == "<b>not bold</b>"


def test_passphrase_shows_hides_and_hints_at_caps_lock(qtbot):
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert not field.caps.isVisible()
    qtbot.keyClicks(field.editor, "B", Qt.KeyboardModifier.NoModifier)
    assert field.caps.isVisible()
    assert field.editor.displayText() != field.text()
    qtbot.mouseClick(field.show_button, Qt.MouseButton.LeftButton)
    assert field.editor.displayText() == field.text()


def test_text_is_plain_everywhere(qtbot):
    for label in (Label("<img src=x>"), ReadingLabel("<b>x</b>"), Chip("<i>x</i>"), MoneyLabel(Money(1))):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_reading_text_grows_in_height_as_it_narrows(qtbot, scale):
    type_().set_scale(scale)
    label = ReadingLabel("We ask the hospital to correct its bill from $5,000.00 to $320.00")
    qtbot.addWidget(label)
    heights = [label.heightForWidth(width) for width in (1200, 500, 250, 120)]
    assert heights == sorted(heights)
    assert heights[0] < heights[-1]
    assert label.heightForWidth(10_000) == pytest.approx(type_().line() / 1.21 * 1.4, abs=2)


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_targets_are_never_under_32(qtbot, scale):
    type_().set_scale(scale)
    parts = [
        button("Go"), button("Go", "quiet", small=True), button("Go", bar=True), icon_button("zoom_in", "Larger"),
        RadioCard("Yes"), CheckRow("Yes"),
        DeadlineRow(TODAY, TODAY, "Bill is due", "Your turn"),
    ]
    for part in parts:
        qtbot.addWidget(part)
        assert part.sizeHint().width() >= 32 and part.sizeHint().height() >= 32, part.accessibleName()
        assert part.accessibleName()


def test_radio_cards_by_keyboard(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    cards = [RadioCard("He paid $185.00", "Found in your papers"), RadioCard("I am not sure")]
    for card in cards:
        column.addWidget(card)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.mouseClick(cards[0], Qt.MouseButton.LeftButton, pos=QPoint(cards[0].width() - 5, 5))
    assert cards[0].isChecked()
    cards[0].setFocus()
    qtbot.keyClick(cards[0], Qt.Key.Key_Down)
    assert cards[1].isChecked() and not cards[0].isChecked()


def test_segments_tell_the_choice_by_mouse_only_when_it_changes(qtbot):
    control = SegmentedControl([(None, "Everyone"), ("d", "Dad")], "Whose affairs")
    qtbot.addWidget(control)
    told = []
    control.chosen.connect(told.append)
    control.show()
    qtbot.mouseClick(control._group.button(1), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(control._group.button(1), Qt.MouseButton.LeftButton)
    assert told == ["d"]
    control.set_current(None)
    assert told == ["d"] and control.current is None


def _entries():
    return [
        TimelineEntry(key="bill", day=datetime.date(2026, 10, 30), icon="bill", first="The itemized bill came", amount=Money(500000)),
        TimelineEntry(key="promise", day=datetime.date(2026, 11, 24), icon="promise", first="Riverbend answers", pill=True, theirs=True),
        TimelineEntry(key="visit", day=datetime.date(2026, 9, 9), icon="hospital", first="ER visit"),
    ]


def test_timeline_order_words_and_keys(qtbot):
    view = TimelineView(_entries(), TODAY)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    assert [row.entry.key for row in view.rows] == ["promise", "bill", "visit"]
    assert view.rows[0].accessibleName() == "November 24, 2026. Riverbend answers. 7 days left, their turn"
    assert view.rows[1].accessibleName() == "October 30, 2026. The itemized bill came. $5,000.00"
    view.rows[0].setFocus()
    qtbot.keyClick(view.rows[0], Qt.Key.Key_Down)
    assert view.rows[1].hasFocus()
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view.rows[1], Qt.Key.Key_Return)
    assert told.args == ["bill"]


def test_split_bar_lengths_are_shares(qtbot):
    bar = SplitBar([("Yours", Money(44000), "accent"), ("In dispute", Money(500740), "amber-fill"), ("Waiting", Money(39000), "control")])
    qtbot.addWidget(bar)
    widths = bar.widths(400)
    assert sum(widths) == 400 - 2 * 2
    assert widths[1] > widths[0] >= widths[2] >= 6
    assert bar.accessibleName() == "Yours $440.00, In dispute $5,007.40, Waiting $390.00"
    bar.set_parts([])
    assert bar.widths(400) == []
    bar.grab()


def test_stage_strip_speaks(qtbot):
    strip = StageStrip(["Received", "Itemized", "Checked", "Disputed", "Settled"], 3, ["Oct 2"])
    qtbot.addWidget(strip)
    assert strip.accessibleName() == "Disputed, step 4 of 5"
    assert strip.toolTip() == "Received: Oct 2"
    assert strip.minimumSizeHint().width() < strip.sizeHint().width()


def _viewer(qtbot):
    image = QImage(612, 792, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    viewer = DocumentViewer()
    qtbot.addWidget(viewer)
    viewer.resize(700, 500)
    viewer.show_document([PageImage(image, 612, 792)] * 2)
    viewer.set_spots([LitSpot("due", 1, (400, 600, 460, 612), "Pay by"), LitSpot("total", 2, (400, 100, 460, 112), "Total")])
    viewer.show()
    return viewer


def test_viewer_follows_the_field_and_lights_the_spot(qtbot):
    viewer = _viewer(qtbot)
    with qtbot.waitSignal(viewer.pageChanged) as told:
        viewer.emphasise("total")
    assert told.args == [2]
    assert "Lit: Total" in viewer.sheet.accessibleName()
    box = viewer.sheet.place(viewer.sheet.spots[0])
    assert viewer.sheet.grab().toImage().pixelColor(box.center().toPoint()) == theme().color("hl")


def test_viewer_scrolls_the_spot_into_the_upper_third(qtbot):
    viewer = _viewer(qtbot)
    viewer.set_zoom(2.0)
    qtbot.waitUntil(lambda: viewer.area.verticalScrollBar().maximum() > 1000)
    viewer.emphasise("due")
    middle = viewer.area.viewport().height() / 3

    def settled():
        at = viewer.sheet.place(viewer.sheet.spots[0]).center().y() - viewer.area.verticalScrollBar().value()
        assert abs(at - middle) < 3

    qtbot.waitUntil(settled)


def test_viewer_tells_the_spot_clicked_and_the_one_walked_to(qtbot):
    viewer = _viewer(qtbot)
    at = viewer.sheet.place(viewer.sheet.spots[0]).center().toPoint()
    with qtbot.waitSignal(viewer.spotClicked) as told:
        qtbot.mouseClick(viewer.sheet, Qt.MouseButton.LeftButton, pos=at)
    assert told.args == ["due"]
    with qtbot.waitSignal(viewer.spotClicked):
        qtbot.keyClick(viewer.sheet, Qt.Key.Key_N)
    qtbot.mouseClick(viewer.sheet, Qt.MouseButton.LeftButton, pos=QPoint(25, 25))
    assert viewer.sheet.lit == "due"


def test_viewer_pages_and_zoom_by_buttons(qtbot):
    viewer = _viewer(qtbot)
    assert not viewer.before.isEnabled()
    qtbot.mouseClick(viewer.after, Qt.MouseButton.LeftButton)
    assert viewer.page == 2 and viewer.page_label.text() == "Page 2 of 2" and not viewer.after.isEnabled()
    viewer.set_zoom(1.0)
    viewer._step(1)
    assert viewer.zoom == 1.25 and viewer.zoom_label.text() == "125%"


def test_paper_preview_reads_whole_and_grows(qtbot):
    preview = PaperPreview()
    qtbot.addWidget(preview)
    paragraphs = [Paragraph((Run("Your letter is dated "), Run("November 6, 2026", 1), Run(".")), lit=True)] * 12
    preview.set_letter(paragraphs, [1, 0.5], ["Letter, page 1"])
    assert "Your letter is dated November 6, 2026." in preview.accessibleDescription()
    assert preview.heightForWidth(300) > preview.heightForWidth(600) * 0.5
    assert preview.lit_top() > 0
    preview.grab()


def test_cards_stand_in_three_columns_then_in_one(qtbot):
    grid = ResponsiveGrid(*(Card(f"Card {number}") for number in range(3)))
    qtbot.addWidget(grid)
    grid.resize(1000, 300)
    grid.show()
    tops = {grid.inner.itemAt(at).geometry().top() for at in range(3)}
    assert len(tops) == 1
    grid.resize(400, 900)
    qtbot.waitUntil(lambda: len({grid.inner.itemAt(at).geometry().top() for at in range(3)}) == 3)
    grid.resize(1000, 900)
    type_().set_scale(1.3)
    qtbot.waitUntil(lambda: len({grid.inner.itemAt(at).geometry().top() for at in range(3)}) == 3)


def test_panel_at_the_right_goes_below(qtbot):
    pair = Beside(QLabel("left"), QLabel("right"))
    qtbot.addWidget(pair)
    pair.resize(1100, 300)
    pair.show()
    assert pair.inner.itemAt(1).geometry().left() > 600
    pair.resize(500, 300)
    assert pair.inner.itemAt(1).geometry().left() == 0


def test_flow_takes_another_line(qtbot):
    flow = Flow(*(Chip(f"chip number {number}") for number in range(6)))
    qtbot.addWidget(flow)
    assert flow.heightForWidth(200) > flow.heightForWidth(2000)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_at_large_text(qtbot, scale):
    type_().set_scale(scale)
    content = QWidget()
    column = QVBoxLayout(content)
    header = PageHeader("Riverbend General Hospital", "ER visit, September 9 · Account 7741-22", ["Bills", "Dad"])
    header.set_amounts([("Bill asks", Money(500000), "text"), ("In question", Money(468000), "amber")])
    column.addWidget(header)
    column.addWidget(RadioCard("He paid $185.00, all that the insurer said he owed", "In your papers: check 1182, cashed April 15, 2026"))
    promised = datetime.date(2026, 11, 24)
    column.addWidget(DeadlineRow(promised, TODAY, "Riverbend sends the corrected bill", "Their turn · promised by Marcus T.", True))
    column.addWidget(TimelineView(_entries(), TODAY))
    column.addStretch(1)
    scroll = Scroll(content)
    qtbot.addWidget(scroll)
    scroll.resize(640, 500)
    scroll.show()
    qtbot.waitUntil(lambda: content.width() > 500)
    assert scroll.horizontalScrollBar().maximum() == 0
    for label in content.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if isinstance(label, ReadingLabel):
            assert label.height() >= label.heightForWidth(label.width()), label.text()
        else:
            assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()), label.text()
        corner = label.mapTo(content, QPoint(label.width(), label.height()))
        assert corner.x() <= content.width() and corner.y() <= content.height(), label.text()


def test_progress_counts_and_stops(qtbot):
    card = ProgressCard("Reading paper")
    qtbot.addWidget(card)
    card.set_progress(2, 8, "riverbend-bill.pdf")
    assert card.headline.text() == "Reading paper 3 of 8"
    with qtbot.waitSignal(card.cancelled):
        qtbot.mouseClick(card.cancel, Qt.MouseButton.LeftButton)
    assert not card.cancel.isEnabled()
