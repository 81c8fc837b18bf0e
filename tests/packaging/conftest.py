"""The modules of set-up, loaded from their folder: they are scripts beside each other, not a package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture(scope="module")
def loaded() -> dict[str, ModuleType]:
    """Each by its name; they import one another by bare name, so they stand in sys.modules while they load."""
    names = ("system_libraries", "virtual_environment", "pip_environment", "setup_steps", "run", "test")
    before, path = dict(sys.modules), list(sys.path)
    try:
        modules = {}
        for name in names:
            specification = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
            assert specification and specification.loader
            module = importlib.util.module_from_spec(specification)
            sys.modules[name] = module
            specification.loader.exec_module(module)
            modules[name] = module
        return modules
    finally:
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update({name: before[name] for name in names if name in before})
        sys.path[:] = path


@pytest.fixture
def libraries(loaded: dict[str, ModuleType]) -> ModuleType:
    return loaded["system_libraries"]


@pytest.fixture
def steps(loaded: dict[str, ModuleType]) -> ModuleType:
    return loaded["setup_steps"]


@pytest.fixture
def environments(loaded: dict[str, ModuleType]) -> ModuleType:
    return loaded["virtual_environment"]
