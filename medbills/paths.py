"""The one place that builds paths to what ships with the program and to the user's data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file or folder under `resources/`, in a checkout, a wheel and an app bundle alike."""
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if root.is_dir():
            return root.joinpath(*parts)
    raise FileNotFoundError("the folder resources/ did not come with the program")


def data_folder() -> Path:
    """Where vaults are kept when the user names no place: the system's usual folder for a program's data."""
    if sys.platform == "win32":
        root = Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming"))
        return root / "Medbills"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Medbills"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "medbills"
