"""Collectors' letters that say everything in sentences: who is owed, for what care, how much and when."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.paper import Kind
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages

DEBT = "We are a debt collector. This is an attempt to collect a debt, and any information obtained will be used for that purpose."


def letter(*sentences: str) -> dict[str, str]:
    pen = ReportlabPen("Times")
    for n, words in enumerate(("Harrow & Pike Recovery LLC", "14 Canal Street", "Albany, NY 12211")):
        pen.text(60, 50 + 12 * n, words, 11, not n)
    pen.text(60, 110, "February 12, 2026", 11)
    for n, words in enumerate(("Tamsin Oyelaran", "77 Delaware Ave Apt 3B", "Delmar, NY 12054")):
        pen.text(60, 140 + 12 * n, words, 11)
    pen.text(60, 196, "Dear Tamsin Oyelaran:", 11)
    row, top = "", 212.0
    for word in " ".join((DEBT, *sentences)).split(" "):
        if pen.width(f"{row} {word}", 11) > 480:
            pen.text(60, top, row, 11)
            row, top = "", top + 13
        row = f"{row} {word}".strip()
    pen.text(60, top, row, 11)
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    assert document.kind is Kind.COLLECTION_NOTICE
    return {name: str(value.value) for name, value in document.fields.items()}


@pytest.mark.parametrize(
    "told",
    [
        "Capital Cardiology Associates has asked this office to collect the balance of your account.",
        "We have been retained by Capital Cardiology Associates to collect your unpaid balance.",
        "We represent Capital Cardiology Associates. Your account with them is unpaid.",
        "Capital Cardiology Associates has placed your account with us.",
        "Your account with Capital Cardiology Associates remains unpaid.",
    ],
)
def test_who_is_owed(told: str) -> None:
    assert letter(told)["original_creditor"] == "Capital Cardiology Associates"


@pytest.mark.parametrize(
    "told",
    [
        "On August 31, 2025 you owed $642.80.",
        "Your account had a balance of $642.80 on August 31, 2025.",
        "You owed $642.80 as of August 31, 2025.",
        "Your balance was $642.80 on 08/31/2025.",
        "As of August 31, 2025, the balance was $642.80.",
    ],
)
def test_how_much_was_owed_and_when(told: str) -> None:
    fields = letter(told, "The total amount of the debt today is $654.15.")
    assert (fields["itemization_date"], fields["previous_balance"]) == ("2025-08-31", "$642.80")
    assert fields["amount_due"] == "$654.15"


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("This is for care you received on May 6, 2025.", ("2025-05-06", "2025-05-06")),
        ("Your account relates to a hospital visit on May 6, 2025.", ("2025-05-06", "2025-05-06")),
        ("The debt is for services provided to you by Northside Heart Clinic on 05/06/2025.", ("2025-05-06", "2025-05-06")),
        ("The debt is for treatment from May 6, 2025 through May 9, 2025.", ("2025-05-06", "2025-05-09")),
        ("You were seen on May 6, 2025 and have not paid.", ("2025-05-06", "2025-05-06")),
    ],
)
def test_the_days_of_care(told: str, days: tuple[str, str]) -> None:
    fields = letter(told)
    assert (fields.get("service_from"), fields.get("service_to")) == days


def test_the_days_of_several_visits_are_left_out() -> None:
    fields = letter("This is for a visit on May 6, 2025 and for treatment on July 8, 2025.")
    assert not fields.keys() & {"service_from", "service_to"}


@pytest.mark.parametrize(
    "told",
    [
        "When you call please mention our file number, HP26-118840, so that we find your account.",
        "Our file number is HP26-118840.",
        "Please refer to file HP26-118840 when you write.",
        "Write our reference number HP26-118840 on your check.",
        "Please quote reference number HP26-118840.",
    ],
)
def test_our_number_and_theirs(told: str) -> None:
    fields = letter("Their account number is CDC-55820.", told)
    assert (fields["reference_number"], fields["account_number"]) == ("HP26-118840", "CDC-55820")


def test_a_sentence_before_an_amount_does_not_name_it() -> None:
    fields = letter("Since then no payments or credits have been posted. The total amount of the debt today is $654.15.")
    assert fields["amount_due"] == "$654.15"
    assert "patient_paid" not in fields


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (
            "You owe Capital Cardiology Associates $654.15 for a visit on May 6, 2025. Your file number with us is HP-22910.",
            {"original_creditor": "Capital Cardiology Associates", "amount_due": "$654.15", "reference_number": "HP-22910"},
        ),
        (
            "Our client, Capital Cardiology Associates, tells us that you owe $654.15 for services on May 6, 2025. "
            "That amount includes interest of $11.35 and a collection fee of $10.00. "
            "Your account number with Capital Cardiology Associates is CDC-55820.",
            {"amount_due": "$654.15", "interest": "$11.35", "fees": "$10.00", "account_number": "CDC-55820"},
        ),
        (
            "This letter is about account CDC-55820 with Capital Cardiology Associates. As of August 31, 2025 the balance was $642.80. "
            "Interest of $11.35 has been added. You now owe $654.15. If you do not agree, you have until March 20, 2026 to tell us.",
            {"account_number": "CDC-55820", "previous_balance": "$642.80", "amount_due": "$654.15", "respond_by_date": "2026-03-20"},
        ),
        (
            "You have not paid Capital Cardiology Associates for care given to you on May 6, 2025. The unpaid balance on August 31, 2025 "
            "was $642.80; we have added $11.35 interest and credited your payment of $100.00, which leaves $554.15 due.",
            {"previous_balance": "$642.80", "interest": "$11.35", "patient_paid": "$100.00", "amount_due": "$554.15"},
        ),
        (
            "Capital Cardiology Associates, our client, has referred to us your account of $654.15. "
            "You may settle the account for $400.00 by March 1, 2026. Dispute it in writing before March 20, 2026.",
            {"original_creditor": "Capital Cardiology Associates", "amount_due": "$654.15", "respond_by_date": "2026-03-20"},
        ),
    ],
)
def test_whole_letters(told: str, meant: dict[str, str]) -> None:
    assert meant.items() <= letter(told).items()


def test_what_was_owed_on_a_day_that_is_past_is_not_what_is_asked() -> None:
    assert "amount_due" not in letter("The balance was $642.80 on August 31, 2025. Please call us to learn what you owe today.")
