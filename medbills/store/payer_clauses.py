"""What a dental practice's payers say in their contracts, word for word."""

from __future__ import annotations

from medbills.domain.practice import PayerClause
from medbills.store.records import Records
from medbills.store.schema import PAYER_CLAUSE


class PayerClauses(Records[PayerClause]):
    """By payer and what it is about."""

    table = PAYER_CLAUSE
    value = PayerClause
    order = ("payer", "about",)
