"""The kinds of paper in plain words, and the icon of each."""

from __future__ import annotations

from medbills.domain.paper import Kind

KINDS = {
    Kind.BILL: "Bill",
    Kind.ITEMIZED_BILL: "Itemized bill",
    Kind.EOB: "Insurer’s statement (EOB)",
    Kind.MEDICARE_SUMMARY_NOTICE: "Medicare summary notice",
    Kind.COLLECTION_NOTICE: "Collector’s letter",
    Kind.DENIAL_LETTER: "Refusal letter",
    Kind.GOOD_FAITH_ESTIMATE: "Cost estimate",
    Kind.RECEIPT: "Receipt",
    Kind.CREDIT_REPORT: "Credit report",
    Kind.CONSENT_FORM: "Consent form",
    Kind.STATUS_NOTICE: "Notice of status",
    Kind.PREDETERMINATION: "Answer before treatment",
    Kind.ASSISTANCE_DECISION: "Answer about financial help",
    Kind.OTHER: "Another paper",
}
