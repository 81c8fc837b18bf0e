"""Money: what you owe, in sections of which one is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from medbills.gui.desk import Desk
from medbills.gui.page import GAP, PageSpec, PageWidget
from medbills.gui.parts.money_limits import LimitsPart
from medbills.gui.parts.money_offers import OffersPart
from medbills.gui.parts.money_owed import OwedPart
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.parts.money_payments import PaymentsPart
from medbills.gui.parts.money_plans import PlansPart
from medbills.gui.parts.money_saved import SavedPart
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.section_choice import SectionChoice

PARTS: dict[str, tuple[str, Callable[[Desk], MoneyPart]]] = {
    "owed": ("What you owe", OwedPart),
    "limits": ("This year’s limits", LimitsPart),
    "payments": ("Payments", PaymentsPart),
    "plans": ("Payment plans", PlansPart),
    "offers": ("Offers", OffersPart),
    "saved": ("Saved", SavedPart),
}


class MoneyPage(PageWidget):
    """`show_item` takes the name of a section: owed, limits, payments, plans, offers, saved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header = PageHeader("Money")
        self.body.addWidget(self.header)
        self.section_words = [(key, words) for key, (words, _) in PARTS.items()]
        self.sections = SectionChoice(self.section_words, "What to see")
        self.sections.chosen.connect(self._show)
        self.body.addWidget(self.sections)
        self._content = QVBoxLayout()
        self._content.setSpacing(GAP)
        self.body.addLayout(self._content, 1)
        self.part: MoneyPart | None = None

    def reload(self) -> None:
        if self.part is None:
            self._show(self.sections.current)
        else:
            self.part.ask()

    def show_item(self, item_id: str) -> None:
        if item_id in PARTS:
            self.sections.set_current(item_id)
            self._show(item_id)

    def _show(self, key: str) -> None:
        clear(self._content)
        self.header.set_text("Money")
        part = self.part = PARTS[key][1](self.desk)
        part.told.connect(lambda words: self.header.set_text("Money", words))
        part.top_asked.connect(self.to_top)
        self._content.addWidget(part, 1)
        part.ask()
        self.to_top()


PAGE = PageSpec(
    slug="money", title="Money", icon="money", order=85, make=MoneyPage,
    topics=frozenset({
        "papers", "cases", "findings", "deadlines", "payments", "refunds", "agreements", "offers", "walk_aways", "settings", "people",
        "plans",
    }),
)  # fmt: skip
