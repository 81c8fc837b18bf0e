"""The treatments that dental plans often pay as cheaper ones, from the program's own table (code numbers only)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from medbills import plain_yaml
from medbills.domain.facts import Facts
from medbills.domain.own_pair import pairs_with
from medbills.paths import resource


@cache
def dental_pairs() -> Mapping[str, Sequence[str]]:
    """Treatment done -> the cheaper ones that plans commonly pay. The plan's own booklet decides."""
    table = plain_yaml.load(resource("codes", "dental_downgrades.yaml").read_text(encoding="utf-8"))
    return {done: paid for family in table["families"] for done, paid in family.get("pairs", {}).items()}


def dental_pairs_for(facts: Facts) -> Mapping[str, Sequence[str]]:
    """The same, with the user's own pairs in their place."""
    return pairs_with(dental_pairs(), facts.own_pairs)
