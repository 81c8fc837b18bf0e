"""All checks over a long life of papers, and over one person's usual file; growth as ratios. Run by hand; aim 3 s for 5,000 bills."""

from __future__ import annotations

import datetime
import gc
import time

from medbills.audits import checks, run_checks
from medbills.domain.facts import Facts, Patient
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.plan import Plan

FIRST_DAY = datetime.date(2010, 1, 4)
TODAY = datetime.date(2026, 11, 17)
LINES = 10
SERVICES = (
    ("99213", "Office visit", 17500),
    ("71046", "X-ray chest 2 views", 20500),
    ("80053", "Comprehensive metabolic panel", 14800),
    ("85025", "Complete blood count", 9200),
    ("93005", "Electrocardiogram tracing", 26400),
    ("36415", "Venipuncture", 3100),
    ("97110", "Therapeutic exercises", 8200),
    ("73030", "X-ray shoulder", 23100),
    ("70100", "X-ray jaw", 18800),
    ("70450", "CT head", 198500),
)
PLACES = ("Cedar", "Harbor", "Maple", "Juniper", "Riverbend", "Osprey", "Granite", "Lakeshore", "Summit", "Prairie")
TRADES = ("Hospital", "Radiology", "Orthopedics", "Pediatrics", "Surgery", "Urology", "Cardiology", "Therapy", "Laboratory", "Clinic")


def papers_of_visit(number: int) -> tuple[Paper, Paper]:
    """A bill and the insurer's paper that agrees with it, on a day of its own."""
    day = FIRST_DAY + datetime.timedelta(days=number)
    provider = f"{PLACES[number % 10]} {TRADES[number // 10 % 10]}"
    bill_lines, eob_lines = [], []
    for code, words, cents in SERVICES[:LINES]:
        charge, allowed, share = Money(cents), Money(cents * 7 // 10), Money(cents // 10)
        bill_lines.append(Line(service_date=day, code=code, description=words, billed=charge))
        eob_lines.append(
            Line(service_date=day, code=code, description=words, billed=charge, adjustment=charge - allowed, allowed=allowed,
                 plan_paid=allowed - share, coinsurance=share, patient_owes=share)
        )  # fmt: skip
    billed, owed = Money(sum(cents for *_, cents in SERVICES)), Money(sum(cents // 10 for *_, cents in SERVICES))
    bill = Paper(
        id=f"b{number}", kind=Kind.ITEMIZED_BILL, issuer_name=provider, patient_name="Ann Lee", account_number=f"A{number:07}",
        statement_date=day + datetime.timedelta(days=40), total_billed=billed, amount_due=owed, lines=tuple(bill_lines),
    )  # fmt: skip
    eob = Paper(
        id=f"e{number}", kind=Kind.EOB, issuer_name="Lakeshore Health Plan", provider_name=provider, patient_name="Ann Lee",
        claim_number=f"C{number:08}", statement_date=day + datetime.timedelta(days=20), total_billed=billed,
        patient_responsibility=owed, lines=tuple(eob_lines),
    )  # fmt: skip
    return bill, eob


def facts_of(visits: int) -> Facts:
    """One person's papers of that many visits, each with a bill and its EOB of ten lines."""
    papers = tuple(paper for number in range(visits) for paper in papers_of_visit(number))
    plan = Plan(type="employer_self_funded_erisa", payer_name="Lakeshore Health Plan")
    return Facts(today=TODAY, patient=Patient(name="Ann Lee", state="TX", insured=True), plan=plan, papers=papers)


def seconds(visits: int) -> float:
    """Processor time of one audit, facts made beforehand."""
    facts = facts_of(visits)
    gc.collect()
    start = time.process_time()
    found = run_checks(facts).findings
    took = time.process_time() - start
    assert not found, {finding.check for finding in found}
    return took


def main() -> None:
    """Prints the times and how they grow."""
    checks()
    usual = min(seconds(25) for _ in range(5))
    print(f"one person's file (25 bills, 25 EOBs, 500 lines): {usual * 1000:.0f} ms (aim for one changed bill 20 ms)")
    before = 0.0
    for visits in (50, 500, 5000):
        took = min(seconds(visits) for _ in range(3))
        growth = f", {took / before:.1f} times the one before (aim 12)" if before else ""
        print(f"audit: {visits} bills, {visits} EOBs, {visits * LINES * 2:,} lines: {took:.2f} s{growth}")
        before = took


if __name__ == "__main__":
    main()
