"""This computer's keychain, a real one: it opens the vault beside the passphrase, and never instead of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from medbills import keys
from medbills.errors import NoKeychain
from medbills.services.change_keys import use_keychain
from medbills.services.open_vault import create_vault, open_vault

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
LACKING = [name for name in NEEDED if shutil.which(name) is None]
# The keychain is unlocked with a password of its own, as signing in does.
BESIDE = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'


@pytest.mark.skipif(bool(LACKING), reason=f"this computer has no {' and no '.join(LACKING)}")
def test_a_real_secret_service(tmp_path: Path) -> None:
    script = Path(__file__).with_name("secret_service.py")
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", BESIDE, "sh", sys.executable, str(script), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_RUNTIME_DIR": str(runtime)}, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    gone = "The keychain of this computer no longer holds the key to these papers. Type your passphrase. Nothing is lost."
    assert said == {
        "there": True, "before": gone, "opens": "Ours", "offered": [True, False], "other vault": gone, "kept is a key": True,
        "after a new passphrase": "Ours", "changed": gone, "as it was": "Ours", "lost": gone, "passphrase": "Ours", "left behind": 0,
    }  # fmt: skip


def test_without_a_keychain_nothing_is_promised_and_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    monkeypatch.setattr(sys, "platform", "linux")
    create_vault(tmp_path / "a", "Ours", "maple river candle stone")[0].close()
    before = (tmp_path / "a" / "keys.json").read_bytes()
    assert not keys.keychain_is_there()
    with pytest.raises(NoKeychain, match="Use your passphrase, as before"):
        use_keychain(tmp_path / "a", "maple river candle stone")
    assert (tmp_path / "a" / "keys.json").read_bytes() == before
    open_vault(tmp_path / "a", "maple river candle stone").close()
