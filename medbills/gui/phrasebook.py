"""Sentences in another language: whole ones, and those with values in them, found again by the words around the values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from medbills.gui.sentence import LETTERS, PLACE, WEAK, Template, pieces

_GLUED = re.compile(r"%\d%\d")  # two values without a word between them: nobody can tell where one ends
_ASIDE = re.compile(r"([^()]+) \(([^()]+)\)")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE, _HELD = re.compile(rf"({_MONTH} \d{{1,2}}), (\d{{4}})"), "\x1f"  # no value of a sentence ends before the year
_NUMBERS = re.compile(rf"[\W\d_]+|\w*\d[\w,./-]*|(?:[A-Z][a-z]+day, )?{_MONTH} \d+(?:, \d{{4}})?|{_MONTH} \d{{4}}")  # dates too
_VALUE = r"[+−-]?\$?\d[\w,./-]*%?|[A-Z]{1,3}-?\d[\w.-]*|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d+(?:, \d{4})?"
_AT_EDGE = re.compile(rf"(?P<head>(?:(?:{_VALUE})\s+)?)(?P<words>.+?)(?P<tail>(?:,?\s+(?:{_VALUE}))?)")
_MOST_WEAK = 6  # words of a name beside an “of”: more of them are another sentence
_FEW = 3
_FILE = re.compile(r"\S.*\.(?:pdf|png|jpe?g|hei[cf]|tiff?|csv|xlsx?|json|xml|txt|835|edi|docx?|eml|zip|ics|medbills)", re.IGNORECASE)
_DEEPEST = 5  # values within values
_ENDS = ".:;,?!…"
_MOST_IN_ONE = 3  # commas within one phrase of a list
_JOINED = ("%1 and %2", "%1 or %2")
_AROUND = {"“": "”", "(": ")", "‘": "’", "[": "]"}


class Phrasebook:
    """What the program says and what it is in another language, as `pairs` of source and translation."""

    def __init__(self, pairs: Mapping[str, str], contracted: Mapping[str, str] | None = None) -> None:
        """`contracted`: words that a language draws together where a value meets them, as Spanish makes “del” of “de el”."""
        self._contracted = {re.compile(rf"\b{two}\b"): one for two, one in (contracted or {}).items()}
        self._whole = {source: target for source, target in pairs.items() if not PLACE.search(source)}
        self._joins = {source: target for source, target in pairs.items() if source in _JOINED}
        self._after_value = {source: target for source, target in pairs.items() if re.fullmatch(r"%1 [^%]+", source)}
        self._by_word: dict[str, list[Template]] = {}
        templates = [Template(source, target) for source, target in pairs.items() if PLACE.search(source)]
        count: dict[str, int] = {}
        for template in templates:
            for word in set(template.words):
                count[word] = count.get(word, 0) + 1
        for template in templates:
            if template.words and not _GLUED.search(template.source):  # the rarest of its words finds it soonest
                self._by_word.setdefault(min(template.words, key=lambda word: (count[word], word)), []).append(template)
        self._said: dict[str, str] = {}
        self._meant: dict[str, str] = {}

    def say(self, text: str) -> str:
        """The text in the other language; what is not in the book, like a name, stays as it is."""
        if text in self._meant:  # said already
            return text
        if "&&" in text:  # how buttons and menus write “&”
            return self.say(text.replace("&&", "&")).replace("&", "&&")
        if text not in self._said:
            said = self._pieces(text, 0)
            if said != text:
                for two, one in self._contracted.items():
                    said = two.sub(one, said)
            self._said[text] = said
            self._meant.setdefault(said, text)
        return self._said[text]

    def say_whole(self, text: str) -> str:
        """The text in the other language where the book holds just it; else as it is, never half of it."""
        return self._exactly(text, 0) or text

    def meant(self, said: str) -> str:
        """The words of the program behind a text that was said."""
        return self._meant.get(said, said)

    def _pieces(self, text: str, depth: int) -> str:
        """Sentence by sentence where all are known, so that no value reaches from one into the next; else as a whole."""
        if text in self._whole:
            return self._whole[text]
        if _FILE.fullmatch(text) and (depth or " " not in text):
            return text
        said, all_known = self._one_by_one(text, depth)
        whole = None if all_known else self._known(text, depth)
        return said if whole is None else whole

    def _one_by_one(self, text: str, depth: int) -> tuple[str, bool]:
        said, all_known = "", True
        for piece, after in pieces(text):
            known = self._known(piece, depth)
            said += (self._listed(piece, depth) if known is None else known) + after
            all_known = all_known and known is not None
        return said, all_known

    def _known(self, text: str, depth: int) -> str | None:
        """One sentence of the book, also with another mark at its end, in quotes or with another first letter."""
        core = text.strip()
        if not LETTERS.search(core):
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        said = self._as_written(core, depth)
        return None if said is None else before + said + after

    def _as_written(self, core: str, depth: int) -> str | None:
        ways = (
            self._exactly, self._filled, self._filled_unmarked, self._beside_values, self._doubled_mark, self._joined_weakly,
            self._within_marks,
        )  # fmt: skip
        for way in ways:
            said = way(core, depth)
            if said is not None:
                return said
        return None

    def _exactly(self, core: str, _depth: int) -> str | None:
        if core in self._whole or not core:
            return self._whole.get(core)
        if core[-1] in _ENDS and core[:-1] in self._whole:
            return self._whole[core[:-1]] + core[-1]
        for end in ".:?":
            if core + end in self._whole:
                return self._whole[core + end].removesuffix(end)
        other = core[0].swapcase() + core[1:]
        if other in self._whole:
            said = self._whole[other]
            return (said[0].upper() if core[0].isupper() else said[0].lower()) + said[1:]
        return None

    def _doubled_mark(self, core: str, depth: int) -> str | None:
        """Sentences that were joined by dots though they had one: “… the insurer.. At stake”."""
        return self._as_written(core[:-1], depth) if re.search(r"[^.]\.\.$", core) else None

    def _within_marks(self, core: str, depth: int) -> str | None:
        """The sentence without the mark at its end, or without the quotes around it."""
        if len(core) > 2 and core[-1] in _ENDS:
            said = self._known(core[:-1], depth)
            return None if said is None else said + core[-1]
        if len(core) > 2 and _AROUND.get(core[0]) == core[-1]:
            said = self._as_written(core[1:-1], depth)
            return None if said is None else core[0] + said + core[-1]
        return None

    def _beside_values(self, core: str, depth: int) -> str | None:
        """“3 questions”, “plan pays $48.00”."""
        edge = _AT_EDGE.fullmatch(core)
        if edge is not None and edge["head"] and not edge["tail"] and (target := self._after_value.get(f"%1 {edge['words']}")):
            return target.replace("%1", edge["head"].strip())  # “$750.00 saved.”, where “Saved.” alone means that it was kept
        said = self._exactly(edge["words"], depth) if edge is not None and edge["words"] != core else None
        return None if said is None or edge is None else edge["head"] + said + edge["tail"]

    def _filled(self, core: str, depth: int) -> str | None:
        return self._by_template(core, depth, lambda template, values: not template.weak and (template.sure or _single(values)))

    def _filled_unmarked(self, core: str, depth: int) -> str | None:
        """A title of the book as a sentence: “Cedar bill is due.”, before “%1 is %2” may take it."""
        said = self._filled(core[:-1], depth) if core[-1:] in _ENDS and len(core) > 2 else None
        return None if said is None else said + core[-1]

    def _joined_weakly(self, core: str, depth: int) -> str | None:
        """First where each value is known, then where a value may be a name. A list is none, whatever joins its last two."""
        if ", " in core and all(self._exactly(part, depth) for part in core.split(", ")):
            return None

        def known(template: Template, values: Sequence[str]) -> bool:
            if not template.weak or not _single(values):
                return False
            if template.own_words == 0:
                return all(_NUMBERS.fullmatch(value) or self._exactly(value, depth) for value in values)
            return all(self._told(values))

        def named(template: Template, values: Sequence[str]) -> bool:
            told = self._told(values)
            if (
                not template.weak
                or not _single(values)
                or not all(is_told or _is_name(value) for is_told, value in zip(told, values, strict=True))
            ):
                return False
            return template.own_words > 0 or any(told) or (depth > 0 and len(values) == 1)  # not “Bank of America”

        said = self._by_template(core, depth, known)
        return self._by_template(core, depth, named) if said is None else said

    def _told(self, values: Sequence[str]) -> list[bool]:
        """Which of them are numbers, days, or phrases of the book, alone or in a list."""
        return [bool(_NUMBERS.fullmatch(value)) or all(map(self._is_told, value.split(", "))) for value in values]

    def _is_told(self, value: str) -> bool:
        return bool(_NUMBERS.fullmatch(value)) or self._known(value, _DEEPEST - 1) is not None

    def _by_template(self, core: str, depth: int, fits: Callable[[Template, Sequence[str]], bool]) -> str | None:
        if depth >= _DEEPEST:
            return None
        whole = _DATE.sub(rf"\1,{_HELD}\2", core)
        near = {one for word in set(LETTERS.findall(core)) for one in self._by_word.get(word, ())}
        for template in sorted(near, key=lambda one: (-one.weight, one.source.startswith("%"), one.source)):
            match = template.pattern.fullmatch(whole) or template.pattern.fullmatch(core)
            if match is None:
                continue
            values = {name: value.replace(_HELD, " ") for name, value in match.groupdict().items()}
            if fits(template, tuple(values.values())):
                said = {name: self._pieces(value, depth + 1) for name, value in values.items()}
                return PLACE.sub(lambda place, said=said: said.get(f"v{place.group(1)}", ""), template.target)  # type: ignore[misc]
        return None

    def _listed(self, text: str, depth: int) -> str:
        """Words beside each other of which the book holds some: “Bill, Cedar Hospital, your turn”, “see bills and file appeals”."""
        if (aside := _ASIDE.fullmatch(text)) is not None:
            return f"{self._part(aside[1], depth)} ({self._part(aside[2], depth)})"
        for between in (": ", "; ", ", ", " – ", " — "):
            if between in text:
                return between.join(self._parts(text.split(between), between, depth))
        for joined in _JOINED:
            word = joined.replace("%1", "").replace("%2", "")
            for at in (found.start() for found in re.finditer(word, text)):
                before, after = text[:at], text[at + len(word) :]
                left, right = self._part(before, depth), self._part(after, depth)
                fits = (left != before or (depth and _is_name(before))) and (right != after or (depth and _is_name(after)))
                if fits and joined in self._joins:
                    return self._joins[joined].replace("%1", left).replace("%2", right)
        return text

    def _part(self, part: str, depth: int) -> str:
        said = self._known(part, depth)
        return self._listed(part, depth) if said is None else said

    def _parts(self, parts: list[str], between: str, depth: int) -> Iterator[str]:
        """Each of them, or several that are one phrase of the book: “The bill, if there is one”."""
        at = 0
        while at < len(parts):
            for end in range(min(at + _MOST_IN_ONE, len(parts)), at, -1):
                phrase = between.join(parts[at:end])
                said = self._exactly(phrase, depth) if end > at + 1 and phrase.strip() else self._known(phrase, depth)
                if said is not None:
                    break
            yield self._listed(parts[at], depth) if said is None else said
            at = end if said is not None else at + 1


def _single(values: Sequence[str]) -> bool:
    """Whether no value reaches from one sentence into the next."""
    return all(len(pieces(value)) == 1 for value in values)


def _is_name(value: str) -> bool:
    words = value.split()
    if not words or len(words) > _MOST_WEAK or not words[0][0].isupper():
        return False
    return all(word[0].isupper() or not word[0].isalpha() or word in WEAK for word in words) or (
        len(words) <= _FEW and not WEAK & set(words)
    )
