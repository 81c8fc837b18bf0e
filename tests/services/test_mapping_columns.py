"""The meaning of columns that the user gave once is known the next time."""

from __future__ import annotations

import pytest

from medbills.errors import NeedsMapping
from medbills.services.map_columns import field_choices, known_mapping, read_mapped, remember_mapping
from medbills.store import Vault

TABLE = b"Ref,When,Bill\nA1,3/2/2026,$12.00\n"
MEANING = {"Ref": "claim_number", "When": "service_date", "Bill": "billed"}


def test_a_mapping_is_kept_for_the_same_headers_in_any_order(vault: Vault) -> None:
    with pytest.raises(NeedsMapping) as asked:
        read_mapped("a.csv", TABLE, {})
    headers = asked.value.headers
    assert known_mapping(vault, headers) is None
    remember_mapping(vault, headers, {**MEANING, "Ref": None})
    remember_mapping(vault, headers, MEANING)
    known = known_mapping(vault, [header.upper() for header in reversed(headers)])
    assert known == {"REF": "claim_number", "WHEN": "service_date", "BILL": "billed"}
    (document,) = read_mapped("a.csv", TABLE, known_mapping(vault, headers) or {})
    assert document.fields["total_billed"].value.plain() == "12.00"
    assert known_mapping(vault, [*headers, "More"]) is None


def test_a_column_that_is_not_needed_is_remembered_as_such(vault: Vault) -> None:
    remember_mapping(vault, ["Ref", "Zorp"], {"Ref": "claim_number", "Zorp": None})
    assert known_mapping(vault, ["Ref", "Zorp"]) == {"Ref": "claim_number", "Zorp": None}


def test_only_fields_that_there_are_can_be_chosen(vault: Vault) -> None:
    with pytest.raises(ValueError, match="no such"):
        remember_mapping(vault, ["Ref"], {"Ref": "nonsense"})
    assert known_mapping(vault, ["Ref"]) is None
    remember_mapping(vault, ["Ref"], dict.fromkeys(["Ref"], next(iter(field_choices()))))
