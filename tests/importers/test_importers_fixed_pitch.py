"""Plans' papers as line printers set them: letters equally wide, headings one blank apart, rules of dashes."""

from __future__ import annotations

import datetime

import pytest

from medbills.domain.importing import Source
from medbills.domain.money import Money
from medbills.domain.page import Page, Sheets, Word
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents

WIDE, HIGH = 5.0, 11.0  # of a letter and of a row, in points
HEAD = """\
PRAIRIE PLAN ADMINISTRATORS, INC.                                          EXPLANATION OF BENEFITS
PO BOX 3018   LINCOLN, NE 68501-3018                                       *** THIS IS NOT A BILL ***
CUSTOMER SERVICE 800-555-0113                                              PAGE 1

                                                 EMPLOYEE            ROWAN T ASHBY
                                                 PATIENT             MAEVE ASHBY
                                                 {label:<19} HS0041877
                                                 GROUP               4120
                                                 CLAIM               26-041-00877-00
                                                 PROVIDER            PLATTE VALLEY CLINIC
                                                 DATE PAID           02/20/2026

"""
TWO_STOREYS = """\
DATE OF PROC TYPE OF               TOTAL INELIG-       PPO   ALLOWED                  PAID      PLAN
SERVICE CODE SERVICE             CHARGES     IBLE DISCOUNT    AMOUNT   DEDUCT   COPAY AT %      PAYS REM
--------------------------------------------------------------------------------------------------------
01/22/26 99395 PREVENTIVE VISIT    265.00             59.06    205.94            20.00 100     185.94 PD
01/22/26 87624 HPV HIGH RISK      142.00             47.00     95.00    95.00                         PD DD
01/23/26 76830 TRANSVAG US        478.00   478.00                                                     62
--------------------------------------------------------------------------------------------------------
TOTALS                            885.00   478.00   106.06    300.94    95.00   20.00         185.94
"""
ONE_BLANK = """\
SERVICE  PROC  SERVICE           BILLED     NOT  NETWORK  ALLOWED  DEDUCT-       COVERED        PLAN
DATE     CODE  DESCRIPTION       AMOUNT COVERED DISCOUNT   AMOUNT     IBLE COPAY    AT %        PAID NOTE
======== ===== ================ ======= ======= ======== ======== ======== ===== ========= ========= ====
01/22/26 99395 PREVENTIVE VISIT  265.00            59.06   205.94          20.00      100     185.94 PD
01/22/26 87624 HPV HIGH RISK     142.00            47.00    95.00    95.00                           PD
01/23/26 76830 TRANSVAG US       478.00  478.00                                                      62
                                ------- ------- -------- -------- -------- -----           ---------
TOTALS                           885.00  478.00   106.06   300.94    95.00 20.00              185.94
"""
STARS = """\
 DATES OF           PROC                         OTHER  PROVIDER   AMOUNT   APPLIED TO         BENEFIT REMARK
 SERVICE            CODE  DESCRIPTION    CHARGE  INELIG DISCOUNT  ALLOWED   DEDUCTIBLE  COPAY     PAID CODE
 ************************************************************************************************************
 01/22/26           99395 PREVENTIVE     265.00            59.06   205.94               20.00   185.94 PD
 01/22/26           87624 HPV HIGH RISK  142.00            47.00    95.00        95.00                 PD
 01/23/26           76830 TRANSVAG US    478.00  478.00                                                62
 ************************************************************************************************************
 TOTAL                                   885.00  478.00   106.06   300.94        95.00  20.00   185.94
"""


def printed(text: str) -> Sheets:
    words = []
    for row, line in enumerate(text.splitlines()):
        top, place = 30.0 + HIGH * row, 0
        for part in line.split(" "):
            if part:
                words.append(Word(part, 40 + WIDE * place, top, 40 + WIDE * (place + len(part)), top + 8.4, size=8.4))
            place += len(part) + 1
    return Sheets("a.pdf", "application/pdf", (Page(1, 792.0, 612.0, tuple(words)),))


def read(table: str, label: str = "EMPLOYEE ID") -> ReadDocument:
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", printed(HEAD.format(label=label) + table)))
    assert document.kind is Kind.EOB
    return document


@pytest.mark.parametrize("table", [TWO_STOREYS, ONE_BLANK, STARS], ids=["two storeys", "one blank", "stars"])
def test_stacked_headings_one_blank_apart_name_their_own_columns(table: str) -> None:
    document = read(table)
    visit, test, refused = document.lines
    assert {name: cell.value for name, cell in visit.items() if isinstance(cell.value, Money)} == {
        "billed": Money(26500),
        "adjustment": Money(5906),
        "allowed": Money(20594),
        "copay": Money(2000),
        "plan_paid": Money(18594),
    }
    assert test["deductible"].value == Money(9500) and "not_covered" not in test
    assert refused["not_covered"].value == Money(47800) and "adjustment" not in refused
    assert [line["code"].value for line in document.lines] == ["99395", "87624", "76830"]
    assert refused["service_date"].value == datetime.date(2026, 1, 23)
    assert refused["remark_codes"].value == ("62",)
    assert document.fields["total_billed"].value == Money(88500)
    assert document.fields["total_allowed"].value == Money(30094)
    assert document.fields["not_covered"].value == Money(47800)


@pytest.mark.parametrize("label", ["EMPLOYEE ID", "ALT ID", "ALTERNATE ID NO", "UNIQUE ID", "PARTICIPANT ID", "CERTIFICATE NO"])
def test_the_member_is_known_by_the_number_that_the_administrator_uses(label: str) -> None:
    assert read(TWO_STOREYS, label).fields["member_id"].value == "HS0041877"


def test_a_word_over_a_heading_of_two_words_cuts_it_not() -> None:
    """ "PLAN" over "AMOUNT PAID" is one column."""
    table = """\
DATE OF  PROC                    BILLED       PLAN     PLAN      YOUR
SERVICE  CODE  DESCRIPTION       AMOUNT   DISCOUNT  AMOUNT PAID  SHARE
01/22/26 99395 PREVENTIVE VISIT  265.00      59.06     185.94    20.00
01/22/26 87624 HPV HIGH RISK     142.00      47.00       0.00    95.00
TOTALS                           407.00     106.06     185.94   115.00
"""
    visit, test = read(table).lines
    assert (visit["billed"].value, visit["plan_paid"].value, visit["patient_owes"].value) == (Money(26500), Money(18594), Money(2000))
    assert test["billed"].value == Money(14200)


def test_a_header_that_was_half_read_claims_nothing_as_sure() -> None:
    """What stands tight over two headings each, and is not understood, may change what all of them mean."""
    table = """\
                                   ZORBS KEPT FOR Q   FREMS BEFORE RUN
DATE     CODE  DESCRIPTION         AMOUNT     XYZZY   ALLOWED      QUX      PAID
01/22/26 99395 PREVENTIVE VISIT    265.00      1.00    205.94     2.00    185.94
01/22/26 87624 HPV HIGH RISK       142.00      1.00     95.00     2.00      0.00
TOTALS                             407.00      2.00    300.94     4.00    185.94
"""
    document = read(table)
    for line in document.lines:
        assert all(line[name].spot.confidence < 0.95 for name in ("billed", "allowed") if name in line)
        assert line["plan_paid"].spot.confidence > 0.8
    assert all(value.spot.confidence < 0.95 for name, value in document.fields.items() if name in {"total_billed", "total_allowed"})


def test_amounts_that_contradict_one_another_are_not_sure_though_they_add_up() -> None:
    """A discount larger than the charge stands under a heading that was misread."""
    table = """\
DATE     CODE  DESCRIPTION       BILLED  DISCOUNT  ALLOWED
01/22/26 99395 PREVENTIVE VISIT   59.06    265.00   205.94
01/22/26 87624 HPV HIGH RISK      47.00    142.00    95.00
TOTALS                           106.06    407.00   300.94
"""
    document = read(table)
    assert all(line[name].spot.confidence < 0.95 for line in document.lines for name in ("billed", "adjustment"))
    assert document.fields["total_billed"].spot.confidence < 0.95
