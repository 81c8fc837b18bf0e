"""What the window lacks is found library by library, and named as each system names it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import PySide6
import pytest

VERSION = "{}.{}".format(*sys.version_info[:2])


def without(*absent: str) -> Callable[[str], None]:
    """A loader under which all but these load."""

    def load(soname: str) -> None:
        if soname in absent:
            raise OSError(f"{soname}: cannot open shared object file")

    return load


class TestSystemLibraries:
    def test_each_library_is_tried_for_itself(self, libraries: ModuleType) -> None:
        lacking = libraries.missing(libraries.needed("x11"), without("libxcb-icccm.so.4", "libEGL.so.1"))
        assert [library.debian for library in lacking] == ["libegl1", "libxcb-icccm4"]

    def test_nothing_is_missing_where_all_load(self, libraries: ModuleType) -> None:
        assert libraries.missing(libraries.needed("x11") + libraries.needed("wayland"), without()) == []

    @pytest.mark.parametrize(("environment", "platform", "screen"), [
        ({"DISPLAY": ":0"}, "linux", "x11"), ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "wayland"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux", "x11"), ({"DISPLAY": ""}, "linux", ""),
        ({}, "darwin", "own"), ({}, "win32", "own"),
    ])
    def test_the_screen_is_recognized(self, libraries: ModuleType, environment: dict[str, str], platform: str, screen: str) -> None:
        assert libraries.display(environment, platform) == screen

    def test_without_a_screen_no_library_of_x11_is_asked_for(self, libraries: ModuleType) -> None:
        assert not set(libraries.needed("")) & set(libraries.X11)
        assert libraries.needed("own") == ()

    @pytest.mark.parametrize(("os_release", "tool"), [
        ('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', "apt-get"), ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "apt-get"),
        ("ID=fedora\n", "dnf"), ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "dnf"),
        ('ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n', "zypper"),
        ("ID=manjaro\nID_LIKE=arch\n", "pacman"), ("ID=alpine\n", None), ("", None),
    ])
    def test_the_system_is_recognized(self, libraries: ModuleType, os_release: str, tool: str | None) -> None:
        assert libraries.installer(os_release) == tool

    @pytest.mark.parametrize(("tool", "line"), [
        ("apt-get", f"sudo apt-get install --no-install-recommends python{VERSION}-venv libegl1 libxcb-icccm4"),
        ("dnf", "sudo dnf install python3-libs 'libEGL.so.1()(64bit)' 'libxcb-icccm.so.4()(64bit)'"),
        ("zypper", f"sudo zypper install python{VERSION.replace('.', '')}-base 'libEGL.so.1()(64bit)' 'libxcb-icccm.so.4()(64bit)'"),
        ("pacman", "sudo pacman -S --needed python libglvnd xcb-util-wm"),
    ])
    def test_one_line_says_what_to_type(self, libraries: ModuleType, tool: str, line: str) -> None:
        lacking = libraries.missing(libraries.needed("x11"), without("libEGL.so.1", "libxcb-icccm.so.4"))
        assert libraries.line_to_type(tool, libraries.packages(tool, lacking, venv_lacking=True), root=False) == line

    def test_root_needs_no_sudo_and_a_package_is_named_once(self, libraries: ModuleType) -> None:
        lacking = libraries.missing(libraries.needed(""), without("libglib-2.0.so.0", "libgthread-2.0.so.0"))
        line = libraries.line_to_type("apt-get", libraries.packages("apt-get", lacking), root=True)
        assert line == "apt-get install --no-install-recommends libglib2.0-0"

    def test_an_unknown_system_is_told_the_files(self, libraries: ModuleType, steps: ModuleType) -> None:
        lacking = libraries.missing(libraries.needed(""), without("libGL.so.1"))
        assert steps.what_to_type(None, lacking, False).endswith("libGL.so.1")

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves these to the system")
    def test_the_list_holds_what_qt_names(self, libraries: ModuleType) -> None:
        """Every library that Qt's own files ask for and do not bring is in our list, so that a newer Qt cannot ask for more unseen."""
        qt = Path(PySide6.__file__).parent / "Qt"
        plugins = [qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("offscreen", "xcb")]
        files = plugins + [qt / "lib" / f"libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "DBus", "XcbQpa")]
        asked = {name for file in files for name in needed_by(file)}
        brought = {file.name for file in (qt / "lib").iterdir()}
        of_the_c_library = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1"}
        unknown = asked - brought - of_the_c_library - {library.soname for library in libraries.needed("x11")}
        assert {name for name in unknown if not name.startswith("ld-linux")} == set()

    def test_what_only_tests_need_is_asked_for_by_package(self, libraries: ModuleType) -> None:
        assert libraries.missing_programs(lambda _program: None) == ["dbus-daemon", "dbus-bin", "gnome-keyring"]
        assert libraries.missing_programs(lambda program: f"/usr/bin/{program}") == []


def needed_by(file: Path) -> list[str]:
    """The NEEDED entries of a 64-bit little-endian ELF file's dynamic section."""
    data = file.read_bytes()
    assert data[:6] == b"\x7fELF\x02\x01"

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at:at + size], "little")

    start, size, count = number(32, 8), number(54, 2), number(56, 2)
    headers = range(start, start + size * count, size)
    segments = [(number(at, 4), number(at + 8, 8), number(at + 16, 8), number(at + 32, 8)) for at in headers]
    offset, length = next((where, filed) for kind, where, _, filed in segments if kind == 2)
    entries = [(number(at, 8), number(at + 8, 8)) for at in range(offset, offset + length, 16)]
    address = next(value for tag, value in entries if tag == 5)
    names = next(where + address - place for kind, where, place, filed in segments if kind == 1 and place <= address < place + filed)
    return [data[names + value:data.index(b"\0", names + value)].decode() for tag, value in entries if tag == 1]
