"""The pages of a packet that are drawn: happenings to scale, none over another; limits; and the same bytes again."""

import dataclasses
import datetime
import io

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.money import Money
from medbills.domain.packet import DrawnLimit, DrawnStep, Exhibit, Happening, PacketPlan
from medbills.pdf.packet import print_plan
from medbills.pdf.packet_front import WIDTH
from medbills.pdf.packet_limits import LimitFigure
from medbills.pdf.packet_time import TimeFigure

DAY = datetime.date(2026, 9, 9)
GROUPS = ("papers", "calls", "letters", "money", "")


def happening(days: int, what: str = "A letter", **more: str) -> Happening:
    return Happening(day=DAY + datetime.timedelta(days=days), what=what, **more)


def plan(*told: Happening, draws: bool = True) -> PacketPlan:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    canvas.drawString(100, 700, "Bill")
    canvas.save()
    return PacketPlan(
        title="Request to correct a bill", recipient="Riverbend", particulars=(), asks="", reasons=(), happenings=told,
        exhibits=(Exhibit(label="A", title="Itemized bill", pdf=out.getvalue()),), printed_on=DAY, draws_time=draws,
    )  # fmt: skip


TOLD = (
    happening(0, "Care at Riverbend", group="papers"), happening(31, "The bill came", group="papers", proof="A"),
    happening(33, "Call with Dana <billing>", group="calls"), happening(96, "You wrote & asked", group="letters"),
)  # fmt: skip


def words(pdf: bytes, page: int) -> str:
    return pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range()


def test_it_stands_after_what_happened_with_the_key_to_its_numbers() -> None:
    made = print_plan(plan(*TOLD))
    assert [title for _, title, _ in made.contents] == ["Cover", "What happened, in order", "This case in time", "Itemized bill"]
    said = words(made.pdf, 2)
    assert "From September 9, 2026 to December 14, 2026: 96 days." in said
    assert "31 days" in said and "63 days" in said  # how long nothing happened
    for part in ("Papers", "Calls", "Letters", "Call with Dana <billing>", "You wrote & asked"):
        assert part in said
    assert "Payments" not in said


def test_the_same_plan_gives_the_same_bytes_and_without_it_the_packet_is_as_it_was() -> None:
    drawn = plan(*TOLD)
    assert print_plan(drawn).pdf == print_plan(drawn).pdf
    left_out = dataclasses.replace(drawn, draws_time=False)
    ungrouped = dataclasses.replace(left_out, happenings=tuple(dataclasses.replace(one, group="") for one in TOLD))
    assert print_plan(left_out).pdf == print_plan(ungrouped).pdf
    assert "This case in time" not in [title for _, title, _ in print_plan(left_out).contents]


def test_it_is_drawn_in_lines_and_letters_not_as_a_picture() -> None:
    page = pypdfium2.PdfDocument(print_plan(plan(*TOLD)).pdf)[2]
    assert not [thing for thing in page.get_objects() if thing.type == 3]


def test_one_happening_none_and_very_many() -> None:
    assert "September 9, 2026" in words(print_plan(plan(happening(0))).pdf, 2)
    assert len(print_plan(plan()).contents) == 2
    many = print_plan(plan(*(happening(at * 3, f"Number {at + 1}", group=GROUPS[at % 4]) for at in range(150))))
    text = "".join(words(many.pdf, page) for page in range(len(pypdfium2.PdfDocument(many.pdf))))
    assert all(f"Number {at}" in text for at in (1, 75, 150))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from(GROUPS)), min_size=1, max_size=30))
def test_every_happening_has_one_dot_on_its_day_and_none_covers_another(told) -> None:
    figure = TimeFigure(sorted((happening(days, group=group) for days, group in told), key=lambda one: one.day))
    dots = [(number, lane, row) for lane, rows in figure.rows.items() for number, row in rows.items()]
    assert sorted(number for number, _, _ in dots) == list(range(1, len(told) + 1))
    places = [figure.x(figure.told[number - 1].day) for number, _, _ in sorted(dots)]
    assert places == sorted(places) and places[-1] <= WIDTH
    for number, lane, row in dots:
        for other, other_lane, other_row in dots:
            if number < other and (lane, row) == (other_lane, other_row):
                assert places[other - 1] - places[number - 1] >= 16  # two radii


LIMIT = DrawnLimit(
    title="Deductible, in network", first=datetime.date(2026, 1, 1), last=datetime.date(2026, 12, 31), limit=Money(500_00),
    steps=(
        DrawnStep(day=datetime.date(2026, 4, 2), taken=Money(300_00), running=Money(300_00), above=Money(0), proof="A"),
        DrawnStep(day=datetime.date(2026, 10, 14), taken=Money(250_00), running=Money(550_00), above=Money(50_00)),
    ),
)  # fmt: skip


def test_limits_are_drawn_and_listed_and_print_the_same_again() -> None:
    with_limits = dataclasses.replace(plan(*TOLD, draws=False), limits=(LIMIT,))
    made = print_plan(with_limits)
    assert made.contents[2][1:] == ("Limits of the plan year", 3)
    said = words(made.pdf, 2)
    assert "By 2 statements from January 1, 2026 on: $550.00 of $500.00." in said and "square" not in said
    for part in ("April 2, 2026", "$300.00", "October 14, 2026", "$550.00", "$50.00", "Dec"):
        assert part in said
    assert made.pdf == print_plan(with_limits).pdf


def test_what_a_statement_prints_beyond_those_that_are_here_is_said() -> None:
    printed = dataclasses.replace(LIMIT.steps[0], printed=Money(480_00))
    limit = dataclasses.replace(LIMIT, steps=(printed,))
    said = words(print_plan(dataclasses.replace(plan(*TOLD), limits=(limit,))).pdf, 3)
    assert "The statement of April 2, 2026 prints $480.00 (square): earlier ones are not here." in " ".join(said.split())


def test_every_sum_and_day_stands_within_the_figure() -> None:
    figure = LimitFigure(LIMIT)
    for step in LIMIT.steps:
        assert 0 < figure.x(step.day) < WIDTH and 0 < figure.y(step.running) < figure.height
    assert figure.y(LIMIT.steps[0].running) < figure.y(LIMIT.limit) < figure.y(LIMIT.steps[1].running)
