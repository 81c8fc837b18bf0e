"""A bill beside its statements: which rows differ and why, the totals, and what stands beside the rows."""

from __future__ import annotations

import datetime

from medbills.domain.finding import FindingState
from medbills.domain.money import Money
from medbills.services.audit_cases import answer_finding
from medbills.services.compare_lines import compare_lines
from medbills.services.light_spots import places_of_finding, spots_of
from medbills.services.list_bills import bill_row, letter_for, list_bills
from medbills.services.load_matters import load_matters

TODAY = datetime.date(2026, 11, 17)


def matter_of(vault, title):
    return next(matter for matter in load_matters(vault, today=TODAY) if matter.case.title == title)


def test_the_er_visit_line_by_line(family_vault):
    shown = compare_lines(matter_of(family_vault, "ER visit at Riverbend"), TODAY)
    assert (shown.bill_head, shown.eob_head) == ("Riverbend’s bill", "Lakeshore’s statement (EOB) of October 15")
    assert len(shown.rows) == 9 and all(row.eob_line for row in shown.rows)
    assert [(at, row.why) for at, row in enumerate(shown.rows) if row.differs] == [(3, "Same code and day as line 3")]
    assert (shown.charges, shown.allowed, shown.plan_pays, shown.you_owe) == tuple(
        Money.of(amount) for amount in ("5000.00", "1600.00", "1280.00", "320.00")
    )
    assert shown.in_conflict and not shown.note


def test_each_row_adds_up_to_the_totals(family_vault):
    shown = compare_lines(matter_of(family_vault, "ER visit at Riverbend"), TODAY)
    for name, amount in (("charge", shown.charges), ("allowed", shown.allowed), ("plan_pays", shown.plan_pays), ("you_owe", shown.you_owe)):
        assert sum(getattr(row, name).cents for row in shown.rows) == amount.cents


def test_a_finding_laid_aside_marks_no_row(family_vault):
    matter = matter_of(family_vault, "ER visit at Riverbend")
    copies = next(kept for kept in matter.findings if kept.finding.check == "exact_duplicate_line")
    answer_finding(family_vault, copies.id, FindingState.FINE, today=TODAY)
    shown = compare_lines(matter_of(family_vault, "ER visit at Riverbend"), TODAY)
    assert [row.why for row in shown.rows if row.differs] == ["The insurer refused this line"]


def test_without_a_statement_it_says_what_is_missing(desk):
    matter = desk.matter(desk.bill())
    shown = compare_lines(matter, TODAY)
    assert shown.eobs == () and "not here yet" in shown.note
    assert all(row.eob_line is None and row.allowed is None for row in shown.rows)
    assert not shown.in_conflict


def test_a_line_that_the_statement_does_not_have(desk):
    bill = desk.bill()
    desk.eob(lines=[{"service_date": "2026-09-09", "code": "99284", "billed": "1180.00", "patient_owes": "94.00"}], total_billed="1180.00",
             claim_number="26-1")  # fmt: skip
    shown = compare_lines(desk.matter(bill), TODAY)
    assert shown.rows[0].eob_line is not None
    assert "Not on the statement" in {row.why for row in shown.rows[1:]}


def test_a_case_without_a_bill_has_nothing_to_compare(desk):
    assert compare_lines(desk.matter(desk.refusal()), TODAY) is None
    assert bill_row(desk.matter(desk.refusal(authorization_number="PA-2"))) is None


def test_open_bills_come_before_settled_ones(family_vault):
    rows = list_bills(load_matters(family_vault, today=TODAY))
    assert [row.settled for row in rows] == sorted(row.settled for row in rows)
    er = next(row for row in rows if row.care == "ER visit")
    assert (er.provider, er.account, er.paper) == ("Riverbend General Hospital", "7741-22", "itemized bill of October 30")


def test_one_letter_for_the_most_dollars(family_vault):
    found = matter_of(family_vault, "ER visit at Riverbend").in_question
    assert letter_for(found) == ("billing_dispute", len(found))


def test_where_a_finding_shows(family_vault):
    matter = matter_of(family_vault, "ER visit at Riverbend")
    for kept in matter.in_question:
        places = places_of_finding(matter, kept.finding)
        assert places and {place.paper_id for place in places} <= {paper.id for paper in matter.papers}
    copies = next(kept.finding for kept in matter.in_question if kept.finding.check == "exact_duplicate_line")
    assert [place.what for place in places_of_finding(matter, copies)] == [f"Line {n}: Chest X-ray, one view, $410.00" for n in (3, 4)]
    assert all(spots_of(paper.paper) == () for paper in matter.papers)  # values without a box have no spot to light
