"""Gathers the codes that a paper or one of its lines prints, each with where it stands, and explains them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from medbills.domain.case import KeptPaper
from medbills.domain.code_formats import group_and_reason
from medbills.domain.finding import LineRef
from medbills.domain.paper import Line, Paper
from medbills.services.explain_code import Explanation, Use, explain_all
from medbills.services.letter_facts import paper_words

# The fields of papers and lines that hold codes; member, claim and account numbers are names, and hold no meaning.
USES: Mapping[str, Use] = MappingProxyType(
    {
        "code": Use.PROCEDURE, "paid_as_code": Use.PROCEDURE, "modifiers": Use.MODIFIER, "revenue_code": Use.REVENUE, "ndc": Use.DRUG,
        "place_of_service": Use.PLACE, "type_of_bill": Use.BILL_TYPE, "diagnosis_codes": Use.DIAGNOSIS, "remark_codes": Use.REMARK,
        "adjustments": Use.REMARK, "denial_codes": Use.REMARK, "provider_npi": Use.NPI, "rendering_npi": Use.NPI,
        "provider_tax_id": Use.TAX_ID,
    }
)  # fmt: skip

TELLING = USES.keys() - {"provider_npi", "rendering_npi", "provider_tax_id"}  # the codes that say something of the care or of money


@dataclass(frozen=True, slots=True)
class CodesOf:
    """The codes of one line or one paper; `where` names it in words."""

    where: str
    codes: tuple[Explanation, ...]


def codes_of_value(name: str, value: object) -> tuple[Explanation, ...]:
    """The codes in a field of that name; none where it holds no codes."""
    use = USES.get(name)
    return explain_all((code, use) for code in _texts(value)) if use and value else ()


def codes_of_key(paper: Paper, key: str) -> tuple[Explanation, ...]:
    """The codes of the value with that key: a field of the paper, or "line 2 remark_codes"."""
    parts = key.split()
    if len(parts) != 3:
        return codes_of_value(key, getattr(paper, key, None))
    at, name = int(parts[1]), parts[2]
    return codes_of_value(name, getattr(paper.lines[at], name, None)) if at < len(paper.lines) else ()


def codes_of_line(line: Line) -> tuple[Explanation, ...]:
    """Every code of a line: the care with its add-ons first, then why the insurer paid less, with the sums where they are printed."""
    amounts = {f"{item.group}-{item.reason}": item.amount for item in line.adjustments or ()}
    told = explain_all(_printed(line))
    return tuple(replace(one, amount=amounts[one.code]) if one.code in amounts else one for one in told)


def has_codes(line: Line) -> bool:
    """Whether a line prints any code."""
    return any(True for _ in _printed(line))


def codes_at(papers: Iterable[KeptPaper], refs: Iterable[LineRef | None]) -> tuple[CodesOf, ...]:
    """The codes of some lines, each under the name of its paper, and a code that two papers print only once."""
    found, told = [], set()
    for kept, line in _lines(papers, refs):
        fresh = tuple(one for one in codes_of_line(line) if (one.kind, one.code) not in told)
        told |= {(one.kind, one.code) for one in fresh}
        if fresh:
            found.append(CodesOf(f"{line.description or 'A service'}: {paper_words(kept)}", fresh))
    return tuple(found)


def any_codes(papers: Iterable[KeptPaper], refs: Iterable[LineRef | None]) -> bool:
    """Whether `codes_at` finds something to explain."""
    return any(True for _ in _lines(papers, refs))


def _lines(papers: Iterable[KeptPaper], refs: Iterable[LineRef | None]) -> Iterator[tuple[KeptPaper, Line]]:
    """The lines with codes, each with its paper."""
    by_id = {kept.id: kept for kept in papers}
    for ref in refs:
        kept = by_id.get(ref.document) if ref else None
        if ref is not None and kept is not None and has_codes(kept.paper.lines[ref.line]):
            yield kept, kept.paper.lines[ref.line]


def _printed(line: Line) -> Iterator[tuple[str, Use]]:
    if line.code:
        yield "-".join((line.code, *(line.modifiers or ()))), Use.PROCEDURE
    else:
        yield from ((mark, Use.MODIFIER) for mark in line.modifiers or ())
    for name in ("paid_as_code", "revenue_code", "ndc", "place_of_service"):
        yield from ((code, USES[name]) for code in _texts(getattr(line, name)))
    remarks = [_joined(code) for code in (*_texts(line.adjustments), *_texts(line.remark_codes))]
    yield from ((code, Use.REMARK) for code in dict.fromkeys(remarks))
    yield from ((code, Use.DIAGNOSIS) for code in _texts(line.diagnosis_codes))


def _joined(code: str) -> str:
    both = group_and_reason(code)
    return "-".join(both) if both else code


def _texts(value: object) -> tuple[str, ...]:
    """The codes of a value as they are printed: a text, a list of texts, or sums taken off with their reasons."""
    if not value:
        return ()
    if isinstance(value, tuple):
        return tuple(item if isinstance(item, str) else f"{item.group}-{item.reason}" for item in value)
    return (str(value),)
