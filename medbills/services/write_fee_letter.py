"""A practice's letters to its payers: what its lists and volumes tell is filled in, with the list it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from medbills.domain.fee_proposal import Proposal, Raised
from medbills.domain.letter import Evidence, Fact, Letter
from medbills.domain.practice import FeeSchedule, ListKind
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.letters import find
from medbills.services.keep_paper import new_id
from medbills.services.plan_fee_proposal import LETTER_PAYER, PayerFigures, load_payer, points_words
from medbills.store import Vault

PROPOSAL, LIST_REQUEST = "alternate_benefit_fee_review_practice", "alternate_fee_schedule_request"
_OFFICE = ("office_signer", "office_address")  # the same in every letter of the practice
_THEIRS = ("addressee", "addressee_address", "contract_no")  # the same in every letter to one payer
SELDOM = 20  # a treatment is seldom done where it is billed less than once for twenty of those that are paid as it


def begin_fee_letter(vault: Vault, payer: str, slug: str, *, today: datetime.date) -> Letter:
    """A new draft to a payer, or the one begun before and not sent yet.

    Raises UnusableInput for a proposal without a code to ask about, and in a family's vault.
    """
    figures = load_payer(vault, payer, today=today)
    if slug == PROPOSAL and not _asked(figures.proposal()):
        raise UnusableInput("There is no code to ask about yet. Add the payer’s alternate list and your volumes first.")
    template = find(slug)
    for letter in figures.letters:
        if letter.template_id == template.id and not letter.sent_on:
            return letter
    letter = Letter(
        id=new_id(), case_id=None, template_id=template.id, slug=template.slug, title=template.title, recipient=payer,
        answers={LETTER_PAYER: payer}, written_on=today,
    )  # fmt: skip
    with vault.change(f"Began a letter: {template.title}") as change:
        change.letters.add(letter)
    return letter


def fee_letter_facts(vault: Vault, letter: Letter, *, today: datetime.date) -> dict[str, Fact]:
    """What the practice's figures tell for this letter, and what earlier letters said of office and payer."""
    payer = str(letter.answers[LETTER_PAYER])
    figures = load_payer(vault, payer, today=today)
    facts = _said_before(vault, letter, payer)
    if letter.slug == LIST_REQUEST:
        return {**facts, "office_asks": Fact(True, Evidence(source="This place is a practice’s")), **_codes(figures)}
    asked = _asked(figures.proposal())
    return {**facts, **(_proposal_facts(figures, asked) if asked else {})}


def _asked(proposal: Proposal) -> list[Raised]:
    """The codes that are raised, the largest effect first."""
    return [one for one in proposal.codes if one.asked > one.impact.now]


def _proposal_facts(figures: PayerFigures, asked: list[Raised]) -> dict[str, Fact]:
    first = next((one for one in asked if any(done.fee for done in one.impact.done)), asked[0])
    done = max(first.impact.done, key=lambda done: (done.fee is not None, done.count))
    theirs = _source(figures.lists.get(ListKind.ALTERNATE))
    wish = Evidence(source=f"Your proposal of {points_words(first.points)} more")
    facts = {
        "code": Fact(done.code, Evidence(source="Your volumes")), "paid_as_code": Fact(first.impact.code, theirs),
        "alternate_fee": Fact(first.impact.now, theirs), "requested_fee": Fact(first.asked, wish),
    }  # fmt: skip
    if done.fee is not None:
        facts["fee"] = Fact(done.fee, _source(figures.lists.get(ListKind.USUAL)))
    if done.network_fee is not None and done.network_fee >= first.asked:
        facts["contract_fee"] = Fact(done.network_fee, _source(figures.lists.get(ListKind.PRIMARY)))
    others = [one for one in asked if one is not first]
    if others:
        lines = "\n".join(f"{_names(one)} paid as {one.impact.code}, now {one.impact.now}, asked {one.asked}" for one in others)
        facts["more_codes"] = Fact(lines, theirs)
    seldom = all(one.impact.billed * SELDOM <= one.impact.count for one in asked)
    facts["seldom_done"] = Fact(seldom, Evidence(source="Your volumes"))
    return facts


def _names(one: Raised) -> str:
    return ", ".join(done.code for done in one.impact.done)


def _codes(figures: PayerFigures) -> dict[str, Fact]:
    """The treatments whose cheaper amounts are asked for: those that are not known, else all that are paid as another."""
    codes = [done.code for one in figures.codes for done in one.done]
    lines = [*(f"{code} (amount not known to us)" for code in figures.unknown), *sorted(codes)]
    return {"codes": Fact("\n".join(lines), Evidence(source="Your volumes"))} if lines else {}


def _source(one: FeeSchedule | None) -> Evidence:
    if one is None:
        return Evidence(source="Your figures")
    whose = f"{one.kind.value.capitalize()} list of {one.payer}" if one.payer else "Your own fees"
    return Evidence(source=f"{whose}, in force since {long_day(one.effective_on)}")


def _said_before(vault: Vault, letter: Letter, payer: str) -> dict[str, Fact]:
    """What the practice's other letters say of the office, and those to this payer of the payer; the newest counts."""
    facts: dict[str, Fact] = {}
    others = [other for other in vault.letters.all() if other.id != letter.id and LETTER_PAYER in other.answers]
    for other in sorted(others, key=lambda other: (other.written_on or datetime.date.min, other.id)):
        names = _OFFICE + (_THEIRS if other.answers[LETTER_PAYER] == payer else ())
        facts |= {name: _fact(other.answers, name) for name in names if other.answers.get(name)}
    return facts


def _fact(answers: Mapping[str, Any], name: str) -> Fact:
    return Fact(answers[name], Evidence(source="An earlier letter of yours"))
