"""The sample family's papers: printed by their script, true to their figures, in balance but for what is planted."""

from __future__ import annotations

import calendar
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import yaml

from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
FAMILY: dict[str, Any] = yaml.safe_load((SAMPLES / "family.yaml").read_text(encoding="utf-8"))
PAPERS: list[dict[str, Any]] = FAMILY["papers"]
NAMES = [paper["file"] for paper in PAPERS]
MONTHS = list(calendar.month_name)

MONEY_COLUMNS = ("billed", "adjustment", "not_covered", "allowed", "deductible", "copay", "coinsurance", "plan_paid", "patient_owes")
TOTALS = {
    "billed": "total_billed", "adjustment": "total_adjustments", "not_covered": "not_covered", "allowed": "total_allowed",
    "deductible": "deductible", "copay": "copay", "coinsurance": "coinsurance", "plan_paid": "plan_paid",
    "patient_owes": "patient_responsibility",
}  # fmt: skip


def number(plain: str) -> Decimal:
    return Decimal(plain)


def paper(start: str) -> dict[str, Any]:
    (found,) = [item for item in PAPERS if item["file"].startswith(start)]
    return found


def fields(start: str) -> dict[str, Any]:
    return paper(start)["truth"]["documents"][0]["fields"]


def documents(*kinds: str) -> Iterator[dict[str, Any]]:
    for item in PAPERS:
        for document in item["truth"]["documents"]:
            if document["kind"] in kinds:
                yield document


def page_text(name: str) -> str:
    with pypdfium2.PdfDocument(SAMPLES / name) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def printed_forms(value: Any) -> list[str]:
    """The ways a value of the truth may stand on paper."""
    if isinstance(value, list):
        return [str(value[0])]
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        year, month, day = (int(part) for part in text.split("-"))
        return [f"{month:02}/{day:02}/{year}", f"{month:02}/{day:02}/{year % 100}", f"{MONTHS[month]} {day}, {year}"]
    if re.fullmatch(r"\d+\.\d\d", text):
        return [f"{Decimal(text):,.2f}"]
    return {"in": ["In network"]}.get(text, [text])


def squeezed(text: str) -> str:
    return re.sub(r"[\s,]+", "", text).lower()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    subprocess.run([sys.executable, "-B", str(SAMPLES / "make_samples.py"), "--out", str(folder)], check=True)
    return folder


def unpacked(path: Path) -> bytes:
    """The file with its streams unpacked: two builds of zlib may pack the same words differently."""
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, static_id=True)
    return out.getvalue()


def test_the_folder_holds_the_papers_of_the_family_and_no_others() -> None:
    assert sorted(path.name for path in SAMPLES.glob("*.pdf")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_script_prints_the_committed_paper(name: str, printed: Path) -> None:
    assert unpacked(printed / name) == unpacked(SAMPLES / name)


def test_printing_twice_gives_the_same_bytes(printed: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", str(SAMPLES / "make_samples.py"), "--out", str(tmp_path)], check=True)
    assert {name: (tmp_path / name).read_bytes() for name in NAMES} == {name: (printed / name).read_bytes() for name in NAMES}


@pytest.mark.parametrize("item", PAPERS, ids=NAMES)
def test_a_paper_is_small_and_has_its_pages(item: dict[str, Any]) -> None:
    path = SAMPLES / item["file"]
    assert path.stat().st_size < 60_000
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == item["truth"]["pages"]


@pytest.mark.parametrize("item", PAPERS, ids=NAMES)
def test_every_value_of_the_truth_stands_on_the_paper_as_text(item: dict[str, Any]) -> None:
    text = squeezed(page_text(item["file"]))
    missing = [
        (name, value)
        for document in item["truth"]["documents"]
        for record in (document["fields"], *document["lines"])
        for name, value in record.items()
        if name != "units" and not any(squeezed(form) in text for form in printed_forms(value))
    ]
    assert missing == []


@pytest.mark.parametrize("item", PAPERS, ids=NAMES)
def test_the_truth_speaks_the_language_of_the_contract(item: dict[str, Any]) -> None:
    people = {person["id"] for person in FAMILY["people"]}
    cases = {case["id"] for case in FAMILY["cases"]}
    assert item["person"] in people
    assert item["case"] is None or item["case"] in cases
    for document in item["truth"]["documents"]:
        assert {document["kind"], *document.get("also_kinds", ())} <= {kind.value for kind in Kind}
        assert {*document["fields"], *document.get("also_fields", ())} <= set(PAPER_FIELDS)
        for line in (*document["lines"], *document.get("optional_lines", ())):
            assert set(line) <= set(LINE_FIELDS)


def test_every_line_of_an_eob_balances() -> None:
    for document in documents("eob"):
        for line in document["lines"]:
            money = {name: number(line.get(name, "0.00")) for name in LINE_FIELDS if name in MONEY_COLUMNS}
            share = money["deductible"] + money["copay"] + money["coinsurance"]
            assert money["allowed"] - share == money["plan_paid"], line
            assert money["billed"] - money["adjustment"] - money["not_covered"] == money["allowed"], line
            assert share <= money["patient_owes"] <= share + money["not_covered"], line


def test_the_totals_of_every_eob_add_up() -> None:
    for document in documents("eob"):
        for column, total in TOTALS.items():
            if column in document["lines"][0]:
                assert sum(number(line[column]) for line in document["lines"]) == number(document["fields"][total]), column


def test_every_bill_is_right_within_itself() -> None:
    for document in documents("bill", "itemized_bill"):
        had = document["fields"]
        assert sum(number(line["billed"]) for line in document["lines"]) == number(had["total_billed"])
        off = sum(number(had.get(name, "0.00")) for name in ("plan_paid", "total_adjustments", "patient_paid"))
        assert number(had["total_billed"]) - off == number(had["amount_due"])


def test_the_coinsurance_is_the_plans_rate() -> None:
    for start in ("03", "06"):
        for line in paper(start)["truth"]["documents"][0]["lines"]:
            after = number(line["allowed"]) - number(line["deductible"])
            assert number(line["coinsurance"]) == (after * Decimal("0.20")).quantize(Decimal("0.01"))


def test_what_the_papers_ask_for_adds_up() -> None:
    shown = {name: number(value) for name, value in FAMILY["figures"].items()}
    current = [item for item in PAPERS if item["role"] == "current"]
    parts = {name: sum(number(item["split"].get(name, "0.00")) for item in current) for name in ("yours", "in_dispute", "waiting")}
    assert parts == {name: shown[name] for name in parts}
    assert sum(parts.values()) == shown["asked"] == Decimal("5837.40")
    for item in current:
        assert sum(map(number, item["split"].values())) == number(item["truth"]["documents"][0]["fields"]["amount_due"])


def test_the_er_bill_disagrees_by_three_things_and_no_more() -> None:
    bill, eob = fields("02"), fields("03")
    assert number(eob["not_covered"]) + number(eob["total_adjustments"]) + number(eob["plan_paid"]) == Decimal("4680.00")
    assert number(bill["amount_due"]) - number(eob["patient_responsibility"]) == Decimal("4680.00")
    lines, allowed = (paper(start)["truth"]["documents"][0]["lines"] for start in ("02", "03"))
    assert [(line["code"], line["billed"]) for line in lines] == [(line["code"], line["billed"]) for line in allowed]
    assert [number for number, line in enumerate(lines) if lines.count(line) > 1] == [2, 3]


def test_the_collector_asks_for_what_was_settled() -> None:
    bill, eob, check, letter = fields("05"), fields("06"), fields("07"), fields("08")
    left = number(bill["amount_due"]) - number(eob["total_adjustments"]) - number(eob["plan_paid"]) - number(check["patient_paid"])
    assert left == 0
    assert letter["previous_balance"] == eob["total_adjustments"] == "220.00"
    assert number(letter["previous_balance"]) + number(letter["fees"]) == number(letter["amount_due"]) == Decimal("252.40")


def test_the_dentist_asks_above_the_plans_fee() -> None:
    eob, bill = fields("09"), fields("10")
    harbor = FAMILY["plans"][1]["dental"]
    limit = number(harbor["network_fees"]["D2392"]) - number(eob["plan_paid"])
    assert limit == number(eob["patient_responsibility"])
    assert number(bill["amount_due"]) - limit == Decimal("75.00")


def test_the_office_visit_agrees_with_its_statement() -> None:
    eob, bill = fields("13"), fields("12")
    assert bill["amount_due"] == eob["patient_responsibility"] == "40.00"
    for name in ("total_billed", "total_adjustments", "plan_paid"):
        assert bill[name] == eob[name]


def test_what_was_saved_is_proved_by_papers() -> None:
    saved = {case["id"]: number(case["saved"]) for case in FAMILY["cases"] if case.get("saved")}
    assert number(fields("14")["amount_due"]) - number(fields("15")["amount_due"]) == saved["clinic"]
    assert number(fields("17")["patient_paid"]) - Decimal("184.00") == saved["eastside"]
    assert sum(saved.values()) == number(FAMILY["figures"]["saved"]) == Decimal("934.00")


def test_the_payments_of_the_year_add_up() -> None:
    amounts = [number(payment["amount"]) for payment in FAMILY["payments"]]
    figures = FAMILY["figures"]
    assert (sum(a for a in amounts if a > 0), sum(a > 0 for a in amounts)) == (number(figures["paid_this_year"]), 8)
    assert -sum(a for a in amounts if a < 0) == number(figures["came_back"])
    assert sum(number(p["amount"]) for p in FAMILY["payments"] if p["payer_from"] == "HSA card") == number(figures["paid_from_hsa"])
    papers = {payment["paper"] for payment in FAMILY["payments"] if "paper" in payment}
    assert papers <= set(NAMES)


def test_every_provider_number_passes_its_check_digit() -> None:
    seen = {document["fields"].get("provider_npi") for item in PAPERS for document in item["truth"]["documents"]} - {None}
    assert len(seen) == 5
    for npi in seen:
        digits = [int(digit) for digit in reversed(f"80840{npi}")]
        doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(digits)]
        assert sum(doubled) % 10 == 0, npi
