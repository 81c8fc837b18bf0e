"""Starts what a button of a page promises: a call, a letter, a packet, a look at a paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from medbills.domain.deadline import Deadline
from medbills.domain.matter import Matter
from medbills.domain.next_step import Action, NextStep
from medbills.gui.desk import Desk
from medbills.services.light_spots import Place

# The tasks are loaded when they are asked for, so that pages open quickly.


def start_call(desk: Desk, case_id: str, call_id: str | None = None, script: str = "") -> None:
    """What to say and a place for notes: by the phone script of that name, or the one that fits. With `call_id` that call goes on."""
    from medbills.gui.wizards.call_log import CallTask

    desk.open_task(CallTask(desk, case_id, call_id, script))


def start_letter(desk: Desk, case_id: str, slug: str, call_id: str | None = None) -> None:
    """The wizard of one letter, or of the letter about one call."""
    from medbills.gui.wizards.letter import LetterTask

    desk.open_task(LetterTask(desk, case_id, slug, call_id))


def start_packet(desk: Desk, case_id: str) -> None:
    """The packet of a case."""
    from medbills.gui.wizards.packet import PacketTask

    desk.open_task(PacketTask(desk, case_id))


def fix_paper(desk: Desk, paper_id: str, then: Callable[[], None]) -> None:
    """The review of one paper above the task that asked for it; `then` follows once the paper was accepted."""
    from medbills.gui.wizards.review import ReviewTask

    task = ReviewTask(desk, [paper_id])
    task.closed.connect(then)
    desk.open_task(task)


def start_plan_limit(desk: Desk, matter: Matter, deadline: Deadline) -> None:
    """What the plan document says of the time limit of a day."""
    from medbills.gui.wizards.plan_limit import PlanLimitTask

    desk.open_task(PlanLimitTask(desk, matter, deadline))


def start_closing(desk: Desk, matter: Matter) -> None:
    """What has to be on file before this case is closed."""
    from medbills.gui.wizards.close_case import CloseCaseTask

    desk.open_task(CloseCaseTask(desk, matter))


def start_hand_over(desk: Desk, person_id: str, called: str) -> None:
    """A sealed copy of one person's papers."""
    from medbills.gui.wizards.hand_over import HandOverTask

    desk.open_task(HandOverTask(desk, person_id, called))


def show_places(desk: Desk, title: str, places: Sequence[Place], note: QWidget | None = None) -> None:
    """The papers with these spots lit, the first at once; `note` stands below their list."""
    from medbills.gui.parts.paper_task import PaperTask

    if places:
        desk.open_task(PaperTask(desk, title, places, note=note))


def take_step(desk: Desk, step: NextStep) -> None:
    """What pressing a step's button does."""
    if step.action is Action.CALL:
        start_call(desk, step.case_id, script=step.script)
    elif step.action is Action.LETTER and step.letter:
        start_letter(desk, step.case_id, step.letter)
    elif step.action is Action.REVIEW:
        desk.go("papers")
    else:
        desk.go("cases", step.case_id)


ICONS = {Action.CALL: "phone", Action.LETTER: "letter", Action.REVIEW: "papers", Action.WAIT: "case", Action.LOOK: "eye"}
