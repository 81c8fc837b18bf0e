"""Medicare's Blue Button text: claims of Part A, B and D; look-alikes without claims are refused."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.importing import Source
from medbills.domain.media import TEXT, media_type
from medbills.domain.money import Money
from medbills.domain.reading import ReadDocument
from medbills.errors import MedbillsError, UnusableInput
from medbills.importers import read_documents
from medbills.importers.blue_button_text import IMPORTER

RULE = "--------------------------------"
FILE = f"""{RULE}
MYMEDICARE.GOV PERSONAL HEALTH INFORMATION

{RULE}
Produced by the Blue Button (v2.0)
{RULE}
Demographic
{RULE}
Source: MyMedicare.gov
Name: ADA OKAFOR
Date of Birth: 02/11/1948
{RULE}
Providers
{RULE}
Provider Name: NOT OF A CLAIM
{RULE}
Claim Summary
{RULE}
Claim Number: 77a
Provider: RIVERBEND HOSPITAL
Service Start Date: 03/02/2026
Service End Date: 03/04/2026
Amount Charged: $1,450.00
Medicare Approved: $1,450.00
Provider Paid: $900.10
You May be Billed: $225.03
Claim Type: Outpatient
Diagnosis Code 1: S060X1A
Diagnosis Code 2:
{RULE}
Claim Lines for Claim Number: 77a
{RULE}
Line number:  1
Date of Service From:  03/02/2026
Date of Service To:  03/04/2026
Revenue Code/Description: 0450 - General Classification EMERG ROOM
Procedure Code/Description:  99284 - Emergency visit
Modifier 1/Description:  25 - Separate service
Modifier 2/Description:
Quantity Billed/Units:  2
Submitted Amount/Charges:  $1,450.00
Allowed Amount:  $1,450.00
Non-Covered:  $0.00
Place of Service/Description:  23 - Emergency Room
Rendering Provider NPI:  1987654328
Line number:  2
Date of Service From:
Revenue Code/Description: 0001 - Total Charges
Quantity Billed/Units:  0
Submitted Amount/Charges:  $1,450.00
Claim Number: 78
Provider: No Information Available
Service Start Date: 04/01/2026
Amount Charged: * Not Available *
Claim Type: PartB
{RULE}
Claim Lines for Claim Number: 78
{RULE}
Line number:  1
Date of Service From:  04/01/2026
Date of Service To:  04/01/2026
Procedure Code/Description:  G0283 - Stimulation
Submitted Amount/Charges:  * Not Available *
{RULE}
Claim Lines for Claim Number: 79
{RULE}
Claim Type: Part D
Claim Number: 79
Claim Service Date: 05/05/2026
Pharmacy / Service Provider: 1234567893
Pharmacy Name: CORNER PHARMACY
Drug Code: 00093013505
Drug Name: CARVEDILOL
Fill Number: 0
Days' Supply: 30
{RULE}
Preventive Services
{RULE}
Description: DIABETES
Last Date of Service: 01/01/2026
"""


def read(text: str, name: str = "medicare.txt") -> tuple[ReadDocument, ...]:
    raw = text.encode()
    return read_documents(Source(name=name, media_type=media_type(name, raw), data=raw))


def plain(document: ReadDocument) -> tuple[dict[str, object], list[dict[str, object]]]:
    return {name: item.value for name, item in document.fields.items()}, [{n: i.value for n, i in line.items()} for line in document.lines]


def test_a_hospitals_claim() -> None:
    fields, lines = plain(read(FILE)[0])
    assert fields == {
        "claim_number": "77A",
        "patient_name": "ADA OKAFOR",
        "patient_birth_date": datetime.date(1948, 2, 11),
        "provider_name": "RIVERBEND HOSPITAL",
        "service_from": datetime.date(2026, 3, 2),
        "service_to": datetime.date(2026, 3, 4),
        "diagnosis_codes": ("S060X1A",),
        "total_billed": Money(145000),
        "total_allowed": Money(145000),
        "plan_paid": Money(90010),
        "patient_responsibility": Money(22503),
        "payer_name": "Medicare",
        "issuer_name": "Medicare",
    }
    assert lines == [
        {
            "service_from": datetime.date(2026, 3, 2),
            "service_to": datetime.date(2026, 3, 4),
            "revenue_code": "0450",
            "code": "99284",
            "code_system": "CPT",
            "description": "Emergency visit",
            "modifiers": ("25",),
            "units": Decimal(2),
            "billed": Money(145000),
            "allowed": Money(145000),
            "not_covered": Money(0),
            "place_of_service": "23",
            "rendering_npi": "1987654328",
        }
    ]
    assert read(FILE)[0].fields["total_billed"].spot.path == 'line 23, "Amount Charged"'


def test_what_is_not_available_is_absent() -> None:
    fields, lines = plain(read(FILE)[1])
    assert not {"total_billed", "provider_name", "service_to"} & set(fields)
    assert lines == [{"service_date": datetime.date(2026, 4, 1), "code": "G0283", "code_system": "HCPCS", "description": "Stimulation"}]


def test_a_drug_and_the_end_of_the_claims() -> None:
    documents = read(FILE)
    assert len(documents) == 3
    fields, lines = plain(documents[2])
    assert fields["provider_name"] == "CORNER PHARMACY"
    assert "payer_name" not in fields  # a drug plan paid, and the file does not name it
    assert lines == [
        {
            "service_date": datetime.date(2026, 5, 5),
            "code": "00093013505",
            "code_system": "NDC",
            "ndc": "00093013505",
            "description": "CARVEDILOL",
        }
    ]


def test_lines_that_do_not_add_up_are_told() -> None:
    text = FILE.replace("Amount Charged: $1,450.00", "Amount Charged: $1,500.00")
    assert read(text)[0].warnings == ("The claim says $1,500.00 for charges, but its lines add up to $1,450.00.",)


def test_a_look_alike_without_claims_is_refused() -> None:
    text = "---- MY HEALTHEVET PERSONAL INFORMATION REPORT ----\nProduced by the VA Blue Button (v12.6)\nName: A B\n"
    with pytest.raises(UnusableInput, match=r"^mhv\.txt holds no claims"):
        read(text, "mhv.txt")


@given(st.integers(0, len(FILE)), st.text(max_size=20))
def test_any_text_may_be_torn(at: int, torn: str) -> None:
    raw = (FILE[:at] + torn + FILE[at + len(torn) :]).encode("utf-8", "replace")
    try:
        assert IMPORTER.parse(Source(name="m.txt", media_type=TEXT, data=raw))
    except MedbillsError as refused:
        assert "m.txt" in str(refused)


def test_published_samples_give_the_claims_of_their_own_table(third_party: Path) -> None:
    folder = third_party / "bluebutton-txt" / "amida" / "test" / "fixtures"
    wanted = json.loads((folder / "generated" / "sample.json").read_text())["data"]["claims"]
    found = read((folder / "sample.txt").read_text(), "sample.txt")
    assert [document.fields["claim_number"].value for document in found] == [claim["number"] for claim in wanted]
    for document, claim in zip(found, wanted, strict=True):
        charges = claim.get("charges", {})
        for key, name in (
            ("price_billed", "total_billed"),
            ("insurance_paid", "total_allowed"),
            ("provider_paid", "plan_paid"),
            ("patient_responsibility", "patient_responsibility"),
        ):
            money = document.fields[name].value.text() if name in document.fields else None
            assert money == (charges[key] if "$" in charges.get(key, "") else None)
        lines = [line for line in claim["lines"] if line.get("revenue", {}).get("code") != "0001"]
        assert len(lines) == len(document.lines)
        for line, read_line in zip(lines, document.lines, strict=True):
            code = line.get("procedure", line.get("drug", {})).get("code")
            assert (read_line["code"].value if "code" in read_line else None) == code
            assert [m["code"] for m in line.get("modifier", [])] == list(read_line["modifiers"].value if "modifiers" in read_line else ())


def test_published_look_alikes_hold_no_claims(third_party: Path) -> None:
    files = sorted((third_party / "bluebutton-txt" / "va-myhealthevet").glob("*.txt"))
    assert files
    for path in files:
        with pytest.raises(UnusableInput, match="holds no claims"):
            read(path.read_text(errors="replace"), path.name)
