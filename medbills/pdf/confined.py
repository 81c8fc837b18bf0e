"""What a worker process forbids itself before it opens a stranger's file: memory beyond a cap, files, core dumps, the network."""

from __future__ import annotations

import sys


def limit_ourselves(memory: int) -> None:
    """Caps this process's memory (bytes of address space) and forbids writing files, where the system can; no socket opens any more."""
    sys.addaudithook(_refuse_network)
    try:
        import resource
    except ImportError:  # Windows: the parent's limits on time and pages remain
        return
    caps = [(getattr(resource, "RLIMIT_AS", None), memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)]
    for which, most in caps:
        if which is None:
            continue
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError):
            continue  # macOS refuses some of them


def _refuse_network(event: str, _arguments: object) -> None:
    if event.startswith("socket."):
        raise PermissionError("a worker has no business on the network")
