"""Forms and check digits of codes, by the examples of their lists and by properties."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from medbills.domain import code_formats as form

GOOD_AND_BAD = [
    (form.is_hcpcs, ["J1885", "G0378", "j1885"], ["D2392", "F0001", "I0001", "N0001", "O0001", "J188", "J18855"]),
    (form.is_cdt, ["D2392"], ["D239", "2392"]),
    (form.is_modifier, ["25", "LT", "XS"], ["2", "255", "L-"]),
    (form.is_icd10pcs, ["0DTJ4ZZ", "B2151ZZ"], ["0DTJ4Z", "0DTI4ZZ", "0DTO4ZZ"]),
    (form.is_ms_drg, ["001", "470", "999"], ["000", "47", "1000", "A70"]),
    (form.is_npi, ["1234567893", "1477500122"], ["1234567890", "3234567893", "123456789", "12345678933"]),
    (form.is_place, ["11", "02"], ["1", "111", "A1"]),
    (form.is_tax_id, ["12-3456789", "123456789"], ["1-23456789", "12-345678"]),
    (form.is_mbi, ["1EG4TE5MK73", "1eg4te5mk73"], ["1EG4-TE5-MK73", "0EG4TE5MK73", "1SG4TE5MK73", "1EG4TE5MK7"]),
    (form.is_reason, ["45", "1", "296", "B13", "A0"], ["4555", "BB1", "B133"]),
    (form.is_remark, ["N130", "MA01", "M15", "N1"], ["X12", "MAA1", "N1300"]),
    (form.is_group, ["CO", "PR", "OA", "PI", "CR", "co"], ["XX", "C", "COO"]),
    (form.is_charge_code, ["99213", "3008F", "J1885", "D2392", "0450", "0002-7597-01", "0DTJ4ZZ"], ["9921", "J188", "D239"]),
]


@pytest.mark.parametrize(("check", "good", "bad"), GOOD_AND_BAD, ids=lambda part: getattr(part, "__name__", ""))
def test_each_form_takes_its_own_and_refuses_others(check, good, bad):
    assert [code for code in good if not check(code)] == []
    assert [code for code in bad if check(code)] == []


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("99213", "I"), ("3008F", "II"), ("0275T", "III"), ("0001U", "PLA"), ("0002M", "MAAA"), ("0001A", "administration"),
        ("9921", None), ("J1885", None), ("99213X", None),
    ],
)
def test_the_last_sign_tells_the_category_of_a_procedure(code, category):
    assert form.cpt_category(code) == category


@pytest.mark.parametrize("code", ["E11.9", "S93.401A", "C7A.00", "Z3A.08", "U07.1"])
def test_a_diagnosis_keeps_its_point_and_gets_it_where_it_was_left_out(code):
    assert form.icd10cm(code) == code
    assert form.icd10cm(f" {code.replace('.', '').lower()} ") == code


@pytest.mark.parametrize("code", ["E1", "11.9", "E11.", "E1.19", "E11.12345"])
def test_what_is_no_diagnosis_is_refused(code):
    assert form.icd10cm(code) is None


@pytest.mark.parametrize(
    ("code", "four"),
    [("0450", "0450"), ("450", "0450"), ("1001", "1001"), ("2101", "2101"), ("45", None), ("4500", None), ("04500", None)],
)
def test_a_revenue_code_has_four_digits(code, four):
    assert form.revenue_code(code) == four


@pytest.mark.parametrize(
    ("code", "four"),
    [("0131", "0131"), ("131", "0131"), ("0857", "0857"), ("011A", "011A"), ("013", None), ("0001", None), ("01311", None)],
)
def test_a_type_of_bill_has_its_zero(code, four):
    assert form.bill_type(code) == four


@pytest.mark.parametrize(
    ("code", "both"),
    [
        ("CO-45", ("CO", "45")), ("CO45", ("CO", "45")), ("PR-1", ("PR", "1")), ("OA-B13", ("OA", "B13")),
        ("PI 204", ("PI", "204")), ("CO", None), ("XX-45", None), ("45", None),
    ],
)
def test_group_and_reason_are_told_apart(code, both):
    assert form.group_and_reason(code) == both


@pytest.mark.parametrize(
    ("code", "eleven"),
    [
        ("0002-7597-01", "00002-7597-01"), ("12345-678-90", "12345-0678-90"), ("12345-6789-0", "12345-6789-00"),
        ("12345-0678-90", "12345-0678-90"), ("12345067890", "12345-0678-90"), ("12345-067890", None), ("1234567890", None),
    ],
)
def test_a_drug_code_is_brought_into_the_form_for_bills(code, eleven):
    assert form.ndc11(code) == eleven


def test_drug_codes_of_twelve_digits_are_known_and_not_converted():
    assert form.ndc_digits("123456-7890-12") == 12
    assert form.ndc11("123456-7890-12") is None


@given(st.sampled_from([(4, 4, 2), (5, 3, 2), (5, 4, 1)]), st.data())
def test_the_form_for_bills_keeps_every_digit(shape, data):
    parts = [data.draw(st.text("0123456789", min_size=size, max_size=size)) for size in shape]
    eleven = form.ndc11("-".join(parts))
    assert eleven is not None
    assert [len(part) for part in eleven.split("-")] == [5, 4, 2]
    for part, longer in zip(parts, eleven.split("-"), strict=True):
        assert longer in (part, f"0{part}")
    assert form.ndc11(eleven) == eleven


NINE = st.from_regex(r"[12][0-9]{8}", fullmatch=True)


@given(NINE)
def test_nine_digits_have_one_check_digit(nine):
    fits = [digit for digit in "0123456789" if form.is_npi(nine + digit)]
    assert fits == [form.npi_check_digit(nine)]


@given(NINE, st.integers(0, 9), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(nine, at, digit):
    npi = nine + form.npi_check_digit(nine)
    assume(npi[at] != digit)
    assert not form.is_npi(npi[:at] + digit + npi[at + 1 :])


def test_the_check_digit_of_the_published_example():
    assert form.npi_check_digit("123456789") == "3"
    with pytest.raises(ValueError, match="nine"):
        form.npi_check_digit("12345678")


@given(st.text(max_size=14))
def test_no_text_breaks_a_form(text):
    for check, _good, _bad in GOOD_AND_BAD:
        assert check(text) in (True, False)
    for read in (form.cpt_category, form.icd10cm, form.ndc11, form.revenue_code, form.bill_type, form.group_and_reason):
        found = read(text)
        assert found is None or found
