"""Electronic remittances (X12 835): an insurer's answer to a provider's claims, one document for each claim."""

from __future__ import annotations

from medbills.claims.remittance_claims import read_claims
from medbills.claims.remittance_parts import remittance_of
from medbills.claims.x12_segments import looks_like_x12, segments_of, transactions_of
from medbills.domain.importing import Importer, Source
from medbills.domain.media import CSV, TEXT, UNKNOWN, X12
from medbills.domain.reading import ReadDocument
from medbills.errors import UnusableInput

_REMITTANCE = "835"
_MOST_CLAIMS = 20_000  # a hospital's month; a family has some hundreds in all its life
# What the other transaction sets of health care are, in the words of the refusal.
_OTHERS = {
    "270": "a 270, a question to an insurer about coverage",
    "271": "a 271, an insurer's answer about coverage",
    "275": "a 275, papers that go with a claim",
    "276": "a 276, a question to an insurer about a claim",
    "277": "a 277, an insurer's note on where a claim stands",
    "278": "a 278, a request for approval of care",
    "820": "an 820, a payment of premiums",
    "824": "an 824, a note that a message had faults",
    "834": "an 834, a list of people enrolled in a plan",
    "837": "an 837, the claim a provider sends an insurer",
    "997": "a 997, a receipt for a message",
    "999": "a 999, a receipt for a message",
}
_MOST_SEGMENTS = 400_000
_TOO_LONG = "{name} holds more claims than Medbills reads at once. Ask the provider for the part that is about you."
_ADVICE = "Medbills reads the 835, the insurer's answer to a claim. Ask the insurer for that, or add the explanation of benefits."


def score(source: Source) -> float:
    if source.sheets is not None or source.media_type not in {X12, TEXT, CSV, UNKNOWN}:
        return 0.0
    return 1.0 if looks_like_x12(source.body[:256]) else 0.0


def parse(source: Source) -> tuple[ReadDocument, ...]:
    """The claims of every 835 in the file. Raises UnusableInput when it holds another kind of message, or no claim."""
    segments = segments_of(source.body, _MOST_SEGMENTS)
    if len(segments) > _MOST_SEGMENTS:
        raise UnusableInput(_TOO_LONG.format(name=source.name))
    transactions = transactions_of(segments)
    remittances = [remittance_of(transaction) for transaction in transactions if transaction.kind == _REMITTANCE]
    if not remittances:
        raise UnusableInput(_refusal(source.name, [transaction.kind for transaction in transactions]))
    if sum(len(remittance.claims) for remittance in remittances) > _MOST_CLAIMS:
        raise UnusableInput(_TOO_LONG.format(name=source.name))
    documents = tuple(document for remittance in remittances for document in read_claims(remittance))
    if not documents:
        raise UnusableInput(f"{source.name} is an 835, but no claim stands in it. Ask the insurer for it again.")
    return documents


def _refusal(name: str, kinds: list[str]) -> str:
    if not kinds:
        return f"{name} is an electronic message (X12) without anything in it. {_ADVICE}"
    known = next((_OTHERS[kind] for kind in kinds if kind in _OTHERS), None)
    if known is None:
        return f"{name} is an X12 message of a kind that holds no claims. {_ADVICE}"
    return f"{name} is another kind of message: {known}. {_ADVICE}"


IMPORTER = Importer(slug="x12_835", title="An electronic remittance (835)", score=score, parse=parse)
