"""A filling whose tooth, surfaces and code do not go together."""

from __future__ import annotations

import re
from collections.abc import Mapping

from medbills.domain.dental import DentalLine, on_bills
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.wording import counted

_TOOTH = re.compile(r"0?[1-9]|[12][0-9]|3[0-2]|5[1-9]|6[0-9]|7[0-9]|8[0-2]|[A-T]S?")
_SURFACES = frozenset("MOIDBFL")
_FEWEST: Mapping[str, int] = {
    "D2140": 1, "D2330": 1, "D2391": 1, "D2150": 2, "D2331": 2, "D2392": 2, "D2160": 3, "D2332": 3, "D2393": 3,
    "D2161": 4, "D2335": 4, "D2394": 4,
}  # fmt: skip
_ANGLE = "D2335"  # four or more surfaces, or the corner of the tooth
_BACK = frozenset({*map(str, (*range(1, 6), *range(12, 22), *range(28, 33))), *"ABIJKLST"})
_FRONT = frozenset({*map(str, (*range(6, 12), *range(22, 28))), *"CDEFGHMNOPQR"})
_TRUSTED = 0.95
_ASK = Inquiry(
    slug="tooth_surface_validity", number="J09", title="Tooth and surfaces",
    sentence="Compares a filling's code with its tooth and surfaces.", severity=Severity.LOW,
    question="Which tooth and which surfaces were filled?",
    remedy="Please check the tooth, the surfaces and the code, and send a corrected bill if they change.", letter="billing_dispute",
    authority="Dental code formats; universal tooth numbering",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Dental lines of bills that print a tooth or surfaces."""
    lines = [line for line in on_bills(facts) if line.line.tooth or line.line.surface]
    if not lines:
        return _ASK.answer((), ["a dental bill that prints teeth or surfaces"])
    return _ASK.answer(_finding(line, why) for line in lines if _trusted(line) and (why := _odd(line)))


def _trusted(line: DentalLine) -> bool:
    spots = line.line.spots
    return all(name not in spots or spots[name].typed or spots[name].confidence >= _TRUSTED for name in ("tooth", "surface", "code"))


def _odd(line: DentalLine) -> str:
    tooth = (line.line.tooth or "").upper().lstrip("#").strip()
    if tooth and not _TOOTH.fullmatch(tooth):
        return f"The paper shows tooth {line.line.tooth}, which is outside the usual numbers."
    letters = re.sub(r"[^A-Z]", "", (line.line.surface or "").upper())
    if set(letters) - _SURFACES:
        return f"The paper shows surfaces {line.line.surface}, which are not all usual letters."
    # B and F are the same side of a tooth, and so are O and I.
    count = len(set(letters.replace("F", "B").replace("I", "O")))
    fewest = _FEWEST.get(line.code)
    if letters and fewest and (count < fewest or (count > fewest and fewest < 4)) and line.code != _ANGLE:
        shape = f"a code for {counted(fewest, 'surface')}{' or more' if fewest == 4 else ''}"
        return f"The paper shows {counted(count, 'surface')} and {shape}."
    return _wrong_place(line.code, tooth.lstrip("0"))


def _wrong_place(code: str, tooth: str) -> str:
    if "D2391" <= code <= "D2394" and tooth in _FRONT:
        return f"The code is for a back tooth. Tooth {tooth} is a front tooth."
    if "D2330" <= code <= "D2335" and tooth in _BACK:
        return f"The code is for a front tooth. Tooth {tooth} is a back tooth."
    return ""


def _finding(line: DentalLine, why: str) -> Finding:
    words = f"{why} The code is {line.code}." if line.code not in why else why
    return _ASK.finding(
        "Tooth and code differ", f"{words} Please check it with the paper first.", words, certainty=Certainty.ASK, lines=(line.ref,)
    )


CHECK = _ASK.check(inspect)
