"""Sets up what the two commands need, once: a stamp in the virtual environment says that nothing is left to do."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import system_libraries
import virtual_environment
from pip_environment import clean, for_pip

CHECKOUT = Path(__file__).resolve().parents[1]
REQUIREMENTS = {"runtime": ["requirements.txt"], "test": ["requirements.txt", "requirements-test.txt"]}
OLDEST_PYTHON = (3, 11)
STAMP, LOCK, LOG = "setup.json", "setup.lock", "setup.log"


class SetUpError(Exception):
    """What keeps Medbills from being set up, in sentences for the person at the keyboard."""


def prepare(level: str, screen: str, checkout: Path = CHECKOUT) -> Path:
    """The folder of the virtual environment, with the requirements of `level` ("runtime" or "test") installed.

    `screen` is what the window will open on, as `system_libraries.display` names it. Nothing is done if all is there.
    Raises SetUpError.
    """
    check_python(sys.version_info[:2], sys.executable)
    folder = checkout / ".venv"
    if is_ready(folder, level, screen, checkout):
        return folder
    try:
        folder.mkdir(exist_ok=True)
        with _lock(folder / LOCK):
            # Another run may have done it all while this one waited for the lock.
            if not is_ready(folder, level, screen, checkout):
                _set_up(folder, level, screen, checkout)
    except OSError as problem:
        raise SetUpError(f"Medbills could not be set up in {folder}: {problem.strerror or problem}. "
                         "Make room or give yourself the right to write there, then run the same command again.") from problem
    return folder


def check_python(version: tuple[int, int], executable: str) -> None:
    """Raises SetUpError if this Python is too old."""
    if version < OLDEST_PYTHON:
        text = "Medbills needs Python {}.{} or newer, and {} is Python {}.{}. Install a newer Python, then start this command with it."
        raise SetUpError(text.format(*OLDEST_PYTHON, executable or "this", *version))


def fingerprint(level: str, checkout: Path) -> str:
    """Changes whenever the environment has to be looked at again: other pins, another Python, another place."""
    parts = [str(checkout).encode("utf-8", "surrogateescape"), repr(sys.version_info[:2]).encode(), platform.machine().encode()]
    parts += [(checkout / "packaging" / name).read_bytes() for name in REQUIREMENTS[level]]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready(folder: Path, level: str, screen: str, checkout: Path) -> bool:
    """Whether the stamp says that all of this is done already."""
    stamp = read_stamp(folder)
    return screen in _screens(stamp) and is_installed(folder, level, stamp, checkout)


def is_installed(folder: Path, level: str, stamp: dict[str, object], checkout: Path) -> bool:
    """Whether the stamp says that the packages are there; the tests' set holds the program's."""
    if not virtual_environment.python_of(folder).exists():
        return False
    return any(stamp.get(done) == fingerprint(done, checkout) for done in REQUIREMENTS if done in (level, "test"))


def _screens(stamp: dict[str, object]) -> list[str]:
    known = stamp.get("screens")
    return [str(screen) for screen in known] if isinstance(known, list) else []


def read_stamp(folder: Path) -> dict[str, object]:
    """What an earlier set-up left; empty if there is none that can be read."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(folder: Path, stamp: dict[str, object]) -> None:
    """Leaves word of what is done; whole or not at all."""
    unfinished = folder / (STAMP + ".new")
    unfinished.write_text(json.dumps(stamp), encoding="utf-8")
    os.replace(unfinished, folder / STAMP)


def say(sentence: str) -> None:
    """Set-up speaks on the error stream: the output is the program's own."""
    print(sentence, file=sys.stderr, flush=True)


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """One set-up at a time: a second run waits here. The system lifts the lock if its holder dies."""
    with path.open("a+") as file:
        if sys.platform == "win32":
            import msvcrt
            import time
            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.5)
        else:
            import fcntl
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _set_up(folder: Path, level: str, screen: str, checkout: Path) -> None:
    say("Medbills is being set up. This happens once and takes a minute or two.")
    stamp = read_stamp(folder)
    _bring_libraries(screen, folder / LOG)
    if level == "test" and screen != "own":
        _bring_test_programs(folder / LOG)
    if not is_installed(folder, level, stamp, checkout):
        # From here on an interrupted set-up must not look finished.
        (folder / STAMP).unlink(missing_ok=True)
        if not virtual_environment.is_whole(folder):
            _make(folder)
        _install(folder, [checkout / "packaging" / name for name in REQUIREMENTS[level]])
        virtual_environment.add_checkout(folder, checkout)
        stamp = {level: fingerprint(level, checkout), "screens": stamp.get("screens")}
    write_stamp(folder, {**stamp, "screens": sorted({"", screen, *_screens(stamp)})})


def _bring_libraries(screen: str, log: Path) -> None:
    lacking = system_libraries.missing(system_libraries.needed(screen))
    venv_lacking = not _has_ensurepip()
    if not lacking and not venv_lacking:
        return
    tool = system_libraries.installer(system_libraries.read_os_release()) if screen != "own" else None
    if tool == "apt-get":
        before = system_libraries.privilege()
        if before is not None:
            # Where installing costs nobody a question, a screen that is plugged in later is served too.
            lacking = system_libraries.missing(system_libraries.needed(screen) + system_libraries.needed("x11"))
            named = system_libraries.packages(tool, lacking, venv_lacking)
            say("Installing system packages: " + " ".join(named))
            with log.open("ab") as file:
                system_libraries.install(named, before, file.fileno())
            lacking = system_libraries.missing(system_libraries.needed(screen))
            venv_lacking = not _has_ensurepip()
            if not lacking and not venv_lacking:
                return
    raise SetUpError(what_to_type(tool, lacking, venv_lacking))


def _bring_test_programs(log: Path) -> None:
    """Installs what only a few tests need where that costs nobody a question; elsewhere those tests say what they lack."""
    named = system_libraries.missing_programs()
    if not named or system_libraries.installer(system_libraries.read_os_release()) != "apt-get":
        return
    before = system_libraries.privilege()
    if before is None:
        return
    say("Installing system packages for the tests: " + " ".join(named))
    with log.open("ab") as file:
        if not system_libraries.install(named, before, file.fileno()):
            say("They could not be installed, so the tests of the keychain will be left out.")


def what_to_type(tool: str | None, lacking: list[system_libraries.Library], venv_lacking: bool) -> str:
    """The sentence that asks a person to install what is missing, with the one line to type."""
    if tool is None:
        names = [library.soname for library in lacking] + (["Python's own module ensurepip"] if venv_lacking else [])
        return ("Medbills needs a few parts of your system. Install what brings these, then run the same command again:\n"
                + ", ".join(names))
    named = system_libraries.packages(tool, lacking, venv_lacking)
    return ("Medbills needs a few parts of your system. Type this line, then run the same command again:\n"
            + system_libraries.line_to_type(tool, named, root=os.geteuid() == 0))


def _has_ensurepip() -> bool:
    import importlib.util
    # Debian splits it off, so that "python3 -m venv" fails on a bare system.
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def _make(folder: Path) -> None:
    import subprocess
    try:
        virtual_environment.make(folder, keep=LOCK)
    except subprocess.CalledProcessError as problem:
        last = (problem.stdout or "").strip().splitlines()[-1:]
        raise SetUpError("Python could not make its virtual environment: {}".format(*last or ["it gave no reason"])) from problem


def _install(folder: Path, requirements: list[Path]) -> None:
    import subprocess
    pip = [str(virtual_environment.python_of(folder)), "-I", "-m", "pip"]
    listing = subprocess.run([*pip, "config", "list"], env=clean(os.environ), stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    command = [*pip, "install", "--require-hashes", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check",
               "--progress-bar", "off"]
    for path in requirements:
        command += ["-r", str(path)]
    with subprocess.Popen(command, env=for_pip(os.environ, listing), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding="utf-8", errors="replace") as running:
        assert running.stdout is not None
        tail = _followed(running.stdout, folder / LOG, sum(path.read_text(encoding="utf-8").count("==") for path in requirements))
    if running.returncode:
        say("\n".join(tail))
        raise SetUpError("The parts that Medbills is built on could not be fetched (see above). "
                         "Check that this computer is online, then run the same command again; it goes on where it stopped.")


def _followed(lines: Iterable[str], log: Path, expected: int) -> list[str]:
    """Keeps pip's words in a log; on a terminal one line shows how far it is. Returns what matters if it failed."""
    seen, tail = 0, []
    with log.open("a", encoding="utf-8") as file:
        for line in lines:
            file.write(line)
            if line.startswith("ERROR:"):
                tail.append(line.rstrip())
            if line.startswith("Collecting ") and sys.stderr.isatty():
                seen += 1
                print(f"\r\033[K{seen} of {expected}: {line.split()[1]}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    return tail[-5:]
