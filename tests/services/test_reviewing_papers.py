"""What a review starts with: the reader's warnings that no running check repeats, and where a value stands in a data file."""

from medbills.domain.case import KeptPaper
from medbills.domain.media import CSV
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper, Spot
from medbills.services.light_spots import read_count, stand_of
from medbills.services.review_papers import Review
from medbills.services.show_page import PaperFile, kind_of_file

SUMS = "The lines add up to $1.00, but the paper says $2.00. Please compare them with the paper."
OTHER = "The second page is hard to read."


def review(paper):
    kept = KeptPaper(paper=paper, document_id="d", pages=(1, 1), confirmed=False, warnings=(SUMS, OTHER))
    return Review(file=PaperFile(kept=kept, name="bill.csv", pages=0, media_type=CSV, data=b""), person_id=None, people=())


def test_the_running_check_takes_the_place_of_the_warning_about_the_sums():
    weighed = Paper(id="p", kind=Kind.BILL, lines=(Line(billed=Money(100)),), total_billed=Money(200))
    assert review(weighed).warnings == (OTHER,)
    assert review(Paper(id="p", kind=Kind.BILL)).warnings == (SUMS, OTHER), "nothing to weigh: the warning stays"


def test_a_value_of_a_data_file_stands_in_its_row_or_element():
    spots = {"billed": Spot(path='row 12, column "Billed"', raw="1.00"), "code": Spot(path="CLP*3", typed=True)}
    paper = Paper(id="p", kind=Kind.EOB, lines=(Line(billed=Money(100), code="1", spots=spots),), plan_paid=Money(5))
    billed = stand_of(paper, "line 0 billed")
    assert (billed.label, billed.value, billed.place, billed.raw) == (
        "Line 1, Charge", "$1.00", "It stands in row 12, column “Billed”.", "1.00",
    )  # fmt: skip
    assert stand_of(paper, "line 0 code").place == "It stands at CLP*3. You changed it."
    assert stand_of(paper, "plan_paid").place == "We worked this out. It is not in the file."
    assert stand_of(paper, "amount_due").value == "Not in the file"
    assert stand_of(paper, "line 3 billed") is None
    assert stand_of(paper, "spot") is None
    assert read_count(paper) == 2


def test_a_file_without_pages_is_named_by_its_kind():
    assert kind_of_file(review(Paper(id="p", kind=Kind.EOB)).file).startswith("It is a table (CSV)")
