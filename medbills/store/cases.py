"""The cases: each with its papers, calls, letters and deadlines."""

from __future__ import annotations

from medbills.domain.case import Case
from medbills.store.records import Records
from medbills.store.schema import CASE


class Cases(Records[Case]):
    """In the order they were opened. A paper's `case_id` is what puts it into one."""

    table = CASE
    value = Case
    order = ("opened_on",)
    at_hand_from = (CASE,)

    def of_person(self, person_id: str) -> tuple[Case, ...]:
        return self._having("person_id", person_id)
