"""What may not stand in the repository: folders of somebody's computer, addresses of package servers, parts without a license."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
OURS = ("medbills", "resources", "packaging", "tests", ".ci")
PIN = re.compile(r"(?m)^([A-Za-z0-9][\w.-]*)==([^\s;\\]+).*\n((?: +--hash=sha256:[0-9a-f]{64}.*\n)*)")
# A home folder of somebody's, on any system.
SOMEBODYS_FOLDER = re.compile(rb"/(?:home|Users)/[a-z]\w*/|/roo[t]/\.\w|[A-Za-z]:\\Users\\[a-z]\w*\\")


def our_files() -> list[Path]:
    below = [path for name in OURS for path in (ROOT / name).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return below + [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]


def test_no_file_names_a_folder_of_this_computer() -> None:
    # A checkout right below the root has too short a name to give anything away.
    here = bytes(ROOT) if len(ROOT.parts) > 2 else None
    texts = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in our_files()}
    written = {name: text for name, text in texts.items() if b"\0" not in text and not text.startswith(b"%PDF")}
    assert written and [name for name, text in written.items() if SOMEBODYS_FOLDER.search(text) or (here and here in text)] == []


def test_pinned_requirements_carry_hashes_and_no_addresses() -> None:
    for path in PACKAGING.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"://|index-url|find-links|trusted-host", text)
        pins = PIN.findall(text)
        assert pins and all(hashes for _, _, hashes in pins)
        # Nothing stands there but comments and pins.
        assert not PIN.sub("", re.sub(r"(?m)^#.*\n", "", text)).strip()


def test_every_part_of_the_program_is_pinned_and_its_license_known() -> None:
    pinned = {name: version for name, version, _ in PIN.findall((PACKAGING / "requirements.txt").read_text(encoding="utf-8"))}
    listed = re.findall(r"(?m)^\| ([a-z0-9][\w.-]*) \| (\S+) \| (.+) \|$", (PACKAGING / "LICENSES.md").read_text(encoding="utf-8"))
    assert {name: version for name, version, _ in listed} == pinned
    # A part under the GPL or AGPL alone would bind the whole program.
    assert [name for name, _, license in listed if "GPL" in license and "LGPL" not in license] == []
