"""Deadlines: the engine over the rules of a pack, with triggers, calendars, and whose clock it is."""

from medbills.deadlines.engine import apply_rules
from medbills.deadlines.spoken import deadlines_from_json, events_json

__all__ = ["apply_rules", "deadlines_from_json", "events_json"]
