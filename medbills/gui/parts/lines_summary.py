"""The lines of a paper in one sentence, and whether they add up to what the paper says."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.paper import Paper
from medbills.domain.wording import counted, listed
from medbills.gui.language import tr
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.reflow import clear
from medbills.services.edit_paper import SumCheck, sum_checks


def lines_words(paper: Paper) -> str:
    """ "6 lines, add up to $390.00"."""
    if not paper.lines:
        return ""
    count = counted(len(paper.lines), "line")
    checks = sum_checks(paper)
    return f"{count}, add up to {checks[0].lines}" if checks else count


def sum_words(paper: Paper) -> list[tuple[str, str]]:
    """Each sentence about the sums with the kind of its banner; what differs comes first, what agrees is one sentence."""
    checks = sum_checks(paper)
    says = "bill" if paper.is_bill else "statement" if paper.is_eob else "paper"
    what = "lines" if len(checks) == 1 else ""
    found = [(_apart(check, what or check.what, says), "warning") for check in checks if check.differs]
    equal = [what or check.what for check in checks if check.printed is not None and not check.differs]
    if len(equal) == 1:
        total = next(check.lines for check in checks if check.printed is not None and not check.differs)
        found.append((f"The {equal[0]} add up to {total}, as the {says} says.", "done"))
    elif equal:
        found.append((f"The {listed(equal)} add up, as the {says} says.", "done"))
    if not found and checks:
        found.append((f"The {what or checks[0].what} add up to {checks[0].lines}. The {says} prints no total for them.", "quiet"))
    return found


def _apart(check: SumCheck, what: str, says: str) -> str:
    return f"The {what} add up to {check.lines}. The {says} says {check.printed}. They are {check.apart} apart."


class SumNotes(QWidget):
    """What `sum_words` says of a paper, kept up to date by `weigh`."""

    def __init__(self, only_apart: bool = False) -> None:
        super().__init__()
        self._only_apart = only_apart
        self._said: list[tuple[str, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setAccessibleName(tr("Do the lines add up"))

    def weigh(self, paper: Paper) -> None:
        """Say how the sums of this paper stand."""
        now = [(words, kind) for words, kind in sum_words(paper) if kind == "warning" or not self._only_apart]
        self.setVisible(bool(now))
        if now == self._said:
            return
        self._said = now
        clear(self._column)
        for words, kind in now:
            self._column.addWidget(Banner(words, kind))

    def said(self) -> list[str]:
        """The sentences as they stand."""
        return [words for words, _kind in self._said]
