"""Finds and reads lines of print in a picture with RapidOCR's models, which lie in its wheel; runs in the scan worker only."""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import onnxruntime
from rapidocr import RapidOCR

from medbills.pdf.ocr_bands import inked_bands

Gray = Any  # a picture: rows of bytes, one a pixel
_HEIGHT = 48  # pixels of a line as the recognizer takes it
_STEP = 8  # of these pixels make one step of its answer
_LEAST_WIDTH = 160
_BATCH = 6
_LONGEST = 2016  # pixels of a page's longer side as the detector takes it
_MOST_THREADS = 4
_MODELS = {"Det": "PP-OCRv6_det_small.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}
# The recognizer knows 18,000 signs; a US bill has these. What it is not asked it cannot mistake.
_PRINTED = frozenset(map(chr, range(0x21, 0x7F))) | frozenset("$¢®©°§¶·–—‘’“”•…™½¼¾−áéíóúüñÁÉÍÓÚÜÑ¿¡çè ")


@dataclass(frozen=True, slots=True)
class Char:
    """A sign of a line: its middle as pixels from the crop's left edge, and how sure it is, 0 to 1."""

    text: str
    x: float
    sure: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its corners in the picture (top left, then clockwise), its own upright crop, its signs."""

    corners: Any
    crop: Gray
    chars: tuple[Char, ...]

    @property
    def sure(self) -> float:
        """The mean of its signs' certainty, 0 for none."""
        return sum(char.sure for char in self.chars) / len(self.chars) if self.chars else 0.0


class Engine:
    """The two models, loaded once: about 0.3 s."""

    def __init__(self) -> None:
        onnxruntime.disable_telemetry_events()
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        cv2.setNumThreads(threads)
        threading = {"EngineConfig.onnxruntime.intra_op_num_threads": threads, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
        found = RapidOCR(params={"Global.log_level": "error", **threading})
        folder = found.cfg.Global.model_root_dir
        for part, name in _MODELS.items():  # with a path of its own the library neither checks nor downloads anything
            found.cfg[part].model_path = str(folder / name)
        self._detector: Any = found._load_det_model()
        self._recognizer: Any = found._load_rec_model()
        self._detector.limit_type, self._detector.limit_side_len = "max", _LONGEST
        signs = self._recognizer.postprocess_op.character
        self._kept = np.array([0, *(place for place, sign in enumerate(signs) if place and sign in _PRINTED)])
        self._signs = ["", *(signs[place] for place in self._kept[1:])]

    def find(self, picture: Gray) -> list[Any]:
        """The corners of each line, in reading order."""
        scale = min(_LONGEST / max(picture.shape), 1.0)
        small = picture if scale == 1 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
        boxes: list[Any] = []
        for left, top, right, bottom in inked_bands(small):
            found = self._detector(cv2.cvtColor(small[top:bottom, left:right], cv2.COLOR_GRAY2BGR))
            if found.boxes is not None:
                corner = np.array([left, top], dtype=np.float32)
                boxes += [(np.asarray(box, dtype=np.float32) + corner) / scale for box in found.boxes]
        return boxes

    def read(self, picture: Gray, boxes: Sequence[Any]) -> list[Line]:
        """The signs in each box, in the boxes' order."""
        crops = [cropped(picture, box) for box in boxes]
        widths = [max(math.ceil(_HEIGHT * crop.shape[1] / crop.shape[0]), _STEP) for crop in crops]
        order = sorted(range(len(crops)), key=lambda place: widths[place])
        signs: list[tuple[Char, ...]] = [()] * len(crops)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            across = max(_LEAST_WIDTH, *(widths[place] for place in batch))
            rows = np.zeros((len(batch), 3, _HEIGHT, across), dtype=np.float32)
            for row, place in enumerate(batch):
                small = cv2.resize(crops[place], (widths[place], _HEIGHT)).astype(np.float32)
                rows[row, :, :, : widths[place]] = small / 127.5 - 1.0
            answer = self._recognizer.session(rows)[:, :, self._kept]
            for row, place in enumerate(batch):
                signs[place] = self._spelled(answer[row], crops[place].shape[1] / widths[place])
        return [Line(box, crop, spelled) for box, crop, spelled in zip(boxes, crops, signs, strict=True)]

    def _spelled(self, steps: Any, scale: float) -> tuple[Char, ...]:
        """The signs of one answer: of equal steps in a row one counts, blank parts them (CTC)."""
        best = steps.argmax(axis=1)
        made: list[Char] = []
        start = 0
        for end in range(1, len(best) + 1):
            if end < len(best) and best[end] == best[start]:
                continue
            if best[start]:
                sure = float(steps[start:end, best[start]].max())
                made.append(Char(self._signs[best[start]], (start + end) / 2 * _STEP * scale, sure))
            start = end
        return tuple(made)


def cropped(picture: Gray, corners: Any) -> Gray:
    """The part of a picture inside four corners, made upright."""
    wide = max(int(max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[2] - corners[3]))), 4)
    high = max(int(max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2]))), 4)
    level = np.ptp(corners[[0, 1], 1]) < 1 and np.ptp(corners[[2, 3], 1]) < 1
    if level:
        x, y = int(corners[0][0]), int(corners[0][1])
        return np.ascontiguousarray(picture[y : y + high, x : x + wide])
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    lens = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return cv2.warpPerspective(picture, lens, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
