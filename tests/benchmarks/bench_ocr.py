"""Reading scanned pages against bare RapidOCR, and against Tesseract where it is installed. Run by hand; aim 1.1."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from rapidocr import RapidOCR

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

import scanned

from medbills.pdf.ocr_engine import Engine
from medbills.pdf.ocr_page import read_picture
from medbills.pdf.reader import read_pages

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("02-riverbend-itemized-bill", "05-cedar-lab-bill", "11-osprey-statement", "13-lakeshore-eob-office-visit")
VALUES = re.compile(r"\$?[\d,]+\.\d\d|\d{1,2}/\d{1,2}/\d{2,4}|[A-Z]?\d{4,5}")  # money, dates, codes
RUNS = 3


def values(text: str) -> Counter[str]:
    """The amounts, dates and codes among the words."""
    return Counter(word for word in text.split() if VALUES.fullmatch(word))


def tesseract(picture: np.ndarray) -> str:
    """What Tesseract reads on the same picture, with its own defaults."""
    png = cv2.imencode(".png", picture)[1].tobytes()
    run = ["tesseract", "stdin", "stdout", "--dpi", "200"]
    return subprocess.run(run, input=png, capture_output=True, check=True).stdout.decode()


def main() -> None:
    """Prints seconds a page, the ratio, and the share of values found."""
    chance = np.random.default_rng(7)
    papers = [ROOT / "resources" / "samples" / f"{name}.pdf" for name in PAPERS]
    pages = [scanned.drawn(path)[0] for path in papers]
    pictures = [scanned.scanned(page, chance) for page in pages[:2]]
    pictures += [np.ascontiguousarray(scanned.photographed(page, chance)[:, :, 1]) for page in pages[2:]]
    truths = [values(" ".join(word.text for word in read_pages(path).pages[0].words)) for path in papers]
    engine, bare = Engine(), RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error"})

    def ours(picture: np.ndarray) -> str:
        return " ".join(word.text for word in read_picture(picture, engine).words)

    def theirs(picture: np.ndarray) -> str:
        return " ".join(bare(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), return_word_box=True).txts or ())

    readers: dict[str, Callable[[np.ndarray], str]] = {"ours": ours, "RapidOCR": theirs}
    if shutil.which("tesseract"):
        readers["Tesseract"] = tesseract
    took: dict[str, list[float]] = {name: [] for name in readers}
    found: dict[str, int] = dict.fromkeys(readers, 0)
    for run in range(RUNS + 1):  # the first warms up, and is judged
        for picture, truth in zip(pictures, truths, strict=True):
            for name, read in readers.items():
                start = time.perf_counter()
                text = read(picture)
                if run:
                    took[name].append(time.perf_counter() - start)
                else:
                    found[name] += (values(text) & truth).total()
    wanted = sum(truth.total() for truth in truths)
    for name in readers:
        print(f"{name}: {statistics.median(took[name]):.2f} s a page, {found[name]} of {wanted} amounts, dates and codes")
    ratios = [mine / other for mine, other in zip(took["ours"], took["RapidOCR"], strict=True)]
    print(f"ours to bare RapidOCR: {statistics.median(ratios):.2f} (aim 1.1)")


if __name__ == "__main__":
    main()
