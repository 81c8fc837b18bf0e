"""Makes the card of what to say about a case: the script's lines with the case's facts, in the order one says them."""

from __future__ import annotations

import datetime

from medbills.domain.script import Script, ScriptLine
from medbills.letters.scripts import lines_after, speak, walk
from medbills.pdf.say_card import SayCard, say_card_pdf
from medbills.services.load_matters import load_matter
from medbills.services.next_steps import heading
from medbills.services.what_to_say import Talk, what_to_say
from medbills.store import Vault

_SHORT = 2  # words; a reply as short as this is said with the line it answers


def print_say_card(vault: Vault, case_id: str, *, today: datetime.date, slug: str = "") -> bytes:
    """A PDF in large type; `slug` names a script, without it the one that fits the case is taken."""
    matter = load_matter(vault, case_id, today=today)
    return say_card_pdf(plan_say_card(what_to_say(vault, matter, today, slug), heading(matter)))


def plan_say_card(talk: Talk, about: str) -> SayCard:
    """What the card says. To a collector it is about nothing: who finds the card there learns nothing of the care."""
    script, lines = talk.script, _reached(talk)
    asks = any(line.lists_questions for line in lines)
    said = [(_titled(script, line), spoken.text) for line in lines if not (spoken := speak(script, line, talk.facts)).missing]
    return SayCard(
        who=talk.organization, number=talk.number, about="" if script.to == "collector" else about, first=talk.intro,
        facts=tuple((fact.label, fact.words) for fact in talk.at_hand), say=tuple(said),
        ask=tuple(words for _, words in talk.ask) if asks else (),
        before_end=script.before_end, if_pressed=script.if_pressed, do_not=script.do_not, comfort=talk.comfort,
    )  # fmt: skip


def _reached(talk: Talk) -> list[ScriptLine]:
    """The lines that this case comes to, from the opening on; what is passed over for this case is left out, and so are the ends."""
    script, seen = talk.script, list[str]()
    waiting = [walk(script, talk.facts, ())]
    while waiting:
        line = waiting.pop(0)
        if line.key in seen:
            continue
        seen.append(line.key)
        waiting += lines_after(script, line, talk.facts)
    return [line for line in script.lines.values() if line.key in seen and line.ending is None]


def _titled(script: Script, line: ScriptLine) -> str:
    """The line's title; one that answers a single reply, and not the first of its replies, says which."""
    lines = script.lines.values()
    into = [(before, reply) for before in lines for reply in before.replies if reply.leads_to == line.key]
    gone_to = any(line.key in (before.goes_to, *(way.leads_to for way in before.passes)) for before in lines)
    if len(into) != 1 or gone_to or into[0][0].replies[0] is into[0][1]:
        return line.title
    before, reply = into[0]
    if len(reply.label.split()) <= _SHORT:
        return f"{line.title} (only after “{reply.label}” to: {before.title})"
    return f"{line.title} (only if: {reply.label})"
