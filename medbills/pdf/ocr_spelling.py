"""Mends what a recognizer is known to confuse inside amounts and dates, where only one reading has the shape of one."""

from __future__ import annotations

import re

_LOOK_ALIKE = str.maketrans({"O": "0", "o": "0", "D": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})
_NEARLY_MONEY = re.compile(r"[-(]?\$?[\dOoDQlI|SB]{1,3}(?:[,.]?[\dOoDQlI|SB]{3})*[.,][\dOoDQlI|SB]{2}\)?-?")
_MONEY = re.compile(r"([-(]?\$?)(\d{1,3}(?:[,.]\d{3})*|\d+)[.,](\d\d)(\)?-?)")
_NEARLY_DAY = re.compile(r"[\dOolI|]{1,2}([/-])[\dOolI|]{1,2}\1(?:[\dOolI|]{2}|[\dOolI|]{4})")
_DOUBTED = 0.9  # what is left of the certainty of a word that was mended


def mended(text: str, sure: float) -> tuple[str, float]:
    """The word as it must have been printed, and how sure that is; a word of any other shape is returned as it came."""
    digits = sum(char.isdigit() for char in text)
    if digits < 2 or 2 * digits < len(text) - text.count(",") - 1:
        return text, sure
    made = text
    if _NEARLY_DAY.fullmatch(text):
        made = text.translate(_LOOK_ALIKE)
    elif _NEARLY_MONEY.fullmatch(text):
        found = _MONEY.fullmatch(text.translate(_LOOK_ALIKE))
        if found is not None:
            made = f"{found[1]}{found[2].replace('.', ',')}.{found[3]}{found[4]}"
    return (text, sure) if made == text else (made, sure * _DOUBTED)
