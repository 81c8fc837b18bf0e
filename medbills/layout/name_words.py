"""Words that may stand in a person's or a company's name."""

from __future__ import annotations

import re

from medbills.domain.page import Word

_SMALL = frozenset({"of", "the", "and", "&", "for", "de", "la", "von", "van"})
_KINSHIP = re.compile(r"\((?:self|spouse|child|son|daughter|dependent|subscriber|member|employee|husband|wife)\)", re.I)


def in_a_name(word: Word) -> bool:
    """Whether a word may stand in a person's name, or says in brackets who that is: "(spouse)"."""
    return word.text[0].isupper() or word.text in _SMALL or _KINSHIP.fullmatch(word.text) is not None
