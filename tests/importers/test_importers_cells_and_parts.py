"""Ways in which insurers, hospitals and the government's forms print what others give a label and a cell of its own."""

from __future__ import annotations

import pytest

from medbills.domain.importing import Source
from medbills.domain.page import Page, Sheets, Word
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents

Row = tuple[float, list[tuple[float, str]]]  # how far down the page, and what stands at which place


def _words(text: str, x: float, top: float, size: float = 10.0) -> list[Word]:
    made = []
    for part in text.split():
        made.append(Word(part, x, top, x + 0.5 * size * len(part), top + size, size))
        x += 0.5 * size * len(part) + 0.3 * size
    return made


def _read(rows: list[Row]) -> tuple[ReadDocument, ...]:
    words = [word for top, cells in rows for x, text in cells for word in _words(text, x, top)]
    sheets = Sheets("paper.pdf", "application/pdf", (Page(1, 612, 792, tuple(words)),))
    return read_documents(Source("paper.pdf", "application/pdf", sheets=sheets))


def _value(document: ReadDocument, name: str) -> object:
    return document.fields[name].value if name in document.fields else None


_EOB: list[Row] = [
    (30, [(40, "Harborlight Health Insurance Company"), (400, "Explanation of Benefits")]),
    (44, [(440, "This is not a bill")]),
    (70, [(40, "Member: Renata Szymanski")]),
    (84, [(40, "Member ID: W2247 18830")]),
    (98, [(40, "Claim ID: E2KX7N3PB00")]),
]
_HEADS = [(40, "Service, code and date"), (230, "Amount billed"), (320, "Not payable (Remarks)"), (450, "Plan's share"), (540, "You owe")]


@pytest.mark.parametrize(
    "under",
    ["80053 on 2/25/2026", "CPT 80053, 02/25/2026", "02/25/2026 - 80053", "(80053) 2/25/26", "Code: 80053 Date: 02/25/2026"],
)
def test_code_and_day_stand_under_the_service_in_its_cell(under: str) -> None:
    rows = [
        *_EOB,
        (130, _HEADS),
        (148, [(40, "Metabolic panel"), (250, "$72.40"), (330, "$31.49 (1)"), (460, "$32.73"), (545, "$8.18")]),
        (159, [(40, under)]),
        (178, [(40, "Spirometry"), (250, "$48.75"), (335, "$9.18 (1)"), (460, "$15.84"), (540, "$23.73")]),
        (189, [(40, under.replace("80053", "94010"))]),
        (208, [(40, "Totals"), (245, "$121.15"), (335, "$40.67"), (460, "$48.57"), (540, "$31.91")]),
    ]
    (document,) = _read(rows)
    said = [(line["code"].value, line["description"].value, line["service_date"].value.isoformat()) for line in document.lines]
    assert said == [("80053", "Metabolic panel", "2026-02-25"), ("94010", "Spirometry", "2026-02-25")]
    assert [line["remark_codes"].value for line in document.lines] == [("1",), ("1",)]
    assert [line["plan_paid"].value.cents for line in document.lines] == [3273, 1584]


def test_a_number_in_brackets_that_nothing_explains_is_no_remark_and_no_amount() -> None:
    heads = [(40, "Service and code"), (230, "Amount billed"), (340, "Deductible"), (450, "Plan paid"), (540, "You owe")]
    rows = [
        *_EOB,
        (130, heads),
        (148, [(40, "Metabolic panel"), (240, "$72.40 (2)"), (460, "$32.73"), (545, "$39.67")]),
        (159, [(40, "80053 on 2/25/2026")]),
    ]
    (document,) = _read(rows)
    assert "remark_codes" not in document.lines[0]
    assert "deductible" not in document.lines[0]


def test_each_claim_has_the_patient_and_the_sums_of_its_own_heading() -> None:
    rows = list(_EOB[:4])
    rows += [
        (96, [(150, "Deductible used"), (250, "Deductible limit")]),
        (112, [(40, "Renata Szymanski"), (175, "$612.40"), (280, "$1,500.00")]),
        (128, [(40, "Imani Whitlock"), (175, "$900.00"), (280, "$1,500.00")]),
    ]
    top = 170.0
    for name, kin, claim in (("Renata Szymanski", "self", "E2KX7N3PB00"), ("Imani Whitlock", "spouse", "ER9QK51ZW01")):
        rows += [
            (top, [(40, f"Claim for {name} ({kin})")]),
            (top + 22, [(40, "Provider: Ashgrove Clinic (In network)"), (330, f"Claim ID: {claim}")]),
            (top + 40, _HEADS),
            (top + 58, [(40, "Spirometry"), (250, "$48.75"), (335, "$9.18 (1)"), (460, "$15.84"), (540, "$23.73")]),
            (top + 69, [(40, "94010 on 2/25/2026")]),
            (top + 86, [(40, "Totals"), (250, "$48.75"), (335, "$9.18"), (460, "$15.84"), (540, "$23.73")]),
        ]
        top += 130
    first, second = _read(rows)
    assert (_value(first, "patient_name"), _value(second, "patient_name")) == ("Renata Szymanski", "Imani Whitlock")
    assert [str(_value(claim, "deductible_met")) for claim in (first, second)] == ["$612.40", "$900.00"]


_FORM: list[Row] = [
    (30, [(40, "Saltgrass Dermatology & Skin Surgery")]),
    (48, [(40, "Good Faith Estimate for Health Care Items and Services")]),
    (70, [(40, "Patient First Name: Marla"), (230, "Middle Name: Jean"), (390, "Last Name: Okafor")]),
    (90, [(40, "Patient Mailing Address, Phone Number, and Email Address")]),
    (104, [(40, "Street: 3118 Scenic Highway"), (300, "City: Pensacola"), (400, "State: FL"), (460, "ZIP Code: 32503")]),
    (118, [(40, "Phone: (850) 555-0114")]),
    (140, [(40, "Primary Diagnosis Code: D22.5"), (300, "Secondary Diagnosis Code: G89.18")]),
    (160, [(40, "If scheduled, list the date(s) the Primary Service or Item will be provided: 03/24/2026")]),
    (180, [(40, "Provider/Facility Name: Saltgrass Dermatology & Skin"), (306, "Provider/Facility Type: Physician practice")]),
    (191, [(40, "Surgery")]),
    (202, [(40, "Street Address: 1140 Bayfront Pkwy"), (300, "City: Pensacola"), (400, "State: FL"), (460, "ZIP Code: 32502")]),
    (214, [(40, "Contact Person: Toni Reyes"), (300, "Phone: (850) 555-0161")]),
    (240, [(40, "Service"), (300, "Service Code"), (400, "Quantity"), (480, "Expected Cost")]),
    (256, [(40, "Tissue exam by pathologist"), (300, "88305"), (400, "1"), (490, "$162.00")]),
    (275, [(40, "Total expected charges"), (490, "$162.00")]),
]


def test_an_estimate_on_the_governments_form_is_put_together_from_its_parts() -> None:
    (document,) = _read(_FORM)
    assert _value(document, "patient_name") == "Marla Jean Okafor"
    assert _value(document, "provider_name") == "Saltgrass Dermatology & Skin Surgery"
    assert _value(document, "provider_address") == "1140 Bayfront Pkwy, Pensacola, FL 32502"
    assert _value(document, "provider_phone") == "(850) 555-0161"
    assert _value(document, "diagnosis_codes") == ("D22.5", "G89.18")
    assert str(_value(document, "service_from")) == "2026-03-24"
    assert _value(document, "denial_codes") is None


def test_parts_of_a_name_may_stand_under_their_labels_and_a_place_under_one() -> None:
    rows = [row for row in _FORM if row[0] not in (70, 202)]
    rows += [
        (66, [(40, "First Name"), (230, "M.I."), (390, "Last Name")]),
        (78, [(40, "Marla"), (230, "J"), (390, "Okafor")]),
        (202, [(40, "Street Address: 1140 Bayfront Pkwy"), (300, "City, State, ZIP: Pensacola, FL 32502")]),
    ]
    (document,) = _read(rows)
    assert _value(document, "patient_name") == "Marla J Okafor"
    assert _value(document, "provider_address") == "1140 Bayfront Pkwy, Pensacola, FL 32502"


def test_only_the_patients_number_on_an_estimate_is_nobodys() -> None:
    (document,) = _read([row for row in _FORM if row[0] not in (202, 214)])
    assert _value(document, "provider_phone") is None
    assert _value(document, "provider_address") is None


_DENIED: list[Row] = [
    (30, [(40, "Laurentian Health Plan, Inc.")]),
    (60, [(40, "March 19, 2026")]),
    (80, [(40, "NOTICE OF ADVERSE BENEFIT DETERMINATION")]),
    (100, [(40, "Member: Annalise Brouwer")]),
    (120, [(40, "Dear Ms. Brouwer:")]),
    (140, [(40, "Date"), (120, "Code"), (180, "Service"), (330, "Amount billed"), (440, "Amount denied")]),
    (156, [(40, "02/09/2026"), (120, "95810"), (180, "Polysomnography"), (340, "$2,845.00"), (450, "$2,845.00")]),
    (172, [(40, "Total"), (340, "$2,845.00"), (450, "$2,845.00")]),
    (200, [(40, "Why we denied this claim")]),
    (214, [(40, "Your plan covers 30 visits each calendar year. You reached that limit on")]),
    (226, [(40, "March 4, 2026. Services after the limit are not a covered benefit.")]),
    (260, [(40, "The provider is in your network and may not bill you for this service.")]),
    (290, [(40, "You may appeal. Send it to the address above, fax it to (608) 555-0199, or call us at")]),
    (302, [(40, "1-800-555-0112 (TTY 711).")]),
]


def test_a_denial_gives_its_reason_whole_its_sums_and_its_own_day_and_number() -> None:
    (document,) = _read(_DENIED)
    assert str(_value(document, "letter_date")) == "2026-03-19"
    reason = str(_value(document, "denial_reason"))
    assert reason.startswith("Your plan covers 30 visits") and reason.endswith("not a covered benefit.")
    assert [str(_value(document, name)) for name in ("total_billed", "not_covered")] == ["$2,845.00", "$2,845.00"]
    assert (_value(document, "network_status"), _value(document, "payer_phone")) == ("in", "1-800-555-0112")


@pytest.mark.parametrize(
    "said", ["If the provider is in your network you may owe less.", "Ask whether your doctor is in our network."]
)
def test_what_a_letter_says_of_networks_on_a_condition_is_no_status(said: str) -> None:
    (document,) = _read([row if row[0] != 260 else (260, [(40, said)]) for row in _DENIED])
    assert _value(document, "network_status") is None


def test_the_model_notice_names_the_first_creditor_and_what_was_paid_over_two_rows() -> None:
    rows: list[Row] = [
        (30, [(40, "Bastion Revenue Recovery Group"), (340, "To: Terrence Okonjo")]),
        (44, [(340, "919 Larkspur Court")]),
        (56, [(340, "Aurora, CO 80014")]),
        (80, [(40, "Bastion is a debt collector. We are trying to collect a debt that you owe to Silverthorn Fund II, LLC.")]),
        (110, [(40, "You received medical services at Platte Canyon")]),
        (122, [(40, "Hospital with account number PCR0088124.")]),
        (150, [(40, "As of October 6, 2025, you owed:"), (260, "$3,188.44")]),
        (170, [(40, "You were charged this amount in interest:"), (265, "+ $41.27")]),
        (190, [(40, "You were charged this amount in fees:"), (270, "+ $0.00")]),
        (210, [(40, "You paid or were credited this amount toward")]),
        (222, [(40, "the debt:"), (260, "- $250.00")]),
        (242, [(40, "Total amount of the debt now:"), (260, "$2,979.71")]),
        (300, [(40, "original creditor."), (340, "919 Larkspur Court")]),
    ]
    (document,) = _read(rows)
    assert _value(document, "original_creditor") == "Platte Canyon Hospital"
    assert str(_value(document, "patient_paid")) == "$250.00"
    assert _value(document, "account_number") == "PCR0088124"


_CHARGES: list[Row] = [
    (30, [(40, "UNIVERSITY HOSPITAL OF THE SANDHILLS"), (450, "RUN DATE 01/14/2026")]),
    (50, [(40, "PATIENT: QUINTANILLA, RAFAEL"), (300, "ACCT NO: 9004471882")]),
    (80, [(40, "DATE OF SERVICE"), (130, "REV CODE"), (190, "DESCRIPTION"), (380, "QTY"), (430, "PRICE"), (500, "AMOUNT")]),
    (96, [(40, "12/27/2025"), (140, "0120"), (190, "ROOM AND CARE"), (385, "1"), (420, "2,315.00"), (495, "2,315.00")]),
    (108, [(40, "12/27/2025"), (140, "0250"), (190, "METOPROLOL"), (385, "2"), (435, "4.88"), (510, "9.76")]),
    (130, [(60, "SUMMARY OF CHARGES BY REVENUE CODE")]),
    (146, [(60, "0120"), (110, "ROOM AND CARE"), (270, "2,315.00")]),
    (158, [(60, "0250"), (110, "PHARMACY"), (285, "9.76")]),
    (174, [(60, "TOTAL CHARGES"), (270, "2,324.76")]),
    (200, [(60, "PAYMENTS AND ADJUSTMENTS")]),
    (216, [(60, "01/11/2026"), (120, "BLUE VALLEY PAYMENT"), (320, "1,500.00-")]),
    (228, [(60, "01/11/2026"), (120, "BLUE VALLEY CONTRACTUAL ADJ"), (320, "600.00-")]),
    (240, [(60, "01/13/2026"), (120, "PATIENT PAYMENT - CHECK"), (320, "50.00-")]),
    (256, [(60, "ACCOUNT BALANCE"), (320, "174.76")]),
]


def test_a_mainframes_summary_is_no_lines_and_its_payments_are() -> None:
    (document,) = _read(_CHARGES)
    kinds = ("billed", "plan_paid", "adjustment", "patient_paid")
    said = [(line["description"].value, *(name for name in kinds if name in line)) for line in document.lines]
    assert said == [
        ("ROOM AND CARE", "billed"),
        ("METOPROLOL", "billed"),
        ("BLUE VALLEY PAYMENT", "plan_paid"),
        ("BLUE VALLEY CONTRACTUAL ADJ", "adjustment"),
        ("PATIENT PAYMENT - CHECK", "patient_paid"),
    ]
    assert str(_value(document, "statement_date")) == "2026-01-14"
    assert str(_value(document, "plan_paid")) == "$1,500.00"


def test_two_days_over_one_another_are_a_span_and_headings_may_stand_close() -> None:
    heads = [(40, "Service"), (130, "Type of Service"), (280, "Submitted Charges"), (400, "Plan Benefit"), (500, "You owe")]
    rows = [
        *_EOB,
        (130, heads),
        (141, [(40, "Date(s)")]),
        (156, [(40, "03/14/26"), (130, "Pharmacy"), (300, "386.56"), (410, "143.35"), (505, "243.21")]),
        (166.5, [(40, "03/16/26")]),
        (186, [(40, "03/15/26"), (130, "Anesthesia"), (300, "100.00"), (410, "50.00"), (505, "50.00")]),
    ]
    (document,) = _read(rows)
    first, second = document.lines
    assert (str(first["service_from"].value), str(first["service_to"].value)) == ("2026-03-14", "2026-03-16")
    assert str(second["service_date"].value) == "2026-03-15"
