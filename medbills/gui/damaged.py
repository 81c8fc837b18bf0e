"""What to do with papers that do not open because something in them is damaged: what is whole, and at most three ways on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from medbills.domain.wording import month_day
from medbills.gui.centered import CenteredCard
from medbills.gui.language import tr
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel

if TYPE_CHECKING:
    from medbills.store import Examined

TITLE = "Part of these papers is damaged"
SAFE = "Whatever you choose, the damaged papers stay as they are."
NO_BACKUP = "No good backup was found beside these papers."


class DamagedPapers(CenteredCard):
    """`backup_wanted` carries the folder of the newest good backup, None where the user has to choose one."""

    backup_wanted = Signal(object)  # Path | None
    saving_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, folder: Path, sentence: str, found: Examined | None) -> None:
        super().__init__(width=560)
        self.body.addWidget(IconLabel("warning", "danger", 40))
        self.body.addWidget(ReadingLabel(TITLE, "title"))
        self.body.addWidget(ReadingLabel(folder.stem, "body", "text2"))
        self.body.addWidget(ReadingLabel(sentence, "body"))
        for words in _told(found):
            self.body.addWidget(ReadingLabel(words, "small", "text2"))
        self.body.addWidget(ReadingLabel(SAFE, "small", "text2"))
        self.body.addSpacing(12)
        backup = found.backup if found else None
        at = backup.made_at.astimezone() if backup else None
        self.bring_back = button(f"Bring back the backup of {month_day(at)}" if at else "Choose a backup", "main", "restore")
        self.save = button("Save what can be read", "plain", "save")
        self.other = button("Open other papers", "quiet", "case")
        self.bring_back.clicked.connect(lambda: self.backup_wanted.emit(backup.folder if backup else None))
        self.save.clicked.connect(self.saving_wanted)
        self.other.clicked.connect(self.other_wanted)
        for way in (self.bring_back, self.save, self.other):
            self.body.addWidget(way)
        self.setAccessibleName(tr(TITLE))
        self.setFocusProxy(self.bring_back)


def _told(found: Examined | None) -> list[str]:
    if found is None:
        return []
    told = list(found.damaged_papers[:3])
    if found.damaged_tables:
        lists = len(found.damaged_tables)
        told.append(f"{lists} of {lists + len(found.whole_tables)} lists {'has' if lists == 1 else 'have'} a damaged part.")
    told.append(f"{found.whole_papers} papers are whole.")
    return told if found.backup else [*told, NO_BACKUP]
