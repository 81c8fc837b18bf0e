"""R15: the recovery sheet: printed, typed back before it counts, told from another vault's, and ended by the next one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PySide6.QtCore import Qt

from medbills import keys
from medbills.errors import WrongPassphrase, WrongUsage
from medbills.gui.parts.recovery_sheet import save_key
from medbills.gui.parts.sheet_back import SheetBack
from medbills.services.change_keys import first_sheet, new_sheet
from medbills.services.open_vault import create_vault, open_vault
from medbills.store import content_hash, restore

PASSPHRASE = "maple river candle stone"


def made(folder: Path, counts: bool = True) -> str:
    vault, printed = create_vault(folder, "Ours", PASSPHRASE, printed_already=counts)
    vault.close()
    return printed


def opens(folder: Path, secret: str) -> bool:
    try:
        keys.unlock(folder, secret)
    except WrongPassphrase:
        return False
    return True


def test_it_counts_only_once_it_was_typed_back(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    printed = made(folder, counts=False)
    assert not opens(folder, printed), "the negative control: printed alone it opens nothing"
    first_sheet(folder, PASSPHRASE, printed).keep()
    assert opens(folder, printed)


def test_two_groups_are_asked_back_and_a_wrong_one_is_not_taken(qtbot: Any) -> None:
    groups = keys.new_recovery_key().split("-")
    asked = {SheetBack(groups, "Go on").asked for _ in range(30)}
    assert all(len(pair) == 2 and pair[0] < pair[1] for pair in asked) and len(asked) > 3, "other groups each time"
    back = SheetBack(groups, "Go on")
    qtbot.addWidget(back)
    back.show()
    confirmed: list[int] = []
    back.confirmed.connect(lambda: confirmed.append(1))
    first, second = back.fields
    right = [groups[at] for at in back.asked]
    back.written.click()
    qtbot.keyClicks(first.editor, right[0].lower())
    qtbot.keyClicks(second.editor, "ZZZZ" if right[1] != "ZZZZ" else "YYYY")
    qtbot.keyClick(second.editor, Qt.Key.Key_Return)
    assert not confirmed and not back.done.isEnabled() and second.problem
    second.editor.clear()
    qtbot.keyClicks(second.editor, right[1])
    qtbot.keyClick(second.editor, Qt.Key.Key_Return)
    assert confirmed == [1]


def test_the_sheet_on_paper_says_what_opens_the_vault(tmp_path: Path, qapp: Any) -> None:
    folder, sheet = tmp_path / "a", tmp_path / "sheet.pdf"
    printed = made(folder)
    save_key(sheet, "Ours", printed.split("-"))
    with pdfplumber.open(sheet) as pdf:
        words = [word["text"] for word in pdf.pages[0].extract_words()]
        assert len(pdf.pages) == 1 and (pdf.pages[0].width, pdf.pages[0].height) == (612, 792)
    groups = [word for word in words if len(word) == 4 and word in printed.split("-")]
    assert groups == printed.split("-"), "in their order"
    assert opens(folder, " ".join(groups).lower())


def test_another_vault_refuses_it_and_says_so(tmp_path: Path) -> None:
    made(tmp_path / "a")
    other = made(tmp_path / "b")
    with pytest.raises(WrongPassphrase, match="another vault"):
        keys.unlock(tmp_path / "a", other)
    assert opens(tmp_path / "b", other)


def test_a_new_sheet_ends_the_old_one_but_not_before_it_counts(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    old = made(folder)
    sheet = new_sheet(folder, PASSPHRASE)
    assert opens(folder, old) and not opens(folder, sheet.printed)
    sheet.keep()
    assert not opens(folder, old) and opens(folder, sheet.printed) and opens(folder, PASSPHRASE)
    with pytest.raises(WrongUsage, match="no recovery key"):
        keys.keep_recovery_key(folder, keys.unlock(folder, PASSPHRASE), sheet.printed[:-1] + "?")
    assert opens(folder, sheet.printed)


def test_a_backup_and_the_sheet_are_enough(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    printed = made(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        with vault.change("Set") as change:
            change.settings.set("kept", "yes")
        before = content_hash(vault)
        vault.backup(tmp_path / "stick")
    again = restore(tmp_path / "stick", tmp_path / "again")
    with open_vault(again, printed) as vault:
        assert content_hash(vault) == before
