"""Codes as papers print them: procedure codes with modifiers, drug codes, teeth and surfaces."""

from __future__ import annotations

import re

_SYSTEM = (
    ("CDT", re.compile(r"D\d{4}$")),
    ("CPT", re.compile(r"\d{5}$|\d{4}[FTUM]$")),
    ("HCPCS", re.compile(r"[A-CE-V]\d{4}$")),
    ("NDC", re.compile(r"\d{4,5}-\d{3,4}-\d{1,2}$|\d{11}$")),
)
_PREFIX = re.compile(r"^(?:CPT|HCPCS|CDT|ADA|HC|CODE)[-:#\s]*", re.I)
_WITH_MODIFIERS = re.compile(r"(?P<code>\d{5}|\d{4}[FTUM]|[A-V]\d{4})(?P<mods>(?:[-\s,/:]*[A-Z0-9]{2}){0,4})$", re.I)
MODIFIER = re.compile(r"(?:[A-Z][A-Z0-9]|\d{2})$", re.I)
QUADRANTS = frozenset({"UR", "UL", "LR", "LL"})  # of the mouth
IN_TEXT = re.compile(
    r"(?<![\w-])(?:(?:CPT|HCPCS|CDT|ADA|proc(?:edure)?\.?|svc\.?)(?: code)?[:#\s]*)?(?P<code>\d{5}|\d{4}[FT]|"
    r"[A-EGHJ-NP-V]\d{4})(?:-(?P<mods>[A-Z0-9]{2}(?:[-,][A-Z0-9]{2})*))?(?![\w.,]*\d|[-/]\d)",
    re.I,
)

_KINDS = r"(?:billing|service|procedure|proc\.?|cpt|hcpcs|cdt|ada)(?:/hcpcs)?\W{0,2} "
CAPTIONED = re.compile(rf"(?:\b(?:{_KINDS})*(?:code|c[oó]digo)(?: (?:no\.?|number))?:? ?#? ?)?" + IN_TEXT.pattern, re.I)


def system_of(code: str) -> str | None:
    """The code's system by its form; None when the form is nobody's."""
    return next((name for name, form in _SYSTEM if form.match(code)), None)


def code_of(text: str) -> tuple[str, tuple[str, ...]] | None:
    """A code with its modifiers: "99284-25" is ("99284", ("25",)); other codes as they stand; None when it is none."""
    bare = _PREFIX.sub("", " ".join(text.split())).strip(" .,:;*")
    found = _WITH_MODIFIERS.match(bare)
    if found:
        return found["code"].upper(), modifiers_of(found["mods"])
    flat = bare.replace(" ", "").upper()
    if re.fullmatch(r"[A-Z0-9][A-Z0-9.\-/]{1,14}", flat) and any(c.isdigit() for c in flat):
        return flat, ()
    return None


def modifiers_of(text: str) -> tuple[str, ...]:
    """The modifiers in "25", "26, LT", "TC/50"; empty when there is none."""
    parts = [part.upper() for part in re.split(r"[\s,/;:\-]+", text.strip()) if part]
    return tuple(part for part in parts if MODIFIER.match(part)) if all(len(part) == 2 for part in parts) else ()


def notes_of(text: str) -> tuple[str, ...]:
    """Remark codes of a cell: "CO-45, PR-1" and "a b" alike."""
    parts = [part.strip(".:()[]").upper() for part in re.split(r"[\s,;/]+", text.strip()) if part.strip(".:()[]*-")]
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1] in {"CO", "PR", "OA", "PI", "CR"} and re.fullmatch(r"[A-Z]?\d{1,3}", part):
            joined[-1] = f"{joined[-1]}-{part}"
        else:
            joined.append(re.sub(r"^(CO|PR|OA|PI|CR)(?=\d|[AB]\d)", r"\1-", part))
    return tuple(part for part in joined if len(part) <= 8)
