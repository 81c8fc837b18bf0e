"""The colors: the contrast of the design, recomputed; no hex outside the token file; no sizes of type in the sheet."""

import re
from pathlib import Path

import pytest

from medbills import paths
from medbills.gui.theme import contrast, tokens

GUI = Path(paths.__file__).parent / "gui"

# text on ground: contrast as designed in light and dark, and what WCAG 2.2 needs
PAIRS = """
text bg 14.7 14.7 4.5
text surface 16.1 13.3 4.5
text sidebar 13.6 15.4 4.5
text raised 16.1 11.6 4.5
text2 bg 6.1 8.4 4.5
text2 surface 6.7 7.6 4.5
text2 sidebar 5.7 8.8 4.5
text2 raised 6.7 6.6 4.5
text2 sunken 5.9 8.1 4.5
text2 accent-soft 5.6 5.8 4.5
on-accent accent 6.8 7.8 4.5
on-accent accent-hover 8.8 9.4 4.5
accent surface 6.8 8.3 4.5
accent bg 6.2 9.2 4.5
accent sidebar 5.7 9.6 4.5
accent-ink accent-soft 7.3 8.1 4.5
text accent-soft 13.4 10.1 4.5
amber surface 7.1 9.3 4.5
amber bg 6.5 10.3 4.5
amber amber-soft 6.3 7.5 4.5
text amber-soft 14.2 10.8 4.5
text2 amber-soft 5.9 6.2 4.5
danger surface 7.2 7.8 4.5
danger bg 6.6 8.6 4.5
danger danger-soft 6.1 6.7 4.5
success surface 7.2 8.9 4.5
success bg 6.6 9.8 4.5
success success-soft 6.2 7.1 4.5
ink hl 12.5 12.5 4.5
ink paper 16.1 14.0 4.5
hl-line paper 5.1 4.4 3
hl-line hl 4.0 4.0 3
control surface 3.8 4.3 3
control bg 3.5 4.7 3
control raised 3.8 3.7 3
accent raised 6.8 7.2 3
amber-fill surface 3.6 7.0 3
accent accent-soft 5.6 6.3 3
"""
ROWS = [line.split() for line in PAIRS.strip().splitlines()]


@pytest.mark.parametrize(("ink", "ground", "light", "dark", "needs"), ROWS, ids=[f"{row[0]}-on-{row[1]}" for row in ROWS])
def test_contrast_is_as_designed(ink, ground, light, dark, needs):
    for is_dark, designed in ((False, light), (True, dark)):
        found = tokens(is_dark)
        ratio = contrast(found[ink], found[ground])
        assert ratio == pytest.approx(float(designed), abs=0.06)
        assert ratio >= float(needs) - 1e-9


@pytest.mark.parametrize(("ink", "ground", "light", "dark", "needs"), ROWS, ids=[f"{row[0]}-on-{row[1]}" for row in ROWS])
def test_high_contrast_is_never_less(ink, ground, light, dark, needs):
    for is_dark in (False, True):
        found = tokens(is_dark, high_contrast=True)
        assert contrast(found[ink], found[ground]) >= float(needs) - 1e-9


@pytest.mark.parametrize("is_dark", [False, True])
def test_what_is_chosen_in_a_menu_stands_out_in_high_contrast(is_dark):
    found = tokens(is_dark, high_contrast=True)
    assert contrast(found["on-chosen"], found["chosen"]) >= 4.5
    assert contrast(found["chosen"], found["raised"]) >= 3
    assert contrast(found["hairline"], found["surface"]) >= 3, "edges are there to be seen"


@pytest.mark.parametrize("is_dark", [False, True])
def test_high_contrast_keeps_every_text_readable(is_dark):
    found = tokens(is_dark, high_contrast=True)
    assert found["text2"] == found["text"]
    assert found["hairline"] == found["control"]
    for ink in ("text", "text2", "accent", "accent-ink", "amber", "danger", "success"):
        for ground in ("surface", "accent-soft", "amber-soft", "danger-soft", "success-soft", "sunken"):
            assert contrast(found[ink], found[ground]) >= 4.5, (ink, ground)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


def test_no_hex_color_outside_the_token_file():
    hex_color = re.compile(r"#[0-9A-Fa-f]{6}\b")
    sources = [*GUI.rglob("*.py"), paths.resource("style", "medbills.qss")]
    assert [str(source) for source in sources if hex_color.search(source.read_text("utf-8"))] == []


def test_the_sheet_sets_no_fonts():
    sheet = paths.resource("style", "medbills.qss").read_text("utf-8")
    assert not re.search(r"font(-size|-family|-weight)?\s*:", sheet)


def test_every_token_of_the_sheet_exists():
    sheet = paths.resource("style", "medbills.qss").read_text("utf-8")
    named = set(re.findall(r"\$\{([a-z0-9-]+)\}", sheet)) - {"edge"}
    assert named <= set(tokens(False))


def test_icons_are_outlines_in_the_color_of_the_text():
    for file in paths.resource("icons").glob("*.svg"):
        if file.stem != "medbills":
            source = file.read_text("utf-8")
            assert "currentColor" in source, file.name
            assert not re.search(r"#[0-9A-Fa-f]{3,6}", source), file.name
