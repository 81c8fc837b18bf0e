"""Reads one picture of a page: turns it the right way up, finds its words and ruled lines; runs in the scan worker only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from medbills.pdf.limits import PICTURE_SIDE
from medbills.pdf.ocr_engine import Engine, Line
from medbills.pdf.ocr_missed import missed_boxes
from medbills.pdf.ocr_words import LINE_HEIGHT, OcrWord, words_of_line
from medbills.pdf.upright import Upright, made_upright

_LEVEL = 3.0  # degrees: a box that leans less is taken as level, for the page was made level before
_TASTED = 6  # lines that tell whether the page stands on its head
_SURE_ENOUGH = 0.9
_LEAST_SURE = 0.5  # of a line; what is less sure than this is no print
_LONE_SURE = 0.8  # of signs that the detector passed over
_BESIDE, _SWOLLEN = 3, 1.3  # lines at least on the same level, and how much larger than they one must be to be doubted
_RULE_LENGTH = 0.035  # of the page's long side


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What was read, in pixels of the upright page."""

    upright: Upright
    words: list[OcrWord]
    rules: list[tuple[float, float, float, float]]


def read_picture(gray: Any, engine: Engine) -> OcrPage:
    """The words and rules of a picture in gray."""
    upright = made_upright(gray)
    if _is_blank(upright.picture):
        return OcrPage(upright, [], [])
    boxes = engine.find(upright.picture)
    if _lies_on_its_side(boxes):
        upright = upright.turned(1)
        boxes = engine.find(upright.picture)
    boxes = [_level(box) for box in boxes]
    upright, boxes, lines = _the_right_way_up(upright, boxes, engine)
    lone = engine.read(upright.picture, missed_boxes(upright.picture, boxes))
    lines = [line for line in lines if line.sure >= _LEAST_SURE] + [line for line in lone if _is_figure(line)]
    words = [word for line in _on_one_level([words_of_line(line) for line in lines]) for word in line]
    return OcrPage(upright, _in_reading_order(words), rules_of_picture(upright.picture))


def _is_figure(line: Line) -> bool:
    """Whether a lone sign is surely a figure or a capital, not a speck."""
    return line.sure >= _LONE_SURE and all(char.text.isalnum() and char.text.isascii() for char in line.chars)


def _on_one_level(lines: list[list[OcrWord]]) -> list[list[OcrWord]]:
    """The lines, of which one that seems far larger than those beside it, for a rule or a stain joins it, gets their level and size."""
    lines = [words for words in lines if words]
    level = np.array([words[0].bottom for words in lines])
    size = np.array([words[0].size for words in lines])
    made = []
    for place, words in enumerate(lines):
        beside = np.abs((level - 0.5 * size) - (level[place] - 0.5 * size[place])) < 0.45 * size
        beside[place] = False
        usual = float(np.median(size[beside])) if beside.sum() >= _BESIDE else 0.0
        if usual and size[place] > _SWOLLEN * usual:
            bottom = float(np.median(level[beside]))
            words = [replace(word, size=usual, bottom=bottom, top=bottom - LINE_HEIGHT * usual) for word in words]
        made.append(words)
    return made


def _in_reading_order(words: list[OcrWord]) -> list[OcrWord]:
    """Row by row, each from left to right."""
    rows: list[list[OcrWord]] = []
    for word in sorted(words, key=lambda word: word.bottom):
        if rows and word.bottom - rows[-1][0].bottom < 0.5 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [word for row in rows for word in sorted(row, key=lambda word: word.x0)]


def _is_blank(gray: Any) -> bool:
    small = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return bool(np.ptp(cv2.GaussianBlur(small, (0, 0), 1.5)) < 25)


def _sides(box: Any) -> tuple[float, float]:
    return float(np.linalg.norm(box[1] - box[0])), float(np.linalg.norm(box[3] - box[0]))


def _lies_on_its_side(boxes: list[Any]) -> bool:
    """Whether most of the print runs up or down."""
    level = upright = 0.0
    for box in boxes:
        wide, high = _sides(box)
        if max(wide, high) > 2 * min(wide, high):
            level, upright = (level + wide, upright) if wide > high else (level, upright + high)
    return upright > level


def _level(box: Any) -> Any:
    """A box that leans as little as an uneven page leaves it, or is too short to tell, is made level."""
    wide, _ = _sides(box)
    lean = abs(np.degrees(np.arctan2(box[1][1] - box[0][1], box[1][0] - box[0][0]))) if wide else 0.0
    left, top = box.min(axis=0)
    right, bottom = box.max(axis=0)
    if lean > _LEVEL and right - left > 4 * (bottom - top) / (1 + np.sin(np.radians(lean)) * 4):
        return box
    if 0.4 < lean <= _LEVEL and right - left > 8 * (bottom - top):
        return box
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float32)


def _the_right_way_up(upright: Upright, boxes: list[Any], engine: Engine) -> tuple[Upright, list[Any], list[Line]]:
    """Reads the lines; the longest first, and upside down too if they make no sense."""
    longest = sorted(boxes, key=lambda box: _sides(box)[0], reverse=True)[:_TASTED]
    first = engine.read(upright.picture, longest)
    if _sense(first) < _SURE_ENOUGH:
        high, wide = upright.picture.shape[:2]
        head = upright.turned(2)
        other = engine.read(head.picture, [_on_its_head(box, wide, high) for box in longest])
        if _sense(other) > _sense(first):
            upright, first = head, other
            boxes, longest = ([_on_its_head(box, wide, high) for box in these] for these in (boxes, longest))
    known = {tuple(line.corners.ravel()): line for line in first}
    rest = engine.read(upright.picture, [box for box in boxes if tuple(box.ravel()) not in known])
    return upright, boxes, [*first, *rest]


def _sense(lines: list[Line]) -> float:
    count = sum(len(line.chars) for line in lines)
    return sum(char.sure for line in lines for char in line.chars) / count if count else 0.0


def _on_its_head(box: Any, wide: int, high: int) -> Any:
    return np.roll(np.array([wide, high], dtype=np.float32) - box, 2, axis=0)


def rules_of_picture(gray: Any) -> list[tuple[float, float, float, float]]:
    """Level and upright ruled lines."""
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    length = int(_RULE_LENGTH * max(gray.shape))
    found = []
    for shape in ((length, 1), (1, length)):
        drawn = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        joined = cv2.dilate(drawn, np.ones((3, 9) if shape[1] == 1 else (9, 3), np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
        for x, y, wide, high, _ in stats[1 : min(count, 2000)].tolist():
            if min(wide, high) <= 14:
                found.append((float(x), float(y), float(x + wide), float(y + high)))
    return found


def in_points(page: OcrPage, shown: tuple[float, float]) -> dict[str, Any]:
    """The page as the worker tells it: in points of the upright page, with the matrix to points of the page as shown."""
    high, wide = page.upright.picture.shape[:2]
    source_high, source_wide = page.upright.source
    scale = max(shown) / max(source_high, source_wide)
    if page.upright.is_sheet:
        scale = PICTURE_SIDE / max(high, wide)
    else:
        scale *= page.upright.shrunk
    onto = np.diag([shown[0] / source_wide, shown[1] / source_high, 1.0]) @ page.upright.back @ np.diag([1 / scale, 1 / scale, 1.0])
    onto = onto / onto[2, 2]
    words = []
    for word in page.words:
        edges = (max(edge * scale, 0.0) for edge in (word.x0, word.top, word.x1, word.bottom))
        words.append((word.text, *(round(edge, 2) for edge in edges), round(word.size * scale, 2), round(word.sure, 4)))
    return {
        "width": round(wide * scale, 2),
        "height": round(high * scale, 2),
        "words": words,
        "rules": [tuple(round(edge * scale, 1) for edge in rule) for rule in page.rules],
        "lens": [float(value) for value in onto.ravel()],
    }
