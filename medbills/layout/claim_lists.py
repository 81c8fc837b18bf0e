"""What a mailing says of each claim outside its own panel: in a list of all claims on the front page, and in the panel's heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from medbills.layout.columns import DAY_COLUMNS
from medbills.layout.days import Span
from medbills.layout.facts import Fact
from medbills.layout.letterhead import is_organization
from medbills.layout.name_asides import provider_facts
from medbills.layout.pairs import Pair
from medbills.layout.rows import text_of, words_at
from medbills.layout.sections import Section
from medbills.layout.sheet import Sheet
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, SPAN
from medbills.layout.wording import canonical
from medbills.layout.wrapped_rows import gathered

_NAMES = {"_patient": "patient_name", "_provider": "provider_name"}
_LISTED, _HEADED = 0.9, 0.92  # weights: what stands in the claim's own panel with a label counts more
_NAME = r"(?P<name>[A-Z][\w.'’-]*(?:,? (?:[A-Z][\w.'’-]*|de|la|del|van|von)){1,4})"
_HEADING = re.compile(
    r"(?i:(?:your |the )?(?:claims?|services?|care|visits?|member|patient|dependent|details?|activity|benefits?)"
    r"(?: (?:details?|summary|information|activity|number|history|no\.?|id))*"
    r"(?: ?#? ?\d+(?: (?:of|/) \d+)?)?(?: (?:received|provided|processed|details?))*"
    r"(?: for| of|:| [-–—|]|,)+) " + _NAME + r"(?: \((?i:[a-z ]+)\))?$"
)
_OF_PROVIDER = re.compile(  # "Claim 1: Rose Quarter Physical Medicine"
    r"(?i:claim) ?#? ?\d{1,3}(?: (?i:of|/) \d{1,3})?(?: (?i:for care by|for|from|with|by))?(?::| [-–—|]|,)? "
    r"(?P<name>(?-i:[A-Z])[^\d:;]{3,70}?)(?: \((?i:[a-z -]+)\))?$"
)
_LONGEST_NAME = 10  # words, with the network behind them
_OWNERS = re.compile(_NAME + r"['’]s? (?i:claims?|services?|care|visits?|benefits?)(?i: details?| summary| \d+(?: of \d+)?)*$")


@dataclass(frozen=True)
class ClaimLists:
    """The facts that lists of claims give, by claim number without spaces."""

    facts: Mapping[str, Sequence[Fact]] = field(default_factory=dict)

    def of(self, claim: str) -> Sequence[Fact]:
        return self.facts.get(claim, ())


def claim_lists(tables: Sequence[Table]) -> ClaimLists:
    """Patient, provider and days of each claim that has a row of its own in a list of claims."""
    made: dict[str, list[Fact]] = {}
    for table in tables:
        number = table.column("claim_number")
        if number is None:
            continue
        rows = [(_claim(line.anchor, number), sorted(line.rows, key=lambda row: (row.page, row.order))) for line in gathered(table)]
        claims = [claim for claim, _ in rows]
        for claim, own in rows:
            if claim and claims.count(claim) == 1:
                made.setdefault(claim, []).extend(_facts(table, own))
    return ClaimLists(made)


def named_in_heading(sheets: Sequence[Sheet], section: Section) -> list[Fact]:
    """The patient in the heading of a claim's panel, "Claim 2 of 4 - Maren Lindqvist", or the provider where it names an organization."""
    page, start = section.start
    sheet = next((sheet for sheet in sheets if sheet.page.number == page), None)
    rows = sheet.rows[start : start + 2] if sheet is not None else ()
    for row in rows:
        heading = row.phrases[0]
        match = _HEADING.match(heading.text) or _OWNERS.match(heading.text)
        if match is not None and not is_organization(match["name"]):
            words = words_at(heading.words, match.start("name"), match.end("name"))
            return [Fact("patient_name", match["name"], page, words, _HEADED)]
        match = _OF_PROVIDER.match(heading.text)
        if match is not None and is_organization(match["name"]):
            words = words_at(heading.words, match.start("name"), match.end("name"))
            return [Fact("provider_name", match["name"], page, words, _HEADED)]
        beside = provider_facts(Pair("provider_name", heading.text, page, heading.words, "", _HEADED, start))
        if beside and len(heading.words) <= _LONGEST_NAME and heading.text[0].isupper():
            return beside  # "Riverside Heart Specialists (In-network)"
    return []


def _claim(row: TableRow, number: int) -> str:
    text = "".join(word.text for word in row.words(number)).upper()
    return text if any(c.isdigit() for c in text) else ""


def _facts(table: Table, rows: Sequence[TableRow]) -> Iterator[Fact]:
    page = rows[0].page
    for index, column in enumerate(table.columns):
        words = tuple(word for row in rows if row.page == page for word in row.words(index))
        if column.field in _NAMES and words and any(c.isalpha() for c in text_of(words)):
            yield Fact(_NAMES[column.field], text_of(words), page, words, _LISTED)
        if column.field in DAY_COLUMNS - {"_posted"} and canonical(text_of(column.words)) != "date":  # of what, it does not say
            yield from _days(column.field, rows[0], index)


def _days(name: str, row: TableRow, index: int) -> Iterator[Fact]:
    for token in row.cells.get(index, ()):
        if token.kind == DAY:
            # A lone day may be the first of several: it says nothing of the last.
            yield Fact("service_from" if name == "service_date" else name, token.value, row.page, token.words, _LISTED)
        elif token.kind == SPAN and isinstance(token.value, Span):
            yield Fact("service_from", token.value.first, row.page, token.words, _LISTED)
            yield Fact("service_to", token.value.last, row.page, token.words, _LISTED)
