"""The three boxes of each statement that a dental practice would send."""

from __future__ import annotations

from medbills.domain.practice import StatementGate
from medbills.store.records import Records
from medbills.store.schema import STATEMENT_GATE


class StatementGates(Records[StatementGate]):
    """The earliest first."""

    table = STATEMENT_GATE
    value = StatementGate
    order = ("noted_on",)
