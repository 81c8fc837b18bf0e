"""Packs resources/rules/ into one signed file, or makes the key pair that signs it. The private key never enters the repository.

    python packaging/sign_rules.py --new-key ~/keys/medbills-rules.pem     makes a key pair; its public half is printed
    python packaging/sign_rules.py ~/keys/medbills-rules.pem OUT.medbillsrules

A key made with --new-key counts once its public half stands in resources/keys/rules.pem of a released program.
Raise `pack_version` and `meta.prepared` in resources/rules/pack.yaml first: a program takes only a newer version.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from medbills.rules.shipped import shipped_files  # noqa: E402
from medbills.rules.signed_file import ENDING, maintainers_key, prove_signature, signed_pack  # noqa: E402


def main() -> int:
    """Returns the exit status; says what is wrong in one sentence."""
    parser = argparse.ArgumentParser(description="Signs the rules of this checkout.")
    parser.add_argument("key", type=Path, help="the file with the private key, outside this checkout")
    parser.add_argument("out", type=Path, nargs="?", help=f"where to write the signed set (ends in {ENDING})")
    parser.add_argument("--new-key", action="store_true", help="make a key pair instead, and write its private half to KEY")
    options = parser.parse_args()
    if options.key.resolve().is_relative_to(ROOT):
        return _refused("The private key must not lie in this checkout. Choose another place.")
    if options.new_key:
        return _new_key(options.key)
    if options.out is None:
        return _refused("Name the file to write.")
    return _sign(options.key, options.out)


def _new_key(file: Path) -> int:
    key = Ed25519PrivateKey.generate()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        return _refused(f"{file} cannot be made: {problem.strerror}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    sys.stdout.write(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())
    return 0


def _sign(file: Path, out: Path) -> int:
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        return _refused(f"{file} holds no private key that can be read.")
    if not isinstance(key, Ed25519PrivateKey):
        return _refused(f"{file} holds another kind of key. An Ed25519 key is needed.")
    try:
        data = signed_pack(shipped_files(), key)
    except ValueError as problem:
        return _refused(f"The rules are not whole: {problem}.")
    out.write_bytes(data)
    try:
        prove_signature(data, maintainers_key())
    except ValueError:
        sys.stderr.write("Signed, but not with the key whose public half ships in resources/keys/rules.pem.\n")
        return 1
    sys.stdout.write(f"{out}: {len(data)} bytes, signed. Programs with this public key accept it.\n")
    return 0


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 3


if __name__ == "__main__":
    sys.exit(main())
