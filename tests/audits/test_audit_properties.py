"""What holds for all papers: clean ones are silent, order does not matter, a stranger's bill changes nothing, money scales."""

from __future__ import annotations

import copy
import datetime
import random
from collections.abc import Iterable
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.finding import Finding
from medbills.services.case_file import facts_from_json

TODAY = datetime.date(2026, 11, 21)
Case = dict[str, Any]
Shape = tuple[str, int, str, frozenset[tuple[str, object]]]

# What one visit may list together without a rule of coding against it: code, words, usual charge in cents.
VISITS = (
    (("99213", "Office visit", 17500), ("93000", "Electrocardiogram", 9800)),
    (("99214", "Office visit", 24900),),
    (("73030", "X-ray shoulder", 23100), ("73560", "X-ray knee", 19900)),
    (("70450", "CT head without contrast", 62500),),
    (("80053", "Metabolic panel", 14800), ("85025", "Blood count", 9200), ("83036", "Hemoglobin A1c", 6900)),
    (("97110", "Therapeutic exercises", 8200), ("97140", "Manual therapy", 7900)),
    (("90834", "Psychotherapy 45 minutes", 16500),),
    (("88305", "Tissue exam", 31200),),
)
PLACES = ("Cedar", "Harbor", "Maple", "Juniper", "Riverbend", "Granite", "Lakeshore", "Summit")
TRADES = ("Radiology Group", "Orthopedics", "Family Medicine", "Laboratory", "Therapy Center", "Neurology")
PLANS = ("employer_self_funded_erisa", "employer_fully_insured", "marketplace", "individual_off_marketplace", "fehb")


def npi(nine: str) -> str:
    """A provider's number that passes its check: Luhn over 80840 and the nine digits (45 CFR 162.406)."""
    digits = [int(digit) for digit in f"80840{nine}"]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[::-1][::2]]
    return f"{nine}{-(sum(doubled) + sum(digits[::-1][1::2])) % 10}"


def usd(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def clean_case(chance: random.Random) -> Case:
    """A person's visits of one year, each with a bill and an EOB that agree to the cent and follow the plan's terms."""
    deductible, rate = chance.choice((0, 50000, 150000)), chance.choice((0, 10, 20, 30))
    left = deductible
    documents: list[Case] = []
    for number in range(chance.randint(1, 3)):
        day = datetime.date(2026, 1, 5) + datetime.timedelta(days=60 * number + chance.randint(0, 50))
        visit, left = _visit(chance, number, day, left, rate)
        documents += visit
    return {
        "patient": {"name": "Ann Lee", "birth_date": "1961-04-02", "state": chance.choice(("TX", "CA", "NY", "OH")), "insured": True},
        "plan": {
            "type": chance.choice(PLANS), "payer_name": "Lakeshore Health Plan", "member_id": "LHP4417", "covered_from": "2026-01-01",
            "deductible_individual": usd(deductible), "out_of_pocket_max_individual": "9000.00",
            "coinsurance_in": f"{rate / 100:.2f}", "coinsurance_out": "0.50",
        },
        "documents": documents,
    }  # fmt: skip


def _visit(chance: random.Random, number: int, day: datetime.date, left: int, rate: int) -> tuple[list[Case], int]:
    provider = f"{PLACES[number]} {chance.choice(TRADES)}"
    of_provider = {"provider_name": provider, "provider_npi": npi(f"12345678{number}"), "patient_name": "Ann Lee"}
    bill_lines, eob_lines = [], []
    for code, words, usual in chance.choice(VISITS):
        billed = usual + chance.randint(-usual // 4, usual)
        allowed = billed * chance.randint(30, 100) // 100
        toward = min(left, allowed)
        left -= toward
        shared = ((allowed - toward) * rate + 50) // 100
        line = {"service_date": str(day), "code": code, "description": words, "units": "1", "billed": usd(billed)}
        bill_lines.append(line)
        eob_lines.append(
            {
                **line, "adjustment": usd(billed - allowed), "allowed": usd(allowed), "deductible": usd(toward), "coinsurance": usd(shared),
                "plan_paid": usd(allowed - toward - shared), "patient_owes": usd(toward + shared),
            }
        )  # fmt: skip
    sums = {
        name: sum(_cents(line[name]) for line in eob_lines) for name in ("billed", "adjustment", "allowed", "plan_paid", "patient_owes")
    }
    processed = day + datetime.timedelta(days=chance.randint(5, 20))
    paid = chance.choice((0, 0, sums["patient_owes"] // 2))
    bill = {
        "id": f"bill-{number}", "kind": "itemized_bill", "lines": bill_lines,
        "fields": {
            **of_provider, "issuer_name": provider, "account_number": f"A{number}-7731", "payer_name": "Lakeshore Health Plan",
            "statement_date": str(processed + datetime.timedelta(days=12)), "total_billed": usd(sums["billed"]),
            "total_adjustments": usd(sums["adjustment"]), "plan_paid": usd(sums["plan_paid"]), "patient_paid": usd(paid),
            "amount_due": usd(sums["patient_owes"] - paid),
        },
    }  # fmt: skip
    eob = {
        "id": f"eob-{number}", "kind": "eob", "lines": eob_lines,
        "fields": {
            **of_provider, "issuer_name": "Lakeshore Health Plan", "payer_name": "Lakeshore Health Plan", "claim_number": f"C{number}-90",
            "member_id": "LHP4417", "network_status": "in", "statement_date": str(processed), "processed_date": str(processed),
            "total_billed": usd(sums["billed"]), "total_adjustments": usd(sums["adjustment"]), "total_allowed": usd(sums["allowed"]),
            "plan_paid": usd(sums["plan_paid"]), "patient_responsibility": usd(sums["patient_owes"]),
        },
    }  # fmt: skip
    return [bill, eob], left


def flawed_case(chance: random.Random) -> Case:
    """A clean case with one to three flaws of money planted, each of some dollars."""
    case = clean_case(chance)
    for flaw in chance.sample(FLAWS, chance.randint(1, 3)):
        flaw(chance.choice([paper for paper in case["documents"] if paper["kind"] == "itemized_bill"]))
    _a_line_twice(case["documents"][0])  # the others may be worth nothing, where nothing was taken off
    return case


def _a_line_twice(bill: Case) -> None:
    line = dict(bill["lines"][0])
    bill["lines"].append(line)
    _more(bill, "total_billed", line["billed"])
    _more(bill, "amount_due", line["billed"])


def _the_discount_forgotten(bill: Case) -> None:
    _more(bill, "amount_due", bill["fields"].pop("total_adjustments", "0.00"))


def _the_plan_s_payment_forgotten(bill: Case) -> None:
    _more(bill, "amount_due", bill["fields"].pop("plan_paid", "0.00"))


def _a_total_too_high(bill: Case) -> None:
    _more(bill, "total_billed", "90.00")
    _more(bill, "amount_due", "90.00")


FLAWS = (_a_line_twice, _the_discount_forgotten, _the_plan_s_payment_forgotten, _a_total_too_high)


def _more(bill: Case, name: str, amount: str) -> None:
    bill["fields"][name] = usd(_cents(bill["fields"][name]) + _cents(amount))


def _cents(text: str) -> int:
    return int(text.replace(".", ""))


def findings(case: Case) -> tuple[Finding, ...]:
    return run_checks(facts_from_json(case, today=TODAY).facts).findings


def shapes(case: Case) -> list[Shape]:
    """What was found, where lines are told by what they are and not by their place."""
    return sorted(
        (
            found.check,
            found.amount_at_stake.cents,
            str(found.certainty),
            frozenset(_line(case, ref.document, ref.line) for ref in found.lines),
        )
        for found in findings(case)
    )


def _line(case: Case, document: str, line: int) -> tuple[str, object]:
    paper = next(paper for paper in case["documents"] if paper["id"] == document)
    return document, tuple(sorted(paper["lines"][line].items()))


def test_a_clean_bill_with_its_eob_is_silent(long_form: bool) -> None:
    for seed in range(10_000 if long_form else 600):
        found = findings(clean_case(random.Random(seed)))
        assert not found, (seed, [(one.check, one.explanation) for one in found])


@pytest.mark.parametrize("seed", range(60))
def test_the_order_of_papers_and_lines_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    case = flawed_case(chance)
    before = shapes(case)
    assert before
    turned = copy.deepcopy(case)
    chance.shuffle(turned["documents"])
    for paper in turned["documents"]:
        chance.shuffle(paper["lines"])
    assert shapes(turned) == before


@pytest.mark.parametrize("seed", range(60))
def test_an_unrelated_bill_changes_no_finding(seed: int) -> None:
    case = flawed_case(random.Random(seed))
    other, _ = _visit(random.Random(seed + 1), 7, datetime.date(2025, 3, 3), 0, 0)
    both = {**case, "documents": [*case["documents"], *other], "plan": {**case["plan"], "covered_from": "2024-01-01"}}
    alone = {**case, "plan": both["plan"]}
    assert shapes(both) == shapes(alone)


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("seed", range(30))
def test_all_money_times_a_number_is_the_findings_times_it(seed: int, times: int) -> None:
    case = flawed_case(random.Random(seed))
    scaled = _scaled(case, times)
    assert _sums(findings(scaled)) == _sums(findings(case), times)


# Rates, counts, and the yearly limit: the law holds it against an amount of its own.
FIXED = {"coinsurance_in", "coinsurance_out", "units", "out_of_pocket_max_individual"}


def _scaled(part: Any, times: int) -> Any:
    if isinstance(part, dict):
        return {name: part[name] if name in FIXED else _scaled(part[name], times) for name in part}
    if isinstance(part, list):
        return [_scaled(one, times) for one in part]
    return usd(_cents(part) * times) if isinstance(part, str) and _is_amount(part) else part


def _is_amount(text: str) -> bool:
    whole, dot, cents = text.partition(".")
    return bool(dot) and whole.isdigit() and cents.isdigit() and len(cents) == 2


def _sums(found: Iterable[Finding], times: int = 1) -> list[tuple[str, int]]:
    return sorted((one.check, one.amount_at_stake.cents * times) for one in found)
