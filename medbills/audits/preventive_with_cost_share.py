"""A share of the patient for preventive care that plans pay in full in network."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Any

from medbills import plain_yaml
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs, same_payer
from medbills.domain.money import ZERO, Money
from medbills.domain.names import short_label
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.remembered import remembered
from medbills.domain.remittance import patient_share
from medbills.domain.shares import PROTECTED_PLANS, name_of, statement_words
from medbills.paths import resource

SLUG = "preventive_with_cost_share"
_AUTHORITY = "PHSA 2713, 42 U.S.C. 300gg-13; 45 CFR 147.130"
_CHECKED = datetime.date(2026, 11, 21)
_OTHER_RULES = frozenset({"medicare_original", "medicare_advantage", "medicare_part_d", "short_term_or_fixed_indemnity", "health_sharing"})


def inspect(facts: Facts) -> Inspection:
    """Each line with a code on the live EOBs of the user's plan."""
    plan = facts.plan
    if plan is not None and (plan.grandfathered or plan.type in _OTHER_RULES):
        return Inspection(not_checked=(NotChecked(SLUG, "a plan under the preventive care rule"),))
    findings: list[Finding] = []
    needs: list[str] = []
    eobs = [eob for eob in live_eobs(facts) if eob.kind is not Kind.MEDICARE_SUMMARY_NOTICE]
    for eob in eobs:
        if plan is not None and same_payer(eob, plan.payer_name) is False:
            continue
        if not any(line.code for line in eob.lines):
            needs.append(f"the code of each line on the statement from {name_of(eob)}")
        elif eob.network_status != "out":
            findings += _of_eob(eob, plan.type if plan else None)
    if not eobs:
        needs.append("an insurer's statement (EOB) with codes")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _of_eob(eob: Paper, plan_type: str | None) -> list[Finding]:
    known = eob.network_status == "in" and plan_type in PROTECTED_PLANS
    return [_finding(eob, index, share, certainty if known else Certainty.ASK) for index, share, certainty in _on_the_list(eob)]


@remembered
def _on_the_list(eob: Paper) -> tuple[tuple[int, Money, Certainty], ...]:
    """The lines on the list that leave a share to the patient."""
    found = []
    for index, line in enumerate(eob.lines):
        share = patient_share(line)
        if share is None and len(eob.lines) == 1:
            share = eob.patient_responsibility
        if share is None or share <= ZERO:
            continue
        certainty = _preventive(line, line.diagnosis_codes or eob.diagnosis_codes or ())
        if certainty is not None:
            found.append((index, share, certainty))
    return tuple(found)


def _preventive(line: Line, diagnoses: Collection[str]) -> Certainty | None:
    """How sure the line is on the list; None: it is not."""
    if not line.code:
        return None
    table, on = _table(), _lists_with(line.code.upper())
    if "always" in on or (line.modifiers and not set(table["modifiers"]).isdisjoint(line.modifiers)):
        return Certainty.LIKELY
    if "vaccines" in on:
        if not diagnoses:
            return Certainty.ASK
        return Certainty.LIKELY if _any_diagnosis(diagnoses, table["vaccine_diagnoses"]) else None
    if "screenings" in on and diagnoses and _any_diagnosis(list(diagnoses)[:1], table["screening_diagnoses"]):
        return Certainty.LIKELY
    return None


@lru_cache(maxsize=4096)
def _lists_with(code: str) -> frozenset[str]:
    """The lists that hold the code. Codes are few and come again and again."""
    return frozenset(name for name in ("always", "vaccines", "screenings") if _listed(code, _table()[name]))


def _listed(code: str, entries: Collection[str]) -> bool:
    for entry in entries:
        low, _, high = entry.partition("-")
        if low <= code <= (high or low) and len(code) == len(low):
            return True
    return False


def _any_diagnosis(diagnoses: Collection[str], listed: Collection[str]) -> bool:
    plain = [diagnosis.upper().replace(".", "") for diagnosis in diagnoses]
    for entry in listed:
        wanted = entry.replace(".", "")
        if any(code.startswith(wanted) if entry.endswith(".") else code == wanted for code in plain):
            return True
    return False


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = plain_yaml.load(resource("codes", "preventive_services.yaml").read_text(encoding="utf-8"))
    return table


def _finding(eob: Paper, index: int, share: Money, certainty: Certainty) -> Finding:
    line = eob.lines[index]
    label = short_label(line.description or f"Code {line.code}")
    return Finding(
        check=SLUG, severity=Severity.HIGH, title=f"{label}: may be preventive",
        explanation=f"The insurer's statement leaves {share} to you. Most plans pay preventive care in full, in network. "
        "That may not hold if it was done to look into a problem.",
        amount_at_stake=share, documents=(eob.id,), lines=(LineRef(eob.id, index),), certainty=certainty,
        question="Was this ordered as screening, and was it coded and processed as preventive care?",
        remedy="Please review this line as preventive care, without cost sharing.", letter="preventive_recode_appeal", authority=_AUTHORITY,
        checked_on=_CHECKED,
        reason=f"{statement_words([eob])} leaves {share} of code {line.code} to the patient. The code is on the preventive care list.",
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="D09", title="Preventive care", sentence="Looks for a share of yours on care that plans often pay in full.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
