"""Makes a page of a letter's questions: the places for its answers, what is known, the warning that goes with it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.letter import Question
from medbills.gui.parts.answers import Answer, FieldAnswer, answer_for
from medbills.gui.parts.question_page import QuestionPage
from medbills.gui.parts.quote_offers import QuoteOffers
from medbills.services.cite_booklet import QUOTING
from medbills.services.write_letter import LetterState, typed_answer


def page_of(state: LetterState, questions: Sequence[Question], number: int, changing: bool, today: datetime.date) -> QuestionPage:
    """The page of these questions, the `number`th; `changing` when a single fact is changed from the last page."""
    answers = [_place_for(state, question, today, beside=len(questions) > 1) for question in questions]
    lead = questions[0].fact
    found = state.facts.get(lead)
    told = found.evidence.source if found and lead not in state.letter.answers else ""
    page = QuestionPage(answers, number, len(state.pages), told, changing)
    first = answers[0]
    if lead in QUOTING and isinstance(first, FieldAnswer):
        offers = QuoteOffers(state.quotes)
        offers.taken.connect(first.put_in)
        page.add_below(offers)
    return page


def caution_beside(state: LetterState, questions: Sequence[Question]) -> str:
    """A warning is shown beside the answer it speaks of, once there is one; the last page shows them all."""
    facts = {question.fact for question in questions} & state.letter.answers.keys()
    return next((caution.say for caution in state.cautions if caution.stops in facts or facts & set(caution.when.split())), "")


def _place_for(state: LetterState, question: Question, today: datetime.date, *, beside: bool) -> Answer:
    fact = state.facts.get(question.fact)
    answered = question.fact in state.letter.answers
    advised = None if answered else question.advised or None
    return answer_for(question, typed_answer, fact.value if fact else advised, answered, today, beside)
