"""No module of the program reaches for the network; which module may import which is said in pyproject.toml."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "medbills"
NETWORK = frozenset({
    "socket", "socketserver", "ssl", "http", "urllib.request", "ftplib", "smtplib", "poplib", "imaplib", "nntplib", "telnetlib",
    "xmlrpc", "requests", "urllib3", "httpx", "httpcore", "aiohttp", "websockets",
    "PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
})


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module named in an import; `from a import b` names both a and a.b, as b may be a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def network_imports(code: str) -> list[str]:
    return [module for module in imported(ast.parse(code)) if any(module == known or module.startswith(known + ".") for known in NETWORK)]


def test_no_module_reaches_for_the_network() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): network_imports(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    assert found and {path: modules for path, modules in found.items() if modules} == {}


@pytest.mark.parametrize("code", [
    "import socket", "from urllib import request", "import http.client", "from PySide6.QtNetwork import QTcpSocket",
    "def late():\n    import ssl",
])
def test_a_violation_is_seen(code: str) -> None:
    assert network_imports(code)


@pytest.mark.parametrize("code", ["from urllib.parse import quote", "import email", "from PySide6 import QtWidgets"])
def test_the_rest_is_left_alone(code: str) -> None:
    assert not network_imports(code)
