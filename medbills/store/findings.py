"""What the checks found in each case, with the user's answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from medbills.domain.finding import Finding, KeptFinding
from medbills.store.records import OfCases
from medbills.store.schema import FINDING

_FINDING = tuple(field.name for field in dataclasses.fields(Finding))
_AT_ONCE = 500  # cases in one query


class Findings(OfCases[KeptFinding]):
    """The most money at stake first is the caller's to sort; here by check. `check` is a word of SQL, so its column is not."""

    table = FINDING
    value = KeptFinding
    order = ("check_name",)

    def of_cases(self, case_ids: Sequence[str]) -> tuple[KeptFinding, ...]:
        """Those of all these cases, asked for together."""
        some = range(0, len(case_ids), _AT_ONCE)
        return tuple(kept for start in some for kept in self._where(FINDING.c.case_id.in_(case_ids[start : start + _AT_ONCE])))

    def _columns_of(self, value: KeptFinding) -> Mapping[str, Any]:
        columns = dict(super()._columns_of(value))
        finding = columns.pop("finding")
        columns |= {name: getattr(finding, name) for name in _FINDING}
        columns["check_name"] = columns.pop("check")
        return columns

    def _value_of(self, row: dict[str, Any]) -> KeptFinding:
        row["check"] = row.pop("check_name")
        finding = Finding(**{name: row.pop(name) for name in _FINDING})
        return KeptFinding(finding=finding, **row)
