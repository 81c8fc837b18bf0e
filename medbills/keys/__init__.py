"""The vault's key file: the random data key, wrapped once for each passphrase and for the printed recovery key."""

from medbills.keys.key_file import FILE_NAME
from medbills.keys.slots import (
    Slot,
    add_slot,
    change_passphrase,
    check_keys,
    create_keys,
    list_slots,
    remove_slot,
    renew_recovery_key,
    unlock,
)
from medbills.keys.wrapping import USUAL_COST, Cost

__all__ = [
    "FILE_NAME",
    "USUAL_COST",
    "Cost",
    "Slot",
    "add_slot",
    "change_passphrase",
    "check_keys",
    "create_keys",
    "list_slots",
    "remove_slot",
    "renew_recovery_key",
    "unlock",
]
