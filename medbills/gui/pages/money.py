"""Money: what you owe, in sections of which one is shown."""

from __future__ import annotations

from medbills.gui.desk import Desk
from medbills.gui.page import PageSpec
from medbills.gui.parts.money_dental import DentalPart
from medbills.gui.parts.money_help import HelpPart
from medbills.gui.parts.money_limits import LimitsPart
from medbills.gui.parts.money_offers import OffersPart
from medbills.gui.parts.money_owed import OwedPart
from medbills.gui.parts.money_payments import PaymentsPart
from medbills.gui.parts.money_plans import PlansPart
from medbills.gui.parts.money_saved import SavedPart
from medbills.gui.parts.money_taxes import TaxesPart
from medbills.gui.parts.sections_page import Parts, SectionsPage

PARTS: Parts = {
    "owed": ("What you owe", OwedPart),
    "limits": ("This year’s limits", LimitsPart),
    "payments": ("Payments", PaymentsPart),
    "plans": ("Payment plans", PlansPart),
    "offers": ("Offers", OffersPart),
    "dental": ("Dental", DentalPart),
    "help": ("Help to pay", HelpPart),
    "taxes": ("Taxes", TaxesPart),
    "saved": ("Saved", SavedPart),
}


class MoneyPage(SectionsPage):
    """`show_item` takes the name of a section: owed, limits, payments, plans, offers, dental, help, taxes, saved.

    "dental:" and the key of a treatment begins the calculator with its figures.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Money", PARTS)


PAGE = PageSpec(
    slug="money", title="Money", icon="money", order=85, make=MoneyPage,
    topics=frozenset({
        "papers", "cases", "findings", "deadlines", "payments", "refunds", "agreements", "offers", "walk_aways", "settings", "people",
        "plans",
    }),
)  # fmt: skip
