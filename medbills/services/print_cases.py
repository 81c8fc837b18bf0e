"""Cases in plain form, for other programs: amounts, stage, next step, deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from medbills.domain.matter import Matter
from medbills.services.next_steps import next_step


def cases_json(matters: Sequence[Matter], *, today: datetime.date) -> dict[str, Any]:
    """The answer of `medbills cases --json`."""
    return {"schema": 1, "today": today.isoformat(), "cases": [_case(matter, today) for matter in matters]}


def _case(matter: Matter, today: datetime.date) -> dict[str, Any]:
    step = next_step(matter, today)
    case = matter.case
    return {
        "id": case.id,
        "title": case.title,
        "kind": case.kind.value,
        "stage": case.stage.value,
        "person": matter.person.name if matter.person else None,
        "provider": matter.provider.name if matter.provider else None,
        "opened_on": case.opened_on.isoformat(),
        "closed_on": case.closed_on.isoformat() if case.closed_on else None,
        "amounts": {
            "asked": matter.owed.asked.plain(),
            "sure": matter.owed.sure.plain(),
            "disputed": matter.owed.disputed.plain(),
            "waiting_for_insurance": matter.owed.waiting.plain(),
            "in_question": matter.at_stake.plain(),
            "saved": case.saved.plain() if case.saved else "0.00",
        },
        "findings": [
            kept.finding.to_json() | {"counted": kept.counted.plain(), "state": kept.state.value} for kept in matter.in_question
        ],
        "next_step": {
            "sentence": step.sentence, "why": step.why, "action": step.action.value, "letter": step.letter,
            "at_stake": step.at_stake.plain(), "by": step.by.isoformat() if step.by else None, "yours": step.yours,
        }
        if step
        else None,
        "deadlines": [kept.deadline.to_json() | {"id": kept.id} for kept in matter.open_deadlines],
        "papers": [
            {"id": kept.id, "kind": kept.paper.kind.value, "dated": kept.paper.dated.isoformat() if kept.paper.dated else None,
             "confirmed": kept.confirmed}
            for kept in matter.papers
        ],
    }  # fmt: skip
