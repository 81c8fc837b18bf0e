"""The lines of a paper in one sentence, with whether they add up."""

from __future__ import annotations

from medbills.domain.paper import Paper
from medbills.domain.wording import counted
from medbills.services.edit_paper import SumCheck, sum_checks


def lines_words(paper: Paper) -> str:
    """ "6 lines, add up to $390.00"."""
    if not paper.lines:
        return ""
    count = counted(len(paper.lines), "line")
    checks = sum_checks(paper)
    return f"{count}, add up to {checks[0].lines}" if checks else count


def sum_words(check: SumCheck) -> str:
    """ "The charges add up to $390.00, as the paper says."."""
    if check.printed is None:
        return f"The {check.what} add up to {check.lines}. The paper prints no total for them."
    if check.differs:
        return f"The {check.what} add up to {check.lines}. The paper’s total says {check.printed}."
    return f"The {check.what} add up to {check.lines}, as the paper says."
