"""A collector that made contact, and no validation notice after five days and the mail."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.wording import long_day

_TO_SEND = datetime.timedelta(days=5)  # 12 CFR 1006.34(a)(1)(i)(B)
_MAIL = datetime.timedelta(days=7)
_ASK = Inquiry(
    slug="validation_notice_missing", number="H12", title="Collector's written notice",
    sentence="Looks whether a collector's written notice came in time after the first contact.", severity=Severity.MEDIUM,
    question="When and to which address was the validation notice sent?",
    remedy="Please send the validation notice, and stop collecting until it has come.", letter="debt_validation_request",
    authority="12 CFR 1006.34(a)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """The first contact the user told about, against the collectors' letters here."""
    contact = facts.context.collector_first_contact
    if contact is None:
        return _ASK.answer((), ["the day of the collector's first contact"])
    if facts.collection_notices or facts.today <= contact + _TO_SEND + _MAIL:
        return _ASK.answer(())
    send_by = contact + _TO_SEND
    return _ASK.answer(
        [
            _ASK.finding(
                "Collector's notice is missing",
                f"The first contact was on {long_day(contact)}. The notice had to be sent by {long_day(send_by)}. "
                "No such notice is among the papers. Look in the mail and e-mail first, and pay nothing yet.",
                f"The first contact was on {long_day(contact)}. No validation notice had come by {long_day(facts.today)}.",
                certainty=Certainty.ASK,
            )
        ]
    )  # fmt: skip


CHECK = _ASK.check(inspect)
