"""A bill of 60 lines, reviewed with the keyboard alone; and a poor scan whose every value is in doubt."""

import dataclasses
import datetime
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen import canvas

from medbills.domain.money import Money, total
from medbills.domain.paper import Kind
from medbills.gui.parts.to_check import AT_ONCE
from medbills.gui.wizards.review import ReviewTask
from medbills.services.edit_paper import sum_checks
from medbills.services.keep_paper import keep_paper
from medbills.services.read_paper import ReadFile, read_bytes

NOW = datetime.datetime(2026, 11, 17, 9, 0, tzinfo=datetime.UTC)
CARE = (
    ("85025", "Complete blood count"), ("80048", "Basic metabolic panel"), ("71046", "Chest X-ray two views"),
    ("99284", "Emergency visit level 4"), ("93005", "Electrocardiogram"),
)  # fmt: skip
LINES = 60
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def charge(number):
    return 2000 + 137 * number


def bill_of_sixty_lines():
    """Two pages of a hospital's itemized bill, as bytes."""
    made = io.BytesIO()
    page = canvas.Canvas(made, pagesize=letter)
    page.setFont("Helvetica-Bold", 16)
    page.drawString(54, 740, "Riverbend General Hospital")
    page.setFont("Helvetica", 10)
    page.drawString(380, 740, "Itemized statement")
    heads = (("Patient", "Walter Calloway"), ("Account number", "RGH-88231"), ("Statement date", "10/30/2026"), ("Due date", "11/29/2026"))
    for row, (label, value) in enumerate(heads):
        page.drawString(340, 715 - 14 * row, label)
        page.drawRightString(558, 715 - 14 * row, value)
    top = 640
    page.drawRightString(558, 760, "Page 1 of 2")
    draw_row(page, top, "Date", "Code", "Description", "Units", "Charge")
    for number in range(LINES):
        top -= 16
        if top < 90:
            page.showPage()
            page.setFont("Helvetica", 10)
            page.drawString(54, 760, "Account number RGH-88231")
            page.drawRightString(558, 760, "Page 2 of 2")
            draw_row(page, 720, "Date", "Code", "Description", "Units", "Charge")
            top = 704
        code, care = CARE[number % len(CARE)]
        draw_row(page, top, f"10/{3 + number // 12:02d}/2026", code, care, str(1 + number % 3), f"{charge(number) / 100:,.2f}")
    whole = f"{sum(map(charge, range(LINES))) / 100:,.2f}"
    for row, label in enumerate(("Total charges", "Amount due")):
        page.drawString(380, top - 22 - 16 * row, label)
        page.drawRightString(558, top - 22 - 16 * row, f"${whole}")
    page.save()
    return made.getvalue()


def draw_row(page, top, day, code, care, units, amount):
    page.drawString(54, top, day)
    page.drawString(120, top, code)
    page.drawString(190, top, care)
    page.drawRightString(470, top, units)
    page.drawRightString(558, top, amount)


def trusted(read, confidence, doubtful):
    """The reading with one confidence for every value but those named: a field, or (line, field)."""
    (document,) = read.reading.documents

    def values(found, line=None):
        return {
            name: dataclasses.replace(value, spot=dataclasses.replace(value.spot, confidence=doubtful.get((line, name), confidence)))
            for name, value in found.items()
        }

    lines = tuple(values(line, number) for number, line in enumerate(document.lines))
    document = dataclasses.replace(document, fields=values(document.fields), lines=lines)
    return ReadFile(read.data, dataclasses.replace(read.reading, documents=(document,)))


@pytest.fixture(scope="module")
def sixty():
    read = read_bytes("sixty-lines.pdf", bill_of_sixty_lines())
    assert len(read.reading.documents[0].lines) == LINES
    return read


@pytest.fixture
def opened(room):
    """Opens the review of what was read."""

    def open_(read):
        kept = room.ask(lambda vault: keep_paper(vault, read, now=NOW))
        room.paper_id = kept.papers[0].id
        task = room.open(ReviewTask(room.desk, [room.paper_id]))
        room.qtbot.waitUntil(lambda: task.form is not None)
        return task

    return open_


@pytest.fixture
def press(room):
    """Keys to whatever holds the keyboard, text or single ones."""

    def press_(*keys):
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(room.window.focusWidget(), key)
            elif isinstance(key, tuple):
                QTest.keyClick(room.window.focusWidget(), *key)
            else:
                QTest.keyClick(room.window.focusWidget(), key)
            QApplication.processEvents()

    return press_


def held(room):
    return room.window.focusWidget().accessibleName()


def test_sixty_lines_by_keys_alone(room, opened, press, sixty):
    doubtful = {(None, "due_date"): 0.5, (40, "billed"): 0.55, (7, "code"): 0.6, (55, "billed"): 0.7}
    review = opened(trusted(sixty, 0.97, doubtful))

    # from doubt to doubt, the least sure first, each lit on its page
    assert held(room) == "Pay by"
    press("12/09/26", Key.Key_Return)
    assert held(room) == "Line 41, Charge"
    assert review.pane.viewer.sheet.lit == "line 40 billed"
    assert review.pane.viewer.page == 2
    press(Key.Key_Return)
    assert review.form.check.left == 2

    # all that is sure in one stroke
    press(Key.Key_F4)
    assert review.form.sure.note.label.text().endswith("accepted. 2 left to look at.")
    assert held(room) == "Line 8, Code"
    assert review.form.rows["account_number"].isHidden()
    assert review.form.check.fields["line 40 billed"].isHidden()

    # into the lines: one is added
    press(Key.Key_F3)
    lines = review.lines
    assert lines.sums.said() == ["The lines add up to $3,624.90, as the bill says."]
    press(Key.Key_Insert)
    assert held(room) == "Date of service"
    press("10/8/26", Key.Key_Return, "Wheelchair", Key.Key_Return, "E1130", Key.Key_Return)
    while held(room) != "Charge":
        press(Key.Key_Return)
    press("40", Key.Key_Return)
    assert lines.sums.said() == ["The lines add up to $3,664.90. The bill says $3,624.90. They are $40.00 apart."]
    assert held(room) == "Lines of the paper", "after the last value of the last line"

    # one is split: what the new line takes, the old one gives
    press(Key.Key_Home, Key.Key_Down, Key.Key_Down, Key.Key_S)
    assert held(room) == "Charge"
    press("10", Key.Key_Escape)
    assert [line.billed for line in lines.paper.lines[2:4]] == [Money(charge(2) - 1000), Money(1000)]
    assert lines.line == 3

    # two are joined, one is deleted and comes back
    press(Key.Key_Down, Key.Key_J)
    assert lines.paper.lines[4].billed == Money(charge(3) + charge(4))
    press(Key.Key_Home, Key.Key_Delete)
    assert len(lines.paper.lines) == LINES
    press((Key.Key_Z, Ctrl))
    assert len(lines.paper.lines) == LINES + 1
    assert lines.sums.said()[0].startswith("The lines add up to $3,664.90.")

    # the doubts that are left have moved with their lines; then all is accepted
    press(Key.Key_Escape)
    assert list(review.form.check.fields) == ["line 7 code", "line 55 billed"]
    assert review.form.check.fields["line 55 billed"].text() == Money(charge(55)).text()
    while held(room) != "Line 8, Code":
        press(Key.Key_Up)
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    room.settle()
    assert room.window.task is None

    kept = room.ask(lambda vault: vault.papers.get(room.paper_id))
    paper = kept.paper
    assert kept.confirmed
    assert paper.kind is Kind.ITEMIZED_BILL
    assert paper.due_date == datetime.date(2026, 12, 9)
    assert paper.spots["due_date"].typed
    assert paper.spots["account_number"].confidence == 1.0
    assert not paper.spots["account_number"].typed
    assert len(paper.lines) == LINES + 1
    assert total(line.billed for line in paper.lines) == Money(sum(map(charge, range(LINES))) + 4000)
    assert sum_checks(paper)[0].apart == Money(4000)
    assert paper.lines[3].spots["billed"].typed
    assert paper.lines[3].code == paper.lines[2].code == "71046"
    assert paper.lines[4].description == "Emergency visit level 4 Electrocardiogram"
    assert paper.lines[4].spots["billed"].box, "the joined line still has its place on the page"
    added = paper.lines[-1]
    assert (added.service_date, added.description, added.code, added.billed) == (
        datetime.date(2026, 10, 8), "Wheelchair", "E1130", Money(4000),
    )  # fmt: skip
    assert all(spot.typed or spot.confidence == 1.0 for line in paper.lines for spot in line.spots.values())


def test_every_value_of_a_poor_scan_is_asked_for_a_few_at_a_time(room, opened, press, sixty):
    review = opened(trusted(sixty, 0.5, {}))
    check = review.form.check
    assert len(check.keys) > 4 * LINES
    assert len(check.fields) == AT_ONCE
    for _ in range(AT_ONCE):
        press(Key.Key_Return)
    assert len(check.fields) == 2 * AT_ONCE
    assert held(room) == list(check.fields.values())[AT_ONCE].label.text()
    assert review.form.sure.isHidden(), "there is nothing to accept unseen"
    press(Key.Key_F3)
    assert review.lines.table.lines.doubtful >= set(range(LINES))


def test_arrows_keep_the_column_from_line_to_line(room, opened, press, sixty):
    review = opened(trusted(sixty, 1.0, {}))
    press(Key.Key_F3, Key.Key_Return)
    lines = review.lines
    fields = dict(lines.fields)
    while held(room) != "Charge":
        press(Key.Key_Return)
    press(Key.Key_Down, Key.Key_Down)
    assert lines.line == 2
    assert held(room) == "Charge"
    assert review.pane.viewer.sheet.lit == "line 2 billed"
    press("1.50", Key.Key_Up)
    assert lines.paper.lines[2].billed == Money(150)
    assert lines.line == 1
    press(Key.Key_Down)
    assert lines.fields["billed"].hint.text() == "You typed this."
    assert lines.fields == fields, "the same fields serve every line"
    press(Key.Key_Escape, Key.Key_End, Key.Key_J)
    assert len(lines.paper.lines) == LINES, "the last line has no next one"
    press(Key.Key_Up, Key.Key_PageUp)
    assert lines.line < LINES - 2


def test_values_are_walked_with_arrows_and_a_typed_one_says_so(room, opened, press, sixty):
    review = opened(trusted(sixty, 1.0, {(None, "due_date"): 0.5}))
    press(Key.Key_Down, Key.Key_Down, Key.Key_Down)
    row = review.form.clear.holding(room.window.focusWidget())
    name = row.name
    assert review.pane.viewer.sheet.lit == name
    press(Key.Key_F2, (Key.Key_A, Ctrl), "Somebody", Key.Key_Return)
    assert not row.row.typed.isHidden()
    assert "You typed this." in row.row.accessibleName()
    press(Key.Key_F3, Key.Key_Escape, Key.Key_Escape)
    room.settle()
    kept = room.ask(lambda vault: vault.papers.get(room.paper_id))
    assert getattr(kept.paper, name) == "Somebody"
    assert not kept.confirmed
    again = room.open(ReviewTask(room.desk, [room.paper_id]))
    assert not again.form.rows[name].row.typed.isHidden()
