"""R20: a deadline is a day, whatever the time zone, the clock change, the leap year; and a clock put back changes no order."""

from __future__ import annotations

import ast
import datetime
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medbills.deadlines import apply_rules
from medbills.domain.business_days import business_days_after
from medbills.domain.deadline import Deadline, Event
from medbills.domain.instalments import month_after
from medbills.domain.person import Person
from medbills.store import Vault, verify

ROOT = Path(__file__).resolve().parents[2]
ZONES = (
    "UTC", "America/New_York", "America/Chicago", "America/Phoenix", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/Berlin",
)  # fmt: skip
# Around clock changes, leap days, the ends of years and a holiday.
DAYS = (
    (2026, 3, 7), (2026, 3, 8), (2026, 11, 1), (2026, 10, 31), (2028, 2, 28), (2028, 2, 29), (2027, 2, 28), (2026, 12, 31), (2027, 1, 1),
    (2026, 11, 25), (2026, 7, 3),
)  # fmt: skip


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def wear(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        if hasattr(time, "tzset"):
            time.tzset()

    yield wear
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def _deadlines(day: datetime.date) -> tuple[Deadline, ...]:
    rules = (
        "appeal_internal_180d", "external_review_request_4mo", "regf_dispute_30d", "fehb_reconsideration_6mo", "irs501r_application_240d",
    )  # fmt: skip
    return apply_rules([Event(event=f"trigger_of:{rule}", date=day) for rule in rules], today=day)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system sets a time zone for all programs at once")
def test_every_time_zone_gives_the_same_days(zone: Any) -> None:
    seen = set()
    for name in ZONES:
        zone(name)
        seen.add(tuple((_deadlines(datetime.date(*day)), business_days_after(datetime.date(*day), 10)) for day in DAYS))
    assert len(seen) == 1


def test_days_count_days() -> None:
    for day in DAYS:
        found = {one.rule: one.date for one in _deadlines(datetime.date(*day))}
        assert found["appeal_internal_180d"] == datetime.date(*day) + datetime.timedelta(days=180)
        assert found["regf_dispute_30d"] == datetime.date(*day) + datetime.timedelta(days=30)
    assert month_after(datetime.date(2028, 1, 31), 1) == datetime.date(2028, 2, 29)
    assert month_after(datetime.date(2027, 12, 31), 2) == datetime.date(2028, 2, 29)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="as above")
def test_the_test_can_fail(zone: Any) -> None:
    """What counts by the clock instead of the day differs from zone to zone."""
    seen = set()
    for name in ZONES:
        zone(name)
        midnight = datetime.datetime(2026, 3, 7).astimezone()
        seen.add(datetime.datetime.fromtimestamp(midnight.timestamp() + 30 * 86_400, datetime.UTC).date())
    assert len(seen) > 1


def test_today_is_asked_for_in_the_faces_alone() -> None:
    """Everywhere else the day comes in as an argument."""
    for path in (ROOT / "medbills").rglob("*.py"):
        if path.relative_to(ROOT / "medbills").parts[0] in ("gui", "cli", "__main__.py"):
            continue
        text = path.read_text(encoding="utf-8")
        asked = [
            node.attr
            for node in (ast.walk(ast.parse(text)) if ".today" in text or ".utcnow" in text else ())
            if isinstance(node, ast.Attribute) and node.attr in ("today", "utcnow") and isinstance(node.value, (ast.Name, ast.Attribute))
            and ast.unparse(node.value) in ("date", "datetime", "datetime.date", "datetime.datetime")
        ]  # fmt: skip
        assert not asked, path


def test_a_clock_put_back_changes_no_order(vault: Vault) -> None:
    """The history counts its entries; their times are only told."""
    times = [datetime.datetime(2026, 11, 17, tzinfo=datetime.UTC), datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)]
    for number, at in enumerate(times):
        vault.clock = lambda at=at: at  # type: ignore[misc]
        with vault.change(f"Step {number}") as change:
            change.people.put(Person(id="p", name=str(number)))
    assert vault.last_change() == "Step 1"
    vault.undo_last()
    assert [person.name for person in vault.people.all()] == ["0"]
    assert verify(vault).ok and os.environ.get("TZ") != "Pacific/Kiritimati"
