"""Rows of a table put together to lines: which words wrap, and to which line they belong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.layout.amounts import amount_of
from medbills.layout.codes import code_of
from medbills.layout.columns import DAY_COLUMNS, Column
from medbills.layout.day_headings import heads_a_day
from medbills.layout.sum_rows import is_sum
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, MONEY, SPAN, Token
from medbills.layout.torn_cells import mend
from medbills.layout.under_service import take_under

_SUBTOTAL = re.compile(r"\bsub-? ?total\b|\b(?:department|section|category|group) total\b", re.I)
_ASIDE = re.compile(
    r"^(?:(?:rendering|ordering|attending|referring|service|billing)? ?(?:provider|physician|doctor|diagnosis|patient|"
    r"claim|visit|encounter|account|acct|modifiers?|location|note|reason|remarks?|message|npi|ndc|authorization|"
    r"rev(?:enue)? code)s?(?: (?:name|number|code|no\.?|#))?\s*[:#]"
    r"|(?:anes(?:thesia)? )?(?:time|start|began|begin|stop|end)(?:s|ed|ing)?(?: time)?:? ?\d|time in\b"
    r"|\d{1,2}:\d\d ?(?:[ap]\.?m\b|to\b|[-–])|\d+ min(?:ute)?s?\b|base (?:units?|value)"
    r"|performed by|dr\.|dx:?\s|icd|ndc\b|see (?:note|remark|back)|page \d|continued|\(continued|subtotal|\*)",
    re.I,
)


def gathered(table: Table) -> list[TableLine]:
    """The lines of the table, each with the rows over which its words wrap."""
    mend(table)
    rows = [row for row in table.rows if not heads_a_day(table, row) and not _heads_a_group(table, row)]
    lines = [TableLine(row, [row]) for row in rows if _is_anchor(table, row)]
    if not lines:
        return []
    anchors = {id(line.anchor) for line in lines}
    rest = _by_band(table, lines, [row for row in rows if id(row) not in anchors])
    rest = take_under(table, lines, rest)
    runs = _runs(rest, lines)
    above = any(_after(lines, run) is None and _before(lines, run) is lines[0] and _touches(run[-1], lines[0].anchor) for run in runs)
    for run in runs:
        home = _over_the_break(table, run, lines) or _home(run, lines, above)
        if home is None:
            continue
        over = home.anchor.page == run[0].page and run[0].row.top < home.anchor.row.top
        for row in reversed(run) if over else run:
            if not _wraps(table, row, home):
                break
            home.rows.append(row)
    return lines


def _heads_a_group(table: Table, row: TableRow) -> bool:
    """Whether a row names a department: words alone under the head or a sum, in a table that has a subtotal for each."""
    if not any(_SUBTOTAL.search(other.row.text) for other in table.sums) or set(row.cells) != {table.column("description")}:
        return False
    above = (row.page, row.order - 1)
    return above in table.used and not any((other.page, other.order) == above for other in table.rows)


def _by_band(table: Table, lines: Sequence[TableLine], rest: Sequence[TableRow]) -> list[TableRow]:
    """Gives rows to the one line that stands between the same two rules; returns those left over."""
    held: dict[tuple[int, int], list[TableLine]] = {}
    for line in lines:
        held.setdefault(_band(table, line.anchor), []).append(line)
    left = []
    for row in rest:
        own = held.get(_band(table, row), [])
        if len(own) == 1 and len(held) > 1 and (not _ASIDE.match(row.row.text) or is_sum(row.row)):
            own[0].rows.append(row)
        else:
            left.append(row)
    return left


def _band(table: Table, row: TableRow) -> tuple[int, int]:
    bands = table.bands.get(row.page)
    return (row.page, bands.of(row.row) if bands is not None else 0)


def _is_anchor(table: Table, row: TableRow) -> bool:
    fields = {table.columns[i].field for i, tokens in row.cells.items() if fits_column(table.columns[i], tokens)}
    if any(table.columns[i].money and fits_column(table.columns[i], tokens) for i, tokens in row.cells.items()):
        return True
    return bool(fields & DAY_COLUMNS or not table.money_columns) and bool(fields & {"code", "revenue_code"})


def fits_column(column: Column, tokens: Sequence[Token]) -> bool:
    if column.money:
        return any(token.kind == MONEY or (amount_of(token.text, bare_whole=True) is not None and len(tokens) == 1) for token in tokens)
    if column.field in DAY_COLUMNS:
        return any(token.kind in (DAY, SPAN) for token in tokens)
    if column.field in {"code", "revenue_code"}:
        return any(code_of(token.text) is not None for token in tokens)
    return False


def _runs(rows: Sequence[TableRow], lines: Sequence[TableLine]) -> list[list[TableRow]]:
    """Rows without amounts, in runs that stand tight together with no line between them."""
    runs: list[list[TableRow]] = []
    tops = {(line.anchor.page, line.anchor.order) for line in lines}
    for row in rows:
        last = runs[-1][-1] if runs else None
        tight = last is not None and last.page == row.page and row.row.top - last.row.bottom < 0.35 * row.row.size
        between = last is not None and any(page == row.page and last.order < order < row.order for page, order in tops)
        if tight and not between:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _after(lines: Sequence[TableLine], run: Sequence[TableRow]) -> TableLine | None:
    """The line that the run stands under."""
    found = [line for line in lines if (line.anchor.page, line.anchor.row.top) < (run[0].page, run[0].row.top)]
    return found[-1] if found else None


def _before(lines: Sequence[TableLine], run: Sequence[TableRow]) -> TableLine | None:
    """The line of the same page that the run stands over."""
    return next((line for line in lines if line.anchor.page == run[0].page and line.anchor.row.top >= run[0].row.top), None)


def _touches(a: TableRow, b: TableRow) -> bool:
    return abs(b.row.middle - a.row.middle) < 1.35 * max(a.row.size, 4.0)


def _over_the_break(table: Table, run: Sequence[TableRow], lines: Sequence[TableLine]) -> TableLine | None:
    """The last line of the page before, where rules part the run from the first line of its own page."""
    upper, lower = _after(lines, run), _before(lines, run)
    if upper is None or lower is None or upper.anchor.page != run[0].page - 1:
        return None
    return upper if _band(table, run[-1]) != _band(table, lower.anchor) else None


def _home(run: Sequence[TableRow], lines: Sequence[TableLine], above: bool) -> TableLine | None:
    """The line that a run of words goes on with: the one it stands nearest to; between two, the one above it."""
    upper, lower = _after(lines, run), _before(lines, run)
    size = max(run[0].row.size, 4.0)
    far = 0.75 * size
    over = under = 1e9
    if upper is not None:
        own = [member.row.bottom for member in upper.rows if member.page == run[0].page]
        over = run[0].row.top - max(own) if own else _over_from_before(run, upper, lines, above, far)
    if lower is not None:
        under = lower.anchor.row.top - run[-1].row.bottom
    if under < far and (under < over - 0.2 * size or (above and under < over + 0.05 * size)):
        return lower
    return upper if over < far else None


def _over_from_before(run: Sequence[TableRow], upper: TableLine, lines: Sequence[TableLine], above: bool, far: float) -> float:
    """How near a run at the head of a page counts to the last line of the page before."""
    if run[0].page != upper.anchor.page + 1:
        return 1e9
    return 0.0 if not above and upper is not lines[-1] else far - 0.1 if upper is lines[-1] else 1e9


def _wraps(table: Table, row: TableRow, line: TableLine) -> bool:
    """Whether a row's words stand in the description's column (or in a notes column), and read like its rest."""
    text = row.row.text
    if _ASIDE.match(text) or text.endswith(":") or is_sum(row.row):
        return False
    names = {table.columns[i].field for i in row.cells}
    if not names <= {
        "description",
        "remark_codes",
        "_provider",
        "_unknown",
        "_status",
        "_patient",
        "modifiers",
        "surface",
        "code",
        "paid_as_code",
        "tooth",
    }:
        return False
    place = table.column("description")
    if place is None:
        return _under_its_code(table, row, line) or bool(names & {"remark_codes", "modifiers"})
    if place not in row.cells:
        return bool(names & {"remark_codes", "modifiers"})
    words = row.words(place)
    own = line.anchor.words(place)
    if not own:
        return True
    if abs(words[0].x0 - own[0].x0) > 14 or (words[0].bold and not own[0].bold) or abs(words[0].size - own[0].size) > 1.6:
        return False
    room = max((r.words(place)[-1].x1 for r in table.rows if r.words(place)), default=0) - own[0].x0
    last = own[-1].x1 if line.anchor.row.top < row.row.top else words[-1].x1
    following = words[0] if line.anchor.row.top < row.row.top else own[0]
    if line.rows[-1] is not line.anchor and place in line.rows[-1].cells:
        return True
    if min(row.row.bottom, line.anchor.row.bottom) > max(row.row.top, line.anchor.row.top) + 1:
        return True  # the words stand beside the amounts, half a line off, as in a cell that is centered
    return last - own[0].x0 + (following.x1 - following.x0) + 3 > 0.72 * room


def _under_its_code(table: Table, row: TableRow, line: TableLine) -> bool:
    """Whether the words of a table without a column for them stand in a row of their own under the line's code."""
    place = table.column("code")
    code = line.anchor.words(place) if place is not None else ()
    return bool(code) and abs(row.row.words[0].x0 - code[0].x0) < 4 and len(row.row.phrases[0].words) > 1
