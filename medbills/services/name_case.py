"""Gives a case the name a family would use: what care it was, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from medbills import plain_yaml
from medbills.domain.belonging import sender
from medbills.domain.case import CaseKind
from medbills.domain.paper import Kind, Paper
from medbills.paths import resource


@cache
def _families() -> tuple[tuple[str, str, str, str], ...]:
    data = plain_yaml.load(resource("codes", "families.yaml").read_text(encoding="utf-8"))
    return tuple((row["from"], row["to"], row["name"], row["icon"]) for row in data["families"])


def lead_paper(papers: Iterable[Paper]) -> Paper | None:
    """The paper that says best what a case is about: a collector's letter, a refusal, then the bill with most lines."""
    order = (Kind.COLLECTION_NOTICE, Kind.DENIAL_LETTER, Kind.ITEMIZED_BILL, Kind.EOB, Kind.MEDICARE_SUMMARY_NOTICE, Kind.BILL)
    ranked = sorted((paper for paper in papers if paper.kind in order), key=lambda paper: (order.index(paper.kind), -len(paper.lines)))
    return ranked[0] if ranked else None


def kind_of_case(paper: Paper) -> CaseKind:
    """What sort of matter a paper opens."""
    if paper.kind is Kind.DENIAL_LETTER:
        return CaseKind.DENIAL
    if paper.kind is Kind.COLLECTION_NOTICE:
        return CaseKind.COLLECTION
    return CaseKind.DENTAL if _care(paper)[1] == "tooth" else CaseKind.BILL


def name_case(paper: Paper) -> str:
    """ "ER visit at Riverbend", "MRI of the back", "Cedar Lab debt at Harrow & Pike", "Filling, tooth 30"."""
    care, _ = _care(paper)
    where = short_name(sender(paper))
    if paper.kind is Kind.COLLECTION_NOTICE:
        return f"{where} debt at {short_name(paper.issuer_name)}" if where else f"Debt at {short_name(paper.issuer_name)}"
    tooth = next((line.tooth for line in paper.lines if line.tooth), None)
    if tooth:
        return f"{care}, tooth {tooth}"
    if paper.kind is Kind.DENIAL_LETTER:
        return care if care != "Care" else f"Refusal by {short_name(paper.payer_name or paper.issuer_name)}"
    if care == "Care":
        return f"Bill from {where}" if where else "A paper without a sender"
    return f"{care} at {where}" if where else care


def icon_of(kind: CaseKind, paper: Paper | None) -> str:
    """The icon that stands for the case."""
    if kind is CaseKind.COLLECTION:
        return "collector"
    return _care(paper)[1] if paper else "case"


# Words after which a name is told apart already: "Riverbend General Hospital" is "Riverbend" in a heading.
_KIND_WORDS = frozenset(
    [
        "hospital",
        "health",
        "general",
        "medical",
        "center",
        "recovery",
        "system",
        "memorial",
        "regional",
        "associates",
        "group",
        "inc",
        "llc",
        "llp",
        "pc",
        "pa",
    ]
)


_DOCTORS = frozenset({"MD", "DO", "DDS", "DMD", "OD", "DPM", "PHD"})


def short_name(name: str | None) -> str:
    """The telling words of an organization's name: "Riverbend", "Cedar Lab", "Harrow & Pike", "Dr. Osei"."""
    words = [_not_shouted(word) for word in (name or "").replace(",", " ").split()]
    if not words:
        return ""
    if len(words) > 1 and words[-1].replace(".", "").upper() in _DOCTORS:
        return f"Dr. {words[-2]}"
    if words[0].rstrip(".").lower() == "dr":
        named = [re.sub(r"['\N{RIGHT SINGLE QUOTATION MARK}]s$", "", word) for word in words[1:] if word[0].isupper()]
        return f"{words[0]} {named[-1]}" if named else " ".join(words)
    if "&" in words[1:3] and words.index("&") + 1 < len(words):
        return " ".join(words[: words.index("&") + 2])
    told = [word for word in words[:3] if word.lower().strip(".") not in _KIND_WORDS]
    return " ".join(told) or " ".join(words)


def family_of(code: str) -> str:
    """What sort of care a code stands for, in our own words: "MRI of the head"; empty where none of our families has it."""
    return next((name for first, last, name, _ in _families() if _within(code, first, last)), "")


def _within(code: str, first: str, last: str) -> bool:
    return len(code) == len(first) and first <= code <= last


def _not_shouted(word: str) -> str:
    """RIVERBEND becomes Riverbend; short ones may be initials."""
    return word.capitalize() if word.isupper() and len(word) > 3 else word


def _care(paper: Paper | None) -> tuple[str, str]:
    if paper is None:
        return "Care", "bill"
    codes = [code for line in paper.lines for code in (line.code, line.revenue_code) if code]
    for first, last, name, icon in _families():
        if any(_within(code, first, last) for code in codes):
            return name, icon
    words = " ".join(line.description or "" for line in paper.lines).lower()
    if "emergency" in words:
        return "ER visit", "hospital"
    return "Care", "bill"
