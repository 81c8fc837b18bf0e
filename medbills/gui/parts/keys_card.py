"""The settings of who can open these papers: passphrases by name, the recovery sheet, the keychain, the key behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.key_form import KeyAnswer, KeyForm, KeyQuestion
from medbills.gui.parts.sheet_back import SheetBack
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow, clear
from medbills.services.change_keys import (
    KEYCHAIN,
    PASSPHRASE,
    RECOVERY,
    KeyList,
    KeyRow,
    NewSheet,
    add_passphrase,
    change_passphrase,
    change_vault_key,
    keychain_is_here,
    left_behind,
    list_keys,
    new_sheet,
    remove_key,
    rename_key,
    use_keychain,
)

WHO = "Each of these opens your papers by itself. Give each person who helps a passphrase of their own."
NO_SHEET = "There is no recovery sheet. Without one, a lost passphrase loses the papers."
WAIT = "After wrong tries there is a wait. It slows guessing here, not on a copied folder: a strong passphrase does."
CHAIN = "Whoever is signed in on this computer can then open your papers. Your passphrase goes on working."
IN_USE = "The passphrase in use"
KINDS = {PASSPHRASE: "person", RECOVERY: "print", KEYCHAIN: "computer"}


class KeysCard(Card):
    """One question at a time stands below the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Keys")
        self._desk = desk
        self.list = QVBoxLayout()
        self.list.setSpacing(4)
        self.form: KeyForm | None = None
        self.back: SheetBack | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        self.body.addWidget(_said(WHO))
        self.body.addLayout(self.list)
        self.sheet_missing = ReadingLabel(NO_SHEET, "small", "amber")
        self.body.addWidget(self.sheet_missing)
        self.add = button("Add a passphrase", "plain", "add", bar=True)
        self.sheet = button("New recovery sheet", "plain", "print", bar=True)
        self.chain = button("Use this computer’s keychain", "plain", "computer", bar=True)
        self.fresh = button("Change the vault’s own key", "quiet", "key", bar=True)
        self.chain.hide()
        self.body.addWidget(Flow(self.add, self.sheet, self.chain, self.fresh, gap=12))
        self.body.addLayout(self._place)
        self.body.addWidget(_said(WAIT))
        self.add.clicked.connect(self._ask_add)
        self.sheet.clicked.connect(self._ask_sheet)
        self.chain.clicked.connect(self._ask_chain)
        self.fresh.clicked.connect(self._ask_fresh)
        self._keys = KeyList(())
        self._chain_here = False

    def reload(self) -> None:
        """Show the keys there are."""
        self._desk.vault_job(list_keys, self._show)
        self._desk.paper_job(lambda _job: keychain_is_here(), self._show_chain)

    def _show(self, found: KeyList) -> None:
        self._keys = found
        clear(self.list)
        for row in found.rows:
            self.list.addWidget(self._row(row))
        self.sheet_missing.setVisible(not any(row.kind == RECOVERY for row in found.rows))
        self._show_chain(self._chain_here)

    def _show_chain(self, here: bool) -> None:
        self._chain_here = here
        self.chain.setVisible(here and not any(row.kind == KEYCHAIN for row in self._keys.rows))

    def _row(self, row: KeyRow) -> QWidget:
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(12)
        line.addWidget(IconLabel(KINDS[row.kind], "text2"))
        name = ReadingLabel(row.name, "body", weight=500)
        line.addWidget(name, 1)
        acts: list[tuple[str, Callable[[KeyRow], None]]] = []
        if row.kind == PASSPHRASE:
            acts += [("Rename", self._ask_rename), ("Change", self._ask_change)]
        if row.can_go and row.kind != RECOVERY:
            acts.append(("Remove", self._ask_remove))
        buttons = []
        for word, act in acts:
            made = button(word, "quiet", bar=True)
            made.setAccessibleName(tr(f"{word}: {row.name}"))
            made.clicked.connect(partial(_pressed, act, row))
            buttons.append(made)
        line.addWidget(Flow(*buttons, gap=4, right=True))
        return part

    # one question at a time

    def _ask(self, question: KeyQuestion, do: Callable[[KeyAnswer, Any], object], done: Callable[[Any], None]) -> None:
        self._leave()
        form = self.form = KeyForm(question)
        form.closed.connect(self._leave)
        form.answered.connect(lambda answer: self._desk.vault_job(partial(do, answer), done, self._failed))
        self._place.addWidget(form)
        form.setFocus()

    def _failed(self, problem: MedbillsError) -> None:
        if self.form is not None:
            self.form.failed(problem)
        else:
            self._leave()
            self._desk.show_problem(problem)

    def _leave(self) -> None:
        self.form = self.back = None
        clear(self._place)

    def _done(self, said: str, _none: object = None) -> None:
        self._leave()
        self.reload()
        self._desk.toast(said)

    def _ask_add(self) -> None:
        question = KeyQuestion(
            "A passphrase for another person", "They choose it themselves. It opens everything in these papers.", "Add it",
            named="Whose it is", new="Their passphrase",
        )  # fmt: skip
        self._ask(
            question, lambda typed, vault: add_passphrase(vault.folder, typed.secret, typed.new, typed.name),
            partial(self._done, "Added. Each passphrase opens these papers by itself."),
        )  # fmt: skip

    def _ask_rename(self, row: KeyRow) -> None:
        question = KeyQuestion("Another name", "The passphrase itself stays.", "Rename it", named="Name", name=row.name)
        self._ask(
            question, lambda typed, vault: rename_key(vault.folder, typed.secret, row.id, typed.name),
            partial(self._done, "Renamed."),
        )  # fmt: skip

    def _ask_change(self, row: KeyRow) -> None:
        question = KeyQuestion(
            f"Change: {row.name}", "The recovery sheet you printed stays the same.", "Change it",
            secret=IN_USE, new="The new passphrase",
        )  # fmt: skip
        self._ask(
            question, lambda typed, vault: change_passphrase(vault.folder, typed.secret, typed.new),
            partial(self._done, "The passphrase is changed. Use the new one from now on."),
        )  # fmt: skip

    def _ask_remove(self, row: KeyRow) -> None:
        about = (
            "It opens these papers no longer. If somebody else may have copied it, change the vault’s own key too."
            if row.kind == PASSPHRASE else "The passphrases go on working."
        )  # fmt: skip
        self._ask(
            KeyQuestion(f"Remove: {row.name}", about, "Remove it", danger=True),
            lambda typed, vault: remove_key(vault.folder, typed.secret, row.id), partial(self._done, f"Removed: {row.name}."),
        )  # fmt: skip

    def _ask_chain(self) -> None:
        question = KeyQuestion("Open with this computer’s keychain", CHAIN, "Use it")
        self._ask(
            question, lambda typed, vault: use_keychain(vault.folder, typed.secret),
            partial(self._done, "This computer’s keychain opens your papers too."),
        )  # fmt: skip

    # the recovery sheet

    def _ask_sheet(self) -> None:
        question = KeyQuestion("A new recovery sheet", "The old sheet opens nothing once you have typed back two groups.", "Make it")
        self._ask(question, lambda typed, vault: (new_sheet(vault.folder, typed.secret), vault.name), self._show_sheet)

    def _show_sheet(self, made: tuple[NewSheet, str]) -> None:
        sheet, name = made
        self._put_back(sheet, name, "Use this sheet", lambda: self._desk.vault_job(
            lambda _vault: sheet.keep(), partial(self._done, "The new sheet counts. Tear up the old one."), self._failed))

    def _put_back(self, sheet: NewSheet, name: str, verb: str, confirmed: Callable[[], object]) -> None:
        self._leave()
        back = self.back = SheetBack(sheet.groups, verb)
        back.printAsked.connect(lambda: self._print(name, sheet.groups))
        back.saveAsked.connect(lambda: self._save(name, sheet.groups))
        back.confirmed.connect(confirmed)
        self._place.addWidget(divider())
        self._place.addWidget(back)
        back.written.setFocus()

    def _print(self, name: str, groups: Sequence[str]) -> None:
        from medbills.gui.parts.recovery_sheet import print_key

        try:
            print_key(self.window(), name, groups)
        except MedbillsError as problem:
            self._desk.show_problem(problem)

    def _save(self, name: str, groups: Sequence[str]) -> None:
        from medbills.gui.parts.recovery_sheet import save_key

        path = dialogs.save_file(self.window(), "Save the recovery sheet", "Medbills recovery key.pdf", "PDF (*.pdf)")
        if path is not None:
            try:
                save_key(path, name, groups)
            except MedbillsError as problem:
                self._desk.show_problem(problem)

    # the key behind them all

    def _ask_fresh(self) -> None:
        question = KeyQuestion(
            "Change the vault’s own key",
            "Do this when a passphrase or a copy may be in wrong hands. Everything here is locked anew, and only your passphrase "
            "comes along. Backups on other disks stay under the old key.", "Go on",
        )  # fmt: skip
        self._ask(question, _prepared, self._show_fresh)

    def _show_fresh(self, prepared: tuple[NewSheet, str, str, tuple[str, ...]]) -> None:
        sheet, name, secret, others = prepared
        verb = "Lock everything anew"
        self._put_back(sheet, name, verb, lambda: self._change(sheet, secret))
        if others:
            self._place.insertWidget(1, ReadingLabel(f"To be added again afterwards: {', '.join(others)}.", "small", "amber"))

    def _change(self, sheet: NewSheet, secret: str) -> None:
        if self.back is not None:
            self.back.done.setEnabled(False)
        self._desk.vault_job(
            lambda vault: change_vault_key(vault, secret, sheet), lambda _none: self._desk.lock_asked.emit(), self._failed,
            "Locking everything anew",
        )  # fmt: skip


def _prepared(typed: KeyAnswer, vault: Any) -> tuple[NewSheet, str, str, tuple[str, ...]]:
    others = left_behind(vault.folder, typed.secret)
    return new_sheet(vault.folder, typed.secret), vault.name, typed.secret, others


def _pressed(act: Callable[[KeyRow], None], row: KeyRow, _checked: bool = False) -> None:
    act(row)


def _said(text: str) -> ReadingLabel:
    label = ReadingLabel(text, "small", "text2")
    label.natural_width = READING_WIDTH
    return label
