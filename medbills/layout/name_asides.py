"""What a paper prints behind a name on the same line: the member's number behind the insurer, the network behind the provider."""

from __future__ import annotations

import re

from medbills.layout.facts import Fact
from medbills.layout.pairs import Pair
from medbills.layout.rows import words_at

_OUT = re.compile(r"out|non|\bnot\b|fuera|no participante", re.I)
_WHO = r"(?: (?:provider|facility|doctor|hospital|dentist|pharmacy))?"
_STATUS = (
    r"(?:(?:in|out)[- ]?(?:of[- ])?network|(?:non|not in)[- ]network|(?:(?:ppo|hmo|epo|pos|dppo|dhmo|premier|tier \w) )?network|"
    r"(?:not )?(?:in|within|part of|outside(?: of)?|out of) (?:our|the|your|this|plan|the plan.s)(?: \w+)? network|"
    r"(?:non-?)?participating|(?:non-?)?preferred|contracted|fuera de la red|dentro de la red|en la red)"
)
# Behind a name, within brackets or after a dash: "(network provider)", "- Out of network".
_NETWORK_ASIDE = re.compile(rf"\s(?:\((?:an? )?{_STATUS}{_WHO}\)|[-–—] ?{_STATUS}{_WHO})$", re.I)
# Behind an insurer's name: ", ID ECH40071882", "(Policy # 12)", "- Member no. W1".
_NUMBER_ASIDE = re.compile(
    r"[,;/(–—-]? ?\(?\b(?:(?P<member>(?:(?:member|subscriber|policy|insured|cardholder|plan|medicare|id de) ?)*"
    r"(?:id|policy|member|subscriber|miembro)"
    r"(?: ?(?:no\.?|number|num\.?|card))?)|(?P<group>group|grp|grupo)(?: ?(?:no\.?|number|id))?) ?[#:.]* ?(?=[\w#-]*\d|[A-Z]{1,4} [\d-])",
    re.I,
)
_NUMBER = re.compile(r"(?:[A-Z]{1,4} (?=\d))?(?=[\w-]*\d)[A-Z0-9][\w-]*(?: (?=[\w-]*\d)[A-Z0-9][\w-]*)*", re.I)
_SPLITS = re.compile(r"[,;/()–—-]|\s[#]|\s")


def provider_facts(pair: Pair) -> list[Fact]:
    """A provider's name and, where it stands behind it, the network status; empty where nothing does."""
    text = str(pair.value)
    said = _NETWORK_ASIDE.search(text)
    if said is None:
        return []
    name = text[: said.start()].rstrip(" ,")
    words, aside = words_at(pair.words, 0, len(name)), words_at(pair.words, said.start() + 1, said.end())
    status = "out" if _OUT.search(said[0]) else "in"
    return [Fact("provider_name", name, pair.page, words, pair.weight), Fact("network_status", status, pair.page, aside, pair.weight)]


def payer_facts(pair: Pair) -> list[Fact]:
    """An insurer's name and the numbers behind it: the member's and the group's; empty where there are none."""
    text = str(pair.value)
    found = [match for match in _NUMBER_ASIDE.finditer(text) if match.start() > 2 and _SPLITS.match(match[0])]
    if not found:
        return []
    name = text[: found[0].start()].rstrip(" ,;/(–—-#")
    made = [Fact("payer_name", name, pair.page, words_at(pair.words, 0, len(name)), pair.weight)]
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        number = _NUMBER.match(text, match.end(), end)
        if number is not None:
            words = words_at(pair.words, number.start(), number.end())
            made.append(Fact("member_id" if match["member"] else "group_number", number[0], pair.page, words, pair.weight))
    return made if len(made) > 1 else []
