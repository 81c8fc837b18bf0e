"""The vault of the store's tests, for the goals of reliability; and the folder itself, so that its parts can be imported."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

_spec = importlib.util.spec_from_file_location("vaults_of_the_store", HERE.parent / "store" / "conftest.py")
assert _spec is not None and _spec.loader is not None
_store = importlib.util.module_from_spec(_spec)
sys.modules.setdefault("vaults_of_the_store", _store)
_spec.loader.exec_module(_store)

made, vault, fill, state, kept_bill = _store.made, _store.vault, _store.fill, _store.state, _store.kept_bill
