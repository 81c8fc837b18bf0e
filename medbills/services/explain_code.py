"""Says in plain words what a code on a bill or an insurer's paper is, and whether it is normally the patient's to pay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum

from medbills.domain import code_formats as form
from medbills.domain.remittance import UNFINISHED
from medbills.services import code_texts as texts
from medbills.services.code_texts import Entry, Explanation, Whose
from medbills.services.name_case import family_of

__all__ = ["Explanation", "Use", "Whose", "explain", "explain_all"]
_PROCEDURE = re.compile(r"([0-9]{4}[0-9AFMTU]|[A-V][0-9]{4})(?:[-\s,:/]+([A-Z0-9]{2}(?:[-\s,:/]+[A-Z0-9]{2}){0,3}))?")
_BETWEEN = re.compile(r"\s*[,;/]\s*")


class Use(StrEnum):
    """Where a code was printed: it tells lists apart that use the same numbers."""

    PROCEDURE = "procedure"
    MODIFIER = "modifier"
    REVENUE = "revenue"
    PLACE = "place"
    BILL_TYPE = "bill_type"
    DIAGNOSIS = "diagnosis"
    REMARK = "remark"  # reasons, with or without their letters, and remarks
    DRUG = "drug"
    NPI = "npi"
    TAX_ID = "tax_id"


def explain(code: str, *, hint: Use | None = None) -> Explanation:
    """What a code is. Takes "CO-45", "PR1", "99284-25" and lists like "CO-45, N130"; `hint` is where it was printed."""
    text = " ".join(code.upper().split())
    by_hint = _BY_USE.get(hint) if hint else None
    whole = by_hint(text) if by_hint else _unprompted(text)
    if whole is not None:
        return whole
    listed = _items(text)
    if len(listed) > 1:
        return texts.several(text, explain_all((part, hint) for part in listed), "Several codes", "")
    return texts.unknown(text, hint)


def explain_all(printed: Iterable[tuple[str, Use | None]]) -> tuple[Explanation, ...]:
    """The codes of one line, each once. A remark that settles who pays overrules the reason beside it."""
    pairs = tuple(dict.fromkeys(printed))
    found = [explain(code, hint=hint) for code, hint in pairs]
    overruled: dict[str, str] = {}
    for told in found:
        entry = texts.remark(told.code)
        if entry and entry.outranks:
            overruled[entry.outranks] = texts.rule("remark_outranks").format(remark=told.code)
    return tuple(_overruled(told, overruled[told.code]) if told.code in overruled else told for told in found)


def _overruled(told: Explanation, says: str) -> Explanation:
    return replace(told, whose=Whose.NO, whose_says=says, because="", next="")


# by where it was printed


def _adjustment(text: str) -> Explanation | None:
    """A reason with the letters in front of it: "CO-45"."""
    both = form.group_and_reason(text)
    group = texts.group(both[0]) if both else None
    if both is None or group is None:
        return None
    letters, number = both
    reason = texts.reason(number)
    if reason is None:
        unknown = texts.rule("number_unknown").format(reason=number)
        told = texts.of_entry("reason", f"{letters}-{number}", group, "groups")
        return replace(told, means=group.means, next=unknown, because=group.but, known=False)
    fixed = _is_fixed(reason)
    whose, says = _answer(letters, group, reason, number)
    told = texts.of_entry("reason", f"{letters}-{number.lstrip('0') or number}", reason, "reasons")
    because = " ".join(part for part in (f"{letters}: {group.means}", group.but) if part) if whose is group.pays and not fixed else ""
    return replace(told, whose=whose, whose_says=says, because=because, next=_next_step(letters, group, reason, whose))


def _answer(letters: str, group: Entry, reason: Entry, number: str) -> tuple[Whose, str]:
    """The letters decide; an unfinished claim, money that already moved, and a few rules come before them."""
    usual, of_group = reason.pays or Whose.DEPENDS, group.pays or Whose.DEPENDS
    if _is_fixed(reason):
        return usual, reason.says or texts.says(usual)
    if usual is Whose.NOT_YET or (letters == "CO" and number.lstrip("0") in UNFINISHED):
        return Whose.NOT_YET, texts.says(Whose.NOT_YET)
    if letters != "PR":
        return of_group, texts.says(of_group)
    if reason.says_with_pr:
        return Whose.DEPENDS, reason.says_with_pr
    if usual in (Whose.NO, Whose.USUALLY_NO):
        return Whose.DEPENDS, texts.rule("says_yours_but_no")
    if usual is Whose.DISPUTED:
        return Whose.DISPUTED, texts.rule("says_yours_but_open")
    return of_group, texts.says(of_group)


def _is_fixed(reason: Entry) -> bool:
    """Whether the answer stays whatever letters stand in front."""
    return reason.outranks_group or reason.pays is Whose.SPECIAL


def _next_step(letters: str, group: Entry, reason: Entry, whose: Whose) -> str:
    if letters == "PR" and reason.next_with_pr:
        return reason.next_with_pr
    if letters != "PR" and reason.pays is Whose.YES_IF_CORRECT:
        return group.next
    if reason.next:
        return reason.next
    return texts.rule("nothing_to_do") if letters == "CO" or whose is Whose.NO else group.next


def _reason(text: str) -> Explanation | None:
    entry = texts.reason(text) if form.is_reason(text) else None
    if entry is None:
        return None
    told = texts.of_entry("reason", text, entry, "reasons")
    return replace(told, because="" if _is_fixed(entry) else texts.rule("letters_decide"), next=entry.next or texts.rule("nothing_to_do"))


def _group(text: str) -> Explanation | None:
    entry = texts.group(text)
    if entry is None:
        return None
    told = texts.of_entry("group", text, entry, "groups")
    return replace(told, because=entry.but)


def _remark(text: str) -> Explanation | None:
    entry = texts.remark(text) if form.is_remark(text) else None
    return texts.of_entry("remark", text, entry, "remarks") if entry else None


def _answer_code(text: str) -> Explanation | None:
    """Whatever stands among an insurer's reasons and remarks."""
    return _adjustment(text) or _remark(text) or _group(text) or _reason(text)


def _modifier(text: str) -> Explanation | None:
    entry = texts.modifier(text)
    return texts.of_entry("modifier", text, entry, "modifiers") if entry else None


def _place(text: str) -> Explanation | None:
    two = text.zfill(2)
    entry = texts.place(two) if form.is_place(two) else None
    return texts.of_entry("place", two, entry, "places") if entry else None


def _bill_type(text: str) -> Explanation | None:
    entry = texts.bill_kind(text)
    return texts.of_entry("bill_type", text, entry, "bill_types") if entry else None


def _revenue(text: str) -> Explanation | None:
    four = form.revenue_code(text)
    entry = texts.revenue(four) if four else None
    return texts.of_entry("revenue", four or text, entry, "revenue") if entry else None


def _diagnosis(text: str) -> Explanation | None:
    dotted = form.icd10cm(text)
    return texts.of_kind("diagnosis", dotted, "The reason for your care") if dotted else None


def _drug(text: str) -> Explanation | None:
    eleven = form.ndc11(text)
    if eleven is None:
        return texts.of_kind("drug", text, "A drug") if form.ndc_digits(text) else None
    told = texts.of_kind("drug", text, "A drug")
    return told if eleven == text else replace(told, means=f"{told.means} Bills print it as {eleven}.")


def _npi(text: str) -> Explanation | None:
    if not re.fullmatch(r"[0-9]{10}", text):
        return None
    told = texts.of_kind("npi", text, "A doctor's or hospital's number")
    if form.is_npi(text):
        return replace(told, means=f"{told.means} Its last digit fits, so it is likely printed right.")
    return replace(told, means=f"{told.means} Its last digit does not fit. It may be misprinted.")


def _tax_id(text: str) -> Explanation | None:
    return texts.of_kind("tax_id", text, "A business's tax number") if form.is_tax_id(text) else None


def _member_id(text: str) -> Explanation | None:
    return texts.of_kind("member_id", text, "A Medicare patient's number") if form.is_mbi(text) else None


def _procedure(text: str) -> Explanation | None:
    """A procedure with its modifiers; only the family of the care is named, for its name is not ours to print."""
    found = _PROCEDURE.fullmatch(text)
    if found is None:
        return texts.of_kind("hospital_procedure", text, "Care in a hospital stay") if _is_stay_procedure(text) else None
    code = found[1]
    if form.cpt_category(code) == "II":
        told = texts.of_kind("measure", code, "A note about quality")
    elif form.is_cdt(code):
        told = texts.of_kind("dental", code, family_of(code))
        if cheaper := texts.downgrade(code):
            checks, letters = texts.titles_of_checks(("J01",)), texts.titles_of_letters(("D05",))
            told = replace(told, means=f"{told.means} {cheaper}", checks=checks, letters=letters)
    elif form.cpt_category(code) or form.is_hcpcs(code):
        told = texts.of_kind("procedure", code, family_of(code) or "Care that was given")
    else:
        return None
    behind = [mark for mark in re.split(r"[-\s,:/]+", found[2] or "") if mark]
    return replace(told, code=text, parts=tuple(_modifier(mark) or texts.unknown(mark, Use.MODIFIER) for mark in behind))


def _is_stay_procedure(text: str) -> bool:
    return form.is_icd10pcs(text) and any(char.isdigit() for char in text)


def _charge(text: str) -> Explanation | None:
    """Whatever stands in the column of codes of a bill."""
    named = _procedure(text) or _revenue(text) or _drug(text)
    if named is None and re.fullmatch(r"[A-Z0-9.\-]{2,15}", text):
        return texts.of_kind("own_number", text, "The provider's own number for it")
    return named


_BY_USE: dict[Use, Callable[[str], Explanation | None]] = {
    Use.PROCEDURE: _charge, Use.MODIFIER: _modifier, Use.REVENUE: _revenue, Use.PLACE: _place, Use.BILL_TYPE: _bill_type,
    Use.DIAGNOSIS: _diagnosis, Use.REMARK: _answer_code, Use.DRUG: _drug, Use.NPI: _npi, Use.TAX_ID: _tax_id,
}  # fmt: skip
_LISTS = (_adjustment, _group, _remark, _reason, _modifier, _place, _revenue, _bill_type)
_FORMS = (_procedure, _diagnosis, _drug, _member_id, _tax_id, _npi)


def _unprompted(text: str) -> Explanation | None:
    """A code of which only the print is known: every list that has it, else whatever has its form."""
    found = [told for told in (read(text) for read in _LISTS) if told]
    if not found:
        forms = [told for told in (read(text) for read in _FORMS) if told]
        found = forms if _is_stay_procedure(text) else forms[:1]  # seven signs can be a diagnosis as well
    if len(found) > 1:
        return texts.several(text, found, texts.kind("several")["label"], texts.kind("several")["means"])
    if not found and form.is_ms_drg(text):
        return texts.of_kind("stay_group", text, "A group of hospital stays")
    return found[0] if found else None


def _items(text: str) -> list[str]:
    """ "CO-45, N130" and "CO 45 N130" taken apart; letters that stand alone belong to the number after them."""
    items = []
    for part in (part for part in _BETWEEN.split(text) if part):
        words = part.split() if _PROCEDURE.fullmatch(part) is None else [part]
        while words:
            joined = " ".join(words[:2])
            taken = 2 if len(words) > 1 and form.group_and_reason(joined) else 1
            items.append(" ".join(words[:taken]))
            words = words[taken:]
    return items
