"""Migrations: they lead to the schema of today, and an older vault is upgraded on a copy or left as it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medbills.errors import DamagedVault
from medbills.store import Vault, cipher, content_hash, opening, upgrade, verify
from medbills.store.schema import HEAD, METADATA

State = Callable[[Path], dict[str, str]]
KEY = b"k" * 32

NEXT = f"{int(HEAD) + 1:04}"
FAX = f'''
from alembic import op
import sqlalchemy as sa
revision = "{NEXT}"
down_revision = "{HEAD}"

def upgrade():
    op.add_column("provider", sa.Column("fax", sa.Text))
    op.execute("UPDATE provider SET phone = '555-0100'")
'''


def _schema_of(lane: cipher.Lane) -> dict[str, str]:
    rows = lane.connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: " ".join(sql.split()) for name, sql in rows}


def test_the_migrations_lead_to_the_schema(tmp_path: Path) -> None:
    migrated, created = (cipher.open_lane(tmp_path / name, KEY, create=True) for name in ("migrated.db", "created.db"))
    migrated.begin()
    upgrade.build(migrated)
    migrated.commit()
    METADATA.create_all(created.connection)
    assert _schema_of(migrated) == _schema_of(created)
    assert cipher.schema_version(migrated) == HEAD
    migrated.close()
    created.close()


def test_the_newest_migration_is_the_head() -> None:
    numbers = sorted(path.name[:4] for path in (upgrade.MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert numbers[-1] == HEAD and len(set(numbers)) == len(numbers)


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program one migration further than this one."""
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, scripts)
    (scripts / "versions" / f"{NEXT}_fax.py").write_text(FAX)
    real = upgrade.upgrade
    monkeypatch.setattr(opening, "HEAD", NEXT)
    monkeypatch.setattr(upgrade, "upgrade", lambda *args, **named: real(*args, **named, scripts=scripts, head=NEXT))
    return scripts


def _with_provider(made: Any, fill: Any) -> str:
    from medbills.domain.person import Provider

    with made.open() as vault:
        fill(vault)
        with vault.change("Added Riverbend") as change:
            change.providers.add(Provider(id="r", name="Riverbend"))
        return content_hash(vault)


def test_an_older_vault_is_upgraded_and_backed_up_first(made: Any, fill: Any, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as now:
        now.setattr(opening, "HEAD", HEAD)
        _with_provider(made, fill)
    with made.open() as vault:
        assert cipher.schema_version(vault.lane) == NEXT
        assert [provider.phone for provider in vault.providers.all()] == ["555-0100"]
        assert len(vault.papers.all()) == 1
        assert verify(vault).ok, "the history tells what the migration did"
        assert vault.undo_last() is None, "no undo reaches behind an upgrade"
        assert len(list((made.folder / "backups").iterdir())) == 1
    made.open().close()
    assert not list(made.folder.glob("*.upgraded*"))


@pytest.mark.parametrize("fault", ['    raise ZeroDivisionError', '    op.execute("DELETE FROM provider")'])
def test_an_upgrade_that_fails_leaves_the_old_vault(
    made: Any, fill: Any, later: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    with monkeypatch.context() as now:
        now.setattr(opening, "HEAD", HEAD)
        expected = _with_provider(made, fill)
        before = (made.folder / "vault.db").read_bytes()
        (later / "versions" / f"{NEXT}_fax.py").write_text(FAX + fault)
    with pytest.raises((ZeroDivisionError, DamagedVault)):
        made.open()
    assert (made.folder / "vault.db").read_bytes() == before
    assert not list(made.folder.glob("*.upgraded*"))
    monkeypatch.setattr(opening, "HEAD", HEAD)
    with made.open() as vault:
        assert content_hash(vault) == expected


def test_the_vault_is_not_upgraded_without_need(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def unwanted(*_: object, **__: object) -> None:
        raise AssertionError("there is nothing to upgrade")

    monkeypatch.setattr(upgrade, "upgrade", unwanted)
    with made.open() as vault:
        assert isinstance(vault, Vault)
