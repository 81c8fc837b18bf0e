"""The two tracks of a case, provider and insurer, each with its next day or Done."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from medbills.gui.icons import scaled
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.chip import Chip, DaysLeftPill
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.case_tracks import Track


class TracksCard(Card):
    """Whose turn it is with each side."""

    def __init__(self, tracks: Sequence[Track], today: datetime.date) -> None:
        super().__init__("Two tracks" if len(tracks) > 1 else "Where it stands", dense=True)
        for index, track in enumerate(tracks):
            if index:
                self.body.addWidget(divider())
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(IconLabel(track.icon, "text2"))
            row.addWidget(ReadingLabel(track.name), 1)
            if track.done:
                row.addWidget(Chip("Done", "green"))
            elif track.by:
                row.addWidget(DaysLeftPill(track.by, today, theirs=track.theirs))
            else:
                row.addWidget(Chip("Their turn", "dashed") if track.theirs else Chip("Your turn"))
            self.body.addLayout(row)
            words = QVBoxLayout()
            words.setContentsMargins(scaled(20) + 12, 0, 0, 4)  # below the name, which stands beside an icon
            words.addWidget(ReadingLabel(track.detail, "small", "text2"))
            self.body.addLayout(words)
