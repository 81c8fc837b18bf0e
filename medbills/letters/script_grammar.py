"""Reads the body of a phone script: lines that begin with "#", and below each what is said and where it leads.

    # hold: Ask for a hold            a line: its key and its title
    ~ not account_no -> aid           passed over while this holds
    > Please put account {{ account_no }} on hold.      read aloud, Jinja over facts
    ! Wait for the answer.            a hint, small
    * questions                       the questions of the findings stand here, to be ticked
    ? status hold: Is the account on hold?              what the replies answer, and what they speak of
    - yes: The account is on hold     a reply: its key and its words
        | Ask until which day         what follows, small
        + put the account on hold     what they will do then, for the notes
        = day                         they name a day (or an amount)
        ^ on_hold                     what it comes down to beside other answers; "nothing" where it settles nothing
        -> until                      the line it leads to
    -> until                          a line without replies goes on
    => letter call_confirmation: Confirm the call in writing today.      or ends (letter, call, wait)
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from medbills.domain.script import About, Act, Ending, Inquiry, Names, Pass, Reply, ScriptLine

_HEAD = re.compile(r"# ([a-z_]+): (.+)")
_INQUIRY = re.compile(r"\? ([a-z]+) ([a-z_]+): (.+\?)")
_REPLY = re.compile(r"- ([a-z_]+): (.+)")
_PASS = re.compile(r"~ (.+) -> ([a-z_]+)")
_TO = re.compile(r"-> ([a-z_]+)")
_ENDING = re.compile(r"=> ([a-z]+)(?: ([a-z_]+))?: (.+)")

NOTHING = "nothing"
UNSETTLED = frozenset({"unsure", "unknown"})  # replies of these names settle nothing without being told so


def read_lines(body: str, name: str) -> Mapping[str, ScriptLine]:
    """The lines of a script by key, in their order. Raises ValueError for what is no script: a mistake of ours."""
    lines: dict[str, ScriptLine] = {}
    for part in re.split(r"\n(?=# )", "\n" + body.strip())[1:] if body.strip().startswith("# ") else ():
        line = _line(part.strip().splitlines(), name)
        if line.key in lines:
            raise ValueError(f"{name} has two lines called {line.key}")
        lines[line.key] = line
    if not lines:
        raise ValueError(f"{name} has no lines")
    for line in lines.values():
        _prove(line, lines, name)
    return lines


def _line(rows: list[str], name: str) -> ScriptLine:
    head = _matched(_HEAD, rows[0], name)
    line = ScriptLine(key=head[1], title=head[2], say="")
    for row in rows[1:]:
        if not row.strip():
            continue
        line = _with_detail(line, row.strip(), name) if row.startswith((" ", "\t")) else _with_row(line, row, name)
    return line


def _with_row(line: ScriptLine, row: str, name: str) -> ScriptLine:
    """The line with one more row that begins at the margin."""
    change = dataclasses.replace
    match row[:2]:
        case "> ":
            return change(line, say=f"{line.say} {row[2:].strip()}".strip())
        case "! ":
            return change(line, hint=f"{line.hint} {row[2:].strip()}".strip())
        case "* ":
            if row[2:].strip() != "questions":
                raise ValueError(f"{name} lists {row[2:].strip()} in {line.key}")
            return change(line, lists_questions=True)
        case "? ":
            found = _matched(_INQUIRY, row, name)
            return change(line, inquiry=Inquiry(about=About(found[1]), key=found[2], words=found[3]))
        case "~ ":
            found = _matched(_PASS, row, name)
            return change(line, passes=(*line.passes, Pass(found[1], found[2])))
        case "- ":
            found = _matched(_REPLY, row, name)
            means = "" if found[1] in UNSETTLED else found[1]
            return change(line, replies=(*line.replies, Reply(key=found[1], label=found[2].strip(), leads_to="", means=means)))
        case "->":
            return change(line, goes_to=_matched(_TO, row, name)[1])
        case "=>":
            found = _matched(_ENDING, row, name)
            return change(line, ending=Ending(act=Act(found[1]), of=found[2] or "", words=found[3]))
    raise ValueError(f"{name} has a row that means nothing: {row}")


def _with_detail(line: ScriptLine, row: str, name: str) -> ScriptLine:
    """The line with one more row of its last reply."""
    if not line.replies:
        raise ValueError(f"{name} says in {line.key} what belongs to no reply: {row}")
    *before, last = line.replies
    match row[:2]:
        case "| ":
            last = dataclasses.replace(last, follows=row[2:].strip())
        case "+ ":
            last = dataclasses.replace(last, promise=row[2:].strip())
        case "= ":
            last = dataclasses.replace(last, names=Names(row[2:].strip()))
        case "^ ":
            means = row[2:].strip()
            last = dataclasses.replace(last, means="" if means == NOTHING else means)
        case "->":
            last = dataclasses.replace(last, leads_to=_matched(_TO, row, name)[1])
        case _:
            raise ValueError(f"{name} has a row that means nothing: {row}")
    return dataclasses.replace(line, replies=(*before, last))


def _prove(line: ScriptLine, lines: Mapping[str, ScriptLine], name: str) -> None:
    """A line says something and leads on, to lines that are there."""
    if not line.say:
        raise ValueError(f"{name} says nothing in {line.key}")
    if sum((bool(line.replies), bool(line.goes_to), line.ending is not None)) != 1:
        raise ValueError(f"{name}: {line.key} must have replies, go on, or end")
    if any(not reply.leads_to for reply in line.replies):
        raise ValueError(f"{name}: a reply in {line.key} leads nowhere")
    if unknown := set(line.leads_to) - lines.keys():
        raise ValueError(f"{name}: {line.key} leads to {sorted(unknown)}, which is not there")
    keys = [reply.key for reply in line.replies]
    if len(set(keys)) != len(keys):
        raise ValueError(f"{name}: two replies in {line.key} share a key")
    if line.ending is not None and (line.ending.act is Act.WAIT) is bool(line.ending.of):
        raise ValueError(f"{name}: the end of {line.key} does not say what comes next")


def _matched(pattern: re.Pattern[str], row: str, name: str) -> re.Match[str]:
    found = pattern.fullmatch(row.strip())
    if found is None:
        raise ValueError(f"{name} has a row that cannot be read: {row}")
    return found
