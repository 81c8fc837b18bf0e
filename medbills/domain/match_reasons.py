"""Says how sure a match of a bill with an insurer's paper is, and what the two have in common."""

from __future__ import annotations

from functools import cache

from medbills.domain.paper import Line


def why_lines(line: Line, eob_line: Line, *, named: bool = True, copies: bool = False) -> tuple[float, str]:
    """How sure a pair of lines is, 0 to 1, and what agrees. `copies`: the bill has more lines just like it."""
    same_day = line.first_day is not None and line.first_day == eob_line.first_day
    same_code = bool(line.code) and line.code == eob_line.code
    return _told(same_day, same_code, named, copies)


_SAME = {
    (True, True): "Same day, same code and same charge.",
    (True, False): "Same day and same charge.",
    (False, True): "Same code and same charge.",
    (False, False): "Same charge.",
}


@cache
def _told(same_day: bool, same_code: bool, named: bool, copies: bool) -> tuple[float, str]:
    told, score = _SAME[same_day, same_code], 1.0
    if not same_day:
        told, score = f"{told} The day is within the dates of care.", score - 0.05
    if not same_code:
        told, score = f"{told} One of the papers prints no code.", score - 0.2
    if not named:
        told, score = f"{told} The statement does not name the provider.", score - 0.1
    if copies:
        told, score = f"{told} Lines just alike are paired in their order.", score - 0.05
    return round(score, 2), told


def why_whole(by_number: bool, unnamed: bool, claims: int) -> tuple[float, str]:
    """The same for claims that are matched as a whole. `unnamed`: one of them names no provider."""
    if by_number:
        return 1.0, "Same claim number."
    told = "Same days of care and same total." if claims == 1 else f"Same days of care, and the {claims} claims make the same total."
    return (0.75, f"{told} The statement does not name the provider.") if unnamed else (0.85, told)
