"""Names that mean the same, and names that do not."""

from __future__ import annotations

import pytest

from medbills.domain.names import same_organization, same_person, short_label


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Riverbend General", "RIVERBEND GENERAL HOSPITAL", True),
        ("Cedar Lab", "Cedar Lab Associates, Inc.", True),
        ("Quest", "Quest Diagnostics", True),
        ("Maple St. Dental", "Maple St Dental, P.C.", True),
        ("Oak Clinic", "Pine Hospital", False),
        ("Riverbend General Hospital", "Riverbend Radiology Associates", False),
        ("General Hospital", "Oak Clinic", False),
        (None, "Oak", None),
        ("Inc.", "Oak", None),
    ],
)
def test_organizations(one: str | None, other: str | None, same: bool | None) -> None:
    assert same_organization(one, other) is same and same_organization(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Walter Calloway", "CALLOWAY, WALTER J.", True),
        ("Walter Calloway", "Ruth Calloway", False),
        (None, "Ruth", None),
        ("Calloway", "Walter Calloway", True),
    ],
)
def test_people(one: str | None, other: str | None, same: bool | None) -> None:
    assert same_person(one, other) is same


def test_labels_for_headings() -> None:
    assert short_label("Chest X-ray, one view") == "Chest X-ray" and short_label("CT HEAD W/O CONTRAST") == "Ct head w/o contrast"
    assert len(short_label("a very long description of a service that goes on and on")) <= 36
