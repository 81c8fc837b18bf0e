"""The catalogue of phone scripts in `resources/scripts`: one file each, read once, and walked along with what they say."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import meta

from medbills import plain_yaml
from medbills.domain.call import Said
from medbills.domain.letter import ADDRESSEES, NARROW, Run
from medbills.domain.script import DESKS, Fit, Script, ScriptFacts, ScriptLine, Spoken
from medbills.errors import WrongUsage
from medbills.letters.blocks import BlockCutter
from medbills.letters.environment import compiled, condition, environment
from medbills.letters.script_grammar import read_lines
from medbills.letters.templates import divided
from medbills.letters.traced import Ledger, Missing, traced
from medbills.paths import resource

LANGUAGE = "en"
_PARTS = frozenset({
    "id", "slug", "title", "who", "to", "desk", "when", "fits", "have", "facts", "if_pressed", "do_not", "write_down", "before_end",
    "comfort", "authority", "confidence", "checked_on",
})  # fmt: skip


@lru_cache(maxsize=1)
def scripts() -> tuple[Script, ...]:
    """Every phone script, by number. A file that is not whole is a mistake of ours and raises ValueError."""
    found = [_read(path) for path in sorted(resource("scripts", LANGUAGE).glob("[!_]*.md"))]
    for name in ("id", "slug"):
        values = [getattr(script, name) for script in found]
        if len(set(values)) != len(values):
            raise ValueError(f"two scripts share one {name}")
    return tuple(sorted(found, key=lambda script: script.id))


def find_script(id_or_slug: str) -> Script:
    """The script with this number ("P01") or name. Raises WrongUsage when there is none."""
    wanted = id_or_slug.strip().lower()
    for script in scripts():
        if wanted in (script.id.lower(), script.slug):
            return script
    known = ", ".join(f"{script.id} {script.slug}" for script in scripts())
    raise WrongUsage(f"There is no phone script called {id_or_slug!r}. Choose one of these: {known}.")


@lru_cache(maxsize=1)
def script_facts() -> Mapping[str, Mapping[str, Any]]:
    """Every fact that a script may name: an example of it, and whether it tells of the care or the person."""
    loaded: Mapping[str, Mapping[str, Any]] = plain_yaml.load((resource("scripts", LANGUAGE) / "_facts.yaml").read_text(encoding="utf-8"))
    return loaded


def walk(script: Script, facts: ScriptFacts, trail: Sequence[Said]) -> ScriptLine:
    """The line that comes after these steps. A step that the script does not know ends the walk where it stands."""
    line = _not_passed(script, script.opening, facts)
    for step in trail:
        reply = line.reply(step.reply)
        leads_to = reply.leads_to if reply else line.goes_to if not step.reply else ""
        if step.line != line.key or not leads_to:
            break
        line = _not_passed(script, script.lines[leads_to], facts)
    return line


def lines_after(script: Script, line: ScriptLine, facts: ScriptFacts) -> tuple[ScriptLine, ...]:
    """What may follow a line that is said, for these facts: lines that they pass over are passed over."""
    keys = dict.fromkeys(key for key in (*(reply.leads_to for reply in line.replies), line.goes_to) if key)
    return tuple(_not_passed(script, script.lines[key], facts) for key in keys)


def speak(script: Script, line: ScriptLine, facts: ScriptFacts) -> Spoken:
    """The line with its facts. What is not known would be a gap, named in `missing`."""
    ledger = Ledger()
    cutter = BlockCutter(ledger, (), typesets=False)
    runs = _filled(line.say, facts, ledger, cutter)
    return Spoken(line=line, runs=runs, sources=cutter.sources, missing=tuple(ledger.missing))


def comfort(script: Script, facts: ScriptFacts) -> str:
    """The script's reassuring line with its facts."""
    ledger = Ledger()
    return "".join(run.text for run in _filled(script.comfort, facts, ledger, BlockCutter(ledger, (), typesets=False)))


def _filled(text: str, facts: ScriptFacts, ledger: Ledger, cutter: BlockCutter) -> tuple[Run, ...]:
    filled = compiled(text).render(_given(text, facts, ledger))
    return tuple(run for block in cutter.cut(" ".join(filled.split())) for run in block.runs)


def _not_passed(script: Script, line: ScriptLine, facts: ScriptFacts) -> ScriptLine:
    for way in line.passes:
        if bool(condition(way.when)(_given("{{ " + way.when + " }}", facts, Ledger()))):
            return _not_passed(script, script.lines[way.leads_to], facts)
    return line


def _given(text: str, facts: ScriptFacts, ledger: Ledger) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in _names_in(text):
        fact = facts.get(name)
        known = fact is not None and fact.value not in (None, "", ())
        given[name] = traced(fact.value, fact.evidence, name, ledger) if fact is not None and known else Missing(name, ledger)
    return given


@lru_cache(maxsize=1024)
def _names_in(text: str) -> frozenset[str]:
    return frozenset(meta.find_undeclared_variables(environment().parse(text)))


def _read(path: Path) -> Script:
    head, body = divided(path)
    if lacking := _PARTS - head.keys():
        raise ValueError(f"{path.name} lacks {sorted(lacking)}")
    if strange := head.keys() - _PARTS:
        raise ValueError(f"{path.name} has unknown keys {sorted(strange)}")
    if head["slug"] != path.stem:
        raise ValueError(f"{path.name} calls itself {head['slug']}")
    if head["to"] not in ADDRESSEES or head["desk"] not in DESKS:
        raise ValueError(f"{path.name} calls {head['to']} at {head['desk']}, which is nobody we know")
    if not isinstance(head["checked_on"], datetime.date):
        raise ValueError(f"{path.name}: checked_on is not a date")
    script = Script(
        id=head["id"], slug=head["slug"], title=head["title"], who=head["who"], to=head["to"], desk=head["desk"], when=head["when"],
        fits=tuple(Fit(tuple(fit["when"]), int(fit["rank"])) for fit in head["fits"]), have=tuple(head["have"]), facts=dict(head["facts"]),
        if_pressed=head["if_pressed"], do_not=tuple(head["do_not"]), write_down=tuple(head["write_down"]),
        before_end=tuple(head["before_end"]), comfort=head["comfort"], authority=head["authority"], confidence=head["confidence"],
        checked_on=head["checked_on"], lines=read_lines(body, path.name),
    )  # fmt: skip
    _prove_facts(script, path.name)
    return script


def names_used(script: Script) -> frozenset[str]:
    """The facts that a script names, shows, or goes by."""
    lines = script.lines.values()
    texts = [script.comfort, *(line.say for line in lines), *("{{ " + way.when + " }}" for line in lines for way in line.passes)]
    return frozenset(script.facts).union(*map(_names_in, texts))


def _prove_facts(script: Script, name: str) -> None:
    """Every fact is one we know, and who must not learn of the care is told nothing of it."""
    known = script_facts()
    if unknown := names_used(script) - known.keys():
        raise ValueError(f"{name} uses {sorted(unknown)}, which nobody knows")
    told = frozenset(script.facts).union(_names_in(script.comfort), *(_names_in(line.say) for line in script.lines.values()))
    if script.to in NARROW and (private := {fact for fact in told if known[fact].get("private")}):
        raise ValueError(f"{name} tells {sorted(private)}, which is private")
