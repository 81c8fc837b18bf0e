"""Questions that let more checks run: every need is answerable, and an answer reaches the checks as a case file would say it."""

from __future__ import annotations

import ast
import dataclasses
import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest

from medbills.audits import checks, run_checks
from medbills.domain.asking import KEY, Form, tree_of
from medbills.domain.facts import Context, Facts, Patient
from medbills.domain.plain import from_plain, schema_of
from medbills.domain.plan import Plan
from medbills.domain.question_signs import SIGNS
from medbills.domain.telling import plan_with_told, with_told
from medbills.domain.told_fact import Answered, Owner, ToldFact
from medbills.services.case_file import facts_from_json
from medbills.services.open_questions import open_questions, value_at
from medbills.services.question_catalogue import catalogue
from medbills.services.read_answer import read_part, say_value
from medbills.services.tell_facts import leave_unanswered, read_values, take_back_fact, tell_fact

TODAY = datetime.date(2026, 11, 17)
ROOT = Path(__file__).resolve().parents[2] / "medbills"
# What begins like a need and is none: parts of the sentences of findings, and names of things.
NO_NEED = re.compile(
    r"account \*|amount due|another account|asks \* of it|assistant surgeon|before \*|benefit year|calendar year|code \*|from before|"
    r"in \*|in the plan year from .*|insurance paid|it (is|was) .*|its first amount is .*|less \* \*|of \*, leaves \*\.|one person|"
    r"plus \* \*|reason \*|room day|say they|says it|still asks for it|to (\*|the patient|the share on the insurer's statement|you)|"
    r"total charges|with the .* fee|a (charge|claim|code for \*\*|dispute about the estimate|hospital bed|lawsuit|lien|sale of the debt|"
    r"refusal of care over old bills|report to a credit bureau|state law may keep it off .*|claim that was never sent has .*)|"
    r"an (appeal|application for financial help|emergency room|office|urgent care center)|the (allowed amount less both payments|"
    r"bill does not show it|bill shows \*|care|family|first insurer's share|first statement here|insurer|last insurer's share|"
    r"legal limit|other insurer|patient|plan|plan's limit|provider|same service|treatment)"
)
SHARED = ("shares.py", "coordination.py", "procedures.py")  # what domain modules say that checks lack


def _texts(path):
    """The words of a module that are a sentence's part: with `*` for what is put in."""
    tree, skip = ast.parse(path.read_text(encoding="utf-8")), set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            skip.add(id(node.body[0].value))
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("Finding", "finding", "Inquiry", "Check", "Order", "_order"):
                skip |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            skip |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in skip:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)


def _needs():
    slugs = {check.slug for check in checks()}
    paths = [*sorted((ROOT / "audits").glob("*.py")), *(ROOT / "domain" / name for name in SHARED)]
    for path in paths:
        for text in _texts(path):
            if re.match(r"[a-z]", text) and " " in text.strip() and not NO_NEED.fullmatch(text.strip()):
                yield (path.stem if path.stem in slugs else ""), text


def test_every_need_has_a_question_or_another_place():
    found = catalogue()
    open_ = [
        (check, need)
        for check, need in _needs()
        if not found.of_need(check, need.replace("*", "X")) and found.elsewhere_of(check, need.replace("*", "X")) is None
    ]
    assert not open_
    assert len(list(_needs())) > 200  # the search itself finds something


def test_every_need_in_the_catalogue_is_one_that_a_check_can_name():
    named = [need for _, need in _needs()]
    asked = [need.words for one in (*catalogue().questions, *catalogue().elsewhere) for need in one.needs]
    gone = [words for words in asked if words not in named]
    assert not gone


@pytest.mark.parametrize("question", catalogue().questions, ids=lambda question: question.id)
def test_a_question_is_whole(question):
    slugs = {check.slug for check in checks()}
    assert set(question.checks) <= slugs and question.checks
    assert question.needs or question.asked_when
    assert question.ask.endswith("?") and len(question.ask.split()) <= 15
    assert all(len(sentence.split()) <= 15 for sentence in re.split(r"(?<=[.?]) ", question.why))
    assert not re.search(r"!|fraud|illegal|overcharg", f"{question.ask} {question.why}", re.I)
    assert set(question.when) | set(question.asked_when) <= SIGNS.keys()
    for part in question.parts:
        assert (part.form in (Form.CHOICE, Form.LISTED)) == bool(part.choices)
        assert not part.kept or question.owner is Owner.PLAN
        root = part.place.split(".")[0]
        if part.place and not question.entry:
            assert root == {"plan": "plan", "person": root, "case": "context"}[question.owner.value]


TYPED = {
    Form.YES_NO: "yes", Form.DAY: "3/1/2026", Form.AMOUNT: "$1,500.00", Form.NUMBER: "2.5", Form.WHOLE: "12", Form.SHARE: "20",
    Form.PERCENT: "35", Form.WORDS: "14", Form.DAYS_TIMES: "11/3/2026 7:30 PM talked\n11/4/2026", Form.MINUTES: "11/3/2026 45",
    Form.HOW_OFTEN: "2 per calendar year",
}  # fmt: skip


@pytest.mark.parametrize("question", catalogue().questions, ids=lambda question: question.id)
def test_an_answer_reaches_the_checks_as_a_case_file_says_it(question):
    key, said = "D1110", {}
    for part in question.parts:
        typed = part.choices[0].value if part.choices else TYPED[part.form]
        value = read_part(part, typed, TODAY)
        assert say_value(part, value)
        if part.place:
            said[part.place.replace(KEY, key)] = value
    said = {question.entry: [said]} if question.entry else said
    told = ToldFact(id="t", owner=question.owner, owner_id="x", question=question.id, said=said, told_on=TODAY)
    plain = tree_of(said)
    loaded = facts_from_json({"schema": 1, **plain}, today=TODAY)
    assert not loaded.warnings  # every key is one of the case file's
    plan = plan_with_told(Plan(), [told])
    facts = with_told(Facts(today=TODAY, plan=plan if "plan" in plain else None), [told])
    assert facts == loaded.facts and facts != Facts(today=TODAY)


def test_every_place_is_in_the_schema_of_a_case_file():
    schema = {"context": schema_of(Context), "patient": schema_of(Patient), "plan": schema_of(Plan)}
    for question in catalogue().questions:
        root, name = (question.entry or question.parts[-1].place).split(".")[:2]
        assert name in schema[root]["properties"]


@pytest.mark.parametrize(
    ("form", "typed"),
    [(Form.AMOUNT, "lots"), (Form.AMOUNT, "-3"), (Form.DAY, "13/40/2026"), (Form.DAY, "soon"), (Form.WHOLE, "2.5"), (Form.SHARE, "120"),
     (Form.HOW_OFTEN, "often"), (Form.NUMBER, "nan"), (Form.YES_NO, "maybe"), (Form.MINUTES, "11/3/2026")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_an_example(form, typed):
    part = dataclasses.replace(catalogue().questions[0].parts[0], form=form)
    with pytest.raises(ValueError, match=r"\w+ .*\."):
        read_part(part, typed, TODAY)


def test_a_call_log_keeps_days_times_and_talks():
    question = catalogue().question("collector_calls")
    calls = read_part(question.parts[0], TYPED[Form.DAYS_TIMES], TODAY)
    assert calls == [{"date": "2026-11-03", "time": "19:30", "talked": True}, {"date": "2026-11-04", "talked": False}]
    assert from_plain(Context, {"collector_calls": calls}, "context", []).collector_calls[0].time == "19:30"


# in a vault


@pytest.fixture
def er(family_vault):
    return next(case for case in family_vault.cases.all() if case.title.startswith("ER visit"))


def _open(vault, case):
    return {asked.question.id: asked for asked in open_questions(vault, case.id, today=TODAY).open}


def _tell(vault, case, question_id, *typed):
    asked = _open(vault, case)[question_id]
    return tell_fact(vault, case.id, asked, read_values(asked, typed, TODAY), today=TODAY)


def test_open_questions_of_a_case_are_few_and_have_their_money(family_vault, er):
    questions = open_questions(family_vault, er.id, today=TODAY)
    assert 1 <= len(questions.open) <= 8
    money = [asked.money.cents for asked in questions.open]
    assert money == sorted(money, reverse=True) and money[0] == 500_000
    assert not {"collector_calls", "first_contact", "part_b", "dental_maximum"} & {asked.question.id for asked in questions.open}
    assert all(asked.opens and asked.why for asked in questions.open)


def test_every_lack_of_the_samples_is_answerable(family_vault):
    from medbills.services.gather_facts import gather_facts

    for person in family_vault.people.all():
        for lack in run_checks(gather_facts(family_vault, person.id, today=TODAY)).not_checked:
            assert catalogue().of_need(lack.check, lack.needs) or catalogue().elsewhere_of(lack.check, lack.needs), lack


def test_a_told_fact_lets_its_check_run(family_vault, er):
    assert "drug_dose" in _open(family_vault, er)
    _tell(family_vault, er, "drug_dose", "4", "1", "")
    questions = open_questions(family_vault, er.id, today=TODAY)
    assert "drug_dose" not in {asked.question.id for asked in questions.open}
    told = next(asked for asked in questions.answered if asked.question.id == "drug_dose")
    assert told.key == "J2405" and told.told.told_on == TODAY and "Dose given: 4" in told.words
    found = [kept for kept in family_vault.findings.of_case(er.id) if kept.finding.check == "ndc_units"]
    assert found or "ndc_units" not in _lacking(family_vault, er)


def _lacking(vault, case):
    from medbills.services.gather_facts import gather_facts
    from medbills.services.told_to_checks import facts_of_case

    facts = facts_of_case(vault, case, gather_facts(vault, case.person_id, today=TODAY))
    return {lack.check for lack in run_checks(facts).not_checked if "J2405" in lack.needs}


def test_what_is_told_of_one_case_says_nothing_of_another(family_vault, er):
    from medbills.services.gather_facts import gather_facts
    from medbills.services.told_to_checks import facts_of_case

    _tell(family_vault, er, "aid_approved", "yes")
    facts = gather_facts(family_vault, er.person_id, today=TODAY)
    assert facts.context.assistance is None or facts.context.assistance.approved is None
    assert facts_of_case(family_vault, er, facts).context.assistance.approved is True
    others = [case for case in family_vault.cases.all() if case.person_id == er.person_id and case.id != er.id]
    for case in others:
        aid = facts_of_case(family_vault, case, facts).context.assistance
        assert aid is None or aid.approved is None
    assert {"aid_owed", "aid_billed_percent"} & _open(family_vault, er).keys()  # the answer brings the next question


def test_not_sure_and_skipped_are_answers_and_can_be_taken_back(family_vault, er):
    asked = _open(family_vault, er)["plan_year"]
    leave_unanswered(family_vault, er.id, asked, Answered.NOT_SURE, today=TODAY)
    questions = open_questions(family_vault, er.id, today=TODAY)
    assert "plan_year" not in {one.question.id for one in questions.open}
    told = next(one for one in questions.answered if one.question.id == "plan_year")
    assert told.words == "Not sure" and told.told.said == {}
    take_back_fact(family_vault, er.id, told.told.id, today=TODAY)
    assert "plan_year" in _open(family_vault, er)


def test_an_answer_is_changed_in_its_place_and_undone(family_vault, er):
    _tell(family_vault, er, "plan_year", "1/1/2026")
    told = next(one for one in open_questions(family_vault, er.id, today=TODAY).answered if one.question.id == "plan_year")
    tell_fact(family_vault, er.id, told, read_values(told, ["7/1/2026"], TODAY), today=TODAY)
    kept = [one for one in family_vault.told_facts.all() if one.question == "plan_year"]
    assert [one.said for one in kept] == [{"plan.year_start": "2026-07-01"}]
    family_vault.undo_last()
    assert [one.said for one in family_vault.told_facts.all() if one.question == "plan_year"] == [{"plan.year_start": "2026-01-01"}]


def test_a_plans_own_term_is_kept_by_the_plan_and_leaves_with_the_answer(family_vault):
    filling = next(case for case in family_vault.cases.all() if case.title.startswith("Filling"))
    asked = _open(family_vault, filling)["coinsurance"]
    tell_fact(family_vault, filling.id, asked, read_values(asked, ["20", ""], TODAY), today=TODAY)
    assert family_vault.plans.get(asked.owner_id).coinsurance_in == Decimal("0.2")
    told = next(one for one in open_questions(family_vault, filling.id, today=TODAY).answered if one.question.id == "coinsurance")
    assert "20%" in told.words
    take_back_fact(family_vault, filling.id, told.told.id, today=TODAY)
    assert family_vault.plans.get(asked.owner_id).coinsurance_in is None
    assert "coinsurance" in _open(family_vault, filling)


def test_nothing_is_kept_of_an_answer_that_cannot_be_read(family_vault, er):
    asked = _open(family_vault, er)["plan_year"]
    with pytest.raises(ValueError, match="Type a day"):
        read_values(asked, ["someday"], TODAY)
    with pytest.raises(ValueError, match="Not sure"):
        read_values(asked, [""], TODAY)
    assert not family_vault.told_facts.all()


def test_a_closed_case_asks_nothing(family_vault):
    closed = next(case for case in family_vault.cases.all() if case.closed_on)
    assert open_questions(family_vault, closed.id, today=TODAY).open == ()


def test_a_need_of_one_check_only():
    from medbills.domain.asking import Need

    need = Need(words="the plan's fee for *", check="dental_contract_writeoff")
    assert need.matches("dental_contract_writeoff", "the plan's fee for D2392") == "D2392"
    assert need.matches("another", "the plan's fee for D2392") is None
    assert value_at({"plan": Plan(copays={})}, "plan.copays") is None
