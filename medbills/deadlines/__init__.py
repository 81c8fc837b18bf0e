"""Deadlines: the engine over resources/rules/*.yaml, with triggers, calendars, and whose clock it is."""

from medbills.deadlines.engine import apply_rules
from medbills.deadlines.rules import Rule, load_pack, rule
from medbills.deadlines.spoken import deadlines_from_json, events_json

__all__ = ["Rule", "apply_rules", "deadlines_from_json", "events_json", "load_pack", "rule"]
