"""The plan's name where it stands without a label in the head of a paper: "Harborlight Choice POS II"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.layout.facts import Fact
from medbills.layout.rows import Phrase
from medbills.layout.sheet import Sheet

_KIND = r"(?:PPO|HMO|POS|EPO|HDHP|CDHP|DHMO|DPPO|PFFS)"
_FORM = re.compile(
    rf"(?:[A-Z0-9][\w&+.'’-]*,? ){{1,5}}{_KIND}(?: (?:Plan|[IVX]{{1,3}}|\d{{1,4}}|HSA|HRA|Plus|Select|Gold|Silver|Bronze|Platinum)){{0,3}}"
)
_SAID = re.compile(r"\b(?:provider|discount|savings|rate|in|out|not|your|this|the|of|for|service|balance|payment|inc|llc|company)\b", re.I)
_HEAD = 0.3  # of the page's height
_WEIGHT = 0.86


def plan_titles(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """The one phrase in the head of the first page that ends like a plan's name; nothing where there are several."""
    last = [(sheet, row.phrases[-1], len(row.phrases)) for sheet in sheets[:1] for row in sheet.rows]
    found = [phrase for sheet, phrase, beside in last if _is_title(sheet, phrase, beside)]
    if len({phrase.text for phrase in found}) == 1:
        yield Fact("plan_name", found[0].text, found[0].page, found[0].words, _WEIGHT)


def _is_title(sheet: Sheet, phrase: Phrase, beside: int) -> bool:
    """Whether a phrase of the page's head is a plan's name; a value stands beside its label, a title apart."""
    if phrase.top > _HEAD * sheet.page.height or not _FORM.fullmatch(phrase.text) or _SAID.search(phrase.text):
        return False
    row = next(row for row in sheet.rows if phrase in row.phrases)
    before = row.phrases[beside - 2] if beside > 1 else None
    return before is None or phrase.x0 - before.x1 > 12 * phrase.size
