"""Reads why a plan did not pay in full: adjustment reasons (CARC) with their groups, remarks (RARC), and the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from medbills.claims.by_path import told
from medbills.claims.fhir_node import Coding, Node, codings, extensions
from medbills.domain.code_formats import group_and_reason, is_group, is_reason, is_remark
from medbills.domain.fields import Adjustment
from medbills.domain.reading import ReadValue

_REASON_SYSTEMS = ("claim-adjustment-reason", "remittance-advice-remark", "x12claimadjustment", "_ansi_cd", "/carc", "/rarc")
_GROUP_SYSTEMS = ("claim-adjustment-group", "adjustment-group")
_REASON_CATEGORIES = frozenset({"denialreason", "adjustmentreason"})
_NETWORK = {"innetwork": "in", "outofnetwork": "out", "contracted": "in", "noncontracted": "out"}
# how a claim was paid says more about the patient's share than how the provider is contracted
_NETWORK_ORDER = (
    "",
    "benefitpaymentstatus",
    "billingnetworkstatus",
    "renderingnetworkstatus",
    "billingnetworkcontractingstatus",
    "renderingnetworkcontractingstatus",
)


def reasons(adjudications: Iterable[Node]) -> dict[str, ReadValue]:
    """`remark_codes` of a line, and its `adjustments` where group, reason and amount are all said."""
    codes: dict[str, Node] = {}
    adjustments: list[Adjustment] = []
    places: list[Node] = []
    for item in adjudications:
        group = _group(item)
        for coding in _reason_codings(item):
            found = _split(coding.code.upper(), group)
            if found is None:
                continue
            codes.setdefault("-".join(part for part in found if part), coding.node)
            money = item.at("amount").money()
            if found[0] and money is not None:
                adjustments.append(Adjustment(found[0], found[1], money))
                places.append(item.at("amount"))
    read: dict[str, ReadValue] = {}
    if codes:
        read["remark_codes"] = told(tuple(codes), ", ".join(node.path for node in codes.values()), " ".join(codes))
    if adjustments:
        read["adjustments"] = told(tuple(adjustments), ", ".join(node.path for node in places))
    return read


def network(adjudications: Iterable[Node]) -> ReadValue | None:
    """`network_status` as "in" or "out"; None where it is not said, or said both ways with the same weight."""
    found: dict[str, tuple[str, Node]] = {}
    for item in adjudications:
        kinds = [coding.word for coding in codings(item.at("category"))]
        kind = next((word for word in kinds if word in _NETWORK_ORDER), "")
        for coding in [*codings(item.at("reason")), *codings(item.at("code")), *codings(item.at("category"))]:
            if coding.word not in _NETWORK:
                continue
            status = _NETWORK[coding.word]
            if found.setdefault(kind, (status, coding.node))[0] != status:
                found[kind] = ("", coding.node)
    for kind in _NETWORK_ORDER:
        if kind in found:
            status, node = found[kind]
            return told(status, node.path, node.words(), 0.98) if status else None
    return None


def _reason_codings(item: Node) -> Iterator[Coding]:
    category = {coding.word for coding in codings(item.at("category"))}
    said = bool(category & _REASON_CATEGORIES) or any("_ansi_cd" in word for word in category)
    concepts = [item.at("reason")]
    for _, extended in extensions(item):
        concepts += [extended.at("valueCodeableConcept"), extended.at("valueCoding")]
    for concept in concepts:
        for coding in codings(concept):
            known = any(name in coding.system for name in _REASON_SYSTEMS)
            # a variable of Medicare that is no such list ("reduced payment: 0") is no reason
            if known or (said and "bluebutton.cms.gov" not in coding.system):
                yield coding


def _group(item: Node) -> str:
    concepts = [item.at("reason"), item.at("category")]
    for _, extended in extensions(item):
        concepts += [extended.at("valueCodeableConcept"), extended.at("valueCoding"), extended]
    for concept in concepts:
        for coding in codings(concept):
            if any(name in coding.system for name in _GROUP_SYSTEMS) and is_group(coding.code):
                return coding.code.upper()
    return ""


def _split(code: str, group: str) -> tuple[str, str] | None:
    """Group and reason of a code; the group is empty where it is not said, and for a remark."""
    bare = code.replace(" ", "")
    joined = group_and_reason(bare)
    if joined:
        return joined
    if is_remark(bare):
        return "", bare
    return (group, bare.lstrip("0") or bare) if is_reason(bare) else None
