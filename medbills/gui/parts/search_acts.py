"""What can be done from anywhere, and every page there is, for the search to offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from medbills.gui.desk import Desk
from medbills.gui.first_tour import NAME, show_around
from medbills.gui.helping import show_help
from medbills.gui.main_window import MainWindow
from medbills.gui.pages.money import PARTS as MONEY
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.services.keep_backups import back_up_everywhere
from medbills.services.search_hit import Group, Hit, Opening, Way

if TYPE_CHECKING:
    from medbills.store import Vault


@dataclass(frozen=True, slots=True)
class Act:
    """Its title, an icon, other words for it, and what it does."""

    title: str
    icon: str
    also: str
    do: Callable[[], object]

    def hit(self, key: str) -> Hit:
        """A row of the search."""
        return Hit(group=Group.TO_DO, icon=self.icon, title=self.title, opening=Opening(Way.ACT, page=key))


def acts_of(window: MainWindow, desk: Desk, *, own_vault: bool = True) -> Mapping[str, Act]:
    """By a key each; the most wanted first. A sample is neither locked nor backed up."""
    acts = {"add": Act("Add papers", "add_papers", "new bill scan drop file upload", window.top.add.click)}
    if own_vault:
        acts["back_up"] = Act("Make a backup", "backup", "back up copy save", partial(_back_up, desk))
        acts["lock"] = Act("Lock", "lock", "close log out", window.lock_asked.emit)
    acts |= {f"page {slug}": Act(page.title, page.icon, "page open go", partial(_go, window, slug)) for slug, page in window.pages.items()}
    acts |= {
        f"money {key}": Act(title, "money", "money page open go", partial(_go, window, "money", key))
        for key, (title, _) in MONEY.items()
        if "money" in window.pages
    }
    if "history" in window.pages:
        acts["removed"] = Act("Recently removed", "trash", "trash deleted bring back undo", partial(_go, window, "history", "removed"))
    acts["help"] = Act("Help", "help", "how to manual support", partial(show_help, window))
    acts["around"] = Act(NAME, "eye", "tour help begin first", partial(show_around, window))
    acts["larger"] = Act("Larger text", "large_text", "bigger font size zoom", type_().larger)
    acts["smaller"] = Act("Smaller text", "large_text", "font size zoom", type_().smaller)
    acts["colors"] = Act("Light or dark colors", "theme", "night mode", lambda: theme().wear(not theme().dark))
    return acts


def _go(window: MainWindow, slug: str, item: str | None = None) -> None:
    if window.leave_tasks():
        window.show_page(slug, item)


def _back_up(desk: Desk) -> None:
    def done(_report: object) -> None:
        desk.tell_changed({"settings"})
        desk.toast("Backed up. The copy was opened again and compared.")

    desk.vault_job(_made, done, title="Backing up")


def _made(vault: Vault) -> object:
    return back_up_everywhere(vault)
