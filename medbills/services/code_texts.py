"""Reads what our lists say of codes (`resources/codes`): own words, whose a sum is, what to do, which checks and letters go with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from medbills import plain_yaml
from medbills.audits import checks
from medbills.domain.code_formats import bill_type
from medbills.domain.money import Money
from medbills.letters import catalogue
from medbills.paths import resource


class Whose(StrEnum):
    """Whether a sum with such a code is normally the patient's to pay."""

    YES_IF_CORRECT = "yes_if_correct"
    NO = "no"
    USUALLY_NO = "usually_no"
    NOT_YET = "not_yet"
    MAYBE = "maybe"
    DEPENDS = "depends"
    DISPUTED = "disputed"
    NOT_BY_ITSELF = "not_by_itself"
    SPECIAL = "special"  # its own sentence says it: a refund, money that went to the patient


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a list says of one code. `says` replaces the sentence of `pays`; `checks` and `letters` are numbers of the catalogues.

    `outranks_group`: the answer stays whatever letters stand in front. `outranks`: the code beside it that a remark overrules.
    """

    title: str
    means: str
    pays: Whose | None = None
    says: str = ""
    says_with_pr: str = ""
    next_with_pr: str = ""
    but: str = ""
    next: str = ""
    checks: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    unsure: bool = False
    outranks_group: bool = False
    outranks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One code in plain sentences. `whose` is None where such a code never says who pays; `whose_says` is then told all the same.

    `because` is the rule behind the answer. `checks` and `letters` are titles of those that the program has. `unsure` is a
    sentence where our list is not sure, else empty. `parts` are modifiers behind a code, or the codes of a list.
    """

    kind: str
    code: str
    title: str
    means: str
    whose: Whose | None = None
    whose_says: str = ""
    because: str = ""
    next: str = ""
    checks: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    unsure: str = ""
    known: bool = True
    source: str = ""
    checked_on: datetime.date | None = None
    parts: tuple[Explanation, ...] = ()
    amount: Money | None = None  # what stands beside it, where the paper prints one

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is read, in its order."""
        told = (self.title, self.unsure, self.means, self.whose_says, self.because, self.next)
        return tuple(words for words in told if words)


@cache
def table(name: str) -> Mapping[str, Any]:
    """One file of `resources/codes`, as it stands."""
    found: Mapping[str, Any] = plain_yaml.load(resource("codes", f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def source_of(name: str) -> tuple[str, datetime.date]:
    """Where a list is from, and the day it was checked."""
    return str(table(name)["source"]), table(name)["checked_on"]


def group(code: str) -> Entry | None:
    """CO, PR, OA, PI or CR."""
    return _listed("groups", code)


def reason(code: str) -> Entry | None:
    """A claim adjustment reason (CARC); a leading zero does not count."""
    return _listed("reasons", code.lstrip("0") or code)


def remark(code: str) -> Entry | None:
    """A remark (RARC), or the range that it lies in."""
    within = (part for part in table("remarks")["ranges"] if len(code) == len(part["from"]) and part["from"] <= code <= part["to"])
    return _listed("remarks", code) or next((_entry(part) for part in within), None)


def modifier(code: str) -> Entry | None:
    """The two signs behind a procedure code."""
    return _listed("modifiers", code)


def place(code: str) -> Entry | None:
    """A place of service, in two digits."""
    found = table("places")["codes"].get(code)
    return _entry({"means": " ".join(_words("place", "means", found.get("note", ""))), **found}) if found else None


def revenue(code: str) -> Entry | None:
    """A revenue code, in four digits: its family."""
    families = table("revenue")["families"]
    return next((_entry(family) for family in families if family["from"] <= code <= family["to"]), None)


def bill_kind(code: str) -> Entry | None:
    """A type of bill: the place by its first signs, and which bill it is by the last."""
    form = bill_type(code)
    data = table("bill_types")
    found = data["places"].get(form[:3]) if form else None
    if form is None or found is None:
        return None
    last = data["letter"] if form[3].isalpha() else data["bills"].get(form[3], {})
    return _entry({"means": " ".join(_words("bill_type", "means", last.get("means", ""))), "next": last.get("next", ""), **found})


def downgrade(code: str) -> str:
    """What a dental plan often pays instead of this treatment, in sentences; empty where it is none of these."""
    for family in table("dental_downgrades")["families"]:
        codes = (*family.get("pairs", {}), *family.get("codes", ()))
        if code in codes or any(part["from"] <= code <= part["to"] for part in family.get("ranges", ())):
            paid_as = f"{family['paid_as'][0].lower()}{family['paid_as'][1:]}"
            return f"Some plans pay for something cheaper instead: {paid_as}. {family['note']}"
    return ""


def kind(name: str) -> Mapping[str, str]:
    """What a kind of code is for: label, means, next, says."""
    found: Mapping[str, str] = table("kinds")[name]
    return found


def says(whose: Whose) -> str:
    """The sentence of an answer."""
    return str(table("groups")["pays"][whose])


def rule(name: str) -> str:
    """A sentence about how codes go together."""
    return str(table("groups")[name])


# explanations


def of_entry(kind_: str, code: str, entry: Entry, list_: str) -> Explanation:
    """A code that a list has."""
    usual = kind(kind_)
    source, checked_on = source_of(list_)
    return Explanation(
        kind=usual["label"], code=code, title=entry.title, means=entry.means, whose=entry.pays,
        whose_says=entry.says or (says(entry.pays) if entry.pays else usual.get("says", "")), next=entry.next or usual.get("next", ""),
        checks=titles_of_checks(entry.checks), letters=titles_of_letters(entry.letters),
        unsure=rule("unsure") if entry.unsure else "", source=source, checked_on=checked_on,
    )  # fmt: skip


def of_kind(kind_: str, code: str, title: str) -> Explanation:
    """A code of which only its kind is told."""
    usual = kind(kind_)
    source, checked_on = source_of("kinds")
    return Explanation(
        kind=usual["label"], code=code, title=title, means=usual["means"], whose_says=usual["says"], next=usual["next"],
        source=source, checked_on=checked_on,
    )  # fmt: skip


def unknown(text: str, where: str | None) -> Explanation:
    """A code that no list has; `where` names the kind of code that stands where it was printed."""
    plain = kind("unknown")
    label = kind(where)["label"] if where else plain["label"]
    source, checked_on = source_of("kinds")
    return Explanation(
        kind=label, code=text, title=plain["label"], means=plain["means"], next=plain["next"], known=False, source=source,
        checked_on=checked_on,
    )  # fmt: skip


def several(text: str, parts: Sequence[Explanation], title: str, means: str) -> Explanation:
    """Codes told one after the other."""
    return Explanation(kind=title, code=text, title=title, means=means, known=any(part.known for part in parts), parts=tuple(parts))


@cache
def _checks() -> dict[str, str]:
    return {check.number: check.title for check in checks()}


@cache
def _letters() -> dict[str, str]:
    return {letter.id: letter.title for letter in catalogue()}


def titles_of_checks(numbers: Iterable[str]) -> tuple[str, ...]:
    """The titles of those checks that the program has."""
    return tuple(_checks()[number] for number in numbers if number in _checks())


def titles_of_letters(numbers: Iterable[str]) -> tuple[str, ...]:
    """The titles of those letters that the program has."""
    return tuple(_letters()[number] for number in numbers if number in _letters())


# read


def _words(of_kind: str, name: str, more: str) -> tuple[str, ...]:
    return (kind(of_kind)[name], *([more] if more else []))


def _listed(name: str, code: str) -> Entry | None:
    found = table(name)["codes"].get(code)
    return _entry(found) if found else None


def _entry(found: Mapping[str, Any]) -> Entry:
    return Entry(
        title=found["title"], means=found["means"], pays=Whose(found["pays"]) if "pays" in found else None, says=found.get("says", ""),
        says_with_pr=found.get("says_with_pr", ""), next_with_pr=found.get("next_with_pr", ""), but=found.get("but", ""),
        next=found.get("next", ""),
        checks=tuple(found.get("checks", ())), letters=tuple(found.get("letters", ())), unsure="sure" in found,
        outranks_group=bool(found.get("outranks_group")), outranks=found.get("outranks", ""),
    )  # fmt: skip
