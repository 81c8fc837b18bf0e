"""Set-up: what is done is not done again, what is half done is seen, and nobody's settings bend it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

VERSION = "{}.{}".format(*sys.version_info[:2])


class TestStamp:
    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        (tmp_path / "packaging").mkdir()
        for name in ("requirements.txt", "requirements-test.txt"):
            (tmp_path / "packaging" / name).write_text(f"{name}\n")
        return tmp_path

    @pytest.fixture
    def folder(self, checkout: Path, environments: ModuleType) -> Path:
        python = environments.python_of(checkout / ".venv")
        python.parent.mkdir(parents=True)
        python.touch()
        return checkout / ".venv"

    def done(self, steps: ModuleType, folder: Path, level: str, *screens: str) -> None:
        steps.write_stamp(folder, {level: steps.fingerprint(level, folder.parent), "screens": list(screens)})

    def test_what_was_set_up_is_ready_and_is_left_alone(self, steps, folder, checkout, monkeypatch) -> None:
        self.done(steps, folder, "runtime", "", "x11")
        monkeypatch.setattr(steps, "_set_up", lambda *_: pytest.fail("set up again"))
        assert steps.prepare("runtime", "x11", checkout) == folder

    def test_the_tests_set_serves_the_program_but_not_the_other_way_round(self, steps, folder, checkout) -> None:
        self.done(steps, folder, "test", "")
        assert steps.is_ready(folder, "runtime", "", checkout) and steps.is_ready(folder, "test", "", checkout)
        self.done(steps, folder, "runtime", "")
        assert steps.is_ready(folder, "runtime", "", checkout) and not steps.is_ready(folder, "test", "", checkout)

    def test_other_pins_make_it_stale(self, steps, folder, checkout) -> None:
        self.done(steps, folder, "test", "")
        (checkout / "packaging" / "requirements.txt").write_text("other\n")
        assert not steps.is_ready(folder, "test", "", checkout) and not steps.is_ready(folder, "runtime", "", checkout)

    def test_another_python_makes_it_stale(self, steps, folder, checkout, monkeypatch) -> None:
        self.done(steps, folder, "runtime", "")
        monkeypatch.setattr(steps.sys, "version_info", (3, 99, 0))
        assert not steps.is_ready(folder, "runtime", "", checkout)

    def test_a_lost_interpreter_makes_it_stale(self, steps, environments, folder, checkout) -> None:
        self.done(steps, folder, "runtime", "")
        environments.python_of(folder).unlink()
        assert not steps.is_ready(folder, "runtime", "", checkout)

    @pytest.mark.parametrize("text", ["", "[[", "[]", '{"runtime": 3}', '{"screens": null}'])
    def test_a_stamp_that_cannot_be_read_counts_as_none(self, steps, folder, checkout, text) -> None:
        (folder / steps.STAMP).write_text(text)
        assert not steps.is_ready(folder, "runtime", "", checkout)

    def test_a_new_screen_asks_for_libraries_alone(self, steps, folder, checkout, monkeypatch) -> None:
        self.done(steps, folder, "test", "")
        asked = []
        monkeypatch.setattr(steps, "_bring_libraries", lambda screen, _: asked.append(screen))
        monkeypatch.setattr(steps, "_install", lambda *_: pytest.fail("packages were installed again"))
        steps.prepare("runtime", "x11", checkout)
        assert asked == ["x11"] and all(steps.is_ready(folder, "test", screen, checkout) for screen in ("", "x11"))

    def test_an_interrupted_set_up_leaves_no_stamp(self, steps, folder, checkout, monkeypatch) -> None:
        self.done(steps, folder, "runtime", "")
        (checkout / "packaging" / "requirements.txt").write_text("other\n")
        monkeypatch.setattr(steps, "_bring_libraries", lambda *_: None)
        monkeypatch.setattr(steps, "_make", lambda *_: None)

        def cut_off(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(steps, "_install", cut_off)
        with pytest.raises(KeyboardInterrupt):
            steps.prepare("runtime", "", checkout)
        assert steps.read_stamp(folder) == {}

    def test_a_place_one_may_not_write_to_is_said_plainly(self, steps, checkout) -> None:
        (checkout / ".venv").write_text("a file where the folder belongs")
        with pytest.raises(steps.SetUpError, match="could not be set up in"):
            steps.prepare("runtime", "", checkout)

    def test_an_old_python_is_told_in_one_sentence(self, steps) -> None:
        with pytest.raises(steps.SetUpError, match=r"needs Python 3\.11 or newer, and /usr/bin/python3 is Python 3\.9\."):
            steps.check_python((3, 9), "/usr/bin/python3")
        steps.check_python((3, 11), "python3")


class TestEnvironment:
    @pytest.fixture
    def packages(self, tmp_path: Path) -> Path:
        (tmp_path / "part").mkdir()
        (tmp_path / "part" / "__init__.py").write_text("x = 1\n")
        (tmp_path / "part-1.dist-info").mkdir()
        (tmp_path / "part-1.dist-info" / "RECORD").write_text(
            "part/__init__.py,sha256=x,6\npart/__pycache__/__init__.cpython-311.pyc,,\npart-1.dist-info/RECORD,,\n")
        return tmp_path

    def test_a_whole_package_is_not_torn(self, environments, packages) -> None:
        assert environments.torn(packages) == []

    @pytest.mark.parametrize("harm", [
        lambda folder: (folder / "part" / "__init__.py").unlink(),
        lambda folder: (folder / "part" / "__init__.py").write_text("x"),
        lambda folder: (folder / "part-1.dist-info" / "RECORD").unlink(),
    ], ids=["file lost", "file cut short", "list never written"])
    def test_a_half_written_package_is_seen(self, environments, packages, harm) -> None:
        harm(packages)
        assert environments.torn(packages) == ["part-1.dist-info"]

    def test_a_half_removed_package_is_seen(self, environments, packages) -> None:
        (packages / "~art-0.dist-info").mkdir()
        assert "~art-0.dist-info" in environments.torn(packages)

    def test_made_for_another_python_or_place_is_not_whole(self, environments, tmp_path) -> None:
        folder = tmp_path / ".venv"
        environments.python_of(folder).parent.mkdir(parents=True)
        environments.python_of(folder).touch()
        (environments.packages_of(folder) / "pip").mkdir(parents=True)

        def made(version: str, place: Path) -> bool:
            (folder / "pyvenv.cfg").write_text(f"home = x\nversion = {version}.7\ncommand = python3 -m venv {place}\n")
            return bool(environments.is_whole(folder))

        assert made(VERSION, folder)
        assert not made("3.4", folder)
        assert not made(VERSION, tmp_path / "elsewhere" / "tree")
        (folder / "pyvenv.cfg").unlink()
        assert not environments.is_whole(folder)

    def test_made_anew_it_runs_the_checkout_from_a_path_with_blanks(self, environments, tmp_path) -> None:
        checkout = tmp_path / "my bills é"
        (checkout / "medbills").mkdir(parents=True)
        (checkout / "medbills" / "__init__.py").touch()
        (checkout / "medbills" / "__main__.py").write_text("import sys\n\ndef main():\n    print(sys.argv[1:])\n    return 7\n")
        folder = checkout / ".venv"
        (folder / "leftover").mkdir(parents=True)
        (folder / "kept").touch()
        environments.make(folder, keep="kept")
        environments.add_checkout(folder, checkout)
        assert environments.is_whole(folder) and (folder / "kept").exists() and not (folder / "leftover").exists()
        command = [str(environments.python_of(folder))] if os.name == "nt" else []
        told = subprocess.run([*command, str(environments.script_of(folder)), "a b"], capture_output=True, text=True, cwd=tmp_path)
        assert (told.returncode, told.stdout) == (7, "['a b']\n"), told.stderr


class TestPip:
    def test_only_how_to_reach_the_index_is_taken_over(self, loaded) -> None:
        listing = ("global.cert='/etc/ca.crt'\nglobal.constraint='/etc/constraints.txt'\ninstall.user='true'\n"
                   ":env:.retries='9'\nglobal.extra-index-url='one\\ntwo'\n")
        given = {"PATH": "/bin", "PIP_TARGET": "/elsewhere", "PIP_PROXY": "proxy:1", "PIP_CERT": "/own.crt", "PYTHONPATH": "/evil"}
        settings = loaded["pip_environment"].for_pip(given, listing)
        assert settings == {"PATH": "/bin", "PIP_PROXY": "proxy:1", "PIP_CERT": "/own.crt", "PIP_EXTRA_INDEX_URL": "one\ntwo",
                            "PIP_CONFIG_FILE": os.devnull, "PYTHONNOUSERSITE": "1"}

    def test_the_rest_of_the_environment_is_passed_through(self, loaded) -> None:
        given = {"LANG": "de_DE.UTF-8", "PYTHONHOME": "/evil", "QT_SCALE_FACTOR": "2"}
        assert loaded["pip_environment"].clean(given) == {"LANG": "de_DE.UTF-8", "QT_SCALE_FACTOR": "2", "PYTHONNOUSERSITE": "1"}

    def test_what_went_wrong_is_kept(self, steps, tmp_path) -> None:
        said = io.StringIO("Collecting a==1\nERROR: no a\nmore\n")
        assert steps._followed(said, tmp_path / "log", 1) == ["ERROR: no a"]
        assert (tmp_path / "log").read_text() == said.getvalue()


class TestCommands:
    @pytest.mark.parametrize(("given", "screen", "passed"), [
        (["demo", "--out", "demo"], "", ["demo", "--out", "demo"]),
        (["demo", "--out", "demo"], "x11", ["demo", "--out", "demo", "--window"]),
        (["demo", "--window"], "own", ["demo", "--window"]), ([], "x11", []), (["check", "demo"], "x11", ["check", "demo"]),
    ])
    def test_the_demo_opens_its_window_where_there_is_a_screen(self, loaded, given, screen, passed) -> None:
        assert loaded["run"].arguments_for(given, screen) == passed

    def test_pytest_comes_last_with_the_arguments_given(self, loaded) -> None:
        headline, command = loaded["test"].steps(Path("v"), ["-k", "money"], 2)[-1]
        assert headline == "Tests" and command[1:] == ["-m", "pytest", "-n", "2", "--dist", "worksteal", "-k", "money"]
