"""Gathers files into facts for a check without a vault: papers, readings as JSON, case files."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Sequence
from pathlib import Path

from medbills.domain.facts import Facts
from medbills.domain.reading import Reading
from medbills.errors import UnusableInput
from medbills.pdf.reader import load_file
from medbills.services.case_file import facts_from_json, facts_from_readings, plan_from_json, together
from medbills.services.read_files import read_file


def gather_files(
    files: Sequence[Path], *, plan_file: Path | None, today: datetime.date, today_is_given: bool
) -> tuple[Facts, tuple[str, ...]]:
    """The facts of all files together, and warnings for what was not used.

    A day that the user named beats the one in a case file. Raises UnusableInput for the first file that is of no use.
    """
    parts: list[Facts] = []
    readings: list[Reading] = []
    warnings: list[str] = []
    for path in files:
        data = load_file(path)
        if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            loaded = facts_from_json(_json(path, data), today=today, source=path.name)
            parts.append(loaded.facts)
            warnings += loaded.warnings
        else:
            found = read_file(path)
            warnings += [str(problem) for problem in found.problems if found.read]
            readings.append(found.reading)
    if readings:
        parts.append(facts_from_readings(readings, today=today))
        warnings += [
            f"{reading.file.name}: {warning}" for reading in readings for document in reading.documents for warning in document.warnings
        ]
    facts = together(parts)
    if today_is_given:
        facts = dataclasses.replace(facts, today=today)
    if plan_file is not None:
        plan, strange = plan_from_json(_json(plan_file, load_file(plan_file)), source=plan_file.name)
        facts = dataclasses.replace(facts, plan=plan)
        warnings += strange
    return facts, tuple(warnings)


def _json(path: Path, data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise UnusableInput(f"{path.name} is not a JSON file. Make it anew, or name another file.") from None
