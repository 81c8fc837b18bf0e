"""Finds which of the system's own libraries the window lacks, by loading each one; knows how every distribution names them."""

from __future__ import annotations

import ctypes
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Library(NamedTuple):
    """A shared library by the name it is loaded under; the packages that bring it on Debian and on Arch.

    Fedora and openSUSE need no package name: there a library's own name can be installed.
    """

    soname: str
    debian: str
    arch: str


# What the libraries of PySide6-Essentials 6.12 name as NEEDED and do not bring along (objdump -p).
OFFSCREEN = (
    Library("libstdc++.so.6", "libstdc++6", "gcc-libs"),
    Library("libz.so.1", "zlib1g", "zlib"),
    Library("libzstd.so.1", "libzstd1", "zstd"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libX11.so.6", "libx11-6", "libx11"),
    Library("libEGL.so.1", "libegl1", "libglvnd"),
    Library("libGL.so.1", "libgl1", "libglvnd"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    Library("libfreetype.so.6", "libfreetype6", "freetype2"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
)
# Qt blames libxcb-cursor0 for whichever of these is missing, so each is tried for itself.
X11 = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libx11"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Library("libxcb.so.1", "libxcb1", "libxcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-glx.so.0", "libxcb-glx0", "libxcb"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
)
WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0", "wayland"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
    Library("libwayland-egl.so.1", "libwayland-egl1", "wayland"),
)

# What the tests of the keychain run: a message bus and a real Secret Service. Without them those tests say so and are left out.
# Each program with its Debian package.
TEST_PROGRAMS = {"dbus-run-session": "dbus-daemon", "dbus-send": "dbus-bin", "gnome-keyring-daemon": "gnome-keyring"}

_TOOL_OF_SYSTEM = {
    "debian": "apt-get", "ubuntu": "apt-get",
    "fedora": "dnf", "rhel": "dnf", "centos": "dnf",
    "suse": "zypper", "opensuse": "zypper", "opensuse-tumbleweed": "zypper", "opensuse-leap": "zypper",
    "arch": "pacman",
}
_TYPED = {
    "apt-get": "apt-get install --no-install-recommends",
    "dnf": "dnf install",
    "zypper": "zypper install",
    "pacman": "pacman -S --needed",
}


def display(environment: dict[str, str], platform: str = sys.platform) -> str:
    """Which kind of screen a window would open on: "x11", "wayland", "own" (macOS, Windows) or "" for none."""
    if not platform.startswith("linux"):
        return "own"
    if environment.get("DISPLAY"):
        return "x11"
    return "wayland" if environment.get("WAYLAND_DISPLAY") else ""


def needed(screen: str) -> tuple[Library, ...]:
    """The libraries that the program cannot do without on such a screen."""
    if screen == "own":
        return ()
    return OFFSCREEN + {"x11": X11, "wayland": WAYLAND}.get(screen, ())


def missing(libraries: Iterable[Library], load: Callable[[str], object] = ctypes.CDLL) -> list[Library]:
    """Those that do not load: a file that is there but does not load is as good as none."""
    lacking = []
    for library in libraries:
        try:
            load(library.soname)
        except OSError:
            lacking.append(library)
    return lacking


def missing_programs(find: Callable[[str], str | None] = shutil.which) -> list[str]:
    """The Debian packages of those test programs that are not there."""
    return [package for program, package in TEST_PROGRAMS.items() if find(program) is None]


def installer(os_release: str) -> str | None:
    """The command that installs packages on the system that this /etc/os-release describes; None if it is not known."""
    fields = dict(re.findall(r"^(\w+)=[\"']?(.*?)[\"']?$", os_release, re.MULTILINE))
    for name in [fields.get("ID", ""), *fields.get("ID_LIKE", "").split()]:
        if name in _TOOL_OF_SYSTEM:
            return _TOOL_OF_SYSTEM[name]
    return None


def read_os_release() -> str:
    """The text of this system's /etc/os-release; empty where there is none."""
    for path in ("/etc/os-release", "/usr/lib/os-release"):
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                return file.read()
    return ""


def packages(tool: str, lacking: Iterable[Library], venv_lacking: bool = False) -> list[str]:
    """What to ask that tool for, each once."""
    named = []
    if venv_lacking:
        python = "python{}.{}".format(*sys.version_info[:2])
        named.append({"apt-get": python + "-venv", "dnf": "python3-libs", "zypper": python.replace(".", "") + "-base"}.get(tool, "python"))
    column = {"apt-get": "debian", "pacman": "arch"}.get(tool)
    named += [getattr(library, column) if column else library.soname + "()(64bit)" for library in lacking]
    return list(dict.fromkeys(named))


def line_to_type(tool: str, named: Iterable[str], root: bool) -> str:
    """The one line that a person types to install them."""
    return ("" if root else "sudo ") + _TYPED[tool] + " " + " ".join(shlex.quote(name) for name in named)


def privilege() -> list[str] | None:
    """What to put before a command so that it may install packages: nothing for root, None if a password would be asked for."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    silent = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return ["sudo", "-n"] if silent.returncode == 0 else None


def install(named: list[str], before: list[str], log: int) -> bool:
    """Installs Debian packages without asking; the package list is only fetched when it does not serve. False if that failed."""
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-q"]

    def done(*words: str) -> bool:
        return subprocess.run([*apt, *words], stdin=subprocess.DEVNULL, stdout=log, stderr=log).returncode == 0

    wanted = ("install", "--no-install-recommends", *named)
    return done(*wanted) or (done("update") and done(*wanted))
