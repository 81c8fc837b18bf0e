"""Sets of rules to sign: the one that ships, a newer one, and a key pair of the tests' own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from medbills.rules.shipped import shipped_files

Files = dict[str, str]


@pytest.fixture(scope="session")
def signer() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture
def newer() -> Callable[..., Files]:
    """The files that ship as version 2027.1.15, with texts replaced: (file, from, to)."""
    return newer_files


def newer_files(*changes: tuple[str, str, str], version: str = "2027.1.15") -> Files:
    files = shipped_files()
    head = ("pack.yaml", '"2026.11.21"', f'"{version}"'), ("pack.yaml", "prepared: 2026-11-21", "prepared: 2027-01-15")
    for name, before, after in (*head, *changes):
        assert before in files[name], (name, before)
        files[name] = files[name].replace(before, after, 1)
    return files
