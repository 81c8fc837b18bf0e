"""R6: papers come back in at most five clicks, with the same content; a backup opens for reading only; an export gives the same vault."""

from __future__ import annotations

import dataclasses
import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from medbills import keys
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.person import Person
from medbills.errors import DamagedVault, MedbillsError, NewerVault, ReadOnlyVault, UnusableInput
from medbills.gui import dialogs
from medbills.gui.app import Life
from medbills.gui.damaged import DamagedPapers
from medbills.gui.look import dress
from medbills.gui.reading_only import WHY, reading_only
from medbills.gui.settings import Settings
from medbills.gui.widgets.banner import Banner
from medbills.services.move_vault import bring_in_export, export_vault
from medbills.services.open_vault import create_vault, open_vault
from medbills.store import Vault, content_hash, export_schema, verify
from medbills.store.backup_list import backups_in

SECRET = "maple river candle stone"
TODAY = datetime.date(2026, 11, 17)
CLICKS = 5


class Hand:
    """Clicks and types as a person does, and counts the clicks."""

    def __init__(self, qtbot: Any, life: Life) -> None:
        self.qtbot, self.life, self.clicks = qtbot, life, 0

    @property
    def page(self) -> Any:
        return self.life.front.page  # type: ignore[union-attr]

    def click(self, target: QPushButton) -> None:
        self.clicks += 1
        self.qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.life.jobs.busy, timeout=60_000)
        QApplication.processEvents()

    def type_secret(self, secret: str) -> None:
        editor: QLineEdit = self.page.passphrase.editor
        self.qtbot.keyClicks(editor, secret)


@pytest.fixture
def hand(qtbot: Any, qapp: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    ring = dress(qapp, Settings(dark=False))
    lives = []
    monkeypatch.setattr(dialogs, "tell", lambda *_args: None)

    def begin(settings: Settings | None = None, **named: Any) -> Hand:
        life = Life(settings or Settings(dark=False), TODAY, lambda _day: None)
        lives.append(life)
        life.start(**named)
        return Hand(qtbot, life)

    yield begin
    for life in lives:
        for window in (life.front, life.session and life.session.window):
            if window:
                window.close()
    del ring


@pytest.fixture
def papers(tmp_path: Path, fill: Any) -> tuple[Path, str]:
    """A closed vault with something in it, its backup on a stick, and its content's hash."""
    vault, _ = create_vault(tmp_path / "Our papers.medbills", "Our papers", SECRET)
    fill(vault)
    vault.backup(tmp_path / "stick")
    told = content_hash(vault)
    vault.close()
    return vault.folder, told


def test_from_the_first_window_to_the_papers(hand: Any, papers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder counts as two clicks: one to choose it and one to say so."""
    folder, expected = papers
    before = {path.name for path in folder.iterdir()}
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: tmp_path / "stick")
    person = hand()
    person.click(person.page.back.button)
    person.clicks += 2
    person.type_secret(SECRET)
    person.click(person.page.open_button)
    person.qtbot.waitUntil(lambda: person.life.session is not None, timeout=60_000)
    vault = person.life.session.opened.vault
    told: list[str] = []
    person.life.session.desk.vault_job(content_hash, told.append)
    person.settle()
    assert person.clicks <= CLICKS and told == [expected]
    assert vault.folder != folder and {path.name for path in folder.iterdir()} == before, "never over the old one"


def test_a_damaged_vault_offers_its_newest_good_backup(hand: Any, papers: Any, fill: Any) -> None:
    folder, expected = papers
    with open_vault(folder, SECRET) as vault:
        vault.backup()
    with (folder / "vault.db").open("r+b") as file:
        file.seek(1000)
        file.write(b"damage")
    person = hand(Settings(dark=False, last_vault=str(folder)))
    person.settle()
    person.type_secret(SECRET)
    person.click(person.page.open_button)
    person.qtbot.waitUntil(lambda: isinstance(person.page, DamagedPapers), timeout=60_000)
    ways = [one for one in person.page.findChildren(QPushButton) if one in (person.page.bring_back, person.page.save, person.page.other)]
    assert len(ways) == 3 and "backup of" in person.page.bring_back.text()
    person.click(person.page.bring_back)
    person.type_secret(SECRET)
    person.click(person.page.open_button)
    person.qtbot.waitUntil(lambda: person.life.session is not None, timeout=60_000)
    told: list[str] = []
    person.life.session.desk.vault_job(content_hash, told.append)
    person.settle()
    assert person.clicks <= CLICKS and told == [expected]


def test_a_backup_is_opened_for_reading_only(hand: Any, papers: Any, tmp_path: Path, state: Any) -> None:
    folder, expected = papers
    (found,) = backups_in(tmp_path / "stick")
    before = state(tmp_path / "stick")
    person = hand(vault=found.folder, passphrase=SECRET)
    person.qtbot.waitUntil(lambda: person.life.session is not None, timeout=60_000)
    person.settle()
    session = person.life.session
    said = [banner.label.text() for banner in session.window.findChildren(Banner)]
    assert person.life.settings.last_vault == "", "the next start asks for the papers, not for their backup"
    assert session.opened.read_only and any("for reading only" in sentence for sentence in said)
    resting = [one for one in session.window.findChildren(QPushButton) if one.toolTip() == WHY]
    assert any(one.text() == "Add papers" for one in resting) and not any(one.isEnabled() for one in resting)
    session.window.close()
    person.life.session = None
    assert state(tmp_path / "stick") == before and not reading_only().holds
    with Vault.open_backup(found.folder, keys.unlock(found.folder, SECRET)) as opened:
        assert content_hash(opened) == expected and len(opened.papers.all()) == 1
        assert opened.paper_files.read(opened.documents.all()[0].key)
        with pytest.raises(ReadOnlyVault), opened.change("Removed") as change:
            change.people.remove("walter")
    assert folder.exists() and state(tmp_path / "stick") == before


# the export

TEXT = st.text(max_size=40)
PEOPLE = st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=4)
SUMS = st.lists(st.integers(-(10**9), 10**9), max_size=4)
FILES = st.lists(st.tuples(st.binary(max_size=200_000), TEXT), max_size=2, unique_by=lambda file: file[0])


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(people=PEOPLE, sums=SUMS, files=FILES)
def test_an_export_gives_the_same_vault(
    tmp_path_factory: pytest.TempPathFactory, made: Any, kept_bill: Any, people: Any, sums: Any, files: Any
) -> None:
    place = tmp_path_factory.mktemp("export")
    shutil.copytree(made.folder, place / "v.medbills")
    at = datetime.datetime(2026, 11, 17, tzinfo=datetime.UTC)
    with Vault.open(place / "v.medbills", made.data_key) as vault:
        for number, (content, name) in enumerate(files):
            key = vault.paper_files.add(content)
            with vault.change(name) as change:
                document = vault_document(number, key, name, len(content), at)
                change.documents.add(document)
        with vault.change("Filled") as change:
            for number, (name, called, address) in enumerate(people):
                change.people.add(Person(id=f"p{number}", name=name, called=called, address=address))
            for number, cents in enumerate(sums):
                change.payments.add(Payment(id=f"x{number}", date=TODAY, amount=Money(cents), what="copay"))
        report = export_vault(vault, place / "out")
        assert report.papers == len(files) and not report.missing
        back, _ = bring_in_export(place / "out", place / "b.medbills", "another passphrase here")
        with back:
            assert content_hash(back) == content_hash(vault) and verify(back).ok
            assert [entry.hash for entry in back.journal.entries()] == [entry.hash for entry in vault.journal.entries()]
            for document in back.documents.all():
                assert back.paper_files.read(document.key) == vault.paper_files.read(document.key)
    shutil.rmtree(place)


def vault_document(number: int, key: str, name: str, size: int, at: datetime.datetime) -> Any:
    from medbills.domain.case import Document

    return Document(id=f"d{number}", key=key, name=name, media_type="application/pdf", bytes=size, pages=1, kept_at=at)


@pytest.fixture
def out(vault: Vault, fill: Any, tmp_path: Path) -> Path:
    fill(vault)
    return export_vault(vault, tmp_path / "out").folder


def _told(out: Path, **values: Any) -> None:
    file = out / "medbills.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


SPOILED = {
    "a paper altered": lambda out: next((out / "papers").iterdir()).write_bytes(b"another"),
    "a paper missing": lambda out: next((out / "papers").iterdir()).unlink(),
    "cut": lambda out: (out / "medbills.json").write_bytes(b"{"),
    "a sum altered": lambda out: (out / "medbills.json").write_text((out / "medbills.json").read_text().replace("500000", "100000")),
    "a table unknown": lambda out: _told(out, tables={"sqlite_master": [{"name": "x"}]}),
    "a path outside": lambda out: _told(out, files=[{"key": "0" * 64, "file": "../../etc/passwd", "sha256": "0"}]),
}


@pytest.mark.parametrize("how", SPOILED)
def test_an_export_that_was_altered_is_refused(out: Path, tmp_path: Path, how: str) -> None:
    SPOILED[how](out)
    with pytest.raises((DamagedVault, UnusableInput)):
        bring_in_export(out, tmp_path / "new" / "b.medbills", SECRET)
    assert not (tmp_path / "new" / "b.medbills").exists()


def test_an_export_of_a_later_version_is_refused_by_name(out: Path, tmp_path: Path) -> None:
    _told(out, schema="9999")
    with pytest.raises(NewerVault, match="later version"):
        bring_in_export(out, tmp_path / "b.medbills", SECRET)


def test_an_export_is_as_its_schema_says(vault: Vault, out: Path) -> None:
    told, schema = json.loads((out / "medbills.json").read_text()), json.loads((out / "schema.json").read_text())
    assert schema == export_schema()
    assert set(schema["required"]) <= set(told) <= set(schema["properties"])
    tables = schema["properties"]["tables"]["properties"]
    types = {"string": str, "integer": int}
    for name, rows in told["tables"].items():
        item = tables[name]["items"]
        for row in rows:
            assert set(item["required"]) <= set(row) <= set(item["properties"])
            assert all(isinstance(value, types[item["properties"][column]["type"]]) for column, value in row.items()), (name, row)
    with pytest.raises(MedbillsError):
        export_vault(vault, out)
    with pytest.raises(UnusableInput, match="inside"):
        export_vault(vault, vault.folder / "out")


def test_the_test_can_fail(vault: Vault, fill: Any) -> None:
    """The hash that is compared changes with any value."""
    fill(vault)
    before = content_hash(vault)
    with vault.change("Altered") as change:
        change.people.update(dataclasses.replace(vault.people.all()[0], phone="555-0100"))
    assert content_hash(vault) != before
