"""The system's keychain: a secret of ours kept there, taken out again, and forgotten; never the only way into a vault."""

from __future__ import annotations

import contextlib
import logging
import sys
from base64 import b64decode, b64encode
from importlib import import_module
from typing import TYPE_CHECKING

from medbills.errors import NoKeychain

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Medbills"
_NONE = "This computer has no keychain that Medbills can use. Use your passphrase, as before."
_MODULES = {"linux": "keyring.backends.SecretService", "darwin": "keyring.backends.macOS", "win32": "keyring.backends.Windows"}


def is_there() -> bool:
    """Whether this computer has a keychain that can be asked."""
    try:
        _keychain()
    except NoKeychain:
        return False
    return True


def put(name: str, secret: bytes) -> None:
    """Keeps a secret under a name, and reads it back. Raises NoKeychain."""
    chain = _keychain()
    try:
        chain.set_password(SERVICE, name, b64encode(secret).decode())
    except Exception as problem:
        raise _told(problem) from None
    if get(name) != secret:
        raise NoKeychain("The keychain of this computer did not keep the key. Nothing was changed. Use your passphrase, as before.")


def get(name: str) -> bytes | None:
    """The secret under a name; None when there is none, or it is not one of ours. Raises NoKeychain."""
    chain = _keychain()
    try:
        kept = chain.get_password(SERVICE, name)
    except Exception as problem:
        raise _told(problem) from None
    try:
        return b64decode(kept, validate=True) if kept else None
    except ValueError:
        return None


def forget(name: str) -> None:
    """The name is gone afterwards; nothing happens when it was not there or the keychain does not answer."""
    with contextlib.suppress(Exception):
        _keychain().delete_password(SERVICE, name)


def _keychain() -> KeyringBackend:
    """The one that the system itself guards: the library knows others that keep secrets in plain files. Raises NoKeychain."""
    logging.getLogger("keyring").setLevel(logging.CRITICAL)  # it tells on the terminal what we tell in a sentence
    try:
        # late: most vaults use no keychain
        found = import_module(_MODULES.get(sys.platform, _MODULES["linux"]))
        kind: type[KeyringBackend] = found.WinVaultKeyring if sys.platform == "win32" else found.Keyring
        if float(kind.priority) <= 0:
            raise NoKeychain(_NONE)
        return kind()
    except Exception:
        raise NoKeychain(_NONE) from None


def _told(problem: Exception) -> NoKeychain:
    """Every keychain has errors of its own; what they mean for the user is the same."""
    return NoKeychain(f"The keychain of this computer does not answer ({type(problem).__name__}). Type your passphrase. Nothing is lost.")
