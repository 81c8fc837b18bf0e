"""Looks at a newer set of rules in a file, and takes it into use when the user says so; nothing goes over the network."""

from __future__ import annotations

import base64
import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from medbills.domain.changes import Changes
from medbills.domain.rule import Pack, version_number
from medbills.domain.rule_difference import Difference
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.rules import load_pack
from medbills.rules.differences import differences
from medbills.rules.entries import UnknownExpression
from medbills.rules.signed_file import MOST_BYTES, NewerForm, NotARulePack, Unsigned, WrongSignature, maintainers_key, open_pack
from medbills.services.audit_cases import audit_cases
from medbills.services.rules_in_use import KEPT, KEPT_FILE, brought_in, rules_in_use
from medbills.store import Vault

_STAYS = "The rules in use stay as they are."
_AGAIN = "Get the file again from where you got it."


@dataclass(frozen=True, kw_only=True)
class RulesState:
    """What the settings show: the set in use, and whether it came with the program."""

    version: str
    checked_on: datetime.date
    rules: int
    brought_in: bool


@dataclass(frozen=True, kw_only=True)
class NewerRules:
    """A set that may be taken into use, with what differs from the one in use."""

    name: str  # of the file
    data: bytes
    before: str  # version in use
    version: str
    checked_on: datetime.date
    differences: tuple[Difference, ...]


def state_of_rules(vault: Vault | None) -> RulesState:
    """The set in use in this vault; without one, the set that ships."""
    pack = rules_in_use(vault) if vault else load_pack()
    from_file = vault is not None and brought_in(vault)
    return RulesState(version=pack.version, checked_on=pack.checked_on, rules=len(pack.rules), brought_in=from_file)


def plain_rules(state: RulesState) -> dict[str, Any]:
    """The state in JSON's own values."""
    return {
        "version": state.version, "checked_on": state.checked_on.isoformat(), "rules": state.rules, "brought_in": state.brought_in
    }  # fmt: skip


def plain_newer(newer: NewerRules) -> dict[str, Any]:
    """What a file would change, in JSON's own values."""
    return {
        "version": newer.version, "checked_on": newer.checked_on.isoformat(), "in_use": newer.before,
        "differences": [
            {"turn": found.turn.value, "key": found.key, "title": found.title, "says": found.says,
             "fields": [{"name": field.name, "before": field.before, "after": field.after} for field in found.fields]}
            for found in newer.differences
        ],
    }  # fmt: skip


def checked_words(state: RulesState) -> str:
    """ "Version 2026.11.21, checked November 21, 2026. 116 rules. It came with Medbills." """
    came = "You brought it in from a file." if state.brought_in else "It came with Medbills."
    return f"Version {state.version}, checked {long_day(state.checked_on)}. {state.rules} rules. {came}"


def look_at_rules(vault: Vault | None, file: Path, *, key: Ed25519PublicKey | None = None) -> NewerRules:
    """What a file would change in a vault, or in the set that ships; nothing is kept yet.

    `key` is the public key it must be signed for, else the maintainers'.

    Raises UnusableInput, each time with its own sentence: no such file, too large, not a set of rules, not signed, changed or
    signed by somebody else, not whole, for a later program, older than or the same as the set in use.
    """
    data = _bytes_of(file)
    used = rules_in_use(vault) if vault else load_pack()
    return _compared(file.name, data, _opened(file.name, data, key), used)


def bring_in_rules(vault: Vault, newer: NewerRules, *, today: datetime.date, key: Ed25519PublicKey | None = None) -> Changes:
    """Takes the set into use and counts every open case's days anew, as one change that one undo takes back.

    Everything is checked again. Raises UnusableInput as `look_at_rules` does; then nothing was changed.
    """
    pack = _opened(newer.name, newer.data, key)
    _compared(newer.name, newer.data, pack, rules_in_use(vault))
    with vault.change(f"Brought in the rules of {pack.version}") as change:
        change.settings.set(KEPT, {"version": pack.version, "sha256": hashlib.sha256(newer.data).hexdigest()})
        change.settings.set(KEPT_FILE, base64.b64encode(newer.data).decode())
        for person_id in sorted({case.person_id for case in vault.cases.all() if not case.closed_on}, key=str):
            audit_cases(vault, change, today=today, person_id=person_id)
    return change.changes


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise UnusableInput(f"{file} is a folder. Name the file with the rules.") from None
    except FileNotFoundError:
        raise UnusableInput(f"There is no file {file}. Check the name.") from None
    except OSError as problem:
        raise UnusableInput(f"{file} cannot be read: {problem.strerror}. {_STAYS} Check that you may read it.") from None
    if len(data) > MOST_BYTES:
        raise UnusableInput(f"{file.name} is larger than any set of rules. {_STAYS} Choose the file you got from Medbills.")
    return data


def _opened(name: str, data: bytes, key: Ed25519PublicKey | None) -> Pack:
    """The pack in the file. The order of the answers matters: what a signature does not cover tells nothing."""
    try:
        return open_pack(data, key or maintainers_key())
    except NotARulePack:
        said = f"{name} is not a set of rules. {_STAYS} Choose the file you got from Medbills."
    except Unsigned:
        said = f"{name} is not signed, so nobody vouches for it. {_STAYS} {_AGAIN}"
    except WrongSignature:
        said = f"{name} was changed or damaged, or somebody else signed it. {_STAYS} {_AGAIN}"
    except NewerForm:
        said = f"{name} is made for a later Medbills. {_STAYS} Update Medbills first."
    except UnknownExpression as problem:
        said = f"{name} holds a rule that this Medbills cannot count: {problem}. {_STAYS} Update Medbills first."
    except ValueError as problem:
        said = f"{name} is signed, but not whole: {problem}. {_STAYS} Tell those who made it."
    raise UnusableInput(said)


def _compared(name: str, data: bytes, pack: Pack, used: Pack) -> NewerRules:
    if version_number(pack.version) == version_number(used.version):
        raise UnusableInput(
            f"{name} holds the rules of {pack.version}, which are in use already. "
            "Nothing was changed. Keep them, or choose a newer set."
        )  # fmt: skip
    if version_number(pack.version) < version_number(used.version):
        raise UnusableInput(
            f"{name} holds the rules of {pack.version}. Those in use, of {used.version}, are newer. {_STAYS} Choose a newer set."
        )  # fmt: skip
    return NewerRules(
        name=name, data=data, before=used.version, version=pack.version, checked_on=pack.checked_on, differences=differences(used, pack)
    )
