"""Facts of letters that the case as a whole knows: the plan, an estimate, what was sent before, and what stands against an offer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from medbills.domain.letter import NARROW, Evidence, Fact
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.wording import long_day

_RECORD = Evidence(source="People & plans")
_CHECKED = Evidence(source="Medbills, from the papers named")
_OLD_DEBT = "time_barred_debt"
# Letters whose sending another letter asks about: slug -> (what was sent, the day it went).
_SENT = {"debt_validation_request": ("dispute_sent", "dispute_sent_on"), "internal_appeal": ("appeal_sent", "appeal_sent_on")}


def letter_background(matter: Matter, addressee: str) -> Iterator[tuple[str, Fact]]:
    """Facts by name; what is not known has no value or is not there. `addressee` is a key of ADDRESSEES."""
    yield from _names(matter, addressee)
    yield from _plan(matter)
    yield from _estimate(matter)
    yield from _sent_before(matter)
    yield from _against_offers(matter)


def _names(matter: Matter, addressee: str) -> Iterator[tuple[str, Fact]]:
    if matter.provider is not None:
        yield "provider_name", Fact(matter.provider.name, _RECORD)
        if addressee not in NARROW:
            yield "provider_address", Fact(matter.provider.address, _RECORD)
            yield "provider_phone", Fact(matter.provider.phone, _RECORD)
    if matter.person is not None:
        yield "patient_state", Fact(matter.person.state, _RECORD)
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    if notice is not None:
        source = Evidence(source=_words("Collector's letter", notice.paper.letter_date), document=notice.id)
        yield "collector_name", Fact(notice.paper.issuer_name, source)
    report = matter.latest(Kind.CREDIT_REPORT)
    if report is not None:
        source = Evidence(source=_words("Credit report", report.paper.dated), document=report.id)
        yield "report_no", Fact(report.paper.reference_number, source)
        yield "report_date", Fact(report.paper.dated, source)


def _plan(matter: Matter) -> Iterator[tuple[str, Fact]]:
    if matter.plan is not None:
        yield "plan_name", Fact(matter.plan.name, _RECORD)
        yield "employer", Fact(matter.plan.employer, _RECORD)
        yield "group_number", Fact(matter.plan.group_number, _RECORD)


def _estimate(matter: Matter) -> Iterator[tuple[str, Fact]]:
    estimate = matter.latest(Kind.GOOD_FAITH_ESTIMATE)
    if estimate is not None:
        source = Evidence(source=_words("Good-faith estimate", estimate.paper.dated), document=estimate.id)
        yield "estimate_date", Fact(estimate.paper.dated, source)
        yield "estimate_total", Fact(estimate.paper.total_billed, source)


def _sent_before(matter: Matter) -> Iterator[tuple[str, Fact]]:
    for letter in sorted(matter.letters, key=lambda letter: letter.sent_on.toordinal() if letter.sent_on else 0):
        if letter.sent_on and letter.slug in _SENT:
            done, day = _SENT[letter.slug]
            source = Evidence(source=f"Letter sent on {long_day(letter.sent_on)}", document=letter.document_id)
            yield done, Fact(True, source)
            yield day, Fact(letter.sent_on, source)


def _against_offers(matter: Matter) -> Iterator[tuple[str, Fact]]:
    """What blocks an offer until the user says otherwise: an account that looks old, or insurance that may still pay."""
    if any(kept.finding.check == _OLD_DEBT for kept in matter.in_question):
        yield "dates_confirmed", Fact(False, _CHECKED)
        yield "account_age", Fact("old", _CHECKED)
    if matter.owed.waiting or matter.appeal_by:
        yield "insurance_open", Fact(True, _CHECKED)


def _words(what: str, day: datetime.date | None) -> str:
    return f"{what} of {long_day(day)}" if day else what
