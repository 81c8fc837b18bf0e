"""A dressed application for every test of the window: our fonts, light colors, text at 100 %."""

import shutil

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from medbills.gui.desk import Desk
from medbills.gui.front import Front
from medbills.gui.jobs import Jobs, Lane
from medbills.gui.look import dress
from medbills.gui.main_window import MainWindow
from medbills.gui.settings import Settings
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.services.load_matters import load_matters
from medbills.services.open_vault import create_vault, open_vault
from medbills.services.sample_family import fill_with_samples, sample_today

PASSPHRASE = "four plain words here"


@pytest.fixture(scope="session")
def ring(qapp):
    return dress(qapp, Settings(dark=False))


@pytest.fixture(autouse=True)
def plain_look(ring):
    yield ring
    if type_().scale != 1.0:
        type_().reset()
    _clear_away()
    if theme().dark or theme().high_contrast:
        theme().wear(False)


def _clear_away():
    """Windows that a test left behind: each change of colors or text size would dress all of them anew."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, (MainWindow, Front)) or not widget.isVisible():
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def sample_vault_made(tmp_path_factory):
    """The sample family's vault, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("samples") / "Calloway.medbills"
    vault, _ = create_vault(folder, "Calloway family", PASSPHRASE)
    fill_with_samples(vault)
    vault.close()
    return folder


class Room:
    """A desk over a real vault with a real window, and the vault's answers to a test."""

    def __init__(self, qtbot, jobs, vault):
        self.qtbot, self.jobs = qtbot, jobs
        self.desk = Desk(jobs, vault, sample_today)
        self.window = MainWindow(self.desk, Settings(dark=False), pages=[])
        self.problems = []
        self.window.show_problem = self.problems.append
        self.desk.problem_met.disconnect()
        self.desk.problem_met.connect(self.problems.append)
        self.told = []
        self.desk.told.connect(lambda text, _undo: self.told.append(text))
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.show()
        qtbot.waitExposed(self.window)

    def settle(self):
        """Until no work is under way."""
        self.qtbot.waitUntil(lambda: not self.jobs.busy, timeout=20_000)
        QApplication.processEvents()

    def ask(self, fn):
        """What the vault says, from its own thread."""
        said = []
        self.desk.vault_job(fn, said.append)
        self.qtbot.waitUntil(lambda: bool(said), timeout=20_000)
        return said[0]

    def matter(self, kind, words=""):
        """The open case of this kind whose title holds these words."""
        today = self.desk.today()
        found = self.ask(lambda vault: load_matters(vault, today=today))
        return next(matter for matter in found if matter.case.kind is kind and words in matter.case.title)

    def open(self, task):
        """Give the window to a task and wait until it shows something."""
        self.desk.open_task(task)
        self.settle()
        return task


@pytest.fixture
def room(qtbot, tmp_path, sample_vault_made):
    folder = tmp_path / "Calloway.medbills"
    shutil.copytree(sample_vault_made, folder)
    jobs, opened = Jobs(), []
    jobs.run(Lane.VAULT, lambda _job: open_vault(folder, PASSPHRASE), opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    made = Room(qtbot, jobs, opened[0])
    yield made
    made.window.close()
    made.settle()
    made.ask(lambda vault: vault.close() or True)
    jobs.shut_down()


@pytest.fixture
def unnamed():
    return _unnamed


def _unnamed(task):
    """Controls of a task that a screen reader could not name."""
    takes_tab = [
        child
        for child in task.findChildren(QWidget)
        if child.isVisibleTo(task) and child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.focusProxy()
    ]
    return [child for child in takes_tab if not (child.accessibleName() or (hasattr(child, "text") and child.text()))]
