"""Headings broken over rows, titles over tables, days under services, totals without a name, visits closed by their balance."""

from __future__ import annotations

import datetime

import pytest

from medbills.domain.importing import Source
from medbills.domain.money import Money
from medbills.domain.page import Page, Sheets, Word
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument, ReadLine
from medbills.importers import read_documents

WIDE, HIGH = 5.0, 11.0  # of a letter and of a row, in points
PLAN = """\
PRAIRIE PLAN ADMINISTRATORS, INC.                                          EXPLANATION OF BENEFITS
PO BOX 3018, LINCOLN, NE 68501-3018                                        THIS IS NOT A BILL

                                                 Patient:            Maeve Ashby
                                                 Member ID:          HS0041877
                                                 Claim number:       26041008770
                                                 Provider:           Platte Valley Clinic

"""
CLINIC = """\
PLATTE VALLEY CLINIC                                                       PATIENT STATEMENT
118 Civic Plaza, Lincoln, NE 68501

Account number: 88231        Statement date: 02/20/2026     Patient: Maeve Ashby

"""


def read(text: str) -> ReadDocument:
    words = []
    for row, line in enumerate(text.splitlines()):
        top, place = 30.0 + HIGH * row, 0
        for part in line.split(" "):
            if part:
                words.append(Word(part, 40 + WIDE * place, top, 40 + WIDE * (place + len(part)), top + 8.4, size=8.4))
            place += len(part) + 1
    sheets = Sheets("a.pdf", "application/pdf", (Page(1, 792.0, 612.0, tuple(words)),))
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", sheets))
    return document


def cents(line: ReadLine, name: str) -> int | None:
    return line[name].value.cents if name in line else None


BROKEN = (
    ("Co-", "insurance", "coinsurance"), ("Coin-", "surance", "coinsurance"), ("Co-", "pay", "copay"), ("Amount", "covered", "allowed"),
    ("Not", "covered", "not_covered"),
)  # fmt: skip


@pytest.mark.parametrize(("over", "under", "field"), BROKEN)
def test_one_heading_broken_over_two_rows_in_the_midst_of_a_table(over: str, under: str, field: str) -> None:
    table = f"""\
                                                    {over:<10}
Date         Service               Charge           {under:<10}     Plan paid      You owe

01/22/2026   Preventive visit      100.00           20.00              80.00        20.00
01/23/2026   Blood count            50.00           10.00              40.00        10.00
"""
    lines = read(PLAN + table).lines
    assert [cents(line, field) for line in lines] == [2000, 1000]


def test_a_title_of_several_words_is_no_heading_of_the_columns_under_it() -> None:
    table = """\
Date         Code     Description                       Amount

01/17/2026   99223    Hospital care                    1,200.00
                      Total charges                    1,200.00

PAYMENTS AND ADJUSTMENTS POSTED TO THIS ACCOUNT

POST DATE    TRANSACTION                                AMOUNT
02/12/2026   SILVER STATE HEALTH CHOICE - PAYMENT      (700.00)
02/12/2026   SILVER STATE HEALTH CHOICE - CONTRACTUAL  (400.00)
02/18/2026   PATIENT PAYMENT - CHECK 2208              (100.00)
"""
    credits = read(CLINIC + table).lines[1:]
    found = [cents(line, name) for line, name in zip(credits, ("plan_paid", "adjustment", "patient_paid"), strict=True)]
    assert found == [70000, 40000, 10000]


@pytest.mark.parametrize("name", ["All visits", "Everything together", "Grand sum"])
def test_a_last_row_that_sums_up_all_others_is_no_line(name: str) -> None:
    table = f"""\
Visit date   Visit                        Charges      Plan paid    Discounts      You paid

12/11/2025   Outpatient imaging          1,288.00        -402.11      -785.36          0.00
01/06/2026   Emergency department        4,916.40      -1,870.22    -2,544.08       -100.00
01/19/2026   Laboratory                    314.25           0.00      -188.55          0.00
{name:<22}                   6,518.65      -2,272.33    -3,517.99       -100.00
"""
    document = read(CLINIC + table)
    assert len(document.lines) == 3
    assert document.fields["total_billed"].value == Money(651865)


@pytest.mark.parametrize("under", ["on 2/19/26", "on 2/19/26 (1)", "on February 19, 2026", "from 2/19/26 (A)"])
def test_a_day_on_a_row_of_its_own_under_a_service(under: str) -> None:
    table = f"""\
Service                        Charge     Allowed     Plan paid      You owe

OFFICE VISIT - SPECIALIST      268.00      171.40        121.40        50.00
{under}
99214
ELECTROCARDIOGRAM               96.00       38.25         38.25         0.00
{under}
93000
"""
    lines = read(PLAN + table).lines
    assert [line["service_date"].value for line in lines] == [datetime.date(2026, 2, 19)] * 2
    assert [line["code"].value for line in lines] == ["99214", "93000"]
    assert [line["description"].value for line in lines] == ["OFFICE VISIT - SPECIALIST", "ELECTROCARDIOGRAM"]


VISITS = """\
Emergency visit                                        Visit 40118823
Date of service: 01/19/2026   Outpatient
             Emergency room                                    2,310.00
             Laboratory                                          642.10
02/06/2026   Keystone Blue PPO - payment                      -2,039.38
02/06/2026   Keystone Blue PPO - contractual adjustment         -400.00
             Balance for this visit                                         512.72

Office visit                                           Visit 40118824
Date of service: 01/20/2026   Clinic
             Office visit                                        200.00
02/06/2026   Keystone Blue PPO - payment                        -150.00
             Balance for this visit                                          50.00
"""
ACCOUNT = """\
Charges for your visit                                   2,477.68
Insurance payments                                      -1,086.84
Insurance adjustments                                   -1,013.43
Balance due                                                377.41
"""


def test_charges_less_credits_that_leave_the_balance_under_them_are_a_visit() -> None:
    lines = read(CLINIC + VISITS).lines
    charged = [line for line in lines if "billed" in line]
    assert [cents(line, "billed") for line in charged] == [231000, 64210, 20000]
    assert [cents(line, "plan_paid") for line in lines if "plan_paid" in line] == [203938, 15000]


def test_an_account_summed_up_is_no_visit() -> None:
    assert not [line for line in read(CLINIC + ACCOUNT).lines if "billed" in line]


def test_a_label_that_ends_in_the_row_below_its_amount() -> None:
    """The model validation notice sets its words in a narrow column (12 CFR 1006, appendix B)."""
    letter = """\
MERIDIAN RIDGE RECOVERY, LLC                                To: Theodora Wickham
PO Box 41088, Rochester, NY 14604                           Reference: 584-345-09

Meridian Ridge Recovery, LLC is a debt collector. We are trying to collect a debt that you owe to Lake Ontario Medical.

As of October 2, 2025, you             $2,410.35
owed:
You were charged this amount in         + $44.12
interest:
You were charged this amount in         + $15.00
fees:
You paid or were credited this          - $200.00
amount toward the debt:
Total amount of the debt now:          $2,269.47
"""
    document = read(letter)
    assert document.kind is Kind.COLLECTION_NOTICE
    found = {name: document.fields[name].value.cents for name in ("previous_balance", "interest", "fees", "amount_due")}
    assert found == {"previous_balance": 241035, "interest": 4412, "fees": 1500, "amount_due": 226947}


def test_a_letter_s_codes_stand_in_a_sentence_and_its_day_in_its_head() -> None:
    letter = """\
GREAT PLAINS SELECT HEALTH
PO Box 6106, Omaha, NE 68106

February 12, 2026

Member:             Lorna Whitehorse
Claim number:       2604100771-02
Date of service:    January 22, 2026

Notice of Denial of Payment
Dear Lorna Whitehorse:
We reviewed the claim for the service listed here. We cannot pay for it.

Code      Service                               Amount charged
72148     MRI lumbar spine without contrast          $1,845.00

Reason code CO-50 and N115: these services are not deemed a medical necessity.
You may appeal within 180 days.
"""
    document = read(letter)
    assert document.fields["denial_codes"].value == ("CO-50", "N115")
    assert document.fields["total_billed"].value == Money(184500)
    assert document.lines[0]["service_date"].value == datetime.date(2026, 1, 22)


def test_an_area_is_a_quarter_of_the_mouth_or_a_tooth() -> None:
    table = """\
Date         Proc.    Area     Treatment                   Charge     Allowed     We pay     You pay

04/14/2026   D4341    UR       Perio scaling                294.00     217.21     173.77       43.44
04/28/2026   D2740    3        Crown                      1,395.00     869.30     434.65      434.65
04/28/2026   D2392    14-MO    Resin composite              279.00     226.25     181.00       45.25
05/04/2026   D9972    U        Bleaching, per arch          325.00     223.50       0.00      223.50
"""
    lines = read(PLAN + table).lines
    assert [line["quadrant"].value if "quadrant" in line else None for line in lines] == ["UR", None, None, None]
    assert [line["tooth"].value if "tooth" in line else None for line in lines] == [None, "3", "14", None]
    assert lines[2]["surface"].value == "MO"


def test_a_ledger_s_payments_are_whose_the_words_say() -> None:
    table = """\
Date         Code     Transaction                        Charge      Payment        Adj     Balance

01/06/2026   99203    Office visit, new                  224.00                              224.00
01/06/2026            Copay at check-in                               30.00-                 194.00
01/15/2026            Patient payment - check #2207                  100.00-                  94.00
01/26/2026            PreferredOne Health payment                     50.00-                  44.00
01/26/2026            PreferredOne Health write-off                              44.00-        0.00
"""
    paid = [{name for name in ("plan_paid", "patient_paid", "adjustment") if name in line} for line in read(CLINIC + table).lines[1:]]
    assert paid == [{"patient_paid"}, {"patient_paid"}, {"plan_paid"}, {"adjustment"}]


def test_the_first_of_several_amounts_under_words_is_not_surely_what_they_mean() -> None:
    text = """\
Xyzzy                                Plan discount

Blood count                               31.49
Metabolic panel                            9.18
"""
    field = read(PLAN + text).fields.get("total_adjustments")
    assert field is None or field.spot.confidence < 0.95
