"""Runs Medbills from a checkout: sets up what it needs the first time, then starts at once. All arguments are Medbills' own."""

import os
import sys

# A module on the caller's PYTHONPATH must not stand in for one of Python's own.
_foreign = os.environ.get("PYTHONPATH", "").split(os.pathsep)
sys.path[:] = [os.path.dirname(os.path.abspath(__file__))] + [entry for entry in sys.path if entry not in _foreign]

from pip_environment import clean  # noqa: E402
from setup_steps import SetUpError, prepare  # noqa: E402
from system_libraries import display  # noqa: E402
from virtual_environment import python_of, script_of  # noqa: E402


def arguments_for(given, screen):
    """What the command `medbills` is given: the demo shows its window where there is a screen for one."""
    opens = given[:1] == ["demo"] and screen and "--window" not in given
    return [*given, "--window"] if opens else list(given)


def main():
    """Returns the exit status; on Linux and macOS it does not return, as the program takes this process over."""
    screen = display(os.environ)
    try:
        folder = prepare("runtime", screen)
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    command = [str(python_of(folder)), str(script_of(folder)), *arguments_for(sys.argv[1:], screen)]
    if os.name != "nt":
        os.execve(command[0], command, clean(os.environ))
    # Windows has no exec: a parent that left early would give the terminal back too soon.
    import subprocess
    return subprocess.call(command, env=clean(os.environ))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
