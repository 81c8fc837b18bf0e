"""Values of a source without pages (FHIR, 835, CSV): each names the element it came from."""

from __future__ import annotations

from medbills.domain.fields import Value
from medbills.domain.paper import Spot
from medbills.domain.reading import ReadValue


def told(value: Value, path: str, raw: str | None = None, confidence: float = 1.0) -> ReadValue:
    """A value that data states at `path` (reading contract, "box"); `raw` is the element's own text."""
    return ReadValue(value, Spot(path=path, raw=raw, confidence=confidence))
