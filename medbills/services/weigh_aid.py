"""Weighs a household's income against the poverty guideline, and says what a hospital's policy for help must and may do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from medbills import plain_yaml
from medbills.domain.case import CaseKind
from medbills.domain.household import Household
from medbills.domain.matter import Matter
from medbills.domain.poverty import Guideline, has_guideline, newest_guideline
from medbills.domain.wording import long_day
from medbills.paths import resource
from medbills.services.case_figures import AID_RULE, open_until
from medbills.services.load_household import load_household
from medbills.services.load_matters import load_matters
from medbills.services.rules_in_use import rules_in_use
from medbills.store import Vault

LETTER = "financial_assistance_cover"


@dataclass(frozen=True, slots=True)
class AidPoint:
    """One thing to know, with its source; `sure` is False where it is to be asked."""

    title: str
    says: str
    source: str
    sure: bool


@dataclass(frozen=True, slots=True)
class AidBill:
    """An open case that asks for money: the letter is written for it. `apply_by` is the last day on file."""

    case_id: str
    title: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """`guideline` and `percent` are None as long as the household or its state is not known; `says` tells what is missing."""

    household: Household
    state: str | None
    guideline: Guideline | None
    percent: Decimal | None
    says: str
    band: AidPoint | None
    points: tuple[AidPoint, ...]
    bills: tuple[AidBill, ...]


def weigh_aid(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> Aid:
    """The household of the vault, in the state of the person shown or of the user."""
    household, state = load_household(vault), _state(vault, person_id)
    rows = rules_in_use(vault).tables["reference_figures"]["federal_poverty_guidelines"]
    line = newest_guideline(rows, state, household.size or 0, today.year)
    percent = line.percent(household.income) if line and household.income is not None else None
    return Aid(
        household=household, state=state, guideline=line, percent=percent, says=_says(household, state, line, percent, today),
        band=_band(percent), points=(*_points(), *_of_state(state)), bills=_bills(vault, today, person_id),
    )  # fmt: skip


def _state(vault: Vault, person_id: str | None) -> str | None:
    people = vault.people.all()
    shown = [person for person in people if person.id == person_id]
    order = [*shown, *(person for person in people if person.is_me), *people]
    return next((person.state for person in order if person.state), None)


def _says(
    household: Household, state: str | None, line: Guideline | None, percent: Decimal | None, today: datetime.date
) -> str:
    if not household.known:
        return "Type how many people live with you and what comes in. We show the percent of the poverty guideline."
    if state is None:
        return "Your state is not known. Set it under People & plans: Alaska and Hawaii have figures of their own."
    if not has_guideline(state):
        return f"{state} has no federal guideline. Programs there choose their own line: ask."
    if line is None or percent is None:
        return f"The guideline of {today.year} is not known here."
    older = "" if line.year == today.year else f" The one of {today.year} is not known here yet."
    return f"Your income is {percent} % of the poverty guideline of {line.year}, which is {line.line} for your household.{older}"


@cache
def _known() -> Any:
    return plain_yaml.load(resource("aid", "hospital_help.yaml").read_text(encoding="utf-8"))


def _point(title: str, entry: Any) -> AidPoint:
    source = f"{entry.get('citation', 'Practice, not law')}, checked {long_day(_known()['checked_on'])}"
    return AidPoint(title, entry["says"], source, entry["confidence"] != "uncertain")


def _points() -> tuple[AidPoint, ...]:
    return tuple(_point(entry["title"], entry) for entry in _known()["points"])


def _of_state(state: str | None) -> tuple[AidPoint, ...]:
    entry = _known()["states"].get((state or "").upper())
    return (_point(f"In {(state or '').upper()}", entry),) if entry else ()


def _band(percent: Decimal | None) -> AidPoint | None:
    if percent is None:
        return None
    entry = next(band for band in _known()["bands"] if band["up_to"] is None or percent <= band["up_to"])
    return _point("What hospitals often do", entry)


def _bills(vault: Vault, today: datetime.date, person_id: str | None) -> tuple[AidBill, ...]:
    """A collector gives no such help, and asking one for it could be read as a word that the debt is owed."""
    matters = load_matters(vault, today=today, person_id=person_id, with_closed=False)
    return tuple(_bill(matter, today) for matter in matters if matter.owed.asked and matter.case.kind is not CaseKind.COLLECTION)


def _bill(matter: Matter, today: datetime.date) -> AidBill:
    by = open_until(matter, AID_RULE)
    until = f" Apply by {long_day(by)}." if by and by >= today else ""
    return AidBill(matter.id, matter.case.title, f"It asks for {matter.owed.asked}.{until}")
