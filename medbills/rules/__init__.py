"""Rule packs: the one that ships with the program, newer ones from a signed file, and what differs between two."""

from medbills.domain.rule import Pack, Rule
from medbills.rules.shipped import load_pack, rules_of, shipped_version

__all__ = ["Pack", "Rule", "load_pack", "rules_of", "shipped_version"]
