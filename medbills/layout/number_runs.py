"""The words that make up a number or a list of codes behind a label: "XHK 204 551 87", "S09.90XA, R11.0"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.tokens import tokens_of

_CODE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9.\-]{1,8}", re.I)
ID = re.compile(r"[A-Z0-9][A-Z0-9*.\-/_]*", re.I)
ID_MORE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9\-/]*", re.I)


def code_run(words: Sequence[Word]) -> tuple[Word, ...] | None:
    """The words of a list of codes: "S09.90XA, R11.0"."""
    run = tuple(itertools.takewhile(lambda word: _CODE.fullmatch(word.text.strip(".,;")) is not None, words))
    return run or None


def number_run(words: Sequence[Word]) -> tuple[Word, ...] | None:
    """The words of a number such as "7741-22" or "XHK 204 551 87": at least one digit, no amount, no day."""
    token = tokens_of(words)[0]
    if token.kind != "word":
        return None
    first = words[0].text.strip("#:.,;")
    if not ID.fullmatch(first) or len(first) > 40:
        return None
    count = 1
    while count < len(words) and count < 5:
        text = words[count].text
        if not ID_MORE.fullmatch(text.rstrip(".,;")) or words[count - 1].text[-1] in ",;":
            break
        count += 1
    if not any(c.isdigit() for c in first) and count == 1:
        return None
    if not any(c.isdigit() for c in first) and len(first) > 5:
        return None
    if len(words) > count and first.isdigit() and words[count].text.lower() in {"of", "de"}:
        return None  # "Claim 1 of 3" counts; it is no claim's number
    return tuple(words[:count])
