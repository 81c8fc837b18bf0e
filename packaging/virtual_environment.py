"""The checkout's own virtual environment: where its parts lie, whether it is whole, how it is made."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

_WINDOWS = os.name == "nt"


def python_of(folder: Path) -> Path:
    """Its interpreter."""
    return folder / "Scripts" / "python.exe" if _WINDOWS else folder / "bin" / "python"


def script_of(folder: Path) -> Path:
    """The file that its interpreter runs as the command `medbills`."""
    return folder / "Scripts" / "medbills-script.py" if _WINDOWS else folder / "bin" / "medbills"


def tool_of(folder: Path, name: str) -> Path:
    """A command that one of its packages brought."""
    return folder / "Scripts" / (name + ".exe") if _WINDOWS else folder / "bin" / name


def packages_of(folder: Path) -> Path:
    """Where its packages lie."""
    if _WINDOWS:
        return folder / "Lib" / "site-packages"
    return folder / "lib" / "python{}.{}".format(*sys.version_info[:2]) / "site-packages"


def is_whole(folder: Path) -> bool:
    """Whether it was made here, for this Python, and no package in it was left half-written."""
    return _made_here(folder) and python_of(folder).exists() and (packages_of(folder) / "pip").is_dir() and not torn(packages_of(folder))


def _made_here(folder: Path) -> bool:
    # A moved checkout leaves scripts behind that name the old place; another Python's packages do not load.
    try:
        text = (folder / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    fields = {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in text.splitlines())}
    version = "{}.{}".format(*sys.version_info[:2])
    return ".".join(fields.get("version", "").split(".")[:2]) == version and fields.get("command", "").endswith(str(folder))


def torn(packages: Path) -> list[str]:
    """The packages whose own list of files is missing, or names a file that is not there in its full size.

    pip writes that list (RECORD) last, so an installation that was cut off is seen here though pip takes it for done.
    """
    bad = [entry.name for entry in packages.glob("~*")]
    for information in packages.glob("*.dist-info"):
        record = information / "RECORD"
        if not record.exists() or not all(_is_there(packages, row) for row in _rows(record)):
            bad.append(information.name)
    return sorted(bad)


def _rows(record: Path) -> list[list[str]]:
    with record.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if row]


def _is_there(packages: Path, row: list[str]) -> bool:
    name, size = row[0], row[-1]
    if name.endswith(".pyc"):
        return True
    path = os.path.join(packages, name)
    return os.path.getsize(path) == int(size) if size and os.path.exists(path) else os.path.exists(path)


def make(folder: Path, keep: str) -> None:
    """Makes it anew; of what was there only the file named `keep` stays. Raises CalledProcessError with the output."""
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != keep:
            entry.unlink()
    # Started from inside a virtual environment, the Python that it was made from is the one to use.
    python = getattr(sys, "_base_executable", None) or sys.executable
    subprocess.run([python, "-I", "-m", "venv", str(folder)], check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def add_checkout(folder: Path, checkout: Path) -> None:
    """Puts the checkout on the environment's path, with the command `medbills`: an editable installation that needs no build tool."""
    # A line that starts with "import" is run; written in ASCII it is read alike under every locale.
    (packages_of(folder) / "medbills-checkout.pth").write_text(f"import sys; sys.path.append({str(checkout)!a})\n", encoding="ascii")
    # No "#!" line with the interpreter's path: the system cuts a long one and splits one with blanks.
    head = "" if _WINDOWS else f"#!/bin/sh\n'''exec' \"{python_of(folder)}\" \"$0\" \"$@\"\n' '''\n"
    script = script_of(folder)
    script.write_text(head + "import sys\n\nfrom medbills.__main__ import main\n\nsys.exit(main())\n", encoding="utf-8")
    script.chmod(0o755)
    if _WINDOWS:
        script.with_name("medbills.cmd").write_text('@"%~dp0python.exe" "%~dp0medbills-script.py" %*\n', encoding="ascii")
