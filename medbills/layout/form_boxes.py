"""The numbered boxes of the national claim forms, whose captions hospitals and offices print on their own itemized bills."""

from __future__ import annotations

import re
from collections.abc import Callable

# UB-04 (CMS-1450) form locators, NUBC; and the items of CMS-1500, NUCC. A number counts only before its own caption.
_BOXES: dict[str, frozenset[str]] = {
    "1a": frozenset({"member_id"}),
    "2": frozenset({"patient_name"}),
    "3": frozenset({"patient_birth_date"}),
    "3a": frozenset({"account_number"}),
    "3b": frozenset({"account_number"}),
    "4": frozenset({"type_of_bill", "_member"}),
    "5": frozenset({"provider_tax_id"}),
    "6": frozenset({"service_span"}),
    "8": frozenset({"patient_name"}),
    "8b": frozenset({"patient_name"}),
    "10": frozenset({"patient_birth_date"}),
    "11": frozenset({"group_number"}),
    "12": frozenset({"admission_date"}),
    "21": frozenset({"diagnosis_codes"}),
    "23": frozenset({"authorization_number"}),
    "24a": frozenset({"service_date"}),
    "24b": frozenset({"place_of_service"}),
    "24d": frozenset({"code", "description"}),
    "24e": frozenset({"diagnosis_codes"}),
    "24f": frozenset({"billed"}),
    "24g": frozenset({"units"}),
    "24j": frozenset({"rendering_npi"}),
    "25": frozenset({"provider_tax_id"}),
    "26": frozenset({"account_number"}),
    "28": frozenset({"total_billed"}),
    "29": frozenset({"_past", "patient_paid"}),
    "33": frozenset({"provider_name"}),
    "42": frozenset({"revenue_code"}),
    "43": frozenset({"description"}),
    "44": frozenset({"code"}),
    "45": frozenset({"service_date"}),
    "46": frozenset({"units"}),
    "47": frozenset({"billed", "total_billed"}),
    "48": frozenset({"not_covered"}),
    "50": frozenset({"payer_name"}),
    "54": frozenset({"plan_paid"}),
    "56": frozenset({"provider_npi"}),
    "58": frozenset({"_member"}),
    "60": frozenset({"member_id"}),
    "61": frozenset({"plan_name"}),
    "62": frozenset({"group_number"}),
    "63": frozenset({"authorization_number"}),
    "66": frozenset({"diagnosis_codes"}),
    "67": frozenset({"diagnosis_codes"}),
    "69": frozenset({"diagnosis_codes"}),
}
_NUMBERED = re.compile(r"(?P<box>\d{1,2} ?[a-j]?) (?P<caption>[a-z].*)")


def boxed(words: str, field_of: Callable[[str], str | None]) -> str | None:
    """The field of a caption in its canonical form that stands behind the number of its box: "42 revenue code"."""
    found = _NUMBERED.fullmatch(words)
    if found is None:
        return None
    field = field_of(found["caption"])
    return field if field in _BOXES.get(found["box"].replace(" ", ""), ()) else None
