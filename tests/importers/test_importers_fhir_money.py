"""The money of FHIR claims: every code means the same in the old and the new form, and totals are checked."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from fhir_claims import CARIN, STATUS, VARIABLES, amount, concept, eob, medicare, money, one, visit

from medbills.domain.fields import Adjustment
from medbills.domain.money import Money


def test_totals_that_differ_are_named_once_each() -> None:
    claim = visit()
    claim["total"][0]["amount"]["value"] = 500
    assert one(claim).warnings == ("The claim says $500.00 for charges, but its lines add up to $412.00.",)
    claim["adjudication"] = [amount("benefit", 7)]
    assert "The claim says $144.40 for the plan's payment in one place, and $7.00 in another." in one(claim).warnings


REVENUE_LINE = (
    ("rev_cntr_rate_amt", 5.0, "submitted"),
    ("rev_cntr_tot_chrg_amt", 999.85, "submitted"),
    ("rev_cntr_ncvrd_chrg_amt", 134.0, "noncovered"),
    ("rev_cntr_cash_ddctbl_amt", 12.89, "deductible"),
    ("rev_cntr_blood_ddctbl_amt", 10.45, "deductible"),
    ("rev_cntr_coinsrnc_wge_adjstd_c", 15.23, "coinsurance"),
    ("rev_cntr_rdcd_coinsrnc_amt", 0, "coinsurance"),
    ("rev_cntr_prvdr_pmt_amt", 200.0, "paidtoprovider"),
    ("rev_cntr_bene_pmt_amt", 3.0, "paidtopatient"),
    ("rev_cntr_pmt_amt_amt", 203.0, "submitted"),
    ("rev_cntr_1st_msp_pd_amt", 8.0, "priorpayerpaid"),
)
CLAIM = (
    ("nch_bene_ptb_ddctbl_amt", 12.89),
    ("nch_bene_blood_ddctbl_lblty_am", 10.45),
    ("nch_bene_ptb_coinsrnc_amt", 15.23),
    ("prpayamt", 8.0),
)


def test_medicares_old_and_new_form_of_a_claim_give_the_same_money() -> None:
    old = {
        "resourceType": "ExplanationOfBenefit",
        "identifier": [{"system": VARIABLES + "clm_id", "value": "88"}],
        "extension": [{"url": VARIABLES + name, "valueMoney": {"value": value, "code": "USD"}} for name, value in CLAIM],
        "organization": {"identifier": {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}, "display": "Bay Hospital"},
        "insurance": {"coverage": {"reference": "Coverage/x"}},
        "item": [
            {
                "service": concept("99213", "https://bluebutton.cms.gov/resources/codesystem/hcpcs"),
                "adjudication": [medicare(name, value, None) for name, value, _ in REVENUE_LINE],
            }
        ],
        "totalCost": {"value": 999.85, "code": "USD"},
        "payment": {"amount": {"value": 203, "code": "USD"}},
    }
    balance = [
        {"type": {"coding": [{"code": VARIABLES + name}]}, "usedMoney": {"value": value, "currency": "USD"}} for name, value in CLAIM
    ]
    new = eob(
        identifier=old["identifier"],
        benefitBalance=[{"category": concept("1"), "financial": balance}],
        provider={"reference": "#p"},
        contained=[
            {
                "resourceType": "Organization",
                "id": "p",
                "name": "Bay Hospital",
                "identifier": [{"type": concept("npi", "x"), "value": "1234567893"}],
            }
        ],
        item=[
            {
                "productOrService": concept("99213", "https://bluebutton.cms.gov/resources/codesystem/hcpcs"),
                "adjudication": [medicare(*parts) for parts in REVENUE_LINE],
            }
        ],
        total=[medicare("clm_tot_chrg_amt", 999.85, "submitted")],
        payment={"amount": {"value": 203, "currency": "USD"}},
    )
    before, after = one(old), one(new)
    assert (
        money(before.fields)
        == money(after.fields)
        == {
            "total_billed": "999.85",
            "plan_paid": "203.00",
            "deductible": "23.34",
            "coinsurance": "15.23",
            "not_covered": "134.00",
            "other_insurance_paid": "8.00",
        }
    )
    assert [money(line) for line in before.lines] == [money(line) for line in after.lines]
    assert money(after.lines[0]) == {
        "billed": "999.85",
        "not_covered": "134.00",
        "deductible": "23.34",
        "coinsurance": "15.23",
        "plan_paid": "203.00",
    }
    assert before.lines[0]["code_system"].value == "CPT"
    assert before.fields["provider_name"].value == after.fields["provider_name"].value == "Bay Hospital"
    assert before.warnings == after.warnings == ()


def test_the_row_of_total_charges_is_no_line() -> None:
    rows = [("0301", 60), ("0301", 40), ("0001", 100)]
    items = [
        {"revenue": concept(code, VARIABLES + "rev_cntr"), "adjudication": [medicare("rev_cntr_tot_chrg_amt", charge, None)]}
        for code, charge in rows
    ]
    document = one(eob(item=items))
    assert [line["billed"].value for line in document.lines] == [Money(6000), Money(4000)]
    assert document.fields["total_billed"].value == Money(10000)
    assert not document.warnings


def test_a_first_payers_payment_filed_as_the_total_charge_is_a_payment() -> None:
    coding = [{"system": CARIN, "code": "priorpayerpaid"}, {"code": VARIABLES + "clm_tot_chrg_amt"}]
    document = one(eob(total=[{"category": {"coding": coding}, "amount": {"value": 11, "currency": "USD"}}]))
    assert money(document.fields) == {"other_insurance_paid": "11.00"}


def test_reasons_keep_their_group_and_amount() -> None:
    reason = {
        "coding": [
            {"system": "https://x12.org/codes/claim-adjustment-group-codes", "code": "CO"},
            {"system": "https://x12.org/codes/claim-adjustment-reason-codes", "code": "45"},
        ]
    }
    remark = concept("N130", "https://x12.org/codes/remittance-advice-remark-codes")
    ansi = {"category": concept(VARIABLES + "rev_cntr_1st_ansi_cd", "x"), "reason": concept("PR1", VARIABLES + "rev_cntr_1st_ansi_cd")}
    no_reason = {"category": concept("denialreason", STATUS), "reason": concept("0", VARIABLES + "carr_line_rdcd_pmt_phys_astn_c")}
    adjudication = [
        amount("adjustmentreason", 26, STATUS, reason=reason),
        {"category": concept("denialreason", STATUS), "reason": remark},
        ansi,
        no_reason,
    ]
    document = one(
        eob(item=[{"adjudication": adjudication}], adjudication=[{"category": concept("denialreason", STATUS), "reason": remark}])
    )
    (line,) = document.lines
    assert line["remark_codes"].value == ("CO-45", "N130", "PR-1")
    assert line["adjustments"].value == (Adjustment("CO", "45", Money(2600)),)
    assert document.fields["denial_codes"].value == ("N130",)
