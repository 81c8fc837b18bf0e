"""Who answers for a bill, where no label names them: the person it was mailed to, on bills that set them apart from the patients."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from medbills.layout.contacts import addressee
from medbills.layout.facts import Fact
from medbills.layout.sheet import Sheet
from medbills.layout.table_rows import Table

_SPEAKS_OF_ONE = re.compile(
    r"\b(?:guarantor|responsible party|family|household)(?:'s)? (?:account|acct|number|no\b|id\b|statement|balance|#)|"
    r"\b(?:account|statement) (?:of|for) (?:the )?(?:guarantor|responsible party)\b|\bcuenta del? garante\b", re.I
)
_OF_A_PATIENT = re.compile(r"\b(?:patient|paciente)(?: name)?:? [A-Z]", re.I)
_WEIGHT = 0.82


def guarantor_addressed(
    sheets: Sequence[Sheet], tables: Sequence[Table], sender: str | None, patients: Collection[str] = ()
) -> Iterator[Fact]:
    """The person in the address window, on a bill that tells that person from the patient.

    Such a bill names a guarantor's account, or row by row the patients it is for, or beside a label one patient of another first name.
    """
    spoken = any(_SPEAKS_OF_ONE.search(row.text) for sheet in sheets for row in sheet.rows)
    if spoken or any(_names_patients(table) for table in tables):
        for fact in addressee(sheets, sender):
            yield Fact("guarantor_name", fact.value, fact.page, fact.words, _WEIGHT)
    elif len(patients) == 1:
        yield from _of_another(addressee(sheets, sender), next(iter(patients)))


def _of_another(addressed: Iterator[Fact], patient: str) -> Iterator[Fact]:
    """The person addressed where that is another than the patient; several who are addressed say nothing."""
    found = list(addressed)
    own = set(re.findall(r"[^\W\d]{2,}", patient.lower()))
    for fact in found if len({str(fact.value).lower() for fact in found}) == 1 else ():
        first = re.findall(r"[^\W\d]{2,}", str(fact.value).lower())
        if own and len(first) > 1 and first[0] not in own:
            yield Fact("guarantor_name", fact.value, fact.page, fact.words, _WEIGHT)


def _names_patients(table: Table) -> bool:
    """Whether a table says of its services whose they are: in a column, or in rows that open each patient's services."""
    if any(column.field == "_patient" for column in table.columns):
        return True
    return any(_OF_A_PATIENT.match(row.row.text) for row in table.rows)
