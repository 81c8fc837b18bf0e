"""The surroundings pip is run in: how to reach the package index is the user's to say, what to install is ours."""

from __future__ import annotations

import ast
import os
from collections.abc import Mapping

# A constraint file, a target folder or "no-binary" of the user's would break or bend the pinned set; these do not.
CONNECTION = frozenset({
    "index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "proxy", "cert", "client-cert",
    "timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir", "keyring-provider", "use-feature",
})
# Each of these can lead Python away from its own library.
_MISLEADING = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONPLATLIBDIR", "PYTHONSAFEPATH", "__PYVENV_LAUNCHER__")


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what leads Python to packages that are not ours."""
    kept = {name: value for name, value in environment.items() if name not in _MISLEADING}
    kept["PYTHONNOUSERSITE"] = "1"
    return kept


def connection_settings(listing: str) -> dict[str, str]:
    """From what `pip config list` prints: the settings that say how to reach the index, as environment variables."""
    found = {}
    for line in listing.splitlines():
        name, separator, quoted = line.partition("=")
        setting = name.rpartition(".")[2]
        if separator and setting in CONNECTION and not name.startswith(":env:"):
            found["PIP_" + setting.upper().replace("-", "_")] = str(ast.literal_eval(quoted))
    return found


def for_pip(environment: Mapping[str, str], listing: str) -> dict[str, str]:
    """The environment to run pip in, given the user's environment and what `pip config list` printed there."""
    ours = {name: value for name, value in clean(environment).items() if not name.startswith("PIP_")}
    theirs = {"PIP_" + name.upper().replace("-", "_") for name in CONNECTION}
    ours.update(connection_settings(listing))
    ours.update({name: value for name, value in environment.items() if name in theirs})
    ours["PIP_CONFIG_FILE"] = os.devnull
    return ours
