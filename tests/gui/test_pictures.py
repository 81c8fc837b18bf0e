"""A drawing saved as a picture: light, twice as fine as the screen, the same from a dark window, and grown with the text."""

import datetime

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from medbills.domain.money import Money
from medbills.gui.icons import pixmap
from medbills.gui.picture import RATIO, WIDTH, Picture, drawn, png_of
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.step_chart import ChartStep, StepChart
from medbills.gui.widgets.timeline import TimelineEntry, TimelineView

FIRST, TODAY = datetime.date(2026, 1, 1), datetime.date(2026, 11, 17)


def chart():
    steps = [ChartStep(datetime.date(2026, month, 9), Money(month * 100_00), "", f"Step {month}") for month in (2, 5, 9)]
    return StepChart("Chart", steps, FIRST, TODAY, None, until=TODAY)


def timeline(number=4):
    entries = [
        TimelineEntry(key=str(at), day=TODAY - datetime.timedelta(days=at), icon="letter", first=f"Letter {at}", chip="Letter")
        for at in range(number)
    ]  # fmt: skip
    return TimelineView(entries, TODAY)


PICTURES = [Picture("chart", "What you owe over time", "All bills.", chart), Picture("line", "A case", "What happened.", timeline)]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_it_is_the_same_from_a_dark_window_which_hears_nothing_of_it(qtbot, picture):
    light, changes = png_of(drawn(picture)), []
    theme().wear(True)
    theme().changed.connect(lambda: changes.append(True))
    assert png_of(drawn(picture)) == light
    assert theme().dark and not changes and theme().hex("surface") == theme().color("surface").name().upper()
    image = QImage.fromData(light)
    assert image.width() == WIDTH * RATIO and image.pixelColor(3, 3).lightness() > 240
    assert any(image.pixelColor(x, y).lightness() < 90 for x in range(60, 400) for y in range(60, 120))  # its title


def test_it_is_drawn_finer_than_the_screen_not_blown_up(qtbot):
    fine = drawn(PICTURES[1])
    rough = fine.scaled(fine.width() // 2, fine.height() // 2).scaled(fine.width(), fine.height())
    assert fine.devicePixelRatio() == RATIO and fine != rough
    alike = sum(fine.pixel(x, y) == fine.pixel(x + 1, y) for x in range(60, 400, 2) for y in range(60, 160))
    assert alike < 170 * 100  # a picture blown up has every pixel twice
    assert pixmap("letter", "text", 16, 1.0).width() == 16  # and the window's own icons stay as they were


def test_it_grows_with_the_text(qtbot):
    small = drawn(PICTURES[0])
    type_().set_scale(2.0)
    large = drawn(PICTURES[0])
    assert large.width() == 2 * small.width() and large.height() > 1.5 * small.height()


def test_a_very_long_one_is_whole_and_drawn_coarser(qtbot, monkeypatch):
    monkeypatch.setattr("medbills.gui.picture.HIGHEST", 1500)
    long = drawn(Picture("long", "Long", "", lambda: timeline(20)))
    assert long.height() == 1500 and long.width() < WIDTH * RATIO


def test_nothing_of_it_stays_open(qtbot):
    before = len(QApplication.topLevelWidgets())
    drawn(PICTURES[0])
    QApplication.sendPostedEvents(None, 52)  # what is to be deleted later
    assert len(QApplication.topLevelWidgets()) == before
