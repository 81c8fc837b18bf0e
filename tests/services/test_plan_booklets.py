"""Plan booklets: kept page by page in the vault, searched, quoted with their page, cited in letters, shown in packets."""

from __future__ import annotations

import datetime
import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.booklet import ALTERNATE_BENEFIT, BookletKind, page_ranges
from medbills.domain.person import Person
from medbills.domain.plan import Plan
from medbills.errors import Cancelled, UnusableInput
from medbills.services.booklet_papers import filed_booklet, long_papers
from medbills.services.keep_booklet import keep_booklet, keep_pictures_read, remove_booklet
from medbills.services.make_packet import make_packet
from medbills.services.preview_packet import draft_packet
from medbills.services.quote_booklet import clauses_on, keep_quote, passage_in_frame, passages_with, remove_quote
from medbills.services.read_booklet import BookletRead, read_booklet_bytes
from medbills.services.remove_paper import remove_paper
from medbills.services.search_booklet import OpenBooklet, list_booklets, open_booklet, pages_with_clause, search_booklet
from medbills.services.write_letter import answer_letter, begin_letter, letter_state
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
CLAUSE = (
    "Alternate benefit. When more than one treatment is sound, the plan pays for the", "least expensive one that meets common standards.",
    "You pay the rest.",
)  # fmt: skip
IMAGING = ("Imaging of the back is covered after six weeks of other", "care. No approval is needed in an emergency.")


def booklet(pages: int = 30, picture: int | None = 7) -> bytes:
    """A booklet whose page 12 has the clause, page 21 the rule on imaging, and page 7 is a blank picture."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for number in range(1, pages + 1):
        if number == picture:
            canvas.drawImage(ImageReader(Image.new("L", (400, 520), 250)), 0, 0, 612, 792)
        else:
            canvas.drawString(72, 740, f"Chapter {number}. What the plan pays.")
            told = {12: CLAUSE, 21: IMAGING}.get(number, ("Nothing special stands on this page.",))
            for line, words in enumerate(told):
                canvas.drawString(72, 700 - 14 * line, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="session")
def read() -> BookletRead:
    return read_booklet_bytes("spd.pdf", booklet())


@pytest.fixture
def plan(vault: Vault) -> Plan:
    made = Plan(id="lakeshore", name="Lakeshore Health PPO", payer_name="Lakeshore Health")
    with vault.change("Added a plan") as change:
        change.plans.add(made)
        change.people.add(Person(id="walter", name="Walter Calloway", plan_ids=("lakeshore",)))
    return made


@pytest.fixture
def opened(vault: Vault, plan: Plan, read: BookletRead) -> OpenBooklet:
    kept = keep_booklet(vault, plan.id, BookletKind.SUMMARY, "Lakeshore booklet 2026", read, now=NOON)
    return open_booklet(vault, kept.booklet.id)


def test_every_page_is_kept_and_one_without_words_is_told(opened: OpenBooklet) -> None:
    assert [page.number for page in opened.pages] == list(range(1, 31))
    assert opened.booklet.pages == 30 and opened.booklet.without_words == (7,)
    assert opened.plan_name == "Lakeshore Health PPO"
    assert search_booklet(opened, "nowhere at all").blind == (7,)


def test_the_words_lie_encrypted_in_the_vault_only(vault: Vault, opened: OpenBooklet) -> None:
    for file in vault.place.folder.rglob("*"):
        if file.is_file():
            assert b"least expensive" not in file.read_bytes(), file.name


def test_words_are_found_over_the_end_of_a_line_in_any_case(opened: OpenBooklet) -> None:
    (hit,) = search_booklet(opened, "FOR THE least  expensive").hits
    assert hit.page == 12 and "least expensive one" in hit.around
    assert len(search_booklet(opened, "what the plan pays").hits) == 29
    assert search_booklet(opened, "   ").hits == ()


def test_the_same_file_is_kept_once_for_a_plan(vault: Vault, opened: OpenBooklet, plan: Plan, read: BookletRead) -> None:
    again = keep_booklet(vault, plan.id, BookletKind.SUMMARY, "Another name", read, now=NOON)
    assert again.already and again.booklet == opened.booklet and vault.booklets.count() == 1
    with pytest.raises(UnusableInput, match="no longer here"):
        keep_booklet(vault, "gone", BookletKind.SUMMARY, "Name", read, now=NOON)


def test_reading_tells_each_page_and_stops_when_told() -> None:
    heard: list[tuple[int, int]] = []
    stop = threading.Event()

    def told(done: int, of: int) -> None:
        heard.append((done, of))
        if done == 5:
            stop.set()

    with pytest.raises(Cancelled):
        read_booklet_bytes("long.pdf", booklet(400, None), cancel=stop, progress=told)
    assert heard[:2] == [(1, 400), (2, 400)]


def test_pictures_read_later_become_words(vault: Vault, opened: OpenBooklet, read: BookletRead) -> None:
    texts = tuple(text or "Read from the picture: hospice care" for text in read.texts)
    keep_pictures_read(vault, opened.booklet.id, BookletRead(name="spd.pdf", data=read.data, texts=texts))
    anew = open_booklet(vault, opened.booklet.id)
    assert anew.booklet.without_words == ()
    assert [hit.page for hit in search_booklet(anew, "hospice").hits] == [7]
    assert anew.pages[11] == opened.pages[11]


def test_a_hint_finds_the_clause_and_quotes_its_whole_paragraph(opened: OpenBooklet) -> None:
    assert pages_with_clause(opened) == (12,)
    (found,) = clauses_on(opened, 12)
    assert found.words == " ".join(CLAUSE)
    assert found.page == 12 and len(found.boxes) == 3
    assert clauses_on(opened, 13) == ()


def test_words_found_are_quoted_as_whole_sentences(opened: OpenBooklet) -> None:
    (found,) = passages_with(opened, 12, "least expensive")
    assert found.words == "When more than one treatment is sound, the plan pays for the least expensive one that meets common standards."


def test_a_frame_takes_the_words_beneath_it(opened: OpenBooklet) -> None:
    passage = passage_in_frame(opened, 21, (60, 78, 560, 98))
    assert passage.words == IMAGING[0]
    assert passage.boxes[0][0] == pytest.approx(72, abs=2)
    with pytest.raises(UnusableInput, match="No words stand under this frame"):
        passage_in_frame(opened, 21, (60, 500, 560, 520))


def test_a_letter_cites_a_quote_with_its_page_and_the_packet_shows_that_page_alone(
    vault: Vault, opened: OpenBooklet, desk: Any
) -> None:
    (passage,) = passages_with(opened, 21, "six weeks of other care")
    quote, _ = keep_quote(vault, opened.booklet.id, passage, clause=False, today=TODAY)
    assert keep_quote(vault, opened.booklet.id, passage, clause=False, today=TODAY)[0] == quote, "twice is once"
    matter = desk.matter(desk.refusal())
    letter = begin_letter(vault, matter.id, "internal_appeal", today=TODAY)
    (offer,) = letter_state(vault, letter.id, today=TODAY).quotes
    assert offer.place == "SPD p. 21"
    assert offer.letter_words == "Imaging of the back is covered after six weeks of other care (SPD p. 21)"
    state = answer_letter(vault, letter.id, "plan_clause", offer.letter_words, position=0, today=TODAY)
    evidence = state.facts["plan_clause"].evidence
    assert evidence.source == "Lakeshore booklet 2026, page 21" and evidence.document == opened.booklet.id
    assert evidence.spot is not None and evidence.spot.page == 21 and evidence.spot.box == passage.boxes[0]
    printed = "".join(run.text for block in state.rendered.blocks for run in block.runs)
    assert "The plan says: “Imaging of the back is covered after six weeks of other care” (SPD p. 21)." in printed
    assert evidence in state.rendered.sources
    draft = draft_packet(vault, matter.id, today=TODAY)
    assert draft.exhibits[-1] == f"{opened.booklet.id}:21"
    exhibit = draft.plan.exhibits[-1]
    assert exhibit.title == "Lakeshore booklet 2026, page 21" and exhibit.pages == (21, 21) and exhibit.lit
    made = make_packet(vault, matter.id, today=TODAY)
    assert [(label, sheet.number) for _, label, sheet in made.sheets if label == exhibit.label] == [(exhibit.label, 21)]


def test_typed_words_stay_stated_by_the_user(vault: Vault, opened: OpenBooklet, desk: Any) -> None:
    matter = desk.matter(desk.refusal())
    letter = begin_letter(vault, matter.id, "internal_appeal", today=TODAY)
    state = answer_letter(vault, letter.id, "plan_clause", "Imaging is covered (page 21)", position=0, today=TODAY)
    assert state.facts["plan_clause"].evidence.source == "Stated by you"


def test_a_collector_is_shown_no_page_of_the_booklet(vault: Vault, opened: OpenBooklet, desk: Any) -> None:
    (passage,) = passages_with(opened, 21, "six weeks of other care")
    keep_quote(vault, opened.booklet.id, passage, clause=False, today=TODAY)
    draft = draft_packet(vault, desk.matter(desk.notice()).id, today=TODAY)
    assert not any(opened.booklet.id in offered.id for offered in draft.offered)


def test_removing_a_booklet_takes_pages_and_quotes_along_and_undo_brings_all_back(vault: Vault, opened: OpenBooklet) -> None:
    passage = clauses_on(opened, 12)[0]
    quote, _ = keep_quote(vault, opened.booklet.id, passage, clause=True, today=TODAY)
    assert quote.about == ALTERNATE_BENEFIT
    assert list_booklets(vault, ["lakeshore"])["lakeshore"] == ((opened.booklet, 1),)
    remove_booklet(vault, opened.booklet.id)
    assert (vault.booklets.count(), vault.booklet_pages.count(), vault.kept_quotes.count(), vault.documents.count()) == (0, 0, 0, 0)
    with pytest.raises(UnusableInput, match="no longer among your papers"):
        open_booklet(vault, opened.booklet.id)
    vault.undo_last()
    assert open_booklet(vault, opened.booklet.id).pages == opened.pages and vault.kept_quotes.all() == (quote,)
    remove_quote(vault, quote.id)
    assert vault.kept_quotes.count() == 0


def test_a_paper_in_the_same_file_is_removed_without_the_booklet(
    vault: Vault, plan: Plan, read: BookletRead, read_file: Callable[..., object]
) -> None:
    from medbills.services.keep_paper import keep_paper

    kept = keep_paper(vault, read_file("spd.pdf", read.data, [{"kind": "other"}]), now=NOON)  # type: ignore[arg-type]
    added = keep_booklet(vault, plan.id, BookletKind.SUMMARY, "Booklet", read, now=NOON).booklet
    assert added.document_id == kept.document.id
    remove_paper(vault, kept.papers[0].id, today=TODAY)
    assert open_booklet(vault, added.id).data == read.data


def test_a_long_paper_that_came_the_usual_way_is_offered_as_a_booklet(
    vault: Vault, plan: Plan, read: BookletRead, read_file: Callable[..., Any]
) -> None:
    from medbills.services.keep_paper import keep_paper

    keep_paper(vault, read_file("spd.pdf", read.data, [{"kind": "other"}], pages=30), now=NOON)
    keep_paper(vault, read_file("bill.pdf", booklet(2, None), [{"kind": "bill"}], pages=2), now=NOON)
    (offered,) = long_papers(vault)
    assert offered.name == "spd.pdf" and filed_booklet(vault, offered.id).data == read.data
    keep_booklet(vault, plan.id, BookletKind.SUMMARY, "Booklet", read, now=NOON)
    assert long_papers(vault) == ()


def test_pages_in_words() -> None:
    assert page_ranges((4, 7, 8, 9, 12, 13)) == "4, 7 to 9, 12, 13"

