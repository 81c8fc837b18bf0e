"""Turns printed test papers into scans and photographs of the same truth: python tests/corpus/scanned.py IN OUT [scan,photo,turned]."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image

DPI = 200
VARIANTS = ("scan", "photo", "turned")


def drawn(path: Path) -> list[np.ndarray]:
    """The pages of a PDF as gray pictures at 200 dots an inch."""
    with pypdfium2.PdfDocument(path) as document:
        return [np.asarray(page.render(scale=DPI / 72).to_pil().convert("L")) for page in document]


def scanned(page: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """As from an office scanner: up to two degrees askew, a little soft, gray paper, noise."""
    high, wide = page.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), chance.uniform(-2, 2), 1.0)
    made = cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255)
    made = cv2.GaussianBlur(made, (0, 0), chance.uniform(0.4, 0.9))
    paper, ink = chance.uniform(225, 250), chance.uniform(20, 70)
    made = ink + made.astype(np.float32) / 255 * (paper - ink)
    return np.clip(made + chance.normal(0, 7, made.shape), 0, 255).astype(np.uint8)


def photographed(page: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """As from a telephone held over a table: perspective, a soft shadow, warm light, the table around the sheet."""
    high, wide = page.shape
    margin = 0.07
    size = (int(wide * 1.25), int(high * 1.2))
    corners = np.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
    placed = corners * [1.0, 1.0] + [(size[0] - wide) / 2, (size[1] - high) / 2]
    placed = (placed + chance.uniform(-margin, margin, (4, 2)) * [wide, high] * 0.7).astype(np.float32)
    lens = cv2.getPerspectiveTransform(corners, placed)
    table = cv2.resize(chance.normal(95, 18, (90, 70)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    sheet = cv2.warpPerspective(page.astype(np.float32), lens, size, flags=cv2.INTER_AREA)
    inside = cv2.warpPerspective(np.ones_like(page, dtype=np.float32), lens, size)
    made = table * (1 - inside) + (35 + sheet * 0.8) * inside
    y, x = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    angle = chance.uniform(0, 2 * np.pi)
    across = (x / size[0] - 0.5) * np.cos(angle) + (y / size[1] - 0.5) * np.sin(angle)
    made *= 0.62 + 0.38 / (1 + np.exp(-14 * (across - chance.uniform(-0.2, 0.2))))
    made = cv2.GaussianBlur(made, (0, 0), chance.uniform(0.5, 0.9)) + chance.normal(0, 5, made.shape)
    warm = np.stack([made * 1.0, made * 0.97, made * 0.9], axis=-1)
    return np.clip(warm, 0, 255).astype(np.uint8)


def as_jpeg(picture: np.ndarray, quality: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=quality, dpi=(DPI, DPI))
    return out.getvalue()


def as_pdf(pictures: list[np.ndarray]) -> bytes:
    """A PDF that holds nothing but pictures, as a scanner makes it."""
    out = io.BytesIO()
    first, *others = [Image.open(io.BytesIO(as_jpeg(picture, 60))) for picture in pictures]
    first.save(out, "PDF", resolution=DPI, save_all=True, append_images=others)
    return out.getvalue()


def remade(pages: list[np.ndarray], variant: str, seed: int) -> tuple[str, bytes]:
    """The ending and the bytes of the paper in a variant; a photograph shows the first page only."""
    chance = np.random.default_rng(seed)
    if variant == "photo":
        return "jpg", as_jpeg(photographed(pages[0], chance), 78)
    made = [scanned(page, chance) for page in pages]
    if variant == "turned":
        made = [np.ascontiguousarray(np.rot90(page, 1 + seed % 3)) for page in made]
    return "pdf", as_pdf(made)


def main(source: Path, out: Path, variants: tuple[str, ...]) -> int:
    """Writes OUT/files and OUT/truth; returns how many were made."""
    for folder in ("files", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    made = 0
    for seed, told in enumerate(sorted((source / "truth").glob("*.json"))):
        truth = json.loads(told.read_text())
        pages = drawn(source / "files" / truth["file"])
        for variant in variants:
            if variant == "photo" and len(pages) > 1:
                continue
            ending, data = remade(pages, variant, seed)
            name = f"{told.stem}-{variant}"
            (out / "files" / f"{name}.{ending}").write_bytes(data)
            (out / "truth" / f"{name}.json").write_text(json.dumps({**truth, "file": f"{name}.{ending}", "variant": variant}))
            made += 1
    return made


if __name__ == "__main__":
    chosen = tuple(sys.argv[3].split(",")) if len(sys.argv) > 3 else VARIANTS
    print(main(Path(sys.argv[1]), Path(sys.argv[2]), chosen))
