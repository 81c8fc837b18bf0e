"""R9: nothing that a person wrote can be read in any file that Medbills leaves on the disk, in any usual encoding."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import traceback
import zlib
from pathlib import Path
from typing import Any

import pytest
from readable import readable

from medbills import keys
from medbills.domain.case import Document
from medbills.domain.person import Person
from medbills.store import Vault, cipher, verify
from medbills.store.schema import METADATA

NAME = "Wilhelmina Canarybird"
SECRETS = (NAME, "canary passphrase 42", "99999-CANARY-CPT")


def test_the_search_itself_finds_what_is_readable(tmp_path: Path) -> None:
    for number, content in enumerate([NAME.encode(), NAME.encode("utf-16-le"), base64.b64encode(b"xx" + NAME.encode())]):
        (tmp_path / str(number)).write_bytes(content)
    assert len({found.split(":")[0] for found in readable(tmp_path, SECRETS)}) == 3


def test_no_file_of_a_vault_can_be_read(tmp_path: Path, kept_bill: Any) -> None:
    folder = tmp_path / "Calloway.medbills"
    data_key, _ = keys.create_keys(folder, SECRETS[1], cost=keys.Cost(64, 1, 1))
    paper = f"%PDF-1.7 {NAME} {SECRETS[2]} ".encode() * 5000
    with Vault.create(folder, NAME, data_key) as vault:
        key = vault.paper_files.add(paper)
        with vault.change(f"Added {NAME}") as change:
            change.people.add(Person(id="p", name=NAME, address=SECRETS[2]))
            at = kept_bill(1).kept_at
            change.documents.add(Document(id="d", key=key, name=f"{NAME}.pdf", media_type="a", bytes=9, pages=1, kept_at=at))
            change.settings.set("draft", {"words": [NAME] * 2000})
            # Mid-change, the rollback journal lies beside the database.
            assert (folder / "vault.db-journal").exists()
            assert readable(tmp_path, SECRETS) == []
        with vault.change("Removed") as change:
            change.people.remove("p")
        vault.backup()
        vault.backup(tmp_path / "elsewhere")
        assert zlib.compress(paper)[:40] not in (folder / "documents" / f"{key}.paper").read_bytes()
        assert data_key not in (folder / "keys.json").read_bytes()
    assert readable(tmp_path, SECRETS) == []


def test_a_database_written_without_its_key_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the key were ever forgotten: the file is removed, and the program stops loudly."""
    path = tmp_path / "vault.db"
    driver = cipher.sqlcipher.connect(str(path))
    driver.execute("CREATE TABLE t (a)")
    driver.close()
    with pytest.raises(RuntimeError, match="without its key"):
        cipher.prove_encrypted(path)
    assert not path.exists()


def test_a_crash_report_does_not_show_what_was_being_written(vault: Vault) -> None:
    with pytest.raises(Exception, match="UNIQUE") as caught, vault.change("Added twice") as change:
        change.people.add(Person(id="p", name=NAME))
        change.people.add(Person(id="p", name=NAME))
    assert NAME not in "".join(traceback.format_exception(caught.value))


def test_a_damaged_database_prints_nothing(vault: Vault, capfd: pytest.CaptureFixture[str]) -> None:
    content = bytearray(vault.place.database.read_bytes())
    content[-1000] ^= 1
    vault.place.database.write_bytes(content)
    assert not verify(vault).ok
    assert capfd.readouterr() == ("", "")


def test_settings_of_the_connection(vault: Vault) -> None:
    said = {name: vault.lane.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in (
        "foreign_keys", "journal_mode", "synchronous", "cipher_memory_security", "temp_store",
    )}  # fmt: skip
    assert said == {"foreign_keys": 1, "journal_mode": "delete", "synchronous": 3, "cipher_memory_security": "0", "temp_store": 2}
    assert "person" in METADATA.tables


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes; the folder's access list does this there")
def test_only_the_owner_may_read_the_vault(vault: Vault) -> None:
    assert vault.folder.stat().st_mode & 0o077 == 0
    assert (vault.folder / "vault.db").stat().st_mode & 0o077 == 0


JOURNEY = """
import sys
from pathlib import Path
from medbills.keys import wrapping
from medbills.__main__ import main
if __name__ == "__main__":
    wrapping.USUAL_COST = wrapping.Cost(memory_kib=1024, passes=1, lanes=1)
    folder, secret, *papers = sys.argv[1:]
    for words in (["vault", "create", folder], ["import", folder, *papers, "--today", "2026-11-17"], ["cases", folder],
                  ["vault", "backup", folder]):
        sys.argv = ["medbills", *words, "--passphrase-file", secret]
        assert main() == 0, words
"""
WORDS = ("Walter Calloway", "RIVERBEND GENERAL HOSPITAL", "canary passphrase 42")


def test_reading_keeping_and_checking_a_paper_leaves_nothing_readable(tmp_path: Path) -> None:
    """Home, settings, caches and temporary files all lie in one folder, which is searched afterwards."""
    root = Path(__file__).resolve().parents[2]
    secret, home = tmp_path / "secret", tmp_path / "home"
    secret.write_text(WORDS[-1], encoding="utf-8")
    home.mkdir()
    script = tmp_path / "journey.py"
    script.write_text(JOURNEY, encoding="utf-8")
    bill = root / "resources" / "samples" / "02-riverbend-itemized-bill.pdf"
    places = ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    done = subprocess.run(
        [sys.executable, str(script), str(home / "Ours.medbills"), str(secret), str(bill)], capture_output=True, text=True, check=False,
        cwd=home, env={**os.environ, **dict.fromkeys(places, str(home)), "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list((home / "Ours.medbills" / "backups").iterdir())) == 1
    assert readable(home, WORDS, packed=True) == []
    (home / "copy.pdf").write_bytes(b"%PDF-1.7\nstream\n" + zlib.compress(WORDS[0].encode() * 9) + b"\nendstream")
    assert any("copy.pdf" in one for one in readable(home, WORDS, packed=True)), "a paper would be found, also in a compressed stream"
