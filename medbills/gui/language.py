"""The language of the window. The program speaks English; `tr` puts what becomes visible into the language chosen.

Text is put into another language where it becomes visible, not where it is written: findings, deadlines and the history are made
below the window and kept in the vault, in English, and two people may look at the same papers in two languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from medbills.gui.phrasebook import Phrasebook
from medbills.paths import resource

ENGLISH, PSEUDO = "en", "pseudo"
LANGUAGES = {ENGLISH: "English", "es": "Español"}  # each by its own name
CONTRACTED = {"es": {"de el": "del", "a el": "al"}}
LONGER = 0.4  # the pseudo-language: what any translation may need more room than English


class Language(QObject):
    """Which language the window speaks. `changed` follows when it is another: what is built from then on speaks it."""

    changed = Signal(str)
    chosen = Signal(str)  # the user wants another; whoever owns the windows builds them anew

    def __init__(self) -> None:
        super().__init__()
        self.code = ENGLISH
        self.wanted = ""  # what the user chose; empty follows the system
        self.book: Phrasebook | None = None
        self._of_qt: list[QTranslator] = []

    def choose(self, wanted: str) -> None:
        """The user's choice: en, es, or empty for the language of the computer."""
        self.wanted = wanted
        if (wanted or language_of_system()) != self.code:
            self.chosen.emit(wanted or language_of_system())

    def speak(self, code: str) -> None:
        """Speak from now on the language of a code: en, es, or pseudo, which shows in brackets what is translated."""
        if code == self.code:
            return
        self.code = code
        self.book = None if code == ENGLISH else _book(code)
        self._speak_qt(code)
        self.changed.emit(code)

    def _speak_qt(self, code: str) -> None:
        """Qt's own words: of its dialogs, menus in fields and calendars."""
        for old in self._of_qt:
            QCoreApplication.removeTranslator(old)
        self._of_qt = []
        if code not in (ENGLISH, PSEUDO) and QCoreApplication.instance() is not None:
            words = QTranslator(self)
            if words.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                QCoreApplication.installTranslator(words)
                self._of_qt.append(words)


@cache
def language() -> Language:
    """The one language of this process."""
    return Language()


def tr(text: str) -> str:
    """What the program says, in the language of the window. What it does not know, like a name, stays as it is."""
    book = language().book
    return text if book is None else book.say(text)


def tr_printed(text: str) -> str:
    """Words of a paper: said in the language where the program knows just them, else as printed. Half of each helps nobody."""
    book = language().book
    return text if book is None else book.say_whole(text)


def meant(shown: str) -> str:
    """The program's own words behind a text that is shown."""
    book = language().book
    return shown if book is None else book.meant(shown)


def language_of_system() -> str:
    """The first of the system's languages that the window speaks; English when it speaks none."""
    wanted = (name.split("-")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in wanted if code in LANGUAGES), ENGLISH)


def translated(code: str) -> Iterator[tuple[str, str]]:
    """Each message of a language's Qt Linguist file with its translation; what is not translated yet is left out."""
    for source, target in _messages(code):
        if target:
            yield source, target


def _book(code: str) -> Phrasebook:
    return Phrasebook(dict(_pseudo() if code == PSEUDO else translated(code)), CONTRACTED.get(code))


def _pseudo() -> Iterator[tuple[str, str]]:
    """Each message in brackets and longer; the values between them stay outside, to be seen if nobody translates them."""
    for source, _target in _messages("es"):
        parts = [f"⟦{part}{_filling(part)}⟧" if any(map(str.isalpha, part)) else part for part in re.split(r"(%\d)", source)]
        yield source, "".join(part[1:-1] if re.fullmatch(r"⟦%\d[~ ]*⟧", part) else part for part in parts)


def _filling(part: str) -> str:
    """As many letters more as a translation may need, in words of their own: one long word would not wrap."""
    more = max(round(len(part) * LONGER) - 2, 0)
    return "~" * more if more < 4 else " ~~~~" * (more // 5 + 1)


def _messages(code: str) -> Iterator[tuple[str, str]]:
    for message in ElementTree.parse(resource("translations", f"medbills_{code}.ts")).iter("message"):  # noqa: S314 - a file of ours
        yield message.findtext("source", ""), message.findtext("translation", "")
