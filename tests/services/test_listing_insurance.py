"""What insurers said: refusals with their clocks, statements with their bills, and two versions side by side."""

from __future__ import annotations

import datetime

import pytest

from medbills.domain.money import Money
from medbills.domain.paper import Kind, Paper
from medbills.services.compare_versions import versions_of
from medbills.services.list_insurance import list_insurance, plain_reasons
from medbills.services.load_matters import load_matters

TODAY = datetime.date(2026, 11, 17)
CORRECTED = {
    "statement_date": "2026-11-05", "claim_version": "replacement", "replaces_claim_number": "26-2840-11937", "plan_paid": "520.00",
    "patient_responsibility": "80.00",
}  # fmt: skip


def listed(vault):
    return list_insurance(load_matters(vault, today=TODAY), TODAY)


def test_the_familys_refusal_has_its_clocks_and_its_step(family_vault):
    (refusal,) = listed(family_vault).refusals
    assert refusal.title == "MRI of the back" and refusal.amount == Money(115000)
    days = [deadline.acts_on for deadline in refusal.clocks]
    assert days == sorted(days) and datetime.date(2026, 11, 20) in days and datetime.date(2027, 4, 26) in days
    assert refusal.step is not None and refusal.step.by == datetime.date(2026, 11, 20)


def test_a_statement_stands_beside_its_bill(family_vault):
    er = next(row for row in listed(family_vault).statements if row.care.startswith("ER visit"))
    assert (er.plan_paid, er.you_owe, er.bill_asks) == (Money(128000), Money(32000), Money(500000))
    assert er.denied == Money(41000) and er.why[0].startswith("CO-18") and er.who == "Dad"


def test_without_a_bill_none_is_named(vault, desk):
    desk.eob()
    (row,) = listed(vault).statements
    assert row.bill == "" and row.bill_asks is None and row.versions is None


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("This service is not medically necessary.", "does not agree that you need"),
        ("Experimental and investigational.", "too new"),
        ("No prior authorization was obtained", "asked before the care"),
        ("Additional information is required", "wants more papers"),
        ("Timely filing limit exceeded", "too late"),
    ],
)
def test_a_reason_in_plain_words(words, plain):
    assert plain in plain_reasons(Paper(id="d", kind=Kind.DENIAL_LETTER, denial_reason=words))[0]


def test_a_reason_that_we_do_not_know_is_not_guessed():
    assert plain_reasons(Paper(id="d", kind=Kind.DENIAL_LETTER, denial_reason="See policy 44-B.")) == ()


def test_two_versions_side_by_side(vault, desk):
    desk.bill()
    first, later = desk.eob(), desk.eob(**CORRECTED)
    (matter,) = load_matters(vault, today=TODAY)
    (versions,) = versions_of(matter)
    assert (versions.before.id, versions.after.id) == (first, later)
    assert versions.says == "You owe $40.00 less than before: $80.00 instead of $120.00. The later statement counts."
    whole = {row.label: row for row in versions.groups[0][1]}
    assert (whole["Insurance paid"].before, whole["Insurance paid"].after, whole["Insurance paid"].change) == (
        "$480.00",
        "$520.00",
        Money(4000),
    )
    assert not whole["Total charges"].differs and whole["Total charges"].change is None
    rows = {row.paper.id: row for row in list_insurance([matter], TODAY).statements}
    assert rows[first].replaced and not rows[later].replaced and rows[later].versions == versions


def test_a_line_that_came_or_went_is_named(vault, desk):
    lines = [
        {"service_date": "2026-09-09", "code": "99284", "description": "Emergency visit", "billed": "1180.00", "patient_owes": "80.00"},
        {"service_date": "2026-09-09", "code": "93005", "description": "Heart tracing", "billed": "285.00", "patient_owes": "0.00"},
    ]  # fmt: skip
    desk.eob()
    desk.eob(**CORRECTED, lines=lines)
    (matter,) = load_matters(vault, today=TODAY)
    titles = [title for title, _ in versions_of(matter)[0].groups]
    assert titles[0] == "The whole claim" and any(title.endswith("(gone)") for title in titles)


def test_versions_that_the_user_took_apart_are_not_compared(vault, desk):
    from medbills.domain.link import LinkState
    from medbills.services.link_papers import answer_link

    desk.eob()
    desk.eob(**CORRECTED)
    (link,) = [link for link in vault.links.all() if link.relation.value == "corrected_claim"]
    answer_link(vault, link.id, LinkState.REJECTED, today=TODAY)
    (matter,) = load_matters(vault, today=TODAY)
    assert versions_of(matter) == ()
