"""What is wrong with the world, said in sentences for the user. Anything that is not a MedbillsError is a bug."""

from __future__ import annotations

from collections.abc import Mapping

IN_HISTORY = "Look for it in History, under Recently removed."  # of what may have been removed: it comes back from there


class MedbillsError(Exception):
    """A problem the user can understand; its text is shown as it stands.

    `exit_status` is what a command ends with when nobody catches the error (contracts: 2 usage, 3 input, 4 vault).
    """

    exit_status = 3


class WrongUsage(MedbillsError):
    """A command was given words or options that do not go together."""

    exit_status = 2


class UnusableInput(MedbillsError):
    """A file cannot be used: the text names the file, what is wrong with it, and what to do."""


class NeedsPassword(UnusableInput):
    """A paper is encrypted, and no password or a wrong one was given."""


class NeedsMapping(UnusableInput):
    """A table of claims has columns whose meaning is not known, and too little without them.

    `headers` are as the file prints them, `rows` the first rows below, `known` what the headers that are known mean
    (field by header): what a screen shows that asks the user.
    """

    def __init__(self, text: str, headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...], known: Mapping[str, str]) -> None:
        super().__init__(text)
        self.headers = headers
        self.rows = rows
        self.known = known


class Cancelled(MedbillsError):
    """The user stopped the work; what was kept before stays."""


class VaultError(MedbillsError):
    """The vault cannot be opened or written."""

    exit_status = 4


class WrongPassphrase(VaultError):
    """No key slot opens with what was typed."""


class NoKeychain(VaultError):
    """This computer's keychain does not answer, or does not hold the key; a passphrase opens the vault as before."""


class TooSoon(VaultError):
    """A passphrase is not tried yet, after wrong ones. `wait` is in seconds."""

    def __init__(self, text: str, wait: float) -> None:
        super().__init__(text)
        self.wait = wait


class DamagedVault(VaultError):
    """The vault's key file, database or a paper does not hold what was written into it."""


class NewerVault(VaultError):
    """The vault was written by a later version of Medbills."""


class ReadOnlyVault(VaultError):
    """A copy made for reading takes no change."""


class NotAVault(VaultError):
    """The place named holds no vault."""


class ChangedUnderneath(VaultError):
    """Something other than this program replaced or wrote the vault's database while it was open."""


class VaultInUse(VaultError):
    """Another window or program has the vault open."""


class NoRoom(VaultError):
    """The disk is full; the last change was not kept, and everything before it was."""
