"""Chooses which phone script fits a case, a finding or a step: the one router that Today, findings and ways forward use."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.finding import KeptFinding
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.script import Fit, Script
from medbills.domain.strategy import Signs
from medbills.letters.scripts import find_script, scripts
from medbills.services.case_signs import case_signs, goes_to_insurer

GENERAL = "hospital_billing"  # for a case that no script is made for: it asks what any billing office can answer
INSURER, COLLECTOR, FOLLOW_UP = "insurer", "collections", "follow_up"


def choose_script(matter: Matter, today: datetime.date) -> Script:
    """The script for the case as it stands."""
    found = scripts_for(matter, today)
    return found[0] if found else find_script(GENERAL)


def scripts_for(matter: Matter, today: datetime.date) -> tuple[Script, ...]:
    """Every script that fits the case, the best first."""
    signs = case_signs(matter, today)
    ranked = [(rank, script.id, script) for script in scripts() if (rank := _rank(script.fits, signs)) is not None]
    return tuple(script for _, _, script in sorted(ranked, key=lambda found: found[:2]))


def other_scripts(fitting: Sequence[Script]) -> tuple[Script, ...]:
    """The scripts that were not made for this case, for who calls somebody else."""
    there = {script.slug for script in fitting}
    return tuple(script for script in scripts() if script.slug not in there)


def script_of_finding(matter: Matter, kept: KeptFinding, today: datetime.date) -> Script:
    """Whom to call about one finding: the collector who asks for the money, the insurer for what it worked out, else who bills."""
    if matter.latest(Kind.COLLECTION_NOTICE) is not None:
        return find_script(COLLECTOR)
    if goes_to_insurer(kept.finding.letter):
        return find_script(INSURER)
    bills = (script for script in scripts_for(matter, today) if script.desk == "provider")
    return next(bills, find_script(GENERAL))


def _rank(fits: Sequence[Fit], signs: Signs) -> int | None:
    return min((fit.rank for fit in fits if signs.meet(fit.when)), default=None)
