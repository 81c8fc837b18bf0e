"""The window around the pages: visits, reloads, tasks, undo, folding, whose affairs, dropped files, jobs, settings."""

import datetime
import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from medbills.errors import Cancelled, MedbillsError
from medbills.gui import dialogs
from medbills.gui.create_vault import CreateVault
from medbills.gui.desk import Desk, Somebody
from medbills.gui.jobs import Jobs, Lane
from medbills.gui.main_window import MainWindow, found_pages
from medbills.gui.page import PageSpec, PageWidget, TaskWidget
from medbills.gui.question import Question
from medbills.gui.settings import Settings, load_settings, save_settings
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.unlock import Unlock
from medbills.gui.welcome import Welcome
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.toast import Toast

TODAY = datetime.date(2026, 11, 17)
LEFT = Qt.MouseButton.LeftButton


class NotedPage(PageWidget):
    """Counts its reloads."""

    def __init__(self, desk):
        super().__init__(desk)
        self.reloads, self.items = 0, []
        self.field = QLineEdit()
        self.body.addWidget(self.field)

    def reload(self):
        self.reloads += 1

    def show_item(self, item_id):
        self.items.append(item_id)


def _spec(slug, order, topics=()):
    return PageSpec(slug=slug, title=slug.capitalize(), icon="bill", order=order, make=NotedPage, topics=frozenset(topics))


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.shut_down()


@pytest.fixture
def desk(jobs):
    return Desk(jobs, {"name": "the vault"}, lambda: TODAY)


@pytest.fixture
def window(qtbot, desk):
    made = MainWindow(desk, Settings(), [_spec("today", 1, ["papers"]), _spec("bills", 2, ["bills"]), _spec("settings", 100)])
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_pages_found_have_slugs_of_their_own_and_icons():
    from medbills.gui.icons import pixmap

    for spec in found_pages():
        assert spec.title
        assert not pixmap(spec.icon).isNull()


def test_page_is_made_and_loaded_on_its_first_visit_only(window, desk):
    assert window.page == "today"
    assert "bills" not in window._made
    desk.go("bills", "b1")
    desk.go("today")
    desk.go("bills", "b2")
    page = window._made["bills"]
    assert page.reloads == 1 and page.items == ["b1", "b2"]


def test_changes_reload_the_page_shown_at_once_and_others_when_visited(window, desk):
    desk.go("bills")
    desk.tell_changed({"papers"})
    assert window._made["bills"].reloads == 1 and window._made["today"].reloads == 1
    desk.go("today")
    assert window._made["today"].reloads == 2
    desk.tell_changed({"papers", "calls"})
    assert window._made["today"].reloads == 3


def test_keys_lead_to_pages_and_back(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "bills"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page == "today"
    with qtbot.waitSignal(window.lock_asked):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_undo_takes_back_the_latest_once(qtbot, window, desk):
    undone = []
    desk.toast("Letter moved to the trash", lambda: undone.append("letter"))
    desk.toast("Call moved to the trash", lambda: undone.append("call"))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["call"]


def test_undo_in_a_field_is_the_fields_own(qtbot, window, desk):
    undone = []
    desk.toast("Gone", lambda: undone.append(1))
    field = window._made["today"].field
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [] and field.text() != "abc"


def test_task_has_the_window_to_itself(qtbot, window, desk):
    task = TaskWidget(desk, "Letter to Harrow & Pike", way_out="Cases")
    task.bar_buttons = [button("Finish later", "quiet", bar=True)]
    desk.open_task(task)
    assert window.task is task and not window.sidebar.isVisible()
    task.saved.emit("Saved 10:55")
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "today"
    inner = TaskWidget(desk, "Review", way_out="Letter")
    desk.open_task(inner)
    inner.closed.emit()
    assert window.task is task
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.task is None and window.sidebar.isVisible()


def test_a_task_may_keep_the_user(qtbot, window, desk):
    task = TaskWidget(desk, "Call")
    task.may_leave = lambda: False
    desk.open_task(task)
    window.back()
    assert window.task is task
    desk.close_task()
    assert window.task is None


def test_escape_that_nothing_in_a_task_wants_is_the_way_out(qtbot, window, desk):
    task = TaskWidget(desk, "Columns")
    field = QLineEdit(task)
    desk.open_task(task)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.task is None
    task = TaskWidget(desk, "Call")
    task.may_leave = lambda: False
    desk.open_task(task)
    qtbot.keyClick(task, Qt.Key.Key_Escape)
    assert window.task is task
    desk.close_task()


def test_large_text_and_narrow_windows_fold_the_sidebar(qtbot, window):
    assert window.sidebar.isVisible() and not window.top.menu.isVisible()
    type_().set_scale(1.5)
    assert not window.sidebar.isVisible() and window.top.menu.isVisible()
    qtbot.mouseClick(window.top.menu, LEFT)
    assert window.sidebar.isVisible()
    qtbot.mouseClick(window.sidebar.rows["bills"], LEFT)
    assert window.page == "bills" and not window.sidebar.isVisible()
    type_().reset()
    assert window.sidebar.isVisible()
    window.resize(1000, 700)
    assert window.folded and not window.sidebar.isVisible()


def test_the_menu_at_200_percent_is_as_wide_as_its_words(qtbot, window):
    type_().set_scale(2.0)
    qtbot.mouseClick(window.top.menu, LEFT)
    area = window.sidebar.findChild(QScrollArea)
    beside_the_bar = window.sidebar.width() - area.verticalScrollBar().sizeHint().width()
    assert beside_the_bar >= area.widget().minimumSizeHint().width(), "with a bar at the side, nothing is cut at the right"
    window.back()


def test_the_words_of_the_menu_are_as_large_as_the_text(qtbot, window):
    name = next(label for label in window.sidebar.findChildren(QLabel) if label.text() == "Medbills")
    assert name.isVisible()
    type_().set_scale(2.0)
    theme().wear(not theme().dark)
    qtbot.mouseClick(window.top.menu, LEFT)
    assert name.isVisible()
    assert name.font().pointSizeF() == type_().font("body").pointSizeF()
    window.sidebar.rows["bills"].click()
    type_().reset()
    assert name.font().pointSizeF() == type_().font("body").pointSizeF()


def test_keys_change_the_text(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert type_().scale == 1.1
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert type_().scale == 0.9
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert type_().scale == 1.0


def test_whose_affairs(qtbot, window, desk):
    assert not window.top.segments.isVisible()
    desk.set_people([Somebody("d", "Dad"), Somebody("m", "Me")])
    assert window.top.segments.isVisible()
    before = window._made["today"].reloads
    qtbot.mouseClick(window.top.segments._group.button(1), LEFT)
    assert desk.person_filter == "d"
    assert window._made["today"].reloads == before + 1
    desk.set_people([Somebody("m", "Me")])
    assert desk.person_filter is None and not window.top.segments.isVisible()


def test_search_is_there_only_when_it_leads_somewhere(qtbot, window):
    assert not window.top.search.isVisible()
    asked = []
    window.set_search(lambda: asked.append(1))
    qtbot.mouseClick(window.top.search, LEFT)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert asked == [1, 1]


def test_files_dropped_anywhere_are_added(qtbot, window, desk, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "bill.pdf")), QUrl("https://example.org/x.pdf")])
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(desk.papers_added) as told:
        window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier))
    assert told.args == [[tmp_path / "bill.pdf"]]


def test_add_papers_asks_the_system(qtbot, window, desk, monkeypatch):
    monkeypatch.setattr(dialogs, "ask_system", lambda *_arguments: [Path("a.pdf")])
    with qtbot.waitSignal(desk.papers_added) as told:
        qtbot.mouseClick(window.top.add, LEFT)
    assert told.args == [[Path("a.pdf")]]


def test_vault_work_is_one_thread_and_never_the_windows(qtbot, desk):
    threads, names = set(), []

    def work(vault):
        threads.add(threading.current_thread().name)
        return vault["name"]

    for _ in range(20):
        desk.vault_job(work, names.append)
    qtbot.waitUntil(lambda: len(names) == 20)
    assert len(threads) == 1 and threading.current_thread().name not in threads
    assert set(names) == {"the vault"}


def test_results_arrive_in_the_windows_thread(qtbot, desk):
    seen = []
    desk.paper_job(lambda _job: 1, lambda _result: seen.append(threading.current_thread()))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [threading.main_thread()]


def test_a_problem_goes_to_who_asked_else_to_the_window(qtbot, desk):
    problems = []

    def fail(_vault):
        raise MedbillsError("The disk is full. Your papers are safe.")

    desk.vault_job(fail, lambda _result: None, problems.append)
    qtbot.waitUntil(lambda: len(problems) == 1)
    with qtbot.waitSignal(desk.problem_met) as told:
        desk.vault_job(fail, lambda _result: None)
    assert str(told.args[0]) == "The disk is full. Your papers are safe."


def test_a_bug_crashes_loudly(qtbot, desk):
    with qtbot.captureExceptions() as crashed:
        job = desk.vault_job(lambda _vault: 1 // 0, lambda _result: None)
        qtbot.waitSignal(job.ended).wait()
        qtbot.wait(1)
    assert [kind for kind, *_ in crashed] == [ZeroDivisionError]


def test_work_can_be_stopped_and_reports(qtbot, desk):
    problems, progress = [], []
    desk.jobs.started.connect(lambda job: job.progressed.connect(lambda *told: progress.append(told)))

    def slow(job):
        job.report(2, 8, "riverbend-bill.pdf")
        assert job.cancelled.wait(20)
        job.check()

    job = desk.paper_job(slow, lambda _result: None, problems.append, title="Reading paper")
    qtbot.waitUntil(lambda: progress == [(2, 8, "riverbend-bill.pdf")])
    job.cancel()
    qtbot.waitUntil(lambda: len(problems) == 1)
    assert isinstance(problems[0], Cancelled)


def test_shutting_down_joins_and_delivers_nothing(qtbot, qapp):
    jobs, seen, workers, begun = Jobs(), [], [], threading.Event()

    def work(job):
        workers.append(threading.current_thread())
        begun.set()
        job.cancelled.wait(20)

    jobs.run(Lane.VAULT, work, seen.append)
    begun.wait(20)
    jobs.shut_down()
    qapp.processEvents()
    assert seen == [] and not jobs.busy
    assert not workers[0].is_alive()
    with pytest.raises(RuntimeError):
        jobs.run(Lane.VAULT, work, seen.append)


def test_settings_come_back_and_survive_nonsense(tmp_path):
    file = tmp_path / "deep" / "window.json"
    kept = Settings(geometry="00ff", scale=1.4, dark=True, last_vault="/papers/Our papers.medbills")
    save_settings(kept, file)
    assert load_settings(file) == kept
    assert [entry.name for entry in file.parent.iterdir()] == ["window.json"]
    for nonsense in ("", "[]", "{", '{"scale": "big", "dark": 3, "unknown": 1}'):
        file.write_text(nonsense)
        assert load_settings(file) == Settings()


def test_settings_that_cannot_be_kept_are_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(MedbillsError):
        save_settings(Settings(), tmp_path / "file" / "window.json")


def test_welcome_doors(qtbot):
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome.show()
    for door, signal in ((welcome.first, welcome.addFirstPaper), (welcome.around, welcome.lookAround), (welcome.back, welcome.bringBack)):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(door.button, LEFT)


def test_unlock_by_passphrase_and_by_key(qtbot):
    unlock = Unlock("Calloway family papers")
    qtbot.addWidget(unlock)
    unlock.show()
    qtbot.keyClick(unlock.passphrase.editor, Qt.Key.Key_Return)
    assert unlock.passphrase.problem == "Type your passphrase."
    qtbot.keyClicks(unlock.passphrase.editor, " two words ")
    with qtbot.waitSignal(unlock.opened) as told:
        qtbot.keyClick(unlock.passphrase.editor, Qt.Key.Key_Return)
    assert told.args == [" two words "]
    assert not unlock.open_button.isEnabled()
    unlock.wrong("This passphrase does not open these papers.")
    assert unlock.open_button.isEnabled() and unlock.passphrase.problem
    qtbot.mouseClick(unlock.use_key, LEFT)
    qtbot.keyClicks(unlock.key.editor, "K7QF-9MXA")
    with qtbot.waitSignal(unlock.recovered) as told:
        qtbot.mouseClick(unlock.open_button, LEFT)
    assert told.args == ["K7QF-9MXA"]


def test_new_papers_want_the_same_passphrase_twice_and_the_key_typed_back(qtbot):
    create = CreateVault("Our papers")
    qtbot.addWidget(create)
    create.resize(1280, 800)
    create.show()
    page = create.passphrase_page
    qtbot.keyClicks(page.first.editor, "short")
    qtbot.mouseClick(page.next, LEFT)
    assert page.first.problem
    page.first.clear()
    qtbot.keyClicks(page.first.editor, "river tooth lamp nine")
    assert page.meter.enough and page.meter.words.text() in ("Strong.", "Very strong.")
    qtbot.keyClicks(page.again.editor, "river tooth lamp")
    qtbot.mouseClick(page.next, LEFT)
    assert page.again.problem
    qtbot.keyClicks(page.again.editor, " nine")
    with qtbot.waitSignal(create.chosen) as told:
        qtbot.mouseClick(page.next, LEFT)
    assert told.args == ["Our papers", "river tooth lamp nine", "family"]
    create.show_key(["K7QF", "9MXA", "TT4P", "22WD", "HR8C", "LZ5N"])
    assert page.first.text() == ""
    key = create.key_page
    assert not key.done.isEnabled()
    first, second = (key.groups[at] for at in key.sheet.asked)
    qtbot.keyClicks(key.fields[0].editor, first.lower())
    qtbot.keyClicks(key.fields[1].editor, "wrong")
    key.written.click()
    assert not key.done.isEnabled()
    key.fields[1].editor.clear()
    qtbot.keyClicks(key.fields[1].editor, second)
    qtbot.waitUntil(lambda: key.done.isEnabled() and key.done.width() > 200)
    with qtbot.waitSignal(create.confirmed):
        qtbot.mouseClick(key.done, LEFT)


def test_ring_stands_around_what_has_the_keyboard_but_fields_mark_themselves(qtbot, window, ring):
    window.top.add.setFocus()
    assert ring.widget() is window.top.add
    assert ring.geometry().width() == window.top.add.width() + 8
    window._made["today"].field.setFocus()
    assert ring.widget() is None


def test_ring_outlives_the_window_it_stood_in(qtbot, qapp, ring):
    first, second = button("One"), button("Two")
    first.show()
    first.activateWindow()
    qtbot.waitUntil(first.isActiveWindow)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    inside = button("Inside")
    column.addWidget(inside)
    window.show()
    window.activateWindow()
    inside.setFocus()
    qtbot.waitUntil(lambda: ring.widget() is inside)
    shiboken6.delete(window)
    first.close()
    frame = QWidget()
    qtbot.addWidget(frame)
    QVBoxLayout(frame).addWidget(second)
    frame.show()
    frame.activateWindow()
    second.setFocus()
    qtbot.waitUntil(lambda: ring.widget() is second)


def test_question_gives_the_safe_answer_the_focus(qtbot, monkeypatch):
    question = Question(None, "Delete this letter for good?", "Keep it", "Delete for good")
    qtbot.addWidget(question)
    question.show()
    question.activateWindow()
    qtbot.waitUntil(question.isActiveWindow)
    assert question.safe.hasFocus()
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert question.result() == Question.DialogCode.Rejected


def test_every_control_of_the_window_has_a_name_and_dark_colors_reach_it(qtbot, window):
    from PySide6.QtWidgets import QAbstractButton

    for control in window.findChildren(QAbstractButton):
        assert control.accessibleName() or control.text(), control
    theme().wear(True)
    assert window.grab().toImage().pixelColor(5, 780) == theme().color("sidebar")


def test_a_result_for_a_closed_widget_is_dropped_also_from_a_lambda(qtbot):
    class Pane(QWidget):
        def ask(self, jobs):
            jobs.run(Lane.PAPERS, lambda _job: 1, lambda value: self.setWindowTitle(str(value)))

    jobs, pane = Jobs(), Pane()
    pane.ask(jobs)
    shiboken6.delete(pane)
    with qtbot.waitSignal(jobs.idle, timeout=5000):
        pass
    jobs.shut_down()


def test_a_message_stays_above_the_page_that_comes_after_a_task(desk, window, qtbot):
    desk.open_task(TaskWidget(desk, "A task"))
    desk.toast("Kept the itemized bill.")
    desk.close_task()
    message = window.findChild(Toast)
    at = message.mapTo(window, message.rect().center())
    assert message is window.childAt(at) or message.isAncestorOf(window.childAt(at))
