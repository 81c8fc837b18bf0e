"""Amounts of money as papers print them: $1,240.00, (12.00), 12.00-, 12.00 CR."""

from __future__ import annotations

import re

from medbills.domain.money import Money

_MINUS = "-\u2212\u2013\u2014"
_NUMBER = r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<cents>\d{2}))?"
_PRINTED = re.compile(
    rf"(?P<open>\()?\s*(?P<lead>[{_MINUS}])?\s*(?P<sign>US\$|USD|"
    rf"\$)?\s*(?P<inner>[{_MINUS}])?\s*{_NUMBER}\s*(?P<close>\))?\s*(?P<trail>[{_MINUS}]|CR|DR|cr|Cr)?\*?$"
)
BLANKS = frozenset({"-", "--", "---", "\u2013", "\u2014", "\u2212", "n/a", "na", "none", "$-", "$", "$--", "*", "**"})
_LONGEST = 24
_LONGEST_BARE = 6  # figures: a longer number without a sign, a comma or cents is an account's or a claim's
_NOTE_MARK = 2  # figures of a note's number in brackets: "(1)" under an amount points to a remark


def amount_of(text: str, *, bare_whole: bool = False) -> Money | None:
    """The amount printed in `text`, negative when marked as a credit; None when it is no amount.

    A number without cents counts only with a sign of currency, or when `bare_whole` says that money is expected.
    """
    text = text.strip().rstrip(",;:")
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    if text.endswith(".") and text.count(".") > 1:
        text = text[:-1]
    found = _PRINTED.match(text)
    if not found or (not found["whole"] and not found["cents"]):
        return None
    long = "," not in text and len(found["whole"] or "") > _LONGEST_BARE
    if found["cents"] is None and not found["sign"] and (long or not bare_whole):
        return None
    if bool(found["open"]) != bool(found["close"]):
        return None
    if found["open"] and found["cents"] is None and not found["sign"] and len(found["whole"]) <= _NOTE_MARK:
        return None
    cents = int((found["whole"] or "0").replace(",", "")) * 100 + int(found["cents"] or 0)
    credit = found["open"] or found["lead"] or found["inner"] or (found["trail"] and found["trail"].upper() != "DR")
    return Money(-cents if credit else cents)


def is_blank(text: str) -> bool:
    """Whether a cell holds only the mark that stands for nothing."""
    return text.strip().lower() in BLANKS or (bool(text) and not any(c.isalnum() for c in text))
