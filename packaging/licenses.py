"""Lists under which license each pinned part of the program comes; to be run by the environment's own Python, where they are installed."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEAD = """\
# The parts Medbills is built on, and their licenses

Medbills itself is under the MIT license. It is run with the libraries below, which are fetched from the Python package index
when it is set up; none is part of this repository. Versions are those pinned in `requirements.txt`; the licenses are what each
package says of itself. Made by `packaging/licenses.py`.

No part is under the GPL or the AGPL. **PySide6 and shiboken6 (Qt for Python) are offered under the LGPL 3 among others, and that is
how Medbills uses them**: they are loaded as shared libraries from the `PySide6` and `shiboken6` folders of the environment, are not
changed, and anyone may put their own build there. Only PySide6-Essentials is used: the modules of Qt that are under the GPL alone
(Qt Charts among them) are not part of it.

| Part | Version | License |
|---|---|---|
"""
# Read in the package's own license file where its metadata does not say it all.
READ_BY_HAND = {
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "sqlcipher3": "Zlib; holds SQLCipher (BSD-3-Clause), SQLite (public domain) and OpenSSL (Apache-2.0)",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0; holds PDFium (BSD-3-Clause) and what that is built on",
    "colorama": "BSD-3-Clause",  # on Windows only
    "pywin32-ctypes": "BSD-3-Clause",  # on Windows only
    "omegaconf": "BSD-3-Clause",
    "opencv-python-headless": "Apache-2.0; holds FFmpeg (LGPL-2.1, as shared libraries; no video is ever opened)",
    "pi-heif": "BSD-3-Clause; holds libheif and libde265 (LGPL-3.0, as shared libraries)",
    "rapidocr": "Apache-2.0; holds the PaddleOCR models (Apache-2.0)",
    "shapely": "BSD-3-Clause; holds GEOS (LGPL-2.1, as a shared library)",
}


def pinned(requirements: Path) -> list[tuple[str, str]]:
    """Name and version of each pin."""
    return re.findall(r"(?m)^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", requirements.read_text(encoding="utf-8"))


def license_of(name: str) -> str:
    """What was read by hand, or what the installed package says of its license; raises LookupError if it says nothing."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    about = metadata(name)
    classified = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License :: OSI Approved :: ")]
    brief = (about.get("License") or "").strip()
    short = brief if len(brief) < 80 else ""
    told = about.get("License-Expression") or short or ", ".join(classified)
    if not told:
        raise LookupError(f"{name} does not say under which license it comes: read its license file and add it to READ_BY_HAND")
    return str(told)


def main() -> None:
    """Writes LICENSES.md beside this file."""
    rows = []
    for name, version in pinned(HERE / "requirements.txt"):
        try:
            rows.append(f"| {name} | {version} | {license_of(name)} |\n")
        except PackageNotFoundError as problem:
            raise SystemExit(f"{name} is not installed here: run packaging/run.py first") from problem
    (HERE / "LICENSES.md").write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
