"""Stops that most days nobody sees: the windows before the papers open, the search, copies, newer rules, a mistake of ours."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tour import Stop, Tour

from medbills.domain.case import CaseKind
from medbills.domain.money import Money
from medbills.gui.crash import crash_dialog
from medbills.gui.first_tour import show_around
from medbills.gui.front import Front
from medbills.gui.idle_warning import IdleWarning
from medbills.gui.jobs import Jobs
from medbills.gui.main_window import MainWindow
from medbills.gui.parts.added_card import AddedCard, NotAdded
from medbills.gui.searching import Searching
from medbills.gui.settings import Settings
from medbills.gui.widgets.progress_card import ProgressCard
from medbills.gui.wizards.bring_in_copy import BringInCopyTask
from medbills.gui.wizards.columns import ColumnsTask
from medbills.gui.wizards.newer_rules import NewerRulesTask
from medbills.gui.wizards.versions import VersionsTask
from medbills.gui.working import Working
from medbills.rules.shipped import shipped_files
from medbills.rules.signed_file import signed_pack
from medbills.services.bring_in_rules import look_at_rules
from medbills.services.compare_versions import compare_versions
from medbills.services.mend_vault import examine_vault
from medbills.services.open_vault import open_vault
from medbills.services.read_queue import files_of
from medbills.store.faults import DAMAGED

KEY_GROUPS = ["ABCDE", "FGHJK", "LMNPQ", "RSTUV", "WXYZ2", "34567", "89ABC", "DEFGH"]
CLAIMS = "Ref,When,Bill,Paid by them,Scribble\nA1,03/02/2026,10.00,1.00,x\nA2,03/03/2026,20.00,2.00,y\nA3,03/04/2026,30.00,3.00,\n"
WRONG = "This passphrase does not open the vault. Check Caps Lock and try again. Your data is safe."
LEFT_OUT = (
    NotAdded("scan of a letter from the hospital.pdf", "This file is damaged. Your original stays as it is. Scan the paper again."),
    NotAdded("notes.docx", "Medbills does not read this kind of file. Save it as a PDF and add that."),
)


# the first window


def _front(show: Callable[[Front], object]) -> Callable[[Tour], object]:
    def reach(tour: Tour) -> None:
        front = Front(Jobs(), Settings(dark=False))
        front.resize(tour.window.size())
        show(front)
        front.show()
        tour.over = front

    return reach


def _key(front: Front) -> None:
    front.show_create()
    page: Any = front.page
    page.show_key(KEY_GROUPS)


def _wrong(vault: Path) -> Callable[[Front], object]:
    def show(front: Front) -> None:
        page = front.show_unlock(vault)
        page.offer_keychain(True)
        page.wrong(WRONG)
        page.wait(3)

    return show


def _by_key(vault: Path) -> Callable[[Front], object]:
    return lambda front: front.show_unlock(vault).use_key.click()


def _restoring(front: Front) -> None:
    front._put(Working("Bringing back the backup", "The backup itself stays as it is.", can_cancel=False))


def _damaged(folder: Path, passphrase: str) -> Callable[[Tour], object]:
    def reach(tour: Tour) -> None:
        copy = _copied(tour, folder / "damaged")
        database = copy / "vault.db"
        data = bytearray(database.read_bytes())
        data[len(data) // 2] ^= 255
        database.write_bytes(data)
        found = tour.ask(lambda _vault: examine_vault(copy, passphrase))
        _front(lambda front: front._show_damage(copy, passphrase, DAMAGED, found))(tour)

    return reach


def front_stops(folder: Path, vault: Path, passphrase: str) -> list[Stop]:
    """The window before the papers open. `vault` is a closed or open vault's folder, with that passphrase."""
    return [
        Stop("first_doors", _front(lambda front: front.show_welcome())),
        Stop("first_new_papers", _front(lambda front: front.show_create())),
        Stop("first_recovery_key", _front(_key)),
        Stop("first_unlock", _front(lambda front: front.show_unlock(vault))),
        Stop("first_unlock_wrong", _front(_wrong(vault))),
        Stop("first_unlock_by_key", _front(_by_key(vault))),
        Stop("first_restoring", _front(_restoring)),
        Stop("first_damaged", _damaged(folder, passphrase)),
    ]


# over the main window


def _copied(tour: Tour, to: Path) -> Path:
    """A copy of the open vault, made once."""
    if to.is_dir():
        shutil.rmtree(to)
    there = to / "Calloway.medbills"
    shutil.copytree(tour.ask(lambda vault: vault.folder), there, ignore=shutil.ignore_patterns("vault.lock", "backups"))
    return there


def _search(typed: str) -> Callable[[Tour], object]:
    def reach(tour: Tour) -> None:
        tour.page("today")
        searching = tour.window.findChild(Searching) or Searching(tour.desk, tour.window)
        searching._fill()
        tour.settle()
        searching.open()
        palette = tour.over = searching.palette
        tour.settle()
        palette.field.setText(typed)
        palette.asked.emit(typed)
        tour.settle()

    return reach


def _laid_over(make: Callable[[MainWindow], Any]) -> Callable[[Tour], object]:
    """Something small above a page; it goes with the stop."""

    def reach(tour: Tour) -> None:
        tour.page("papers")
        tour.afterwards.append(make(tour.window))

    return reach


def _toast(window: MainWindow) -> Callable[[], object]:
    window.telling.toast("The bill of Riverbend General Hospital was moved to the trash.", lambda: None)
    toast: Any = window.telling.shown
    return lambda: toast.leave()


def _lock_soon(window: MainWindow) -> Callable[[], object]:
    warning = IdleWarning(window)
    warning.show_left(60)
    return lambda: warning.deleteLater() or warning.hide()


def _at_foot(part: Any, window: MainWindow) -> Callable[[], object]:
    window.work_place.addWidget(part)
    return lambda: part.deleteLater() or part.hide()


def _working(window: MainWindow) -> Callable[[], object]:
    card = ProgressCard("Reading paper")
    card.set_progress(2, 8, "02-riverbend-itemized-bill.pdf · about 2 minutes left")
    card.cancelled.connect(lambda: None)
    return _at_foot(card, window)


def _around(step: int) -> Callable[[Tour], object]:
    def reach(tour: Tour) -> None:
        if tour.window._search is None:
            Searching(tour.desk, tour.window)
        cards = show_around(tour.window)
        assert cards is not None
        cards.show_step(step)
        tour.over = cards

    return reach


def _crash(tour: Tour) -> None:
    tour.over = crash_dialog("ValueError at bill_view.py, line 12")
    tour.over.show()


def _columns(folder: Path) -> Callable[[Tour], object]:
    def reach(tour: Tour) -> None:
        path = folder / "claims.csv"
        path.write_text(CLAIMS)
        (file,) = files_of([path], now=datetime.datetime(2026, 11, 17, tzinfo=datetime.UTC))
        tour.desk.open_task(ColumnsTask(tour.desk, file))

    return reach


def _versions(tour: Tour) -> None:
    old = tour.matter(CaseKind.BILL, "ER visit").eob
    paper = dataclasses.replace(
        old.paper, id="later", plan_paid=Money(130000), patient_responsibility=Money(30000), claim_version="replacement"
    )
    tour.desk.open_task(VersionsTask(tour.desk, compare_versions(old, dataclasses.replace(old, paper=paper))))


def _rules(folder: Path) -> Callable[[Tour], object]:
    def reach(tour: Tour) -> None:
        key, files = Ed25519PrivateKey.generate(), shipped_files()
        files["pack.yaml"] = files["pack.yaml"].replace('"2026.11.21"', '"2027.1.15"', 1)
        files["debt_collection.yaml"] = files["debt_collection.yaml"].replace("duration: {value: 30,", "duration: {value: 35,", 1)
        path = folder / "newer.medbillsrules"
        path.write_bytes(signed_pack(files, key))
        newer = tour.ask(lambda vault: look_at_rules(vault, path, key=key.public_key()))
        tour.desk.open_task(NewerRulesTask(tour.desk, newer))

    return reach


def _correct(vault: Any, cents: int) -> bool:
    kept = next(one for one in vault.papers.all() if one.paper.amount_due)
    with vault.change("Corrected the bill") as change:
        change.papers.update(dataclasses.replace(kept, paper=dataclasses.replace(kept.paper, amount_due=Money(cents))))
    return True


def _copy(folder: Path, passphrase: str, looks: bool) -> Callable[[Tour], object]:
    def reach(tour: Tour) -> None:
        there = _copied(tour, folder / "stick")
        if looks:
            with open_vault(there, passphrase) as other:
                _correct(other, 77700)
            tour.ask(lambda vault: _correct(vault, 88800))
        task = BringInCopyTask(tour.desk, there)
        tour.desk.open_task(task)
        tour.settle()
        if looks:
            task.field.set_text(passphrase)
            task.look.click()
            tour.settle()
            assert task.cards
            tour.afterwards.append(lambda: tour.ask(lambda vault: vault.undo_last()))

    return reach


def rare_stops(folder: Path, passphrase: str) -> list[Stop]:
    """The window over a family's papers; files are written into `folder`."""
    return [
        Stop("search", _search("")),
        Stop("search_found", _search("chest")),
        Stop("search_nothing", _search("qqqqxy")),
        *(Stop(f"around_{step + 1}", _around(step)) for step in range(4)),
        Stop("toast", _laid_over(_toast)),
        Stop("lock_soon", _laid_over(_lock_soon)),
        Stop("left_out", _laid_over(lambda window: _at_foot(AddedCard(3, LEFT_OUT), window))),
        Stop("working", _laid_over(_working)),
        Stop("crash", _crash),
        Stop("columns", _columns(folder)),
        Stop("versions", _versions),
        Stop("rules", _rules(folder)),
        Stop("copy_asked", _copy(folder, passphrase, looks=False)),
        Stop("copy_differs", _copy(folder, passphrase, looks=True)),
    ]
