"""`medbills` and `python -m medbills`: the window when no command is named, else the command."""

from __future__ import annotations

import sys


def main() -> int:
    """Runs the program and returns its exit status."""
    from medbills.bootstrap import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
