"""Tells the checks what was kept before care: estimates, who said what about the network, and authorizations."""

from __future__ import annotations

from medbills.domain.told import ToldAuthorization, ToldEstimate, ToldNetwork
from medbills.store import Vault


def told_estimates(vault: Vault, person_id: str | None) -> tuple[ToldEstimate, ...]:
    """Of one person's planned care, where there is one."""
    return tuple(
        ToldEstimate(
            provider=care.provider, amount=care.estimate, care_on=care.care_on, given_on=care.estimate_on, paper=care.estimate_paper,
            without_insurance=care.without_insurance,
        )
        for care in vault.planned_cares.all()
        if care.person_id == person_id and (care.estimate is not None or care.estimate_paper)
    )  # fmt: skip


def told_networks(vault: Vault, person_id: str | None) -> tuple[ToldNetwork, ...]:
    """Each piece of evidence, for the provider it is about."""
    mine = {care.id: care for care in vault.planned_cares.all() if care.person_id == person_id}
    return tuple(
        ToldNetwork(provider=one.about or mine[one.care_id].provider, told_on=one.told_on, in_network=one.in_network, said_by=one.said_by)
        for one in vault.network_evidence.all()
        if one.care_id in mine
    )


def authorizations(vault: Vault, person_id: str | None) -> tuple[ToldAuthorization, ...]:
    """Prior authorizations with their numbers, approved units and days."""
    return tuple(
        ToldAuthorization(
            provider=care.provider, number=care.authorization, units=care.authorized_units, first=care.authorized_from,
            last=care.authorized_to,
        )
        for care in vault.planned_cares.all()
        if care.person_id == person_id and (care.authorization or care.authorized_units)
    )  # fmt: skip
