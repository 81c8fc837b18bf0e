"""What the checks found in each case, with the user's answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from medbills.domain.finding import Finding, KeptFinding
from medbills.store.records import OfCases
from medbills.store.schema import FINDING

_FINDING = tuple(field.name for field in dataclasses.fields(Finding))


class Findings(OfCases[KeptFinding]):
    """The most money at stake first is the caller's to sort; here by check. `check` is a word of SQL, so its column is not."""

    table = FINDING
    value = KeptFinding
    order = ("check_name",)

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
