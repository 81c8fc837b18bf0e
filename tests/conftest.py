"""What every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from medbills.keys import wrapping

# A busy machine is slow, not wrong: nothing timed decides a pass.
settings.register_profile("medbills", deadline=None)
settings.load_profile("medbills")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="the long forms of the reliability tests: hours instead of seconds")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A long form may take as long as it needs."""
    if config.getoption("--long"):
        for item in items:
            item.add_marker(pytest.mark.timeout(0))


@pytest.fixture(scope="session")
def long_form(request: pytest.FixtureRequest) -> bool:
    """Whether the long forms were asked for."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample family's papers."""
    return ROOT / "resources" / "samples"


@pytest.fixture(scope="session")
def third_party() -> Path:
    """Documents that this project did not write; they lie beside the checkout on the makers' machines only."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the third-party documents are not on this machine")
    return folder


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or leaves anything in the real home folder."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))


@pytest.fixture(autouse=True, scope="session")
def cheap_keys() -> Iterator[None]:
    """A passphrase costs next to nothing to try in the tests' own process; what it really costs has a test of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrapping, "USUAL_COST", wrapping.Cost(memory_kib=1024, passes=1, lanes=1))
        yield
