"""A quiet line below the ways of a case: when another pair of eyes may be worth it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.matter import Matter
from medbills.gui.desk import Desk
from medbills.gui.widgets.banner import Banner
from medbills.services.suggest_help import Suggestion, suggest_help


class HelpHint(QWidget):
    """Asks the vault for the user's own sum, and takes no room where nothing is suggested."""

    def __init__(self, desk: Desk, matter: Matter) -> None:
        super().__init__()
        self.desk = desk
        self.banner: Banner | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()
        today = desk.today()
        desk.vault_job(lambda vault: suggest_help(vault, matter, today), self._show)

    def _show(self, told: Suggestion | None) -> None:
        if told is not None:
            self.banner = Banner(told.says, "quiet", "Where to get help", icon="people")
            self.banner.linked.connect(lambda: self.desk.go("learn", told.entry))
            self._column.addWidget(self.banner)
            self.show()
