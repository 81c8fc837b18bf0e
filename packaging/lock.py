"""Makes the pinned requirements anew from pyproject.toml, with `uv` (pip install uv); arguments are uv's own, such as --upgrade."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEAD = """\
# Pinned, with the hashes of every system's wheels and without addresses. Made from pyproject.toml by
#   python3 packaging/lock.py
"""


def compiled(target: Path, *options: str) -> str:
    """What uv resolves for every system and for each Python from 3.11 on; pins in `target` stay where they can."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "requirements.txt"
        if target.exists():
            result.write_text(target.read_text())
        subprocess.run(
            ["uv", "--no-config", "--quiet", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes",
             "--only-binary", ":all:", "--no-emit-index-url", "--no-header", "--no-annotate", *options, *sys.argv[1:],
             str(HERE.parent / "pyproject.toml"), "--output-file", str(result)], check=True, stdout=subprocess.DEVNULL)
        return result.read_text()


def pins(text: str) -> list[str]:
    """Each pin with its lines of hashes."""
    return re.findall(r"(?m)^[A-Za-z0-9].*\n(?:    --hash=.*\n)*", text)


def main() -> None:
    """Writes both files: what the program needs, and what its tests need beside that."""
    runtime, test = HERE / "requirements.txt", HERE / "requirements-test.txt"
    runtime.write_text(HEAD + "".join(pins(compiled(runtime))))
    known = set(pins(runtime.read_text()))
    added = [pin for pin in pins(compiled(test, "--extra", "dev", "--constraint", str(runtime))) if pin not in known]
    test.write_text(HEAD + "# What only the tests need; installed together with requirements.txt.\n" + "".join(added))


if __name__ == "__main__":
    main()
