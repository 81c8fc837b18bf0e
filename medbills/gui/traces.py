"""Takes back what the system's file dialogs note of the papers that were chosen: their names, and the folders they lie in."""

from __future__ import annotations

import html
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QCoreApplication, QSettings, QTimer

# Qt's own dialog writes these when it closes, also where the system's dialog stood in for it.
_QT_GROUP, _QT_KEYS = "FileDialog", ("lastVisited", "history")
# GTK's dialog notes each chosen file there, for every program to see, and a moment later.
_BOOKMARK = re.compile(r'\s*<bookmark\s[^>]*?href="(?P<href>[^"]*)".*?</bookmark>', re.DOTALL)
LATER_MS = (1_000, 5_000)


def recent_file() -> Path:
    """The list of recent files that the desktops under Linux share."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "recently-used.xbel"


class Traces:
    """Made before a dialog opens; `clear` follows once it is closed. What others noted before stays."""

    def __init__(self) -> None:
        settings = _qt_settings()
        self._qt = {key: settings.value(f"{_QT_GROUP}/{key}") for key in _QT_KEYS if settings.contains(f"{_QT_GROUP}/{key}")}
        self._recent = _noted(recent_file())

    def clear(self, chosen: Iterable[Path]) -> None:
        """At once, and again when the desktop has had time to write."""
        settings = _qt_settings()
        for key in _QT_KEYS:
            if key in self._qt:
                settings.setValue(f"{_QT_GROUP}/{key}", self._qt[key])
            else:
                settings.remove(f"{_QT_GROUP}/{key}")
        settings.sync()
        ours = {str(path.absolute()) for path in chosen} - self._recent
        app = QCoreApplication.instance()
        if ours and app is not None:
            forget_recent(recent_file(), ours)
            for wait in LATER_MS:
                QTimer.singleShot(wait, app, partial(forget_recent, recent_file(), ours))


def forget_recent(file: Path, paths: set[str]) -> None:
    """Take these out of the list; where it cannot be read or written, it is left alone."""
    with suppress(OSError, UnicodeDecodeError):
        before = file.read_text(encoding="utf-8")
        after = _BOOKMARK.sub(lambda found: "" if _path_of(found["href"]) in paths else found[0], before)
        if after != before:
            handle, name = tempfile.mkstemp(dir=file.parent, prefix=".recently-used-")
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(after)
            Path(name).chmod(file.stat().st_mode & 0o777)
            Path(name).replace(file)


def _noted(file: Path) -> set[str]:
    try:
        return {_path_of(found["href"]) for found in _BOOKMARK.finditer(file.read_text(encoding="utf-8"))}
    except (OSError, UnicodeDecodeError):
        return set()


def _path_of(href: str) -> str:
    return unquote(urlsplit(html.unescape(href)).path)


def _qt_settings() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")
