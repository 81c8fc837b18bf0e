"""The window in Spanish: by the system, by the door, by the settings; and its translations whole."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QPushButton

from medbills.gui import language as of_window
from medbills.gui.app import Life
from medbills.gui.language import ENGLISH, LANGUAGES, language, language_of_system, meant, tr
from medbills.gui.look import dress
from medbills.gui.parts.language_choice import LanguageChoice
from medbills.gui.settings import Settings, load_settings
from medbills.gui.widgets.field import ChoiceField
from medbills.paths import resource

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
from translations import messages

OTHERS = [code for code in LANGUAGES if code != ENGLISH]


@pytest.fixture(autouse=True)
def english_again():
    yield
    language().wanted = ""
    language().speak(ENGLISH)


def test_the_system_decides_where_nobody_chose(qapp, monkeypatch):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _self: ["fr-CA", "es-US", "en-US"])
    assert language_of_system() == "es"
    ring = dress(qapp, Settings(dark=False))
    assert tr("Save") == "Guardar"
    ring = dress(qapp, Settings(dark=False, language="en"))
    assert tr("Save") == "Save"
    del ring


def test_the_door_speaks_the_other_language_at_once(qtbot):
    life = Life(Settings(dark=False))
    life.start()
    front = life.front
    spanish = next(one for one in front.page.findChildren(QPushButton) if one.text() == "Español")
    qtbot.mouseClick(spanish, Qt.MouseButton.LeftButton)
    try:
        assert life.front is not front
        words = [one.text() for one in life.front.page.findChildren(QPushButton)]
        assert "Agregar un papel" in words and "English" in words
        assert life.front.page.first.button.accessibleName() == "Agregar un papel"
        assert life.settings.language == "es" or language().wanted == "es"
    finally:
        life.front.close()
    assert load_settings().language == "es"


def test_the_settings_ask_before_the_papers_lock(qtbot):
    card = LanguageChoice()
    qtbot.addWidget(card)
    card.show()
    assert not card.change.isVisible()
    card.choice.set_key("es")
    card.choice.changed.emit()
    assert card.change.isVisible() and language().code == ENGLISH
    with qtbot.waitSignal(language().chosen) as asked:
        qtbot.mouseClick(card.change, Qt.MouseButton.LeftButton)
    assert asked.args == ["es"]


def test_what_is_kept_stays_english_and_what_is_typed_stays_as_typed(qtbot):
    language().speak("es")
    field = ChoiceField("How", [("mail", "Plain mail"), ("fax", "Fax")], key="mail")
    qtbot.addWidget(field)
    assert field.editor.currentText() == tr("Plain mail") != "Plain mail"
    assert field.text() == "Plain mail" and field.key() == "mail"
    assert meant(field.editor.currentText()) == "Plain mail"


def test_qt_speaks_it_too(qapp):
    language().speak("es")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated(code):
    """What the program says is in the file, each with a translation that keeps its values: else run packaging/translations.py."""
    kept = {}
    for message in ElementTree.parse(resource("translations", f"medbills_{code}.ts")).iter("message"):
        kept[message.findtext("source")] = message.findtext("translation") or ""
    said = {text for texts in messages().values() for text in texts}
    assert not sorted(said - kept.keys())[:20]
    assert not sorted(text for text in said if not kept[text].strip())[:20]
    values = re.compile(r"%\d")
    assert not [text for text in said if set(values.findall(text)) != set(values.findall(kept[text]))]


def test_a_forgotten_sentence_is_seen(monkeypatch):
    monkeypatch.setattr(of_window, "_messages", lambda _code: iter([("Save", "Guardar"), ("Open", "")]))
    assert dict(of_window.translated("es")) == {"Save": "Guardar"}
