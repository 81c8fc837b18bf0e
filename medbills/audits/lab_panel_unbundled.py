"""Laboratory tests billed one by one, or beside the panel that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medbills.domain.by_code import visits_bearing
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ZERO, Money, total
from medbills.domain.procedures import Charge, Visit, prints_modifiers, uncoded
from medbills.domain.remembered import remembered
from medbills.domain.repeats import REPEAT_MODIFIERS
from medbills.domain.wording import listed

# Panel -> its tests, by code number. The blood counts of 80050, 80055 and 80081 have alternatives, see _COUNTS.
_PANELS: Mapping[str, frozenset[str]] = {
    panel: frozenset(tests.split())
    for panel, tests in {
        "80047": "82330 82374 82435 82565 82947 84132 84295 84520",
        "80048": "82310 82374 82435 82565 82947 84132 84295 84520",
        "80051": "82374 82435 84132 84295",
        "80053": "82040 82247 82310 82374 82435 82565 82947 84075 84132 84155 84295 84450 84460 84520",
        "80061": "82465 83718 84478",
        "80069": "82040 82310 82374 82435 82565 82947 84100 84132 84295 84520",
        "80074": "86705 86709 86803 87340",
        "80076": "82040 82247 82248 84075 84155 84450 84460",
        "80050": "80053 84443",
        "80055": "86592 86762 86850 86900 86901 87340",
        "80081": "86592 86762 86850 86900 86901 87340 87389",
    }.items()
}
_WITH_COUNT = frozenset({"80050", "80055", "80081"})
_COUNTS = (frozenset({"85025"}), frozenset({"85027", "85004"}), frozenset({"85027", "85007"}), frozenset({"85027", "85009"}))
_INSIDE = {  # larger panel -> panels that lie in it
    "80050": ("80053",), "80053": ("80048", "80051"), "80047": ("80048", "80051"), "80048": ("80051",), "80081": ("80055",),
}  # fmt: skip
_LARGEST_FIRST = sorted(_PANELS, key=lambda panel: (-len(_PANELS[panel]), panel))
_TESTS_AND_PANELS = frozenset(_PANELS).union(*_PANELS.values())
_ASK = Inquiry(
    slug="lab_panel_unbundled", number="F02", title="Lab panels", sentence="Looks for lab tests that belong to one panel.",
    severity=Severity.MEDIUM, question="Should these tests be one panel?",
    remedy="Please review these tests as one panel, and send a corrected bill if it changes.", letter="billing_dispute",
    authority="Panel rule of the code set; Medicare's NCCI policy manual, chapter 10",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each day and provider; tests repeated on purpose (modifiers 91, 59 and the like) are left out."""
    findings: list[Finding] = []
    for visit in visits_bearing(facts, _TESTS_AND_PANELS.__contains__):
        findings += _about(visit)
    return _ASK.answer(findings, uncoded(facts))


@remembered
def _about(visit: Visit) -> list[Finding]:
    """Each line once, under the largest panel."""
    tests = {charge.code: charge for charge in visit if not charge.modifiers & REPEAT_MODIFIERS}
    used: set[str] = set()
    findings: list[Finding] = []
    for panel in sorted(tests.keys() & _PANELS.keys(), key=lambda panel: (-len(_contents(panel, tests, whole=False)), panel)):
        if panel not in used:
            within = {*_contents(panel, tests, whole=False), *_INSIDE.get(panel, ())} - used
            inside = [code for code in tests if code in within]
            if inside:
                used |= {panel, *inside}
                findings.append(_beside(tests[panel], [tests[code] for code in inside]))
    for panel in _LARGEST_FIRST:
        if panel in tests or not _PANELS[panel] <= tests.keys():
            continue
        parts = _contents(panel, tests, whole=True)
        if parts and parts <= set(tests) - used:
            used |= parts
            findings.append(_one_by_one(panel, [tests[code] for code in sorted(parts)]))
    if {"80053", "80076"} <= set(tests) - used:
        findings.append(_shared(tests["80053"], tests["80076"]))
    return findings


def _contents(panel: str, tests: Mapping[str, Charge], *, whole: bool) -> frozenset[str]:
    """The panel's tests, with the blood count that is billed; with `whole`, nothing where no blood count is complete."""
    if panel not in _WITH_COUNT:
        return _PANELS[panel]
    counts = [count for count in _COUNTS if count <= set(tests)]
    if not counts:
        return frozenset() if whole else _PANELS[panel]
    return _PANELS[panel] | counts[0]


def _beside(panel: Charge, inside: Sequence[Charge]) -> Finding:
    amount = total(charge.billed for charge in inside)
    codes = listed([charge.code for charge in inside])
    words = f"Panel {panel.code} is billed at {panel.billed}. Code {codes} of the same day may be part of it, at {amount}."
    return _finding([panel, *inside], words, amount, Certainty.LIKELY)


def _one_by_one(panel: str, parts: Sequence[Charge]) -> Finding:
    amount = total(charge.billed for charge in parts)
    words = f"All {len(parts)} tests of panel {panel} are billed one by one, at {amount} together. One panel may cost less."
    return _finding(parts, words, ZERO, Certainty.LIKELY)


def _shared(panel: Charge, other: Charge) -> Finding:
    words = f"Panels {panel.code} and {other.code} of the same day share most of their tests. The second costs {other.billed}."
    return _finding([panel, other], words, other.billed, Certainty.ASK)


def _finding(charges: Sequence[Charge], words: str, amount: Money, certainty: Certainty) -> Finding:
    sure = certainty if prints_modifiers(charges) else Certainty.ASK
    return _ASK.finding(
        "Lab tests of one panel", f"{words} A repeat later in the day can be right.", words, certainty=sure,
        lines=[charge.ref for charge in charges], at_stake=amount,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
