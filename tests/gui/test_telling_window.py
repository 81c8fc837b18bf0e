"""What the window says at its foot: progress with the time left, Cancel only where it works, and what there is to undo."""

import datetime
import threading

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.desk import Desk
from medbills.gui.jobs import Jobs
from medbills.gui.telling import NOTHING, Telling
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.progress_card import ProgressCard, time_left


@pytest.fixture
def place(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    jobs = Jobs()
    telling = Telling(Desk(jobs, object(), lambda: datetime.date(2026, 11, 17)), window, QVBoxLayout(window))
    window.show()
    yield telling
    jobs.shut_down()


@pytest.mark.parametrize(
    ("seconds", "done", "of", "words"),
    [
        (30, 2, 10, ""), (30, 3, 5, ""), (30, 3, 6, "Less than a minute left"), (60, 3, 9, "About 2 minutes left"),
        (90, 3, 6, "About 2 minutes left"), (60, 3, 6, "About 1 minute left"), (0, 0, 0, ""),
    ],
)  # fmt: skip
def test_the_time_left_is_told_once_it_can_be_known(seconds, done, of, words):
    assert time_left(seconds, done, of) == words


def test_only_work_that_looks_for_it_offers_to_be_cancelled(place, qtbot):
    gate = threading.Event()
    desk = place.desk
    desk.vault_job(lambda _vault: gate.wait(5), lambda _none: None, title="Backing up")
    desk.paper_job(lambda job: gate.wait(5) and job.check(), lambda _none: None, title="Reading a booklet")
    cards = {card.headline.text(): card for card in place._window.findChildren(ProgressCard)}
    assert cards["Backing up"].cancel.isHidden() and not cards["Reading a booklet"].cancel.isHidden()
    cards["Reading a booklet"].set_progress(3, 9, "page 4")
    assert cards["Reading a booklet"].left.text() == "Less than a minute left"
    gate.set()
    qtbot.waitUntil(lambda: not desk.jobs.busy)


def test_undo_takes_back_once_and_says_where_there_is_nothing(place):
    undone = []
    place.desk.toast("Letter moved to the trash", lambda: undone.append("letter"))
    assert hasattr(place.shown, "undo")
    place.undo()
    place.undo()
    assert undone == ["letter"] and place.shown.accessibleName() == NOTHING


def test_a_message_makes_way_for_the_buttons_of_what_is_opened_after_it(place, qtbot):
    place.desk.toast("Call kept. You find it in the case.")
    toast, window = place.shown, place._window
    lowest = toast.geometry()
    foot = button("Next question", "main")
    foot.setParent(window)
    foot.setGeometry(lowest)
    foot.show()
    place.desk.task_opened.emit(foot)
    qtbot.waitUntil(lambda: not toast.geometry().intersects(foot.geometry()))
    foot.hide()
    place.desk.task_closed.emit()
    qtbot.waitUntil(lambda: toast.geometry() == lowest)


def test_a_message_makes_way_for_the_buttons_that_a_piece_of_work_brings(place, qtbot):
    place.desk.toast("Call kept. You find it in the case.")
    toast, window = place.shown, place._window
    foot = button("Next question", "main")
    foot.setParent(window)
    foot.setGeometry(toast.geometry())
    place.desk.vault_job(lambda _vault: None, lambda _none: foot.show())
    qtbot.waitUntil(lambda: foot.isVisible() and not toast.geometry().intersects(foot.geometry()))
