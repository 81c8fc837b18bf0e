"""The forms and check digits of the codes that bills and insurers' papers print: which code a text can be, never what it means.

Letters of either case and blanks around are taken; a function that returns a code returns it in the form it is printed in.
"""

from __future__ import annotations

import re
from functools import lru_cache

_GROUP = r"CO|PR|OA|PI|CR"
_REASON = r"[0-9]{1,3}|[A-Z][0-9]{1,2}"
_CPT = {  # by its last sign; categories of the code set (AMA), the form only
    "": "I",
    "F": "II",
    "T": "III",
    "U": "PLA",
    "M": "MAAA",
    "A": "administration",  # older vaccine shots; most are retired
}
_CPT_FORM = re.compile(r"[0-9]{5}|[0-9]{4}(?P<last>[AFMTU])")
_HCPCS_FORM = re.compile(r"[A-CEGHJ-MP-V][0-9]{4}")
_CDT_FORM = re.compile(r"D[0-9]{4}")
_MODIFIER_FORM = re.compile(r"[A-Z0-9]{2}")
_ICD10CM_FORM = re.compile(r"([A-Z][0-9][0-9A-Z])(?:\.?([0-9A-Z]{1,4}))?")
_ICD10PCS_FORM = re.compile(r"[0-9A-HJ-NP-Z]{7}")  # I and O are never used
_NDC10_FORM = re.compile(r"([0-9]{4})-([0-9]{4})-([0-9]{2})|([0-9]{5})-([0-9]{3})-([0-9]{2})|([0-9]{5})-([0-9]{4})-([0-9])")
_NDC11_FORM = re.compile(r"([0-9]{5})-([0-9]{4})-([0-9]{2})|([0-9]{5})([0-9]{4})([0-9]{2})")
_NDC12_FORM = re.compile(r"[0-9]{6}-[0-9]{4}-[0-9]{2}")  # FDA, 91 FR 10749 (March 5, 2026): in use from March 7, 2033
_NDC_PARTS = (5, 4, 2)  # digits of labeler, product and package in the form used for billing
_NPI_FORM = re.compile(r"[12][0-9]{9}")
_NPI_PREFIX = "80840"  # stands before an NPI when its check digit is worked out (45 CFR 162.406)
_REVENUE_FORM = re.compile(r"0?[0-9]{3}|[123][0-9]{3}")
_PLACE_FORM = re.compile(r"[0-9]{2}")
_BILL_TYPE_FORM = re.compile(r"0?([1-8][1-9][0-9A-Z])")
_TAX_ID_FORM = re.compile(r"[0-9]{2}-?[0-9]{7}")
_MBI_LETTER = "[AC-HJKMNP-RT-Y]"
_MBI_EITHER = "[0-9AC-HJKMNP-RT-Y]"
_MBI_FORM = re.compile(f"[1-9]{_MBI_LETTER}{_MBI_EITHER}[0-9]{_MBI_LETTER}{_MBI_EITHER}[0-9]{_MBI_LETTER}{{2}}[0-9]{{2}}")
_REASON_FORM = re.compile(_REASON)
_REMARK_FORM = re.compile(r"(?:MA?|N)[0-9]{1,3}")
_GROUP_FORM = re.compile(_GROUP)
_ADJUSTMENT_FORM = re.compile(rf"({_GROUP})[- ]?({_REASON})")


# procedures


def cpt_category(code: str) -> str | None:
    """The category of a CPT code by its form: I, II, III, PLA, MAAA or administration; None when it has no such form."""
    found = _CPT_FORM.fullmatch(_plain(code))
    return _CPT[found["last"] or ""] if found else None


def is_hcpcs(code: str) -> bool:
    """HCPCS level II without the dental codes: "J1885"."""
    return bool(_HCPCS_FORM.fullmatch(_plain(code)))


@lru_cache(maxsize=4096)
def is_cdt(code: str) -> bool:
    """A dental procedure: "D2392"."""
    return bool(_CDT_FORM.fullmatch(_plain(code)))


def is_modifier(code: str) -> bool:
    """The two signs behind a procedure code."""
    return bool(_MODIFIER_FORM.fullmatch(_plain(code)))


def is_icd10pcs(code: str) -> bool:
    """A procedure in a hospital stay (ICD-10-PCS)."""
    return bool(_ICD10PCS_FORM.fullmatch(_plain(code)))


def is_charge_code(code: str) -> bool:
    """Whether a charge can bear such a code: a procedure, a revenue code, a drug."""
    return bool(
        cpt_category(code) or is_hcpcs(code) or is_cdt(code) or revenue_code(code) or is_icd10pcs(code) or ndc_digits(code) in (10, 11)
    )


# diagnoses and stays


def icd10cm(code: str) -> str | None:
    """A diagnosis with its point put in: "s93401a" is "S93.401A"; None when it has no such form."""
    found = _ICD10CM_FORM.fullmatch(_plain(code))
    return ".".join(part for part in found.groups() if part) if found else None


def is_ms_drg(code: str) -> bool:
    """The group that sets the price of a hospital stay: 001 to 999."""
    return bool(re.fullmatch(r"[0-9]{3}", _plain(code))) and _plain(code) != "000"


# drugs


def ndc_digits(code: str) -> int | None:
    """10, 11 or 12: the form of a drug code. Ten digits without dashes are no complete one; None for them and for no such form."""
    forms = ((10, _NDC10_FORM), (11, _NDC11_FORM), (12, _NDC12_FORM))
    return next((digits for digits, form in forms if form.fullmatch(_plain(code))), None)


def ndc11(code: str) -> str | None:
    """A drug code in the form for billing, 5-4-2: the part that is one digit short gets a leading zero. None where that is open."""
    found = _NDC11_FORM.fullmatch(_plain(code)) or _NDC10_FORM.fullmatch(_plain(code))
    if found is None:
        return None
    parts = [part for part in found.groups() if part is not None]
    return "-".join(part.zfill(digits) for part, digits in zip(parts, _NDC_PARTS, strict=True))


# who


def is_npi(code: str) -> bool:
    """Ten digits that begin with 1 or 2, with a check digit that fits (Luhn with the prefix 80840; 45 CFR 162.406)."""
    digits = _plain(code)
    return bool(_NPI_FORM.fullmatch(digits)) and _luhn(_NPI_PREFIX + digits) == 0


def npi_check_digit(first_nine: str) -> str:
    """The tenth digit of the NPI that begins with these nine. Raises ValueError for anything but nine digits."""
    if not re.fullmatch(r"[0-9]{9}", first_nine):
        raise ValueError("not nine digits")
    return str(-_luhn(f"{_NPI_PREFIX}{first_nine}0") % 10)


def _luhn(digits: str) -> int:
    """The Luhn sum modulo 10, its last digit being the check digit: 0 where it fits."""
    values = [int(digit) for digit in reversed(digits)]
    return sum(sum(divmod(value * 2, 10)) if at % 2 else value for at, value in enumerate(values)) % 10


def is_tax_id(code: str) -> bool:
    """A business's tax number: "12-3456789"."""
    return bool(_TAX_ID_FORM.fullmatch(_plain(code)))


def is_mbi(code: str) -> bool:
    """A Medicare beneficiary's number, without dashes."""
    return bool(_MBI_FORM.fullmatch(_plain(code)))


# hospital bills


def revenue_code(code: str) -> str | None:
    """A revenue code in four digits: "450" is "0450"; None when it has no such form."""
    plain = _plain(code)
    return plain.zfill(4) if _REVENUE_FORM.fullmatch(plain) else None


def is_place(code: str) -> bool:
    """A place of service: two digits."""
    return bool(_PLACE_FORM.fullmatch(_plain(code)))


def bill_type(code: str) -> str | None:
    """A type of bill with its leading zero: "131" is "0131"; None when it has no such form."""
    found = _BILL_TYPE_FORM.fullmatch(_plain(code))
    return f"0{found[1]}" if found else None


# insurers' answers


def is_reason(code: str) -> bool:
    """A claim adjustment reason (CARC): "45", "B13"."""
    return bool(_REASON_FORM.fullmatch(_plain(code)))


def is_remark(code: str) -> bool:
    """A remark (RARC): "N130", "MA01"."""
    return bool(_REMARK_FORM.fullmatch(_plain(code)))


def is_group(code: str) -> bool:
    """The letters that stand before a reason: CO, PR, OA, PI, CR."""
    return bool(_GROUP_FORM.fullmatch(_plain(code)))


def group_and_reason(code: str) -> tuple[str, str] | None:
    """Group and reason of "CO-45", "CO45" or "CO 45"; None when it is not both."""
    found = _ADJUSTMENT_FORM.fullmatch(_plain(code))
    return (found[1], found[2]) if found else None


def _plain(code: str) -> str:
    return code.strip().upper()
