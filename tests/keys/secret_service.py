"""What the test of the keychain runs beside a real Secret Service: prints what came of each step, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import secretstorage

from medbills import keys
from medbills.errors import NoKeychain
from medbills.keys import wrapping
from medbills.services.change_keys import change_passphrase, has_keychain, list_keys, remove_key, use_keychain
from medbills.services.open_vault import create_vault, open_vault, open_with_keychain

PASSPHRASE = "maple river candle stone"
wrapping.USUAL_COST = wrapping.Cost(64, 1, 1)


def tried(folder: Path) -> str:
    """The vault's name when the keychain opens it, else the sentence."""
    try:
        with open_with_keychain(folder) as vault:
            return vault.name
    except NoKeychain as problem:
        return str(problem)


def items() -> list[object]:
    """What lies in the keychain under our name."""
    bus = secretstorage.dbus_init()
    return list(secretstorage.get_default_collection(bus).search_items({"service": "Medbills"}))


def main(place: Path) -> None:
    said: dict[str, object] = {"there": keys.keychain_is_there()}
    create_vault(place / "a", "Ours", PASSPHRASE)[0].close()
    create_vault(place / "b", "Theirs", PASSPHRASE)[0].close()
    said["before"] = tried(place / "a")
    use_keychain(place / "a", PASSPHRASE)
    said["opens"], said["offered"] = tried(place / "a"), [has_keychain(place / "a"), has_keychain(place / "b")]
    said["other vault"] = tried(place / "b")
    (item,) = items()
    kept = item.get_secret()  # type: ignore[attr-defined]
    said["kept is a key"] = PASSPHRASE.encode() not in kept and keys.unlock(place / "a", PASSPHRASE) not in kept
    change_passphrase(place / "a", PASSPHRASE, "quilt lantern copper zebra")
    said["after a new passphrase"] = tried(place / "a")
    item.set_secret(b"something else")  # type: ignore[attr-defined]
    said["changed"] = tried(place / "a")
    item.set_secret(kept)  # type: ignore[attr-defined]
    said["as it was"] = tried(place / "a")
    item.delete()  # type: ignore[attr-defined]
    said["lost"] = tried(place / "a")
    with open_vault(place / "a", "quilt lantern copper zebra") as vault:
        said["passphrase"] = vault.name
        (row,) = [row for row in list_keys(vault).rows if row.kind == "keychain"]
    remove_key(place / "a", "quilt lantern copper zebra", row.id)
    use_keychain(place / "a", "quilt lantern copper zebra")
    with open_vault(place / "a", "quilt lantern copper zebra") as vault:
        (row,) = [row for row in list_keys(vault).rows if row.kind == "keychain"]
    remove_key(place / "a", "quilt lantern copper zebra", row.id)
    said["left behind"] = len(items())
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
