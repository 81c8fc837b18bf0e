"""Before care: the page of what is planned."""

from __future__ import annotations

from medbills.gui.desk import Desk
from medbills.gui.page import PageSpec, PageWidget
from medbills.gui.parts.care_plan import CarePlanPart
from medbills.gui.widgets.header import PageHeader


class BeforeCarePage(PageWidget):
    """`show_item` takes the id of planned care."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header = PageHeader("Before care")
        self.body.addWidget(self.header)
        self.part = CarePlanPart(desk)
        self.part.told.connect(lambda words: self.header.set_text("Before care", words))
        self.part.top_asked.connect(self.to_top)
        self.body.addWidget(self.part, 1)

    def reload(self) -> None:
        self.part.ask()

    def show_item(self, item_id: str) -> None:
        self.part.choose(item_id)


PAGE = PageSpec(
    slug="before_care", title="Before care", icon="flag", order=82, make=BeforeCarePage,
    topics=frozenset({"planned_cares", "papers", "cases", "people", "findings"}),
)  # fmt: skip
