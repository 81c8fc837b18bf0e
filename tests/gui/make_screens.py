"""Pictures of the whole window for people to look at: python tests/gui/make_screens.py FOLDER [part of a name ...].

Faults that a program can see are printed besides. LOOKS=large in the environment makes those of one look alone: light, dark, large,
contrast, contrast_dark, spanish, spanish_large.
"""

from __future__ import annotations

import datetime
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.mkdtemp(prefix="medbills-screens-")
os.environ |= {"HOME": _HOME, "XDG_DATA_HOME": f"{_HOME}/data", "XDG_CONFIG_HOME": f"{_HOME}/config", "XDG_CACHE_HOME": f"{_HOME}/cache"}

from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from tour import Stop, Tour, family_stops, practice_stops  # noqa: E402
from tour_rare import front_stops, rare_stops  # noqa: E402
from window_faults import faults  # noqa: E402

from medbills.domain.money import Money  # noqa: E402
from medbills.domain.practice import FeeSchedule, ListKind, VaultKind, Volumes  # noqa: E402
from medbills.gui.jobs import Jobs, Lane  # noqa: E402
from medbills.gui.language import language  # noqa: E402
from medbills.gui.look import dress  # noqa: E402
from medbills.gui.opening import Opened  # noqa: E402
from medbills.gui.session import Session  # noqa: E402
from medbills.gui.settings import Settings  # noqa: E402
from medbills.gui.theme import theme  # noqa: E402
from medbills.gui.type import type_  # noqa: E402
from medbills.services.keep_practice_figures import keep_fee_list, keep_volumes  # noqa: E402
from medbills.services.open_vault import create_vault  # noqa: E402
from medbills.services.sample_family import fill_with_samples, sample_today  # noqa: E402

SIZE = (1280, 800)
PASSPHRASE = "four plain words here"
TALLEST = 4000  # pixels of a page shown whole


@dataclass(frozen=True)
class Look:
    """How the window is dressed, and the language it speaks."""

    dark: bool = False
    scale: float = 1.0
    high_contrast: bool = False
    language: str = "en"


LOOKS = {
    "light": Look(), "dark": Look(dark=True), "large": Look(scale=2.0), "contrast": Look(high_contrast=True),
    "contrast_dark": Look(dark=True, high_contrast=True), "spanish": Look(language="es"),
    "spanish_large": Look(scale=2.0, language="es"),
}  # fmt: skip


class Screens:
    """Reaches stops and keeps a picture of each."""

    def __init__(self, folder: Path, wanted: Iterable[str], home: Path) -> None:
        self.folder, self.wanted, self.home = folder, tuple(wanted), home
        self.missed: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, widget: QWidget, name: str) -> None:
        """A picture of what is shown; 400 ms let a toast and the focus ring come to rest."""
        QTest.qWait(400)
        widget.grab().save(str(self.folder / f"{name}.png"))

    def walk(self, tour: Tour, stops: Iterable[Stop], look: str) -> None:
        """Every stop in one look."""
        wanted = LOOKS[look]
        theme().wear(wanted.dark, wanted.high_contrast)
        type_().set_scale(wanted.scale)
        for stop in stops:
            if self.wanted and not any(word in stop.name for word in self.wanted):
                continue
            try:
                stop.reach(tour)
                tour.settle()
                self.keep((tour.over or tour.window).window(), f"{stop.name}_{look}")
                self.missed += [f"{stop.name} {look}: {fault}" for fault in faults(tour.shown)]
                self._keep_rest(tour, f"{stop.name}_{look}_whole")
            except Exception:  # the others are still wanted
                self.missed.append(f"{stop.name} {look}: {traceback.format_exc(limit=-2)}")
            tour.leave()

    def _keep_rest(self, tour: Tour, name: str) -> None:
        """What one would scroll to."""
        area = tour.area()
        if area is not None and area.verticalScrollBar().maximum() > 40:
            part = area.widget()
            part.grab(part.rect().adjusted(0, 0, 0, min(TALLEST - part.height(), 0))).save(str(self.folder / f"{name}.png"))


def _vault(jobs: Jobs, make: Callable[[], Any]) -> Any:
    made: list[Any] = []
    jobs.run(Lane.VAULT, lambda _job: make(), made.append)
    while not made:
        QTest.qWait(10)
    return made[0]


def _session(home: Path, name: str, kind: VaultKind) -> Session:
    folder = home / f"{name}.medbills"

    def make() -> Any:
        vault, _key = create_vault(folder, name, PASSPHRASE, kind=kind)
        if kind is VaultKind.FAMILY:
            fill_with_samples(vault)
        else:
            _fill_office(vault)
        return vault

    jobs = Jobs()
    session = Session(jobs, Opened(_vault(jobs, make), folder, name, kind=kind.value), Settings(dark=False), sample_today)
    session.window.resize(*SIZE)
    session.show()
    return session


def _fill_office(vault: Any) -> None:
    day, payer = datetime.date(2025, 1, 1), "Harbor Dental Plan"
    fees = (
        (payer, ListKind.ALTERNATE, {"D2150": "120.00", "D2160": "150.00"}), (payer, ListKind.PRIMARY, {"D2392": "200.00"}),
        ("", ListKind.USUAL, {"D2392": "275.00", "D2393": "320.00"}),
    )  # fmt: skip
    for whose, kind, amounts in fees:
        listed = {code: Money.of(amount) for code, amount in amounts.items()}
        keep_fee_list(vault, FeeSchedule(id="", payer=whose, kind=kind, effective_on=day, fees=listed))
    keep_volumes(vault, Volumes(id="", payer=payer, first_on=day, last_on=datetime.date(2025, 12, 31), counts={"D2392": 140}))


def _files(home: Path) -> tuple[Path, Path]:
    booklet, rows = home / "Lakeshore_SPD.pdf", home / "bank.csv"
    canvas = Canvas(str(booklet), pagesize=(612, 792))
    for number in range(1, 7):
        canvas.drawString(72, 700, f"When more than one treatment is sound, the plan pays for the least costly one. Page {number}.")
        canvas.showPage()
    canvas.save()
    rows.write_text("Date,Description,Amount\n10/22/2026,OSEI MEDICAL OFFICE,-40.00\n06/03/2026,RIVERBEND CLINIC,-425.00\n")
    return booklet, rows


def main(folder: Path, wanted: list[str]) -> int:
    """Writes the pictures; returns 1 where a stop could not be reached."""
    app = QApplication([])
    ring = dress(app, Settings(dark=False))
    home = Path(_HOME)
    screens = Screens(folder, wanted, home)
    booklet, rows = _files(home)
    looks = os.environ.get("LOOKS", "").split() or list(LOOKS)
    for code in dict.fromkeys(LOOKS[look].language for look in looks):
        language().speak(code)  # what is built from now on speaks it
        place = home / code
        family = _session(place, "Calloway family", VaultKind.FAMILY)
        office = _session(place, "Maple Street Dental", VaultKind.PRACTICE)
        for look in (look for look in looks if LOOKS[look].language == code):
            vault = place / "Calloway family.medbills"
            stops = [*family_stops(booklet, rows), *rare_stops(home, PASSPHRASE), *front_stops(home, vault, PASSPHRASE)]
            screens.walk(Tour(family.window, family.desk), stops, look)
            screens.walk(Tour(office.window, office.desk), practice_stops(), look)
        family.end()
        office.end()
    for missed in screens.missed:
        print(missed, file=sys.stderr)
    del ring
    return 1 if screens.missed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
