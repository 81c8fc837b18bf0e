"""Deductible and out-of-pocket sums in a table with a row for each limit: "Individual deductible | $1,500.00 | $482.10 | $1,017.90"."""

# ruff: noqa: E501  (the lists of words are read and added to as lists)

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from medbills.domain.page import Word
from medbills.layout.accumulator_rows import stands_under
from medbills.layout.facts import Fact
from medbills.layout.rows import Phrase, Row, text_of
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import MONEY, Token
from medbills.layout.wording import canonical

MET, LIMIT, LEFT = "met", "limit", "left"
_YEAR = r"(?:this year|to date|so far|year to date|ytd|this (?:calendar |plan |benefit )?year|in \d{4}|\d{4}|for the year|of limit|toward (?:the |your )?(?:limit|maximum))"
_MET = re.compile(
    rf"(?:amount |total |sum )?(?:that )?(?:you |you have |you ve |youve |has been |been )?(?:used|met|applied|satisfied|accumulated|accrued|"
    rf"credited|accumulation|accumulations|counted|spent|paid|contributed|incurred)(?: {_YEAR})*(?: amount)?|(?:amount |total )?{_YEAR}(?: amount| total)?|progress|"
    rf"(?:your )?(?:current|accumulated|applied|used|met|satisfied) (?:amount|total|balance)|amount (?:you have |youve |is |was )?(?:used|met|paid|spent)"
)
_LIMIT = re.compile(
    r"(?:your |the |plan |annual |yearly |calendar year |benefit |policy |contract |individual |year |\d{4} |in network |dollar |required |total )*"
    r"(?:limit|maximum|max|required|requirement|threshold|goal|cap|target)(?: amount| per year)?|"
    r"(?:plan|annual|yearly|benefit|required|total|calendar year|plan year|full|contract|policy)(?: year)? amount|amount (?:required|of limit)"
)
_LEFT = re.compile(
    r"(?:amount |balance |total |what is |whats |still |you have )*(?:remaining|left|unmet|not met|outstanding)(?: amount| balance| to (?:meet|go|pay|satisfy))?"
    r"|(?:left )?to (?:go|meet|be met)|balance"
)
_DEDUCTIBLE = re.compile(r"\b(?:deductible|deducible)\b")
_OUT_OF_POCKET = re.compile(r"\b(?:outofpocket|oop|moop|stop loss|catastrophic cap|maximo de bolsillo)\b")
_FAMILY = re.compile(r"\b(?:family|familiar|familia|household)\b")
_ELSEWHERE = re.compile(r"\b(?:out of network|outofnetwork|non network|nonnetwork|nonparticipating|non participating|tier [2-9]|pharmacy|drug|rx|dental|vision)\b")
_PERSON = re.compile(r"\b(?:individual|person|member|you|your|self|patient|participant|single|per)\b")
_ROWS = 12  # under the headings
_LABEL = 9  # words of the name of a limit
_OWN, _PROVEN, _DOUBTED, _OTHER = 0.94, 0.97, 0.7, 0.8  # weights; an own sum is the person's, within the network


def limit_tables(sheets: Sequence[Sheet], person: str = "") -> Iterator[Fact]:
    """What was met and its limit, where each limit has a row of its own, or each a column.

    Where rows open with the first name of `person`, those that do not are of others.
    """
    first = canonical(person).split()[:1]
    for sheet in sheets:
        for order in range(len(sheet.rows) - 1):
            heads, last = _heads(sheet, order)
            if heads:
                yield from _by_rows(sheet, last, heads, first)
            else:
                yield from _by_columns(sheet, order)


def kind_of(text: str) -> str | None:
    """Whether words head what was met, the limit, or what is left."""
    words = canonical(text)
    forms = ((LEFT, _LEFT), (MET, _MET), (LIMIT, _LIMIT))
    return next((kind for kind, form in forms if form.fullmatch(words)), None)


def _heads(sheet: Sheet, order: int) -> tuple[list[tuple[str, Phrase]], int]:
    """The headings with what each means, and the last row they stand in; none where these are no headings of limits."""
    for span in (1, 2):
        rows = sheet.rows[order : order + span]
        if any(token.kind == MONEY for n in range(order, min(order + span, len(sheet.rows))) for token in sheet.tokens[n]):
            break
        if span == 2 and rows[-1].top - rows[0].bottom > 0.8 * rows[0].size:
            break
        heads = [(kind, phrase) for phrase in _stacked(rows) if (kind := kind_of(phrase.text)) is not None]
        kinds = [kind for kind, _ in heads]
        if MET in kinds and len(kinds) > 1 and len(kinds) == len(set(kinds)):
            return heads, order + span - 1
    return [], order


def _stacked(rows: Sequence[Row]) -> list[Phrase]:
    """The phrases of one row, or of two with those below put to those above them."""
    top, *below = [row.phrases for row in rows]
    made = list(top)
    for phrase in (p for phrases in below for p in phrases):
        place = next((n for n, over in enumerate(made) if phrase.overlap(over) > 0), None)
        if place is None:
            made.append(phrase)
        else:
            made[place] = Phrase(phrase.page, made[place].words + phrase.words)
    return made


def _by_rows(sheet: Sheet, last: int, heads: Sequence[tuple[str, Phrase]], person: Sequence[str]) -> Iterator[Fact]:
    context = ""
    labels = [canonical(text_of(_label(sheet, order))) for order in range(last + 1, min(last + 1 + _ROWS, len(sheet.rows)))]
    named = bool(person) and any(_opens_with(label, person[0]) for label in labels)
    for order in range(last + 1, min(last + 1 + _ROWS, len(sheet.rows))):
        amounts = [token for token in sheet.tokens[order] if token.kind == MONEY]
        label = canonical(text_of(_label(sheet, order)))
        if not amounts:
            if len(label.split()) > _LABEL:
                return
            context = label if _what(label) else context
            continue
        what = _what(label) or (_what(context) if _PERSON.search(label) or _FAMILY.search(label) else None)
        found = _under(amounts, heads)
        if what is not None and found and not named:
            yield from _facts(sheet, what, f"{context} {label}" if not _what(label) else label, found)
        elif what is not None and found and _opens_with(label, person[0]):
            alone = sum(_opens_with(other, person[0]) and _what(other) == what for other in labels) == 1
            yield from _facts(sheet, what, "" if alone else label, found)  # the one row of the person's own, whichever network it names
        elif what is not None and found:  # told so that nobody takes another's sums for the person's
            yield from (Fact(f"_{what}_of_others", token.value, sheet.page.number, token.words, _OTHER) for token in found.values())


def _opens_with(label: str, name: str) -> bool:
    """Whether the name of a limit opens with a person's: "Chidi - out-of-network deductible", "Chidi's deductible"."""
    return label.split()[:1] in ([name], [f"{name}s"]) and _what(label) is not None


def _by_columns(sheet: Sheet, order: int) -> Iterator[Fact]:
    """The table turned: limits stand side by side, and what was met and its limit below one another."""
    if any(token.kind == MONEY for token in sheet.tokens[order]):
        return
    heads = [(phrase.text, phrase) for phrase in sheet.rows[order].phrases if _what(canonical(phrase.text)) and len(phrase.words) <= _LABEL]
    if len(heads) < 2:
        return
    sums: dict[str, dict[str, Token]] = {}
    for below in range(order + 1, min(order + 5, len(sheet.rows))):
        kind = kind_of(text_of(_label(sheet, below)))
        amounts = [token for token in sheet.tokens[below] if token.kind == MONEY]
        if kind is None or not amounts:
            break
        for name, token in _under(amounts, heads).items():
            sums.setdefault(name, {})[kind] = token
    for name, found in sums.items():
        what = _what(canonical(name))
        if what is not None and MET in found:
            yield from _facts(sheet, what, canonical(name), found)


def _label(sheet: Sheet, order: int) -> list[Word]:
    """The words before the first amount of a row."""
    words: list[Word] = []
    for token in sheet.tokens[order]:
        if token.kind == MONEY:
            break
        words += token.words
    return words


def _what(words: str) -> str | None:
    """The limit that words name; none where they name both."""
    named = [name for name, form in (("deductible", _DEDUCTIBLE), ("out_of_pocket", _OUT_OF_POCKET)) if form.search(words)]
    return named[0] if len(named) == 1 else None


def _under(amounts: Sequence[Token], heads: Sequence[tuple[str, Phrase]]) -> dict[str, Token]:
    """The amounts by the heading each stands under; none where one stands under no heading, or two under the same."""
    found: dict[str, Token] = {}
    for token in amounts:
        names = [name for name, phrase in heads if stands_under(token, phrase)]
        if len(names) == 1 and names[0] not in found:
            found[names[0]] = token
        elif names:
            return {}
    return found


def _facts(sheet: Sheet, what: str, label: str, found: Mapping[str, Token]) -> Iterator[Fact]:
    weight = _OTHER if _FAMILY.search(label) else _OTHER - 0.04 if _ELSEWHERE.search(label) else _OWN
    if MET in found and LIMIT in found and LEFT in found:
        agree = found[LIMIT].value - found[MET].value == found[LEFT].value
        weight = min(weight, _DOUBTED) if not agree else _PROVEN if weight == _OWN else weight
    for kind in (MET, LIMIT):
        if kind in found:
            token = found[kind]
            yield Fact(f"{what}_{kind}", token.value, sheet.page.number, token.words, weight)
    if LEFT in found:  # no field of the contract; told so that nobody takes the amount for a limit
        yield Fact(f"_{what}_left", found[LEFT].value, sheet.page.number, found[LEFT].words, weight)
