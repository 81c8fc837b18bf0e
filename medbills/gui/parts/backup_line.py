"""How old the last verified backup is: a quiet line while it is young, a banner in words and color once it is not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.backup_age import BackupAge, Level
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import clear

BANNERS = {Level.LATE: ("warning", "clock"), Level.BAD: ("danger", "warning")}


class BackupLine(QWidget):
    """`asked` wants a backup now."""

    asked = Signal()

    def __init__(self, link: str = "Back up now") -> None:
        super().__init__()
        self._link = link
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.banner: Banner | None = None
        self.sentence = ""
        self.hide()

    def show_age(self, age: BackupAge | None) -> None:
        """Another state; None shows nothing."""
        clear(self._column)
        self.banner, self.sentence = None, age.sentence if age else ""
        self.setVisible(age is not None)
        if age is None:
            return
        if age.level is Level.GOOD:
            self._column.addWidget(_quiet(age.sentence))
            return
        kind, icon = BANNERS[age.level]
        self.banner = Banner(age.sentence, kind, self._link, icon=icon)
        self.banner.linked.connect(self.asked)
        self._column.addWidget(self.banner)


def _quiet(sentence: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(4, 0, 4, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel("check_circle", "success"))
    row.addWidget(ReadingLabel(sentence, "small", "text2"), 1)
    return line
