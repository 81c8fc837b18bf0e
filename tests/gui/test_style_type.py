"""Fonts: ours are registered, figures align, the text size is live and bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from medbills.gui.icons import pixmap
from medbills.gui.theme import theme
from medbills.gui.type import ROLES, set_role, type_
from medbills.gui.widgets.label import Label


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_uses_our_own_fonts(role):
    assert QFontInfo(type_().font(role)).family() == ROLES[role].family


def test_weight_shows_though_the_font_is_variable():
    width = {weight: QFontMetricsF(type_().font("body", weight)).horizontalAdvance("Riverbend General") for weight in (400, 500, 600)}
    assert width[400] < width[500] < width[600]


def test_tabular_figures_are_equally_wide():
    metrics = QFontMetricsF(type_().font("body", tabular=True))
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0000"))
    metrics = QFontMetricsF(type_().font("body"))
    assert metrics.horizontalAdvance("1111") < metrics.horizontalAdvance("0000")


def test_text_size_is_live_for_labels_and_for_qt_widgets(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    label, plain = Label("Nine lines", "title"), QLineEdit("Plain")
    column = QVBoxLayout(window)
    column.addWidget(label)
    column.addWidget(plain)
    window.show()  # a style sheet acts on shown widgets only
    before = label.font().pointSizeF(), plain.font().pointSizeF()
    with qtbot.waitSignal(type_().scaled) as told:
        type_().set_scale(2.0)
    assert told.args == [2.0]
    assert label.font().pointSizeF() == pytest.approx(before[0] * 2)
    assert plain.font().pointSizeF() == pytest.approx(before[1] * 2)


@given(st.floats(min_value=-5, max_value=50))
def test_text_size_stays_in_its_bounds(scale):
    type_().set_scale(scale)
    assert 0.8 <= type_().scale <= 2.0


def test_steps_up_and_down_and_back():
    type_().larger()
    assert type_().scale == 1.1
    type_().smaller()
    type_().smaller()
    assert type_().scale == 0.9
    type_().reset()
    assert type_().scale == 1.0


def test_large_text_stays_large_when_the_colors_change(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    label, plain = Label("Nine lines", "title"), QLineEdit("Plain")
    column.addWidget(label)
    column.addWidget(plain)
    window.show()
    type_().set_scale(2.0)
    large = label.font().pointSizeF(), plain.font().pointSizeF()
    theme().wear(not theme().dark)
    assert (label.font().pointSizeF(), plain.font().pointSizeF()) == large


def test_role_can_be_given_again(qtbot):
    label = Label("x")
    qtbot.addWidget(label)
    set_role(label, "amount")
    assert label.font().pointSizeF() == type_().font("amount").pointSizeF()


def test_icons_follow_color_and_screen():
    light = pixmap("phone", "accent", 20, 2.0)
    assert light.width() == 40 and light.devicePixelRatio() == 2.0
    image = light.toImage()
    pixels = [image.pixelColor(x, y) for x in range(40) for y in range(40)]
    inked = {pixel.name() for pixel in pixels if pixel.alpha() == 255}
    assert theme().color("accent").name() in inked
    theme().wear(True)
    assert pixmap("phone", "accent", 20, 2.0).toImage() != light.toImage()


def test_an_icon_that_is_none_is_our_mistake():
    with pytest.raises(FileNotFoundError):
        pixmap("unicorn")
