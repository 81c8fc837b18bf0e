"""Bills of a mail-order pharmacy, of a family and of several accounts; and what notes and rows say of another claim or person."""

from __future__ import annotations

import pytest

from medbills.domain.importing import Source
from medbills.domain.money import Money
from medbills.domain.page import Page, Sheets, Word
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents

WIDE, HIGH = 5.0, 11.0  # of a letter and of a row, in points


def printed(*pages: str) -> Sheets:
    made = []
    for number, text in enumerate(pages, 1):
        words = []
        for row, line in enumerate(text.splitlines()):
            top, place = 30.0 + HIGH * row, 0
            for part in line.split(" "):
                if part:
                    words.append(Word(part, 40 + WIDE * place, top, 40 + WIDE * (place + len(part)), top + 8.4, size=8.4 if row else 12.0))
                place += len(part) + 1
        made.append(Page(number, 792.0, 640.0, tuple(words)))
    return Sheets("a.pdf", "application/pdf", tuple(made))


def read_all(*pages: str) -> tuple[ReadDocument, ...]:
    return read_documents(Source("a.pdf", "application/pdf", b"", printed(*pages)))


def read(*pages: str) -> ReadDocument:
    (document,) = read_all(*pages)
    return document


def plain(value: object) -> str:
    return f"{value.cents // 100}.{value.cents % 100:02}" if isinstance(value, Money) else str(value)


def value(document: ReadDocument, name: str) -> str | None:
    found = document.fields.get(name)
    return None if found is None else plain(found.value)


def lines(document: ReadDocument) -> list[dict[str, str]]:
    return [{name: plain(cell.value) for name, cell in line.items()} for line in document.lines]


PHARMACY = """\
Prairie Rx Home Delivery                                                        INVOICE
PO Box 7400, Lincoln, NE 68501-7400   1-877-555-0151

                                                    Invoice number:   7718834005
ROLAND T ESPINO                                     Invoice date:     06/17/2026
4818 Briarwood Trl                                  Member ID:        889120447-01
Dayton, OH 45415                                    Pay by:           07/12/2026


Rx number   Medication               NDC             Qty     Date filled     Price     Plan paid    You owe
60118842    METFORMIN ER TAB 500MG   68382-0028-10   360     06/15/2026      52.14         42.14      10.00
60118843    LISINOPRIL TAB 20MG      68180-0981-03    90     06/15/2026      21.90         11.90      10.00
60119107    JARDIANCE TAB 25MG       00597-0153-90    90     06/16/2026   1,824.55      1,734.55      90.00
            Total this invoice                                            1,898.59      1,788.59     110.00

                                                    Previous balance                                 $90.00
                                                    {said}                -$90.00
                                                    Total amount due                                $110.00
"""


@pytest.mark.parametrize(
    "said",
    [
        "Payment received 05/29/2026 - thank you", "Payment received on 05/29/2026, thank you", "Your payment of 05/29/2026, with thanks",
        "Payments received                      ",
    ],
)  # fmt: skip
def test_a_mail_order_pharmacy_sends_bills(said: str) -> None:
    bill = read(PHARMACY.format(said=said))
    assert bill.kind in {Kind.BILL, Kind.ITEMIZED_BILL}
    assert [line["billed"] for line in lines(bill)] == ["52.14", "21.90", "1824.55"]
    assert [line["ndc"] for line in lines(bill)] == ["68382-0028-10", "68180-0981-03", "00597-0153-90"]
    wanted = {"amount_due": "110.00", "previous_balance": "90.00", "patient_paid": "90.00", "total_billed": "1898.59"}
    assert {name: value(bill, name) for name in wanted} == wanted


RECEIPT = """\
Prairie Mail Pharmacy                                               Order Invoice / Receipt
7700 Distribution Dr, Tempe, AZ 85284-1803   1-800-555-0138

                                                    {order}     30448-71920
GLENNA F SUTTERFIELD                                Order date:       05/06/2026
1021 E Caroline Ln
Tempe, AZ 85284

Rx number   Medication               NDC             Qty     Date filled     Price     Plan paid    Your copay
4471820     ATORVASTATIN TAB 40MG    00378-3952-77    90     05/05/2026      41.62         31.62      10.00
4471823     LOSARTAN POT TAB 50MG    65862-0202-90    90     05/05/2026      38.75         28.75      10.00
            Order total                                                      80.37         60.37      20.00

                                                    Copay total                                      $20.00
                                                    {paid}                  -$20.00
                                                    Balance due                                       $0.00
"""


@pytest.mark.parametrize("order", ["Order number:", "Order ID:", "Order #:", "Your order number:"])
@pytest.mark.parametrize("paid", ["Charged to Visa ending 4418", "Charged to your HSA card", "Charged to card on 05/06/2026"])
def test_what_a_card_was_charged_was_paid_and_what_stands_under_it_is_left(order: str, paid: str) -> None:
    receipt = read(RECEIPT.format(order=order, paid=paid))
    assert receipt.kind == Kind.RECEIPT
    wanted = {"patient_paid": "20.00", "amount_due": "0.00", "reference_number": "30448-71920"}
    assert {name: value(receipt, name) for name in wanted} == wanted


FAMILY = """\
Willow Creek Family Physicians, LLC                                                    STATEMENT
PO Box 1409, Belfast, ME 04915-4034   Questions about this bill? Call (260) 555-0139

Rosalind Tackett                       Statement date: 04/14/2026       Account number: 22917
4417 Hessen Ct                         Payment due by: 05/05/2026
Fort Wayne, IN 46815                   Please pay this amount: $86.35


                                                        Insurance      Insurance     Patient     Patient
Date         Code     Description           Charges      payments    adjustments    payments     balance
Patient: Rosalind Tackett   Provider: NEIL HARGROVE, MD
03/03/2026   99214    Office visit           238.00       -104.67        -107.17        0.00       26.16
03/03/2026   36415    Venipuncture            22.00        -11.76          -7.31        0.00        2.93
{first}  260.00       -116.43        -114.48        0.00       29.09
Patient: Hattie Tackett   Provider: NEIL HARGROVE, MD
03/05/2026   80053    Metabolic panel         72.40        -30.11         -15.96      -10.00       16.33
03/05/2026   80061    Lipid panel             83.10        -22.14         -20.03        0.00       40.93
{second}  155.50        -52.25         -35.99      -10.00       57.26
TOTALS                                       415.50       -168.68        -150.47      -10.00       86.35

0-60 days          61-90 days          91-120 days          Over 120 days
$86.35             $0.00               $0.00                $0.00
"""
PARTS = [
    ("Balance is your responsibility: COPAY", "Your share: COINSURANCE / DEDUCTIBLE"),
    ("What Rosalind owes", "What Hattie owes"),
    ("Your share for this patient", "Your share for this patient"),
    ("Due for this claim", "Due for this claim"),
    ("Patient balance", "Patient balance"),
]


def family(first: str, second: str) -> str:
    return FAMILY.format(first=f"{first:<43}", second=f"{second:<43}")


@pytest.mark.parametrize(("first", "second"), PARTS)
def test_rows_that_sum_up_a_claim_are_no_services(first: str, second: str) -> None:
    bill = read(family(first, second))
    assert [line["code"] for line in lines(bill)] == ["99214", "36415", "80053", "80061"]
    wanted = {"total_billed": "415.50", "plan_paid": "168.68", "total_adjustments": "150.47", "patient_paid": "10.00"}
    assert {name: value(bill, name) for name in wanted} == wanted


def test_the_one_a_family_s_bill_is_mailed_to_answers_for_it() -> None:
    bill = read(family(*PARTS[0]))
    assert value(bill, "guarantor_name") == "Rosalind Tackett"
    assert bill.fields["guarantor_name"].spot.confidence < 0.95
    assert value(bill, "aging") is None  # its first bucket has no name in the contract


def test_a_service_like_the_one_above_it_is_no_sum() -> None:
    text = family("Same again", "Same again").replace("260.00       -116.43        -114.48        0.00       29.09",
                                                      " 22.00        -12.00          -7.31        0.00        2.69")
    assert "22.00" in [line["billed"] for line in lines(read(text)) if "code" not in line]


ACCOUNTS = """\
St. Aldric Health Network                                            Statement of Hospital Services
Patient Financial Services                                           THIS IS YOUR BILL

LUCINDA M PRZYBYLSKI                           Statement Date                   07/14/2026
731 DELOR ST APT 2                             {guarantor}                      5520018
SAINT LOUIS, MO 63111                          Amount You Owe                    $3,048.47


{number}   Service Date   Type of Service          Charges    Insurance Paid    Adjustments    You Paid      You Owe
5520018-01    03/02/2026     Emergency Room         $6,183.45        -$2,498.12     -$2,748.31    -$250.00      $687.02
5520018-02    03/02/2026     Inpatient - Medical   $44,172.90       -$20,294.48    -$21,623.48       $0.00    $2,254.94
5520018-03    03/31/2026     Cardiology             $1,832.00          -$563.59     -$1,121.90     -$40.00      $106.51
Totals                                             $52,188.35       -$23,356.19    -$25,493.69    -$290.00    $3,048.47
"""


@pytest.mark.parametrize("number", ["Account No.", "Account #  ", "Visit No.  ", "Claim No.  "])
def test_a_row_for_each_account_lists_no_services(number: str) -> None:
    bill = read(ACCOUNTS.format(number=number, guarantor="Guarantor Account"))
    assert bill.kind == Kind.BILL
    assert [line["billed"] for line in lines(bill)] == ["6183.45", "44172.90", "1832.00"]


@pytest.mark.parametrize("guarantor", ["Guarantor Account", "Guarantor Number ", "Family Account   ", "Guarantor ID     "])
def test_a_guarantor_s_account_is_that_of_the_one_it_is_mailed_to(guarantor: str) -> None:
    assert value(read(ACCOUNTS.format(number="Account No.", guarantor=guarantor)), "guarantor_name") == "LUCINDA M PRZYBYLSKI"


def test_without_word_of_a_guarantor_nobody_is_named_one() -> None:
    assert value(read(ACCOUNTS.format(number="Account No.", guarantor="Account Number   ")), "guarantor_name") is None


LEDGER = """\
Marlow County Fire & Rescue                                          Ambulance bill
{address}
Harlan, IA 51537-0850
Patient: Ottis Farnham                     Account number: 26-00418
Ottis Farnham                              Bill date: 03/02/2026
PO Box 61                                  Balance due: $319.68
Elk Horn, IA 51531
{visits}

Date          Code     Description                        Amount
01/31/2026    A0427    ALS emergency, level 1           1,125.00
01/31/2026    A0425    Ground mileage                     399.50
02/23/2026             {paid}          -479.52
02/23/2026             {off}         -725.30
"""
VISITS = """\
Date of service: 01/31/2026   Patient: Ottis Farnham
Date of service: 02/04/2026   Patient: Ottis Farnham"""


def ledger(**said: str) -> ReadDocument:
    usual = {"address": "PO Box 850", "visits": "", "paid": "Hawkeye Mutual payment ", "off": "Hawkeye Mutual discount"}
    return read(LEDGER.format(**{**usual, **said}))


@pytest.mark.parametrize(
    ("paid", "off"),
    [
        ("Hawkeye Mutual paid   ", "Hawkeye Mutual discount"), ("Hawkeye Mutual - Payment", "Hawkeye Mutual - Write-off"),
        ("Payment - Hawkeye Mutual", "Insurance write-off"), ("Payment from Hawkeye Mutual", "Contractual adjustment"),
        ("Hawkeye Mutual: Pmt", "Hawkeye Mutual: Adj"),
    ],
)  # fmt: skip
def test_the_insurer_that_only_the_payments_name(paid: str, off: str) -> None:
    bill = ledger(paid=paid, off=off)
    assert value(bill, "payer_name") == "Hawkeye Mutual"
    assert bill.fields["payer_name"].spot.confidence < 0.95


@pytest.mark.parametrize("paid", ["Insurance payment", "Primary insurance payment", "Patient payment - check 2207", "Payment - thank you"])
def test_a_payment_by_nobody_in_particular_names_no_insurer(paid: str) -> None:
    assert value(ledger(paid=paid, off="Contractual adjustment"), "payer_name") is None


@pytest.mark.parametrize("desk", ["c/o EMS Billing Services", "C/O Midwest Medical Billing", "Billing & Records", "Attn Billing"])
def test_the_desk_that_mail_goes_to(desk: str) -> None:
    assert value(ledger(address=f"{desk}, PO Box 850"), "provider_address") == f"{desk}, PO Box 850, Harlan, IA 51537-0850"


def test_the_days_of_several_visits_are_one_span() -> None:
    bill = ledger(visits=VISITS)
    assert (value(bill, "service_from"), value(bill, "service_to")) == ("2026-01-31", "2026-02-04")
    assert bill.fields["service_to"].spot.confidence < 0.95


@pytest.mark.parametrize("said", ["Hospital Bautista de Kendall", "Harlan Memorial Hospital", "Providence Seaside"])
def test_the_name_of_a_house_is_no_place_of_service(said: str) -> None:
    assert value(ledger(visits=f"Place of service: {said}"), "place_of_service") is None


@pytest.mark.parametrize("said", ["22", "11 - Office", "Outpatient Hospital", "Emergency Room"])
def test_a_kind_of_place_is_a_place_of_service(said: str) -> None:
    assert value(ledger(visits=f"Place of service: {said}"), "place_of_service") == said.replace(" ", "").upper()


COLLECTOR = """\
Fairbanks & Doyle Receivables, Inc.
P.O. Box 1947, Southgate, MI 48195-0947   Phone 1-888-555-0153

Deirdre K Mooney                              Our file number     FD2044817
14477 Fordline St                             Date               03/05/2026
Southgate, MI 48195                           Creditor    Downriver Physicians,
                                                                           PLLC

                                              {over}          DEP-118420
                                              {under}

                                              Total due             $637.40

This is an attempt to collect a debt. This communication is from a debt collector.
Amount owed on 12/01/2025                         $637.40
You can dispute this debt until 04/14/2026. {said}
"""


@pytest.mark.parametrize(("over", "under"), [("Creditor", "account"), ("Creditor", "account number"), ("Creditor", "account no.")])
def test_a_label_broken_in_its_cell_and_a_name_set_to_the_right(over: str, under: str) -> None:
    notice = read(COLLECTOR.format(over=over, under=under, said=""))
    assert value(notice, "account_number") == "DEP-118420"
    assert value(notice, "original_creditor") == "Downriver Physicians, PLLC"


@pytest.mark.parametrize("number", ["AOA\n55-20417", "AOA 55-20417", "55-20417"])
def test_an_account_number_that_a_line_s_end_breaks(number: str) -> None:
    text = COLLECTOR.split("          {over}")[0] + "\n" + COLLECTOR.split("$637.40\n", 1)[1]
    said = f"You received care\non April 22, 2025, with account number {number}."
    assert value(read(text.format(said=said)), "account_number") == number.replace("\n", "").replace(" ", "")


FAMILY_LIMITS = """\
Arbor Mutual Life & Health Company                                   Explanation of Benefits (EOB)
PO Box 981106, Roanoke, VA 24022-1106                                This is not a bill

Member: Renata Okafor      Member ID: W220481177
Patient: {who}             Claim ID: EQ7KN55RD02

Plan year 2026                           Annual limit    Used to date     Remaining
Renata - in-network deductible              $1,500.00         $660.10       $839.90
Renata - in-network out of pocket           $5,000.00       $1,290.86     $3,709.14
Chidi - out-of-network deductible           $3,000.00         $264.90     $2,735.10

Date         Service          Amount billed    Allowed    Deductible    Plan paid    You owe
02/24/2026   Office visit            240.00     156.00         56.00        80.00      76.00
"""


@pytest.mark.parametrize(("who", "met", "limit"), [("Renata Okafor", "660.10", "1500.00"), ("Chidi Okafor ", "264.90", "3000.00")])
def test_each_one_of_a_family_has_the_sums_of_the_rows_in_his_name(who: str, met: str, limit: str) -> None:
    eob = read(FAMILY_LIMITS.format(who=who))
    assert (value(eob, "deductible_met"), value(eob, "deductible_limit")) == (met, limit)


@pytest.mark.parametrize(
    "said", ["Pay online at www.prairie.example/pay or call", "Log in at www.prairie.example, or call", "Questions? Call"]
)
def test_a_number_behind_the_sender_s_own_page(said: str) -> None:
    text = ACCOUNTS.format(number="Account No.", guarantor="Guarantor Account")
    assert value(read(f"{text}\n\n{said} 1-866-555-0145 before the due date.\n"), "provider_phone") == "1-866-555-0145"


BACK = """\
{head}

If you have insurance that is not shown on this statement, fill in this form and mail it to us.
Name of insurance company             ______________________
Policy or Medicare number             ______________________
Signature of patient or guardian      ______________________
I authorize payment of medical benefits to the ambulance service for services furnished to me. I authorize
release of medical information needed to process this claim.
"""


@pytest.mark.parametrize("head", ["Insurance and accident information", "Insurance information", "Other health plan information"])
def test_the_back_of_a_bill_is_no_paper_of_its_own(head: str) -> None:
    bill = FAMILY.format(first=f"{PARTS[0][0]:<43}", second=f"{PARTS[0][0]:<43}")
    assert len(read_all(bill, BACK.format(head=head))) == 1
