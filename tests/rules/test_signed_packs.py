"""A set of rules as one signed file: what is whole is read, and one changed byte anywhere is refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from medbills.rules.entries import UnknownExpression, pack_from
from medbills.rules.shipped import load_pack, shipped_files, shipped_version
from medbills.rules.signed_file import (
    MOST_BYTES,
    SCHEMA,
    NewerForm,
    NotARulePack,
    Unsigned,
    WrongSignature,
    maintainers_key,
    open_pack,
    prove_signature,
    signed_pack,
)

Files = Callable[..., dict[str, str]]
KEY = Ed25519PrivateKey.generate()
FILE = signed_pack(shipped_files(), KEY)
REFUSED = (NotARulePack, Unsigned, WrongSignature)


def resigned(files: dict[str, str], **manifest: object) -> bytes:
    """A signed zip with these files as they are, whole or not, and a manifest of the test's own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        head = {"format": "medbills-rules", "schema": SCHEMA, "version": "2026.11.21", "checked_on": "2026-11-21"}
        archive.writestr("manifest.json", json.dumps(head | manifest))
        for name, text in files.items():
            archive.writestr(name, text)
        archive.comment = bytes(64)
    body = out.getvalue()[:-64]
    return body + KEY.sign(body)


def test_what_is_signed_is_read_as_it_ships() -> None:
    found = open_pack(FILE, KEY.public_key())
    assert found.version == load_pack().version == shipped_version()
    assert found.rules == load_pack().rules and found.tables == load_pack().tables
    assert signed_pack(shipped_files(), KEY) == FILE
    assert zipfile.ZipFile(io.BytesIO(FILE)).testzip() is None


@settings(max_examples=300)
@given(place=st.integers(0, len(FILE) - 1), flip=st.integers(1, 255))
def test_one_changed_byte_anywhere_is_refused(place: int, flip: int) -> None:
    damaged = bytearray(FILE)
    damaged[place] ^= flip
    with pytest.raises(REFUSED):
        prove_signature(bytes(damaged), KEY.public_key())


@pytest.mark.parametrize("place", [*range(90), *(len(FILE) - back for back in range(1, 64 + 22 + 60))])
def test_no_byte_of_its_head_or_foot_is_free(place: int) -> None:
    damaged = bytearray(FILE)
    damaged[place] ^= 0x20
    with pytest.raises(REFUSED):
        prove_signature(bytes(damaged), KEY.public_key())


@given(at=st.integers(0, len(FILE)), more=st.binary(min_size=1, max_size=40))
def test_nothing_can_be_put_in_or_taken_away(at: int, more: bytes) -> None:
    for changed in (FILE[:at] + more + FILE[at:], FILE[:at] + FILE[at + len(more) :]):
        if changed != FILE:
            with pytest.raises(REFUSED):
                prove_signature(changed, KEY.public_key())


def test_somebody_elses_signature_is_refused() -> None:
    with pytest.raises(WrongSignature):
        open_pack(FILE, Ed25519PrivateKey.generate().public_key())
    with pytest.raises(WrongSignature):
        open_pack(FILE, maintainers_key())


def test_without_a_signature_nothing_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pack.yaml", "not even a table")
    with pytest.raises(Unsigned):
        open_pack(out.getvalue(), KEY.public_key())
    for other in (b"", b"%PDF-1.7", b"PK", bytes(100), b"x" * (MOST_BYTES + 1)):
        with pytest.raises(NotARulePack):
            open_pack(other, KEY.public_key())


def test_a_later_form_is_told_apart_from_a_damaged_one() -> None:
    with pytest.raises(NewerForm):
        open_pack(resigned(shipped_files(), schema=SCHEMA + 1), KEY.public_key())
    for manifest in ({"schema": "1"}, {"format": "else"}, {"version": "2027.1.1"}, {"checked_on": "2027-01-01"}):
        with pytest.raises(ValueError, match="manifest"):
            open_pack(resigned(shipped_files(), **manifest), KEY.public_key())


@pytest.mark.parametrize("name", ["../up.yaml", "rules/deep.yaml", "README.txt", "Big.yaml"])
def test_a_file_that_is_no_rules_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no rules"):
        open_pack(resigned(shipped_files() | {name: "a: 1"}), KEY.public_key())


def test_a_signed_bomb_is_not_unpacked() -> None:
    with pytest.raises(ValueError, match="more than"):
        open_pack(resigned({"pack.yaml": "a" * (MOST_BYTES + 1)}), KEY.public_key())


@pytest.mark.parametrize(("file", "before", "after", "says"), [
    ("dental.yaml", "unit: months", "unit: fortnights", "unit"),
    ("debt_collection.yaml", "kind: decision_clock", "kind: oracle", "kind"),
    ("debt_collection.yaml", "who_must_act: collector", "who_must_act: moon", "who must act"),
    ("debt_collection.yaml", "duration: {value: 30,", "duration: {value: 30, except_leap_years: true,", "time"),
    ("debt_collection.yaml", "duration: {value: 30,", "duration: {value: 30, tolling: {paused_by: war},", "time"),
    ("debt_collection.yaml", "duration: {value: 30,", "duration: {value: '1 + 1',", "counted"),
    ("debt_collection.yaml", "duration: {value: 30,", "duration: {value: 30, direction: sideways,", "direction"),
    ("debt_collection.yaml", "  exceptions: []", "  exceptions: []\n  formula: days * 2", "parts"),
    ("debt_collection.yaml", "applies_when: {plan_types: [any]", "applies_when: {unless: rich, plan_types: [any]", "applies"),
    ("debt_collection.yaml", "applies_when: {plan_types: [any]", "applies_when: {plan_types: [lunar]", "plan types"),
])  # fmt: skip
def test_an_expression_that_is_not_known_is_refused(newer: Files, file: str, before: str, after: str, says: str) -> None:
    files = newer((file, before, after))
    with pytest.raises(UnknownExpression, match=says):
        pack_from(files)
    with pytest.raises(UnknownExpression, match=says):
        signed_pack(files, KEY)


@pytest.mark.parametrize(("file", "before", "after"), [
    ("debt_collection.yaml", "  citation:", "  quotation:"),
    ("debt_collection.yaml", "trigger_event: validation_notice_received", "trigger_event: no_such_event"),
    ("debt_collection.yaml", "as_of: 2026-11-21", "as_of: lately"),
    ("debt_collection.yaml", "rules:", "rules: {"),
    ("pack.yaml", "prepared: 2027-01-15", "prepared: soon"),
    ("reference_figures.yaml", "reference_figures:", "figures:"),
])  # fmt: skip
def test_a_set_that_is_not_whole_is_refused(newer: Files, file: str, before: str, after: str) -> None:
    with pytest.raises(ValueError):
        pack_from(newer((file, before, after)))


def test_the_key_that_ships_is_a_real_one_and_its_private_half_is_nowhere_here() -> None:
    from pathlib import Path

    assert len(maintainers_key().public_bytes_raw()) == 32
    root = Path(__file__).resolve().parents[2]
    for folder in ("medbills", "resources", "packaging"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and path.suffix in (".pem", ".key", ".py", ".md", ".yaml"):
                assert b"BEGIN " + b"PRIVATE KEY" not in path.read_bytes(), path


def test_a_set_without_a_rule_the_program_names_is_refused() -> None:
    files = shipped_files()
    files["debt_collection.yaml"] = files["debt_collection.yaml"].replace("- id: regf_dispute_30d", "- id: regf_dispute_other", 1)
    with pytest.raises(ValueError, match="regf_dispute_30d"):
        open_pack(resigned(files), KEY.public_key())
