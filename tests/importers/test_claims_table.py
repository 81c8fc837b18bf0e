"""Insurers' claim downloads: columns known by name, a document for each claim, nothing guessed."""

from __future__ import annotations

import csv
import datetime
import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from medbills.claims.cell_values import day_in, money_in
from medbills.claims.claim_columns import FIELD_TYPES, field_choices, is_known
from medbills.domain.fields import FieldType
from medbills.domain.importing import Source
from medbills.domain.media import CSV, SHEET, media_type
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.errors import MedbillsError, NeedsMapping, UnusableInput
from medbills.importers import read_documents
from medbills.importers.claims_table import parse, read_table, score

UNITED = (
    "Claim Number,Patient Name,Date Visited,Visited Provider,Claim Type,Claim Status,Payment Status,Date Processed,Amount Billed,"
    "Deductible,Your Plan,Plan Discount,Your Responsibility,Paid at Visit/Pharmacy,You Owe,Flagged To Watch,Marked as Paid"
)
UNITED_ROWS = (
    ' AB123 ,Jane Doe,2026-03-02,"RIVERBEND, INC",Medical,Processed,Paid,2026-03-20,"$1,240.00",$100.00,$800.00,($200.00),$240.00,$40.00,'
    "$200.00,No,No\nAB124,Jane Doe,2026-04-02,PHARMACY,Drug,In Process,,,$12.00,,,,,,,No,No\n"
)
LINES = (
    "Lakeshore Health\nMember: Jane Doe\n\n"
    "Claim #,Line,Patient,Service Date,Proc Code,Modifier,Service Description,Qty,Billed Amt,Allowed Amt,Discount,Plan Paid,"
    "Mbr Resp,Remark Codes\n"
    'C1,1,Jane Doe,3/2/2026,99284-25,,"ER\nvisit",1,"$1,240.00",900.00,-340.00,700.00,200.00,"CO-45, PR2"\n'
    "C1,2,Jane Doe,3/3/2026,80053,,=1+1,2,120,100.5,-19.50,90.50,10.00,\n"
    "C2,1,Jane Doe,3/5/2026,D2740,,Crown,1,(50.00),40.00,-10.00,(30.00),,\n"
    ',,,,,,,Total,"$1,310.00",,,,,\n'
    "Printed for your records\n"
)


def source(text: str, name: str = "claims.csv", encoding: str = "utf-8") -> Source:
    data = text.encode(encoding)
    return Source(name=name, media_type=media_type(name, data), data=data)


def plain(document: ReadDocument) -> dict[str, str]:
    return {name: item.value.plain() if isinstance(item.value, Money) else str(item.value) for name, item in document.fields.items()}


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def workbook(rows: list[list[object]], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_row_for_each_claim_gives_its_totals() -> None:
    first, second = read_documents(source(f"{UNITED}\n{UNITED_ROWS}"))
    assert first.kind is Kind.EOB and first.lines == () and first.warnings == ()
    assert plain(first) == {
        "claim_number": "AB123",
        "patient_name": "Jane Doe",
        "provider_name": "RIVERBEND, INC",
        "processed_date": "2026-03-20",
        "service_from": "2026-03-02",
        "service_to": "2026-03-02",
        "total_billed": "1240.00",
        "deductible": "100.00",
        "plan_paid": "800.00",
        "total_adjustments": "200.00",
        "patient_responsibility": "240.00",
        "patient_paid": "40.00",
    }
    assert first.fields["total_billed"].spot.path == 'row 2, column "Amount Billed"'
    assert first.fields["total_billed"].spot.raw == "$1,240.00" and first.fields["total_billed"].spot.page is None
    assert not {"plan_paid", "patient_responsibility", "deductible", "processed_date"} & second.fields.keys()
    assert any("still working" in warning for warning in second.warnings)


@given(st.randoms(use_true_random=False))
def test_columns_are_known_by_name_and_not_by_place(rng: random.Random) -> None:
    rows = rows_of(f"{UNITED}\n{UNITED_ROWS}")
    order = list(range(len(rows[0])))
    rng.shuffle(order)
    mixed = written([[row[at] for at in order] for row in rows])
    assert [plain(document) for document in read_documents(source(mixed))] == [
        plain(document) for document in read_documents(source(f"{UNITED}\n{UNITED_ROWS}"))
    ]


def test_other_published_headers_are_known() -> None:
    (exported,) = read_documents(source(
        '"Claim Number","Patient Name","Service Date","Provider","Total Charges","My Responsibility"\n'
        '"9","Ann","03/02/2026","Dr, X","$1,000.10","$0.00"\n'
    ))  # fmt: skip
    assert plain(exported)["total_billed"] == "1000.10" and plain(exported)["patient_responsibility"] == "0.00"
    (cigna,) = read_documents(source(
        "Service Date,Provided By,For,Status,Amount Billed,What Your Plan Paid,My Account Paid,What I Owe\n"
        "03/02/2026,Dr X,Ann,Denied,$90.00,$0.00,,$90.00\n"
    ))  # fmt: skip
    assert plain(cigna) == {
        "service_from": "2026-03-02", "service_to": "2026-03-02", "provider_name": "Dr X", "patient_name": "Ann",
        "total_billed": "90.00", "plan_paid": "0.00", "patient_responsibility": "90.00",
    }  # fmt: skip
    assert any("refused" in warning for warning in cigna.warnings)


def test_rows_of_one_claim_are_its_lines() -> None:
    first, second = read_documents(source(LINES))
    assert plain(first) == {
        "claim_number": "C1", "patient_name": "Jane Doe", "service_from": "2026-03-02", "service_to": "2026-03-03",
        "total_billed": "1360.00", "total_allowed": "1000.50", "total_adjustments": "359.50", "plan_paid": "790.50",
        "patient_responsibility": "210.00",
    }  # fmt: skip
    one, two = first.lines
    assert (one["code"].value, one["code_system"].value, one["modifiers"].value) == ("99284", "CPT", ("25",))
    assert one["description"].value == "ER visit" and one["remark_codes"].value == ("CO-45", "PR-2")
    assert two["description"].value == "=1+1"  # a formula is words, never run
    assert two["billed"].spot.path == 'row 6, column "Billed Amt"' and two["allowed"].value == Money(10050)
    assert second.lines[0]["billed"].value == Money(-5000) and second.lines[0]["plan_paid"].value == Money(-3000)  # a claim taken back
    assert first.warnings == ()


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_marks_and_encodings_are_found_in_the_file(mark: str, encoding: str) -> None:
    text = written(rows_of(LINES.replace("Jane", "Ren\u00e9e")), mark)
    assert [plain(document) for document in read_documents(source(text, encoding=encoding))] == [
        plain(document) for document in read_documents(source(LINES.replace("Jane", "Ren\u00e9e")))
    ]


def test_the_mark_that_excel_writes_above_is_believed() -> None:
    (document,) = read_documents(source("sep=;\nClaim Number;Service Date;Billed\n1;3/2/2026;1.240,00\n"))
    assert plain(document)["total_billed"] == "1240.00"


def test_a_text_file_with_known_headers_is_a_table() -> None:
    assert score(source(LINES, "download.txt")) > 0.5
    assert score(source("Dear Jane,\nyour claim number, patient and billed amount, are here.\n", "letter.txt")) == 0.0


@pytest.mark.parametrize(
    ("printed", "cents"),
    [("$1,234.56", 123456), ("(12.00)", -1200), ("12.00-", -1200), ("-$12.00", -1200), ("$ 12", 1200), ("1234", 123400), ("12.5", 1250),
     ("$.50", 50), (".5", 50), ("1.234,56", 123456), ("1234,56", 123456), ("($1.234,56)", -123456), ("1,234", 123400), ("0", 0),
     ("1.234", None), ("12.345", None), ("12,345.678", None), ("1,23,456.00", None), ("abc", None), ("=12.00", None), ("12.00 EUR", None),
     ("1 2.00", None), ("9" * 20, None)],
)  # fmt: skip
def test_amounts_are_read_one_way_or_not_at_all(printed: str, cents: int | None) -> None:
    assert money_in(printed) == (None if cents is None else Money(cents))


@pytest.mark.parametrize(
    ("printed", "day"),
    [("3/2/2026", (2026, 3, 2)), ("03/02/26", (2026, 3, 2)), ("2026-03-02", (2026, 3, 2)), ("2026-03-02T10:11:12Z", (2026, 3, 2)),
     ("3/2/2026 12:00 AM", (2026, 3, 2)), ("20260302", (2026, 3, 2)), ("Mar 2, 2026", (2026, 3, 2)), ("13/02/2026", None), ("46083", None),
     ("2026-02-31", None), ("20261301", None)],
)  # fmt: skip
def test_days_are_us_order_or_iso(printed: str, day: tuple[int, int, int] | None) -> None:
    assert day_in(printed) == (datetime.date(*day) if day else None)


def test_what_could_be_two_things_is_left_out_and_named() -> None:
    (document,) = read_documents(source("Claim Number,Service Date,Billed,Plan Paid\n1,3/2/2026,1.234,5.00\n"))
    assert "total_billed" not in document.fields and plain(document)["plan_paid"] == "5.00"
    assert any("row 2" in warning and "1.234" in warning for warning in document.warnings)


def test_a_column_with_days_before_months_is_not_guessed_at() -> None:
    first, second = read_documents(source("Claim Number,Service Date,Billed\n1,13/02/2026,5.00\n2,03/02/2026,6.00\n"))
    assert "service_from" not in first.fields and "service_from" not in second.fields
    assert any("Service Date" in warning for warning in second.warnings)


def test_a_span_in_one_cell_is_two_days() -> None:
    (document,) = read_documents(source("Claim Number,Dates of Service,Billed\n1,03/02/2026 - 03/05/2026,5.00\n"))
    assert (plain(document)["service_from"], plain(document)["service_to"]) == ("2026-03-02", "2026-03-05")
    assert document.warnings == ()


def test_a_total_told_on_each_line_is_not_taken_for_the_lines() -> None:
    (document,) = read_documents(source("Claim Number,Service Date,CPT,Total Charges\n1,3/2/2026,99213,300.00\n1,3/2/2026,80053,300.00\n"))
    assert "total_billed" not in document.fields and all("billed" not in line for line in document.lines)
    assert any("Total Charges" in warning for warning in document.warnings)
    (document,) = read_documents(source(
        "Claim Number,Service Date,CPT,Charge,Total Charges\n1,3/2/2026,99213,100.00,300.00\n1,3/2/2026,80053,200.00,300.00\n"
    ))  # fmt: skip
    assert plain(document)["total_billed"] == "300.00" and [line["billed"].value.cents for line in document.lines] == [10000, 20000]


def test_an_unknown_column_with_amounts_is_named() -> None:
    (document,) = read_documents(source("Claim Number,Service Date,Billed,Zorp,Mood\n1,3/2/2026,5.00,$7.00,fine\n"))
    assert [warning for warning in document.warnings if "Zorp" in warning and "Mood" not in warning]


def test_a_header_that_its_cells_belie_is_not_believed() -> None:
    (document,) = read_documents(source("Claim Number,Service Date,Billed,Paid,Procedure\n1,3/2/2026,5.00,Yes,Office visit\n"))
    assert "plan_paid" not in document.fields and document.lines[0]["description"].value == "Office visit"


def test_unknown_headers_ask_for_their_meaning() -> None:
    text = "Ref,When,Who,Bill,Share\nA1,3/2/2026,Ann,$12.00,$2.00\nA2,3/3/2026,Ann,$13.00,$3.00\n"
    with pytest.raises(NeedsMapping) as asked:
        read_documents(source(text))
    assert asked.value.headers == ("Ref", "When", "Who", "Bill", "Share")
    assert asked.value.rows[0] == ("A1", "3/2/2026", "Ann", "$12.00", "$2.00")
    assert "claims.csv" in str(asked.value) and "\u201cBill\u201d" in str(asked.value) and asked.value.exit_status == 3
    mapping = {"ref": "claim_number", "When": "service_date", "Who": None, "Bill": "billed", "Share": "patient_owes"}
    first, second = read_table(source(text), mapping)
    assert plain(first) == {
        "claim_number": "A1", "service_from": "2026-03-02", "service_to": "2026-03-02", "total_billed": "12.00",
        "patient_responsibility": "2.00",
    }  # fmt: skip
    assert plain(second)["total_billed"] == "13.00"


def test_the_users_meaning_beats_the_known_one() -> None:
    text = "Claim Number,Service Date,Billed,Paid\n1,3/2/2026,5.00,4.00\n"
    (document,) = read_table(source(text), {"Paid": "patient_paid"})
    assert plain(document)["patient_paid"] == "4.00" and "plan_paid" not in document.fields
    with pytest.raises(ValueError, match="no such"):
        read_table(source(text), {"Paid": "nonsense"})


@pytest.mark.parametrize(
    "text",
    ["Name,City\nAnn,Austin 2\n", "Claim Number,Service Date,Provider\n1,3/2/2026,Dr X\n", "hello\nworld\n", "a,b\n", UNITED + "\n",
     "\n\n,,\n,"],
)  # fmt: skip
def test_tables_without_claims_are_refused_in_words(text: str) -> None:
    with pytest.raises(UnusableInput, match=r"claims\.csv") as refused:
        parse(source(text))
    assert not isinstance(refused.value, NeedsMapping)


def test_a_workbook_gives_what_its_text_gives() -> None:
    rows: list[list[object]] = [
        ["Lakeshore Health"],
        ["Claim Number", "Patient Name", "Service Date", "Procedure Code", "Units", "Billed", "Plan Paid", "Description"],
        [77001, "Jane Doe", datetime.datetime(2026, 3, 2), 99284, 1, 1240, 0.1 + 0.2, "=HYPERLINK(1)"],
        ["Total", None, None, None, None, 1240, None, None],
    ]
    data = workbook(rows, {"F3": '"$"#,##0.00'})
    (document,) = read_documents(Source(name="claims.xlsx", media_type=media_type("claims.xlsx", data), data=data))
    assert plain(document) == {
        "claim_number": "77001", "patient_name": "Jane Doe", "service_from": "2026-03-02", "service_to": "2026-03-02",
        "total_billed": "1240.00", "plan_paid": "0.30",
    }  # fmt: skip
    assert document.lines[0]["code"].value == "99284" and document.lines[0]["billed"].spot.path == 'row 3, column "Billed"'


def test_each_sheet_with_claims_is_read_and_named() -> None:
    book = Workbook()
    for year in (2025, 2026):
        sheet = book.create_sheet(f"Year {year}")
        sheet.append(["Claim Number", "Service Date", "Billed"])
        sheet.append([f"C{year}", f"{year}-03-02", 5.5])
    book.active.append(["About this file", "Help"])
    out = io.BytesIO()
    book.save(out)
    found = read_documents(Source(name="a.xlsx", media_type=SHEET, data=out.getvalue()))
    assert [document.fields["claim_number"].value for document in found] == ["C2025", "C2026"]
    assert found[1].fields["total_billed"].spot.path == 'sheet "Year 2026", row 2, column "Billed"'


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        zipped(word__document=b"<w/>"),
        zipped(xl__workbook=b"<x/>", bomb=b"0" * (65 * 1024 * 1024)),
        zipped(xl__workbook=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook/>'),
        b"PK\x03\x04 torn",
        workbook([["Claim Number", "Service Date", "Billed"]])[:2000],
    ],
)
def test_what_is_no_workbook_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UnusableInput, match=r"a\.xlsx"):
        parse(Source(name="a.xlsx", media_type=SHEET, data=data))


def test_a_row_beyond_the_formats_end_ends_the_sheet() -> None:
    data = workbook([["Claim Number", "Service Date", "Billed"], ["1", "2026-03-02", 5.5]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = re.sub(rb'<row r="2"', b'<row r="99999999999"', part)
            new.writestr(name, part)
    with pytest.raises(UnusableInput, match=r"a\.xlsx"):
        parse(Source(name="a.xlsx", media_type=SHEET, data=out.getvalue()))


BOOK = workbook([["Claim Number", "Service Date", "Billed", "CPT"], ["1", "2026-03-02", 5.5, "99213"]])


@given(st.data())
def test_damaged_files_are_read_or_refused_in_words(data: st.DataObject) -> None:
    files = ((BOOK, SHEET, "d.xlsx"), (LINES.encode(), CSV, "d.csv"), (f"{UNITED}\n{UNITED_ROWS}".encode(), CSV, "d.csv"))
    whole, kind, name = data.draw(st.sampled_from(files))
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        if data.draw(st.booleans()):
            raw[at] = data.draw(st.integers(0, 255))
        else:
            del raw[at : at + data.draw(st.integers(1, 40))]
        if not raw:
            break
    try:
        parse(Source(name=name, media_type=kind, data=bytes(raw)))
    except MedbillsError as error:
        assert name in str(error)


CELL = st.one_of(
    st.sampled_from(("", "-", "=SUM(A1:A9)", "+1+1", "@x", "-2+3", "$1,234.56", "(12.00)", "1.234", "3/2/2026", "13/02/2026", "99213-25",
                     "Total")),
    st.text(max_size=20),
)  # fmt: skip


@given(st.lists(st.lists(CELL, min_size=12, max_size=12), max_size=8), st.data())
def test_any_cells_under_known_headers_stay_text_or_become_their_type(rows: list[list[str]], data: st.DataObject) -> None:
    headers = data.draw(st.permutations(("Claim Number", "Service Date", "Billed", "Plan Paid", "CPT", "Description", "Units", "Modifiers",
                                         "Patient", "Status", "Network", "Diagnosis")))  # fmt: skip
    text = written([list(headers), *rows])
    try:
        documents = parse(Source(name="a.csv", media_type=CSV, data=text.encode("utf-8", "replace")))
    except MedbillsError:
        return
    allowed = {" ".join(cell.split()) for row in rows for cell in row}
    for document in documents:
        for values in (document.fields, *document.lines):
            for name, item in values.items():
                assert item.value not in (None, "", ())
                if FIELD_TYPES[name] is FieldType.TEXT and name not in {"network_status", "claim_version"}:
                    assert item.value in allowed


def test_the_vocabulary_names_fields_of_the_contract() -> None:
    assert set(field_choices()) <= set(FIELD_TYPES)
    assert all(is_known(header) for header in (*UNITED.split(","), "AmountBilled", "amt_billed", "Claim #", "Mbr Resp Amt"))
    assert not any(is_known(header) for header in ("Amount", "Zorp", "", "HRA"))


def test_published_headers_are_all_known(third_party: Path) -> None:
    schemas = (third_party / "csv-schemas" / "SCHEMAS.md").read_text(encoding="utf-8")
    lines = [line for line in schemas.splitlines() if line.startswith(("Claim Number,", "Service Date, "))]
    assert len(lines) == 2
    for header in (header for line in lines for header in line.split(",")):
        assert is_known(header), header
