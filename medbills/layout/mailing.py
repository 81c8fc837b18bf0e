"""Several papers in one file: where the first page of another paper stands among the pages of a mailing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from medbills.domain.names import same_organization
from medbills.domain.page import Page, Sheets
from medbills.layout.facts import Facts
from medbills.layout.headers import headers_of
from medbills.layout.laid import facts_of, pairs_of
from medbills.layout.letterhead import senders
from medbills.layout.sheet import Sheet
from medbills.layout.tables import tables_of

KindOf = Callable[[Sheets], tuple[str, float]]  # the name of the kind that fits pages best, and how well, 0 to 1

_FOLIO = re.compile(r"\b(?:page|p[aá]gina|p[aá]g\.) (?P<number>\d{1,3})(?: ?(?:of|de|/) ?(?P<of>\d{1,3}))?\b", re.I)
_LETTER = re.compile(r"\b(?:dear|estimad[oa]s?)\b", re.I)
_LETTERHEAD = 0.7  # weight over which a name at the head of a page is a letterhead
_KNOWN, _SURE = 0.5, 0.6  # scores of a kind: on a page of another sender's, and on one of the same sender's
_FIRST = 3  # pages
_RUNNING_HEAD = 2  # rows
_FEW = 25  # words: a page with fewer is blank, a picture, or a divider
_OWN_DAYS = ("statement_date", "processed_date", "letter_date", "_date")
_NUMBERS = ("account_number", "claim_number", "statement_number", "reference_number")


def papers_of(sheets: Sheets, kind_of: KindOf) -> list[Sheets]:
    """The papers in a file, each with its pages; a file that holds one paper comes back whole.

    Another paper starts only where a page clearly is a first page: with a letterhead of its own, of a kind that is
    known, and with another sender, or another kind, or other numbers than the paper before it. Several claims or
    statements of one kind stay together: the importer of that kind tells them apart.
    """
    parts: list[list[Page]] = []
    laid: dict[int, Sheet] = {}
    for page in sheets.pages:
        if not parts or _starts(page, _sheets(sheets, _telling(parts[-1])), kind_of, laid):
            parts.append([])
        parts[-1].append(page)
    return [_sheets(sheets, part) for part in parts]


def _telling(part: Sequence[Page]) -> Sequence[Page]:
    """The pages that say what a paper is: its first ones and the last; all of a long paper would take too long."""
    return part if len(part) <= _FIRST else [*part[:_FIRST], part[-1]]


def _sheets(whole: Sheets, pages: Sequence[Page]) -> Sheets:
    return Sheets(whole.name, whole.media_type, tuple(pages))


def _starts(page: Page, before: Sheets, kind_of: KindOf, laid: dict[int, Sheet]) -> bool:
    """Whether a page is the first of another paper than the pages before it."""
    folio = _folio(page)
    if (folio is not None and folio > 1) or len(page.words) < _FEW:
        return False
    kind, score = kind_of(_sheets(before, [page]))
    is_letter = any(_LETTER.match(word.text) for word in page.words if word.top < 0.5 * page.height)
    if score < _KNOWN and not (is_letter or folio == 1):
        return False
    before_kind, before_score = kind_of(before)
    if max(score, before_score) < _KNOWN:
        return False  # papers of a kind that nobody knows stay together
    sheet = _laid(page, laid)
    own = _letterhead(sheet)
    earlier = [_laid(other, laid) for other in before.pages if len(other.words) >= _FEW]
    if own is None or (folio is None and earlier and _continues(sheet, earlier[-1])):
        return False
    known = [name for other in earlier for name in _letterheads(other)]
    another_sender = not any(same_organization(own, name) for name in known)
    another_kind = score >= _KNOWN and kind != before_kind
    if another_sender:
        return another_kind or is_letter or folio == 1 or _another_bill(sheet, earlier)
    if folio == 1:
        return another_kind or _other_numbers(sheet, earlier)
    return another_kind and min(score, before_score) >= _SURE and _own_day(sheet)


def _laid(page: Page, laid: dict[int, Sheet]) -> Sheet:
    if page.number not in laid:
        laid[page.number] = Sheet.of(page)
    return laid[page.number]


def _folio(page: Page) -> int | None:
    """The number that a page bears, where it is printed at its head or foot."""
    edge = [word.text for word in page.words if word.top < 0.12 * page.height or word.bottom > 0.86 * page.height]
    found = _FOLIO.search(" ".join(edge))
    return int(found["number"]) if found else None


def _letterhead(sheet: Sheet) -> str | None:
    """The name at the head of a page that is surest to be the sender's."""
    found = [fact for fact in senders([sheet]) if fact.weight >= _LETTERHEAD]
    return str(max(found, key=lambda fact: fact.weight).value) if found else None


def _letterheads(sheet: Sheet) -> list[str]:
    return [str(fact.value) for fact in senders([sheet])]


def _facts(sheet: Sheet) -> Facts:
    """What the page says of itself; the days and numbers in its tables are those of the services."""
    used = {place for table in tables_of([sheet]) for place in table.used}
    return facts_of(pairs_of([sheet], used, used))


def _continues(sheet: Sheet, before: Sheet) -> bool:
    """Whether a page opens, under no more than a running head, with the head of the table on the page before."""
    own, theirs = headers_of(sheet.rows), headers_of(before.rows)
    return bool(own and theirs) and own[0].first <= _RUNNING_HEAD and own[0].same_as(theirs[-1])


def _own_day(sheet: Sheet) -> bool:
    facts = _facts(sheet)
    return any(facts.has(name) for name in _OWN_DAYS)


def _another_bill(sheet: Sheet, earlier: Sequence[Sheet]) -> bool:
    """Whether a page of the same kind, with another sender, is a paper of its own; a plan's claims name senders of their own too."""
    return not _facts(sheet).has("claim_number") and _own_day(sheet) and not _shared_numbers(sheet, earlier)


def _other_numbers(sheet: Sheet, earlier: Sequence[Sheet]) -> bool:
    """Whether a page names an account, claim or statement, and none that the pages before it name."""
    theirs = {number for other in earlier for number in _numbers(other)}
    return bool(_numbers(sheet) and theirs) and not _shared_numbers(sheet, earlier)


def _shared_numbers(sheet: Sheet, earlier: Sequence[Sheet]) -> bool:
    return any(_numbers(sheet) & _numbers(other) for other in earlier)


def _numbers(sheet: Sheet) -> set[str]:
    facts = _facts(sheet)
    return {str(fact.value) for name in _NUMBERS for fact in facts.all(name)}
