"""A walk through the window: every page, section, form and task, each reached as a person reaches it, by its name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from medbills.domain.case import CaseKind
from medbills.domain.paper import Kind
from medbills.domain.person import Person
from medbills.gui.desk import Desk
from medbills.gui.helping import show_help
from medbills.gui.language import meant, tr
from medbills.gui.main_window import MainWindow
from medbills.gui.pages import history, money, practice, practice_patients
from medbills.gui.parts.code_card import CodeCard
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.password_question import PasswordQuestion
from medbills.gui.parts.question_page import QuestionPage
from medbills.gui.parts.read_again_task import ReadAgainTask
from medbills.gui.parts.removed_part import FOR_GOOD
from medbills.gui.parts.sections_page import Parts
from medbills.gui.parts.start import show_places, start_call, start_closing, start_hand_over, start_letter, start_packet, start_plan_limit
from medbills.gui.question import Question
from medbills.gui.widgets.choices import RadioCard
from medbills.gui.wizards.account_rows import AccountRowsTask
from medbills.gui.wizards.questions import QuestionsTask
from medbills.gui.wizards.received_lines import ReceivedLinesTask
from medbills.gui.wizards.review import ReviewTask
from medbills.services.light_spots import places_of_paper
from medbills.services.load_matters import load_matters
from medbills.services.remove_paper import remove_paper

LAYOUT_ROUNDS = 3  # a text that wraps tells its height only once it has its width
LONGEST_WAIT = 60  # seconds until a stop that never comes to rest is given up


@dataclass(frozen=True)
class Stop:
    """One thing to look at: `reach` brings it to view."""

    name: str
    reach: Callable[[Tour], object]


class Tour:
    """A window over an open vault, steered by the words on its buttons."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        self.window, self.desk = window, desk
        self.over: QWidget | None = None  # a dialog above the window
        self.afterwards: list[Callable[[], object]] = []  # what a stop wants done once it was looked at

    @property
    def view(self) -> QWidget:
        """What has the window now."""
        return self.over or self.window.task or self.window

    @property
    def shown(self) -> QWidget:
        """The same with the bar above a task."""
        return self.over or (self.window.task_layer if self.window.task else self.window)

    def settle(self) -> None:
        """Until no work is under way."""
        until = time.monotonic() + LONGEST_WAIT
        QApplication.processEvents()
        while self.desk.jobs.busy and time.monotonic() < until:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        for _ in range(LAYOUT_ROUNDS):
            QApplication.processEvents()

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """What the vault says."""
        answers: list[Any] = []
        self.desk.vault_job(question, answers.append)
        self.settle()
        return answers[0]

    def leave(self) -> None:
        """Back to the pages."""
        while self.afterwards:
            self.afterwards.pop()()
        if self.over is not None:
            self.over.close()
            if self.over.isWindow():
                self.over.deleteLater()
            self.over = None
        while self.window.task is not None:
            self.window.close_task()
        self.settle()

    def page(self, slug: str, item: str | None = None) -> Any:
        """A page, and on it an item."""
        self.desk.go(slug, item)
        self.settle()
        return self.window._made[slug]

    def press(self, words: str, within: QWidget | None = None, at: int = 0) -> None:
        """Press the button whose words, or whose name for a screen reader, begin so."""
        buttons = (within or self.view).findChildren(QAbstractButton)
        shown = [one for one in buttons if one.isVisible()]
        fits = [one for one in shown if any(meant(said).startswith(words) for said in (one.text(), one.accessibleName()))]
        assert len(fits) > at, f"{words}: {[one.text() or one.accessibleName() for one in buttons if one.isVisible()]}"
        fits[at].click()
        self.settle()

    def matter(self, kind: CaseKind, words: str = "") -> Any:
        """A case by its kind and the words of its title."""
        today = self.desk.today()
        found = self.ask(lambda vault: load_matters(vault, today=today))
        return next(one for one in found if one.case.kind is kind and words in one.case.title)

    def found(self, kind: type[Any]) -> Any:
        """The one visible part of this kind."""
        return next(part for part in self.view.findChildren(kind) if part.isVisible())

    def area(self) -> QScrollArea | None:
        """The largest scrolling part in view that does not show everything."""
        areas = [part for part in self.view.findChildren(QScrollArea) if part.isVisible() and part.verticalScrollBar().maximum() > 0]
        return max(areas, key=lambda part: part.width() * part.height(), default=None)


def _at(slug: str, item: str | None = None) -> Callable[[Tour], object]:
    return lambda tour: tour.page(slug, item)


def _pressed(slug: str, item: str | None, *words: str) -> Callable[[Tour], object]:
    def reach(tour: Tour) -> None:
        page = tour.page(slug, item)
        for form in page.findChildren(MoneyForm):
            if form.isVisible():
                form.closed.emit()
        tour.settle()
        if slug == "people":
            _dad(tour)
        elif hasattr(page, "show_list"):
            page.show_list()
            tour.settle()
        for word in words:
            tour.press(word, None if tour.window.task else page)

    return reach


def _of_case(begin: Callable[[Tour, Any], object], kind: CaseKind = CaseKind.BILL, words: str = "ER visit") -> Callable[[Tour], object]:
    return lambda tour: begin(tour, tour.matter(kind, words))


def _sections(slug: str, parts: Parts) -> Iterator[Stop]:
    for key in parts:
        yield Stop(f"{slug}_{key}", _at(slug, key))


def _dad(tour: Tour) -> Person:
    """His are the most papers. Shown on the page of people."""
    person: Person = tour.ask(lambda vault: next(one for one in vault.people.all() if one.called == "Dad"))
    tour.page("people", person.id)
    return person


def _limit(tour: Tour, matter: Any) -> None:
    start_plan_limit(tour.desk, matter, matter.open_deadlines[0].deadline)


def _review(tour: Tour, matter: Any) -> ReviewTask:
    task = ReviewTask(tour.desk, [matter.bill.id])
    tour.desk.open_task(task)
    tour.settle()
    return task


def _lines(tour: Tour, matter: Any) -> None:
    _review(tour, matter).form.lines.click()


def _read_again(tour: Tour, matter: Any) -> None:
    tour.desk.open_task(ReadAgainTask(tour.desk, [matter.bill.id]))


def _call_over(tour: Tour, matter: Any) -> None:
    start_call(tour.desk, matter.id)
    tour.settle()
    tour.press("End the call", tour.window)


def _letter_end(tour: Tour, matter: Any) -> None:
    """To the end of a letter, passing what may be left out and answering the rest with what was found."""
    start_letter(tour.desk, matter.id, "itemized_bill_request")
    tour.settle()
    for _ in range(20):
        pages = [part for part in tour.view.findChildren(QuestionPage) if part.isVisible()]
        if not pages:
            return
        cards = [card for card in pages[0].findChildren(RadioCard) if card.isVisible()]
        if cards:
            cards[-1].click()  # the one that leaves it out
            tour.settle()
        if pages[0] in tour.view.findChildren(QuestionPage) and pages[0].isVisible():
            (pages[0].skip if pages[0].skip.isVisible() else pages[0].next).click()
        tour.settle()


def _removed(tour: Tour) -> None:
    today = tour.desk.today()

    def remove(vault: Any) -> bool:
        remove_paper(vault, next(kept for kept in vault.papers.all() if kept.paper.kind is Kind.RECEIPT).id, today=today)
        return True

    tour.ask(remove)
    tour.page("history", "removed").reload()


def _booklet(tour: Tour, file: Path) -> None:
    _dad(tour)
    page = tour.page("people")
    if not page.booklets.rows:
        page.booklets.take(file)
        tour.settle()
        page.booklets.form.save.click()
        tour.settle()
    page.booklets.rows[0].click()
    tour.settle()


def _bank_file(tour: Tour, file: Path) -> None:
    tour.desk.open_task(AccountRowsTask(tour.desk, file))


def _codes(tour: Tour) -> None:
    page = tour.page("insurance")
    tour.press("What the codes mean", page)
    tour.over = next(part for part in QApplication.topLevelWidgets() if isinstance(part, CodeCard) and part.isVisible())


def _asked(tour: Tour) -> None:
    tour.over = Question(tour.window, "Remove this for good?", "Keep it here", "Remove for good", FOR_GOOD)
    tour.over.show()


def _password(tour: Tour) -> None:
    tour.over = PasswordQuestion(tour.window, "bill.pdf", True)
    tour.over.show()


def _help(tour: Tour) -> None:
    tour.page("bills")
    show_help(tour.window)


def _menu(tour: Tour) -> None:
    tour.page("today")
    if tour.window.folded:
        tour.window._open_menu()


def _calendar_list(tour: Tour) -> None:
    page = tour.page("calendar")
    words = [part.text() for part in page.findChildren(QAbstractButton) if part.isVisible()]
    if tr("List") in words:
        tour.press("List", page)


FORMS = {
    "people": ("Add a person", "Add a plan", "Add a form", "Add dental fees"),
    "before_care": ("Add planned care",),
}
MONEY_FORMS = {
    "payments": ("Add a payment", "Add a refund"), "plans": ("Add a payment plan", "Compare with a card"),
    "offers": ("Add an offer", "Type your figures"), "dental": ("Ask the employer", "Which treatment", "Write to the dentist"),
    "help": ("Type your household", "An advocate’s fee", "Cash or insurance"), "taxes": ("Type the income",),
}  # fmt: skip
ENTRIES = ("prove_the_debt", "in_your_state", "dental_share", "word:eob", "codes:reasons", "code:99284")


def family_stops(booklet: Path, bank_file: Path) -> list[Stop]:
    """The window over a family's papers. The booklet is a PDF, the bank's file a CSV."""
    stops = [Stop(slug, _at(slug)) for slug in ("today", "papers", "bills", "insurance", "cases", "calls_letters", "calendar", "settings")]
    stops += [
        Stop("menu", _menu),
        Stop("calendar_list", _calendar_list),
        Stop("bill", _of_case(lambda tour, matter: tour.page("bills", matter.id))),
        Stop("bill_of_a_debt", _of_case(lambda tour, matter: tour.page("bills", matter.id), CaseKind.COLLECTION, "")),
        Stop("call_kept", _pressed("calls_letters", None, "November 10")),
        Stop("letter_kept", _pressed("calls_letters", None, "November 5")),
        Stop("people", _dad),
        Stop("before_care", _at("before_care")),
    ]  # fmt: skip
    for kind, words in (
        (CaseKind.BILL, "ER visit"), (CaseKind.DENIAL, "MRI"), (CaseKind.COLLECTION, ""), (CaseKind.DENTAL, "Filling"),
        (CaseKind.BILL, "Tests"),
    ):  # fmt: skip
        name = f"case_{(words or 'debt').split()[0].lower()}"
        stops.append(Stop(name, _of_case(lambda tour, matter: tour.page("cases", matter.id), kind, words)))
    stops += [Stop(f"{slug}_{word.split()[-1]}", _pressed(slug, None, word)) for slug, words in FORMS.items() for word in words]
    stops += [*_sections("money", money.PARTS)]
    stops += [
        Stop(f"money_{part}_{word.split()[-1]}", _pressed("money", part, word)) for part, words in MONEY_FORMS.items() for word in words
    ]
    stops += [Stop(f"learn_{entry.replace(':', '_')}", _at("learn", entry)) for entry in ENTRIES]
    stops += [
        Stop("call", _of_case(lambda tour, matter: start_call(tour.desk, matter.id), CaseKind.DENIAL, "MRI")),
        Stop("call_over", _of_case(_call_over)),
        Stop("letter", _of_case(lambda tour, matter: start_letter(tour.desk, matter.id, "itemized_bill_request"))),
        Stop("letter_end", _of_case(_letter_end)),
        Stop("packet", _of_case(lambda tour, matter: start_packet(tour.desk, matter.id))),
        Stop("review", _of_case(_review)),
        Stop("review_lines", _of_case(_lines)),
        Stop("read_again", _of_case(_read_again)),
        Stop("questions", _of_case(lambda tour, matter: tour.desk.open_task(QuestionsTask(tour.desk, matter.id)))),
        Stop("received", _of_case(lambda tour, matter: tour.desk.open_task(ReceivedLinesTask(tour.desk, matter.id)))),
        Stop("closing", _of_case(lambda tour, matter: start_closing(tour.desk, matter))),
        Stop("plan_limit", _of_case(_limit, CaseKind.DENIAL, "MRI")),
        Stop("spots", _of_case(lambda tour, matter: show_places(tour.desk, "The bill", places_of_paper(matter.bill)))),
        Stop("hand_over", lambda tour: start_hand_over(tour.desk, _dad(tour).id, "Dad")),
        Stop("booklet", lambda tour: _booklet(tour, booklet)),
        Stop("bank_file", lambda tour: _bank_file(tour, bank_file)),
        Stop("codes", _codes),
        Stop("asked", _asked),
        Stop("password", _password),
        Stop("help", _help),
        *_sections("history", history.PARTS),
        Stop("history_something_removed", _removed),
    ]
    return stops


def practice_stops() -> list[Stop]:
    """The window over a dental practice's fees."""
    return [*_sections("practice", practice.PARTS), *_sections("practice_patients", practice_patients.PARTS)]
