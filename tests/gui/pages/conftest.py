"""The sample family's vault, its papers read without a fault, behind a real window."""

import datetime
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medbills import keys
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind
from medbills.domain.reading import ReadDocument, Reading, SourceFile, values_from_json
from medbills.gui.desk import Desk, Somebody
from medbills.gui.jobs import Jobs, Lane
from medbills.gui.main_window import MainWindow
from medbills.gui.settings import Settings
from medbills.services import sample_family
from medbills.services.open_vault import create_vault
from medbills.services.read_paper import ReadFile
from medbills.store import Vault


@dataclass(frozen=True)
class Shown:
    """A window over an open vault. The vault is asked on its own thread: `ask`."""

    qtbot: QtBot
    window: MainWindow
    desk: Desk

    def settle(self) -> None:
        """Wait until all work has been handed back."""
        self.qtbot.waitUntil(lambda: not self.desk.jobs.busy, timeout=60_000)
        QApplication.processEvents()

    def ask(self, question: Callable[[Vault], Any]) -> Any:
        answers: list[Any] = []
        self.desk.vault_job(question, answers.append)
        self.settle()
        return answers[0]

    def page(self, slug: str) -> Any:
        """Go to a page as the sidebar does, and wait for its content."""
        self.window.show_page(slug)
        self.settle()
        return self.window._made[slug]

    def click(self, button: Any) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture(scope="session")
def family_folder(tmp_path_factory):
    """The family's closed vault, and the key that opens it without the slow passphrase."""
    root = Path(__file__).resolve().parents[3] / "resources" / "samples"
    truth = {paper["file"]: paper["truth"] for paper in yaml.safe_load((root / "family.yaml").read_text(encoding="utf-8"))["papers"]}

    def read(path, **_):
        told, data = truth[path.name], path.read_bytes()
        source = SourceFile(
            name=path.name, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), pages=told["pages"], media_type="application/pdf"
        )
        return ReadFile(data, Reading(file=source, documents=tuple(_as_read(document, told["pages"]) for document in told["documents"])))

    folder = tmp_path_factory.mktemp("family") / "Calloway family.medbills"
    vault, _ = create_vault(folder, "Calloway family", "gray heron 7")
    with pytest.MonkeyPatch.context() as patch, vault:
        patch.setattr(sample_family, "read_paper", read)
        sample_family.fill_with_samples(vault)
    return folder, keys.unlock(folder, "gray heron 7")


def _as_read(document, pages):
    fields = dict(document.get("fields", {}))
    fields |= {name: values[0] for name, values in document.get("also_fields", {}).items() if name in ("total_billed", "service_from")}
    lines = document.get("lines") or document.get("optional_lines") or ()
    placed = [{name: _placed(value, 300 + 20 * at) for name, value in line.items()} for at, line in enumerate(lines)]
    return ReadDocument(
        kind=Kind(document["kind"]),
        pages=(1, pages),
        fields=values_from_json(PAPER_FIELDS, {name: _placed(value, 100) for name, value in fields.items()}),
        lines=tuple(values_from_json(LINE_FIELDS, line) for line in placed),
    )


def _placed(value, top):
    plain = value.isoformat() if isinstance(value, datetime.date) else value
    return {"value": plain, "page": 1, "box": [60, top, 200, top + 12]}


def _window_over(qtbot, opened, today):
    jobs = Jobs()
    vaults = []
    jobs.run(Lane.VAULT, lambda _job: opened(), vaults.append)
    qtbot.waitUntil(lambda: bool(vaults), timeout=60_000)
    desk = Desk(jobs, vaults[0], lambda: today)
    window = MainWindow(desk, Settings())
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    shown = Shown(qtbot, window, desk)
    shown.settle()
    return shown


def _close(shown):
    shown.window.close()
    shown.ask(lambda vault: vault.close())
    shown.desk.jobs.shut_down()


@pytest.fixture
def shown_over(qtbot):
    """Makes the test's grip on a window that was opened in another way."""
    return lambda window, desk: Shown(qtbot, window, desk)


@pytest.fixture
def family(qtbot, family_folder, tmp_path):
    """The window over the family's papers, on the family's day."""
    folder, key = family_folder
    copied = tmp_path / folder.name
    shutil.copytree(folder, copied)
    shown = _window_over(qtbot, lambda: Vault.open(copied, key), sample_family.sample_today())
    shown.desk.set_people([Somebody(person.id, person.short) for person in shown.ask(lambda vault: vault.people.all())])
    yield shown
    _close(shown)


@pytest.fixture
def nobody(qtbot, tmp_path):
    """The window over a new, empty vault."""
    shown = _window_over(qtbot, lambda: create_vault(tmp_path / "New.medbills", "New", "gray heron 7")[0], sample_family.sample_today())
    yield shown
    _close(shown)
