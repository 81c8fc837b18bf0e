"""The smallest papers that a check can be asked about, and ways to ask it."""

from __future__ import annotations

from datetime import date
from typing import Any

from medbills.audits import run_checks
from medbills.domain.finding import Finding, Inspection
from medbills.services.case_file import facts_from_json

TODAY = date(2026, 11, 21)
DAY = "2026-03-03"


def bill(*lines: dict[str, Any], kind: str = "itemized_bill", id: str = "bill", **fields: Any) -> dict[str, Any]:
    dated = [{"service_date": DAY} | line for line in lines]
    return {"id": id, "kind": kind, "lines": dated, "fields": {"provider_name": "Oak Clinic", "statement_date": "2026-05-01"} | fields}


def eob(*lines: dict[str, Any], id: str = "eob", kind: str = "eob", **fields: Any) -> dict[str, Any]:
    common = {"provider_name": "Oak Clinic", "payer_name": "Lakeshore", "network_status": "in", "processed_date": "2026-04-01"}
    given = {name: value for name, value in (common | fields).items() if value is not None}
    return {"id": id, "kind": kind, "lines": [{"service_date": DAY} | line for line in lines], "fields": given}


def inspect(check: str, *documents: dict[str, Any], **parts: Any) -> Inspection:
    loaded = facts_from_json({"documents": list(documents)} | parts, today=TODAY)
    assert loaded.warnings == ()
    return run_checks(loaded.facts, only=[check])


def one(check: str, *documents: dict[str, Any], **parts: Any) -> Finding:
    (found,) = inspect(check, *documents, **parts).findings
    return found


def silent(check: str, *documents: dict[str, Any], **parts: Any) -> bool:
    """No finding, and the check did run."""
    answer = inspect(check, *documents, **parts)
    return answer.findings == () and answer.not_checked == ()


def needs(check: str, *documents: dict[str, Any], **parts: Any) -> str:
    """What the check says it lacks."""
    answer = inspect(check, *documents, **parts)
    assert answer.findings == ()
    return " / ".join(item.needs for item in answer.not_checked)
