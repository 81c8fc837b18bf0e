"""Fills who said before the care that a provider is in the plan's network, from what was kept then."""

from __future__ import annotations

from collections.abc import Iterator

from medbills.domain.belonging import service_days
from medbills.domain.letter import Evidence, Fact
from medbills.domain.matter import Matter
from medbills.domain.names import same_organization
from medbills.domain.told import ToldNetwork
from medbills.services.told_before_care import told_networks
from medbills.store import Vault

_BEFORE_CARE = Evidence(source="Before care")
_SEEN = ("directory", "website", "web site", "online")  # words of whoever said it, in small letters
_HEARD = ("phone", "call", "hotline")


def network_facts(vault: Vault, matter: Matter) -> dict[str, Fact]:
    """Facts by name: the last such word before the care; none where nothing was kept, or the care came first."""
    told = _last_word(vault, matter)
    return dict(_facts(told)) if told is not None else {}


def _last_word(vault: Vault, matter: Matter) -> ToldNetwork | None:
    names = [kept.paper.provider_name or kept.paper.issuer_name for kept in (matter.eob, matter.charged) if kept is not None]
    days = [day for kept in (matter.eob, matter.charged) if kept is not None for day in service_days(kept.paper)]
    words = told_networks(vault, matter.case.person_id)
    fitting = [one for one in words if one.in_network and any(name and same_organization(one.provider, name) for name in names)]
    before = [one for one in fitting if days and one.told_on <= min(days)]
    return max(before, key=lambda one: one.told_on, default=None)


def _facts(told: ToldNetwork) -> Iterator[tuple[str, Fact]]:
    yield "seen_on", Fact(told.told_on, _BEFORE_CARE)
    said = told.said_by.lower()
    seen, heard = any(word in said for word in _SEEN), any(word in said for word in _HEARD)
    if seen != heard:
        yield "source", Fact("directory" if seen else "phone", _BEFORE_CARE)
    if heard:
        yield "person", Fact(told.said_by, _BEFORE_CARE)
