"""Keeps what a dental practice holds beside its fees: payers' clauses, the gate before a statement, and what it counted."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from medbills.domain.changes import Changes
from medbills.domain.code_formats import is_cdt
from medbills.domain.money import ZERO
from medbills.domain.practice import Outcome, PayerClause, StatementGate
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.keep_and_check import Noun
from medbills.services.keep_paper import new_id
from medbills.services.keep_practice_figures import only_practice, payers_of
from medbills.store import Vault


def keep_clause(vault: Vault, one: PayerClause, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput without payer, words, page or source."""
    only_practice(vault)
    for words, missing in (
        (one.payer, "The clause has no payer yet. Say whose contract it is, like Harbor Dental."),
        (one.words, "The clause has no words yet. Copy the words of the contract."),
        (one.page, "The page is missing. Say on which page it stands, like p. 12."),
        (one.source, "The source is missing. Say where it is from, like Provider contract of 2024."),
    ):
        if not words.strip():
            raise UnusableInput(missing)
    if one.dated is not None and one.dated > today:
        raise UnusableInput("The contract’s day is still to come. Check it.")
    kept = dataclasses.replace(
        one, id=one.id or new_id(), payer=_same_payer(vault, one.payer), words=one.words.strip(), page=one.page.strip(),
        about=one.about.strip(), source=one.source.strip(),
    )  # fmt: skip
    with vault.change(f"Saved a clause of {kept.payer}") as change:
        change.payer_clauses.put(kept)
    return change.changes


def remove_clause(vault: Vault, clause_id: str) -> Changes:
    """Takes a clause away. Raises UnusableInput when it is gone already."""
    return _remove(
        vault, lambda of: of.payer_clauses, clause_id, "This clause was removed already.", lambda one: f"a clause of {one.payer}"
    )


def clause_words(one: PayerClause) -> str:
    """ "Provider contract of 2024, p. 12"."""
    return f"{one.source}, {one.page}"


def keep_gate(vault: Vault, one: StatementGate, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput without a reference or a sum, for a wrong code, and when a
    statement is marked as sent while one of its three boxes is not ticked."""
    only_practice(vault)
    if not one.reference.strip():
        raise UnusableInput("Type your own number for it, like A-1042. Name no patient.")
    if not is_cdt(one.code.upper()):
        raise UnusableInput("This is no dental code. Type one like D2392.")
    if one.amount <= ZERO:
        raise UnusableInput("The sum is missing. Type the difference that the statement asks, like 75.00.")
    if one.issued_on is not None and not one.open:
        raise UnusableInput(
            f"This statement waits. {missing_words(one)} Nothing was noted as sent. "
            "Keep it back until all three answers are yes."
        )  # fmt: skip
    if one.issued_on is not None and one.issued_on > today:
        raise UnusableInput("This day is still to come. Note a statement once it went out.")
    kept = dataclasses.replace(
        one, id=one.id or new_id(), reference=one.reference.strip(), payer=_same_payer(vault, one.payer), code=one.code.upper(),
        clause=one.clause.strip(),
    )  # fmt: skip
    with vault.change(f"Saved the statement {kept.reference}") as change:
        change.statement_gates.put(kept)
    return change.changes


def remove_gate(vault: Vault, gate_id: str) -> Changes:
    """Takes a statement away. Raises UnusableInput when it is gone already."""
    return _remove(
        vault, lambda of: of.statement_gates, gate_id, "This statement was removed already.", lambda one: f"the statement {one.reference}"
    )


def missing_words(one: StatementGate) -> str:
    """What is still to be looked at, or why the statement should not go out; empty once all three boxes are ticked."""
    boxes = (
        (one.contract_permits, "Does the contract permit it?", "The contract does not permit it."),
        (one.eob_explains, "Does the plan’s statement (EOB) explain it?", "The plan’s statement (EOB) does not explain it."),
        (one.told_before, "Was the patient told before?", "The patient was not told before."),
    )
    said_no = [no for answer, _, no in boxes if answer is False]
    unknown = [ask for answer, ask, _ in boxes if answer is None]
    return " ".join([*said_no, *unknown])


def keep_outcome(vault: Vault, one: Outcome, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput for a time that makes no sense, or counts that do not."""
    only_practice(vault)
    if one.last_on < one.first_on:
        raise UnusableInput("The last day is before the first one. Check both.")
    if one.first_on > today:
        raise UnusableInput("This time is still to come. Count what has been.")
    if one.surprises is None and one.shown is None:
        raise UnusableInput("No count was typed yet. Type surprise balances, or plans shown.")
    if one.accepted is not None and (one.shown is None or one.accepted > one.shown):
        raise UnusableInput("More plans were accepted than shown. Check both counts.")
    kept = dataclasses.replace(one, id=one.id or new_id(), source=one.source.strip())
    with vault.change("Saved what you counted") as change:
        change.outcomes.put(kept)
    return change.changes


def keep_outcomes(vault: Vault, found: tuple[Outcome, ...], *, today: datetime.date) -> Changes:
    """Several at once, as a table gave them; all or none. Raises as `keep_outcome`."""
    only_practice(vault)
    for one in found:
        if one.last_on < one.first_on or one.first_on > today:
            raise UnusableInput("A row of the table has days that make no sense. Nothing was kept. Check its days, and import it again.")
    with vault.change(f"Added {len(found)} counts from a table") as change:
        for one in found:
            change.outcomes.put(dataclasses.replace(one, id=new_id()))
    return change.changes


def remove_outcome(vault: Vault, outcome_id: str) -> Changes:
    """Takes a count away. Raises UnusableInput when it is gone already."""
    return _remove(vault, lambda of: of.outcomes, outcome_id, "This count was removed already.", lambda _one: "a count")


def _same_payer(vault: Vault, payer: str) -> str:
    """The payer's name as it was spelled before."""
    wanted = " ".join(payer.split())
    known = [*payers_of(vault), *(one.payer for one in vault.payer_clauses.all())]
    return next((name for name in known if name.casefold() == wanted.casefold()), wanted)


def _remove(vault: Vault, noun: Noun, value_id: str, gone: str, name: Callable[[Any], str]) -> Changes:
    only_practice(vault)
    one = noun(vault).get(value_id)
    if one is None:
        raise UnusableInput(f"{gone} {IN_HISTORY}")
    with vault.change(f"Removed {name(one)}") as change:
        noun(change).remove(value_id)
    return change.changes
