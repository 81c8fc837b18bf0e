"""Tells whether a FHIR claim is an original, a replacement or a reversal, and which claim it replaces."""

from __future__ import annotations

from medbills.claims.by_path import told
from medbills.claims.fhir_node import Node, codings, extension, variable
from medbills.domain.fields import FieldType
from medbills.domain.reading import ReadValue

_ORIGINAL, _REPLACEMENT, _REVERSAL = "original", "replacement", "reversal"
_REPLACES = frozenset({"prior", "replaces", "corrects"})
# the last digit of a type of bill (NUBC); Medicare's entry code (carriers), action code (institutions), and the
# deletion code of a drug claim: https://bluebutton.cms.gov/resources/variables/NAME
_BY_VARIABLE = {
    "clm_freq_cd": {"1": _ORIGINAL, "7": _REPLACEMENT, "8": _REVERSAL},
    "carr_clm_entry_cd": {"1": _ORIGINAL, "3": _REVERSAL, "5": _REPLACEMENT},
    "fi_clm_actn_cd": {"1": _ORIGINAL, "2": _REVERSAL, "3": _REPLACEMENT, "4": _REVERSAL},
    "adjstmt_dltn_cd": {"A": _REPLACEMENT, "D": _REVERSAL},
}


def claim_version(eob: Node) -> dict[str, ReadValue | None]:
    """`claim_version` and `replaces_claim_number`, where the data says either."""
    version: ReadValue | None = None
    status = eob.at("status")
    if status.value == "cancelled":
        version = told(_REVERSAL, status.path, status.words())
    replaced = _replaced(eob)
    if replaced is not None:
        version = version or told(_REPLACEMENT, str(replaced.spot.path), replaced.spot.raw)
    for name, node in _codes(eob):
        said = _BY_VARIABLE[name].get(str(node.value).upper())
        if said is not None and (version is None or (version.value == _ORIGINAL and said != _ORIGINAL)):
            version = told(said, node.path, node.words(), 0.97)
    if replaced is None and version is not None and version.value != _ORIGINAL:
        replaced = extension(eob, "fi_orig_clm_cntl_num", "valueIdentifier").at("value").told(FieldType.CODE, 0.9)
    return {"claim_version": version, "replaces_claim_number": replaced}


def _replaced(eob: Node) -> ReadValue | None:
    for item in eob.each("related"):
        if not any(coding.word in _REPLACES for coding in codings(item.at("relationship"))):
            continue
        for node in (item.at("reference", "value"), item.at("claim", "identifier", "value"), item.at("claim", "reference")):
            words = node.words()
            if words is not None:
                return told(words.rsplit("/", 1)[-1].upper().replace(" ", ""), node.path, words)
    return None


def _codes(eob: Node) -> list[tuple[str, Node]]:
    found = [(name, extension(eob, name, "valueCoding").at("code")) for name in _BY_VARIABLE]
    for key in ("supportingInfo", "information"):
        for item in eob.each(key):
            for coding in codings(item.at("code")):
                name = variable(coding.system)
                if name in _BY_VARIABLE:
                    found.append((str(name), coding.node))
                elif "typeofbill" in coding.system and len(coding.code) >= 3:
                    found.append(("clm_freq_cd", Node(coding.code[-1], coding.node.path)))
    return [(name, node) for name, node in found if node]
