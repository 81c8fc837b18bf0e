"""The vault's key file: the random data key, wrapped for each passphrase, the printed recovery key and a computer's keychain."""

from medbills.keys.key_file import FILE_NAME, KEYCHAIN, PASSPHRASE, RECOVERY
from medbills.keys.keychain import is_there as keychain_is_there
from medbills.keys.slots import (
    Slot,
    add_keychain,
    add_slot,
    change_passphrase,
    check_keys,
    create_keys,
    keep_recovery_key,
    keys_for_rotation,
    list_slots,
    new_recovery_key,
    remove_slot,
    rename_slot,
    renew_recovery_key,
    slot_opened_by,
    unlock,
    unlock_with_keychain,
)
from medbills.keys.strength import Strength, Weighed, weigh
from medbills.keys.waiting import WrongTries, forget_wrong, note_wrong, wrong_tries
from medbills.keys.wrapping import USUAL_COST, Cost

__all__ = [
    "FILE_NAME",
    "KEYCHAIN",
    "PASSPHRASE",
    "RECOVERY",
    "USUAL_COST",
    "Cost",
    "Slot",
    "Strength",
    "Weighed",
    "WrongTries",
    "add_keychain",
    "add_slot",
    "change_passphrase",
    "check_keys",
    "create_keys",
    "forget_wrong",
    "keep_recovery_key",
    "keychain_is_there",
    "keys_for_rotation",
    "list_slots",
    "new_recovery_key",
    "note_wrong",
    "remove_slot",
    "rename_slot",
    "renew_recovery_key",
    "slot_opened_by",
    "unlock",
    "unlock_with_keychain",
    "weigh",
    "wrong_tries",
]
