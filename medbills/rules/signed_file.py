"""A rule pack as one signed file: a zip whose comment is the Ed25519 signature of every byte before it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from medbills.domain.rule import Pack
from medbills.paths import resource
from medbills.rules.entries import pack_from
from medbills.rules.named import prove_named

ENDING = ".medbillsrules"
SCHEMA = 1
MOST_BYTES = 2_000_000  # of the file, and of each file in it; today's pack has 45,000 and 140,000
MOST_UNPACKED = 8_000_000
MOST_FILES = 100
_FORMAT, _MANIFEST = "medbills-rules", "manifest.json"
_SIGNATURE = 64  # bytes
_END = b"PK\x05\x06"  # the zip's last record: 22 bytes, of which the last 2 tell the length of the comment
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}\.yaml")
_TIME = (1980, 1, 1, 0, 0, 0)


class NotARulePack(ValueError):
    """The file is something else, or larger than any set of rules."""


class Unsigned(ValueError):
    """A zip without a signature."""


class WrongSignature(ValueError):
    """The file was changed after it was signed, or somebody else signed it."""


class NewerForm(ValueError):
    """The file is signed and whole, and of a form that only a later program reads."""


def maintainers_key() -> Ed25519PublicKey:
    """The public key of those who check the rules; it ships with the program."""
    found = load_pem_public_key(resource("keys", "rules.pem").read_bytes())
    if not isinstance(found, Ed25519PublicKey):
        raise TypeError("the key that ships is not an Ed25519 key")
    return found


def signed_pack(files: Mapping[str, str], key: Ed25519PrivateKey) -> bytes:
    """These YAML files as one signed file; the same files and key give the same bytes. Raises ValueError when they are no pack."""
    pack = pack_from(files)
    manifest = {"format": _FORMAT, "schema": SCHEMA, "version": pack.version, "checked_on": pack.checked_on.isoformat()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_MANIFEST, _TIME), json.dumps(manifest, indent=1), zipfile.ZIP_DEFLATED)
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _TIME), files[name], zipfile.ZIP_DEFLATED)
        archive.comment = bytes(_SIGNATURE)
    body = out.getvalue()[:-_SIGNATURE]
    return body + key.sign(body)


def open_pack(data: bytes, key: Ed25519PublicKey) -> Pack:
    """The pack in a file that came from outside: nothing of it is read before its signature holds.

    Raises NotARulePack, Unsigned, WrongSignature, NewerForm, UnknownExpression, or ValueError for a pack that is not whole.
    """
    prove_signature(data, key)
    return pack_in(data)


def prove_signature(data: bytes, key: Ed25519PublicKey) -> None:
    """Raises NotARulePack, Unsigned or WrongSignature unless these very bytes were signed with the key's other half."""
    if len(data) > MOST_BYTES:
        raise NotARulePack("larger than any set of rules")
    end = len(data) - _SIGNATURE - 22
    whole = end > 0 and data[end : end + 4] == _END and int.from_bytes(data[end + 20 : end + 22], "little") == _SIGNATURE
    if not whole:
        raise Unsigned("no signature") if _is_zip(data) else NotARulePack("not a zip")
    try:
        key.verify(data[-_SIGNATURE:], data[:-_SIGNATURE])
    except InvalidSignature:
        raise WrongSignature("the signature does not hold") from None


def pack_in(data: bytes) -> Pack:
    """The pack in a signed file whose signature holds. Raises NewerForm, UnknownExpression, or ValueError when it is not whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            sizes = [member.file_size for member in members]
            if len(members) > MOST_FILES or max(sizes, default=0) > MOST_BYTES or sum(sizes) > MOST_UNPACKED:
                raise ValueError("more than any set of rules holds")
            manifest = json.loads(archive.read(_MANIFEST))
            _prove_form(manifest)
            texts = {member.filename: archive.read(member).decode("utf-8") for member in members if member.filename != _MANIFEST}
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise ValueError("the file is not whole") from problem
    if strange := [name for name in texts if not _NAME.fullmatch(name)]:
        raise ValueError(f"files that are no rules: {strange}")
    found = pack_from(texts)
    if (found.version, found.checked_on.isoformat()) != (manifest.get("version"), manifest.get("checked_on")):
        raise ValueError("the manifest and the rules name two versions")
    prove_named(found)
    return found


def _prove_form(manifest: object) -> None:
    if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT or type(manifest.get("schema")) is not int:
        raise ValueError("the manifest is none of a set of rules")
    if manifest["schema"] > SCHEMA:
        raise NewerForm(f"schema {manifest['schema']}")


def _is_zip(data: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(data))
