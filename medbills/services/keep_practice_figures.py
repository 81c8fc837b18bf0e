"""Keeps a dental practice's fee lists, volumes, benchmarks and rounds; only in a vault that was made for a practice."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from medbills.domain.changes import Changes
from medbills.domain.code_formats import is_cdt
from medbills.domain.money import ZERO
from medbills.domain.practice import Benchmark, FeeRound, FeeSchedule, ListKind, VaultKind, Volumes
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.keep_and_check import Noun
from medbills.services.keep_paper import new_id
from medbills.store import Vault

NOT_HERE = "This place is for a family’s papers. Make a new place for the practice, and keep its fees there."


def only_practice(vault: Vault) -> None:
    """Raises UnusableInput in a family's vault: patient papers and a practice's figures do not mix."""
    if vault.kind is not VaultKind.PRACTICE:
        raise UnusableInput(NOT_HERE)


def keep_fee_list(vault: Vault, one: FeeSchedule) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput without a payer or without a fee."""
    only_practice(vault)
    if one.kind is not ListKind.USUAL and not one.payer.strip():
        raise UnusableInput("The list has no name yet. Say whose list it is, like Harbor Dental.")
    if not one.fees:
        raise UnusableInput("A fee list needs at least one fee. Type one like D2150 110.00.")
    payer = "" if one.kind is ListKind.USUAL else _same_name(vault, one.payer)
    kept = dataclasses.replace(one, id=one.id or new_id(), payer=payer, source=one.source.strip())
    with vault.change(f"Saved the fee list of {kept.payer or 'the office'}") as change:
        change.fee_schedules.put(kept)
    return change.changes


def remove_fee_list(vault: Vault, list_id: str) -> Changes:
    """Takes a list away. Raises UnusableInput when it is gone already."""
    return _remove(
        vault, lambda of: of.fee_schedules, list_id, "This fee list was removed already.",
        lambda one: f"the fee list of {one.payer or 'the office'}",
    )  # fmt: skip


def keep_volumes(vault: Vault, one: Volumes) -> Changes:
    """Adds them, or updates those of the same id. Raises UnusableInput without a payer, a count, or a time that makes sense."""
    only_practice(vault)
    if not one.payer.strip():
        raise UnusableInput("The counts have no name yet. Say whose patients these are, like Harbor Dental.")
    if one.last_on < one.first_on:
        raise UnusableInput("The last day is before the first one. Check both.")
    if not any(one.counts.values()):
        raise UnusableInput("No count was typed yet. Type at least one, like D2392 140.")
    kept = dataclasses.replace(one, id=one.id or new_id(), payer=_same_name(vault, one.payer), source=one.source.strip())
    with vault.change(f"Saved the volumes for {kept.payer}") as change:
        change.volumes.put(kept)
    return change.changes


def remove_volumes(vault: Vault, volumes_id: str) -> Changes:
    """Takes volumes away. Raises UnusableInput when they are gone already."""
    return _remove(
        vault, lambda of: of.volumes, volumes_id, "These volumes were removed already.",
        lambda one: f"the volumes for {one.payer}",
    )  # fmt: skip


def keep_benchmark(vault: Vault, one: Benchmark, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput without code, amount, source, or a day that has come."""
    only_practice(vault)
    if not is_cdt(one.code.upper()):
        raise UnusableInput("This is no dental code. Type one like D2150.")
    if one.amount <= ZERO:
        raise UnusableInput("The amount is missing. Type a sum like 140.00.")
    if not one.source.strip():
        raise UnusableInput("Say where the amount is from. Without a source it proves nothing.")
    if one.as_of > today:
        raise UnusableInput("This day is still to come. Type the day the amount is of.")
    kept = dataclasses.replace(one, id=one.id or new_id(), code=one.code.upper(), source=one.source.strip())
    with vault.change(f"Saved the benchmark for {kept.code}") as change:
        change.benchmarks.put(kept)
    return change.changes


def remove_benchmark(vault: Vault, benchmark_id: str) -> Changes:
    """Takes a benchmark away. Raises UnusableInput when it is gone already."""
    return _remove(
        vault, lambda of: of.benchmarks, benchmark_id, "This benchmark was removed already.",
        lambda one: f"the benchmark for {one.code}",
    )  # fmt: skip


def keep_round(vault: Vault, one: FeeRound, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput without a payer, for a day to come, or when it says nothing."""
    only_practice(vault)
    if not one.payer.strip():
        raise UnusableInput("The round has no name yet. Say with whom it was, like Harbor Dental.")
    if one.made_on > today:
        raise UnusableInput("This day is still to come. Note a round once it was made.")
    if not one.amounts and not one.note.strip():
        raise UnusableInput("Nothing of this round is noted yet. Type the amounts they named, or what was said.")
    kept = dataclasses.replace(one, payer=_same_name(vault, one.payer), note=one.note.strip())
    if not kept.id:
        number = 1 + max((other.number for other in vault.fee_rounds.all()), default=0)
        kept = dataclasses.replace(kept, id=new_id(), number=number)
    with vault.change(f"Noted a round with {kept.payer}") as change:
        change.fee_rounds.put(kept)
    return change.changes


def remove_round(vault: Vault, round_id: str) -> Changes:
    """Takes a round away. Raises UnusableInput when it is gone already."""
    return _remove(
        vault, lambda of: of.fee_rounds, round_id, "This round was removed already.",
        lambda one: f"a round with {one.payer}",
    )  # fmt: skip


def payers_of(vault: Vault) -> tuple[str, ...]:
    """Every payer that a list, volumes or a round names, by name."""
    named = [*(one.payer for one in vault.fee_schedules.all()), *(one.payer for one in vault.volumes.all())]
    named += [one.payer for one in vault.fee_rounds.all()]
    return tuple(sorted({payer for payer in named if payer}, key=str.casefold))


def _same_name(vault: Vault, payer: str) -> str:
    """The payer's name as it was spelled before, so that "harbor dental" is no other payer."""
    wanted = " ".join(payer.split())
    return next((known for known in payers_of(vault) if known.casefold() == wanted.casefold()), wanted)


def _remove(vault: Vault, noun: Noun, value_id: str, gone: str, name: Callable[[Any], str]) -> Changes:
    """Takes one away in a change that names it. Raises UnusableInput with the sentence `gone` when it is not there."""
    only_practice(vault)
    one = noun(vault).get(value_id)
    if one is None:
        raise UnusableInput(f"{gone} {IN_HISTORY}")
    with vault.change(f"Removed {name(one)}") as change:
        noun(change).remove(value_id)
    return change.changes
