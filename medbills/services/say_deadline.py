"""Says of a day whose turn it is, and whose word or rule it rests on."""

from __future__ import annotations

from medbills.domain.deadline import Deadline

_STATED = "Your notes say"  # a day that somebody named, not a rule
_PRINTED = "The paper says"


def turn_words(deadline: Deadline, who: str = "") -> str:
    """ "Your turn · Dad" with a name, else "Their turn · promised by Marcus T.", "Your turn · by law"."""
    turn = "Your turn" if deadline.yours else "Their turn"
    rest = who if who and deadline.yours else _rests_on(deadline)
    return f"{turn} · {rest}"


def _rests_on(deadline: Deadline) -> str:
    by_source = {line.says: line.what for line in deadline.receipt}
    if _STATED in by_source:
        word = by_source[_STATED].split(" on ")[0].split(" asks ")[0].split(", 2")[0]
        return word[:1].lower() + word[1:]
    if _PRINTED in by_source:
        return deadline.citation[:1].lower() + deadline.citation[1:]
    if deadline.whose == "app_habit":
        return "our advice, not a law"
    return "by a rule we are not sure of" if deadline.confidence == "uncertain" else "by law"
