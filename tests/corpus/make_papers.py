"""Writes test papers with their truth: python tests/corpus/make_papers.py OUT [COUNT] [seen|aside|installed|fresh]."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import papers
import papers_aside
import papers_fresh
import papers_fresh_plans
import papers_installed


def write(out: Path, count: int, which: str) -> int:
    """Writes `count` papers of each layout under OUT/files and OUT/truth; returns how many were made."""
    for folder in ("files", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    layouts = {"seen": papers.LAYOUTS, "aside": papers_aside.LAYOUTS, "installed": papers_installed.LAYOUTS}
    layouts["fresh"] = {**papers_fresh.LAYOUTS, **papers_fresh_plans.LAYOUTS}
    made = 0
    for layout, draw in layouts[which].items():
        for seed in range(1, count + 1):
            paper = draw(seed * 31 + len(layout))
            if paper is None:
                continue
            data, documents = paper
            name = f"{layout}-{seed}"
            (out / "files" / f"{name}.pdf").write_bytes(data)
            truth = {"file": f"{name}.pdf", "layout": layout, "variant": "text", "pages": 1, "documents": documents}
            (out / "truth" / f"{name}.json").write_text(json.dumps(truth))
            made += 1
    return made


if __name__ == "__main__":
    target = Path(sys.argv[1])
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(write(target, number, sys.argv[3] if len(sys.argv) > 3 else "seen"))
