"""Runs every test of Medbills from a checkout: style, types, architecture, behavior. Arguments are pytest's own."""

import os
import sys

# A module on the caller's PYTHONPATH must not stand in for one of Python's own.
_foreign = os.environ.get("PYTHONPATH", "").split(os.pathsep)
sys.path[:] = [os.path.dirname(os.path.abspath(__file__))] + [entry for entry in sys.path if entry not in _foreign]

from pip_environment import clean  # noqa: E402
from setup_steps import CHECKOUT, SetUpError, prepare  # noqa: E402
from virtual_environment import python_of, tool_of  # noqa: E402


def steps(folder, given, cores):
    """Each step's headline with its command, quickest first; pytest is last, so its closing line is the last one printed."""
    python = str(python_of(folder))
    shared_out = ["-n", str(min(cores, 4)), "--dist", "worksteal"] if cores > 1 else []
    return [
        ("Style", [python, "-m", "ruff", "check"]),
        ("Types", [python, "-m", "mypy", "--strict"]),
        ("Imports", [str(tool_of(folder, "lint-imports")), "--no-cache"]),
        ("Tests", [python, "-m", "pytest", *shared_out, *given]),
    ]


def main():
    """Returns the exit status of the first step that fails, else 0."""
    import subprocess
    try:
        folder = prepare("test", "" if sys.platform.startswith("linux") else "own")
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    # Off the screen everywhere, so that a test sees the same window on every machine.
    environment = dict(clean(os.environ), QT_QPA_PLATFORM="offscreen")
    for headline, command in steps(folder, sys.argv[1:], os.cpu_count() or 1):
        print("== " + headline, flush=True)
        status = subprocess.call(command, cwd=str(CHECKOUT), env=environment)
        if status:
            print("== " + headline + " failed", file=sys.stderr, flush=True)
            return status
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
