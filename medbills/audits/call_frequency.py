"""A debt collector that calls more often, or at other hours, than the federal rule presumes fair."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.told import CollectorCall
from medbills.domain.wording import counted, long_day

_WEEK = datetime.timedelta(days=7)
_MOST_CALLS = 7  # within seven days in a row, 12 CFR 1006.14(b)(2)(i)(A)
_EARLIEST, _LATEST = "08:00", "21:00"  # 12 CFR 1006.6(b)(1)
_ASK = Inquiry(
    slug="call_frequency", number="H11", title="Collector's calls",
    sentence="Counts a collector's calls in seven days, and looks at their hours.", severity=Severity.MEDIUM,
    question="Will you write to me instead of calling?",
    remedy="Please stop calling, and send everything in writing.", letter="debt_validation_request",
    authority="12 CFR 1006.14(b)(2), 1006.6(b)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The call log, collector by collector and debt by debt; calls that the provider itself made do not count."""
    calls = [call for call in facts.context.collector_calls if not call.from_provider]
    if not facts.context.collector_calls:
        return _ASK.answer((), ["a log of the collector's calls"])
    groups: dict[tuple[str, str], list[CollectorCall]] = {}
    for call in calls:
        if call.connected and not call.asked_for:
            groups.setdefault((call.collector.casefold(), call.debt.casefold()), []).append(call)
    sentences = [sentence for group in groups.values() for sentence in _about(sorted(group, key=lambda call: (call.date, call.time or "")))]
    return _ASK.answer(_finding(facts, sentences) if sentences else ())


def _about(calls: Sequence[CollectorCall]) -> list[str]:
    return [sentence for sentence in (_too_many(calls), _after_talk(calls), _odd_hours(calls)) if sentence]


def _too_many(calls: Sequence[CollectorCall]) -> str:
    for first in calls:
        within = [call for call in calls if first.date <= call.date < first.date + _WEEK]
        if len(within) > _MOST_CALLS:
            return f"There were {len(within)} calls in the seven days from {long_day(first.date)}. The rule presumes {_MOST_CALLS} at most."
    return ""


def _after_talk(calls: Sequence[CollectorCall]) -> str:
    """The day of the talk is the first of the seven days."""
    for at, talk in enumerate(calls):
        later = [call for call in calls[at + 1 :] if call.date < talk.date + _WEEK]
        if talk.talked and later:
            return f"A call came on {long_day(later[0].date)}, within seven days after the talk on {long_day(talk.date)}."
    return ""


def _odd_hours(calls: Sequence[CollectorCall]) -> str:
    odd = [call for call in calls if call.time and not _EARLIEST <= call.time.zfill(5) <= _LATEST]
    return f"{counted(len(odd), 'call')} came before 8 in the morning or after 9 at night." if odd else ""


def _finding(facts: Facts, sentences: list[str]) -> list[Finding]:
    words = " ".join(sentences)
    return [
        _ASK.finding(
            "Collector's calls to ask about", f"{words} Keep the log. You may ask them to write instead.", sentences[0],
            certainty=Certainty.LIKELY, documents=[notice.id for notice in facts.collection_notices],
        )
    ]  # fmt: skip


CHECK = _ASK.check(inspect)
