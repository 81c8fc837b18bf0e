"""The review of papers that are no PDF: claims as data have no page to show, a picture is its own page."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from medbills.domain.media import PNG
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Spot
from medbills.domain.reading import ReadDocument, Reading, ReadValue, SourceFile
from medbills.gui.wizards.review import ReviewTask
from medbills.services.keep_paper import keep_paper
from medbills.services.read_paper import ReadFile, read_bytes

NOW = datetime.datetime(2026, 11, 17, 9, 0, tzinfo=datetime.UTC)
CLAIMS = b"""Claim Number,Patient,Provider,Date of Service,Procedure Code,Service,Billed,Plan Allowed,Plan Paid,Your Responsibility
C-771,Walter Calloway,Osprey Physical Therapy,10/06/2026,97110,Therapeutic exercise,80.00,60.00,48.00,12.00
C-771,Walter Calloway,Osprey Physical Therapy,10/06/2026,97140,Manual therapy,50.00,40.00,32.00,8.00
"""


@pytest.fixture
def open_read(room):
    def open_(read):
        kept = room.ask(lambda vault: keep_paper(vault, read, now=NOW))
        room.paper_id = kept.papers[0].id
        task = room.open(ReviewTask(room.desk, [room.paper_id]))
        room.qtbot.waitUntil(lambda: task.form is not None)
        return task

    return open_


def test_a_table_of_claims_says_where_each_value_stands(room, open_read):
    review = open_read(read_bytes("claims.csv", CLAIMS))
    pane = review.pane
    assert pane.data.isVisible()
    assert pane.data.said()[0] == "This paper came as data"
    assert "a table (CSV)" in pane.data.said()[1]
    review.form.rows["provider_name"].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert pane.data.said()[2:] == ("Provider", "Osprey Physical Therapy", "It stands in row 2, column “Provider”.")
    room.qtbot.keyClick(room.window.focusWidget(), Qt.Key.Key_F3)
    lines = review.lines
    lines.go_to(1, "billed")
    assert pane.data.said()[2:5] == ("Line 2, Charge", "$50.00", "It stands in row 3, column “Billed”.")
    assert pane.data.said()[5] == "The file says “50.00”."
    room.qtbot.keyClicks(room.window.focusWidget(), "55")
    room.qtbot.keyClick(room.window.focusWidget(), Qt.Key.Key_Escape)
    assert pane.data.said()[4] == "It stands in row 3, column “Billed”. You changed it."
    room.qtbot.keyClick(room.window.focusWidget(), Qt.Key.Key_Escape)
    review.form.try_accept()
    room.settle()
    kept = room.ask(lambda vault: vault.papers.get(room.paper_id))
    assert kept.confirmed
    assert kept.paper.lines[1].billed == Money(5500)
    assert kept.paper.lines[1].spots["billed"].path == 'row 3, column "Billed"'


def test_a_doubtful_value_of_a_data_file_is_asked_for(room, open_read):
    unsure = ReadValue(Money(1250), Spot(path="item[2].adjudication[4].amount", raw="12.5", confidence=0.5))
    document = ReadDocument(kind=Kind.EOB, pages=(1, 1), fields={"plan_paid": unsure})
    file = SourceFile(name="claim.json", sha256="0" * 64, bytes=2, pages=None, media_type="application/json")
    review = open_read(ReadFile(b"{}", Reading(file=file, documents=(document,))))
    assert list(review.form.check.fields) == ["plan_paid"]
    place = "It stands at item[2].adjudication[4].amount."
    assert review.pane.data.said()[2:] == ("Insurance paid", "$12.50", place, "The file says “12.5”.")
    review._light("line 7 billed")
    assert len(review.pane.data.said()) == 2, "a line that is gone has no place"


def test_a_picture_is_shown_as_its_page(room, open_read, tmp_path):
    picture = QImage(600, 800, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    path = tmp_path / "scan.png"
    assert picture.save(str(path))
    data = path.read_bytes()
    due = ReadValue(Money(39000), Spot(page=1, box=(100.0, 100.0, 160.0, 112.0), confidence=0.6))
    document = ReadDocument(kind=Kind.BILL, pages=(1, 1), fields={"amount_due": due})
    file = SourceFile(name="scan.png", sha256="1" * 64, bytes=len(data), pages=1, media_type=PNG)
    review = open_read(ReadFile(data, Reading(file=file, documents=(document,))))
    room.settle()
    assert review.pane.viewer.isVisible()
    assert review.pane.viewer.sheet.page.image.width() > 1, "the picture was drawn"
    assert review.pane.viewer.sheet.lit == "amount_due"
