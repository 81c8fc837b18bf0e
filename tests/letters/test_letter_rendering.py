"""Facts keep their evidence through a letter, gaps stay visible, and no text of a user can become anything else."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medbills.domain.letter import STATED_BY_YOU, AnswerType, BlockKind, Evidence, Fact, Question
from medbills.domain.money import Money
from medbills.errors import UnusableInput, WrongUsage
from medbills.letters import (
    catalogue,
    facts_from_json,
    facts_schema,
    find,
    letter_text,
    parse_answer,
    plain_answer,
    questions_open,
    render,
)

DAY = datetime.date(2026, 11, 17)
HOSTILE = [
    "<b>bold", "{{ 7*7 }}", "{% for x in y %}", "\ue0000\ue001", "@table",
    "- item\n# other", "a | b | c", "x" * 10_000, "\x00\x1b[31m", "🙂 陈",
]


def words_of(letter) -> str:
    return "".join(run.text for block in letter.blocks for runs in (block.runs, *(c for row in block.rows for c in row)) for run in runs)


def test_each_fact_knows_its_source_and_sources_are_numbered_by_first_use(sample_facts) -> None:
    facts, _ = facts_from_json(find("L02"), sample_facts["L02"])
    letter = render(find("L02"), facts, today=DAY)
    assert letter.sources[0] == STATED_BY_YOU
    assert [source.source for source in letter.sources[1:3]] == [
        "Itemized bill of October 30, page 1", "Insurer's statement of October 15, page 1"
    ]  # fmt: skip
    by_fact = {run.fact: run for block in letter.blocks for run in block.runs if run.fact}
    assert by_fact["amount_listed"].text == "$5,000.00" and by_fact["amount_listed"].evidence == 2
    assert by_fact["eob_date"].text == "October 15, 2026" and by_fact["eob_date"].evidence == 3
    worked_out = next(run for block in letter.blocks for run in block.runs if run.text == "$320.00" and run.fact is None)
    assert letter.sources[worked_out.evidence - 1].source.startswith("Worked out from: Itemized bill")


def test_the_findings_become_a_table_with_its_sum(sample_facts) -> None:
    facts, _ = facts_from_json(find("L02"), sample_facts["L02"])
    table = next(block for block in render(find("L02"), facts, today=DAY).blocks if block.kind is BlockKind.TABLE)
    rows = [["".join(run.text for run in cell) for cell in row] for row in table.rows]
    assert rows[0] == ["Line", "Date", "Code", "Service", "Amount", "Why I ask", "What I ask"]
    assert rows[1] == ["3, 4", "09/09/26", "71045", "Chest X-ray", "$410.00", "The same line stands twice.", "Take one off."]
    assert rows[-1] == ["", "", "", "Together", "$4,680.00", "", ""]
    assert table.rows[2][4][0].evidence == table.rows[2][4][0].evidence is not None


@pytest.mark.parametrize("template", catalogue(), ids=lambda template: template.id)
def test_without_facts_there_are_gaps_and_never_an_invention(template) -> None:
    letter = render(template, {}, today=DAY)
    assert not letter.final and set(letter.missing) >= set(template.needs) - template.asked_only_if.keys()
    assert "______" in letter_text(letter) and letter_text(letter).startswith("Draft: not ready to send")
    assert letter.sources == ()
    assert letter == render(template, {}, today=DAY)


@pytest.mark.parametrize("template", catalogue(), ids=lambda template: template.id)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_literally(template, text, sample_facts) -> None:
    signer = next(question.fact for question in template.questions if question.fact in ("sender_name", "office_signer"))
    given_facts = {name: value for name, value in sample_facts[template.id].items() if name != signer}
    facts, _ = facts_from_json(template, given_facts)
    plain = render(template, {**facts, signer: Fact("Walter")}, today=DAY)
    letter = render(template, {**facts, signer: Fact(text)}, today=DAY)
    shown = "".join(char if ord(char) >= 32 or char == "\n" else "\ufffd" for char in text)
    assert shown in words_of(letter)
    assert [block.kind for block in letter.blocks if block.kind is not BlockKind.PARAGRAPH] == [
        block.kind for block in plain.blocks if block.kind is not BlockKind.PARAGRAPH
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_any_text_survives(text: str) -> None:
    letter = render(find("L51"), {"told": Fact("x"), "person": Fact(text)}, today=DAY)
    runs = [run for block in letter.blocks for run in block.runs if run.fact == "person" and run.evidence]
    assert runs and all(run.text == text.strip() for run in runs)


def test_reply_by_is_the_rule_s_day_else_the_letter_s_days() -> None:
    template = find("L02")
    assert render(template, {}, today=DAY).reply_by == datetime.date(2026, 12, 17)
    legal = render(template, {}, today=DAY, reply_by=datetime.date(2026, 12, 1))
    assert legal.reply_by == datetime.date(2026, 12, 1) and "by December 1, 2026" in letter_text(legal)


def test_only_what_is_not_known_is_asked() -> None:
    template = find("L42")
    asked = [question.fact for question in questions_open(template, {})]
    assert "paid_amount" not in asked and "disputed_part" not in asked
    known = {"sender_name": Fact("Walter"), "paid": Fact("share"), "dispute_scope": Fact("part")}
    asked = [question.fact for question in questions_open(template, known)]
    assert "sender_name" not in asked and {"paid_on", "eob_share", "disputed_part"} <= set(asked)
    assert "paid_amount" not in asked, "the share is asked for once"


def test_a_block_names_the_question_that_made_it(sample_facts) -> None:
    facts, _ = facts_from_json(find("L42"), sample_facts["L42"])
    made = [block for block in render(find("L42"), facts, today=DAY).blocks if block.question == "paid"]
    said = "as the patient’s share. It was paid by check 1182 on April 15, 2026"
    assert len(made) == 1 and said in "".join(run.text for run in made[0].runs)
    facts["paid_amount"] = Fact(Money.of("100.00"))  # a payment on file says otherwise: the letter does not hide it
    made = [block for block in render(find("L42"), facts, today=DAY).blocks if block.question == "paid"]
    assert "share. $100.00 was paid by check 1182" in "".join(run.text for run in made[0].runs)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (AnswerType.DATE, "11/18/26", datetime.date(2026, 11, 18)), (AnswerType.DATE, "Nov. 18, 2026", datetime.date(2026, 11, 18)),
        (AnswerType.DATE, "2026-11-18", datetime.date(2026, 11, 18)), (AnswerType.MONEY, "$1,240.00", Money(124000)),
        (AnswerType.MONEY, "185", Money(18500)), (AnswerType.TICK, "Yes", True), (AnswerType.TEXT, " a \n b ", "a b"),
        (AnswerType.ADDRESS, "27 Birch Lane \n Easton", "27 Birch Lane\nEaston"),
    ],
)  # fmt: skip
def test_answers_are_understood(kind, text, value) -> None:
    assert parse_answer(Question(fact="x", ask="?", why=".", type=kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        (AnswerType.DATE, "soon", "Type a day like 11/18/26"), (AnswerType.DATE, "02/30/26", "Type a day like 11/18/26"),
        (AnswerType.MONEY, "1,24", "Type an amount like 185.00"), (AnswerType.MONEY, "-5", "Type an amount like 185.00"),
        (AnswerType.NUMBER, "NaN", "Type a number like 4"), (AnswerType.TICK, "maybe", "Answer yes or no"),
        (AnswerType.TEXT, "  ", "Please fill this in."),
    ],
)  # fmt: skip
def test_a_wrong_answer_gets_a_clear_sentence(kind, text, says) -> None:
    with pytest.raises(ValueError, match=says.replace(".", r"\.")):
        parse_answer(Question(fact="x", ask="?", why=".", type=kind), text)


def test_answers_go_to_json_and_back(sample_facts) -> None:
    for template in catalogue():
        facts, _ = facts_from_json(template, sample_facts[template.id])
        again, warnings = facts_from_json(template, {name: plain_answer(fact) for name, fact in facts.items()})
        assert warnings == ()
        assert {name: plain_answer(fact) for name, fact in again.items()} == {name: plain_answer(fact) for name, fact in facts.items()}


def test_a_facts_file_says_what_is_strange_and_refuses_what_is_wrong() -> None:
    template = find("L02")
    _, warnings = facts_from_json(template, {"balance": "5", "findings": [{"foo": 1}]})
    assert len(warnings) == 2 and "'balance'" in warnings[0] and "'foo'" in warnings[1]
    for wrong in ({"eob_date": "10/15/26"}, {"amount_listed": 5000.5}, {"amount_listed": "lots"}, {"findings": "x"}, {"method": "pigeon"}):
        with pytest.raises(UnusableInput, match=next(iter(wrong))):
            facts_from_json(template, wrong)
    facts, _ = facts_from_json(template, {"payer_name": {"value": "Lakeshore", "source": "Card"}})
    assert facts["payer_name"] == Fact("Lakeshore", Evidence(source="Card"))


def test_the_schema_names_every_fact() -> None:
    for template in catalogue():
        properties = facts_schema(template)["properties"]
        assert {question.fact for question in template.questions} | template.lists.keys() <= properties.keys()


def test_an_unknown_letter_is_a_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="L02 billing_dispute"):
        find("nothing")
