"""Prints the sample family's papers as PDFs beside this file: `python make_samples.py [--out FOLDER]`, the same bytes each time."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from press import cedar, dental, lakeshore, practices, refusal, riverbend
from press.sheet import load_fonts

HERE = Path(__file__).resolve().parent

PAPERS: Mapping[str, Callable[[Path], None]] = {
    "01-riverbend-statement.pdf": riverbend.summary_statement,
    "02-riverbend-itemized-bill.pdf": riverbend.itemized_bill,
    "03-lakeshore-eob-er-visit.pdf": lakeshore.er_statement,
    "04-lakeshore-mri-refusal.pdf": refusal.mri_refusal,
    "05-cedar-lab-bill.pdf": cedar.first_bill,
    "06-lakeshore-eob-cedar-lab.pdf": lakeshore.lab_statement,
    "07-cashed-check-1182.pdf": cedar.cashed_check,
    "08-harrow-pike-letter.pdf": cedar.collection_letter,
    "09-harbor-dental-eob.pdf": dental.plan_statement,
    "10-maple-street-dental-statement.pdf": dental.dentist_statement,
    "11-osprey-statement.pdf": practices.therapist_statement,
    "12-osei-office-visit-bill.pdf": practices.doctor_bill,
    "13-lakeshore-eob-office-visit.pdf": lakeshore.visit_statement,
    "14-riverbend-clinic-statement.pdf": riverbend.clinic_first_statement,
    "15-riverbend-clinic-corrected-statement.pdf": riverbend.clinic_corrected_statement,
    "16-eastside-refund-letter.pdf": practices.refund_letter,
    "17-eastside-receipt.pdf": practices.urgent_care_receipt,
    "18-riverbend-privacy-form.pdf": riverbend.privacy_form,
}


def print_all(folder: Path) -> None:
    """Writes every paper into the folder, which must exist."""
    load_fonts()
    for name, draw in PAPERS.items():
        draw(folder / name)


def write_score_folder(folder: Path) -> None:
    """Writes `files/` and `truth/` as a scorer of readings wants them: one JSON of truth for each paper."""
    (folder / "files").mkdir(parents=True)
    (folder / "truth").mkdir()
    print_all(folder / "files")
    for paper in yaml.safe_load((HERE / "family.yaml").read_text(encoding="utf-8"))["papers"]:
        name = paper["file"]
        truth = {"file": name, "variant": "text"} | paper["truth"]
        truth["documents"] = [document | {"also_line_cells": _code_systems(document["lines"])} for document in truth["documents"]]
        (folder / "truth" / f"{Path(name).stem}.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")


def _code_systems(lines: list[dict[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """The code's system follows from its form, printed or not: five digits CPT, D and digits CDT, else HCPCS."""
    systems = {}
    for number, line in enumerate(lines):
        if code := line.get("code"):
            systems[str(number)] = {"code_system": ["CPT" if code.isdigit() else "CDT" if code.startswith("D") else "HCPCS"]}
    return systems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to print into")
    parser.add_argument("--score-folder", type=Path, help="new folder for papers and truth, to score a reader with")
    options = parser.parse_args()
    if options.score_folder:
        write_score_folder(options.score_folder)
    else:
        print_all(options.out)


if __name__ == "__main__":
    main()
