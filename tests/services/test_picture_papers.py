"""A photograph of a paper is kept, shown and put into a packet like any other paper."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from medbills.services.confirm_paper import confirm_paper
from medbills.services.keep_paper import keep_paper
from medbills.services.plan_packet import plan_packet
from medbills.services.show_page import page_image, paper_file
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)


def test_a_photograph_is_shown_and_goes_into_the_packet(desk: Any, vault: Vault, read_file: Any) -> None:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "JPEG")
    bill = desk.file("bill", patient_name="Walter Calloway", account_number="7741-22", provider_name="Riverbend General Hospital",
                     amount_due="412.00", statement_date="2026-10-30")  # fmt: skip
    document = {"kind": "receipt", "fields": {"patient_name": "Walter Calloway", "patient_paid": "40.00"}}
    read = read_file("slip.jpg", out.getvalue(), [document], media_type="image/jpeg")
    paper = keep_paper(vault, read, now=NOON).papers[0].id
    case = desk.matter(bill).id
    confirm_paper(vault, paper, today=TODAY, case_id=case)

    shown = page_image(paper_file(vault, paper), 1, dpi=36)
    assert (shown.width, shown.height) == pytest.approx((594, 792), abs=1)
    (exhibit,) = plan_packet(vault, case, today=TODAY, papers=(paper,)).exhibits
    with pypdfium2.PdfDocument(exhibit.pdf) as pdf:
        assert len(pdf) == 1 and pdf[0].get_size() == pytest.approx((594, 792), abs=1)
