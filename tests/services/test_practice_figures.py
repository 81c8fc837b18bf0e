"""A practice's figures: read from CSV by their headers, kept only in a practice's vault, told plainly where they cannot be."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from medbills import keys
from medbills.domain.money import Money
from medbills.domain.practice import Benchmark, FeeRound, FeeSchedule, ListKind, VaultKind, Volumes
from medbills.errors import UnusableInput
from medbills.services.keep_practice_figures import (
    keep_benchmark,
    keep_fee_list,
    keep_round,
    keep_volumes,
    payers_of,
    remove_benchmark,
    remove_fee_list,
    remove_round,
    remove_volumes,
)
from medbills.services.plan_fee_proposal import Wish, benchmark_words, keep_wish, load_payer, points_words, to_mind
from medbills.services.read_practice_figures import (
    bytes_of,
    fee_words,
    read_fees,
    read_volumes,
    typed_fees,
    typed_volumes,
    volume_words,
)
from medbills.services.write_fee_letter import LIST_REQUEST, PROPOSAL, begin_fee_letter
from medbills.services.write_letter import answer_letter, finish_letter, letter_state, mark_sent
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
NEW_YEAR, LATER = datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)
HARBOR = "Harbor Dental Plan"


def of(**plain: str) -> dict[str, Money]:
    return {code: Money.of(fee) for code, fee in plain.items()}


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Vault]:
    folder = tmp_path / "Practice.medbills"
    data_key, _ = keys.create_keys(folder, "gray heron 7", cost=keys.Cost(memory_kib=64, passes=1, lanes=1))
    with Vault.create(folder, "Maple Street Dental", data_key, kind=VaultKind.PRACTICE) as vault:
        yield vault


@pytest.fixture
def filled(practice: Vault) -> Vault:
    lists = (
        (HARBOR, ListKind.ALTERNATE, datetime.date(2016, 3, 1), of(D2140="95.00", D2150="120.00")),
        (HARBOR, ListKind.PRIMARY, datetime.date(2025, 1, 1), of(D2391="150.00", D2392="200.00")),
        ("", ListKind.USUAL, datetime.date(2026, 1, 1), of(D2391="210.00", D2392="275.00")),
    )
    for payer, kind, day, fees in lists:
        keep_fee_list(practice, FeeSchedule(id="", payer=payer, kind=kind, effective_on=day, fees=fees))
    year = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    keep_volumes(practice, Volumes(id="", payer=HARBOR, first_on=year[0], last_on=year[1], counts={"D2391": 60, "D2392": 140, "D2740": 5}))
    return practice


# from files


def test_a_fee_list_is_read_by_its_headers() -> None:
    told = read_fees("fees.csv", b"Plan,Effective Date,Procedure Code,Description,Max Allowed Fee\n"
                     b"Harbor,03/01/2016,D2140,\"Amalgam, one\",$95.00\nHarbor,03/01/2016,02150,two,120\nHarbor,03/01/2016,,Total,215.00\n")
    assert told.fees == of(D2140="95.00", D2150="120.00") and told.payer == "Harbor"
    assert told.effective_on == datetime.date(2016, 3, 1)
    assert told.left_out == "1 row without a dental code and a fee was left out: 4."


def test_semicolons_and_lines_above_the_headers_are_fine() -> None:
    assert read_fees("a.csv", b"Fees of 2026\n\nCode;Fee\nd2150;120,50\n").fees == of(D2150="120.50")


def test_volumes_are_added_up() -> None:
    told = read_volumes("report.csv", b"ADA Code\tQty\tPaid as\nD2392\t100\tD2150\nD2392\t40\tD2150\nD1110\t1,200\t\n")
    assert told.counts == {"D2392": 140} | ({"D1110": 1200}) and told.paid_as == {"D2392": "D2150"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Name,Phone\nWalter,555\n", "has no column with the codes and one with the fees. Name its columns Code and Fee"),
        (b"Code,Fee\nD2150,soon\n", "has no row with a code like D2150 and a fee"),
        (b"Code,Fee\nD2150,120.00\nD2150,110.00\n", "has two fees for D2150: $120.00 (row 2) and $110.00 (row 3)"),
        (b"Code,Fee\nD2150,-120.00\n", "has no row"),
        (b"", "has no column"),
        (b"Code,Office Fee,PPO Fee\nD2150,150,120\n", "several columns with fees: “Office Fee” and “PPO Fee”. Keep the one"),
        (b"%PDF\0\0\0", "is no table. Save it as CSV"),
        (b'Code,Fee\nD2150,"120\n' + b"x" * 200_000, "quotation mark"),
    ],
)
def test_a_bad_fee_list_is_told_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnusableInput, match=r"^fees\.csv ") as told:
        read_fees("fees.csv", data)
    assert words in str(told.value)


def test_bad_volumes_are_told_too() -> None:
    with pytest.raises(UnusableInput, match="one with how often"):
        read_volumes("v.csv", b"Code,Fee\nD2150,120\n")
    with pytest.raises(UnusableInput, match="paid as D2150 and as D2140"):
        read_volumes("v.csv", b"Code,Count,Paid as\nD2392,1,D2150\nD2392,1,D2140\n")
    with pytest.raises(UnusableInput, match="a count like 140"):
        read_volumes("v.csv", b"Code,Count\nD2392,many\n")


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="cannot be read"):
        bytes_of(tmp_path / "gone.csv")


def test_typed_lines_there_and_back() -> None:
    assert typed_fees("d2150 120\n\nD2140: $95.00\n") == of(D2140="95.00", D2150="120.00")
    assert typed_fees(fee_words(of(D2140="95.00"))) == of(D2140="95.00")
    told = typed_volumes("D2392 140 as D2150\nD2391, 60")
    assert told == ({"D2392": 140, "D2391": 60}, {"D2392": "D2150"}) and typed_volumes(volume_words(*told)) == told


@pytest.mark.parametrize(("text", "words"), [("filling 120", "Line 1 has no dental code"), ("D2150 120\nD2140 x", "Line 2 has no fee"),
                                             ("D2150 1.00\nD2150 2.00", "twice")])  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(text: str, words: str) -> None:
    with pytest.raises(UnusableInput, match=words):
        typed_fees(text)


@pytest.mark.parametrize(
    ("text", "words"), [("D2392 often", "Line 1 has no count"), ("D2392 1\nD2392 2", "twice"), ("x", "no dental code")]
)
def test_a_count_that_cannot_be_read_is_named(text: str, words: str) -> None:
    with pytest.raises(UnusableInput, match=words):
        typed_volumes(text)


# the vault of its own


def test_a_family_s_vault_takes_no_practice_and_the_other_way_round(vault, practice, desk, read_file) -> None:
    from medbills.services.keep_paper import keep_paper

    with pytest.raises(UnusableInput, match="for a family’s papers"):
        keep_fee_list(vault, FeeSchedule(id="", payer=HARBOR, kind=ListKind.ALTERNATE, effective_on=TODAY, fees=of(D2150="1.00")))
    with pytest.raises(UnusableInput, match="for a family’s papers"):
        load_payer(vault, HARBOR, today=TODAY)
    with pytest.raises(UnusableInput, match="no patient papers"):
        keep_paper(practice, read_file("bill.pdf", b"%PDF-1.4", [{"kind": "bill"}]), now=NOON)
    assert practice.documents.all() == ()


def test_names_of_payers_are_one(filled: Vault) -> None:
    keep_round(filled, FeeRound(id="", payer=" harbor  dental plan ", made_on=TODAY, ours=True, note="By phone"), today=TODAY)
    assert payers_of(filled) == (HARBOR,)


@pytest.mark.parametrize(
    ("keep", "words"),
    [
        (lambda v: keep_fee_list(v, FeeSchedule(id="", payer=" ", kind=ListKind.PRIMARY, effective_on=TODAY, fees={})), "whose list"),
        (lambda v: keep_fee_list(v, FeeSchedule(id="", payer="H", kind=ListKind.PRIMARY, effective_on=TODAY, fees={})), "at least one fee"),
        (lambda v: keep_volumes(v, Volumes(id="", payer="H", first_on=TODAY, last_on=TODAY, counts={"D2392": 0})), "like D2392 140"),
        (lambda v: keep_volumes(v, Volumes(id="", payer="H", first_on=TODAY, last_on=NEW_YEAR, counts={})), "before the first"),
        (lambda v: keep_volumes(v, Volumes(id="", payer="", first_on=TODAY, last_on=TODAY, counts={})), "whose patients"),
        (lambda v: keep_benchmark(v, Benchmark(id="", code="D2150", amount=Money(1), source=" ", as_of=TODAY), today=TODAY), "source"),
        (lambda v: keep_benchmark(v, Benchmark(id="", code="99213", amount=Money(1), source="x", as_of=TODAY), today=TODAY), "dental code"),
        (lambda v: keep_benchmark(v, Benchmark(id="", code="D2150", amount=Money(0), source="x", as_of=TODAY), today=TODAY), "amount"),
        (lambda v: keep_benchmark(v, Benchmark(id="", code="D2150", amount=Money(1), source="x", as_of=LATER), today=TODAY), "to come"),
        (lambda v: keep_round(v, FeeRound(id="", payer="H", made_on=TODAY, ours=True), today=TODAY), "or what was said"),
        (lambda v: keep_round(v, FeeRound(id="", payer="", made_on=TODAY, ours=True, note="x"), today=TODAY), "with whom"),
        (lambda v: keep_round(v, FeeRound(id="", payer="H", made_on=LATER, ours=True, note="x"), today=TODAY), "to come"),
        (lambda v: remove_fee_list(v, "x"), "removed already"),
        (lambda v: remove_volumes(v, "x"), "removed already"),
        (lambda v: remove_benchmark(v, "x"), "removed already"),
        (lambda v: remove_round(v, "x"), "removed already"),
        (lambda v: keep_wish(v, "H", Wish(points=2600)), "10 to 25"),
        (lambda v: keep_wish(v, "H", Wish(own={"D2150": 900})), "10 to 25"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(practice: Vault, keep, words: str) -> None:
    with pytest.raises(UnusableInput, match=words):
        keep(practice)
    assert practice.last_change() is None


# the proposal


def test_the_proposal_of_a_payer(filled: Vault) -> None:
    figures = load_payer(filled, HARBOR, today=TODAY)
    told = figures.proposal()
    assert [(one.impact.code, one.effect.plain()) for one in told.codes] == [("D2150", "2520.00"), ("D2140", "855.00")]
    assert points_words(told.weighted) == "15 %" and figures.unknown == ("D2791",)
    assert to_mind(figures, told) == (
        f"The list of {HARBOR} is from March 1, 2016, 10 years ago. Ask for the one in force.",
        "The list has no amount for D2791. Ask the payer for it.",
    )


def test_asking_above_a_benchmark_or_the_own_fee_is_told(filled: Vault) -> None:
    survey = Benchmark(id="", code="D2150", amount=Money(13000), source="State survey", as_of=datetime.date(2022, 3, 2))
    keep_benchmark(filled, survey, today=TODAY)
    figures = load_payer(filled, HARBOR, today=TODAY)
    assert benchmark_words(figures, "D2150") == "State survey: $130.00 on March 2, 2022 (old)"
    assert "For D2150 you ask $138.00, more than the benchmark of $130.00." in to_mind(figures, figures.proposal())
    keep_fee_list(
        filled, FeeSchedule(id="", payer=HARBOR, kind=ListKind.PRIMARY, effective_on=TODAY, fees=of(D2391="100.00", D2392="200.00"))
    )
    figures = load_payer(filled, HARBOR, today=TODAY)
    assert "For D2140 you ask $109.25. That is above the payer’s own fee for D2391, $100.00." in to_mind(figures, figures.proposal())


def test_a_list_of_tomorrow_is_not_in_force(filled: Vault) -> None:
    later = FeeSchedule(id="", payer=HARBOR, kind=ListKind.ALTERNATE, effective_on=datetime.date(2027, 1, 1), fees=of(D2150="150.00"))
    keep_fee_list(filled, later)
    assert load_payer(filled, HARBOR, today=TODAY).codes[-1].now == Money(12000)
    assert load_payer(filled, HARBOR, today=datetime.date(2027, 1, 1)).codes[0].now == Money(15000)


def test_the_wish_is_kept_and_one_undo_takes_it_back(filled: Vault) -> None:
    keep_wish(filled, HARBOR, Wish(points=2000, own={"D2140": 0}))
    told = load_payer(filled, HARBOR, today=TODAY).proposal()
    assert [(one.impact.code, one.points) for one in told.codes] == [("D2150", 2000), ("D2140", 0)]
    filled.undo_last()
    assert load_payer(filled, HARBOR, today=TODAY).wish == Wish()


def test_a_round_tells_what_it_would_change(filled: Vault) -> None:
    one = FeeRound(id="", payer=HARBOR, made_on=TODAY, ours=False, amounts=of(D2150="126.00"), note="Dana")
    keep_round(filled, one, today=TODAY)
    (view,) = load_payer(filled, HARBOR, today=TODAY).rounds
    assert view.proposal is not None and view.proposal.effect == Money(84000) and points_words(view.proposal.weighted) == "3.73 %"


# the letters


def text_of(vault: Vault, letter_id: str) -> str:
    rendered = letter_state(vault, letter_id, today=TODAY).rendered
    cells = ["".join(run.text for run in cell) for block in rendered.blocks for row in block.rows for cell in row]
    return "\n".join(["".join(run.text for run in block.runs) for block in rendered.blocks] + cells)


def test_the_proposal_s_letter_is_filled_in_from_the_lists(filled: Vault) -> None:
    letter = begin_fee_letter(filled, HARBOR, PROPOSAL, today=TODAY)
    state = letter_state(filled, letter.id, today=TODAY)
    asked = [question.fact for question in state.open]
    assert asked == ["office_signer", "office_address", "addressee", "addressee_address", "contract_no"]
    assert state.facts["alternate_fee"].evidence.source == f"Alternate list of {HARBOR}, in force since March 1, 2016"
    words = text_of(filled, letter.id)
    assert "Although we seldom do these treatments ourselves" in words and "D2391 paid as D2140, now $95.00, asked $109.25" in words
    for figure in ("$120.00", "$138.00", "$275.00", "$200.00", "$80.00", "$62.00"):
        assert figure in words
    assert begin_fee_letter(filled, HARBOR, PROPOSAL, today=TODAY).id == letter.id


def test_an_office_that_does_them_often_does_not_say_seldom(filled: Vault) -> None:
    counts = {"D2391": 60, "D2392": 140, "D2150": 90}
    keep_volumes(filled, Volumes(id="", payer=HARBOR, first_on=TODAY, last_on=TODAY, counts=counts))
    words = text_of(filled, begin_fee_letter(filled, HARBOR, PROPOSAL, today=TODAY).id)
    assert "seldom" not in words and "They set your payment" in words


def test_a_letter_is_finished_sent_and_its_office_known_next_time(filled: Vault) -> None:
    letter = begin_fee_letter(filled, HARBOR, PROPOSAL, today=TODAY)
    answers = {
        "office_signer": "Dr. Ana Reyes", "office_address": "12 Maple Street\nEaston, PA 18042", "contract_no": "MSD-20418",
        "addressee": "Harbor, Provider Relations", "addressee_address": "P.O. Box 3080\nEaston, PA 18042",
    }  # fmt: skip
    for at, (fact, value) in enumerate(answers.items()):
        answer_letter(filled, letter.id, fact, value, position=at, today=TODAY)
    assert finish_letter(filled, letter.id, now=NOON).startswith(b"%PDF")
    mark_sent(filled, letter.id, sent_on=TODAY, method="mail", today=TODAY)
    (sent,) = load_payer(filled, HARBOR, today=TODAY).letters
    assert sent.sent_on == TODAY and sent.reply_by is not None
    request = letter_state(filled, begin_fee_letter(filled, HARBOR, LIST_REQUEST, today=TODAY).id, today=TODAY)
    assert request.open == () and request.rendered.final


def test_the_request_for_the_list_names_no_patient_and_no_pretext(filled: Vault) -> None:
    letter = begin_fee_letter(filled, HARBOR, LIST_REQUEST, today=TODAY)
    state = letter_state(filled, letter.id, today=TODAY)
    asked = {question.fact for question in state.questions}
    assert not asked & {"patient_name", "member_id", "sender_name", "authority", "method", "office_asks"}
    words = text_of(filled, letter.id)
    assert "We want to give your members true estimates" in words and "D2791 (amount not known to us)" in words and "D2392" in words


def test_without_a_code_there_is_no_proposal_to_write(practice: Vault) -> None:
    keep_round(practice, FeeRound(id="", payer=HARBOR, made_on=TODAY, ours=True, note="By phone"), today=TODAY)
    with pytest.raises(UnusableInput, match="no code to ask about"):
        begin_fee_letter(practice, HARBOR, PROPOSAL, today=TODAY)
    assert practice.letters.all() == ()
