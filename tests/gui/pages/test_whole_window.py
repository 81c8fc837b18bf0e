"""Every page, form and task at 100 % and 200 %: nothing cut, nothing nameless, nothing too small, nothing that does nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from reportlab.pdfgen.canvas import Canvas
from tour import Tour, family_stops
from tour_rare import front_stops, rare_stops
from window_faults import faults

from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.label import Label


@pytest.fixture
def files(tmp_path):
    booklet, rows = tmp_path / "Lakeshore_SPD.pdf", tmp_path / "bank.csv"
    canvas = Canvas(str(booklet))
    canvas.drawString(72, 700, "When more than one treatment is sound, the plan pays for the least costly one.")
    canvas.save()
    rows.write_text("Date,Description,Amount\n10/22/2026,OSEI MEDICAL OFFICE,-40.00\n06/04/2026,EASTON IMAGING,-95.00\n")
    return booklet, rows


PASSPHRASE = "gray heron 7"  # of the family's vault

# Each page, and a form and a task of each build; with --long every stop of the tour.
SHORT = {
    1.0: (
        "today", "papers", "bill", "insurance", "cases", "case_er", "calls_letters", "calendar", "people_plan", "settings",
        "money_taxes_income", "learn_word_eob", "call", "review_lines", "booklet",
    ),
    2.0: (
        "bills", "bill", "case_er", "call_kept", "calendar", "before_care_care", "people", "settings", "money_owed", "money_limits",
        "money_payments_payment", "money_help_household", "learn_prove_the_debt", "call", "letter", "packet", "received", "hand_over",
        "codes", "history_deeds", "search_found", "columns", "versions", "left_out", "lock_soon", "crash", "first_doors",
        "first_new_papers", "first_recovery_key", "first_unlock_wrong", "first_damaged",
    ),
}  # fmt: skip


def test_nothing_is_cut_nameless_or_without_use(family, files, tmp_path, long_form):
    tour, found = Tour(family.window, family.desk), []
    vault = family.ask(lambda vault: vault.folder)
    stops = [*family_stops(*files), *rare_stops(tmp_path, PASSPHRASE), *front_stops(tmp_path, vault, PASSPHRASE)]
    for scale, names in SHORT.items():
        type_().set_scale(scale)
        for stop in stops:
            if long_form or stop.name in names:
                stop.reach(tour)
                tour.settle()
                found += [f"{stop.name} at {scale:.0%}: {fault}" for fault in faults(tour.shown)]
                tour.leave()
    assert not found, "\n".join(found)


def test_the_faults_are_seen(qtbot):
    """The looking itself: each kind of fault is found where there is one."""
    view = QWidget()
    qtbot.addWidget(view)
    cut, dead, nameless = Label("A sentence that has no room at all"), button("Press"), QLineEdit()
    first, second = Field("Day"), Field("Day")
    small = button("Small")
    small.clicked.connect(view.close)
    for part in (cut, dead, nameless, small, first, second):
        part.setParent(view)
        part.show()
    cut.setFixedWidth(20)
    dead.resize(dead.sizeHint())
    small.setFixedSize(90, 20)
    view.resize(400, 300)
    view.show()
    told = " / ".join(faults(view))
    for fault in ("is cut at its side", "“Press” does nothing", "QLineEdit  in QWidget has no name", "2 controls are all named “Day”"):
        assert fault in told, told
    assert "“Small” is 20 pixels high" in told
