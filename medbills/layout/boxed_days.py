"""Days set apart below the sentence that names them: "We must receive your appeal by:" over a frame with the day in its middle."""

from __future__ import annotations

from medbills.layout.rows import Phrase
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import DAY, Token

_DOWN = 3.2  # of the type's size from the words to the day: the edge of the frame and some blank
_ASIDE = 16.0  # of the type's size from where the sentence begins, at most, to where the day does


def day_below(sheet: Sheet, label: Phrase) -> Token | None:
    """The day that stands alone, and next, under words that end with a colon; it may be larger and set to the middle."""
    if not label.text.endswith(":"):
        return None
    size = max(label.size, 4.0)
    for order, row in enumerate(sheet.rows):
        if row.top < label.bottom - 1:
            continue
        if row.top - label.bottom > _DOWN * size:
            return None
        near = [phrase for phrase in row.phrases if label.x0 - 3 <= phrase.x0 <= label.x0 + _ASIDE * size]
        if not near:
            continue
        token = next((token for token in sheet.tokens[order] if token.words == near[0].words), None)
        return token if token is not None and token.kind == DAY else None
    return None
