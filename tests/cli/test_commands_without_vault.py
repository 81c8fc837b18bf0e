"""read, check, deadlines and letter, as a script runs them: the contracts' examples, and every kind of wrong input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
BILL, EOB = SAMPLES / "02-riverbend-itemized-bill.pdf", SAMPLES / "03-lakeshore-eob-er-visit.pdf"
CASE = {
    "schema": 1, "today": "2026-11-21",
    "patient": {"name": "Walter Calloway", "birth_date": "1961-04-02", "state": "TX", "insured": True},
    "plan": {"type": "employer_self_funded_erisa", "payer_name": "Lakeshore Health", "member_id": "1", "covered_from": "2026-01-01",
             "covered_to": None, "deductible_individual": "1500.00", "deductible_family": None,
             "out_of_pocket_max_individual": "6000.00", "coinsurance_in": "0.20", "coinsurance_out": "0.40",
             "copays": {"office_visit": "30.00"}, "exclusions": ["cosmetic"],
             "dental": {"annual_maximum": "1500.00", "frequency": {"D1110": {"times": 2, "per": "calendar year"}},
                        "network_fees": {"D2392": "200.00"}, "alternate_fees": {"D2150": "120.00"}}},
    "documents": [
        {"id": "bill-1", "kind": "bill", "fields": {"account_number": "7741-22", "amount_due": "1650.00", "provider_name": "Riverbend"},
         "lines": [{"service_date": "2026-03-02", "code": "99285", "billed": "1240.00"},
                   {"service_date": "2026-03-02", "code": "71046", "billed": {"value": "205.00", "page": 1, "confidence": 0.9}},
                   {"service_date": "2026-03-02", "code": "71046", "billed": "205.00"}]}],
    "context": {"emergency": False, "facility_network_status": "in", "stay": {"admitted": "2026-03-01", "discharged": "2026-03-04"},
                "payments": [], "last_payment_date": None},
}  # fmt: skip


@pytest.fixture
def case_file(tmp_path: Path) -> Any:
    def write(data: Any, name: str = "case.json") -> Path:
        file = tmp_path / name
        file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return file

    return write


def test_a_reading_is_one_object_of_the_contract(medbills: Any) -> None:
    answer = medbills("read", BILL, "--json")
    assert answer.status == 0
    reading = answer.json
    assert set(reading) == {"schema", "file", "documents"} and reading["schema"] == 1
    assert set(reading["file"]) == {"name", "sha256", "bytes", "pages", "media_type"}
    document = reading["documents"][0]
    assert set(document) == {"kind", "pages", "fields", "lines", "warnings"} and document["kind"] == "itemized_bill"
    due = document["fields"]["amount_due"]
    assert due["value"] == "5000.00" and due["page"] == 1 and len(due["box"]) == 4 and 0 < due["confidence"] <= 1


def test_several_files_are_one_object_and_a_bad_one_is_said(medbills: Any, tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_text("only words")
    answer = medbills("read", BILL, tmp_path / "note.pdf", EOB, "--json")
    assert answer.status == 3
    assert [reading["file"]["name"] for reading in answer.json["files"]] == [BILL.name, EOB.name] and answer.json["schema"] == 1
    assert "note.pdf is not a PDF" in answer.err


def test_a_reading_for_people(medbills: Any) -> None:
    answer = medbills("read", BILL)
    assert answer.status == 0 and "Amount due: $5,000.00  (page 1)" in answer.out


def test_the_contract_s_case_file_is_checked(medbills: Any, case_file: Any) -> None:
    answer = medbills("check", case_file(CASE), "--json")
    assert answer.status == 0 and answer.err == ""
    assert set(answer.json) == {"schema", "findings", "not_checked", "you_owe"}
    found = next(found for found in answer.json["findings"] if found["check"] == "exact_duplicate_line")
    assert {"check", "severity", "title", "explanation", "amount_at_stake", "documents", "lines", "certainty", "question", "remedy",
            "letter", "authority", "checked_on"} <= set(found)  # fmt: skip
    assert found["lines"] == [{"document": "bill-1", "line": 1}, {"document": "bill-1", "line": 2}]
    assert found["amount_at_stake"] == "205.00" and set(answer.json["you_owe"]) == {"sure", "disputed", "waiting_for_insurance"}
    assert all(set(missing) == {"check", "needs"} for missing in answer.json["not_checked"])


def test_unknown_keys_are_warned_of_and_the_rest_is_used(medbills: Any, case_file: Any) -> None:
    strange = {**CASE, "colour": "blue", "plan": {**CASE["plan"], "tier": 3}}  # type: ignore[dict-item]
    answer = medbills("check", case_file(strange), "--json")
    assert answer.status == 0 and len(answer.json["findings"]) >= 1
    assert "colour is not known" in answer.err and "plan.tier is not known" in answer.err


def test_readings_and_papers_give_the_same_findings(medbills: Any, case_file: Any) -> None:
    papers = medbills("check", BILL, EOB, "--json", "--today", "2026-11-17")
    readings = case_file(medbills("read", BILL, EOB, "--json").out, "readings.json")
    again = medbills("check", readings, "--json", "--today", "2026-11-17")
    assert papers.json["you_owe"] == again.json["you_owe"] == {"sure": "320.00", "disputed": "4680.00", "waiting_for_insurance": "0.00"}
    assert [found["check"] for found in papers.json["findings"]] == [found["check"] for found in again.json["findings"]]


def test_the_schema_of_a_case_file(medbills: Any) -> None:
    answer = medbills("check", "--schema")
    assert answer.status == 0 and {"patient", "plan", "documents", "context"} <= set(answer.json["properties"])


@pytest.mark.parametrize("text", [
    "", "{", "[]", "3", '{"schema": 2}', '{"documents": 4}', '{"documents": [{"kind": "poem"}]}', '{"today": "soon"}', '{"plan": []}',
    '{"files": [{}]}', "[" * 5000,
])  # fmt: skip
def test_a_case_file_that_is_none(medbills: Any, case_file: Any, text: str) -> None:
    answer = medbills("check", case_file(text), "--json")
    assert "case.json" in answer.refused(3)


def test_the_contract_s_deadlines(medbills: Any, case_file: Any) -> None:
    facts = {"today": "2026-11-21", "state": "TX", "plan_type": "employer_self_funded_erisa",
             "events": [{"event": "denial_notice_received", "date": "2026-10-30", "id": "x"}]}  # fmt: skip
    answer = medbills("deadlines", "--facts", case_file(facts), "--json")
    assert answer.status == 0
    row = next(row for row in answer.json["deadlines"] if row["rule"] == "appeal_internal_180d")
    assert {"rule", "event", "date", "safe_mailing_date", "whose", "title", "computed", "citation", "checked_on", "confidence"} <= set(row)
    assert (row["event"], row["date"], row["whose"], row["confidence"]) == ("x", "2027-04-28", "patient", "verified")


def test_events_are_listed_with_their_rules(medbills: Any) -> None:
    events = medbills("deadlines", "--events", "--json").json["events"]
    assert {"denial_notice_received"} <= {row["event"] for row in events} and all(isinstance(row["rules"], list) for row in events)
    plain = medbills("deadlines", "--events")
    assert plain.status == 0 and "denial_notice_received" in plain.out


@pytest.mark.parametrize("text", ["", "[]", '{"events": 3}', '{"events": [{"event": "tea", "date": "2026-01-01"}]}', "nonsense",
                                  '{"events": [{"event": "denial_notice_received", "date": "soon"}]}'])  # fmt: skip
def test_facts_that_are_none(medbills: Any, case_file: Any, text: str) -> None:
    medbills("deadlines", "--facts", case_file(text, "facts.json"), "--json").refused(3)


def test_today_stands_before_or_after_the_command(medbills: Any, case_file: Any) -> None:
    facts = case_file({"events": [{"event": "trigger_of:appeal_internal_180d", "date": "2026-01-02"}], "today": "2026-01-03"})
    before = medbills("--today", "2027-02-01", "deadlines", "--facts", facts, "--json")
    after = medbills("deadlines", "--facts", facts, "--json", "--today=2027-02-01")
    assert before.out == after.out and "has passed" in before.json["deadlines"][0]["computed"]
    assert "has passed" not in medbills("deadlines", "--facts", facts, "--json").json["deadlines"][0]["computed"]


def test_letters_are_listed(medbills: Any) -> None:
    rows = medbills("letter", "LIST", "--json").json["letters"]
    assert {"L01", "L02", "L20", "L42", "L51"} <= {row["id"] for row in rows}
    assert "itemized_bill_request" in medbills("letter", "list").out


FACTS = {
    "sender_name": "Ruth Calloway", "sender_address": "12 Orchard Street\nEaston, PA 18042", "addressee": "Harrow & Pike Recovery",
    "addressee_address": "P.O. Box 418", "account_no": "HP-66031", "notice_date": "2026-11-06", "amount_listed": "252.40",
    "court_papers": False, "dispute_scope": "all",
}  # fmt: skip


@pytest.mark.parametrize(("ending", "head"), [(".pdf", b"%PDF"), (".docx", b"PK"), (".txt", b"")])
def test_one_letter_in_each_form(medbills: Any, case_file: Any, tmp_path: Path, ending: str, head: bytes) -> None:
    out = tmp_path / f"letter{ending}"
    answer = medbills("letter", "debt_validation_request", "--facts", case_file(FACTS), "--out", out, "--today", "2026-11-17")
    assert answer.status == 0 and "answer by 2026-12-17" in answer.out
    assert out.read_bytes().startswith(head)
    if ending == ".txt":
        assert "HP-66031" in out.read_text(encoding="utf-8")


def test_a_letter_that_is_not_whole_is_not_written(medbills: Any, case_file: Any, tmp_path: Path) -> None:
    facts = {name: value for name, value in FACTS.items() if name != "account_no"}
    said = medbills("letter", "L42", "--facts", case_file(facts), "--out", tmp_path / "l.pdf")
    assert said.status == 3 and "account_no" in said.err and not (tmp_path / "l.pdf").exists()
    odd = medbills("letter", "L42", "--facts", case_file(FACTS), "--out", tmp_path / "l.odt")
    assert odd.status == 2 and not (tmp_path / "l.odt").exists()
    assert medbills("letter", "L99", "--facts", case_file(FACTS), "--out", tmp_path / "l.pdf").status in (2, 3)


@pytest.mark.parametrize("arguments", [
    ["frobnicate"], ["read"], ["read", "--nonsense", "x"], ["check"], ["deadlines"], ["letter", "L42"], ["vault"], ["vault", "open", "x"],
    ["packet", "x"], ["--today", "yesterday", "cases", "x"], ["cases", "x", "--today", "2026-13-40"], ["demo"],
])  # fmt: skip
def test_wrong_usage(medbills: Any, arguments: list[str]) -> None:
    answer = medbills(*arguments)
    assert answer.status == 2 and answer.out == "" and answer.err


def test_help_needs_no_display(medbills: Any) -> None:
    answer = medbills("--help")
    assert answer.status == 0 and "demo" in answer.out and medbills("vault", "--help").status == 0
    assert medbills("--version").out.startswith("medbills ")
