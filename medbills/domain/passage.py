"""Passages of a page: its words line by line, the words under a frame, and the sentence around a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.page import Page, Word
from medbills.domain.paper import Box

_SAME_LINE = 0.5  # of a word's height: less apart stands on one line
_ENDS = (".", "!", "?")
_BULLETS = ("•", "●", "▪", "◦", "–", "-", "*")
MOST_WORDS = 180  # a passage is quoted in a letter


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they are printed, and the boxes around their lines on the page as it is shown."""

    page: int
    words: str
    boxes: tuple[Box, ...]


def text_of(page: Page) -> str:
    """All words of a page in the file's order, a line for each printed line."""
    return "\n".join(" ".join(word.text for word in line) for line in lines_of(page.words))


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words in the file's order, cut where the print goes on in another line or jumps back."""
    lines: list[list[Word]] = []
    for word in words:
        last = lines[-1][-1] if lines else None
        if last is not None and _goes_on(last, word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def passage_under(page: Page, frame: Box) -> Passage | None:
    """The words whose middle lies under a frame on the page as it is shown; None where there is none."""
    x0, top, x1, bottom = frame
    taken = []
    for word in page.words:
        box = page.as_shown(word.box)
        across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if x0 <= across <= x1 and top <= down <= bottom:
            taken.append(word)
    return _passage(page, taken[:MOST_WORDS]) if taken else None


def passage_around(page: Page, first: int, last: int, *, paragraph: bool = False) -> Passage:
    """The whole sentences, or the whole paragraph, around the words `first` to `last` (places in the page's words)."""
    words, parted = page.words, _new_paragraph if paragraph else _new_sentence
    start = first
    while start > 0 and last - start < MOST_WORDS // 2 and not parted(words[start - 1], words[start]):
        start -= 1
    end = last
    while end + 1 < len(words) and end - start < MOST_WORDS and not parted(words[end], words[end + 1]):
        end += 1
    return _passage(page, list(words[start : end + 1]))


def _goes_on(last: Word, word: Word) -> bool:
    high = max(last.bottom - last.top, 1.0)
    return abs((word.top + word.bottom) - (last.top + last.bottom)) / 2 <= _SAME_LINE * high and word.x0 >= last.x0


def _new_sentence(before: Word, word: Word) -> bool:
    """A full stop, or what parts two paragraphs."""
    ended = before.text.endswith(_ENDS) and (word.text[:1].isupper() or word.text[:1] in "“\"(")
    return ended or _new_paragraph(before, word)


def _new_paragraph(before: Word, word: Word) -> bool:
    """A bullet, a gap as wide as a blank line, other type, or another column."""
    high = max(before.bottom - before.top, 1.0)
    if word.text in _BULLETS or (abs(word.size - before.size) > 1.0 or (word.bold and not before.bold and not _goes_on(before, word))):
        return True
    below = word.top - before.bottom
    return below > 0.9 * high or word.bottom < before.top - 2 * high


def _passage(page: Page, words: Sequence[Word]) -> Passage:
    lines = lines_of(words)
    told = "\n".join(" ".join(word.text for word in line) for line in lines)
    boxes = tuple(
        page.as_shown((min(w.x0 for w in line), min(w.top for w in line), max(w.x1 for w in line), max(w.bottom for w in line)))
        for line in lines
    )
    return Passage(page.number, _joined(told), boxes)


def _joined(lines: str) -> str:
    """One run of text; a word cut at the end of a line is put together again."""
    run = ""
    for line in lines.splitlines():
        if run.endswith("-") and len(run) > 1 and run[-2].isalpha() and line[:1].islower():
            run = run[:-1] + line
        else:
            run = f"{run} {line}" if run else line
    return run
