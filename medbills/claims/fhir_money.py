"""What the amounts of an ExplanationOfBenefit mean: categories of HL7 and CARIN, and variables of Medicare (CMS)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from medbills.claims.by_path import told
from medbills.claims.fhir_node import Coding, Node, codings, extensions, variable
from medbills.domain.money import Money, total
from medbills.domain.reading import ReadValue

PRIOR_PAYER, DRUG_COST, TO_PROVIDER, TO_PATIENT, REDUCED_COINSURANCE, FIRST_ALLOWED = (
    "_prior_payer",
    "_drug_cost",
    "_to_provider",
    "_to_patient",
    "_reduced_coinsurance",
    "_first_allowed",
)
Named = tuple[str, Money, Node]

# HL7 adjudication and CARIN C4BBAdjudication codes
_CATEGORIES = {
    "submitted": "billed",
    "eligible": "allowed",
    "allowed": "allowed",
    "deductible": "deductible",
    "copay": "copay",
    "coinsurance": "coinsurance",
    "noncovered": "not_covered",
    "benefit": "plan_paid",
    "paidtoprovider": TO_PROVIDER,
    "paidtopatient": TO_PATIENT,
    "paidbypatient": "patient_paid",
    "memberliability": "patient_owes",
    "discount": "adjustment",
    "priorpayerpaid": PRIOR_PAYER,
    "drugcost": DRUG_COST,
}

# https://bluebutton.cms.gov/resources/variables/NAME; None: an amount that is none of ours, whatever category stands
# beside it (BFD files rates and gross drug costs under "submitted" and "coinsurance")
_VARIABLES: Mapping[str, str | None] = {
    "line_sbmtd_chrg_amt": "billed",
    "line_alowd_chrg_amt": "allowed",
    "line_nch_pmt_amt": "plan_paid",
    "line_prvdr_pmt_amt": TO_PROVIDER,
    "line_bene_pmt_amt": TO_PATIENT,
    "line_bene_ptb_ddctbl_amt": "deductible",
    "line_coinsrnc_amt": "coinsurance",
    "line_bene_prmry_pyr_pd_amt": PRIOR_PAYER,
    "line_prmry_alowd_chrg_amt": FIRST_ALLOWED,
    "line_dme_prchs_price_amt": None,
    "rev_cntr_tot_chrg_amt": "billed",
    "rev_cntr_ncvrd_chrg_amt": "not_covered",
    "rev_cntr_pmt_amt_amt": "plan_paid",
    "rev_cntr_prvdr_pmt_amt": TO_PROVIDER,
    "rev_cntr_bene_pmt_amt": TO_PATIENT,
    "rev_cntr_ptnt_rspnsblty_pmt": "patient_paid",
    "rev_cntr_cash_ddctbl_amt": "deductible",
    "rev_cntr_blood_ddctbl_amt": "deductible",
    "rev_cntr_coinsrnc_wge_adjstd_c": "coinsurance",
    "rev_cntr_rdcd_coinsrnc_amt": REDUCED_COINSURANCE,
    "rev_cntr_1st_msp_pd_amt": PRIOR_PAYER,
    "rev_cntr_2nd_msp_pd_amt": PRIOR_PAYER,
    "rev_cntr_rate_amt": None,
    "tot_rx_cst_amt": DRUG_COST,
    "cvrd_d_plan_pd_amt": "plan_paid",
    "ptnt_pay_amt": "patient_paid",
    "othr_troop_amt": PRIOR_PAYER,
    "plro_amt": PRIOR_PAYER,
    "lics_amt": None,
    "rptd_gap_dscnt_num": None,
    "gdc_blw_oopt_amt": None,
    "gdc_abv_oopt_amt": None,
    "clm_tot_chrg_amt": "billed",
    "nch_carr_clm_sbmtd_chrg_amt": "billed",
    "nch_carr_clm_alowd_amt": "allowed",
    "clm_pmt_amt": "plan_paid",
    "nch_clm_prvdr_pmt_amt": TO_PROVIDER,
    "nch_clm_bene_pmt_amt": TO_PATIENT,
    "clm_op_prvdr_pmt_amt": TO_PROVIDER,
    "clm_op_bene_pmt_amt": TO_PATIENT,
    "carr_clm_cash_ddctbl_apld_amt": "deductible",
    "nch_bene_ip_ddctbl_amt": "deductible",
    "nch_bene_ptb_ddctbl_amt": "deductible",
    "nch_bene_blood_ddctbl_lblty_am": "deductible",
    "nch_bene_pta_coinsrnc_lblty_amt": "coinsurance",
    "nch_bene_ptb_coinsrnc_amt": "coinsurance",
    "nch_ip_ncvrd_chrg_amt": "not_covered",
    "prpayamt": PRIOR_PAYER,
}
_ONCE = frozenset({"billed", "allowed", "patient_owes", DRUG_COST})  # said twice, these are the same amount and not two parts


@dataclass(frozen=True, slots=True)
class Amount:
    """What an amount adds up to, and where its parts stand."""

    money: Money
    parts: tuple[Node, ...]

    def told(self) -> ReadValue:
        raw = " + ".join(words for part in self.parts if (words := part.at("value").words()))
        return told(self.money, ", ".join(part.path for part in self.parts), raw)


def variable_of(coding: Coding) -> str | None:
    """The CMS variable that a code or its system names."""
    return variable(coding.code) or variable(coding.system)


def meaning(category: Node) -> str | None:
    """The column of a line that an adjudication category stands for; None where it is no amount of ours."""
    found = codings(category)
    words = [coding.word for coding in found]
    names = [name for coding in found if (name := variable_of(coding)) is not None]
    if "priorpayerpaid" in words and "clm_tot_chrg_amt" in names:
        return PRIOR_PAYER  # BFD's R4 files name the total charge here, but carry the first payer's payment
    known = next((name for name in names if name in _VARIABLES), None)
    if known is not None:
        return _VARIABLES[known]
    said = next((_CATEGORIES[word] for word in words if word in _CATEGORIES), None)
    if said is None and not found:
        bare = "".join(letter for letter in (category.at("text").words() or "").lower() if letter.isalpha())
        return _CATEGORIES.get(bare.removesuffix("amount"))
    return said


def adjudicated(items: Iterable[Node]) -> Iterator[Named]:
    """The amounts of `adjudication` or `total` elements by their meaning."""
    for item in items:
        named, money = meaning(item.at("category")), item.at("amount").money()
        if named is not None and money is not None:
            yield named, money, item.at("amount")


def cms_amounts(eob: Node) -> Iterator[Named]:
    """Medicare's amounts for the whole claim: extensions in STU3, benefit balances in R4."""
    for name, item in extensions(eob):
        named, money = _VARIABLES.get(name), item.at("valueMoney").money()
        if named is not None and money is not None:
            yield named, money, item.at("valueMoney")
    for balance in eob.each("benefitBalance"):
        for item in balance.each("financial"):
            named = next((_VARIABLES.get(variable_of(coding) or "") for coding in codings(item.at("type"))), None)
            money = item.at("usedMoney").money()
            if named is not None and money is not None:
                yield named, money, item.at("usedMoney")


def settled(amounts: Iterable[Named]) -> dict[str, Amount]:
    """The amounts by column: parts added up, and the payment from its parts where it is not said itself."""
    found: dict[str, Amount] = {}
    for named, money, node in amounts:
        earlier = found.get(named)
        if earlier is None:
            found[named] = Amount(money, (node,))
        elif named not in _ONCE:
            found[named] = Amount(earlier.money + money, (*earlier.parts, node))
    drugs, reduced = found.pop(DRUG_COST, None), found.pop(REDUCED_COINSURANCE, None)
    paid = [amount for name in (TO_PROVIDER, TO_PATIENT) if (amount := found.pop(name, None)) is not None]
    first_allowed = found.pop(FIRST_ALLOWED, None)
    if first_allowed is not None:
        found.setdefault("allowed", first_allowed)
    if drugs is not None:
        found.setdefault("billed", drugs)
    if reduced is not None and (reduced.money or "coinsurance" not in found):
        found["coinsurance"] = reduced  # the hospital chose to ask for less: this is the patient's share
    if paid and "plan_paid" not in found:
        found["plan_paid"] = Amount(total(amount.money for amount in paid), tuple(part for amount in paid for part in amount.parts))
    return found
